"""Figures among the words of a line: numbers with their units, times of day and what only looks like one, as items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction import clocks, numbers, numerals
from routes.extraction.sentences import Item

if TYPE_CHECKING:
    from routes.extraction.dates import Day
    from routes.extraction.lexicon import Lexicon
    from routes.model import Toponym
    from routes.text import Token

_TRIPS = (
    "travel.",
    "way.",
    "claim.length",
    "claim.long",
    "claim.duration",
    "claim.other",
)  # what the head of a compound says of its figure
_MEASURES = ("basis.", "claim.other")  # what a unit says of its figure: "Straßenkilometer", "Quadratkilometer"


def item(line: list[Token], i: int, lexicon: Lexicon, tags: dict[str, str], length: int, limit: int) -> tuple[Item, int] | None:
    """Return the figure or the time of day at ``line[i]`` and where it ends, None where there is none.

    There is none where a longer phrase begins, and where it ends past the limit. ``tags`` are those of the phrase, of so many tokens.
    """
    if not numbers.begins(line[i].key, lexicon):
        return None
    token, quantity = line[i], numbers.read(line, i, lexicon)
    if not quantity or line[quantity.j - 1].end > limit:
        return None
    end = line[quantity.j - 1].end
    if clocks.told(line, quantity, lexicon):
        return Item("w", token.start, end, token.key, {"word.when": ""}), quantity.j
    if not (quantity.unit or quantity.value > 1) or quantity.j - i < length:
        return None
    units = (tag for t in line[quantity.bare : quantity.j] for tag in lexicon.alone(t.key))
    along = {tag: "" for tag in units if tag.startswith(_MEASURES)}  # "Straßenkilometer"
    _, dash, noun = line[quantity.j - 1].key.rpartition("-")  # a "300-Kilometer-Marsch" is a march
    along |= {tag: "" for tag in lexicon.alone(noun) if dash and tag.startswith(_TRIPS)}
    own = {tag: value for tag, value in tags.items() if tag != "word.split" or not quantity.unit}  # "another hour" is no other lot
    return Item("q", token.start, end, token.key, own | along, quantity=quantity), quantity.j


def uncounted(line: list[Token], i: int, length: int, tags: dict[str, str], lexicon: Lexicon) -> tuple[int, dict[str, str]]:
    """Return the phrase at ``line[i]``, its first word alone where its last one is a number with a unit: "a 330 km de B" is no Airbus."""
    if length > 1 and "word.split" in tags and _times(line, i + length - 1, lexicon):
        return 1, _alone(line[i], lexicon)  # "ещё два часа" are no two more lorries
    if length > 1 and line[i + length - 1].key.isdigit() and numerals.unit(line, i + length, lexicon)[1]:
        return 1, _alone(line[i], lexicon)
    return length, tags


def _alone(token: Token, lexicon: Lexicon) -> dict[str, str]:
    return {tag: value for words, tag, value in lexicon.entries(token.key) if len(words) == 1}


def _times(line: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Tell whether a word counts a unit of length or time."""
    quantity = numbers.read(line, i, lexicon) if numbers.begins(line[i].key, lexicon) else None
    return quantity is not None and quantity.unit != ""


def measures(line: list[Token], i: int, day: Day, lexicon: Lexicon) -> bool:
    """Tell whether the short form of a month is a number with a unit: "sept heures" is seven hours."""
    return day.j == i + 1 and _times(line, i, lexicon)


def counts(line: list[Token], i: int, lexicon: Lexicon, name: Toponym) -> bool:
    """Tell whether a name is rather a number that counts the unit after it: "Vier Tage" is no place."""
    if not numbers.begins(line[i].key, lexicon) or line[i].end < name.span.end:
        return False
    quantity = numbers.read(line, i, lexicon)
    return quantity is not None and quantity.unit != "" and quantity.bare > i
