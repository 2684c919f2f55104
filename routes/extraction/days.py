"""Days: the first and the last one that a statement gives its movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.statements import index_of
from routes.extraction.statuses import status
from routes.text import DASHES

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame
    from routes.model import Toponym

_ENDING = frozenset({"arrive", "unload", "expect"})  # what a day alone says the end of
_LED = 2  # words that may lead to a day
_HEAD = 8  # items of a dateline before its day


def read(frame: Frame) -> tuple[str, str]:
    """Return first and last day of a movement as ISO dates, "" for one that its statement does not tell."""
    start = end = ""
    items = frame.items
    for i, item in enumerate(items):
        day = item.day
        if day is None or not day.first or _of_dateline(frame, item):
            continue
        before = items[i - 1 : i] if i and items[i - 1].kind == "t" else items[max(0, i - 2) : i]  # not the "to" of "to B the next day"
        first, last = (
            (day.coming, day.coming) if day.coming and (frame.kind == "expect" or status(frame) == "planned") else (day.first, day.last)
        )
        behind = _behind(items, i)
        if first != last:
            start, end = first, last
        elif (start and not end and any("date.to" in b.tags for b in before)) or any(
            "date.until" in b.tags and "date.since" not in b.tags for b in before
        ):
            end = last
        elif start and not end and last > start and any(behind is t for t in frame.destinations):
            end = last  # "from A on 3 March to B on 6 March"
        elif (
            (any(behind is t for t in frame.origins) and i < frame.at(0) - frame.first)
            or any("date.since" in b.tags for b in before)
            or frame.kind not in _ENDING
        ):
            start = start or first
        else:
            end = last
    return start, end


def _behind(items: list[Item], i: int) -> Toponym | None:
    """Return the name that a day stands right behind: "parti de Busan le 28 décembre"."""
    k = i - 1
    while k >= max(0, i - _LED) and items[k].kind == "w" and (items[k].has("prep.") or "word.det" in items[k].tags):
        k -= 1
    return items[k].toponym if k >= 0 else None


def dateline(items: list[Item]) -> int:
    """Return how many items head a sentence as where and when the report was written: "TBILISI, 14 March 2024 — A train left …"."""
    head = items[0].toponym if items else None
    if head is None or "dateline" not in head.cues:
        return 0
    mark = next((i for i in range(1, min(len(items) - 1, _HEAD)) if items[i].key in DASHES), 0)
    return mark + 1 if mark and items[mark + 1].kind != "t" else 0


def _of_dateline(frame: Frame, day: Item) -> bool:
    """Tell whether a day is when the report was written: "TBILISI, 14 March 2024 — A train left …"."""
    items = frame.sentence.items
    at = index_of(items, day, 0)
    heads = all(item.kind in ("t", "p") or (item.kind == "w" and (not item.tags or "word.det" in item.tags)) for item in items[:at])
    return 0 < at <= _HEAD and heads and at + 1 < len(items) and items[at + 1].key in DASHES
