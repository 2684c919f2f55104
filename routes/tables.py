"""Verdicts as tables: on a terminal, for spreadsheets, for pasting into a story."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from routes.exports.table import safe
from routes.text import printable

if TYPE_CHECKING:
    from routes.model import Finding

MARKS = {"supported": "✔", "contradicted": "✘", "depends": "≈", "unverifiable": "?"}
_COLOURS = {"supported": "green", "contradicted": "red", "depends": "yellow", "unverifiable": "dim"}
_NARROWEST = 60  # characters of a table that can be read
_COLUMNS = (
    "claim", "quote", "verdict", "reason", "reason_en", "reading", "label", "fits", "low", "best", "high", "unit",
    "from_lat", "from_lon", "to_lat", "to_lon", "data", "worldview",
)  # fmt: skip


def as_csv(run: dict[str, Any]) -> str:
    """Return one row for each reading of each claim ; texts pass `safe`, so that none is a formula. Km and hours."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for claim in run["claims"]:
        said = [claim["id"], claim["quote"], claim["verdict"], claim["reason"], claim["reason_en"]]
        for f in claim["findings"] or [{}]:
            writer.writerow([_cell(value) for value in (*said, *_finding(f))])
    return out.getvalue()


def _finding(f: dict[str, Any]) -> tuple[Any, ...]:
    if not f:
        return ("",) * 13
    unit, size, shown = ("m", 1000, "km") if "best_m" in f else ("s", 3600, "h")
    figures = (round(f[f"{part}_{unit}"] / size, 3) for part in ("low", "best", "high"))
    points = (point[axis] if point else "" for point in (f["start"], f["nearest"]) for axis in ("lat", "lon"))
    return (f["measure"], f["label"], "true" if f["fits"] else "false", *figures, shown, *points, f["data"], f["worldview"] or "")


def _cell(value: Any) -> Any:
    return value if isinstance(value, int | float) else safe(" ".join(str(value).split()))


def as_markdown(run: dict[str, Any]) -> str:
    """Return a Markdown table of claims, verdicts and reasons, under the report's title."""
    report = run["report"]
    title = _escaped(report["title"] or report["source"])
    source = ", ".join(filter(None, (_escaped(report["source"]), report["published"])))
    rows = [f"| {_escaped(c['quote'])} | {MARKS[c['verdict']]} {c['verdict']} | {_escaped(c['reason'])} |" for c in run["claims"]]
    lines = [f"**{title}** ({source})", "", "| claim | verdict | why |", "|---|---|---|", *rows]
    if not rows:
        lines = [lines[0], "", "No claims of distance or time."]
    return "\n".join([*lines, "", _sources(run), ""])


def _sources(run: dict[str, Any]) -> str:
    """Return what the figures rest on in one line."""
    files = {name for c in run["claims"] for f in c["findings"] for name in f["data"].split()}
    known = {d["file"]: d for d in run["provenance"].get("data", ())}
    credits = dict.fromkeys(str(known[name]["attribution"]) for name in sorted(files) if name in known)
    version = run["provenance"].get("software", {}).get("routes", "")
    view = run["provenance"].get("settings", {}).get("worldview", "")
    parts = [f"Measured with routes {version}", f"borders as seen by: {view}", "; ".join(credits)]
    return _escaped(". ".join(part for part in (", ".join(parts[:2]), parts[2]) if part) + ".")


def _escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    plain = " ".join(printable(text).split())
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>|#~" else c for c in plain)


def show(run: dict[str, Any]) -> None:
    """Print the claims as a table, each with its readings; no colour when piped or with NO_COLOR."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=False)
    console.width = max(console.width, _NARROWEST)
    if not run["claims"]:
        console.print("The report makes no claim of distance or time.", markup=False)
        return
    table = Table(show_lines=True, expand=False)
    for name in ("claim", "verdict", "why", "readings"):
        table.add_column(name, overflow="fold")
    for claim in run["claims"]:
        verdict = claim["verdict"]
        readings = "\n".join(printable(f"{'✓' if f['fits'] else '·'} {_figure(f)}  {f['label']}") for f in claim["findings"])
        table.add_row(
            Text(printable(claim["quote"])),
            Text(f"{MARKS[verdict]} {verdict}", style=_COLOURS[verdict]),
            Text(printable(claim["reason"])),
            Text(readings),
        )
    console.print(table)


def line(finding: Finding, *, time: bool = False) -> str:
    """Return a reading as a line: its figure, its name, the point that was measured to."""
    point = f"  at {finding.end[1]:.4f} {(finding.end[0] + 180) % 360 - 180:.4f}" if finding.end else ""
    unit, size = ("h", 3600.0) if time else ("km", 1000.0)
    figure = f"{finding.best / size:,.1f}"
    if finding.estimated:
        figure = f"{finding.low / size:,.1f} to {finding.high / size:,.1f}"
    return f"{figure:>10} {unit}  {finding.label}{point}"


def _figure(finding: dict[str, Any]) -> str:
    """Write what was measured, a range where it is an estimate."""
    unit, shown, size = ("m", "km", 1000) if "best_m" in finding else ("s", "h", 3600)
    keys = ("low", "high") if finding["estimated"] else ("best",)
    return " to ".join(f"{finding[f'{key}_{unit}'] / size:,.1f}" for key in keys) + f" {shown}"
