"""Contrasts: places that a report names only to say that something did not go there, "not to A but to B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routes.extraction.lexicon import Lexicon
    from routes.extraction.sentences import Item, Sentence

_LED = 4  # items before a name among which its preposition and the "not" before that stand
_NEXT = 3  # items after a name among which the word stands that puts another in its place


def replaced(sentences: list[Sentence], lexicon: Lexicon) -> frozenset[str]:
    """Return the ids of the names in whose place the same sentence puts another one; words that do so are ``instead`` in the lexicon."""
    words = frozenset(lexicon.settings.get("instead", "").split())
    found = set()
    for sentence in sentences if words else ():
        items = sentence.items
        for k, item in enumerate(items):
            if item.toponym is not None and _denied(items, k) and any(m.key in words for m in items[k + 1 : k + 1 + _NEXT]):
                found.add(item.toponym.id)
    return frozenset(found)


def _denied(items: list[Item], k: int) -> bool:
    """Tell whether "not" and a preposition lead to the name at ``items[k]``."""
    led = False
    for item in reversed(items[max(0, k - _LED) : k]):
        if led and "word.not" in item.tags:
            return True
        if not (item.has("prep.") or "word.det" in item.tags or "word.feature" in item.tags):
            return False
        led = led or item.has("prep.")
    return False
