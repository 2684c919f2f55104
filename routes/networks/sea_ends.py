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
BANK_M = 1_000.0  # a river is preferred to the sea when it is nearer by this
# By stand-off: how far a corner that the line grazes is looked for, and how far any corner is (five stand-offs, as the network does).
REACH_M = (40_000.0, 160_000.0, 900_000.0, 20_015_000.0, 12_000.0)
NEAR_M = (2_500.0, 8_000.0, 25_000.0, 75_000.0, 12_000.0)
MOST = (60, 60, 80, 400, 12)  # corners of each stand-off that are looked at
SLACK = 0.05
WINDOWS = ((5_000.0, 40.0), (14_000.0, 70.0), (40_000.0, 160.0))  # half width and cell of the fine rasters, in metres


class End(NamedTuple):
    """An end joined to the network."""

    asked: Pair
    water: Pair
    snap_m: float
    nodes: NDArray[np.intp]
    length_m: Floats  # from the water to each node
    spread: inshore.Spread | None  # where the water is narrow: the ways to the nodes


@lru_cache(maxsize=256)
def join(lon: float, lat: float) -> End:
    """Return an end joined to the network.

    Raises
    ------
    NoTrack
        When no navigable water lies within 20 km.
    """
    net = open_net()
    lon = float(coast.wrapped(np.array([lon]))[0])
    bank = _on_channel(net, lon, lat) if coast.is_land(np.array([[lon, lat]]))[0] else None
    if bank is not None:
        return bank
    water, snap = _water(lon, lat)
    nodes = _in_sight(net, water)
    if len(nodes) and (net.component[nodes] == 0).any():
        here = np.repeat([water], len(nodes), axis=0)
        return End((lon, lat), water, snap, nodes, lengths_m(here, net.lonlat[nodes]), None)
    fine = _by_raster(net, water)
    if fine is not None:
        return End((lon, lat), water, snap, *fine)
    if len(nodes):
        here = np.repeat([water], len(nodes), axis=0)
        return End((lon, lat), water, snap, nodes, lengths_m(here, net.lonlat[nodes]), None)
    raise NoTrack(f"No navigable water leads to the point {lon:.3f}, {lat:.3f}.")


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
    if shore is not None and shore[2] < snap + BANK_M:
        return None
    nodes = np.array([heads[i], tails[i]])
    return End((lon, lat), at, snap, nodes, lengths_m(np.array([at, at]), net.lonlat[nodes]), None)


def _water(lon: float, lat: float) -> tuple[Pair, float]:
    """Return the nearest point on water and its distance in metres."""
    if not coast.is_land(np.array([[lon, lat]]))[0]:
        return (lon, lat), 0.0
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
        take = away < NEAR_M[level]
        if level != CHANNEL:
            take |= _grazed(net, nodes, p)
        nodes, away = nodes[take], away[take]
        chosen.append(nodes[np.argsort(away, kind="stable")[: MOST[level]]] if level < 3 else nodes)
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


def _by_raster(net: Net, water: Pair) -> tuple[NDArray[np.intp], Floats, inshore.Spread] | None:
    """Return the nodes of the sea that narrow water leads to, within the smallest window that has any."""
    for half, cell in WINDOWS:
        dy = half / 111_195.0
        dx = dy / max(0.05, float(np.cos(np.radians(water[1]))))
        offset = net.lonlat - np.array(water)
        near = (np.abs(coast.wrapped(offset[:, 0])) < dx) & (np.abs(offset[:, 1]) < dy) & (net.component == 0)
        nodes = np.nonzero(near)[0]
        if not len(nodes):
            continue
        window = inshore.open_window(water[0] - dx, water[1] - dy, water[0] + dx, water[1] + dy, cell)
        found = inshore.spread(window, np.array(water))
        row, column = window.cells(net.lonlat[nodes])
        cost = found.cost[row * window.water.shape[1] + column]
        order = np.argsort(cost, kind="stable")[:12]
        order = order[np.isfinite(cost[order])]
        if len(order):
            return nodes[order], cost[order] / 1.1, found
    return None


def way_in(end: End, node: int, at: Floats) -> Floats:
    """Return the vertices from the water of an end to a node, both included, longitudes unwrapped."""
    if end.spread is None:
        return np.array([end.water, at])
    window = end.spread.window
    row, column = window.cells(at[None])
    way = end.spread.way(int(row[0]), int(column[0]))
    line = np.concatenate([[end.water], way[1:-1], [at]])
    line[:, 0] = end.water[0] + coast.wrapped(line[:, 0] - end.water[0])
    return inshore.pull(line)


def distance_m(a: Pair, b: Pair) -> float:
    """Return the geodesic between two points in metres."""
    return float(ellipsoid().inv(a[0], a[1], b[0], b[1])[2])
