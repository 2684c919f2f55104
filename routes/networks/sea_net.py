"""The embedded sea network: nodes, the edges of long voyages, the short edges around an end, and the gates of passages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.errors import UnknownValue
from routes.geodesy import Floats
from routes.networks.sea_lines import gate_crossings, vectors

Ints = NDArray[np.intp]
UNIT = 10_000.0
ARM_DEG = 360.0 / 250.0  # bearings of walls are stored in 250 steps; 255 means no wall
CHANNEL = 4  # level of the nodes of canals and narrow straits


class Net:
    """The network as arrays. ``lonlat`` (n, 2); ``component`` 0 is the sea, other numbers are waters of their own."""

    def __init__(self) -> None:
        data = assets.arrays("sea.npz")
        self.lonlat: Floats = np.column_stack([np.cumsum(data["lon"]), np.cumsum(data["lat"])]) / UNIT
        self.vector: Floats = vectors(self.lonlat)
        self.level = data["level"]
        self.arms = data["arms"]
        self.component = data["component"]
        self.by_level = [np.nonzero(self.level == level)[0] for level in range(CHANNEL + 1)]
        self.lat_by_level = [self.lonlat[nodes, 1] for nodes in self.by_level]
        self._first, self._other = _decoded(data["local_degree"], data["local_step"])
        first, other = _decoded(data["core_degree"], data["core_step"])
        self.core_a: Ints = np.repeat(np.arange(len(self.lonlat)), np.diff(first))
        self.core_b: Ints = other
        self.core_m: Floats = data["core_m"].astype(np.float64)
        self.core_gates = data["core_gates"]

    def local(self, inside: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Return the short edges between the nodes marked as inside."""
        nodes = np.nonzero(inside)[0]
        count = self._first[nodes + 1] - self._first[nodes]
        a = np.repeat(nodes, count)
        at = np.repeat(self._first[nodes] - (np.cumsum(count) - count), count) + np.arange(len(a))
        b = self._other[at]
        both = inside[b]
        return a[both], b[both]


def _decoded(degree: Any, step: Any) -> tuple[Ints, Ints]:
    """Return where the edges of each node start, and their other ends."""
    first = np.concatenate([[0], np.cumsum(degree, dtype=np.int64)])
    total = np.cumsum(step, dtype=np.int64)
    nodes = np.nonzero(degree)[0]
    start = first[nodes]
    base = total[start] - step[start] - nodes
    return first, total - np.repeat(base, degree[nodes])


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


@cache
def channel_edges() -> tuple[Ints, Ints]:
    """Return the nodes at both ends of the pieces of canals, rivers and narrow straits."""
    net = open_net()
    both = (net.level[net.core_a] == CHANNEL) & (net.level[net.core_b] == CHANNEL)
    return net.core_a[both], net.core_b[both]


@cache
def channels() -> Any:
    """Return the canals, rivers and narrow straits of the network as one shapely geometry."""
    import shapely

    a, b = (open_net().lonlat[nodes] for nodes in channel_edges())
    near = np.abs(a[:, 0] - b[:, 0]) < 180.0
    found = shapely.multilinestrings(shapely.linestrings(np.stack([a, b], axis=1)[near]))
    shapely.prepare(found)
    return found


class Graph(NamedTuple):
    """The edges of long voyages that are open; each is passable both ways."""

    head: Ints
    tail: Ints
    length_m: Floats


@lru_cache(maxsize=4)
def core(shut: tuple[str, ...]) -> Graph:
    """Return the edges of long voyages without those through shut passages."""
    net = open_net()
    names = passages()[0]
    mask = np.uint64(0)
    for name in shut:
        mask |= np.uint64(1) << np.uint64(names.index(name))
    use = (net.core_gates & mask) == 0
    return Graph(net.core_a[use], net.core_b[use], net.core_m[use])


def short_lengths_m(a: Floats, b: Floats) -> Floats:
    """Return the lengths of short edges in metres, to a few parts in 10,000 up to 100 km: curvature of WGS 84 at the middle latitude."""
    lat = np.radians((a[:, 1] + b[:, 1]) / 2)
    e2 = 0.00669437999014
    w = 1.0 - e2 * np.sin(lat) ** 2
    dlon = np.radians((b[:, 0] - a[:, 0] + 180.0) % 360.0 - 180.0)
    return np.asarray(6_378_137.0 * np.hypot((1 - e2) / w**1.5 * np.radians(b[:, 1] - a[:, 1]), np.cos(lat) / np.sqrt(w) * dlon))


def crossing(a: Floats, b: Floats, gates: Floats) -> NDArray[np.bool_]:
    """Tell for each straight short line whether it crosses one of the gates."""
    out = np.zeros(len(a), dtype=bool)
    for gate in gates:
        middle = gate.mean(axis=0)
        reach = np.abs(gate[1] - gate[0]).max() / 2 + 3.0
        d = a - middle
        near = np.nonzero((np.abs((d[:, 0] + 180) % 360 - 180) < reach) & (np.abs(d[:, 1]) < reach))[0]
        for i in near:
            line = np.array([a[i], b[i]])
            line[1, 0] = line[0, 0] + (line[1, 0] - line[0, 0] + 180) % 360 - 180
            out[i] |= bool(gate_crossings(line, gate[None]))
    return out
