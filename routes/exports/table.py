"""A run as one table (CSV) that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
from typing import Any

from routes.exports.features import Run, features

# What spreadsheets take for the start of a formula, with the full-width forms that some fold to them, and our own mark.
_STARTS = "=+-@\t\r\n'＝＋－＠"
_INVISIBLE = " \u00a0\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HEAD = ("layer", "id", "lon", "lat", "end_lon", "end_lat")


def safe(text: str) -> str:
    """Return a cell that is never a formula: an apostrophe goes before a text that could start one, or that starts with an apostrophe.

    So the text comes back, whatever it was, when one leading apostrophe is taken off a cell that has one.
    """
    bare = text.lstrip(_INVISIBLE)
    return f"'{text}" if (bare[:1] and bare[0] in _STARTS) or text[:1] == "'" else text


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
