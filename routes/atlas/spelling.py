"""Names a few slips away from a word, or in other letters: a walk down the trie that gives up a branch as soon as it holds no name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from routes.assets import toml
from routes.atlas.keys import begins

_SIGNS = 4  # of the longest letter
_FURTHER = 1  # how much less plain than the plainest spelling another one may be
_ANY = 1_000  # of a sister language's alphabet: no limit
_LATIN = "abcdefghijklmnopqrstuvwxyz "
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщъыьэюяієґ "


def within(trie: Any, word: str, slips: int) -> list[str]:
    """Return the keys of a trie that so many slips turn a word into, sorted.

    A slip is a letter too many, too few or wrong, or two neighbours exchanged (the optimal string alignment distance).
    """
    alphabet = _CYRILLIC if any("\u0400" <= c <= "\u04ff" for c in word) else _LATIN
    return sorted({key for key in _walk(trie, "", word, slips, alphabet) if key in trie})


@cache
def alphabets(language: str) -> tuple[tuple[dict[str, list[str]], int], ...]:
    """Return the spellings of a language's letters in a sister language's alphabet, which are the surer ones, and in Latin letters.

    With each, how much less plain than the plainest one a spelling may be.
    """
    letters = toml("atlas/facts/respelling.toml").get(language, {})
    sister = {sign: [s for s in spellings if s in ("", " ") or not s.isascii()] for sign, spellings in letters.items()}
    latin = {sign: [s for s in spellings if s.isascii()] for sign, spellings in letters.items()}
    return tuple((known, far) for known, far in ((sister, _ANY), (latin, _FURTHER)) if any("".join(s).strip() for s in known.values()))


def respelled(trie: Any, words: Iterable[str], letters: dict[str, list[str]]) -> dict[str, int]:
    """Return the keys of a trie that one of some folded words becomes when each letter is written as one of its spellings.

    With each of them, how far it is from the plainest spelling: the sum of the places that its spellings have in the lists of their
    letters, and one more for every word but the first, which is the name as it stands.
    """
    found: dict[str, int] = {}
    given = {word: min(number, 1) for number, word in reversed(list(enumerate(words)))}
    before, reached = "", [{"": 0}]  # what so many letters of a word can be spelled as, as far as some key begins so
    for word in sorted(given):
        shared = _shared(before, word)  # the cases of a name begin alike
        del reached[shared + 1 :]
        for upto in range(shared + 1, len(word) + 1):
            reached.append(_spelled(trie, word[:upto], reached, letters))
        for key, far in reached[-1].items():
            if key in trie:
                found[key] = min(found.get(key, far + given[word]), far + given[word])
        before = word
    return found


def _shared(one: str, other: str) -> int:
    """Return how many letters two words share from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _spelled(trie: Any, word: str, reached: list[dict[str, int]], letters: dict[str, list[str]]) -> dict[str, int]:
    """Return what a beginning of a word can be spelled as; ``reached`` tells it of the shorter ones."""
    found: dict[str, int] = {}
    for at in range(max(0, len(word) - _SIGNS), len(word)):  # a letter may have several signs: "sz", "szcz"
        if not reached[at]:
            continue
        for more, spelling in enumerate(letters.get(word[at:], ())):
            for done, far in reached[at].items():
                key = done + spelling
                if key in found:
                    found[key] = min(found[key], far + more)
                elif begins(trie, key):
                    found[key] = far + more
    return found


def _walk(trie: Any, done: str, rest: str, slips: int, alphabet: str) -> Iterator[str]:
    """Yield what the rest of a word can become after a beginning that some key has."""
    if done and not begins(trie, done):
        return
    if not rest:
        yield done
    else:
        yield from _walk(trie, done + rest[0], rest[1:], slips, alphabet)
    if not slips:
        return
    if rest:
        yield from _walk(trie, done, rest[1:], slips - 1, alphabet)
    if len(rest) > 1 and rest[0] != rest[1]:
        yield from _walk(trie, done + rest[1] + rest[0], rest[2:], slips - 1, alphabet)
    for letter in alphabet:
        yield from _walk(trie, done + letter, rest, slips - 1, alphabet)
        if rest and letter != rest[0]:
            yield from _walk(trie, done + letter, rest[1:], slips - 1, alphabet)
