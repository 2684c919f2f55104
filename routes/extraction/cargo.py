"""When and what: the days that a statement of movement gives, and the goods or people that move."""

from __future__ import annotations

from dataclasses import replace

from routes.extraction.sentences import Item
from routes.extraction.statements import Frame, index_of
from routes.model import Leg
from routes.text import DASHES

_HEAD = 8  # items of a dateline before its day


def days(frame: Frame) -> tuple[str, str]:
    """Return first and last day that a clause gives its movement."""
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


def _of_dateline(frame: Frame, day: Item) -> bool:
    """Tell whether a day is when the report was written: "TBILISI, 14 March 2024 — A train left …"."""
    items = frame.sentence.items
    at = index_of(items, day, 0)
    heads = all(item.kind in ("t", "p") or (item.kind == "w" and (not item.tags or "word.det" in item.tags)) for item in items[:at])
    return 0 < at <= _HEAD and heads and at + 1 < len(items) and items[at + 1].key in DASHES


def read(frame: Frame) -> str:
    """Return the goods or people that move, as the report writes them."""
    for items in (frame.items, frame.sentence.items):
        for i, item in enumerate(items):
            if "word.cargo" not in item.tags:
                continue
            first = last = i
            if i and items[i - 1].kind == "q":
                first = i - 1
            elif i > 1 and items[i - 2].kind == "q" and items[i - 1].kind == "w" and not items[i - 1].tags:
                first = i - 2
            if (
                i + 2 < len(items)
                and "word.container" in items[i + 1].tags
                and items[i + 2].kind == "w"
                and not items[i + 2].has("motion.")
            ):
                last = i + 2
            return f"\0{items[first].start}:{items[last].end}"
    return ""


def with_words(legs: tuple[Leg, ...], text: str) -> tuple[Leg, ...]:
    """Return the legs with the words of their cargo in place of its offsets."""
    done = []
    for leg in legs:
        if leg.cargo.startswith("\0"):
            start, end = (int(n) for n in leg.cargo[1:].split(":"))
            done.append(replace(leg, cargo=" ".join(text[start:end].split())))
        else:
            done.append(leg)
    return tuple(done)
