"""The ends of a sea track: from a place to navigable water, and from there to the corners of the network in sight."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes.atlas import coast, inshore
from routes.errors import NoTrack
from routes.geodesy import Floats, ellipsoid
from routes.networks.sea_lines import RADIUS_M, angles, clear, lengths_m, vectors
from routes.networks.sea_net import ARM_DEG, CHANNEL, Net, channel_edges, open_net

Pair = tuple[float, float]
INLAND_M = 20_000.0  # farther from water a place is no port
SHORE_M, BANK_M = 6_000.0, 1_000.0  # a river is preferred to the sea where the sea is farther than this, and farther than the river by this
# By stand-off: how far a corner that the line grazes is looked for, and how far the nearest ones are that it need not graze: from
# within the stand-off of a straight shore no line grazes the next corner of that shore.
REACH_M = (40_000.0, 160_000.0, 900_000.0, 20_015_000.0, 12_000.0)
NEAR_M = (6_000.0, 40_000.0, 150_000.0, 400_000.0, 12_000.0)
NEAREST = (16, 24, 24, 24, 12)
MOST = (60, 60, 80, 4000, 12)  # corners of each stand-off that are looked at
SLACK = 0.05
# Half width and cell of the fine rasters, how far off land a spot must lie to be looked from, in metres; and how many spots.
WINDOWS = ((5_000.0, 60.0, 1_200.0, 2), (5_000.0, 60.0, 350.0, 2), (14_000.0, 80.0, 700.0, 3), (40_000.0, 160.0, 600.0, 4))
LAGOON, LAND_PRICE = 60, 60.0  # a water with fewer nodes than this may have an outlet that the coast data show as closed
PLENTY = 25  # nodes of the sea in sight of an open shore


class End(NamedTuple):
    """An end joined to the network."""

    asked: Pair
    water: Pair
    snap_m: float
    leads: tuple[Floats, ...]  # each (n, 2): from the water to a spot that sees nodes; the first is the water itself
    nodes: NDArray[np.intp]
    lead: NDArray[np.intp]  # the lead to each node
    length_m: Floats  # from the water to each node

    def way(self, node: int) -> Floats:
        """Return the vertices from the water to the spot from which a node is seen."""
        return self.leads[int(self.lead[np.nonzero(self.nodes == node)[0][0]])]


@lru_cache(maxsize=256)
def join(lon: float, lat: float) -> End:
    """Return an end joined to the network.

    From a harbour or a cove the view is narrow; then the network is also seen from spots outside, to which a fine raster leads.

    Raises
    ------
    NoTrack
        When no navigable water lies within 20 km.
    """
    net = open_net()
    lon = float(coast.wrapped(np.array([lon]))[0])
    inland = bool(coast.is_land(np.array([[lon, lat]]))[0])
    bank = _on_channel(net, lon, lat) if inland else None
    if bank is not None:
        return bank
    water, snap = _water(lon, lat) if inland else ((lon, lat), 0.0)
    nodes = _in_sight(net, water)
    views = [(np.array([water]), nodes)]
    if (net.component[nodes] == 0).sum() < PLENTY:
        views += _outside(net, water, (net.component[nodes] == 0).any())
        lagoon = len(views) == 1 and np.isin(net.component, net.component[nodes]).sum() < LAGOON
        if lagoon and not (net.component[nodes] == 0).any():
            views += _outside(net, water, False, LAND_PRICE)
    found = _end((lon, lat), snap, views)
    if not len(found.nodes):
        raise NoTrack(f"No navigable water leads to the point {lon:.3f}, {lat:.3f}.")
    return found


def _end(asked: Pair, snap: float, views: list[tuple[Floats, NDArray[np.intp]]]) -> End:
    """Return an end from its leads and what each sees; a node that several see is reached the shortest way."""
    net = open_net()
    nodes = np.concatenate([seen for _, seen in views])
    lead = np.repeat(np.arange(len(views)), [len(seen) for _, seen in views])
    last = np.array([line[-1] for line, _ in views])
    led = np.array([lengths_m(line[:-1], line[1:]).sum() if len(line) > 1 else 0.0 for line, _ in views])
    length = led[lead] + lengths_m(last[lead], net.lonlat[nodes]) if len(nodes) else np.empty(0)
    order = np.lexsort((length, nodes))
    order = order[np.concatenate([[True], np.diff(nodes[order]) != 0])] if len(order) else order
    water = views[0][0][0]
    return End(asked, (float(water[0]), float(water[1])), snap, tuple(v for v, _ in views), nodes[order], lead[order], length[order])


def _outside(net: Net, water: Pair, seen: bool, land_price: float = 0.0) -> list[tuple[Floats, NDArray[np.intp]]]:
    """Return the ways through narrow water to spots that see the sea, each with what it sees: the nearest such spots."""
    out: list[tuple[Floats, NDArray[np.intp]]] = []
    for half, cell, off, most in WINDOWS:
        dy = half / 111_195.0
        dx = dy / max(0.05, float(np.cos(np.radians(water[1]))))
        window = inshore.open_window(water[0] - dx, water[1] - dy, water[0] + dx, water[1] + dy, cell)
        found = inshore.spread(window, np.array(water), land_price)
        if land_price:  # not within the closed water itself
            found.off_m[np.isfinite(inshore.spread(window, np.array(water)).cost).reshape(found.off_m.shape)] = 0.0
        for row, column in inshore.roomy(found, off, most, half / 3):
            spot = window.points(np.array([row]), np.array([column]))[0]
            nodes = _in_sight(net, (float(spot[0]), float(spot[1])))
            if (net.component[nodes] == 0).any():
                lead = np.concatenate([[water], found.way(row, column)[1:]])
                lead[:, 0] = water[0] + coast.wrapped(lead[:, 0] - water[0])
                out.append((inshore.pull(lead), nodes))
        if out or (seen and half > 6_000):
            break
    return out


def _on_channel(net: Net, lon: float, lat: float) -> End | None:
    """Return an end on the bank of a river or canal of the network, where that is nearer than the shore of the sea."""
    heads, tails = channel_edges()
    a, b = net.lonlat[heads], net.lonlat[tails]
    factor = np.array([max(0.02, float(np.cos(np.radians(lat)))), 1.0]) * 111_195.0
    p = np.column_stack([coast.wrapped(a[:, 0] - lon), a[:, 1] - lat]) * factor
    d = np.column_stack([coast.wrapped(b[:, 0] - a[:, 0]), b[:, 1] - a[:, 1]]) * factor
    t = np.clip(-(p * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-6), 0.0, 1.0)
    away = np.hypot(*(p + d * t[:, None]).T)
    i = int(np.argmin(away))
    if away[i] > INLAND_M:
        return None
    point = a[i] + t[i] * np.array([coast.wrapped(b[i, 0] - a[i, 0]), b[i, 1] - a[i, 1]])
    at = (float(point[0]), float(point[1]))
    snap = distance_m((lon, lat), at)
    shore = coast.nearest_shore(lat=lat, lon=lon, reach_m=INLAND_M)
    if shore is not None and shore[2] < max(snap + BANK_M, SHORE_M):
        return None
    nodes = np.array([heads[i], tails[i]])
    return _end((lon, lat), snap, [(np.array([at]), nodes)])


def _water(lon: float, lat: float) -> tuple[Pair, float]:
    """Return the nearest point on water to one on land, and its distance in metres."""
    shore = coast.nearest_shore(lat=lat, lon=lon, reach_m=INLAND_M * 5)
    if shore is None or shore[2] > INLAND_M:
        far = "more than 100" if shore is None else f"{shore[2] / 1000:.0f}"
        raise NoTrack(f"The point {lon:.3f}, {lat:.3f} lies {far} km from the sea, which is too far inland for a sea track.")
    scale = max(0.02, float(np.cos(np.radians(lat))))
    turn = np.radians(np.arange(0, 360, 15.0))
    for radius in (60.0, 120.0, 250.0, 500.0, 1000.0):
        step = radius / 111_195.0
        ring = np.column_stack([shore[0] + step / scale * np.sin(turn), shore[1] + step * np.cos(turn)])
        free = ring[~coast.is_land(ring)]
        if len(free):
            away = lengths_m(np.repeat([[lon, lat]], len(free), axis=0), free)
            # the middle of the free directions lies off the shore rather than along it
            middle = free.mean(axis=0)
            inner = int(np.argmin(((free - middle) ** 2).sum(axis=1)))
            return (float(free[inner, 0]), float(free[inner, 1])), float(away[inner])
    return (shore[0], shore[1]), shore[2]


def _in_sight(net: Net, water: Pair) -> NDArray[np.intp]:
    """Return the nodes that a point on water sees: the near ones, and the far ones whose walls the line grazes."""
    here = np.array(water)
    p = vectors(here[None])[0]
    chosen = []
    for level, all_nodes in enumerate(net.by_level):
        nodes = all_nodes[np.abs(net.lat_by_level[level] - water[1]) <= np.degrees(REACH_M[level] / RADIUS_M)]
        away = angles(net.vector[nodes], p[None]) * RADIUS_M
        close = away < REACH_M[level]
        nodes, away = nodes[close], away[close]
        order = np.argsort(away, kind="stable")
        nodes, away = nodes[order], away[order]
        take = away < NEAR_M[level]
        take[NEAREST[level] :] = False
        if level != CHANNEL:
            take |= _grazed(net, nodes, p)
        chosen.append(nodes[take][: MOST[level]])
    nodes = np.concatenate(chosen)
    return nodes[clear(here, net.lonlat[nodes])]


def _grazed(net: Net, nodes: NDArray[np.intp], p: Floats) -> NDArray[np.bool_]:
    """Tell at which nodes a line from a unit vector has both walls on one side."""
    q = net.vector[nodes]
    lat, lon = np.radians(net.lonlat[nodes, 1]), np.radians(net.lonlat[nodes, 0])
    east = -p[0] * np.sin(lon) + p[1] * np.cos(lon)
    north = -p[0] * np.sin(lat) * np.cos(lon) - p[1] * np.sin(lat) * np.sin(lon) + p[2] * np.cos(lat)
    bearing = np.arctan2(east, north)
    sides = np.sin(np.radians(net.arms[nodes].astype(np.float64) * ARM_DEG) - bearing[:, None])
    out: NDArray[np.bool_] = (sides[:, 0] * sides[:, 1] >= 0) | (np.abs(sides) < SLACK).any(axis=1)
    return out & (np.abs(q @ p) < 1.0)


def distance_m(a: Pair, b: Pair) -> float:
    """Return the geodesic between two points in metres."""
    return float(ellipsoid().inv(a[0], a[1], b[0], b[1])[2])
