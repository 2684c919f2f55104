"""What a report says that cannot all be true together: figures that contradict each other, legs that their dates cannot hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from routes.checks.journeys import DAY_S, HOUR_S, connected, day, least_s
from routes.checks.reasons import distance
from routes.checks.scene import Scene, thresholds
from routes.model import Claim, Leg, Note, Span, Track, Verdict, Waypoint
from routes.text import sentence_around

_LONGEST = 12  # legs of a stretch that is held against its dates
_MOST_QUOTED = 160  # characters of a sentence that a note repeats


def contradictions(
    text: str,
    claims: Sequence[Claim],
    verdicts: Sequence[Verdict],
    waypoints: Sequence[Waypoint],
    legs: Sequence[Leg] = (),
    tracks: Sequence[Track] = (),
) -> tuple[Note, ...]:
    """Return a note, in English, for everything in a report that does not go together, with the sentences that say so.

    Codes: "claims-conflict" (two figures of one thing), "route-below-line" (a way shorter than the straight line that the report
    itself gives), "dates-reversed" and "impossible-dates" (a leg, or a chain of them, that its dates cannot hold), "other-place" (a
    figure that only another place of the same name fits).
    """
    scene = Scene({w.id: w for w in waypoints}, tuple(legs), {t.leg: t for t in tracks}, None, "en")
    return (*_conflicts(text, claims, scene), *_dates(text, legs, scene), *_namesakes(text, claims, verdicts, scene))


def _quoted(text: str, span: Span) -> str:
    """Return the sentence around some characters of a text in one line, cut short when it is long."""
    said = " ".join(sentence_around(text, span).split())
    return said if len(said) <= _MOST_QUOTED else said[: _MOST_QUOTED - 1].rstrip() + "…"


def _conflicts(text: str, claims: Sequence[Claim], scene: Scene) -> Iterator[Note]:
    """Compare every two figures that the report gives as its own for the same two ends."""
    told = [c for c in claims if not (c.denied or c.implied) and c.origin and c.target]
    for first, second in combinations(told, 2):
        if not _alike(first, second, scene):
            continue
        said = (("first", _quoted(text, first.span)), ("second", _quoted(text, second.span)))
        if said[0][1] == said[1][1]:  # one sentence says both
            said = (("first", text[first.span.start : first.span.end]), ("second", text[second.span.start : second.span.end]))
        quotes = " and ".join(f"“{quote}”" for _, quote in said)
        if first.kind == second.kind and _apart(first, second):
            yield Note("claims-conflict", f"Two figures of the same thing contradict each other: {quotes}.", second.span, said)
        elif {first.kind, second.kind} == {"route-length", "point-to-point"}:
            line, way = (first, second) if first.kind == "point-to-point" else (second, first)
            if way.high < line.low * thresholds()["route"]["shorter_than_geodesic"]:
                yield Note("route-below-line", f"The way is said to be shorter than the straight line: {quotes}.", way.span, said)


def _alike(first: Claim, second: Claim, scene: Scene) -> bool:
    """Tell whether two claims are of the same two ends, and not one by road and the other by sea."""
    if first.kind == second.kind and (first.basis != second.basis or first.leg != second.leg):
        return False
    same = _one(first.origin, second.origin, scene) and _one(first.target, second.target, scene)
    return same or (_one(first.origin, second.target, scene) and _one(first.target, second.origin, scene))


def _one(first: str, second: str, scene: Scene) -> bool:
    return first == second or (":" not in first + second and scene.one(first, second))


def _apart(first: Claim, second: Claim) -> bool:
    """Tell whether no reading makes two figures one: a road may be longer than the line, a bound may be far from the figure."""
    low, high = (first, second) if first.low <= second.low else (second, first)
    if low.high >= high.low or low.comparator == "more_than" or high.comparator == "less_than":
        return False
    return high.kind == "duration" or high.low > low.high * thresholds()["consistency"]["apart"] or low.basis == high.basis != ""


def _dates(text: str, legs: Sequence[Leg], scene: Scene) -> Iterator[Note]:
    """Compare the days that the report gives with the least time that the legs need, one by one and chained."""
    for chain in connected(legs, scene):
        before = {leg.id: previous for previous, leg in pairwise(chain)}
        for leg in chain:
            previous = before.get(leg.id)
            came, left = day(previous.start) if previous else None, day(leg.end or leg.start)
            if previous and came and left and left < came:
                said = (("first", _quoted(text, previous.span)), ("second", _quoted(text, leg.span)))
                quotes = " and ".join(f"“{quote}”" for _, quote in said)
                yield Note("dates-reversed", f"The journey goes on before it begins, by the dates of {quotes}.", leg.span, said)
        yield from _stretches(text, chain, scene)


def _stretches(text: str, chain: tuple[Leg, ...], scene: Scene) -> Iterator[Note]:
    """Note every stretch of a chain that its dates cannot hold, the shortest ones first, and none that holds another."""
    noted: list[tuple[int, int]] = []
    for length in range(1, min(len(chain), _LONGEST) + 1):
        for first in range(len(chain) - length + 1):
            last = first + length
            if any(first <= a and b <= last for a, b in noted):
                continue
            for note in _too_fast(text, chain[first:last], scene):
                noted.append((first, last))
                yield note


def _too_fast(text: str, stretch: tuple[Leg, ...], scene: Scene) -> Iterator[Note]:
    """Note a stretch of legs whose first and last day lie nearer together than any journey is fast."""
    tracks = scene.laid(stretch)
    first, last = day(stretch[0].start), day(stretch[-1].end)
    if not tracks or first is None or last is None or last < first:
        return
    window, least = ((last - first).days + 1) * DAY_S, least_s(stretch, tracks)
    if least > window:
        first_said, last_said = _quoted(text, stretch[0].span), _quoted(text, stretch[-1].span)
        quotes = " and ".join(f"“{quote}”" for quote in dict.fromkeys((first_said, last_said)))
        length, hours = sum(t.length_m for t in tracks), math.ceil(least / HOUR_S)
        message = f"{distance(length, 'en')} between {first} and {last}: at the least {hours} hours are needed. {quotes}"
        values = (("length_m", round(length)), ("from", str(first)), ("to", str(last)), ("hours", hours))
        yield Note("impossible-dates", message, stretch[-1].span, (*values, ("first", first_said), ("second", last_said)))


def _namesakes(text: str, claims: Sequence[Claim], verdicts: Sequence[Verdict], scene: Scene) -> Iterator[Note]:
    """Note the figures that rest on another place of a name, with the sentence that names it first."""
    by_id = {c.id: c for c in claims}
    for verdict in verdicts:
        claim = by_id.get(verdict.claim)
        if claim is None or not verdict.measure.startswith("other-place:"):
            continue
        mentions = [m for id in (claim.origin, claim.target) if id in scene.waypoints for m in scene.waypoints[id].mentions[:1]]
        quotes = list(dict.fromkeys(_quoted(text, s) for s in sorted([*mentions, claim.span])))
        said = (("first", quotes[0]), ("second", quotes[-1]))
        message = f"{verdict.reason_en} {' and '.join(f'“{quote}”' for quote in quotes)}"
        yield Note("other-place", message, claim.span, (*said, ("claim", text[claim.span.start : claim.span.end])))
