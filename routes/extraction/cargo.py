"""Cargo: the goods or people that a statement says move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.modes import aboard
from routes.extraction.statements import index_of
from routes.model import Span

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame

_LONGEST = 4  # words of a noun with its adjectives
_MOVED = frozenset({"move", "depart", "load", "unload"})
_OWN = ("motion.", "prep.", "medium.", "travel.", "date.", "direction.", "hedge.")  # of words that are no part of a noun
_NO_GOODS = frozenset(
    {"word.pronoun", "word.person", "word.split", "word.share", "word.and", "word.or", "word.then", "word.name", "word.not"}
)


def read(frame: Frame) -> Span | None:
    """Return where the report names the goods or people that move, None where it names none."""
    for items in (frame.items, frame.sentence.items):
        found = next((i for i, item in enumerate(items) if "word.cargo" in item.tags or _borne(items, i)), -1)
        if found >= 0:
            return _whole(items, found)
        subject = _subject(frame)
        if subject is not None:
            return subject
    return None


def _borne(items: list[Item], i: int) -> bool:
    """Tell whether a vehicle is what another carries, counted: "the ferry carrying 40 lorries"."""
    return i > 0 and items[i].has("vehicle.") and items[i - 1].kind == "q" and aboard(items, i)


def _whole(items: list[Item], i: int) -> Span:
    """Return a cargo with its number, its adjectives and what it is a measure of: "300 empty containers", "1,500 tonnes of gravel"."""
    last = _run(items, i)
    measured = items[last + 1 : last + 3]
    if len(measured) > 1 and "word.container" in measured[0].tags and measured[1].kind == "w" and not measured[1].has("motion."):
        last = _run(items, last + 2)
    return Span(items[_begun(items, i)].start, items[last].end)


def _run(items: list[Item], i: int) -> int:
    """Return the last of the words for a cargo that follow one another: "12 000 tonnes de | maïs", "uranium | ore"."""
    while i + 1 < len(items) and "word.cargo" in items[i + 1].tags and not items[i + 1].has("motion."):
        i += 1
    return i


def _begun(items: list[Item], i: int) -> int:
    """Return where the number of a cargo stands, or its adjective that an article, a measure or "with" leads to."""
    if i and items[i - 1].kind == "q":
        return i - 1
    if i < 2 or items[i - 1].kind != "w" or not _plain(items[i - 1]):
        return i
    before = items[i - 2]
    if before.kind == "q":
        return i - 2
    led = "word.container" in before.tags or before.value("prep.") == "with" or ("word.det" in before.tags and not before.pronoun)
    return i - 1 if led else i


def _plain(item: Item) -> bool:
    """Tell whether a word may be an adjective or a measure of the noun behind it."""
    return not item.tags or all(tag.startswith("claim.") for tag in item.tags)


def _subject(frame: Frame) -> Span | None:
    """Return the noun that something is done to, whatever it is, "the statue was flown to B"; None without article or number."""
    if frame.predicate is None or frame.kind not in _MOVED:
        return None
    items = frame.sentence.items
    at = index_of(items, frame.predicate, 0)
    passive = next((i for i in range(frame.first, at) if "word.passive" in items[i].tags), -1)
    first = passive
    while first > frame.first and passive - first < _LONGEST and _noun(items[first - 1]):
        first -= 1
    led = first > 0 and (items[first - 1].kind == "q" or "word.det" in items[first - 1].tags) and not items[first - 1].pronoun
    if passive < 0 or first == passive or not led:
        return None
    begins = first - 1 if items[first - 1].kind == "q" else first
    opens = begins - (1 if begins == first else 0)
    if opens > frame.first and items[opens - 1].kind != "p" and "word.and" not in items[opens - 1].tags:
        return None  # "the mayor of the town was driven": what the noun hangs on is not read
    return Span(items[begins].start, items[passive - 1].end)


def _noun(item: Item) -> bool:
    """Tell whether a word may be a part of a noun."""
    return (
        item.kind == "w"
        and item.key.isalpha()
        and not any(item.has(head) for head in _OWN)
        and _NO_GOODS.isdisjoint(item.tags)
        and "word.det" not in item.tags
    )
