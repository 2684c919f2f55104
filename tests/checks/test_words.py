"""The sentences of verdicts in the languages of reports."""

import string
from collections.abc import Iterator
from typing import Any

import pytest

from routes import assets
from routes.checks.reasons import LANGUAGES


def sentences(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from sentences(value, f"{path}{key}.")
        elif isinstance(value, str):
            yield path + key, value


def asked(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_asks_for_a_value_that_the_english_one_is_not_given(language: str) -> None:
    english = dict(sentences(assets.toml("checks/words/en.toml")["sentence"]))
    own = dict(sentences(assets.toml(f"checks/words/{language}.toml")["sentence"]))
    assert set(own) == set(english)
    assert {key: asked(own[key]) - asked(english[key]) for key in own if asked(own[key]) - asked(english[key])} == {}
