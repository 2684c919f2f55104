"""Clocks: times of day written with the word for an hour, "à 16 h 30", "a las 22 horas", "в 7 часов утра", which measure no journey.

The table ``clock`` of a language's data file holds the phrases that ``lead`` to such a time, those ``behind`` it that make it one by
themselves ("du matin"), and those that ``bar`` it where they follow ("à 16 heures de route") or, under ``far``, stand before its lead
("est à 16 heures").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes.text import key

if TYPE_CHECKING:
    from routes.extraction.lexicon import Lexicon
    from routes.extraction.numbers import Quantity
    from routes.text import Token

_DAY_H = 24.0
_DIGITS = 4  # of an hour with its minutes: "at 0530 hours"
_BEFORE = 4  # words before a time among which one of travel bars it
_SPENT = "claim.takes"
_SECONDS = {"h": 1.0, "min": 1 / 60}


def told(line: list[Token], quantity: Quantity, lexicon: Lexicon) -> bool:
    """Tell whether a quantity with a unit of time is a time of day."""
    table = lexicon.settings.get("clock")
    if not table or quantity.low != quantity.high or quantity.loose:
        return False
    if any(_ends(line, quantity.j, phrase) and quantity.j - len(phrase) == quantity.bare for phrase in _phrases(table, "behind") if phrase):
        return True  # "alle tre di notte": of the night, and not three of them
    if not _of_day(line, quantity):
        return False
    if any(_follows(line, quantity.j, phrase) for phrase in _phrases(table, "behind")):
        return True
    lead = max((n for phrase in _phrases(table, "lead") if (n := len(phrase)) and _ends(line, quantity.i, phrase)), default=0)
    if not lead or not line[quantity.i].key[0].isdigit() or any(_follows(line, quantity.j, phrase) for phrase in _phrases(table, "bar")):
        return False
    ahead = line[max(0, quantity.i - lead - _BEFORE) : quantity.i - lead]
    spent = any(tag == _SPENT for token in ahead for tag in lexicon.alone(token.key))
    return not spent and not any(_ends(line, quantity.i - lead, phrase) for phrase in _phrases(table, "far"))


def _of_day(line: list[Token], quantity: Quantity) -> bool:
    """Tell whether a quantity can be a time of day: hours up to 24, with minutes or without, or four digits."""
    digits = line[quantity.i].key
    whole = len(digits) == _DIGITS and digits.isdigit() and quantity.bare == quantity.i + 1 and quantity.unit == "h"
    if whole:
        return int(digits[:2]) <= _DAY_H
    hours = quantity.value * _SECONDS.get(quantity.unit, _DAY_H + 1)
    return hours <= _DAY_H and (quantity.unit == "h" or quantity.j - quantity.bare > 1)


def _phrases(table: dict[str, Any], name: str) -> list[list[str]]:
    return [[key(word) for word in phrase.split()] for phrase in table.get(name, "").split(",")]


def _follows(line: list[Token], j: int, phrase: list[str]) -> bool:
    return bool(phrase) and [token.key for token in line[j : j + len(phrase)]] == phrase


def _ends(line: list[Token], i: int, phrase: list[str]) -> bool:
    return bool(phrase) and i >= len(phrase) and [token.key for token in line[i - len(phrase) : i]] == phrase
