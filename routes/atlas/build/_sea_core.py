"""What of the sea network is kept: the edges that long voyages use, and the short ones around the ends."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.atlas import coast
from routes.atlas.build import _sea_ways
from routes.atlas.build._sea_graph import Net
from routes.geodesy import ellipsoid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_kept: list[Any] = []  # the edges and their order, which takes seconds to make
SOURCES = 120
NEAR_STEP, NEAR_M = 3, 400_000.0  # from every third sample, all shortest ways up to this length
CELL_DEG = 0.35  # one node of each such cell stands for the ports in it


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


def _graph(net: Net, length: Floats, use: Bools | None = None) -> Any:
    from scipy.sparse import coo_matrix

    e, w = (net.edges, length) if use is None else (net.edges[use], length[use])
    n = len(net.lonlat)
    return coo_matrix((np.r_[w, w], (np.r_[e[:, 0], e[:, 1]], np.r_[e[:, 1], e[:, 0]])), shape=(n, n)).tocsr()


def _mark(net: Net, length: Floats, use: Bools, sources: Ints, targets: Bools, limit: float, used: Bools) -> None:
    """Mark in ``used`` the edges on the shortest ways from the sources to the targets, over the edges that may be used."""
    _, tail, number, first = _sorted(net)
    cost = np.where(use, length, np.inf)[number]
    _sea_ways.used_edges(first, tail, cost, number, sources, targets, limit, used)


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


def core(net: Net, length: Floats, passages: dict[str, Any]) -> Bools:
    """Return which edges lie on shortest ways between samples of the coast: as things stand, and with the great canals and the ice shut."""
    stand = samples(net)
    targets = np.zeros(len(net.lonlat), dtype=bool)
    targets[stand] = True
    sources = stand[np.linspace(0, len(stand) - 1, SOURCES).astype(np.int64)]
    gates = gate_mask(net, np.ones(len(net.edges), dtype=bool), passages)
    names = sorted(passages)
    shut = {name: (gates >> np.uint64(i)) & np.uint64(1) == 1 for i, name in enumerate(names)}
    ice = shut["northern-sea-route"] | shut["northwest-passage"]
    used = (net.level[net.edges] == 4).all(axis=1)
    _mark(net, length, ~ice, stand[::NEAR_STEP], targets, NEAR_M, used)
    print("   near", int(used.sum()), flush=True)
    _mark(net, length, ~ice, sources, targets, np.inf, used)
    _mark(net, length, ~(ice | shut["suez"] | shut["panama"]), sources[1::3], targets, np.inf, used)
    _mark(net, length, np.ones(len(ice), dtype=bool), sources[::6], targets, np.inf, used)
    print("   far", int(used.sum()), flush=True)
    for name in names:
        if name not in ("suez", "panama", "northern-sea-route", "northwest-passage"):
            near = _around(net, passages[name]["gate"], stand)
            _mark(net, length, ~(ice | shut[name]), near[:: max(1, len(near) // 3)][:3], targets, 1.5e6, used)
    return np.asarray(used)


def _around(net: Net, gate: Any, stand: Ints) -> Ints:
    middle = np.mean(np.array(gate), axis=0)
    d = net.lonlat[stand] - middle
    d[:, 0] = coast.wrapped(d[:, 0])
    return np.asarray(stand[np.hypot(*d.T) < 8.0])


def compact(net: Net, length: Floats, core_edges: Bools, local_edges: Bools) -> tuple[Net, Floats, Bools, Bools]:
    """Return all four without the edges that neither part uses."""
    use = core_edges | local_edges
    return net._replace(edges=net.edges[use]), length[use], core_edges[use], local_edges[use]


def coded(name: str, edges: Ints, nodes: int) -> dict[str, Any]:
    """Return the arrays that store sorted edges: how many start at each node, and the steps between their other ends."""
    degree = np.bincount(edges[:, 0], minlength=nodes)
    step = np.diff(edges[:, 1], prepend=0)
    first = np.concatenate([[True], edges[1:, 0] != edges[:-1, 0]])
    step[first] = edges[first, 1] - edges[first, 0]
    return {f"{name}_degree": degree.astype(np.uint16), f"{name}_step": step.astype(np.int32)}


def gate_mask(net: Net, use: Bools, passages: dict[str, Any]) -> NDArray[np.uint64]:
    """Return for each edge a bit for each passage, in the order of their names, whose gate it crosses."""
    from routes.atlas.build._sea_sight import crossings, unit_vectors

    names = sorted(passages)
    gates = np.array([passages[n]["gate"] for n in names], dtype=np.float64)
    v = unit_vectors(net.lonlat)
    e = net.edges[use]
    return np.asarray(crossings(v[e[:, 0]], v[e[:, 1]], gates))


def components(net: Net) -> NDArray[np.uint16]:
    """Return for each node the number of its water, 0 for the largest: the sea."""
    from scipy.sparse.csgraph import connected_components

    _, label = connected_components(_graph(net, np.ones(len(net.edges))), directed=False)
    order = np.argsort(-np.bincount(label), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return np.asarray(rank[label], dtype=np.uint16)


def masks() -> tuple[Bools, Bools]:
    """Return for each cell of 0.1 degrees whether it touches land, and whether it is land all over."""
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
