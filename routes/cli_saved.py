"""The verbs of the command line that work on runs which are saved already: export, verify, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from routes import terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.comparison import Change

Output = Annotated[Path | None, Parameter(name=["--output", "-o"])]
_SUFFIXES = {"geoparquet": ".parquet", "claimreview": ".claimreview.json"}


def export(run: Path, *, format_: Annotated[str, Parameter(name=["--format", "-f"])], output: Output = None) -> int:
    """Write a saved run in another format, beside it unless told otherwise.

    Parameters
    ----------
    run
        A run that `routes map` wrote (.json), or its map (.html).
    format_
        One of geojson, gpkg, geoparquet, kml, gpx, csv, claimreview, png, svg, pdf, html.
    output
        File to write.
    """
    from routes import exports, pipeline, writer

    saved = load(run)
    content = pipeline.draw(saved).encode() if format_ == "html" else exports.export(saved, format_)
    path = output or run.with_suffix(_SUFFIXES.get(format_, f".{format_}"))
    writer.write(path, content)
    terminal.show(str(path))
    return 0


def verify(map_: Path, report: Path | None = None, *, json: bool = False) -> int:
    """Run the report inside a map again, and tell every difference; exit with 1 when there is one.

    Parameters
    ----------
    map_
        A map that `routes map` wrote (.html), or its run (.json).
    report
        The original file, to be compared with the hash in the map.
    json
        Print the differences as JSON.
    """
    from routes import verification

    content = _read(map_)
    result = verification.verify(load(map_), content, _bytes(report) if report else None)
    if json:
        terminal.show_json({"same": result.same, "page": result.page, "report": result.report, "changes": _plain(result.changes)})
        return 0 if result.same else 1
    for line in (*result.lines(), *told(result.changes)):
        terminal.show(line)
    terminal.show("The same." if result.same else "Not the same.")
    return 0 if result.same else 1


def diff(before: Path, after: Path, *, output: Output = None, json: bool = False) -> int:
    """List what changed between two runs, and draw it.

    Parameters
    ----------
    before
        An older run (.json) or map (.html).
    after
        A newer one.
    output
        Map to write (.html): the newer run, with what was there before in grey.
    json
        Print the changes as JSON.
    """
    from routes import writer
    from routes.comparison import compare

    old, new = load(before), load(after)
    changes = compare(old, new)
    if output:
        from routes.maps.ground import ground
        from routes.maps.page import page

        writer.write(output, page(new, ground(new, beside=old), before=old).encode())
    if json:
        terminal.show_json(_plain(changes))
        return 0
    for line in told(changes) or ["Nothing changed."]:
        terminal.show(line)
    return 0


def load(path: Path) -> dict[str, Any]:
    """Return a run from its file or from its map."""
    from routes.errors import ReportError
    from routes.runs import parse

    text = _read(path)
    try:
        return parse(text)
    except ValueError as error:
        raise ReportError(f"{path} is not a run or a map that routes wrote (format routes/1): {error}.") from error


def _bytes(path: Path) -> bytes:
    from routes.errors import ReportError, ReportMissing

    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReportMissing(f"There is no file {path}; check the path.") from error
    except OSError as error:
        raise ReportError(f"{path} cannot be read: {error.strerror or error}.") from error


def _read(path: Path) -> str:
    from routes.errors import ReportError

    try:
        return _bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReportError(f"{path} is not text: it is no run and no map that routes wrote.") from error


def told(changes: Sequence[Change]) -> list[str]:
    """Return changes as lines: "+" for new, "-" for gone, "~" for other than before."""
    signs = {"added": "+", "removed": "-", "changed": "~"}
    out = []
    for change in changes:
        bits = [f"moved {metres(change.moved_m)}"] if change.moved_m else []
        bits += [f"{d.field.removesuffix('_m')} {value(d.field, d.before)} → {value(d.field, d.after)}" for d in change.details]
        out.append(f"{signs[change.what]} {change.kind:8} {change.title}{': ' if bits else ''}{'; '.join(bits)}")
    return out


def metres(length: float) -> str:
    """Return a length for reading."""
    return f"{length:,.0f} m" if abs(length) < 1000 else f"{length / 1000:,.1f} km"


def value(field: str, given: Any) -> str:
    """Return a value of a run for reading."""
    if given is None or given == "":
        return "none"
    if isinstance(given, list | tuple):
        return ", ".join(value(field, v) for v in given) or "none"
    if field == "text":
        return f"{given:,} characters"
    if field.endswith("_m") and isinstance(given, int | float):
        return metres(given)
    return str(given)


def _plain(changes: Sequence[Change]) -> list[dict[str, Any]]:
    from dataclasses import asdict

    return [{**asdict(c), "details": [d._asdict() for d in c.details]} for c in changes]
