"""How a name becomes a key, and a text a row of pieces: one rule for the build and for every lookup.

A piece is a run of letters, digits and combining marks; Han and kana, which have no spaces, give one piece a character.
The key of a name is its folded pieces, joined by one space, or by nothing where only an apostrophe or no character stood between them:
"N'Djamena" -> "ndjamena", "Saint-Étienne" -> "saint etienne", "U.S." -> "u s", "東京" -> "東京".
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any, NamedTuple

from routes.text import fold

# Hiragana, katakana, Han: scripts written without spaces.
_SOLID = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PIECE = re.compile(
    rf"([{_SOLID}]|[^\W_{_SOLID}][^\W_{_SOLID}\u0300-\u036f\u0591-\u05c7\u064b-\u0652]*(?:[\u0300-\u036f\u0591-\u05c7\u064b-\u0652][^\W_{_SOLID}]*)*)"
)
_BRACKETED = re.compile(r"\s?[(\[][^()\[\]]{0,200}[)\]]")
_APOSTROPHES = frozenset("'’‘ʼʻ`´ʹʺ″′\u05f3\u05f4\u00ad\u200b\u200c\u200d")
_BREAKS = frozenset('()[]{}«»“”"„!?;:|•…\t—')
HARD = "\n"  # what stands between two pieces that no name spans
LONGEST = 72  # characters of a key that are worth looking at


class Pieces(NamedTuple):
    """A text cut in pieces, column by column: piece n stands at ``text[starts[n]:ends[n]]``."""

    surfaces: list[str]  # as written
    starts: list[int]
    ends: list[int]
    between: list[str]  # what stands in a key before each piece: "", " " or `HARD`; "" before the first
    at: list[int]  # where its folded form begins in ``joined``
    joined: str  # the folded text with one separator rule
    numbers: dict[int, int]  # the position in ``joined`` at which a piece ends, and the number of that piece


def join(between: str, before: str) -> str:
    """Return what stands in a key for the characters between two pieces: "", " " or `HARD`."""
    if between in (" ", "-"):
        return " "
    if not between or (len(between) == 1 and between in _APOSTROPHES):
        return ""
    if len(between) > 3 or not _BREAKS.isdisjoint(between) or "\n\n" in between:
        return HARD
    if "." in between and len(between) > 1 and len(before) > 4:
        return HARD  # the end of a sentence, not "St. " or "Ft. "
    return " "


def cut(text: str) -> Pieces:
    """Cut a text into its pieces."""
    parts = _PIECE.split(text)  # what stands between, a piece, what stands between, ..., in turn
    stops = list(accumulate(map(len, parts)))
    surfaces, gaps = parts[1::2], parts[2:-1:2]
    folded = list(map(fold, surfaces))
    between = ["", *(" " if gap == " " else join(gap, before) for gap, before in zip(gaps, surfaces, strict=False))][: len(surfaces)]
    row = [part for pair in zip(between, folded, strict=True) for part in pair]
    laid = list(accumulate(map(len, row)))
    return Pieces(
        surfaces=surfaces,
        starts=stops[0:-1:2],
        ends=stops[1::2],
        between=between,
        at=laid[0::2],
        joined="".join(row),
        numbers=dict(zip(laid[1::2], range(len(surfaces)), strict=True)),
    )


def key_of(name: str) -> str:
    """Return the key under which a name is stored and looked up."""
    if "(" in name or "[" in name:
        name = _BRACKETED.sub("", name)
    return cut(name).joined.replace(HARD, " ")


def solid(character: str) -> bool:
    """Tell whether a character belongs to a script written without spaces."""
    return "\u3041" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


def begins(trie: Any, beginning: str) -> bool:
    """Tell whether any key of a trie begins so."""
    return next(trie.iterkeys(beginning), None) is not None
