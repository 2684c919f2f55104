"""The command line: one function per verb. stdout is the result, stderr is everything else.

Exit codes: 0 done, 1 error, 2 usage, 3 a claim is contradicted (with --strict), 4 nothing to draw.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, CycloptsError, Parameter

from routes import cli_checks, cli_desk, cli_saved, terminal
from routes.cli_choices import Input, chosen, known_language
from routes.errors import RoutesError, UnknownValue, cause

app = App(
    name="routes",
    help="Turn a written report into a checked, interactive route map.",
    version_flags=["--version"],
    suppress_keyboard_interrupt=False,
)


def _version() -> str:
    from importlib.metadata import version

    return version("report-routes")


app.version = _version


@app.command(name="map")
def map_(
    *reports: Input,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    json: bool = False,
    open_: Annotated[bool, Parameter(name="--open")] = False,
    worldview: str = "",
    language: str = "",
    lang: str = "",
    plan: Path | None = None,
    online: bool = False,
    jobs: int = 0,
    strict: bool = False,
) -> int:
    """Map reports: write an HTML map, the run as JSON, GeoJSON and a PNG picture of each.

    Parameters
    ----------
    reports
        Files (text, Markdown, HTML, PDF, DOCX, EML, RSS), folders of them, addresses (https://...), or - for standard input.
    output
        Folder for the results; "outputs" unless --json is given.
    json
        Print the run as JSON instead of a summary; nothing is written unless --output is given.
    open_
        Open the map in the browser.
    worldview
        Whose borders: un or defacto.
    language
        Language of the report (de, en, es, fr, it, pl, pt, ru, tr, uk); read from the text otherwise.
    lang
        Language that the map speaks, one of the same; that of the report otherwise.
    plan
        Corrections of one report; those in REPORT.plan.toml beside it otherwise (see routes plan).
    online
        Ask a geocoder on the network for names that no data set knows; wants a contact in routes.toml or $ROUTES_CONTACT.
    jobs
        Processes for a folder; one a core otherwise.
    strict
        Exit with 3 when a claim is contradicted.
    """
    from routes import batch
    from routes.reports import reader

    settings = chosen(worldview=worldview, language=language, interface=lang, online=online)
    found = batch.sources(reports)
    if not found:
        raise UnknownValue("Name a report to map: a file, a folder that holds some, or - for standard input.")
    out = output or (None if json else Path("outputs"))
    many = len(found) > 1 or any(r != "-" and reader.is_there(r) and Path(r).is_dir() for r in reports)
    if many and plan:
        raise UnknownValue("--plan is of one report; plans that lie beside their reports are found without it.")
    if many and out:
        return cli_desk.map_folder(found, out, settings, jobs, json=json, strict=strict)
    runs = [_one(found[0], out, settings, plan, json=json, show=open_)] if out else [batch.run_one(s, settings, plan) for s in found]
    if not out:
        _print_runs(runs, json=json)
    return _strictly(runs, strict)


app.command(cli_desk.plan)
app.command(cli_desk.watch)
app.command(cli_desk.corpus)


@app.command
def place(name: str, *, in_: Annotated[str, Parameter(name="--in")] = "", json: bool = False, language: str = "") -> int:
    """List the places that bear a name, most prominent first; with --in, say which one a report means and why the others lost.

    Parameters
    ----------
    name
        A name in any script the gazetteer knows; with --in, as the report writes it.
    in_
        A report: a file, an address, or - for standard input.
    json
        Print them as JSON.
    language
        Language of the name, for its case endings; with --in, that of the report where it is not to be read from the text.
    """
    from dataclasses import asdict

    from routes.atlas.places import open_gazetteer
    from routes.errors import PlaceError

    if in_:
        return _place_in(name, in_, json=json, language=known_language(language))

    gazetteer = open_gazetteer()
    places = gazetteer.lookup(name, language) or gazetteer.fuzzy(name)
    if not places:
        raise PlaceError(f"No place called {name!r} is known.")
    if json:
        terminal.show_json([asdict(p) for p in places])
    else:
        for p in places:
            terminal.show(f"{p.name}  {p.country or '-'}  {p.feature_code}  {p.lat:.4f} {p.lon:.4f}  {p.population:,}  {p.source_id}")
    return 0


def _place_in(name: str, source: str, *, json: bool, language: str) -> int:
    """Print what a report means by a name, why, and why the other places of the name lost."""
    from dataclasses import asdict

    from routes import explanation

    told = explanation.explain(name, source, language)
    if json:
        terminal.show_json([asdict(one) for one in told])
    else:
        terminal.show("\n\n".join(explanation.words(one) for one in told))
    return 0


app.command(cli_checks.check)
app.command(cli_checks.distance)
app.command(cli_saved.export)
app.command(cli_saved.verify)
app.command(cli_saved.diff)

atlas_app = App(name="atlas", help="List the embedded and the added data sets; add some, or remove them.")
app.command(atlas_app)


@atlas_app.default
def atlas(*, json: bool = False, check: bool = False) -> int:
    """List the embedded data sets and those that were added: source, version, licence, size, sha256.

    Parameters
    ----------
    json
        Print the manifest as JSON.
    check
        Read all data and tell which are damaged; exit with 1 when some are.
    """
    from routes import assets
    from routes.atlas import own

    if check:
        wrong = assets.damaged()
        terminal.show(f"Damaged: {', '.join(wrong)}; reinstall report-routes." if wrong else "All data are whole.")
        return 1 if wrong else 0
    added = {f"own/{a.name}": {**a.describe(), "bytes": a.path.stat().st_size} for a in own.added()}
    sets = assets.manifest() | added
    if json:
        terminal.show_json(sets)
    else:
        for name, meta in sets.items():
            terminal.show(f"{name}  {meta['bytes']:,} bytes  {meta['sha256'][:16]}\n  {meta['title']}")
            terminal.show(f"  {meta['source']} {meta['version']}; {meta['licence']}; {meta['attribution']}")
    return 0


@atlas_app.command(name="add")
def atlas_add(file: Path, *, name: str = "", date: str = "", mode: str = "", licence: str = "") -> int:
    """Add places of one's own, which are found beside the embedded ones from then on.

    Parameters
    ----------
    file
        A GeoNames dump (19 columns, .txt or .zip), its alternateNamesV2, or any file that geopandas reads: points,
        lines (rail, road, a front line) or areas.
    name
        What the data set is called; the file's own name otherwise. One of the same name is replaced.
    date
        Day that the data are of: 2024-05-31.
    mode
        For lines: rail, road, river, front, ...
    licence
        Under which the data may be used, and whose they are.
    """
    from routes.atlas import intake

    with intake.shown() as say:
        added = intake.add(file, name=name, date=date, mode=mode, licence=licence, progress=say)
    terminal.show(f"Added {added.describe()['title']}.")
    return 0


@atlas_app.command(name="remove")
def atlas_remove(name: str) -> int:
    """Remove a data set that was added.

    Parameters
    ----------
    name
        As `routes atlas` lists it, without "own/".
    """
    from routes.atlas import own

    own.remove(name.removeprefix("own/"))
    return 0


def main() -> None:
    """Run the command line and exit with the documented code."""
    # No matrix is ever multiplied here, and starting OpenBLAS's threads costs a tenth of the whole run, in both processes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is loaded and made in one run lives to its end: looking for garbage as often as Python does costs a twentieth of the run.
    gc.set_threshold(100_000, 20, 20)
    signal.signal(signal.SIGTERM, terminal.stop)
    terminal.prepare()
    code = _ended()
    with suppress(OSError):  # there is nobody to hear it
        sys.stderr.flush()
    # All is written and flushed: leave at once, since the interpreter would take a tenth of a second to take apart what it loaded.
    os._exit(code)


def _ended() -> int:
    """Run the command and return the exit code; whatever goes wrong is said in one sentence."""
    try:
        code = app(print_error=False, exit_on_error=False, result_action="return_value") or 0
        sys.stdout.flush()
    except CycloptsError as error:
        terminal.say(f"routes: {' '.join(str(error).split())} See routes --help.")
        code = 2
    except RoutesError as error:
        terminal.say(f"routes: {error}")
        code = 2 if isinstance(error, UnknownValue) else error.exit_code
    except KeyboardInterrupt:
        terminal.say("routes: stopped.")
        code = 130
    except BrokenPipeError:  # the reader of the pipe went away; nothing more can be said to it
        code = 1
    except Exception as error:
        if os.environ.get("ROUTES_TRACEBACK"):
            raise
        hint = "" if isinstance(error, OSError | MemoryError) else " Set ROUTES_TRACEBACK=1 to see where, and report it."
        code = 1
        with suppress(OSError):  # standard error may be what is full
            terminal.say(f"routes: It cannot be done: {cause(error)}.{hint}")
    return int(code)


def _one(report: str, out: Path, settings: Any, plan: Path | None, *, json: bool, show: bool) -> dict[str, Any]:
    from routes import batch

    stem = batch.stems([report])[0]
    run = batch.map_one(report, stem, out, settings, plan)
    _print_runs([run], json=json)
    page = out / f"{stem}.html"
    terminal.say(f"\nMap: {page}")
    _show(page, show)
    return run


def _print_runs(runs: list[dict[str, Any]], *, json: bool) -> None:
    if json:
        terminal.show_json(runs[0] if len(runs) == 1 else runs)
        return
    from routes.summary import summarise

    terminal.show("\n\n".join(summarise(run) for run in runs))


def _show(page: Path, wanted: bool) -> None:
    if wanted:
        import webbrowser

        webbrowser.open(page.resolve().as_uri())


def _strictly(runs: list[dict[str, Any]], strict: bool) -> int:
    return 3 if strict and any(c["verdict"] == "contradicted" for run in runs for c in run["claims"]) else 0


if __name__ == "__main__":
    main()
