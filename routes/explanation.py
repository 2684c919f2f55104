"""What a report means by a name: the place chosen, why, and why the other places of the name lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.errors import PlaceError
from routes.text import fold

if TYPE_CHECKING:
    from routes.model import Place, Waypoint

_LISTED = 12  # names that a message lists
_ROLES = {"on_route": "on the route", "mentioned": "only mentioned", "metonym": "stands for a government"}


def explain(name: str, source: str, language: str = "") -> tuple[Waypoint, ...]:
    """Return what a report means by a name: one waypoint, or more where it writes one name for several places.

    Parameters
    ----------
    name
        The name as the report writes it, in any case, or as the map shows it.
    source
        A path, an address, or "-" for standard input.
    language
        ISO 639-1; read from the text when it is empty.

    Raises
    ------
    PlaceError
        When the report names no such place.
    """
    from routes import pipeline
    from routes.settings import Settings

    report = pipeline.read(source, Settings(language=language))
    located = pipeline.locate(pipeline.extract(report), report)
    wanted = fold(name)
    found = tuple(w for w in located.waypoints if wanted in {fold(w.name), *(fold(report.text[s.start : s.end]) for s in w.mentions)})
    if not found:
        names = ", ".join(w.name for w in located.waypoints[:_LISTED])
        seen = f"It names {names}{', ...' if len(located.waypoints) > _LISTED else ''}." if names else "It names no place."
        raise PlaceError(f"{report.source or source} names no place called {name!r}. {seen}")
    return found


def words(waypoint: Waypoint) -> str:
    """Return the choice and the reasons as lines of text."""
    lines = [f"{waypoint.name}: {_ROLES[waypoint.role]}, {len(waypoint.mentions)} mention{'s'[: len(waypoint.mentions) != 1]}"]
    if waypoint.place is not None:
        lines.append(f"  {_line(waypoint.place)}")
        lines += [f"    + {reason}" for reason in waypoint.reasons]
    else:
        lines.append("  not placed: " + (", ".join(waypoint.reasons) or "no place of this name is known"))
    for candidate in waypoint.alternatives:
        lines.append(f"  {_line(candidate.place)}")
        lines += [f"    - {reason}" for reason in candidate.reasons]
    return "\n".join(lines)


def _line(place: Place) -> str:
    region = "" if place.admin1.isdigit() else place.admin1
    where = ", ".join(part for part in (region, place.country) if part) or "-"
    return f"{place.name} ({where})  {place.feature_code}  {place.lat:.4f} {place.lon:.4f}  {place.population:,}  {place.source_id}"
