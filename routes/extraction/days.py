"""Days: the first and the last one that a statement gives its movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.statements import index_of
from routes.text import DASHES

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame

_HEAD = 8  # items of a dateline before its day


def read(frame: Frame) -> tuple[str, str]:
    """Return first and last day of a movement as ISO dates, "" for one that its statement does not tell."""
    start = end = ""
    items = frame.items
    for i, item in enumerate(items):
        day = item.day
        if day is None or _of_dateline(frame, item):
            continue
        before = items[max(0, i - 2) : i]
        if day.first != day.last:
            start, end = day.first, day.last
        elif (start and not end and any("date.to" in b.tags for b in before)) or any(
            "date.until" in b.tags and "date.since" not in b.tags for b in before
        ):
            end = day.last
        elif any("date.since" in b.tags for b in before) or frame.kind not in ("arrive", "unload", "expect"):
            start = start or day.first
        else:
            end = day.last
    return start, end


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
