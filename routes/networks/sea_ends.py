"""The ends of a sea track: from a place to navigable water, and over it to the nodes of the network near by and in sight.

A place on land may have several waters about it, a lagoon and the sea, or a river: each is offered at the price of the way to it, and the
search for the whole way chooses.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes.atlas import coast, inshore
from routes.errors import NoTrack
from routes.geodesy import Floats, ellipsoid, unit_vectors
from routes.networks.sea_lines import RADIUS_M, clear, cosines, lengths_m
from routes.networks.sea_net import CAPES, CHANNEL, Net, open_net

Pair = tuple[float, float]
Ints = NDArray[np.intp]
INLAND_M = 25_000.0  # farther from water a place is no port; the middle of Rotterdam lies 22 km from the sea
ASHORE = 10.0  # how much dearer the whisker from a place on land to its water is than a way over water
BANK_M = 6_000.0  # a place this near to a river or canal of the network is looked for no farther
BEACH_M = 1_500.0  # waters this much farther than one and a half times the distance to the nearest are offered too
# Half width and cell of the fine rasters about a place, in metres: one after the other, until open water is reached.
WINDOWS = ((6_000.0, 140.0), (5_000.0, 55.0), (12_000.0, 110.0), (25_000.0, 200.0), (40_000.0, 400.0))
NARROW = (15_000.0, 60.0)  # where these reach no open water: for the long and narrow waters of a harbour
CLOSED, LAND_PRICE = (25_000.0, 200.0), 60.0  # where no water leads out, over land, of which a cell has this price
OCTILE = 1.04  # how much longer a way from cell to cell is than a taut one, about
ROOM_M = (1_600.0, 700.0, 350.0)  # how far off land a spot must lie from which far nodes are looked for: the roomiest that there is
HOP_M = 25_000.0  # between ends nearer than this a way is looked for on one raster as well
LINKS = 40  # nodes of the raster that an end is joined to, the cheapest
# By level: how far nodes are looked for from a spot, and how many, the nearest.
SIGHT_M = (8_000.0, 40_000.0, 150_000.0, 900_000.0, 12_000.0)
MOST = (4, 8, 10, 14, 6)
ABOUT_M = 160_000.0  # all nodes within this are looked at


class Lead(NamedTuple):
    """A way from a place's water towards the network: drawn already, or to a cell of a raster."""

    line: Floats | None
    spread: inshore.Spread | None = None
    row: int = 0
    column: int = 0


class End(NamedTuple):
    """An end joined to the network by links: the node of each, the lead to it, and its price in metres, whisker included."""

    asked: Pair
    afloat: bool
    leads: tuple[Lead, ...]
    nodes: Ints
    lead: Ints
    price_m: Floats

    def way(self, link: int) -> Floats:
        """Return the vertices of a link from the water to its node."""
        lead = self.leads[int(self.lead[link])]
        node = open_net().lonlat[self.nodes[link]]
        if lead.line is not None:
            line = lead.line
        else:
            assert lead.spread is not None
            line = lead.spread.way(lead.row, lead.column)
            if self.afloat:
                line = np.concatenate([[self.asked], line[1:]])
        line = np.concatenate([line, [node]])
        line[:, 0] = line[0, 0] + coast.wrapped(line[:, 0] - line[0, 0])
        return inshore.pull(line)


@lru_cache(maxsize=32)
def join(lon: float, lat: float) -> End:
    """Join a point to navigable water and to the network.

    Raises
    ------
    NoTrack
        When there is no water within 25 km, or none of it leads to the network.
    """
    net = open_net()
    here = np.array([lon, lat])
    about = net.about(here, ABOUT_M)
    afloat = not coast.is_land(here[None])[0]
    leads: list[Lead] = []
    links: list[tuple[Ints, Ints, Floats]] = []
    bank = _banks(net, about if not afloat else about[:0], here)
    near_bank = len(bank[0]) > 0 and bank[3].min() < ASHORE * BANK_M
    for half, cell in WINDOWS:
        _add(leads, links, *_by_window(net, about, here, afloat, _window(here, half, cell)))
        if near_bank or _meets(links, net.component == 0):
            break
    for (half, cell), land_price in ((NARROW, 0.0), (CLOSED, LAND_PRICE)):
        if near_bank or _meets(links, net.open_water):
            break
        _add(leads, links, *_by_window(net, about, here, afloat, _window(here, half, cell), land_price))
    _add(leads, links, *bank)
    if not links:
        raise NoTrack(_dry(lon, lat))
    nodes, lead, price = (np.concatenate([x[k] for x in links]) for k in range(3))
    return End((lon, lat), afloat, tuple(leads), nodes, lead, price)


def _meets(links: list[tuple[Ints, Ints, Floats]], water: NDArray[np.bool_]) -> bool:
    """Tell whether any of the linked nodes is one of some water."""
    return any(bool(water[nodes].any()) for nodes, _, _ in links)


def _by_window(
    net: Net, about: Ints, here: Floats, afloat: bool, window: inshore.Window, land_price: float = 0.0
) -> tuple[list[Lead], Ints, Ints, Floats]:
    """Return the leads within a window, and by each the nodes that it reaches."""
    if window.water.all():
        return [Lead(here[None])], *_sights(net, about, [here], [0.0])
    start = _starts(window, here, afloat)
    if start is None:
        return [], np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)
    return _raster(net, about, window, start, land_price)


def _add(leads: list[Lead], links: list[tuple[Ints, Ints, Floats]], new: list[Lead], nodes: Ints, lead: Ints, price: Floats) -> None:
    if len(nodes):
        links.append((nodes, lead + len(leads), price))
        leads += new


def _window(here: Floats, half_m: float, cell_m: float) -> inshore.Window:
    dy = half_m / inshore.METRES_PER_DEG
    dx = dy / max(0.05, float(np.cos(np.radians(here[1]))))
    return inshore.open_window(here[0] - dx, here[1] - dy, here[0] + dx, here[1] + dy, cell_m)


def _starts(window: inshore.Window, here: Floats, afloat: bool) -> tuple[Ints, Ints, Floats] | None:
    """Return (rows, columns, prices) of the cells where a way may begin; None where no water is near."""
    if afloat:
        row, column = inshore.wet_cell(window, here)
        at = window.points(row, column)
        away = lengths_m(here[None], at) if len(row) else np.empty(0)
        return (row, column, away) if len(row) and away[0] < 4 * window.cell_m else None
    water = window.water
    beach = np.zeros_like(water)
    beach[1:] |= ~water[:-1]
    beach[:-1] |= ~water[1:]
    beach[:, 1:] |= ~water[:, :-1]
    beach[:, :-1] |= ~water[:, 1:]
    row, column = np.nonzero(water & beach)
    away = np.hypot(row + 0.5 - (here[1] - window.south) / window.dy, column + 0.5 - (here[0] - window.west) / window.dx) * window.cell_m
    if not len(row) or away.min() > INLAND_M:
        return None
    take = away <= min(INLAND_M, 1.5 * float(away.min()) + BEACH_M)
    return row[take], column[take], ASHORE * away[take]


def _raster(
    net: Net, about: Ints, window: inshore.Window, start: tuple[Ints, Ints, Floats], land_price: float = 0.0
) -> tuple[list[Lead], Ints, Ints, Floats]:
    """Return the leads over a raster, and by each the nodes on it, or in sight from a roomy spot that it reaches."""
    found = inshore.spread(window, *start, land_price)
    width = window.water.shape[1]
    nodes = about[window.holds(net.lonlat[about])]
    row, column = window.cells(net.lonlat[nodes])
    price = found.cost[row * width + column] / OCTILE
    order = np.argsort(price, kind="stable")[:LINKS]
    order = order[np.isfinite(price[order])]
    leads = [Lead(None, found, int(row[i]), int(column[i])) for i in order]
    spots: list[tuple[int, int]] = []
    for room in ROOM_M:
        spots = inshore.roomy(found, room, 2, window.cell_m * width / 3)
        if spots:
            break
    points = [window.points(np.array([r]), np.array([c]))[0] for r, c in spots]
    prices = [float(found.cost[r * width + c]) / OCTILE for r, c in spots]
    seen, spot, more = _sights(net, about, points, prices)
    leads += [Lead(None, found, r, c) for r, c in spots]
    return (
        leads,
        np.concatenate([nodes[order], seen]),
        np.concatenate([np.arange(len(order)), spot + len(order)]),
        np.concatenate([price[order], more]),
    )


def _sights(net: Net, about: Ints, points: list[Floats], prices: list[float]) -> tuple[Ints, Ints, Floats]:
    """Return (node, point, price) for the nodes in sight from points: of each level the nearest."""
    if not points:
        return np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)
    chosen: list[Ints] = []
    far, far_vector = net.capes
    near, level = net.vector[about], net.level[about]
    for point in points:
        p = unit_vectors(point[None])[0]
        for k, (reach, most) in enumerate(zip(SIGHT_M, MOST, strict=True)):
            nodes, away = (far, cosines(far_vector, p)) if k == CAPES else (about[level == k], cosines(near[level == k], p))
            seen = np.flatnonzero(away > np.cos(reach / RADIUS_M))
            chosen.append(nodes[seen[np.argsort(-away[seen], kind="stable")[:most]]])
    owner = np.repeat(np.arange(len(chosen)) // len(MOST), [len(c) for c in chosen])
    nodes = np.concatenate(chosen)
    start, goal = np.array(points)[owner], net.lonlat[nodes]
    ok = clear(start, goal)
    return nodes[ok], owner[ok], np.array(prices)[owner[ok]] + lengths_m(start[ok], goal[ok])


def _banks(net: Net, about: Ints, here: Floats) -> tuple[list[Lead], Ints, Ints, Floats]:
    """Return the lead to the nearest river or canal of the network, and the nodes up and down it."""
    nothing: tuple[list[Lead], Ints, Ints, Floats] = [], np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)
    on = about[net.level[about] == CHANNEL]
    count, edges = net.edges_of(on)
    heads, tails = np.repeat(on, count), net.other[edges]
    both = net.level[tails] == CHANNEL
    heads, tails = heads[both], tails[both]
    if not len(heads):
        return nothing
    a, b = net.lonlat[heads], net.lonlat[tails]
    factor = np.array([max(0.02, float(np.cos(np.radians(here[1])))), 1.0]) * inshore.METRES_PER_DEG
    p = np.column_stack([coast.wrapped(a[:, 0] - here[0]), a[:, 1] - here[1]]) * factor
    d = np.column_stack([coast.wrapped(b[:, 0] - a[:, 0]), b[:, 1] - a[:, 1]]) * factor
    t = np.clip(-(p * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-6), 0.0, 1.0)
    away = np.hypot(*(p + d * t[:, None]).T)
    i = int(np.argmin(away))
    if away[i] > INLAND_M:
        return nothing
    point = a[i] + t[i] * np.array([coast.wrapped(b[i, 0] - a[i, 0]), b[i, 1] - a[i, 1]])
    nodes = np.array([heads[i], tails[i]])
    price = ASHORE * float(away[i]) + lengths_m(np.repeat(point[None], 2, axis=0), net.lonlat[nodes])
    return [Lead(point[None])], nodes, np.zeros(2, np.intp), price


def hop(a: End, b: End) -> tuple[float, Floats] | None:
    """Return the way by a fine raster between two ends near each other, as its cost in metres and its vertices; None where none leads."""
    away = distance_m(a.asked, b.asked)
    if away > HOP_M:
        return None
    middle = np.array([a.asked[0] + coast.wrapped(np.array(b.asked[0] - a.asked[0])) / 2, (a.asked[1] + b.asked[1]) / 2])
    window = _window(middle, 0.8 * away + 2_000.0, max(40.0, away / 100.0))
    if not window.water.any():
        return None
    starts = [_starts(window, np.array(end.asked), end.afloat) for end in (a, b)]
    if starts[0] is None or starts[1] is None:
        return None
    found = inshore.spread(window, *starts[0])
    row, column, price = starts[1]
    total = found.cost[row * window.water.shape[1] + column] + price
    i = int(np.argmin(total))
    if not np.isfinite(total[i]):
        return None
    line = found.way(int(row[i]), int(column[i]))
    if a.afloat:
        line = np.concatenate([[a.asked], line[1:]])
    if b.afloat:
        line = np.concatenate([line[:-1], [b.asked]])
    return float(total[i]) / OCTILE, inshore.pull(line)


def _dry(lon: float, lat: float) -> str:
    """Return the sentence that says why a point has no sea track."""
    shore = coast.nearest_shore(lat=lat, lon=lon, reach_m=INLAND_M * 5)
    if shore is not None and shore[2] <= INLAND_M:
        return f"No navigable water leads to the point {lon:.3f}, {lat:.3f}."
    far = "more than 100" if shore is None else f"{shore[2] / 1000:.0f}"
    return f"The point {lon:.3f}, {lat:.3f} lies {far} km from the sea, which is too far inland for a sea track."


def distance_m(a: Pair, b: Pair) -> float:
    """Return the geodesic between two points in metres."""
    return float(ellipsoid().inv(a[0], a[1], b[0], b[1])[2])
