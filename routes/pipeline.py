"""The whole line: the only file that knows the order of the stages.

Heavy libraries and stages are imported inside the functions, so that ``import routes`` and ``routes --help`` stay light.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from routes.errors import NothingToDraw
from routes.model import Claim, Itinerary, Leg, Located, Mentions, Mode, Note, Place, Report, Span, Toponym, Track, Verdict, Waypoint
from routes.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.plans import Plan


def read(source: str | Path, settings: Settings | None = None) -> Report:
    """Read a report and find its language, title and date."""
    return _headed(source, settings or Settings(), None)


def extract(report: Report) -> Mentions:
    """Read from the text alone which places, legs and claims it speaks of."""
    from routes import extraction
    from routes.atlas.places import open_gazetteer

    return extraction.extract(report, open_gazetteer())


def locate(mentions: Mentions, report: Report) -> Located:
    """Choose the place that each name means; legs and claims then refer to waypoints."""
    from routes.atlas.places import open_gazetteer
    from routes.gazetteers import resolution

    return resolution.locate(mentions, report.text, open_gazetteer())


def trace(legs: Sequence[Leg], waypoints: Sequence[Waypoint], published: str = "") -> tuple[tuple[Track, ...], tuple[Note, ...]]:
    """Lay each leg along its network, with the borders of its date or else of the report's (ISO)."""
    from routes.networks import tracing

    return tracing.trace(legs, waypoints, published)


def check(
    claims: Sequence[Claim],
    waypoints: Sequence[Waypoint],
    legs: Sequence[Leg] = (),
    tracks: Sequence[Track] = (),
    *,
    language: str = "en",
    worldview: str = "un",
) -> tuple[Verdict, ...]:
    """Measure each claim under every reading its words allow, and give a verdict."""
    if not claims:
        return ()
    from routes import checks

    return checks.check(claims, waypoints, legs, tracks, language=language, worldview=worldview, tracer=lay)


def choose(claims: Sequence[Claim], waypoints: Sequence[Waypoint], legs: Sequence[Leg] = ()) -> tuple[Claim, ...]:
    """Choose the two places that each figure is said of, by the words around it and by how far apart they lie."""
    from routes import checks

    return checks.choose(claims, waypoints, legs)


def lay(mode: str, origin: Place, target: Place) -> Track | None:
    """Lay a way by a mode between two places that no leg joins, always from the same end; None where no network joins them."""
    from routes.errors import NoTrack
    from routes.networks import tracing

    first, last = sorted((origin, target), key=lambda p: (p.lon, p.lat))
    leg = Leg("", "", "", Span(0, 0), mode=cast("Mode", mode))
    try:
        return tracing.lay(leg, first, last)
    except NoTrack:
        return None


def run(source: str | Path | Report, settings: Settings | None = None, plan: Plan | None = None) -> Itinerary:
    """Run a report through every stage.

    Parameters
    ----------
    source
        A path, an address, "-" for standard input, or a report already read. The path of a plan (``.toml``) is mapped by itself,
        or with the report that it names.
    settings
        What a person chose; the defaults otherwise.
    plan
        Corrections; those of the plan that lies beside the report's file otherwise.

    Returns
    -------
    Itinerary
        Everything that was understood, measured and doubted.

    Raises
    ------
    NothingToDraw
        When the report names no place that the gazetteer knows.
    PlanError
        When the plan does not fit the report, with the line.
    """
    from dataclasses import replace

    from routes.networks.tracing import settled

    settings = settings or Settings()
    if not isinstance(source, Report):
        source, plan = planned(source, plan)
    report = _headed(source, settings, plan)
    mentions, located = understand(report, plan)
    asked: list[Any] = []
    if settings.online:
        from routes import lookups

        more, faults, asked = lookups.ask(report, mentions, located, settings)
        mentions, located = understand(report, plan, more) if more else (mentions, located)
        mentions = replace(mentions, notes=(*mentions.notes, *faults))
    if not any(w.place for w in located.waypoints):
        raise NothingToDraw(f"No place was found in {report.source or 'the report'}, so there is nothing to draw.")
    tracks, untraced = trace(located.legs, located.waypoints, report.published[:10])
    located = replace(located, legs=settled(located.legs, tracks))
    located = replace(located, claims=choose(located.claims, located.waypoints, located.legs))
    told = settings.interface or report.language or "en"
    verdicts = check(located.claims, located.waypoints, located.legs, tracks, language=told, worldview=settings.worldview)
    notes = (*report.doubts, *mentions.notes, *located.notes, *untraced, *_notes_of(tracks))
    notes += _contradictions(report, located, tracks, verdicts)
    return Itinerary(report, located.waypoints, located.legs, tracks, located.claims, verdicts, notes, provenance(settings, plan, asked))


def understand(report: Report, plan: Plan | None = None, more: tuple[Toponym, ...] = ()) -> tuple[Mentions, Located]:
    """Read a report and choose its places, as its plan has it; ``more`` are names that the gazetteer does not know."""
    from routes.atlas.places import open_gazetteer

    if plan is not None:
        from routes import plans

        return plans.apply(report, plan, open_gazetteer(), more)
    mentions = extract(report)
    if more:
        from routes import extraction

        known = tuple(t for t in mentions.toponyms if not any(t.span.overlaps(m.span) for m in more))
        mentions = extraction.understand(report, tuple(sorted((*known, *more), key=lambda t: t.span)))
    return mentions, locate(mentions, report)


def planned(source: str | Path, plan: Plan | None = None) -> tuple[str | Path | Report, Plan | None]:
    """Return a source and its plan: the one given, the one that the source is, or the one that lies beside it.

    A plan that stands alone is its own report: the legs that it tells are quoted from it.
    """
    from routes import web

    if str(source) == "-" or web.is_address(str(source)):
        return source, plan
    path = Path(source)
    if path.suffix.lower() == ".toml":
        from routes import plans

        plan = plans.read(path)
        return (path.with_name(Path(plan.report).name), plan) if plan.report else (plans.alone(plan), plan)
    try:
        lies_there = plan is None and path.with_name(f"{path.stem}.plan.toml").is_file()
    except (OSError, ValueError):  # no path at all: reading it says so
        lies_there = False
    if lies_there:
        from routes import plans

        plan = plans.beside(path)
    return source, plan


def plan_of(source: str | Path, settings: Settings | None = None) -> str:
    """Return the plan of a report as a file to edit: what was understood, with everything that its plan sets already."""
    from routes import plans

    report, old = planned(source)
    return plans.write(run(report, settings, old.only_places() if old else None), old)


def _headed(source: str | Path | Report, settings: Settings, plan: Plan | None) -> Report:
    """Read a report, and find its language, title and date: the plan's first, then the document's, then the text's."""
    from dataclasses import replace

    from routes import reports
    from routes.extraction.heading import describe
    from routes.reports.document import day

    report = source if isinstance(source, Report) else reports.read(source)
    report = replace(report, published=day(report.published))
    if plan is not None:
        from routes import plans

        report = plans.described(report, plan)
    return describe(replace(report, language=settings.language) if settings.language else report)


def _contradictions(report: Report, located: Located, tracks: tuple[Track, ...], verdicts: tuple[Verdict, ...]) -> tuple[Note, ...]:
    """Return notes on what the report says that does not go together."""
    if not (located.claims or located.legs):
        return ()
    from routes import checks

    return checks.contradictions(report.text, located.claims, verdicts, located.waypoints, located.legs, tracks)


def _notes_of(tracks: Sequence[Track]) -> tuple[Note, ...]:
    """Lift the notes of the tracks, those about a leg that already has one left out."""
    return tuple(n for t in tracks for n in t.notes if n.code != "no-track")


def provenance(settings: Settings, plan: Plan | None = None, asked: Sequence[Any] = ()) -> dict[str, Any]:
    """Return what the run rests on: versions, settings, the plan, and the data sets, embedded and added ones, with licence and hash."""
    from routes import assets
    from routes.atlas import own

    added = [{"name": a.name, **a.describe()} for a in own.added()]
    return {
        "software": dict(_versions()),
        "settings": {"worldview": settings.worldview, "language": settings.language, "interface": settings.interface},
        "data": [
            {"file": name, **{k: meta[k] for k in ("title", "source", "version", "licence", "attribution", "sha256") if k in meta}}
            for name, meta in assets.manifest().items()
        ],
        **({"plan": {"file": plan.name, "sha256": plan.sha256, "text": plan.text}} if plan else {}),
        **({"online": list(asked)} if asked else {}),
        **({"own": added} if added else {}),
    }


@cache
def _versions() -> dict[str, str]:
    """Return the version of the package and of the libraries that figures and pictures depend on, read once: it takes some ms each."""
    from importlib.metadata import version

    libraries = ("numpy", "scipy", "shapely", "pyproj", "matplotlib")
    return {"routes": version("report-routes"), **{name: version(name) for name in libraries}}


def export(itinerary: Itinerary, format: str) -> bytes:
    """Return an itinerary as the bytes of a file: geojson, gpkg, geoparquet, kml, gpx, csv, claimreview, png, svg, pdf, json or html."""
    from routes import exports
    from routes.runs import describe, dump

    described = describe(itinerary)
    if format == "json":
        return dump(described)
    if format == "html":
        return draw(described).encode()
    return exports.export(described, format)


def draw(itinerary: Itinerary | dict[str, Any]) -> str:
    """Return the map of an itinerary, or of a saved run, as one self-contained HTML page."""
    from routes.maps.ground import ground
    from routes.maps.page import page
    from routes.runs import describe

    described = describe(itinerary) if isinstance(itinerary, Itinerary) else itinerary
    return page(described, ground(described))
