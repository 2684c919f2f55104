"""The language of a text, told by its commonest words, so that no model is loaded."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from routes import assets
from routes.extraction.lexicon import languages, load, profile
from routes.text import key

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{1,40}")
_READ = 20_000  # characters that decide
_LEAST = 2.0  # weight below which function words alone do not decide
_SHORT = 600  # characters of a text so short that the other words of the lexicons are asked as well
_FOREIGN = 6.0  # weight from which a paragraph can be told to be in another language than its report
_FAR_AHEAD = 2.5  # and by how many times it must lead the report's language
_LEAD = 1.15  # how far the best must lead the second
_RARE = 100  # characters among which a letter that no language has that is read is only that of a name
_PER_LETTER, _LETTERS, _SHARE = 0.5, 2.0, 0.5  # weight of an own letter, and the most that they count beside the words


class _Profiles(NamedTuple):
    """What tells the languages that are read."""

    words: dict[str, tuple[tuple[str, float], ...]]  # the languages of each function word, with its weight
    letters: dict[str, frozenset[str]]  # those that few alphabets have
    alphabets: dict[str, frozenset[str]]  # those that its function words are written with


@cache
def _profiles() -> _Profiles:
    """Return what the heads of the languages' files say."""
    found = _Profiles({}, {}, {})
    words: dict[str, list[str]] = {}
    for code in languages():
        told = profile(code)
        found.letters[code], found.alphabets[code] = frozenset(told.get("letters", "")), frozenset(told["function"])
        for word in dict.fromkeys(told["function"].split()):
            words.setdefault(key(word), []).append(code)
    found.words.update((word, tuple((code, 1.0 / len(codes)) for code in codes)) for word, codes in words.items())
    return found


@cache
def _unread(code: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return the words and the letters of each language that is not read, without those that a language has and that any name may have."""
    words, letters, _ = _profiles()
    own = {word for word, known in words.items() if any(code == other for other, _ in known)}
    listed = assets.toml("extraction/unread.toml").values()
    return tuple(
        (frozenset(map(key, other["function"].split())) - own, frozenset(c for c in other["letters"] if not c.isascii()) - letters[code])
        for other in listed
    )


@cache
def _strange() -> str:
    """Return the letters that no language has that is read."""
    return "".join(other.get("alone", "") for other in assets.toml("extraction/unread.toml").values())


class _Sample(NamedTuple):
    """A text whose language is asked, and its words as lexicons write them, each with how often it stands there."""

    text: str
    words: Counter[str]

    @classmethod
    def of(cls, text: str) -> _Sample:
        """Count the words of a text."""
        return cls(text, Counter(key(" ".join(_WORD.findall(text))).split(" ")))

    def letters(self, asked: Iterable[str]) -> int:
        """Return how many letters of the text are of those asked."""
        return sum(self.text.count(letter) for letter in asked if letter in self.text)

    def weight(self, words: float, own: frozenset[str]) -> float:
        """Return the weight of the words of a language with that of its own letters."""
        return words + min(self.letters(own) * _PER_LETTER, _SHARE * words + _LETTERS)


def _mistaken(sample: _Sample, code: str, score: float) -> bool:
    """Tell whether a text taken for a language speaks as much for one that is not read, by words that the former lacks."""
    if sample.letters(_strange()) * _RARE > len(sample.text):
        return True
    spoken = ((sum(sample.words[word] for word in sample.words.keys() & words), letters) for words, letters in _unread(code))
    return any(sample.weight(float(words), letters) >= score for words, letters in spoken)


def foreign(text: str, home: str) -> str:
    """Return the language of a paragraph that is surely not in that of its report, "" when it is or when that is not sure."""
    sample = _Sample.of(text)
    scores = _scores(sample)
    best = max(scores, key=lambda code: (scores[code], code))
    sure = best != home and scores[best] >= _FOREIGN and scores[best] >= _FAR_AHEAD * scores.get(home, 0.0)
    return best if sure and _decided(scores, _FOREIGN) == best and not _mistaken(sample, best, scores[best]) else ""


def identify(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, "" when the words do not decide.

    A function word counts for every language that has it, less where several share it; a letter that only some
    alphabets have ("ї", "ß", "ñ") counts for those. A text of a few words is told by its other words too.
    """
    sample = _Sample.of(text[:_READ])
    scores = _scores(sample)
    found = _decided(scores, _LEAST)
    if not found and len(text) <= _SHORT:
        scores = {code: score + _vocabulary(sample, code) for code, score in scores.items()}
        found = _decided(scores, 1.0)
    return "" if found and _mistaken(sample, found, max(scores[found], 1.0)) else found


def _scores(sample: _Sample) -> dict[str, float]:
    """Return the weight of the function words and letters of each language in a text."""
    words, letters, _ = _profiles()
    scores = dict.fromkeys(letters, 0.0)
    for word, times in sample.words.items():
        for code, weight in words.get(word, ()):
            scores[code] += times * weight
    return {code: sample.weight(scores[code], own) for code, own in letters.items()}


def _decided(scores: dict[str, float], least: float) -> str:
    """Return the language that leads all others clearly, "" when none does."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < least:
        return ""
    if len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]:
        return ""
    return ranked[0][0]


def _vocabulary(sample: _Sample, code: str) -> float:
    """Return the weight of a language's words of travel and measure in a text: "train", "chilometri"."""
    if _profiles().alphabets[code].isdisjoint("".join(sample.words)):
        return 0  # in another script
    lexicon = load(code)
    return sum(times for word, times in sample.words.items() if len(word) > 3 and lexicon.alone(word))
