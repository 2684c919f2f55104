"""Contrasts: places that a report names only to say that something did not go there, "not to A but to B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routes.extraction.lexicon import Lexicon
    from routes.extraction.sentences import Item, Sentence

_LED = 4  # items before a name among which its preposition and the "not" before that stand
_QUIET = frozenset({"word.passive", "word.det", "word.feature"})  # words between a "not" and a name that change nothing
_HALVES = 2  # items before a "not" among which its first half stands
_NEXT = 3  # items after a name among which the word stands that puts another in its place


def instead(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that put one thing in the place of another, "but" in "not A but B": ``instead`` in the lexicon."""
    return frozenset(lexicon.settings.get("instead", "").split())


def replaced(sentences: list[Sentence], lexicon: Lexicon) -> frozenset[str]:
    """Return the ids of the names in whose place the same sentence puts another one."""
    words = instead(lexicon)
    found = set()
    for sentence in sentences if words else ():
        items = sentence.items
        for k, item in enumerate(items):
            at = _denies(items, k) if item.toponym is not None else -1
            another = any(m.key in words for m in items[k + 1 : k + 1 + _NEXT])
            if item.toponym is not None and at >= 0 and (another or _set_apart(items, at, words)):
                for half in items[max(0, at - _HALVES) : at + 1]:  # it denies the name alone: "n'a pas été envoyé à A mais à B"
                    half.retag({tag: value for tag, value in half.tags.items() if tag != "word.not"})
                found.add(item.toponym.id)
    return frozenset(found)


def _denies(items: list[Item], k: int) -> int:
    """Return where the "not" stands that with a preposition leads to the name at ``items[k]``, -1 for none.

    A verb may stand between them, "was not sent to A but to B", of which the "not" says nothing then.
    """
    led = moved = False
    for i in range(k - 1, max(-1, k - 1 - _LED), -1):
        item = items[i]
        if led and ("word.not" in item.tags or "word.not_this" in item.tags):
            return i if not moved or _put_instead(items, k) else -1
        moved = moved or (led and item.has("motion."))
        if not (item.has("prep.") or item.has("motion.") or _QUIET.intersection(item.tags)):
            return -1
        led = led or item.has("prep.")
    return -1


def _set_apart(items: list[Item], at: int, words: frozenset[str]) -> bool:
    """Tell whether the "not" at ``items[at]`` sets a place against the one told before: "to B, not to A", "à B et non à A"."""
    first = at
    while first and (items[first - 1].kind == "p" or "word.and" in items[first - 1].tags or items[first - 1].key in words):
        first -= 1
    told = any(item.kind == "t" for item in items[:first])
    verb = first > 0 and items[first - 1].has("motion.")  # "kam aber nie in B an"
    return told and first < at and not verb and items[at + 1].has("prep.") and not items[at + 1].has("motion.")


def _put_instead(items: list[Item], k: int) -> bool:
    """Tell whether a preposition and a name take the place of the name at ``items[k]``: "… to A but to B"."""
    after = [item for item in items[k + 1 : k + 1 + _LED] if item.kind != "p"]
    return len(after) > 1 and after[1].has("prep.") and any(item.kind == "t" for item in after)
