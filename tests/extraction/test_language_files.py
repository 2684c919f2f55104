"""What a language consists of: every language that is read has all the lists and sentences that the others have."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from routes.checks.reasons import LANGUAGES
from routes.extraction import cues, lexicon
from routes.maps import words

ROUTES = Path(lexicon.__file__).parents[1]
# Lists that only some languages have: their grammar has no such thing, or English says it in words of its own.
OWN = (
    "endings.", "parted.", "number.fused.", "aliases.", "vague.", "metonym.buildings.", "feature.", "motion.", "prep.", "unit.",
    "word.", "way.", "travel.", "trip.", "claim.", "moment.", "number.inside",
    "number.inverted", "number.odd", "number.full", "number.compound", "capitals",
    "genitive_titles", "demonyms_small", "adjectives_first", "nouns_capitalised", "tongues", "unaccented", "stop.clitics", "person.endings",
    "person.suffixes", "metonym.agents", "case.", "after.",
    "after_from.", "bound.", "names_listed", "endings_hung", "ship.after", "ship.called",
    "metonym.going", "metonym.is", "metonym.modals", "metonym.past",
)  # fmt: skip
FOLDERS = ("extraction/lexicons", "extraction/cues", "maps/words", "checks/words")


def keys(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from keys(value, f"{prefix}{name}.")
        else:
            yield prefix + name


def read(folder: str, language: str) -> set[str]:
    return set(keys(tomllib.loads((ROUTES / folder / f"{language}.toml").read_text("utf-8"))))


def test_every_part_has_the_same_languages() -> None:
    assert set(lexicon.languages()) == set(cues.languages()) == set(words.languages()) == set(LANGUAGES)


@pytest.mark.parametrize("language", lexicon.languages())
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_language_has_what_all_others_have(language: str, folder: str) -> None:
    others = [read(folder, other) for other in lexicon.languages() if other != language]
    missing = set.intersection(*others) - read(folder, language)
    assert {key for key in missing if not key.startswith(OWN) or key.startswith(("prep.", "unit."))} == set()


@pytest.mark.parametrize("language", lexicon.languages())
def test_a_word_has_the_same_entries_whatever_was_read_before(language: str) -> None:
    listed = (ROUTES / "extraction/lexicons" / f"{language}.toml").read_text("utf-8")
    met = sorted(set(re.findall(r"[^\W\d_]{3,12}", listed.lower())))[::7]
    forth, back = lexicon.load.__wrapped__(language), lexicon.load.__wrapped__(language)
    assert {word: forth.entries(word) for word in met} == {word: back.entries(word) for word in reversed(met)}
    assert any(forth.entries(word) for word in met)
