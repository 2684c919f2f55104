"""A run as one table (CSV) that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Any

from routes.exports.features import Run, features

_STARTS = frozenset("=+-@")
_PASSED = frozenset(("Zs", "Zl", "Zp", "Cf"))
_HEAD = ("layer", "id", "lon", "lat", "end_lon", "end_lat")


def safe(text: str) -> str:
    """Return a cell that is never a formula: an apostrophe goes before a text that could start one, or that starts with an apostrophe.

    What could start one is told behind spaces and invisible characters, which some programs drop, and by its plain form, to which some
    fold full-width and small ones. So the text comes back, whatever it was, when one leading apostrophe is taken off a cell that has one.
    """
    first = next((c for c in text if unicodedata.category(c) not in _PASSED), "")
    control = unicodedata.category(first) == "Cc" if first else False  # a tab or a line end starts a formula too
    return f"'{text}" if control or unicodedata.normalize("NFKC", first)[:1] in _STARTS or text[:1] == "'" else text


def table(run: Run) -> bytes:
    """Return legs, places and measured lines as rows of one CSV table (RFC 4180, UTF-8 with a byte order mark).

    Numbers are bare and texts quoted, so that a negative number stays a number; texts pass `safe`. Lists are joined with "; ".
    """
    rows = features(run)
    columns = list(dict.fromkeys([*_HEAD, *(key for row in rows for key in row.values)]))
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        ends = (
            (row.pieces[0][0], row.pieces[-1][-1] if len(row.points) > 1 else (None, None)) if row.points else ((None, None), (None, None))
        )
        cells = {
            "layer": row.layer,
            "id": row.id,
            "lon": ends[0][0],
            "lat": ends[0][1],
            "end_lon": ends[1][0],
            "end_lat": ends[1][1],
            **row.values,
        }
        writer.writerow([_cell(cells.get(column)) for column in columns])
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def _cell(value: Any) -> str | float | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return safe("; ".join(str(v) for v in value) if isinstance(value, list | tuple) else str(value))
