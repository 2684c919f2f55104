"""From an inflected word back to the nominatives it may come from, by rule; the gazetteer keeps those that are names.

Words and results are folded (see `routes.text.fold`). The rules give too much on purpose: "москве" gives "москва", "москв",
"москво", "москвь" ..., and only what some place is called survives.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from routes.assets import toml

_BARE = 3  # letters of the shortest genitive in the plural
_VOWELS = frozenset("аеиоуыэюяіїєaeiouy")


@cache
def rules() -> dict[str, Any]:
    """Return the endings of each language."""
    return toml("atlas/facts/endings.toml")


@cache
def _longest(language: str) -> int:
    """Return the letters of the longest ending of a language."""
    return max(map(len, rules()[language]["nouns"]))


def cyrillic(word: str) -> bool:
    """Tell whether the first letter of a word is Cyrillic."""
    return "\u0400" <= next((c for c in word if c.isalpha()), "") <= "\u04ff"


def language_of(word: str) -> tuple[str, ...]:
    """Return the languages whose endings a word without known language may bear, by its letters."""
    if not cyrillic(word):
        return ()
    if any(c in "іїєґ" for c in word.casefold()):
        return ("uk",)
    return ("ru", "uk")


@lru_cache(maxsize=16384)
def nominatives(word: str, language: str) -> tuple[str, ...]:
    """Return the nominatives that a folded word may be a case of, without the word itself."""
    grammar = rules().get(language)
    if grammar is None or len(word) < 3:
        return ()
    found: dict[str, None] = {}
    for length in range(1, min(_longest(language), len(word) - 2) + 1):
        ending = word[-length:]
        for nominative in grammar["nouns"].get(ending, ()):
            stem = word[:-length]
            found[stem + nominative] = None
            if nominative in ("", "ь"):
                _closed(stem, nominative, grammar, found)
            elif _VOWELS.isdisjoint(nominative):
                _closed(stem + nominative, "", grammar, found)  # "розі": рог, ріг
    found.pop(word, None)
    return tuple(found)


@lru_cache(maxsize=16384)
def plurals(word: str, language: str) -> tuple[str, ...]:
    """Return the nominatives in the plural of which a folded word may be the genitive, which has no ending: "вод" -> "воды".

    Of a word by itself they are too many; they are for the words of a name after its first.
    """
    if len(word) < _BARE or word[-1] in _VOWELS:
        return ()
    return tuple(word + ending for ending in rules().get(language, {}).get("plural", ()))


def _closed(stem: str, nominative: str, grammar: dict[str, Any], found: dict[str, None]) -> None:
    """Add what happens in the last syllable when the ending is gone: a vowel appears or changes."""
    if len(stem) >= 3 and stem[-1] not in _VOWELS and stem[-2] not in _VOWELS:
        base = stem[:-2] if stem[-2] == "ь" else stem[:-1]
        for vowel in grammar["fleeting"]:
            found[base + vowel + stem[-1] + nominative] = None
    for open_vowel, closed in grammar.get("closed", {}).items():
        at = stem.rfind(open_vowel)
        if at >= 0 and len(stem) - 3 <= at < len(stem) - 1 and _VOWELS.isdisjoint(stem[at + 1 :]):
            found[stem[:at] + closed + stem[at + 1 :] + nominative] = None


@lru_cache(maxsize=16384)
def places_of(word: str, language: str) -> tuple[str, ...]:
    """Return the names of places that a folded adjective of place may be made from: "ростовского" -> "ростов", ..."""
    grammar = rules().get(language)
    if grammar is None:
        return ()
    found: dict[str, None] = {}
    for suffix in grammar["suffixes"]:
        at = word.rfind(suffix)
        if at < 3 or word[at + len(suffix) :] not in grammar["adjective"]:
            continue
        base = word[:at]
        found[base + suffix] = None  # Курск, Донецк: the name ends in the suffix itself
        _bases(base, grammar, found)
        if suffix[0] in "цз":
            _bases(base + suffix[0], grammar, found)
        if suffix[0] == "с":
            _bases(base + "с", {**grammar, "dropped": (), "turned": {}}, found)
        for dropped in grammar["dropped"]:
            if base.endswith(dropped) and len(base) - len(dropped) >= 3:
                _bases(base[: -len(dropped)], {**grammar, "turned": {}}, found)
    return tuple(found)


def _bases(base: str, grammar: dict[str, Any], found: dict[str, None]) -> None:
    """Add the names that an adjective's stem may come from."""
    for ending in grammar["place"]:
        found[base + ending] = None
    for last, others in grammar["turned"].items():
        if base.endswith(last):
            for other in others:
                found[base[: -len(last)] + other] = None
