"""The verbs of daily work on reports: plans, many reports at once, and a folder that is watched."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from routes import terminal
from routes.cli_choices import Input, Output, chosen
from routes.errors import PlanError, UnknownValue

if TYPE_CHECKING:
    from routes.batch import Outcome
    from routes.settings import Settings

_PAUSE_S = 1.0  # between two looks at a folder that is watched


def plan(report: Input, *, output: Output = "", refresh: bool = False, language: str = "") -> int:
    """Write what was understood of a report as a plan: a file to correct, which `routes map` takes into account from then on.

    Parameters
    ----------
    report
        A file; of an address or standard input (-) the plan is printed.
    output
        File to write, - to print; REPORT.plan.toml beside the report otherwise.
    refresh
        Write a plan that is there already anew: what it sets is kept, comments of your own are not.
    language
        Language of the report; read from the text otherwise.
    """
    from routes import pipeline, plans, web, writer

    printed = output == "-" or (not output and (report == "-" or web.is_address(report)))
    path = Path(output) if output and not printed else plans.path_of(Path(report))
    if not printed and path.exists() and not refresh:
        raise PlanError(f"{path} is there already and is kept; --refresh writes it anew with all that it sets.")
    text = pipeline.plan_of(report, chosen(language=language))
    if printed:
        terminal.show(text)
    else:
        writer.write(path, text.encode())
        terminal.show(str(path))
    return 0


def watch(
    folder: Path, *, output: Annotated[Path, Parameter(name=["--output", "-o"])] = Path("outputs"), worldview: str = "", jobs: int = 0
) -> int:
    """Map the reports of a folder, and again whatever changes in it, until it is interrupted (Ctrl-C).

    Parameters
    ----------
    folder
        A folder of reports and plans.
    output
        Folder for the results.
    worldview
        Whose borders: un or defacto.
    jobs
        Processes; one a core otherwise.
    """
    from routes import batch

    if not folder.is_dir():
        raise UnknownValue(f"{folder} is no folder; name one that holds reports.")
    settings, seen = chosen(worldview=worldview), None
    while True:
        now = _stamps(folder)
        if now != seen:
            seen = now
            map_folder(batch.sources([str(folder)]), output, settings, jobs, json=False, strict=False)
            terminal.say(f"Watching {folder}; Ctrl-C ends it.")
        time.sleep(_PAUSE_S)


def corpus(
    *inputs: str,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    scheduler: str = "",
    jobs: int = 2,
    memory: str = "560MB",
    worldview: str = "",
) -> int:
    """Run an archive of reports and keep places, legs, claims and reports as partitioned GeoParquet; begun again, it goes on.

    Parameters
    ----------
    inputs
        Folders, .jsonl, .parquet or .warc files (.gz too), paths or addresses such as s3://bucket/archive.jsonl.gz.
    output
        Folder for the results, which all workers see.
    scheduler
        Address of a Dask scheduler; a cluster of this machine otherwise.
    jobs
        Processes of the cluster of this machine.
    memory
        Most memory of each of them.
    worldview
        Whose borders: un or defacto.
    """
    from routes import corpus as archive

    if not inputs:
        raise UnknownValue("Name an archive: a folder, or a .jsonl, .parquet or .warc file.")
    began = time.monotonic()

    def tell(now: archive.Outcome) -> None:
        terminal.heed()
        if sys.stderr.isatty():
            rate = (now.done + now.quarantined) / max(0.001, time.monotonic() - began)
            sys.stderr.write(f"\r{now.done} done, {now.quarantined} set aside, {rate:.1f} a second ")

    settings = chosen(worldview=worldview)
    outcome = archive.run(inputs, str(output), settings, scheduler=scheduler, workers=jobs, memory=memory, progress=tell)
    parts = [
        f"{outcome.done} done",
        f"{outcome.before} done before",
        f"{outcome.twice} twice in the archive",
        f"{outcome.quarantined} set aside",
    ]
    terminal.say(f"\n{', '.join(parts)}; see {output}")
    return 0


def _stamps(folder: Path) -> list[tuple[str, int, int]]:
    """Return name, size and time of the files of a folder."""
    found = []
    for path in sorted(folder.iterdir()):
        try:
            known = path.stat()
        except OSError:  # gone since it was listed
            continue
        found.append((path.name, known.st_size, known.st_mtime_ns))
    return found


def map_folder(found: list[str], out: Path, settings: Settings, jobs: int, *, json: bool, strict: bool) -> int:
    """Map many reports, say what became of each, and return the exit code: that of the first error."""
    from routes import batch

    with _progress() as progress:
        outcomes = batch.map_many(found, out, settings, jobs, progress)
    if json:
        runs = [o.run for o in (batch.load(o, out) for o in outcomes) if o.run is not None]
        terminal.show_json(runs)
    for o in outcomes:
        if o.error is not None:
            terminal.say(f"routes: {o.error}")
        elif not json and not o.unchanged and o.run is not None:
            terminal.show(_line(o))
    failed, same = sum(o.error is not None for o in outcomes), sum(o.unchanged for o in outcomes)
    parts = [f"{len(outcomes) - failed - same} made", f"{same} unchanged", *([f"{failed} failed"] if failed else [])]
    terminal.say(f"\n{len(outcomes)} reports: {', '.join(parts)}\nIndex: {out / 'index.html'}")
    first = next((o.error.exit_code for o in outcomes if o.error is not None), 0)
    return first or (3 if strict and _contradicted([batch.load(o, out) for o in outcomes]) else 0)


def _line(o: Outcome) -> str:
    assert o.run is not None
    verdicts = ", ".join(c["verdict"] for c in o.run["claims"])
    return f"{o.stem}.html  {len(o.run['legs'])} legs, {len(o.run['claims'])} claims{': ' if verdicts else ''}{verdicts}"


def _contradicted(outcomes: list[Outcome]) -> bool:
    return any(c["verdict"] == "contradicted" for o in outcomes if o.run is not None for c in o.run["claims"])


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Give what shows on standard error how many reports are done: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress("Reports", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reports", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
