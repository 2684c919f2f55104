"""Hints: the words around a leg that bear on what it went by, for the weighing once its ends are placed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from routes.extraction.sentences import same
from routes.model import Mode

if TYPE_CHECKING:
    from routes.extraction.sentences import Item, Sentence
    from routes.model import Leg, Span, Toponym

_HEADS = ("vehicle.", "travel.", "medium.", "basis.", "trip.", "bare.", "way.", "motion.")
_MODES = frozenset(get_args(Mode)) - {"unknown"}


def told(legs: tuple[Leg, ...], sentences: list[Sentence], toponyms: tuple[Toponym, ...]) -> tuple[Leg, ...]:
    """Return the legs with their hints: the words for means and movement of their sentence and of the one before it.

    A hint says where a word stands and what it speaks of: "between.vehicle.sea" stands between the two ends, "before." and
    "after." them, "earlier." in the sentence before.
    """
    names = {t.id: t for t in toponyms}
    items: dict[Span, list[Item]] = {}
    for sentence in sentences:  # a long one is in pieces that share its span
        items.setdefault(sentence.span, []).extend(sentence.items)
    before = {span: items[last] for last, span in pairwise(items)}
    return tuple(replace(leg, hints=_hints(items[leg.span], before.get(leg.span, []), _ends(leg, names))) for leg in legs)


def _ends(leg: Leg, names: dict[str, Toponym]) -> list[Toponym]:
    return [names[end] for end in (leg.origin, leg.destination) if end in names]


def _hints(own: list[Item], before: list[Item], ends: list[Toponym]) -> tuple[str, ...]:
    at = [k for end in ends if (k := next((k for k, i in enumerate(own) if i.toponym is not None and same(i.toponym, end)), -1)) >= 0]
    first, last = (min(at), max(at)) if len(at) > 1 else (0, at[0]) if at else (0, len(own))
    found = {f"earlier.{tag}" for item in before for tag in _tags(item)}
    for k, item in enumerate(own):
        where = "before" if k < first else "between" if k <= last else "after"
        found |= {f"{where}.{tag}" for tag in _tags(item)}
    return tuple(sorted(found))


def _tags(item: Item) -> list[str]:
    """Return what a word says of means and movement: "vehicle.sea", "motion.arrive", "motion.air"."""
    found = []
    for tag in item.tags:
        head, _, rest = tag.partition(".")
        mode = rest.rpartition(".")[2]
        if tag.startswith(_HEADS) and mode in _MODES:
            found.append(f"{head}.{mode}")
        elif head == "motion":
            found.append(f"{head}.{rest.partition('.')[0]}")
    return found
