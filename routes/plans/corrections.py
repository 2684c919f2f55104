"""A plan put to a report: places first, since all else is read and resolved by them, then legs and claims.

Corrections of places take effect before the report is understood: a name that a person took for no place moves nobody, and one
put elsewhere draws its neighbours along. Legs and claims are corrected before places are chosen for good, so that a mode or an
end that a person set bears on the choice, as the report's own words would.
"""

from __future__ import annotations

from dataclasses import replace

from routes import extraction
from routes.atlas.places import Gazetteer
from routes.extraction import toponyms
from routes.gazetteers import resolution
from routes.model import Candidate, Located, Mentions, Report, Toponym, Waypoint
from routes.plans import consistency, places, statements
from routes.plans.file import Plan
from routes.plans.scene import Scene

_KEPT = 5  # alternatives kept for a place that a person chose
_CHOSEN, _OTHER = "set by a person", "a person chose another"


def described(report: Report, plan: Plan) -> Report:
    """Return the report with what the plan says of it as a whole."""
    head = plan.head.values
    return replace(report, **{key: head[key] for key in ("title", "language", "published") if key in head})


def alone(plan: Plan) -> Report:
    """Return a plan that stands alone as the report that it is.

    Raises
    ------
    PlanError
        When it tells of no leg and no place.
    """
    if not plan.legs and not plan.places:
        plan.wrong(1, "a plan without a report needs a [[leg]] or a [[place]].")
    head = plan.head.values
    title = head.get("title") or plan.name.removesuffix(".toml").removesuffix(".plan")
    return Report(plan.text, head.get("language", "en"), title, head.get("published", ""), plan.name, plan.sha256)


def apply(report: Report, plan: Plan, gazetteer: Gazetteer, more: tuple[Toponym, ...] = ()) -> tuple[Mentions, Located]:
    """Understand a report as a plan has it.

    Parameters
    ----------
    report
        The report, its language known; for a plan that stands alone, the plan's own text.
    plan
        What a person corrected and added.
    gazetteer
        Where places are looked up.
    more
        Toponyms of the report that the gazetteer does not know.

    Returns
    -------
    mentions, located
        As extraction and resolution give them, with ``set_by_person`` naming the values that the plan gave.

    Raises
    ------
    PlanError
        When lines contradict each other, or speak of what the report no longer has.
    """
    consistency.check(plan)
    scene = Scene(plan, report, gazetteer)
    if plan.report:
        known = toponyms.find(report.text, report.language, gazetteer)
        scene.found = [*(t for t in known if not any(t.span.overlaps(m.span) for m in more)), *more]
    mentions, first = _understood(scene)
    for entry in plan.places:
        places.place(scene, entry, first)
    mentions, located = _understood(scene) if plan.places else (mentions, first)
    if plan.legs or plan.claims:
        located = _marked(scene, located)
        scene.index(located)
        legs = statements.legs_of(scene, mentions.legs, located)
        claims = statements.claims_of(scene, mentions.claims, legs)
        mentions = replace(mentions, toponyms=tuple(scene.found), legs=legs, claims=claims)
        located = resolution.locate(mentions, report.text, gazetteer)
    return mentions, _marked(scene, located)


def _understood(scene: Scene) -> tuple[Mentions, Located]:
    """Read legs and claims by the toponyms so far, and choose places."""
    scene.found.sort(key=lambda t: t.span)
    standing = tuple(t for t in scene.found if t.span.end > t.span.start)
    mentions = extraction.understand(scene.report, standing) if scene.plan.report else Mentions()
    mentions = replace(mentions, toponyms=tuple(scene.found))
    return mentions, resolution.locate(mentions, scene.report.text, scene.gazetteer)


def _marked(scene: Scene, located: Located) -> Located:
    return replace(located, waypoints=tuple(_by_hand(scene, w) for w in located.waypoints))


def _by_hand(scene: Scene, w: Waypoint) -> Waypoint:
    """Return a waypoint with the mark of a person's hand, where there is one, and without empty mentions."""
    mine = [t for t in scene.found if t.span in w.mentions]
    standing = replace(w, mentions=tuple(m for m in w.mentions if m.end > m.start))
    entry = next((scene.chosen[t.id] for t in mine if t.id in scene.chosen), None)
    if entry is None or w.place is None:
        return standing if standing.mentions else replace(standing, set_by_person=("name",))
    others = dict.fromkeys(p for t in mine for p in scene.others.get(t.id, ()) if p.source_id != w.place.source_id)
    return replace(
        standing,
        name=entry["name"],
        reasons=(_CHOSEN,),
        score=1.0,
        alternatives=tuple(Candidate(p, 0.0, (_OTHER,)) for p in list(others)[:_KEPT]),
        set_by_person=tuple(key for key in ("candidate", "id", "lat", "lon", "radius_km") if key in entry),
    )
