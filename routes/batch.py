"""Writing the outputs of one report or of many: each file whole or not at all, one bad report never stops the rest."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from routes import assets, pipeline, web
from routes.errors import RoutesError
from routes.reports import kinds, reader
from routes.runs import describe, dump
from routes.settings import Settings
from routes.text import slug

if TYPE_CHECKING:
    from routes.maps.easel import Easel


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: its run, or the error that stopped it."""

    source: str
    stem: str
    run: dict[str, Any] | None = None
    error: RoutesError | None = None


def sources(inputs: Iterable[str]) -> list[str]:
    """Return the reports that the inputs name: folders give the reports in them, by name, and news feeds their items."""
    found: list[str] = []
    for given in inputs:
        path = Path(given)
        if given != "-" and path.is_dir():
            found += [str(p) for p in sorted(path.iterdir()) if p.is_file() and _is_report(p)]
        else:
            found.append(given)
    return [item for source in found for item in _items(source)]


def _items(source: str) -> list[str]:
    """Return the reports in a source; one that cannot be opened is kept, so that its error is told with those of the others."""
    try:
        return reader.items(source)
    except RoutesError:
        return [source]


def _is_report(path: Path) -> bool:
    """Tell whether a file of a folder is a report: of a known format and no map that was written here, or a plan that stands alone."""
    suffix = path.suffix.lower()
    if suffix == ".toml":
        text = path.read_bytes()[:100_000]
        return b"routes-plan/1" in text and not re.search(rb"^\s{0,20}report\s{0,20}=", text, flags=re.M)
    if kinds.SUFFIXES.get(suffix) == "html":
        with path.open("rb") as file:
            return b'name="generator" content="routes' not in file.read(4000)
    return suffix in kinds.SUFFIXES


def stems(reports: Sequence[str]) -> list[str]:
    """Return a file stem for each report, unique also where case does not count."""
    taken: dict[str, int] = {}
    out = []
    for report in reports:
        stem = slug(_named(report))
        n = taken[stem.casefold()] = taken.get(stem.casefold(), 0) + 1
        out.append(stem if n == 1 else f"{stem}-{n}")
    return out


def _named(report: str) -> str:
    """Return what a report's files are named after: its file, the end of its address, the number of a feed's item."""
    if report == "-":
        return "report"
    if web.is_address(report):
        parts = urlsplit(report)
        last = PurePosixPath(unquote(parts.path)).stem
        return f"{parts.hostname}-{last}" if last else str(parts.hostname)
    feed, hash_, number = report.rpartition("#")
    if hash_ and number.isdigit() and not Path(report).exists():
        return f"{Path(feed).stem}-{number}"
    return Path(report).stem.removesuffix(".plan")


def run_one(source: str, settings: Settings, plan: Path | None = None) -> dict[str, Any]:
    """Run one report, with the plan given or the one that lies beside it, and return the run as it is saved."""
    if plan is None:
        return describe(pipeline.run(source, settings))
    from routes import plans

    return describe(pipeline.run(source, settings, plans.read(plan)))


def map_one(source: str, stem: str, out: Path, settings: Settings, plan: Path | None = None) -> dict[str, Any]:
    """Run one report and write its map, run, GeoJSON and picture; a second process draws the picture meanwhile."""
    from routes.maps.easel import Easel

    with Easel() as easel:
        run = run_one(source, settings, plan)
        easel.begin(run)
        _write(run, stem, out, easel)
    return run


def map_many(reports: Sequence[str], out: Path, settings: Settings, jobs: int = 0) -> list[Outcome]:
    """Map many reports in parallel, and write ``index.html`` beside them; errors are kept, not raised."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    named = list(zip(reports, stems(reports), strict=True))
    with ProcessPoolExecutor(min(jobs or os.cpu_count() or 1, len(named) or 1), mp_context=get_context("spawn")) as pool:
        outcomes = list(pool.map(_map_quietly, *zip(*((s, stem, out, settings) for s, stem in named), strict=True))) if named else []
    from routes.maps.index import index

    assets.write(out / "index.html", index([(o.stem, o.run) for o in outcomes if o.run is not None]).encode())
    return outcomes


def _map_quietly(source: str, stem: str, out: Path, settings: Settings) -> Outcome:
    try:
        run = run_one(source, settings)
        _write(run, stem, out, None)
    except RoutesError as error:
        return Outcome(source, stem, error=error)
    return Outcome(source, stem, run)


def _write(run: dict[str, Any], stem: str, out: Path, easel: Easel | None) -> None:
    """Make all four files before the first is written, so that a failure leaves none."""
    from routes import exports
    from routes.maps.page import page

    if easel:
        layers = easel.take()
    else:
        from routes.maps.ground import ground

        layers = ground(run)
    files = {"html": page(run, layers).encode(), "json": dump(run), "geojson": exports.export(run, "geojson")}
    if easel:
        files["png"] = easel.take()
    else:
        from routes.maps.picture import picture

        files["png"] = picture(run, "png", layers=layers)
    for suffix, content in files.items():
        assets.write(out / f"{stem}.{suffix}", content)
