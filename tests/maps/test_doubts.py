"""Doubts and reasons in the language of the page."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from routes.maps.doubts import Doubter
from routes.maps.words import Words, languages, vocabulary

ROUTES = Path(__file__).resolve().parents[2] / "routes"
GAP = re.compile(r"{(\w+)}")


@cache
def codes() -> set[str]:
    """Return the code of every note that the stages write."""
    found = set()
    for path in ROUTES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Note" and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return found


@pytest.mark.parametrize("language", languages())
def test_every_note_has_words_in_every_language(language: str) -> None:
    own = vocabulary(language)["note"]
    missing = {c for c in codes() if c not in own and not {f"{c}-start", f"{c}-end"} <= set(own)}
    assert codes() and not missing
    english = vocabulary("en")["note"]
    for code, pattern in own.items():
        assert set(GAP.findall(pattern)) == set(GAP.findall(english[code])), code
        assert language == "en" or pattern != english[code]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Dunay lies 41 km from the nearest known line (railway); that piece is straight."),
        ("fr", "Dunay est à 41 km de la voie connue la plus proche (voie ferrée) ; ce bout est tracé tout droit."),
        ("ru", "Dunay: до ближайшего известного пути (железная дорога) 41 км; этот отрезок прямой."),
    ],
)
def test_a_note_is_said_with_its_figures(language: str, said: str) -> None:
    values = {"end": "start", "length_m": 41_210, "network": "rail", "place": "Dunay"}
    found = Doubter(Words(language)).note({"code": "far-snap", "message": "The start lies far.", "values": values})
    assert (found[0].replace("\u202f", " "), found[1]) == (said, language)


@pytest.mark.parametrize(
    "note",
    [
        {"code": "not-known", "message": "As it was."},
        {"code": "far-snap", "message": "As it was.", "values": {"length_m": 3}},
        {"code": "far-snap", "message": "As it was."},
    ],
)
def test_a_note_without_words_stays_in_english(note: dict[str, Any]) -> None:
    assert Doubter(Words("de")).note(note) == ("As it was.", "en")


def test_a_name_in_a_note_is_never_a_pattern() -> None:
    values = {"place": "{length} {0} %s", "length_m": 16_000}
    said, _ = Doubter(Words("es")).note({"code": "far-from-water", "message": "", "values": values})
    assert said.replace("\u202f", " ") == "{length} {0} %s está a 16 km de aguas navegables."


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("smaller", "plus petit"),
        ("not in KZ", "pas dans ce pays : KZ!"),
        ("1,385 km from there, off the report's other places", "à 1 385 km de là, loin des autres lieux de l’article"),
        ("something new", "something new"),
    ],
)
def test_reasons_are_said_in_the_language(reason: str, said: str) -> None:
    assert Doubter(Words("fr"), lambda code: f"{code}!").reason(reason).replace("\u202f", " ") == said
