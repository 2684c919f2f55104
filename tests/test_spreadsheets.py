"""No cell of a table is live in a spreadsheet, whatever the report says, and reading the table back loses nothing."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import sample_runs

from routes import exports, tables
from routes.exports.features import features
from routes.exports.table import safe

# Every character that some program may read as the start of a formula: the four, whatever Unicode folds to them, ends of cells.
FOLDED = [chr(c) for c in range(0x110000) if unicodedata.normalize("NFKC", chr(c))[:1] in ("=", "+", "-", "@")]
STARTS = [*FOLDED, "\t", "\r", "\n", "\x0b", "\x0c", "\x00", "\x1c", "\x85"]
BEFORE = [
    "", " ", "  ", "\u00a0", "\u2003", "\u3000", "\u200b", "\ufeff", "\u2060", "\u00ad", "\u202e", "\u2028", " \u200b ", "'", '"', ",", ";",
]  # fmt: skip
REST = ["1+1", 'HYPERLINK("http://x","y")', "cmd|'/c calc'!A1", "SUM(A1)\n=2", "", "5"]


def live(cell: str) -> bool:
    """Tell whether a cell may be run: what stands first, behind spaces and what is not seen, starts a formula or ends the cell."""
    seen = next((c for c in cell if unicodedata.category(c)[0] != "Z" and unicodedata.category(c) != "Cf"), "")
    return seen != "" and (seen in "\t\r\n\x0b\x0c\0\x1c\x85" or unicodedata.normalize("NFKC", seen)[0] in "=+-@")


def texts() -> Iterator[str]:
    yield from ("".join(parts) for parts in product(BEFORE, STARTS, REST))


def test_no_text_is_live_and_every_text_comes_back() -> None:
    tried = list(texts())
    assert len(tried) > 2000
    for text in tried:
        marked = safe(text)
        assert not live(marked), ascii(text)
        assert (marked[1:] if marked[:1] == "'" else marked) == text


WORDS = ("name", "name_in_text", "cargo", "quote", "reason", "reason_en", "hedge", "country", "source_id")


def told(text: str) -> dict[str, Any]:
    """A run that says the text wherever words of a report or of a data set stand."""
    run = sample_runs.overland()
    for thing in (*run["places"], *run["legs"], *run["claims"]):
        for key, value in list(thing.items()):
            if isinstance(value, str) and key in (
                "name",
                "name_in_text",
                "cargo",
                "quote",
                "reason",
                "reason_en",
                "hedge",
                "country",
                "source_id",
            ):
                thing[key] = text
            if key in ("reasons", "passages", "countries") and isinstance(value, list):
                thing[key] = [text, text]
    run["report"] |= {"title": text, "source": text}
    return run


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\uff1d", " =", "\u200b=", "'=", '"=', ";=", ",="])
def test_no_cell_of_a_whole_table_is_live(start: str) -> None:
    run = told(f'{start}HYPERLINK("http://x";"y"),1')
    for content in (exports.export(run, "csv").decode("utf-8-sig"), tables.as_csv(run)):
        rows = list(csv.reader(io.StringIO(content, newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if live(cell) and not number(cell)]


def number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("text", ["=1", "'=1", "''", "\u200b@x", "Najin", "two\nlines", 'say "no"', "a,b;c\td", "\ufeff=1"])
def test_reading_the_table_back_gives_the_words(text: str) -> None:
    run = told(text)
    rows = list(csv.DictReader(io.StringIO(exports.export(run, "csv").decode("utf-8-sig"), newline="")))
    quotes = [row["cargo"].removeprefix("'") for row in rows if row["layer"] == "legs"]
    assert quotes == [text] * len(run["legs"])
    assert len(rows) == len(features(run))
