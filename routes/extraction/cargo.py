"""Cargo: the goods or people that a statement says move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.model import Span

if TYPE_CHECKING:
    from routes.extraction.statements import Frame


def read(frame: Frame) -> Span | None:
    """Return where the report names the goods or people that move, None where it names none."""
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
            return Span(items[first].start, items[last].end)
    return None
