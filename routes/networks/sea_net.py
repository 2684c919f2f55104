"""The embedded sea network: its nodes, the edges near a point, the edges of long voyages, and the gates of passages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.errors import UnknownValue
from routes.geodesy import Floats, unit_vectors
from routes.networks.sea_lines import RADIUS_M, cosines

Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]
Codes = NDArray[np.uint16]
UNIT = 10_000.0
LOG_UNIT = 3_800.0  # costs are stored as logarithms of metres in these steps
CAPES = 3  # level of the nodes of the widest stand-off
CHANNEL = 4  # level of the nodes of canals, rivers and narrow waters
LEAST_OPEN = 60  # nodes; a water with fewer may be a lagoon with an outlet that the coast data show as closed


class Net:
    """The network as arrays. ``lonlat`` (n, 2); ``component`` 0 is the sea, other numbers are waters of their own."""

    def __init__(self) -> None:
        data = assets.arrays("sea.npz")
        self.lonlat: Floats = np.column_stack([np.cumsum(data["lon"]), np.cumsum(data["lat"])]) / UNIT
        self.vector: Floats = unit_vectors(self.lonlat)
        self.level = data["level"]
        self.component = data["component"]
        self.open_water: Bools = (np.bincount(self.component) >= LEAST_OPEN)[self.component]
        # Nodes are stored by whole degrees of latitude from the south.
        self._rows = np.searchsorted(np.floor(self.lonlat[:, 1]) + 90, np.arange(182))
        capes = np.flatnonzero(self.level == CAPES)
        self.capes = capes, np.asfortranarray(self.vector[capes])
        self.first, self.other = _decoded(data["degree"], data["step"])
        self.cost: Codes = data["cost"]

    def about(self, here: Floats, reach_m: float) -> Ints:
        """Return the nodes within a distance of a point (lon, lat)."""
        wide = np.degrees(reach_m / RADIUS_M)
        low, high = (int(np.clip(np.floor(here[1] + k) + 90, 0, 180)) for k in (-wide, wide))
        first, last = int(self._rows[low]), int(self._rows[min(180, high) + 1])
        return first + np.flatnonzero(cosines(self.vector[first:last], unit_vectors(here[None])[0]) > np.cos(reach_m / RADIUS_M))

    def edges_of(self, nodes: Ints) -> tuple[Ints, Ints]:
        """Return the edges stored with some nodes, each with the smaller of its ends: how many each node has, and their numbers."""
        count = self.first[nodes + 1] - self.first[nodes]
        run = np.cumsum(count)
        return count, np.repeat(self.first[nodes] - (run - count), count) + np.arange(int(run[-1]) if len(run) else 0)

    def costs_m(self, edges: Ints) -> Floats:
        """Return what edges cost: their lengths in metres, and what it costs to pass close to land at both ends."""
        return prices_m()[self.cost[edges]]


def _decoded(degree: Any, step: Any) -> tuple[Ints, Ints]:
    """Return where the edges of each node start, and their other ends."""
    first = np.concatenate([[0], np.cumsum(degree, dtype=np.int64)])
    total = np.cumsum(step, dtype=np.int64)
    nodes = np.nonzero(degree)[0]
    start = first[nodes]
    base = total[start] - step[start] - nodes
    return first, (total - np.repeat(base, degree[nodes])).astype(np.int32)


@cache
def prices_m() -> Floats:
    """Return the metres that each code of a cost stands for."""
    return np.asarray(np.exp(np.arange(2**16) / LOG_UNIT))


@cache
def open_net() -> Net:
    """Return the network, read once."""
    return Net()


@cache
def passages() -> tuple[tuple[str, ...], Floats, tuple[str, ...]]:
    """Return the names of the passages in the order of their bits, their gates (g, 2, 2), and those shut unless asked for."""
    facts = assets.toml("atlas/facts/passages.toml")
    names = tuple(sorted(facts))
    return names, np.array([facts[n]["gate"] for n in names], dtype=np.float64), tuple(n for n in names if facts[n].get("closed"))


def shut_gates(avoid: Sequence[str], arctic: bool) -> tuple[str, ...]:
    """Return the passages that a track may not use.

    Raises
    ------
    UnknownValue
        For a name that is no passage.
    """
    names, _, closed = passages()
    asked = [a.strip().lower().replace("_", "-").replace(" ", "-") for a in avoid]
    for name in asked:
        if name not in names:
            raise UnknownValue(f"Unknown passage {name!r}; there are {', '.join(names)}.")
    return tuple(sorted(set(asked) | (set() if arctic else set(closed))))


def gates_of(names: Sequence[str]) -> Floats:
    """Return the gates (g, 2, 2) of some passages."""
    known, gates, _ = passages()
    return gates[[known.index(n) for n in names]].reshape(-1, 2, 2)


@lru_cache(maxsize=4)
def shut_edges(shut: tuple[str, ...]) -> Bools:
    """Return for each edge whether it leads through one of some passages."""
    data = assets.arrays("sea.npz")
    names = passages()[0]
    mask = np.uint64(0)
    for name in shut:
        mask |= np.uint64(1) << np.uint64(names.index(name))
    out = np.zeros(len(data["step"]), dtype=bool)
    out[data["gate_edge"][(data["gate"] & mask) != 0]] = True
    return out


@cache
def channel_edges() -> tuple[Ints, Ints]:
    """Return the nodes at both ends of the pieces of canals, rivers and narrow waters."""
    net = open_net()
    count, edges = net.edges_of(np.nonzero(net.level == CHANNEL)[0])
    heads, tails = np.repeat(np.nonzero(net.level == CHANNEL)[0], count), net.other[edges]
    both = net.level[tails] == CHANNEL
    return heads[both], tails[both]


@cache
def channels() -> Any:
    """Return the canals, rivers and narrow waters of the network as one shapely geometry."""
    import shapely

    a, b = (open_net().lonlat[nodes] for nodes in channel_edges())
    near = np.abs(a[:, 0] - b[:, 0]) < 180.0
    found = shapely.multilinestrings(shapely.linestrings(np.stack([a, b], axis=1)[near]))
    shapely.prepare(found)
    return found


class Voyages(NamedTuple):
    """The edges that ways over some distance use, both ways, as a compressed sparse matrix over the nodes that have any."""

    node: Ints  # of the network, ascending
    number: NDArray[np.int32]  # of each node of the network, -1 for those without such an edge
    vector: Floats
    start: NDArray[np.int32]
    other: NDArray[np.int32]
    cost: Codes  # of each edge, see `prices_m`


@lru_cache(maxsize=6)
def voyages(kind: str, shut: tuple[str, ...]) -> Voyages:
    """Return the edges of voyages within a region ("regional") or of the middle of longer ones ("far") through none of some passages."""
    from scipy.sparse import csr_array

    net = open_net()
    bits = np.unpackbits(assets.arrays("sea.npz")[kind], count=len(net.other)).view(bool)
    edges = np.flatnonzero(bits & ~shut_edges(shut))
    heads, tails = np.searchsorted(net.first, edges, side="right") - 1, net.other[edges]
    used = np.zeros(len(net.lonlat), dtype=bool)
    used[heads] = used[tails] = True
    node = np.flatnonzero(used)
    number = np.full(len(used), -1, dtype=np.int32)
    number[node] = np.arange(len(node), dtype=np.int32)
    row, other = np.concatenate([number[heads], number[tails]]), np.concatenate([number[tails], number[heads]])
    cost = net.cost[edges]
    matrix = csr_array((np.concatenate([cost, cost]), (row, other)), shape=(len(node), len(node)))
    return Voyages(node, number, np.asfortranarray(net.vector[node]), matrix.indptr, matrix.indices, matrix.data)
