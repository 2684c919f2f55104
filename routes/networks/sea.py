"""Sea tracks: over water only, taut like a thread pulled tight around the capes, along canals and straits by name."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from routes.atlas import coast
from routes.errors import NoTrack
from routes.geodesy import Floats, length_m, unwrap
from routes.model import Note, Track
from routes.networks import sea_ends, sea_lines, sea_net
from routes.networks.sea_ends import End, Pair

Ints = NDArray[np.intp]
LOCAL_M = 80_000.0  # around each end the short edges of the network are used too
ELLIPSES = (1.12, 1.6, 100.0)  # how much longer than the geodesic a way may be for the search to end
FAR_M = 5_000.0  # an end farther from water than this gets a note
SAVED_M, SAVED_PART = 200.0, 0.004  # a vertex is dropped when that saves so much, of the way to its neighbours
ICE_LAT, SOUTH_LAT = 60.0, 50.0  # no line in sight between points south of the one meets the gates north of the other
CHANNEL_DEG = 0.03  # what lies on land within 3 km of a channel is the channel


def trace(origin: Pair, destination: Pair, *, via: Sequence[Pair] = (), avoid: Sequence[str] = (), arctic: bool = False) -> Track:
    """Return the shortest track over water between two points.

    Parameters
    ----------
    origin, destination, via
        (lon, lat) in degrees. A point on land is joined to the nearest water by a straight whisker.
    avoid
        Passages not to use ("suez", "panama", "bosporus", ...; see ``atlas/facts/passages.toml``).
    arctic
        Whether the passages that ice closes may be used.

    Raises
    ------
    NoTrack
        When an end lies more than 20 km from navigable water, or the ends on waters that are not joined.
    UnknownValue
        For an unknown passage.
    """
    shut = sea_net.shut_gates(avoid, arctic)
    points = [origin, *via, destination]
    ends = [sea_ends.join(float(lon), float(lat)) for lon, lat in points]
    pieces = [_leg(a, b, shut) for a, b in itertools.pairwise(ends)]
    line = np.concatenate([pieces[0], *(p[1:] if np.allclose(p[0], q[-1]) else p for q, p in itertools.pairwise(pieces))])
    line = sea_lines.draw(line)
    land_m = _land_off_channels_m(line)
    whole = [line]
    if ends[0].snap_m:
        whole.insert(0, np.array([ends[0].asked]))
    if ends[-1].snap_m:
        whole.append(np.array([ends[-1].asked]))
    full = unwrap(np.concatenate(whole))
    total = length_m(full)
    straight = sea_ends.distance_m(origin, destination)
    names = sea_net.passages()[0]
    crossed = [names[g] for _, g in sea_lines.gate_crossings(full, sea_net.passages()[1])]
    low, high = interval(total, straight)
    return Track(
        lonlat=tuple((float(x), float(y)) for x, y in full),
        length_m=total,
        geodesic_m=straight,
        method="network",
        network="sea",
        snap_m=(ends[0].snap_m, ends[-1].snap_m),
        low_m=low,
        high_m=high,
        passages=tuple(name for name, _ in itertools.groupby(crossed)),
        notes=_notes(ends, land_m),
    )


def interval(total_m: float, straight_m: float) -> tuple[float, float]:
    """Return the lengths between which a ship's way probably lies.

    An estimate about the size of the median error against published port distances; it is not calibrated to hold a stated share of them.
    """
    return max(straight_m, total_m * 0.985 - 2_000.0), total_m * 1.03 + 5_000.0


def _land_off_channels_m(line: Floats) -> float:
    """Return how many metres of a line lie on land that is no canal or river of the network."""
    import shapely

    parts = coast.land_parts(line)
    if not parts:
        return 0.0
    channels = sea_net.channels()
    lands = shapely.linestrings(np.concatenate([p for _, p in parts]), indices=np.repeat(np.arange(len(parts)), [len(p) for _, p in parts]))
    far = ~shapely.dwithin(channels, lands, CHANNEL_DEG)
    return float(sum(length_m(p) for (_, p), off in zip(parts, far, strict=True) if off))


def _notes(ends: Sequence[End], land_m: float) -> tuple[Note, ...]:
    notes = [
        Note(
            "far-from-water",
            f"The point {e.asked[0]:.3f}, {e.asked[1]:.3f} lies {e.snap_m / 1000:.0f} km from navigable water.",
            values=(("length_m", round(e.snap_m)), ("end", "start" if e is ends[0] else "end" if e is ends[-1] else "way")),
        )
        for e in ends
        if e.snap_m > FAR_M
    ]
    if land_m > 500.0:
        message = f"{land_m / 1000:.1f} km of the track lie on land in the coast data."
        notes.append(Note("over-land", message, values=(("length_m", round(land_m)),)))
    return tuple(notes)


def _leg(a: End, b: End, shut: tuple[str, ...]) -> Floats:
    """Return the vertices from the water of one end to the water of the other, longitudes not yet unwrapped."""
    start, goal = np.array(a.water), np.array(b.water)
    gates = sea_net.gates_of(shut)
    if a.water == b.water:
        return np.array([start, goal])
    if sea_lines.clear(start, goal[None])[0] and not sea_lines.gate_crossings(sea_lines.draw(np.array([start, goal])), gates):
        return np.array([start, goal])
    nodes = _search(a, b, shut, gates)
    net = sea_net.open_net()
    line = np.concatenate([a.way(nodes[0]), net.lonlat[nodes], b.way(nodes[-1])[::-1]])
    return _tightened(unwrap(line), gates)


def _search(a: End, b: End, shut: tuple[str, ...], gates: Floats) -> list[int]:
    """Return the nodes of the shortest way between two ends.

    Only what lies within an ellipse around the ends is searched first: what is shorter than the ellipse allows cannot be beaten
    from outside it.
    """
    net = sea_net.open_net()
    p, q = sea_lines.vectors(np.array([a.water, b.water]))
    to_a = sea_lines.angles(net.vector, p[None]) * sea_lines.RADIUS_M
    to_b = sea_lines.angles(net.vector, q[None]) * sea_lines.RADIUS_M
    apart = float(sea_lines.angles(p, q)) * sea_lines.RADIUS_M
    reach = LOCAL_M + 0.5 * min(apart, LOCAL_M)
    near = (to_a < reach) | (to_b < reach)
    near[a.nodes] = near[b.nodes] = True
    short = net.local(near)
    if len(gates):
        open_ = ~sea_net.crossing(net.lonlat[short[0]], net.lonlat[short[1]], gates)
        short = short[0][open_], short[1][open_]
    links = _open_links(a, gates), _open_links(b, gates)
    for factor in ELLIPSES:
        bound = factor * apart + 2 * reach
        inside = to_a + to_b <= bound
        inside[a.nodes] = inside[b.nodes] = True
        cost, path = _shortest(a, b, links, short, sea_net.core(shut), inside)
        if cost <= bound * 0.99:  # lengths on the ellipsoid against angles of the sphere
            return path
    if not np.isfinite(cost):
        raise NoTrack(_apart(net, a, b, shut))
    return path


def _shortest(
    a: End, b: End, links: tuple[Ints, Ints], short: tuple[Ints, Ints], core: sea_net.Graph, inside: NDArray[np.bool_]
) -> tuple[float, list[int]]:
    """Return the cost in metres and the nodes of the shortest way over the nodes marked as inside; infinite where none leads."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    net = sea_net.open_net()
    node = np.nonzero(inside)[0]
    n = len(node)
    number = np.full(len(inside), -1, dtype=np.int32)
    number[node] = np.arange(n)
    use = inside[core.head] & inside[core.tail]
    a_core, b_core, core_m = number[core.head[use]], number[core.tail[use]], core.length_m[use]
    both = inside[short[0]] & inside[short[1]]
    head, tail = short[0][both], short[1][both]
    m = sea_net.short_lengths_m(net.lonlat[head], net.lonlat[tail])
    h, t = number[head], number[tail]
    ia, ib = links
    heads = np.concatenate([a_core, b_core, h, t, np.full(len(ia), n, np.int32), number[b.nodes[ib]]])
    tails = np.concatenate([b_core, a_core, t, h, number[a.nodes[ia]], np.full(len(ib), n + 1, np.int32)])
    costs = np.concatenate([core_m, core_m, m, m, a.length_m[ia], b.length_m[ib]])
    graph = csr_matrix((np.maximum(costs, 0.1), (heads, tails)), shape=(n + 2, n + 2))
    found, before = dijkstra(graph, indices=n, return_predecessors=True)
    if not np.isfinite(found[n + 1]):
        return np.inf, []
    path = []
    at = int(before[n + 1])
    while at != n:
        path.append(int(node[at]))
        at = int(before[at])
    return float(found[n + 1]), path[::-1]


def _open_links(end: End, gates: Floats) -> Ints:
    """Return which links of an end cross no shut gate."""
    net = sea_net.open_net()
    links = np.arange(len(end.nodes))
    if not len(gates) or not len(links):
        return links
    if gates[:, :, 1].min() > ICE_LAT and end.water[1] < SOUTH_LAT and net.lonlat[end.nodes, 1].max() < SOUTH_LAT:
        return links  # only ice is shut, far off
    ok = [not sea_lines.gate_crossings(sea_lines.draw(np.array([end.water, net.lonlat[end.nodes[i]]])), gates) for i in links]
    return np.asarray(links[np.array(ok, dtype=bool)])


def _apart(net: sea_net.Net, a: End, b: End, shut: tuple[str, ...]) -> str:
    """Return the sentence that says why two ends are not joined."""
    one, two = set(net.component[a.nodes].tolist()), set(net.component[b.nodes].tolist())
    pair = f"{a.asked[0]:.3f}, {a.asked[1]:.3f} and {b.asked[0]:.3f}, {b.asked[1]:.3f}"
    if not one & two:
        return f"The points {pair} lie on different waters that no sea passage joins."
    return f"No open passage joins the points {pair}" + (f" with {', '.join(shut)} closed." if shut else ".")


def _tightened(line: Floats, gates: Floats) -> Floats:
    """Return a line without the vertices whose loss saves a good part of the way about them and leaves a run over water.

    What turns little stays: it keeps a track off the shore at hardly any cost.
    """
    for _ in range(4):
        if len(line) < 3:
            break
        v = sea_lines.vectors(line)
        step = sea_lines.angles(v[:-1], v[1:]) * sea_lines.RADIUS_M
        around = step[:-1] + step[1:]
        saved = around - sea_lines.angles(v[:-2], v[2:]) * sea_lines.RADIUS_M
        worth = np.nonzero(saved > np.maximum(SAVED_M, SAVED_PART * around))[0]
        chosen: list[int] = []
        for i in worth[np.argsort(-saved[worth], kind="stable")].tolist():
            if i - 1 not in chosen and i + 1 not in chosen:
                chosen.append(i)
        if not chosen:
            break
        spare = np.array(sorted(chosen))
        seen = sea_lines.clear(line[spare], line[spare + 2])
        if len(gates):
            seen &= ~np.array([bool(sea_lines.gate_crossings(sea_lines.draw(line[[i, i + 2]]), gates)) for i in spare])
        if not seen.any():
            break
        line = np.delete(line, spare[seen] + 1, axis=0)
    return line
