"""The graph of the sea: sight edges between corners, channels, and basins joined through narrow waters."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes.atlas import coast, inshore
from routes.atlas.build import _sea_sight
from routes.atlas.build._sea_obstacles import STAND_OFFS_KM, Corners
from routes.geodesy import unit_vectors

sight: Any = _sea_sight  # compiled functions have no types
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EARTH_KM = 6371.0
CHANNEL = 4
BESIDE_DEG, LAND_PRICE = 0.03, 12.0  # how far beside a line by hand water is looked for, and how much dearer land is than it
BY_HAND_M, PASS_BY = 2_500.0, 3.0  # how far off a point by hand a line may pass, and what a metre of that costs
LEAST_BASIN = 4  # nodes
LINK_KM = 60.0  # the ends of channels are joined to the corners in sight within this, or five times as much where there are none
MEET_KM = 3.0  # the end of a channel this near to another channel meets it
STAND_OUT_KM = (0.0, 0.0, 250.0, 700.0)  # how far a corner looks for one of each stand-off to stand out to, in each of the sectors
SECTORS = 10
NEVER = 255  # an arm that is no wall


class Net(NamedTuple):
    """Nodes (n, 2) lon lat with level and the bearings of their two walls (n, 2, in 1/250 turns), and edges (m, 2), smaller index first."""

    lonlat: Floats
    level: NDArray[np.uint8]
    arms: NDArray[np.uint8]
    edges: Ints


def seen(levels: list[Corners], walls: _sea_sight.Walls, reach_km: tuple[float, ...], come_in: float) -> Net:
    """Return the corners and the pairs of them that see each other along a line that grazes the land at both ends."""
    parts, ready, first = prepared(levels)
    edges = []
    for a in range(len(parts)):
        for b in range(a, len(parts)):
            near = come_in * STAND_OFFS_KM[b] / EARTH_KM if a != b else 0.0
            found = sight.tangents(*ready[a], *ready[b], a == b, min(3.2, reach_km[a] / EARTH_KM), near, *walls.args())
            edges.append(found.astype(np.int64) + np.array([first[a], first[b]]))
    edges += departures(ready, first, walls)
    arms = [np.column_stack([_bearing(c.before), _bearing(c.after)]) for c in parts]
    return Net(
        np.concatenate([c.lonlat for c in parts]),
        np.concatenate([c.level for c in parts]),
        np.concatenate(arms),
        np.concatenate(edges),
    )


def departures(ready: list[Any], first: Ints, walls: _sea_sight.Walls) -> list[Ints]:
    """Return the edges along which a track stands out from one coast to round a cape of another; it rounds nothing where it starts."""
    edges = []
    for a in range(len(ready)):
        for b in range(max(2, a), len(ready)):
            found = sight.departures(ready[a][0], ready[a][3], *ready[b], a == b, STAND_OUT_KM[b] / EARTH_KM, SECTORS, *walls.args())
            edges.append(np.sort(found.astype(np.int64) + np.array([first[a], first[b]]), axis=1))
    return edges


def prepared(levels: list[Corners]) -> tuple[list[Corners], list[Any], Ints]:
    """Return the corners of each level by latitude, what the compiled functions take of them, and the number of each level's first node."""
    parts = []
    for c in levels:
        order = np.lexsort((c.lonlat[:, 0], c.lonlat[:, 1]))
        parts.append(Corners(c.lonlat[order], c.before[order], c.after[order], c.level[order]))
    first = np.concatenate([[0], np.cumsum([len(c.lonlat) for c in parts])])
    ready = [
        (unit_vectors(c.lonlat), sight.arm_vectors(c.lonlat, c.before), sight.arm_vectors(c.lonlat, c.after), c.lonlat[:, 1].copy())
        for c in parts
    ]
    return parts, ready, first


def _bearing(arm: Floats) -> NDArray[np.uint8]:
    return (np.round(np.degrees(np.arctan2(arm[:, 0], arm[:, 1])) % 360.0 / 360.0 * 250.0) % 250).astype(np.uint8)


def with_channels(net: Net, passages: dict[str, Any], walls: _sea_sight.Walls) -> Net:
    """Return the net with the canals, and the narrow straits by their least-cost way; both ends see the corners around."""
    for passage in passages.values():
        if "channel" in passage:
            line = np.array(passage["channel"], dtype=np.float64)
            net = _with_line(net, line if passage.get("canal") else led(line), walls)
        if "through" in passage:
            a, b = np.array(passage["through"], dtype=np.float64)
            way = _way(a, b[None], 60.0, 8.0)
            if way is None:
                raise ValueError(f"No water leads from {a} to {b}.")
            net = _with_line(net, way[0], walls)
    return net


def with_rivers(net: Net, rivers: dict[str, Any], walls: _sea_sight.Walls) -> Net:
    """Return the net with the rivers that sea-going ships use; their mouths see the corners around, and so do upper ends on open water."""
    from routes.atlas.build._sea_rivers import course

    lines = [course(np.array(points, dtype=np.float64)) for points in rivers["course"].values()]
    lines += [led(np.array(points, dtype=np.float64)) for points in rivers["line"].values()]
    for line in lines:
        net = _with_line(net, line, walls, ends=1 if coast.is_land(line[-1:])[0] else 2)
    return net


def led(points: Floats) -> Floats:
    """Return a line through points placed by hand, led over the water of the coast data where there is any near by.

    Points between the ends are as good as the hand that placed them: the line passes one over water rather than through it over land.
    """
    import shapely

    parts, here = [points[:1]], points[0]
    for k in range(1, len(points)):
        goal = points[k]
        if k == len(points) - 1 and not coast.crosses_land(here[None], goal[None])[0]:
            parts.append(goal[None])
            continue
        low, high = np.minimum(here, goal) - BESIDE_DEG, np.maximum(here, goal) + BESIDE_DEG
        window = inshore.open_window(low[0], low[1], high[0], high[1], 75.0)
        row, column = window.cells(np.array([here, goal]))
        found = inshore.spread(window, row[:1], column[:1], np.zeros(1), LAND_PRICE)
        at = int(row[1]), int(column[1])
        if k < len(points) - 1:
            rows, columns = np.indices(window.water.shape)
            away = np.hypot(rows - at[0], columns - at[1]) * window.cell_m
            price = found.cost.reshape(window.water.shape) + np.where(away < BY_HAND_M, PASS_BY * away, np.inf)
            at = divmod(int(np.argmin(price)), window.water.shape[1])
        way = found.way(*at)
        here = goal if k == len(points) - 1 else way[-1]
        line = np.concatenate([way[:-1], here[None]])
        parts.append(shapely.get_coordinates(shapely.simplify(shapely.LineString(line), 0.001))[1:] if len(line) > 1 else line)
    return np.concatenate(parts)


def _with_line(net: Net, line: Floats, walls: _sea_sight.Walls, ends: int = 2) -> Net:
    """Return the net with a chain of nodes whose two ends, or first end, are joined to the corners in sight."""
    n = len(net.lonlat)
    new = np.arange(n, n + len(line))
    edges = [net.edges, np.column_stack([new[:-1], new[1:]])]
    links: list[tuple[int, Ints]] = []
    q = unit_vectors(net.lonlat)
    for end in (0, len(line) - 1)[:ends]:
        p = unit_vectors(line[end : end + 1])
        away = np.where(net.level == CHANNEL, np.arccos(np.clip((p * q).sum(axis=1), -1, 1)) * EARTH_KM, np.inf)
        if away.min() < MEET_KM:
            edges.append(np.array([[int(np.argmin(away)), new[end]]]))
            continue
        close = np.nonzero((p * q).sum(axis=1) > np.cos(LINK_KM / EARTH_KM))[0]
        if not len(close):
            close = np.nonzero((p * q).sum(axis=1) > np.cos(5 * LINK_KM / EARTH_KM))[0]
        ok = sight.sights(np.repeat(p, len(close), axis=0), np.ascontiguousarray(q[close]), *walls.args())
        if ok.any():
            edges.append(np.column_stack([close[ok], np.full(int(ok.sum()), new[end])]))
        else:
            links.append((int(new[end]), close[np.argsort(-(p @ q[close].T)[0])[:20]]))
    net = Net(
        np.concatenate([net.lonlat, np.column_stack([coast.wrapped(line[:, 0]), line[:, 1]])]),
        np.concatenate([net.level, np.full(len(line), CHANNEL, np.uint8)]),
        np.concatenate([net.arms, np.full((len(line), 2), NEVER, np.uint8)]),
        np.concatenate(edges),
    )
    for end, goals in links:
        found = _way(net.lonlat[end], net.lonlat[goals], 75.0, 5.0) or _way(net.lonlat[end], net.lonlat[goals], 150.0, 30.0)
        if found is None:
            print("  no water meets the channel that ends at", net.lonlat[end], flush=True)
            continue
        net = _with_link(net, end, int(goals[found[1]]), found[0][1:-1])
    return net


def _way(start: Floats, goals: Floats, cell_m: float, margin_km: float) -> tuple[Floats, int] | None:
    """Return the least-cost way over water to the cheapest of some goals near by, with the index of the goal; None where none leads."""
    around = np.concatenate([[start], goals])
    lon = start[0] + coast.wrapped(around[:, 0] - start[0])
    dy = margin_km / 111.2
    dx = dy / max(0.05, float(np.cos(np.radians(start[1]))))
    window = inshore.open_window(lon.min() - dx, around[:, 1].min() - dy, lon.max() + dx, around[:, 1].max() + dy, cell_m)
    if window.water.size > 4_000_000:
        return None
    found = inshore.spread(window, *inshore.wet_cell(window, start), np.zeros(1))
    row, column = window.cells(goals)
    cost = found.cost[row * window.water.shape[1] + column]
    best = int(np.argmin(cost))
    if not np.isfinite(cost[best]):
        return None
    way = found.way(int(row[best]), int(column[best]))
    line = np.concatenate([[start], way[1:-1], goals[best : best + 1]])
    line[:, 0] = start[0] + coast.wrapped(line[:, 0] - start[0])
    return inshore.pull(line), best


def with_basins(net: Net) -> Net:
    """Return the net with its basins joined to the sea where a water leads there that sight and the coarser raster missed."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    joined = tried = 0
    for _ in range(3):
        n = len(net.lonlat)
        graph = coo_matrix((np.ones(len(net.edges)), net.edges.T), shape=(n, n))
        _, label = connected_components(graph, directed=False)
        sizes = np.bincount(label)
        order = np.argsort(-sizes, kind="stable")
        main = order[0]
        others = np.nonzero(label == main)[0]
        tree = cKDTree(unit_vectors(net.lonlat[others]))
        before = joined
        for basin in order[1:]:
            if sizes[basin] < LEAST_BASIN:
                break
            nodes = np.nonzero(label == basin)[0]
            tried += 1
            link = _link(net.lonlat, nodes, others, tree)
            if link is None:
                continue
            a, b, line = link
            joined += 1
            net = _with_link(net, a, b, line)
        print("   basins tried", tried, "joined", joined, flush=True)
        if joined == before:
            break
    return net


def _link(lonlat: Floats, nodes: Ints, others: Ints, tree: Any) -> tuple[int, int, Floats] | None:
    """Return a way from a basin to the nearest other water of the sea: node of the basin, node of the sea, and the vertices between."""
    distance, near = tree.query(unit_vectors(lonlat[nodes]))
    order = np.argsort(distance, kind="stable")
    chosen: list[int] = []
    for i in order:  # a few gateways, well apart
        if distance[i] * EARTH_KM > 15.0 or len(chosen) == 3:
            break
        here = unit_vectors(lonlat[nodes[[i]]])
        if all(np.linalg.norm(here - unit_vectors(lonlat[nodes[[k]]])) * EARTH_KM > 5.0 for k in chosen):
            chosen.append(int(i))
    for i in chosen:
        start, goal = lonlat[nodes[i]], lonlat[others[near[i]]]
        found = _way(start, goal[None], 75.0, max(3.0, 0.7 * distance[i] * EARTH_KM))
        if found is not None:
            return int(nodes[i]), int(others[near[i]]), found[0][1:-1]
    return None


def _with_link(net: Net, a: int, b: int, between: Floats) -> Net:
    n = len(net.lonlat)
    chain = np.concatenate([[a], np.arange(n, n + len(between)), [b]])
    edges = np.sort(np.column_stack([chain[:-1], chain[1:]]), axis=1)
    return Net(
        np.concatenate([net.lonlat, np.column_stack([coast.wrapped(between[:, 0]), between[:, 1]])]),
        np.concatenate([net.level, np.full(len(between), CHANNEL, np.uint8)]),
        np.concatenate([net.arms, np.full((len(between), 2), NEVER, np.uint8)]),
        np.concatenate([net.edges, edges]),
    )


def trimmed(net: Net) -> Net:
    """Return the net without its smallest waters, which are left to the fine raster of each track."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    n = len(net.lonlat)
    _, label = connected_components(coo_matrix((np.ones(len(net.edges)), net.edges.T), shape=(n, n)), directed=False)
    keep = np.bincount(label)[label] >= LEAST_BASIN
    return chosen(net, keep)


def chosen(net: Net, keep: NDArray[np.bool_]) -> Net:
    """Return the net of some of its nodes."""
    number = np.cumsum(keep) - 1
    edges = net.edges[keep[net.edges].all(axis=1)]
    return Net(net.lonlat[keep], net.level[keep], net.arms[keep], number[edges])
