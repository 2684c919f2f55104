"""Places of a plan: names put elsewhere, taken for no place, or added."""

from __future__ import annotations

import re
from dataclasses import replace

from routes.errors import PlaceError
from routes.model import Located, Place, Span, Toponym, Waypoint
from routes.plans.file import Entry, Plan
from routes.plans.scene import Scene
from routes.text import fold

_CUES = ("demonym", "metonym", "person")  # what a name that a person placed is no more


def place(scene: Scene, entry: Entry, first: Located) -> None:
    """Put an entry into the toponyms.

    Parameters
    ----------
    scene
        Changed in place.
    entry
        A [[place]] of the plan.
    first
        What the report is understood as without the plan: its names and candidates are those that a plan speaks of.
    """
    same, waypoint = _meant(scene, entry, first)
    chosen = _chosen(scene, entry, same, waypoint)
    if not same:
        _add(scene, entry, chosen)
        return
    ids = {t.id for t in same}
    if entry.values.get("ignore"):
        scene.found = [t for t in scene.found if t.id not in ids]
    elif chosen:
        _choose(scene, entry, same, tuple(dict.fromkeys(p for t in same for p in t.candidates)))
        scene.found = [
            replace(t, candidates=(chosen,), cues=tuple(c for c in t.cues if c not in _CUES)) if t.id in ids else t for t in scene.found
        ]


def _choose(scene: Scene, entry: Entry, same: list[Toponym], others: tuple[Place, ...]) -> None:
    for t in same:
        scene.chosen[t.id] = entry
        scene.others[t.id] = others


def _meant(scene: Scene, entry: Entry, first: Located) -> tuple[list[Toponym], Waypoint | None]:
    """Return the toponyms that an entry speaks of, and the waypoint that they were first taken for."""
    name, nth = entry["name"], entry.values.get("nth", 0)
    by_span = {t.span: t for t in scene.found}
    shown = [w for w in first.waypoints if fold(w.name) == fold(name)]
    if nth:
        if nth > len(shown):
            times = "once" if len(shown) == 1 else f"{len(shown)} times"
            scene.plan.wrong(entry.at("nth"), f"the report has a place called {name!r} {times}, not {nth} times.")
        shown = shown[nth - 1 : nth]
    if shown:
        return [by_span[m] for w in shown for m in w.mentions if m in by_span], shown[0]
    same = [t for t in scene.found if fold(" ".join(t.surface.split())) == fold(name)]
    return same, next((w for w in first.waypoints if same and same[0].span in w.mentions), None)


def _add(scene: Scene, entry: Entry, chosen: Place | None) -> None:
    """Add a name that was not taken for a place: wherever the text has it, or only for the plan's own legs and claims."""
    name, plan, text = entry["name"], scene.plan, scene.report.text
    standing = [Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    spans: list[Span] = standing if plan.report else [entry.span]
    if not spans and not _used(plan, name):
        if not entry.sets or plan.partial:
            return
        plan.wrong(entry.at("name"), f"{name!r} no longer occurs in the report; correct the name or delete this [[place]].")
    if entry.values.get("ignore"):
        return
    known = scene.gazetteer.lookup(name, scene.report.language)
    places = (chosen,) if chosen else known
    if not places:
        plan.wrong(entry.at("name"), f"no place called {name!r} is known; give its lat and lon.")
    scene.found = [t for t in scene.found if not any(t.span.overlaps(s) for s in spans)]
    added = [scene.add(name, places, span) for span in spans] or [scene.add(name, places)]
    if chosen:
        _choose(scene, entry, added, known)


def _used(plan: Plan, name: str) -> bool:
    """Tell whether a leg or claim of the plan speaks of a name."""
    said = [v for e in (*plan.legs, *plan.claims) for k in ("from", "to") if (v := e.values.get(k))]
    said += [v for leg in plan.legs for v in leg.values.get("via", ())]
    return fold(name) in map(fold, said)


def _chosen(scene: Scene, entry: Entry, same: list[Toponym], waypoint: Waypoint | None) -> Place | None:
    """Return the place that an entry sets, None where it sets none."""
    plan, name = scene.plan, entry["name"]
    radius = {"radius_m": entry["radius_km"] * 1000.0} if "radius_km" in entry else {}
    if "lat" in entry:
        from routes.atlas.borders import open_borders

        lat, lon = float(entry["lat"]), float(entry["lon"])
        country = open_borders().country_at(lat=lat, lon=lon)
        at = Place(name, lat=lat, lon=lon, country=country, source="person", source_id=f"person:{lat:.5f},{lon:.5f}")
        return replace(at, **radius)
    ranked = _ranked(waypoint) or list(same[0].candidates if same else scene.gazetteer.lookup(name, scene.report.language))
    if "id" in entry:
        source_id = entry["id"]
    elif "candidate" in entry:
        source_id = _listed(scene, entry, ranked)
    elif radius and ranked:
        return replace(ranked[0], **radius)
    else:
        return None
    try:
        return replace(scene.gazetteer.place(source_id), **radius)
    except PlaceError:
        key = "id" if "id" in entry else "candidates"
        plan.wrong(entry.at(key), f"no place has the id {source_id!r}; `routes place {name}` lists ids.")


def _listed(scene: Scene, entry: Entry, ranked: list[Place]) -> str:
    """Return the id of a candidate by its number: in the plan's own list, so that other data change nothing, else in today's."""
    number: int = entry["candidate"]
    if "candidates" in entry:
        return str(entry["candidates"][number - 1].split(" ")[0])
    if number > len(ranked):
        scene.plan.wrong(entry.at("candidate"), f"there is no candidate {number} of {entry['name']!r}; use 1 to {len(ranked)}.")
    return ranked[number - 1].source_id


def _ranked(waypoint: Waypoint | None) -> list[Place]:
    """Return the candidates of a place in the order in which the map lists them."""
    if waypoint is None:
        return []
    return [p for p in (waypoint.place, *(c.place for c in waypoint.alternatives)) if p is not None]
