"""Names a few slips away from a word, or in other letters: a walk down the trie that gives up a branch as soon as it holds no name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from routes.atlas.keys import begins

_SIGNS = 4  # of the longest letter
_LATIN = "abcdefghijklmnopqrstuvwxyz "
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщъыьэюяієґ "


def within(trie: Any, word: str, slips: int) -> list[str]:
    """Return the keys of a trie that so many slips turn a word into, sorted.

    A slip is a letter too many, too few or wrong, or two neighbours exchanged (the optimal string alignment distance).
    """
    alphabet = _CYRILLIC if any("\u0400" <= c <= "\u04ff" for c in word) else _LATIN
    return sorted({key for key in _walk(trie, "", word, slips, alphabet) if key in trie})


def respelled(trie: Any, word: str, letters: dict[str, list[str]]) -> list[str]:
    """Return the keys of a trie that a folded word becomes when each letter is written as one of its spellings, sorted."""
    reached: list[set[str]] = [{""}, *(set() for _ in word)]  # what so many letters can be spelled as, as far as some key begins so
    for at in range(len(word)):
        for upto in range(at + 1, min(at + _SIGNS, len(word)) + 1):  # a letter may have several signs: "sz", "szcz"
            for spelling in letters.get(word[at:upto], ()):
                reached[upto].update(done + spelling for done in reached[at] if begins(trie, done + spelling))
    return sorted(key for key in reached[-1] if key in trie)


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
