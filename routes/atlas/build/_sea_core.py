"""What of the sea network is kept: the edges that long voyages use, and the short ones around the ends."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.atlas import coast
from routes.atlas.build import _sea_ways
from routes.atlas.build._sea_graph import Net
from routes.geodesy import ellipsoid, unit_vectors

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_kept: list[Any] = []  # the edges and their order, which takes seconds to make
SOURCES = 320  # as many as leave none of 170 pairs of ports with a way more than 0.2 % dearer than the cheapest
CLOSE_M = np.array([5_000.0, 3_500.0, 1_000.0, 0.0, 400.0])  # by level: what it costs to pass a node rather than one farther off land
NEAR_STEP, NEAR_M = 3, 400_000.0  # from every third sample, all shortest ways up to this length
OFF_M = 100_000.0  # far edges are those of long ways that lie farther than this from both ends
CELL_DEG = 0.35  # one node of each such cell stands for the ports in it
LEAST_FAR = 100  # nodes that hang together, of edges that long ways use


def sorted_net(net: Net) -> Net:
    """Return the net with its nodes ordered by small squares, so that neighbours have near numbers; edges sorted, once each."""
    square = np.floor(net.lonlat[:, 1] + 90).astype(np.int64) * 360 + np.floor(net.lonlat[:, 0] + 180).astype(np.int64)
    fine = np.floor((net.lonlat[:, 1] % 1) * 8).astype(np.int64) * 8 + np.floor((net.lonlat[:, 0] % 1) * 8).astype(np.int64)
    order = np.lexsort((net.lonlat[:, 0], net.lonlat[:, 1], fine, square))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    edges = np.unique(np.sort(number[net.edges], axis=1), axis=0)
    edges = edges[edges[:, 0] != edges[:, 1]]
    return Net(np.round(net.lonlat[order], 4), net.level[order], net.arms[order], edges)


def lengths_m(net: Net) -> Floats:
    """Return the ellipsoidal length of every edge."""
    a, b = net.lonlat[net.edges[:, 0]], net.lonlat[net.edges[:, 1]]
    return np.asarray(ellipsoid().inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2])


def costs_m(net: Net, length: Floats) -> Floats:
    """Return what the edges cost a search: their lengths, and at both ends half of what it costs to pass close to land."""
    return np.asarray(length + CLOSE_M[net.level[net.edges]].sum(axis=1) / 2)


def _graph(net: Net, cost: Floats, use: Bools | None = None) -> Any:
    from scipy.sparse import coo_matrix

    e, w = (net.edges, cost) if use is None else (net.edges[use], cost[use])
    n = len(net.lonlat)
    return coo_matrix((np.r_[w, w], (np.r_[e[:, 0], e[:, 1]], np.r_[e[:, 1], e[:, 0]])), shape=(n, n)).tocsr()


def _mark(net: Net, costs: Floats, use: Bools, sources: Ints, targets: Bools, limit: float, used: Bools, off: float = OFF_M) -> None:
    """Mark in ``used`` the edges on the shortest ways from the sources to the targets, over the edges that may be used."""
    _, tail, number, first = _sorted(net)
    cost = np.where(use, costs, np.inf)[number]
    _sea_ways.used_edges(first, tail, cost, number, sources, targets, limit, off, used)


def _sorted(net: Net) -> tuple[Ints, Ints, Ints, Ints]:
    """Return head, tail and number of every edge both ways, by head, and where each head starts; kept for the net at hand."""
    if _kept and _kept[0] is net.edges:
        return _kept[1]  # type: ignore[no-any-return]
    e, numbers = net.edges, np.arange(len(net.edges))
    head, tail, number = np.r_[e[:, 0], e[:, 1]], np.r_[e[:, 1], e[:, 0]], np.r_[numbers, numbers]
    order = np.lexsort((tail, head))
    first = np.concatenate([[0], np.cumsum(np.bincount(head, minlength=len(net.lonlat)))])
    _kept[:] = [net.edges, (head[order], tail[order], number[order], first)]
    return head[order], tail[order], number[order], first


def samples(net: Net) -> Ints:
    """Return one node of each cell that has any."""
    cell = np.floor(net.lonlat[:, 1] / CELL_DEG).astype(np.int64) * 4000 + np.floor(net.lonlat[:, 0] / CELL_DEG).astype(np.int64)
    _, first = np.unique(cell, return_index=True)
    return np.asarray(np.sort(first), dtype=np.int64)


def near_and_far(net: Net, cost: Floats, passages: dict[str, Any]) -> tuple[Bools, Bools]:
    """Return which edges lie on the cheapest ways between samples of the coast: on short ways, and in the middle of long ones.

    The ways are those with all passages open but the ice, with the great canals shut too, with the ice open, and with each other passage
    shut about it.
    """
    stand = samples(net)
    targets = np.zeros(len(net.lonlat), dtype=bool)
    targets[stand] = True
    sources = stand[np.linspace(0, len(stand) - 1, SOURCES).astype(np.int64)]
    gates = gate_mask(net, passages)
    names = sorted(passages)
    shut = {name: (gates >> np.uint64(i)) & np.uint64(1) == 1 for i, name in enumerate(names)}
    ice = shut["northern-sea-route"] | shut["northwest-passage"]
    channel = (net.level[net.edges] == 4).all(axis=1)
    near, far = channel.copy(), channel.copy()
    _mark(net, cost, ~ice, stand[::NEAR_STEP], targets, NEAR_M, near, 0.0)
    print("   near", int(near.sum()), flush=True)
    _mark(net, cost, ~ice, sources, targets, np.inf, far)
    _mark(net, cost, ~(ice | shut["suez"] | shut["panama"]), sources[1::4], targets, np.inf, far)
    _mark(net, cost, np.ones(len(ice), dtype=bool), sources[::8], targets, np.inf, far)
    print("   far", int(far.sum()), flush=True)
    for name in names:
        if name not in ("suez", "panama", "northern-sea-route", "northwest-passage"):
            around = _around(net, passages[name]["gate"], stand)
            _mark(net, cost, ~(ice | shut[name]), around[:: max(1, len(around) // 2)][:2], targets, 1.5e6, far)
    far &= _wide(net, far)
    print("   with each passage shut", int(far.sum()), flush=True)
    return near, far


def _wide(net: Net, used: Bools) -> Bools:
    """Return which of the used edges hang together with many others: lone ones in narrow waters lead no voyage on."""
    from scipy.sparse.csgraph import connected_components

    part = net._replace(edges=net.edges[used])
    _, label = connected_components(_graph(part, np.ones(len(part.edges))), directed=False)
    return np.asarray((np.bincount(label) >= LEAST_FAR)[label][net.edges[:, 0]])


def _around(net: Net, gate: Any, stand: Ints) -> Ints:
    middle = np.mean(np.array(gate), axis=0)
    d = net.lonlat[stand] - middle
    d[:, 0] = coast.wrapped(d[:, 0])
    return np.asarray(stand[np.hypot(*d.T) < 8.0])


def coded(edges: Ints, nodes: int) -> dict[str, Any]:
    """Return the arrays that store sorted edges: how many start at each node, and the steps between their other ends."""
    degree = np.bincount(edges[:, 0], minlength=nodes)
    step = np.diff(edges[:, 1], prepend=0)
    first = np.concatenate([[True], edges[1:, 0] != edges[:-1, 0]])
    step[first] = edges[first, 1] - edges[first, 0]
    return {"degree": degree.astype(np.uint16), "step": step.astype(np.int32)}


def gate_mask(net: Net, passages: dict[str, Any]) -> NDArray[np.uint64]:
    """Return for each edge a bit for each passage, in the order of their names, whose gate it crosses."""
    gates = np.array([passages[n]["gate"] for n in sorted(passages)], dtype=np.float64)
    return crossed(net, gates)


def crossed(net: Net, gates: Floats) -> NDArray[np.uint64]:
    """Return for each edge a bit for each of at most 64 gates (g, 2, 2) that it crosses."""
    from routes.atlas.build._sea_sight import crossings

    v = unit_vectors(net.lonlat)
    return np.asarray(crossings(v[net.edges[:, 0]], v[net.edges[:, 1]], gates))


def off_shoals(net: Net, shoals: dict[str, Any]) -> Net:
    """Return the net without the edges that cross a shoal."""
    lines = [np.array(points, dtype=np.float64) for points in shoals.values()]
    segments = np.concatenate([np.stack([line[:-1], line[1:]], axis=1) for line in lines])
    keep = np.ones(len(net.edges), dtype=bool)
    for i in range(0, len(segments), 60):
        keep &= crossed(net, np.ascontiguousarray(segments[i : i + 60])) == 0
    return net._replace(edges=net.edges[keep])


def components(net: Net) -> NDArray[np.uint16]:
    """Return for each node the number of its water, 0 for the largest: the sea."""
    from scipy.sparse.csgraph import connected_components

    _, label = connected_components(_graph(net, np.ones(len(net.edges))), directed=False)
    order = np.argsort(-np.bincount(label), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return np.asarray(rank[label], dtype=np.uint16)


def masks() -> tuple[Bools, Bools]:
    """Return for each cell of 0.1 degrees, (1800, 3600) from the south west, whether it touches land, and whether it is land all over."""
    import shapely

    west, south = np.meshgrid(-180.0 + 0.1 * np.arange(3600), -90.0 + 0.1 * np.arange(1800))
    west, south = west.ravel(), south.ravel()
    land = coast.open_coast()
    polygons = land.polygons(np.arange(len(land.box)))
    touched, area = np.zeros(3600 * 1800, dtype=bool), np.zeros(3600 * 1800)
    for piece, box in enumerate(land.box):
        c0, r0 = int(max(0, (box[0] + 180) // 0.1 - 1)), int(max(0, (box[1] + 90) // 0.1 - 1))
        c1, r1 = int(min(3599, (box[2] + 180) // 0.1 + 1)), int(min(1799, (box[3] + 90) // 0.1 + 1))
        cells = (np.arange(r0, r1 + 1)[:, None] * 3600 + np.arange(c0, c1 + 1)[None]).ravel()
        squares = shapely.box(west[cells], south[cells], west[cells] + 0.1, south[cells] + 0.1)
        hit = shapely.intersects(polygons[piece], squares)
        cells, squares = cells[hit], squares[hit]
        touched[cells] = True
        inside = shapely.contains_properly(polygons[piece], squares)
        area[cells[inside]] += 0.01
        edge = ~inside
        if edge.any():
            area[cells[edge]] += shapely.area(shapely.intersection(squares[edge], polygons[piece]))
    return touched.reshape(1800, 3600), (area > 0.00999).reshape(1800, 3600)


def cells_of(lines: dict[str, Any]) -> Bools:
    """Return the cells of 0.1 degrees that some lines of points (lon, lat) lead through."""
    out = np.zeros((1800, 3600), dtype=bool)
    for points in lines.values():
        line = np.array(points, dtype=np.float64)
        for a, b in itertools.pairwise(line):
            at = a + (b - a) * np.linspace(0, 1, 2 + int(np.abs(b - a).max() / 0.02))[:, None]
            out[((at[:, 1] + 90) * 10).astype(int), ((at[:, 0] + 180) * 10).astype(int)] = True
    return out


def grown(cells: Bools, by_km: float) -> Bools:
    """Return the cells of 0.1 degrees that lie, with any part, within a distance of the marked ones."""
    rows = int(np.ceil(by_km / 11.1))
    tall = cells.copy()
    for k in range(1, rows + 1):
        tall[k:] |= cells[:-k]
        tall[:-k] |= cells[k:]
    out = np.empty_like(cells)
    for row in range(len(cells)):
        lat = min(89.0, max(abs(row * 0.1 - 90.0), abs((row + 1) * 0.1 - 90.0)))
        wide = min(1799, int(np.ceil(by_km / (11.1 * np.cos(np.radians(lat))))))
        run = np.concatenate([tall[row, -wide:], tall[row], tall[row, :wide]]).astype(np.int32).cumsum()
        run = np.concatenate([[0], run])
        out[row] = run[2 * wide + 1 :] - run[: -(2 * wide + 1)] > 0
    return out
