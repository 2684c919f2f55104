"""The language of a text, told by its commonest words: no model to load."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from routes import assets
from routes.extraction.lexicon import languages, load
from routes.text import key

_WORD = re.compile(r"[^\W\d_]{1,40}")
_READ = 20_000  # characters that decide
_LEAST = 2.0  # weight below which function words alone do not decide
_SHORT = 600  # characters of a text so short that the other words of the lexicons are asked as well
_FOREIGN = 6.0  # weight from which a paragraph can be told to be in another language than its report
_FAR_AHEAD = 2.5  # and by how many times it must lead the report's language
_LEAD = 1.15  # how far the best must lead the second
_RARE = 100  # characters among which a letter that no language has that is read is only that of a name
_PER_LETTER, _LETTERS, _SHARE = 0.5, 2.0, 0.5  # weight of an own letter, and the most that they count beside the words


@cache
def _profiles() -> tuple[dict[str, tuple[tuple[str, float], ...]], tuple[tuple[str, frozenset[str]], ...]]:
    """Return the languages of each function word with its weight, and each language's own letters."""
    words: dict[str, list[str]] = {}
    letters = []
    for code in languages():
        with Path(assets.PACKAGE / "extraction" / "lexicons" / f"{code}.toml").open(encoding="utf-8") as file:
            profile = tomllib.loads(_head(file.read(6000)))
        letters.append((code, frozenset(profile.get("letters", ""))))
        for word in dict.fromkeys(profile["function"].split()):
            words.setdefault(key(word), []).append(code)
    shared = {word: tuple((code, 1.0 / len(codes)) for code in codes) for word, codes in words.items()}
    return shared, tuple(letters)


def _head(text: str) -> str:
    """Return the lines of a data file up to its first table."""
    return text.split("\n[", 1)[0]


@cache
def _unread() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return the words of the languages that are not read, and their letters beyond a to z, which names in any text may have."""
    known = assets.toml("extraction/unread.toml").values()
    return tuple(
        (frozenset(map(key, other["function"].split())), frozenset(c for c in other["letters"] if not c.isascii())) for other in known
    )


@cache
def _strange() -> str:
    """Return the letters that no language has that is read."""
    return "".join(other.get("alone", "") for other in assets.toml("extraction/unread.toml").values())


def _mistaken(sample: str, code: str, score: float) -> bool:
    """Tell whether a text taken for a language speaks as much for one that is not read, by words that the former lacks."""
    words, letters = _profiles()
    own = dict(letters)[code]
    if sum(map(sample.count, _strange())) * _RARE > len(sample):
        return True
    found = Counter(word for word in map(key, _WORD.findall(sample)) if all(known != code for known, _ in words.get(word, ())))
    return any(
        _lettered(float(sum(found[word] for word in function if word in found)), sample, others - own) >= score
        for function, others in _unread()
    )


def _lettered(score: float, sample: str, letters: frozenset[str]) -> float:
    """Return the weight of the words of a language with that of its own letters."""
    return score + min(sum(map(sample.count, letters)) * _PER_LETTER, _SHARE * score + _LETTERS)


def foreign(text: str, home: str) -> str:
    """Return the language of a paragraph that is surely not in that of its report, "" when it is or when that is not sure."""
    scores = _scores(text)
    best = max(scores, key=lambda code: (scores[code], code))
    sure = best != home and scores[best] >= _FOREIGN and scores[best] >= _FAR_AHEAD * scores.get(home, 0.0)
    return best if sure and _decided(scores, _FOREIGN) == best and not _mistaken(text, best, scores[best]) else ""


def identify(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, "" when the words do not decide.

    A function word counts for every language that has it, less where several share it; a letter that only some
    alphabets have ("ї", "ß", "ñ") counts for those. A text of a few words is told by its other words too.
    """
    sample = text[:_READ]
    scores = _scores(sample)
    found = _decided(scores, _LEAST)
    if not found and len(text) <= _SHORT:
        scores = {code: score + _vocabulary(sample, code) for code, score in scores.items()}
        found = _decided(scores, 1.0)
    return "" if found and _mistaken(sample, found, max(scores[found], 1.0)) else found


def _scores(sample: str) -> dict[str, float]:
    """Return the weight of the function words and letters of each language in a text."""
    words, letters = _profiles()
    scores = dict.fromkeys((code for code, _ in letters), 0.0)
    for match in _WORD.finditer(sample):
        for code, weight in words.get(key(match.group()), ()):
            scores[code] += weight
    return {code: _lettered(scores[code], sample, own) for code, own in letters}


def _decided(scores: dict[str, float], least: float) -> str:
    """Return the language that leads all others clearly, "" when none does."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < least:
        return ""
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return ""
    return ranked[0][0]


def _vocabulary(text: str, code: str) -> float:
    """Return the weight of a language's words of travel and measure in a text: "train", "chilometri"."""
    lexicon = load(code)
    return sum(len(word) > 3 and bool(lexicon.alone(key(word))) for word in _WORD.findall(text))
