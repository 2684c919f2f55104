"""The shortest way over the sea network between two ends.

Around each end all edges are used, between them only those that ways over such distances use. Where the two surroundings meet, they alone
may hold the whole way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes.geodesy import Floats, unit_vectors
from routes.networks.sea_ends import End
from routes.networks.sea_lines import RADIUS_M, angles, cosines, crosses_gates
from routes.networks.sea_net import Voyages, gates_of, open_net, prices_m, shut_edges, voyages

Ints = NDArray[np.intp]
AROUND_M = (130_000.0, 260_000.0)  # how far about an end all edges are used: for long ways, and for those up to twice the second
LEAST = 0.994  # a degree on the ellipsoid is at least this part of one of the sphere
REGION_M = 2_500_000.0  # ends nearer than this are joined within a region first
# How much longer than the great circle a way may be for a search to be enough: factor and metres; within a region, and then by far edges.
REGIONAL = ((1.4, 200_000.0),)
FAR = ((1.06, 60_000.0), (1.2, 150_000.0), (1.5, 300_000.0), (2.2, 600_000.0), (np.inf, np.inf))
ICE_LAT, SOUTH_LAT = 60.0, 50.0  # no link of an end south of the one meets gates north of the other


class Patch(NamedTuple):
    """The shortest ways from an end to the nodes around it."""

    node: Ints  # ascending
    cost_m: Floats
    before: NDArray[np.int32]  # the row in ``node`` from which each is reached, or the end itself
    link: dict[int, int]  # the link by which each row next to the end is reached

    def way(self, row: int) -> tuple[int, list[int]]:
        """Return the link that leads to a row, and the nodes on the way from the first to it."""
        path = [row]
        while (at := int(self.before[path[-1]])) < len(self.node):
            path.append(at)
        return self.link[path[-1]], [int(self.node[i]) for i in reversed(path)]


class Way(NamedTuple):
    """A way between two ends: its length in metres, the link at each, and the nodes between, those of the links included."""

    cost_m: float
    first: int
    last: int
    nodes: list[int]


@lru_cache(maxsize=16)  # up to a megabyte each
def patch(lon: float, lat: float, around_m: float, shut: tuple[str, ...]) -> Patch:
    """Return the ways from the end at a point to the nodes around it that lead through none of some passages."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    from routes.networks.sea_ends import join

    end, net = join(lon, lat), open_net()
    links = _open_links(end, shut)
    inside = np.zeros(len(net.lonlat), dtype=bool)
    inside[net.about(np.array(end.asked), around_m)] = inside[end.nodes] = True
    node = np.flatnonzero(inside)
    n = len(node)
    number = np.empty(len(inside), dtype=np.int32)
    number[node] = np.arange(n, dtype=np.int32)
    count, edges = net.edges_of(node)
    heads, there = np.repeat(np.arange(n), count), net.other[edges]
    use = inside[there] & ~shut_edges(shut)[edges]
    heads, tails, edges = heads[use], number[there[use]], edges[use]
    # of several links to one node the cheapest
    order = links[np.lexsort((end.price_m[links], end.nodes[links]))]
    order = order[np.concatenate([[True], np.diff(end.nodes[order]) != 0])] if len(order) else order
    start = np.concatenate([[0], np.cumsum(np.bincount(heads, minlength=n)), [len(edges) + len(order)]]).astype(np.int32)
    cost = np.concatenate([net.costs_m(edges), np.maximum(end.price_m[order], 0.01)])
    graph = csr_array((cost, np.concatenate([tails, number[end.nodes[order]]]), start), shape=(n + 1, n + 1))
    found, before = dijkstra(graph, directed=False, indices=n, return_predecessors=True)
    return Patch(node, found[:n], before[:n], dict(zip(number[end.nodes[order]].tolist(), order.tolist(), strict=True)))


def _open_links(end: End, shut: tuple[str, ...]) -> Ints:
    """Return which links of an end cross no shut gate."""
    net, gates = open_net(), gates_of(shut)
    links = np.arange(len(end.nodes))
    if not len(gates) or (gates[:, :, 1].min() > ICE_LAT and max(end.asked[1], net.lonlat[end.nodes, 1].max()) < SOUTH_LAT):
        return links
    here = np.broadcast_to(np.array(end.asked), (len(links), 2))
    return np.asarray(links[~crosses_gates(here, net.lonlat[end.nodes], gates)])


def shortest(a: End, b: End, shut: tuple[str, ...]) -> Way | None:
    """Return the shortest way between two ends through none of some passages; None where there is none."""
    apart = float(angles(*unit_vectors(np.array([a.asked, b.asked])))) * RADIUS_M
    around = AROUND_M[apart < 2 * AROUND_M[1]]
    here, there = (patch(*end.asked, around, shut) for end in (a, b))
    best = _meeting(here, there)
    if best is not None and best.cost_m <= 2 * around:
        return best
    return _voyage(here, there, a, b, shut, best)


def _meeting(here: Patch, there: Patch) -> Way | None:
    """Return the shortest way within the surroundings of both ends."""
    _, i, j = np.intersect1d(here.node, there.node, assume_unique=True, return_indices=True)
    total = here.cost_m[i] + there.cost_m[j]
    if not len(total) or not np.isfinite(total.min()):
        return None
    k = int(np.argmin(total))
    return _joined(float(total[k]), here, int(i[k]), [], there, int(j[k]))


def _joined(cost: float, here: Patch, i: int, between: list[int], there: Patch, j: int) -> Way:
    first, one = here.way(i)
    last, other = there.way(j)
    nodes = one + between + other[::-1]
    return Way(cost, first, last, [n for k, n in enumerate(nodes) if k == 0 or n != nodes[k - 1]])


def _voyage(here: Patch, there: Patch, a: End, b: End, shut: tuple[str, ...], best: Way | None) -> Way | None:
    """Return the shortest way by the edges of voyages between the surroundings of both ends, or a given one where that is shorter.

    Only the nodes of an ellipse about the ends are looked at first: what is shorter than it allows cannot be beaten from outside it.
    """
    goal, begin = unit_vectors(np.array([b.asked]))[0], unit_vectors(np.array([a.asked]))[0]
    apart = float(angles(begin, goal)) * RADIUS_M
    way: Way | None = None
    for kind, bounds in (("regional", REGIONAL if apart < REGION_M else ()), ("far", FAR)):
        if not bounds:
            continue
        graph = voyages(kind, shut)
        for factor, spare in bounds:
            bound = (factor * apart + spare) * LEAST
            rows, rest = _within(graph, begin, goal, bound)
            way = _over(graph, rows, rest, here, there, apart * LEAST, bound)
            if way is not None:
                return way if best is None or way.cost_m < best.cost_m else best
    return best


def _within(graph: Voyages, begin: Floats, goal: Floats, bound: float) -> tuple[Ints, Floats]:
    """Return the nodes of a graph that a way between two points, unit vectors, may pass within a bound, and what is left from each.

    Half the sum of two sides of a triangle is no less than the way from their corner to the middle of the third, so that all of them lie
    near the middle, or near the point opposite. Lengths are good to a metre beyond a kilometre.
    """
    rows = np.arange(len(graph.node))
    half, middle = bound / (2 * RADIUS_M * LEAST), begin + goal
    if half < np.pi / 2 and (size := float(np.linalg.norm(middle))) > 1e-6:
        rows = np.flatnonzero(np.abs(cosines(graph.vector, middle / size)) > np.cos(half) - 1e-9)
    near = graph.vector[rows]
    spent, rest = (np.arccos(np.clip(cosines(near, v), -1.0, 1.0)) * (RADIUS_M * LEAST) for v in (begin, goal))
    inside = spent + rest < bound
    return rows[inside], rest[inside]


def _over(graph: Voyages, rows: Ints, left: Floats, here: Patch, there: Patch, whole: float, bound: float) -> Way | None:
    """Return the shortest way from one patch over some nodes of a graph, with what is left from each, to the other; None beyond the bound.

    The edges are priced by how much they turn away from the goal (A*), so that little but the way itself is looked at when it is direct.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    n = len(rows)
    local = np.full(len(graph.node) + 1, -1, dtype=np.int32)  # the last for nodes of the network that are not in the graph
    local[rows] = np.arange(n, dtype=np.int32)
    entry, out = (np.flatnonzero((local[graph.number[p.node]] >= 0) & np.isfinite(p.cost_m)) for p in (here, there))
    if not len(entry) or not len(out):
        return None
    enter, leave = local[graph.number[here.node[entry]]], local[graph.number[there.node[out]]]
    count = graph.start[rows + 1] - graph.start[rows]
    run = np.cumsum(count)
    at = np.repeat(graph.start[rows] - (run - count), count) + np.arange(int(run[-1]))
    other = local[graph.other[at]]
    keep = other >= 0
    start = np.concatenate([[0], np.cumsum(keep)])[np.concatenate([[0], run])].astype(np.int32)
    at, other = at[keep], other[keep]
    price = np.maximum(prices_m()[graph.cost[at]] - np.repeat(left, np.diff(start)) + left[other], 0.0) + 0.01
    first = np.maximum(here.cost_m[entry] - whole + left[enter], 0.0) + 0.01
    matrix = csr_array(
        (np.concatenate([price, first]), np.concatenate([other, enter]), np.append(start, np.int32(start[-1] + len(enter)))),
        shape=(n + 1, n + 1),
    )
    found, before = dijkstra(matrix, indices=n, return_predecessors=True, limit=bound - whole)
    total = found[leave] + whole - left[leave] + there.cost_m[out]
    k = int(np.argmin(total))
    if not total[k] < bound:
        return None
    path = [int(leave[k])]
    while (step := int(before[path[-1]])) != n:
        path.append(step)
    nodes = [int(graph.node[rows[i]]) for i in reversed(path)]
    return _joined(float(total[k]), here, int(np.searchsorted(here.node, nodes[0])), nodes, there, int(out[k]))
