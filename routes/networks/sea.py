"""Sea tracks: over water only, taut like a thread pulled tight around the capes, along canals and straits by name."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from routes.atlas import coast
from routes.errors import NoTrack
from routes.geodesy import Floats, length_m
from routes.model import Note, Track
from routes.networks import sea_ends, sea_lines, sea_net
from routes.networks.sea_ends import End, Pair

LOCAL_M = 60_000.0  # around each end the short edges of the network are used too
FAR_M = 5_000.0  # an end farther from water than this gets a note
TIGHTEN = 6  # vertices from each end that are pulled tight


def trace(
    origin: Pair, destination: Pair, *, via: Sequence[Pair] = (), avoid: Sequence[str] = (), arctic: bool = False
) -> Track:
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
    land_m = coast.over_land_m(line)
    whole = [line]
    if ends[0].snap_m:
        whole.insert(0, np.array([ends[0].asked]))
    if ends[-1].snap_m:
        whole.append(np.array([ends[-1].asked]))
    full = sea_lines.unwrap(np.concatenate(whole))
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
    """Return the lengths between which a ship's way lies, from the errors measured against published port distances."""
    return max(straight_m, total_m * 0.985 - 2_000.0), total_m * 1.03 + 5_000.0


def _notes(ends: Sequence[End], land_m: float) -> tuple[Note, ...]:
    notes = [
        Note("far-from-water", f"The point {e.asked[0]:.3f}, {e.asked[1]:.3f} lies {e.snap_m / 1000:.0f} km from navigable water.")
        for e in ends
        if e.snap_m > FAR_M
    ]
    if land_m > 500.0:
        notes.append(Note("over-land", f"{land_m / 1000:.1f} km of the track lie on land of the coast data: canals or narrow waters."))
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
    first = sea_ends.way_in(a, nodes[0], net.lonlat[nodes[0]])
    last = sea_ends.way_in(b, nodes[-1], net.lonlat[nodes[-1]])[::-1]
    line = np.concatenate([first, net.lonlat[nodes[1:-1]], last if len(nodes) > 1 else last[1:]])
    return _tightened(sea_lines.unwrap(line), gates)


def _search(a: End, b: End, shut: tuple[str, ...], gates: Floats) -> list[int]:
    """Return the nodes of the shortest way between two ends."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    net = sea_net.open_net()
    core = sea_net.core(shut)
    inside = np.zeros(len(net.lonlat), dtype=bool)
    waters = sea_lines.vectors(np.array([a.water, b.water]))
    apart = float(sea_lines.angles(waters[:1], waters[1:])[0]) * sea_lines.RADIUS_M
    reach = LOCAL_M + 0.6 * min(apart, 250_000.0)
    for p in waters:
        inside |= net.vector @ p > np.cos(reach / sea_lines.RADIUS_M)
    inside[a.nodes] = inside[b.nodes] = True
    head, tail = net.local(inside)
    if len(gates):
        open_ = ~sea_net.crossing(net.lonlat[head], net.lonlat[tail], gates)
        head, tail = head[open_], tail[open_]
    number = core.number.copy()
    extra = np.nonzero(inside & (number < 0))[0]
    number[extra] = len(core.node) + np.arange(len(extra))
    node = np.concatenate([core.node, extra])
    n = len(node)
    m = sea_net.short_lengths_m(net.lonlat[head], net.lonlat[tail])
    h, t = number[head], number[tail]
    ia, ib = _open_links(a, gates), _open_links(b, gates)
    heads = np.concatenate([core.head, h, t, np.full(len(ia), n), number[b.nodes[ib]]])
    tails = np.concatenate([core.tail, t, h, number[a.nodes[ia]], np.full(len(ib), n + 1)])
    costs = np.concatenate([core.length_m, m, m, a.length_m[ia], b.length_m[ib]])
    graph = csr_matrix((np.maximum(costs, 0.1), (heads, tails)), shape=(n + 2, n + 2))
    found, before = dijkstra(graph, indices=n, return_predecessors=True)
    if not np.isfinite(found[n + 1]):
        raise NoTrack(_apart(net, a, b, shut))
    path = []
    at = int(before[n + 1])
    while at != n:
        path.append(int(node[at]))
        at = int(before[at])
    return path[::-1]


def _open_links(end: End, gates: Floats) -> Floats:
    """Return which links of an end cross no shut gate."""
    net = sea_net.open_net()
    links = np.arange(len(end.nodes))
    if not len(gates):
        return links
    ok = [
        not sea_lines.gate_crossings(sea_lines.draw(np.array([end.water, net.lonlat[end.nodes[i]]])), gates) for i in links
    ]
    return links[np.array(ok, dtype=bool)]


def _apart(net: sea_net.Net, a: End, b: End, shut: tuple[str, ...]) -> str:
    """Return the sentence that says why two ends are not joined."""
    one, two = set(net.component[a.nodes].tolist()), set(net.component[b.nodes].tolist())
    pair = f"{a.asked[0]:.3f}, {a.asked[1]:.3f} and {b.asked[0]:.3f}, {b.asked[1]:.3f}"
    if not one & two:
        return f"The points {pair} lie on different waters that no sea passage joins."
    return f"No open passage joins the points {pair}" + (f" with {', '.join(shut)} closed." if shut else ".")


def _tightened(line: Floats, gates: Floats) -> Floats:
    """Return a line without vertices near its ends that a straight run over water makes needless."""
    for turned in (False, True):
        line = line[::-1] if turned else line
        kept, at = [0], 0
        while at < len(line) - 1:
            ahead = np.arange(at + 1, min(at + 1 + TIGHTEN, len(line)))
            if at > TIGHTEN or len(ahead) == 1:
                kept.append(at + 1)
                at += 1
                continue
            seen = sea_lines.clear(line[at], line[ahead])
            if len(gates):
                seen &= ~np.array([bool(sea_lines.gate_crossings(sea_lines.draw(line[[at, j]]), gates)) for j in ahead])
            seen[0] = True
            at = int(ahead[seen][-1])
            kept.append(at)
        line = line[kept]
        line = line[::-1] if turned else line
    return line
