"""Verdicts: what the readings of a claim come to, with one sentence that says why.

``supported``: a plain reading fits. ``depends``: only another reading fits, or one that the report leaves open would decide; it is
named. ``contradicted``: none fits. ``unverifiable``: an end that the report names is not known, or is too vague for the figure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routes.checks import edges, journeys, unsaid
from routes.checks.alternatives import bearers, beyond, doubtful, namesake, other_ends
from routes.checks.measures import LINES, direction, measure
from routes.checks.reasons import label, reason
from routes.checks.scene import Decision, Reading, Scene, Tracer, apart_m, bounded, is_country, thresholds, vague_m, wide
from routes.checks.straight import between
from routes.model import Claim, Leg, Track, Verdict, Waypoint
from routes.units import to_si

if TYPE_CHECKING:
    from routes.atlas.borders import Borders

_SEVERAL = 2  # figures that a place makes wrong before it is doubted itself
_MISREAD = ("misfit", "nowhere")  # answers that a wrong reading of the text may give
_OPEN = ("misfit", "unknown_end", "unnamed_one", "unnamed_both", "fits_only")  # answers that other ends may better


def check(
    claims: Sequence[Claim],
    waypoints: Sequence[Waypoint],
    legs: Sequence[Leg] = (),
    tracks: Sequence[Track] = (),
    *,
    language: str = "en",
    worldview: str = "un",
    tracer: Tracer | None = None,
) -> tuple[Verdict, ...]:
    """Return a verdict for each claim, in the order of the claims.

    Parameters
    ----------
    claims, waypoints, legs, tracks
        What the report says and where it is; claims and legs refer to waypoints by id.
    language
        ISO 639-1 code of the sentences; each comes in English too.
    worldview
        Whose borders are measured to.
    tracer
        Lays a way by a mode between two places, for lengths along a network that no leg tells of; without it they are estimated.
    """
    borders = _borders(claims, waypoints, worldview)
    scene = Scene({w.id: w for w in waypoints}, tuple(legs), {t.leg: t for t in tracks}, borders, language, tracer)
    weighed = _undoubted(claims, [_weighed(claim, scene) for claim in claims], scene)
    verdicts = [_verdict(claim, *one, scene) for claim, one in zip(claims, weighed, strict=True)]
    settled = replace(scene, settled=_settled(claims, verdicts))
    told = _borne_out(claims, verdicts)
    for i, claim in enumerate(claims):
        if i in told or (verdicts[i].answer == "depends" and frozenset((claim.origin, claim.target)) in settled.settled):
            verdicts[i] = judge(replace(claim, implied=claim.implied and i not in told), settled)
    return tuple(verdicts)


def _undoubted(
    claims: Sequence[Claim], weighed: list[tuple[Decision, list[Reading]]], scene: Scene
) -> list[tuple[Decision, list[Reading]]]:
    """Return the decisions with none that calls a figure wrong by a place that other figures show to be rather another one.

    So it is where a figure between two named places was far too far off, and where several that the report does not call false miss one
    place, and none fits it.
    """
    sure = [decided for claim, (decided, _) in zip(claims, weighed, strict=True) if not claim.implied]
    doubted = {decided.end for decided in sure if decided.key == "doubtful_place"}
    plain = [(claim, decided.answer) for claim, (decided, _) in zip(claims, weighed, strict=True) if not (claim.disputed or claim.echo)]
    ends = {end for claim, answer in plain if answer == "contradicted" and not claim.implied for end in (claim.origin, claim.target)}
    for end in ends:
        answers = [answer for claim, answer in plain if end in (claim.origin, claim.target)]
        known = scene.placed(end)
        if known and not known.set_by_person and answers.count("contradicted") >= _SEVERAL and "supported" not in answers:
            doubted.add(end)
    kept = []
    for claim, (decided, found) in zip(claims, weighed, strict=True):
        legs = journeys.journey(claim, scene) if doubted and decided.answer == "contradicted" else ()
        those = (claim.origin, claim.target, *(id for leg in legs for id in (leg.origin, leg.destination)))
        end = next((id for id in those if id in doubted), "") if decided.answer == "contradicted" else ""
        kept.append((replace(decided, answer="depends", key="doubtful_place", end=end) if end else decided, found))
    return kept


def _settled(claims: Sequence[Claim], verdicts: Sequence[Verdict]) -> frozenset[frozenset[str]]:
    """Return the pairs of places of which a figure holds that names both: no namesakes or other ends are thought of for them."""
    return frozenset(
        frozenset((claim.origin, claim.target))
        for claim, verdict in zip(claims, verdicts, strict=True)
        if claim.kind == "point-to-point" and verdict.answer == "supported" and not claim.implied and verdict.measure == "geodesic"
    )


def _borne_out(claims: Sequence[Claim], verdicts: Sequence[Verdict]) -> list[int]:
    """Return the figures whose ends were only understood, but are borne out by one that they take up, or that takes them up.

    "The great circle measures 6,060 nautical miles; a poster says 2,000": that the first holds tells that both are of those two ports.
    """
    found = []
    for i, (before, claim) in enumerate(pairwise(claims)):
        if {before.origin, before.target} != {claim.origin, claim.target} or {before.kind, claim.kind} != {"point-to-point"}:
            continue
        for one, other in ((i, i + 1), (i + 1, i)):
            holds = verdicts[one].answer == "supported" and not verdicts[one].measure.startswith("other-")
            taken_up = claim.echo or claims[other].bare
            if holds and taken_up and claims[other].implied and verdicts[other].answer == "depends":
                found.append(other)
    return found


def _borders(claims: Sequence[Claim], waypoints: Sequence[Waypoint], worldview: str) -> Borders | None:
    """Return the borders that claims are measured to, None where no claim can need them: opening them takes time."""
    countries = {w.id for w in waypoints if w.place and is_country(w.place)}
    if any(c.target.startswith(("border:", "coast:")) or {c.origin, c.target} & countries for c in claims):
        from routes.atlas.borders import open_borders

        return open_borders(worldview)
    return None


def judge(claim: Claim, scene: Scene) -> Verdict:
    """Measure one claim and say what comes of it."""
    return _verdict(claim, *_weighed(claim, scene), scene)


def _weighed(claim: Claim, scene: Scene) -> tuple[Decision, list[Reading]]:
    found = measure(claim, scene)
    decided = decide(claim, found, scene)
    if decided.key == "placed_by_it":
        found = []  # measured against itself it would fit
    if decided.reading and decided.reading not in found:
        found = [*found, decided.reading]
    return decided, found


def _verdict(claim: Claim, decided: Decision, found: list[Reading], scene: Scene) -> Verdict:
    named = tuple(replace(r.finding, label=label(r, scene.language)) for r in found)
    sentences = [reason(decided, claim, found, scene, language) for language in (scene.language, "en")]
    return Verdict(claim.id, decided.answer, sentences[0], sentences[1], named, decided.reading.finding.measure if decided.reading else "")


def decide(claim: Claim, found: list[Reading], scene: Scene) -> Decision:
    """Return what the readings come to.

    A wrong reading of the text must not become a confident answer. A figure of which the report does not say between which places is
    contradicted only where it fits none that it can be of; between ends that are only understood it has to fit closely to be supported,
    and where it fits two other places named beside it closely, it tells itself what it is said of. A figure is not contradicted that
    another place of the same name fits, or other ends named beside it, nor one so far off that it is hardly said of its ends, nor one
    whose end lies only where the report's other figures put it. What the report tells as a fact is of two places named beside it that it
    fits, rather than wrong; what it tells as somebody's wrong figure is of those that it was read to be of.
    """
    decided = _weigh(claim, found, scene)
    if decided.answer == "supported":
        return _held(claim, decided, scene)
    fact = _told_as_fact(claim)
    nameless = claim.said == "" and claim.target != "" and not claim.origin  # "a village 35 km from B": it has no name to be found
    bound = claim.comparator in ("more_than", "less_than")  # which some pair of names fits too easily
    if (claim.implied or fact) and not (claim.disputed or bound or nameless) and decided.key in _OPEN:
        told = other_ends(claim, scene)
        if told is not None and (fact or _sharp(told.reading)):
            return Decision("supported", told.reading, "told_ends")
    sure = claim.kind != "duration" and frozenset((claim.origin, claim.target)) in scene.settled
    if decided.key in ("misfit", "unknown_end") and not sure:
        measured = decided.reading.finding if decided.reading else None
        known = bearers(claim, scene, measured)
        other = namesake(known, measured.best if measured else math.inf)
        if other is not None:
            return Decision("depends", other.reading, "other_place", other.end, other.place)
        doubted = doubtful(claim, measured, known, scene) if measured and not claim.disputed else ""
        if doubted:
            return replace(decided, answer="depends", key="doubtful_place", end=doubted)
    if decided.key == "misfit" and not (claim.disputed or sure or claim.sole or between(claim, scene)):
        other = other_ends(claim, scene)
        if other is not None:
            return Decision("depends", other.reading, "other_ends")
    reported = _reported(claim, scene) if decided.answer == "contradicted" else ""
    if reported:
        return replace(decided, answer="unverifiable", key="placed_by_report", end=reported)
    if decided.answer == "contradicted" and claim.implied:
        trusted = 0 <= claim.doubt < thresholds()["voices"]["wrong"]
        missed = None if trusted or claim.denied else _nowhere(claim, scene)
        if missed:
            decided = replace(decided, reading=missed, key="nowhere")
        elif trusted or not claim.disputed:
            decided = replace(decided, answer="depends", key="implied_end")
    return _unread(claim, decided, scene, sure=sure)


def _held(claim: Claim, decided: Decision, scene: Scene) -> Decision:
    """Return a decision that a figure holds, as one that leaves it open where its ends are only understood or it is told as wrong."""
    surely = claim.doubt >= thresholds()["voices"]["surely"]
    if claim.denied:
        return replace(decided, answer="depends" if claim.implied or surely else "supported", key="denied_fits")
    if surely:
        return replace(decided, answer="depends", key="doubted_fits")
    likely = _told_as_fact(claim) or claim.likelihood >= thresholds()["choosing"]["sure"]
    if claim.implied and not (likely or _understood(claim, decided, scene)):
        return replace(decided, answer="depends", key="implied_end")
    return decided


def _unread(claim: Claim, decided: Decision, scene: Scene, *, sure: bool) -> Decision:
    """Return a decision that calls a figure wrong as one that leaves it open, where it is likelier that the text was misread.

    So it is with two places over ten times off, unless they are plainly the ends of what somebody else says, and with what the report tells
    as a fact: that is seldom wrong, and easily misread, unless it is far off and its ends are as good as certain.
    """
    if decided.answer != "contradicted" or decided.key not in _MISREAD or claim.disputed:
        return decided
    fact, limits = claim.own or _told_as_fact(claim), thresholds()["voices"]
    if beyond(claim, decided.reading) and (fact or not (sure or claim.sole or between(claim, scene))):
        return replace(decided, answer="depends", key="far_off")
    plain = claim.sole and claim.kind in ("point-to-point", "duration")
    if plain and _told_as_fact(claim) and decided.reading is not None:
        figure, measured = to_si(claim.value, claim.unit), max(decided.reading.finding.best, 1.0)
        off = max(figure / measured, measured / max(figure, 1.0))
        plain = claim.kind == "point-to-point" and claim.likelihood >= limits["plain"] and off >= limits["factor"]
    return replace(decided, answer="depends", key="own_words") if fact and not plain else decided


def _told_as_fact(claim: Claim) -> bool:
    """Tell whether the report tells a figure as a fact; not where that was not weighed."""
    return not claim.disputed and 0 <= claim.doubt < thresholds()["voices"]["fact"]


def _nowhere(claim: Claim, scene: Scene) -> Reading | None:
    """Return the nearest miss of a figure that fits nothing it can be said of; None where something may be it, or that cannot be told."""
    alone, figure = replace(scene, tracer=None), to_si(claim.value, claim.unit)
    tried = [_weigh(one, measure(one, alone), alone) for one in unsaid.meant(claim, scene)]
    missed = [d.reading for d in tried if d.answer == "contradicted" and d.reading is not None]
    if len(missed) < len(tried):
        return None
    return min(missed, key=lambda r: abs(math.log(max(r.finding.best, 1.0) / figure)), default=None)


def _reported(claim: Claim, scene: Scene) -> str:
    """Return the id of an end that no data set knows and that lies where the report's other figures put it, "" where there is none."""
    legs = journeys.journey(claim, scene) if claim.kind in ("route-length", "duration") else ()
    ends = (claim.origin, claim.target, *(id for leg in legs for id in (leg.origin, leg.destination)))
    return next((w.id for w in map(scene.placed, ends) if w and w.place and w.place.source == "report"), "")


def _sharp(reading: Reading) -> bool:
    """Tell whether a reading is of one length rather than of anything between two."""
    found = reading.finding
    return not found.estimated and found.high - found.low <= thresholds()["beside"]["sharp"] * found.best


def _understood(claim: Claim, decided: Decision, scene: Scene) -> bool:
    """Tell whether a figure that holds between ends that are only understood speaks for them.

    One that may be of a name that nobody knows does not, nor does one whose ends are so wide that most figures would hold.
    """
    if claim.kind != "point-to-point":
        doubted = claim.couples and not claim.own and claim.likelihood < thresholds()["choosing"]["way"]
        return not (claim.stray or doubted)
    ends = [w for w in map(scene.placed, (claim.origin, claim.target)) if w]
    return _near(claim, decided, middle=any(wide(w, claim.high) for w in ends))


def _near(claim: Claim, decided: Decision, *, middle: bool) -> bool:
    """Tell whether a figure is close to what was measured, from middle to middle if so wanted, whatever its hedge allows."""
    figure, measured = to_si(claim.value, claim.unit), decided.reading.finding if decided.reading else None
    if measured is None:
        return False
    share, bound = thresholds()["beside"]["understood"], thresholds()["beside"]["bound"]
    if middle:
        return bool(abs(figure / max(measured.best, 1.0) - 1) <= share)
    low = bound if claim.comparator == "more_than" else share
    high = bound if claim.comparator == "less_than" else share
    return bool(measured.low * (1 - low) <= figure <= measured.high * (1 + high))


def _weigh(claim: Claim, found: list[Reading], scene: Scene) -> Decision:
    """Say what the readings come to when the ends are the right ones."""
    placed = next(
        (w.id for w in map(scene.placed, (claim.origin, claim.target)) if w and w.place and w.place.source_id == f"report:{claim.id}"), ""
    )
    if placed:
        return Decision("unverifiable", None, "placed_by_it", placed)
    if not found or _closed(claim, scene):
        return _unmeasured(claim, scene)
    vague = _vague_end(claim, found, scene)
    if vague:
        return Decision("unverifiable", found[0], "vague_end", vague)
    fitting = next((r for r in found if r.plain and r.finding.fits), None) or next((r for r in found if r.finding.fits), None)
    if fitting is None:
        return _misfit(claim, found, scene)
    dates = next((r for r in found if r.finding.measure == "dates"), None)
    if dates is not None and not (dates.finding.fits or bounded(claim, dates.finding.low, dates.finding.high)):
        return Decision("depends", dates, "dates_differ")
    off = direction(claim, fitting, scene)
    if off:
        sure = claim.likelihood == 0 or claim.likelihood >= thresholds()["choosing"]["sure"]  # 0: nothing weighed its ends
        return Decision("contradicted" if off == "wrong" and sure else "depends", fitting, f"{off}_direction")
    if claim.kind == "duration" and not fitting.plain:
        return Decision("depends", fitting, "by_means")
    return Decision("supported", fitting, "fits") if fitting.plain else Decision("depends", fitting, "fits_only")


def _unmeasured(claim: Claim, scene: Scene) -> Decision:
    """Say why nothing could be measured: an end that the report leaves unsaid decides the figure; one that is not known does not."""
    if claim.kind == "point-to-line" and scene.placed(claim.origin):
        return Decision("unverifiable", None, "no_line")
    unknown = next((id for id in (claim.origin, claim.target) if id in scene.waypoints and not scene.placed(id)), "")
    if unknown:
        return Decision("unverifiable", None, "unknown_end", unknown)
    named = next((id for id in (claim.origin, claim.target) if scene.placed(id)), "")
    if claim.origin and claim.target and not _closed(claim, scene):
        return Decision("unverifiable", None, "no_way" if claim.kind in ("duration", "route-length") else "no_edge")
    return Decision("depends", None, "unnamed_one" if named else "unnamed_both", named)


def _closed(claim: Claim, scene: Scene) -> bool:
    """Tell whether both ends came out as one place: then one of them is rather a place that was not understood."""
    ends = scene.ends(claim)
    return ends is not None and apart_m(ends[1], ends[3]) < 1.0 and not journeys.journey(claim, scene)


def _vague_end(claim: Claim, found: list[Reading], scene: Scene) -> str:
    """Return the id of an end that may lie so far off that any figure would fit, "" where there is none."""
    if claim.kind != "point-to-point" and claim.kind not in LINES:
        return ""
    plain = found[0].finding
    if plain.high - plain.low <= 2 * thresholds()["vague"]["share"] * max(claim.high, plain.best):
        return ""
    return max(
        (w.id for w in map(scene.placed, (claim.origin, claim.target)) if w), key=lambda id: vague_m(scene.waypoints[id]), default=""
    )


def _misfit(claim: Claim, found: list[Reading], scene: Scene) -> Decision:
    """Say what a figure that no reading fits means: what it cannot refute only depends, all else is contradicted."""
    middle = (claim.low + min(claim.high, 2 * claim.low + 1)) / 2
    nearest = min([r for r in found if r.plain] or found, key=lambda r: abs(r.finding.best - middle))
    measured = nearest.finding
    if all(bounded(claim, r.finding.low, r.finding.high) for r in found):
        return Decision("depends", nearest, "weak_bound")
    if claim.kind == "duration" and nearest.finding.measure != "dates":
        if claim.low > measured.high:
            return Decision("depends", nearest, "slow")
        ways = [
            way for way in (journeys.way(claim, scene), journeys.direct(claim, scene) if claim.basis and not claim.leg else None) if way
        ]
        if any(claim.high >= journeys.least_s(way.legs, way.tracks) * journeys.times(claim) for way in ways):
            return Decision("depends", nearest, "fast")
    if claim.low > measured.high and edges.farther_possible(claim, found, scene):
        return Decision("depends", nearest, "farther")
    if claim.high < measured.low and edges.nearer_possible(claim, found):
        return Decision("depends", nearest, "nearer")
    return Decision("contradicted", nearest, "misfit")
