"""Writing the outputs of one report or of many: each file whole or not at all, one bad report never stops the rest."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from routes import errors, pipeline, web, writer
from routes.errors import ReportError, RoutesError, UnknownValue
from routes.ledger import Ledger, key_of
from routes.reports import kinds, reader
from routes.runs import describe, dump, parse
from routes.settings import Settings
from routes.text import slug

if TYPE_CHECKING:
    from routes.maps.easel import Easel

_INDEX = "index"  # the stem of the list of all reports
_LONGEST = 80  # bytes of a stem


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: its run, or the error that stopped it."""

    source: str
    stem: str
    run: dict[str, Any] | None = None
    error: RoutesError | None = None
    unchanged: bool = False  # the map that is there was made of the same things


def sources(inputs: Iterable[str]) -> list[str]:
    """Return the reports that the inputs name: folders give the reports in them, by name, and news feeds their items."""
    found: list[str] = []
    for given in inputs:
        if given != "-" and reader.is_there(given) and Path(given).is_dir():
            found += [str(p) for p in _listed(Path(given)) if p.is_file() and _is_report(p)]
        else:
            found.append(given)
    return [item for source in found for item in _items(source)]


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise ReportError(f"The folder {folder} cannot be read: {error.strerror or error}.") from error


def _items(source: str) -> list[str]:
    """Return the reports in a source; one that cannot be opened is kept, so that its error is told with those of the others."""
    try:
        return reader.items(source)
    except RoutesError:
        return [source]


def _is_report(path: Path) -> bool:
    """Tell whether a file of a folder is a report: of a known format and no map that was written here, or a plan that stands alone."""
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            if suffix == ".toml":
                text = file.read(100_000)
                return b"routes-plan/1" in text and not re.search(rb"^[ \t]{0,20}report[ \t]{0,20}=", text, flags=re.M)
            if kinds.SUFFIXES.get(suffix) == "html":
                return b'name="generator" content="routes' not in file.read(4000)
    except OSError:  # it is kept, so that its error is told with those of the others
        return suffix in kinds.SUFFIXES
    return suffix in kinds.SUFFIXES


def stems(reports: Sequence[str]) -> list[str]:
    """Return a file stem for each report: at most 80 bytes, unique also where case does not count, and none of the list of reports."""
    taken: set[str] = {_INDEX}
    last: dict[str, int] = {}
    out = []
    for report in reports:
        stem = slug(_named(report))
        name, n = f"report-{stem}" if stem.casefold() == _INDEX else stem, last.get(stem.casefold(), 1)
        while name.casefold() in taken:
            n += 1
            name = f"{slug(stem, _LONGEST - len(f'-{n}'))}-{n}"
        last[stem.casefold()] = n
        taken.add(name.casefold())
        out.append(name)
    return out


def _named(report: str) -> str:
    """Return what a report's files are named after: its file, the end of its address, the number of a feed's item."""
    if report == "-":
        return "report"
    if web.is_address(report):
        try:
            parts = urlsplit(report)
        except ValueError:  # no address at all: fetching it says so
            return report
        last = PurePosixPath(unquote(parts.path)).stem
        return f"{parts.hostname}-{last}" if last else str(parts.hostname)
    feed, hash_, number = report.rpartition("#")
    if hash_ and number.isdigit() and not reader.is_there(report):
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


def map_many(
    reports: Sequence[str], out: str | Path, settings: Settings, jobs: int = 0, progress: Callable[[int, int], None] | None = None
) -> list[Outcome]:
    """Map many reports in parallel, those that changed, and write ``index.html`` beside them; errors are kept, not raised.

    Parameters
    ----------
    reports
        Files, addresses, items of feeds.
    out
        Folder of the maps. A report whose text, plan, settings and data are those of the map that is there is not mapped again.
    settings
        For all of them.
    jobs
        Processes; 0 for one a core.
    progress
        Called with how many are done, of how many that have to be made.

    Returns
    -------
    list of Outcome
        In the order of the reports.

    Raises
    ------
    UnknownValue
        For a number of processes below 0.
    OutputError
        When the processes cannot be started, or the list of all reports cannot be written.
    """
    from routes import crowd

    if jobs < 0:
        raise UnknownValue(f"There cannot be {jobs} processes; give a number, or 0 for one a core.")
    out = Path(out)
    ledger = Ledger(out)
    named = list(zip(reports, stems(reports), strict=True))
    keys = {stem: key_of(source, settings) for source, stem in named}
    fresh = {stem for _, stem in named if ledger.fresh(stem, keys[stem])}
    todo = [(source, stem) for source, stem in named if stem not in fresh]
    made = {}
    try:
        chosen = {"out": str(out), "settings": asdict(settings)}
        tasks = [{"source": source, "stem": stem, **chosen} for source, stem in todo]
        for task, answer in crowd.work("routes.batch:map_quietly", tasks, jobs or os.cpu_count() or 1):
            outcome = _outcome(task, answer)
            made[outcome.stem] = outcome
            if outcome.error is None:
                ledger.note(outcome.stem, keys[outcome.stem])
            if progress:
                progress(len(made), len(todo))
    except KeyboardInterrupt:
        writer.tidy(out)
        raise
    finally:
        ledger.save()
    outcomes = [made.get(stem) or Outcome(source, stem, unchanged=True) for source, stem in named]
    return _indexed(outcomes, out, ledger)


def _indexed(outcomes: list[Outcome], out: Path, ledger: Ledger) -> list[Outcome]:
    """Write the list of all reports, where one of them or the list itself changed; those that were not made again are loaded."""
    listed = hashlib.sha256(repr([(o.stem, o.error is None) for o in outcomes]).encode()).hexdigest()
    if all(o.unchanged for o in outcomes) and ledger.fresh("index", listed):
        return outcomes
    loaded = [load(o, out) for o in outcomes]
    from routes.maps.index import index

    writer.write(out / "index.html", index([(o.stem, o.run) for o in loaded if o.run is not None]).encode())
    ledger.note("index", listed)
    ledger.save()
    return loaded


def load(outcome: Outcome, out: Path) -> Outcome:
    """Return an outcome with its run, read from its file where the map was not made again; with an error where that is damaged."""
    if outcome.run is not None or outcome.error is not None:
        return outcome
    path = out / f"{outcome.stem}.json"
    try:
        return replace(outcome, run=parse(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        damaged = ReportError(f"{path} is not the run that was written there ({error}); delete it, and its report is mapped again.")
        return replace(outcome, error=damaged, unchanged=False)


def _outcome(task: dict[str, Any], answer: dict[str, Any] | None) -> Outcome:
    """Return what became of a report, from what the process that worked on it said; None where it was ended."""
    source, stem = task["source"], task["stem"]
    if answer is None:
        return Outcome(
            source, stem, error=ReportError(f"{source} cannot be mapped: the process that worked on it was ended by the system.")
        )
    return Outcome(source, stem, answer.get("run"), errors.named(*answer["error"]) if "error" in answer else None)


def map_quietly(task: dict[str, Any]) -> dict[str, Any]:
    """Map one report of many in a process of its own; the answer is its run, or the error that stopped it."""
    source = task["source"]
    try:
        run = run_one(source, Settings(**task["settings"]))
        _write(run, task["stem"], Path(task["out"]), None)
    except RoutesError as error:
        return {"error": [type(error).__name__, str(error)]}
    except Exception as error:  # a report that the program trips over is no reason to leave the others
        return {"error": ["ReportError", f"{source} cannot be mapped: {errors.cause(error)}."]}
    return {"run": run}


def _write(run: dict[str, Any], stem: str, out: Path, easel: Easel | None) -> None:
    """Make all four files before the first is written, so that a failure leaves none."""
    from routes import exports
    from routes.maps.page import page

    if easel:
        files = {"html": page(run, easel.ground()).encode(), "json": dump(run), "geojson": exports.export(run, "geojson")}
        files["png"] = easel.picture()
    else:
        from routes.maps.ground import ground
        from routes.maps.picture import picture

        layers = ground(run)
        files = {"html": page(run, layers).encode(), "json": dump(run), "geojson": exports.export(run, "geojson")}
        files["png"] = picture(run, "png", layers=layers)
    writer.write_all({out / f"{stem}.{suffix}": content for suffix, content in files.items()})
