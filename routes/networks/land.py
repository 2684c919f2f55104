"""Tracks over a land network: what rail and road have in common."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from routes.errors import NoTrack
from routes.geodesy import distance_m, unwrap
from routes.model import Note, Track
from routes.networks import crossings, own_net
from routes.networks.graph import Anchor, Bools, Floats, Graph, Path, piece_lengths
from routes.networks.own_net import OwnGraph, open_network

Pair = tuple[float, float]
# A missing branch does not lead over so much water, when that is more than this share of it.
WATER_M, WATER = 3_000.0, 0.5
# Inferred lines of this length come from a reviewed table.
REVIEWED_M = 20_000.0
# How much dearer a way may be that spares a train the change of gauge into another country and back out of it.
ACROSS = 1.4
# A way inside a country at least this many times the straight one is measured against the way through its neighbours, and told of
# where that is shorter than this share of it: the usual line may cut through one of them (Chelyabinsk-Omsk through Petropavl).
ROUND, SHORTER = 1.25, 0.9
# Nobody is taken to have gone so far round: a way this many times the straight one, and so much longer, is none.
HOPELESS, HOPELESS_M = 6.0, 1_000_000.0
# A track longer than this share of the straight way by its points, and this much more, is doubted: between pairs of cities nearly all
# such go round a gap in the data.
ROUNDABOUT, ROUNDABOUT_M = 2.3, 50_000.0
COARSE = 0.25  # from which share of the track on long straight pieces are told of


@dataclass(frozen=True)
class Policy:
    """How one land network is used.

    Attributes
    ----------
    reach_m
        How far an end may lie from the network.
    far_m
        From which snap on the track carries a note.
    longer, low, high
        Factors on the length of the network part: the best value and the ends of the interval (calibrated on published lengths).
    coarse_m
        From which length on a straight piece counts as schematic.
    coarse_high
        How much longer than the upper end of the interval schematic pieces may be, as a part of their length: where the data are poor, the
        usual way may be one that they lack. 19 of 20 published lengths lie below.
    domestic
        Whether a leg between places of one country stays in it.
    guess
        Factor on the cost of a metre of line that was inferred automatically: 1 where every link was reviewed.
    dry
        Whether the line that joins an end to the network keeps to land.
    """

    mode: str
    file: str
    noun: str
    reach_m: float
    far_m: float
    longer: float
    low: float
    high: float
    coarse_m: float = 30_000.0
    coarse_high: float = 0.0
    domestic: bool = True
    guess: float = 1.0
    dry: bool = True


@dataclass(frozen=True)
class Request:
    """What a caller asked for: points (lon, lat), limits and date."""

    points: tuple[Pair, ...]
    countries: tuple[str, ...] | None
    avoid: tuple[str, ...]
    date: str


def base_cost(graph: Graph, factors: Floats) -> Floats:
    """Return the cost of each edge: its length times the factor of its corridor."""
    corridor = graph.raw.get("corridor")
    return np.array(graph.length if corridor is None else graph.length * factors[corridor], dtype=np.float64)


def trace(policy: Policy, request: Request, factors: Floats) -> Track:
    """Return the track along a land network; `rail.trace` and `road.trace` say more."""
    graph = open_network(policy.file, policy.mode)
    cost = base_cost(graph, factors)
    cost[graph.inferred & (graph.length < REVIEWED_M)] *= policy.guess
    if isinstance(graph, OwnGraph):
        graph.reprice(cost, request.date, crossings.BREAK_COST_M)
    for code in request.avoid:
        if len(code) == 2 and code.isupper():
            outside = [c for c in graph.codes if graph.owners[c] and code not in graph.owners[c][:1]]
            cost[~graph.within_countries(outside)] = np.inf
    closed = [a.removeprefix("border:") for a in request.avoid if a.startswith("border:")]
    notes: list[Note] = []
    limit = request.countries
    places = [frozenset(graph.owners[graph.country_of(_anchors(policy, graph, p, cost)[0])]) for p in request.points]
    ends = (places[0], places[-1])
    home = tuple(sorted(frozenset.intersection(*places))) if policy.domestic and not limit else ()
    path = None
    if limit or home:
        inside = cost.copy()
        inside[~graph.within_countries(limit or home)] = np.inf
        if limit and len(limit) > 1:
            inside = crossings.price(graph, inside, policy.mode, closed, request.date, ends)
        path = _find(policy, graph, request, inside)
        if path is None and home:
            message = f"No {policy.noun} joins the two places inside {home[0]}, so the track leaves the country."
            notes.append(Note("leaves-country", message, values=(("network", policy.mode), ("country", home[0]))))
    if path is None and not limit:
        free = crossings.price(graph, cost, policy.mode, closed, request.date, ends)
        path = _find(policy, graph, request, free)
        if path and (away := crossings.cut_across(graph, path, policy.mode)):
            free[~graph.within_countries([c for c in graph.codes if not away & set(graph.owners[c][:1])])] = np.inf
            other = _find(policy, graph, request, free)
            path = other if other and other.cost <= ACROSS * path.cost else path
    if path is None:
        where = f" within {', '.join(limit)}" if limit else ""
        raise NoTrack(f"No {policy.noun} in the embedded network joins the two places{where}.")
    stayed = bool(home) and not notes
    track = _track(policy, graph, request, path, notes)
    if stayed:
        track = _beside_abroad(
            policy, graph, request, track, crossings.price(graph, cost, policy.mode, closed, request.date, ends), home[0]
        )
    return track


def _beside_abroad(policy: Policy, graph: Graph, request: Request, track: Track, cost: Floats, home: str) -> Track:
    """Return a track inside a country with a note of the way through its neighbours where that is much shorter and as easy.

    The note gives its length, and the interval reaches down to it: which of the two is the usual way the network does not know.
    """
    direct = sum(distance_m(lat1=a[1], lon1=a[0], lat2=b[1], lon2=b[0]) for a, b in itertools.pairwise(request.points))
    if track.length_m < ROUND * direct or (path := _find(policy, graph, request, cost)) is None:
        return track
    crossed = crossings.on_path(graph, path.pieces, policy.mode, request.date)
    abroad = [code for code, _ in crossings.visited(graph, path) if code != home]
    if not abroad or any(c.closed or c.gauges for c in crossed):
        return track
    other = _track(policy, graph, request, path, [])
    if other.length_m > SHORTER * track.length_m:
        return track
    message = f"The track keeps to {home}; the way through {abroad[0]} would be {other.length_m / 1000:.0f} km."
    note = Note("shorter-abroad", message, values=(("country", home), ("other_country", abroad[0]), ("length_m", round(other.length_m))))
    return replace(track, low_m=min(track.low_m, other.low_m), notes=(note, *track.notes))


def _anchors(policy: Policy, graph: Graph, point: Pair, cost: Floats, every_part: bool = False) -> list[Anchor]:
    """Return where a point may join the network.

    Raises
    ------
    NoTrack
        When no usable line is within reach.
    """
    found = graph.near(point[1], point[0], policy.reach_m, np.isfinite(cost), every_part)
    if policy.dry and found and found[-1].off_m > WATER_M:
        found = [a for a, wet in zip(found, _water_m(point, found), strict=True) if wet <= max(WATER_M, WATER * a.off_m)]
    if not found:
        over = " over land" if policy.dry else ""
        raise NoTrack(f"No {policy.noun} within {policy.reach_m / 1000:.0f} km{over} of {point[1]:.4f} N, {point[0]:.4f} E.")
    return found


def _water_m(point: Pair, anchors: Sequence[Anchor]) -> Floats:
    """Return about how many metres of the straight line to each anchor lie on water, in steps of its 40th part."""
    from routes.atlas.coast import is_land

    share = (np.arange(40) + 0.5) / 40
    step = np.array([((a.lon - point[0] + 180.0) % 360.0 - 180.0, a.lat - point[1]) for a in anchors])
    samples = np.array(point) + share[None, :, None] * step[:, None, :]
    wet = ~is_land(samples.reshape(-1, 2)).reshape(len(anchors), 40)
    return np.asarray(wet.mean(axis=1) * np.array([a.off_m for a in anchors]))


def _find(policy: Policy, graph: Graph, request: Request, cost: Floats) -> Path | None:
    """Search with the near lines first, then with every connected part within reach."""
    ends = request.points
    guess = 1.5 * sum(distance_m(lat1=a[1], lon1=a[0], lat2=b[1], lon2=b[0]) for a, b in itertools.pairwise(ends)) + 4e5
    for every_part in (False, True):
        try:
            stops = [_anchors(policy, graph, p, cost, every_part) for p in ends]
        except NoTrack:
            if np.isfinite(cost).all():
                raise
            return None
        path = graph.search(stops, cost, guess)
        if path is not None:
            return path
    return None


def _track(policy: Policy, graph: Graph, request: Request, path: Path, notes: list[Note]) -> Track:
    """Assemble the track of a path: whiskers, lengths, countries, notes."""
    origin, destination = request.points[0], request.points[-1]
    inner, marks, _ = graph.line(path)
    snap = (path.anchors[0].off_m, path.anchors[-1].off_m)
    lonlat = unwrap(np.concatenate([[origin], inner, [destination]]))
    inferred_piece = np.concatenate([[False], marks, [False]])
    travelled = sum(abs(p.stop_m - p.start_m) for p in path.pieces)
    guessed = sum(abs(p.stop_m - p.start_m) for p in path.pieces if graph.inferred[p.edge])
    crossed = crossings.on_path(graph, path.pieces, policy.mode, request.date)
    straight = distance_m(lat1=origin[1], lon1=origin[0], lat2=destination[1], lon2=destination[0])
    added = own_net.travelled(graph, path)
    mine, known = sum(added.values()), travelled - guessed - sum(added.values())
    length = known * policy.longer + mine + guessed + sum(snap)
    # What no source shows is at least straight, and seldom more than half as long again.
    high = known * policy.high + mine * own_net.HIGH + 1.5 * (guessed + sum(snap))
    coarse = _coarse_m(policy, lonlat, inferred_piece)
    high += coarse * policy.coarse_high
    low = known * policy.low + mine * own_net.LOW + guessed + sum(snap)
    direct = sum(distance_m(lat1=a[1], lon1=a[0], lat2=b[1], lon2=b[0]) for a, b in itertools.pairwise(request.points))
    if length > HOPELESS * direct + HOPELESS_M:
        raise NoTrack(
            f"The only {policy.noun} known leads {length / 1000:,.0f} km round, {length / direct:.0f} times the straight distance."
        )
    if length > ROUNDABOUT * direct + ROUNDABOUT_M:
        low = direct
        times = f"{length / max(direct, 1.0):.1f}"
        message = f"The track is {times} times the straight distance: a {policy.noun} may be missing from the map data."
        notes.append(Note("roundabout", message, values=(("times", times), ("network", policy.mode))))
    visits = crossings.visited(graph, path)
    notes += own_net.notes(graph, path, added)
    notes += _notes(policy, graph, snap, crossed, guessed, coarse)
    return Track(
        lonlat=tuple((float(x), float(y)) for x, y in lonlat),
        length_m=max(length, straight),
        geodesic_m=straight,
        method="network",
        network=policy.mode,
        snap_m=snap,
        low_m=max(min(low, length), straight),
        high_m=max(high, length, straight),
        countries=tuple(code for code, _ in visits),
        country_m=_shares([m for _, m in visits], snap, max(length, straight)),
        inferred=_ranges(inferred_piece),
        notes=tuple(notes),
    )


def _coarse_m(policy: Policy, lonlat: Floats, inferred: Bools) -> float:
    """Return the metres of a track between its whiskers that lie in long straight pieces; 0 where they are less than a quarter of it."""
    pieces = piece_lengths(lonlat)[1:-1]
    coarse = float(pieces[(pieces > policy.coarse_m) & ~inferred[1:-1]].sum())
    return coarse if coarse > COARSE * float(pieces.sum()) else 0.0


def _shares(visits: list[float], snap: tuple[float, float], length: float) -> tuple[float, ...]:
    """Return the metres in each country so that they add up to the length: whiskers with the first and the last, the rest in proportion."""
    whole = sum(visits)
    line = length - sum(snap)
    metres = [m / whole * line if whole > 0 else line / len(visits) for m in visits]
    metres[0] += snap[0]
    metres[-1] += snap[1]
    return tuple(metres)


def _ranges(marks: Bools) -> tuple[tuple[int, int], ...]:
    """Return the runs of marked pieces as (first, last) indices of points."""
    out: list[tuple[int, int]] = []
    for i in np.flatnonzero(marks).tolist():
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return tuple(out)


def _notes(
    policy: Policy,
    graph: Graph,
    snap: tuple[float, float],
    crossed: Sequence[crossings.Crossing],
    guessed: float,
    coarse: float,
) -> list[Note]:
    """Return the doubts about a track, one sentence each."""
    notes = []
    for which, far in zip(("start", "end"), snap, strict=True):
        if far > policy.far_m:
            message = f"The {which} lies {far / 1000:.0f} km from the nearest known {policy.noun}; that piece is a straight line."
            notes.append(Note("far-snap", message, values=(("end", which), ("length_m", round(far)), ("network", policy.mode))))
    if guessed > 0:
        message = f"{guessed / 1000:.1f} km of the line are inferred: the map data has a gap there."
        notes.append(Note("inferred-link", message, values=(("length_m", round(guessed)),)))
    for crossing in crossed:
        sides = list(dict.fromkeys((graph.owners[c] or ("?",))[0] for c in crossing.pair))
        pair, between = " and ".join(sides), (("country", sides[0]), ("other_country", sides[-1]))
        if crossing.closed:
            message = f"The border between {pair} has been closed since {crossing.since} ({crossing.closed})."
            notes.append(Note("closed-border", message, values=(*between, ("since", str(crossing.since)))))
        if crossing.gauges:
            a, b = crossing.gauges
            message = f"Between {pair} the gauge changes from {a} to {b} mm: bogies are changed or the load is moved."
            notes.append(Note("break-of-gauge", message, values=(*between, ("from_mm", str(a)), ("to_mm", str(b)))))
    if coarse > 0:
        notes.append(
            Note(
                "schematic-line",
                f"{coarse / 1000:.0f} km of the track are drawn in straight pieces of over {policy.coarse_m / 1000:.0f} km; "
                "the length allows for their bends.",
                values=(("length_m", round(coarse)), ("piece_m", round(policy.coarse_m))),
            )
        )
    return list(dict.fromkeys(notes))
