"""Series of places: names one after another with commas, dashes or a conjunction between them, "X, Y, Z and A", "X — Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page

    Step = Callable[[int], int | None]  # from a word to another, None where there is none

_MEMBERS = 2  # known ones that make a series of the names beside them
_DASHES = frozenset("—–→")


def within(page: Page, cues: Cues, first: int, last: int, ends: Step, begins: Step) -> bool:
    """Tell whether a name stands in a series with well-known places: two of them, or one that a dash alone parts from it.

    Parameters
    ----------
    ends
        The first word of the well-known place that ends with a word, None when there is none.
    begins
        The last word of the well-known place that begins with a word, None when there is none.
    """
    left = _members(first, lambda at: _left(page, cues, at), ends, lambda at, _: dash(page.gap(at)))
    return left + _members(last, lambda at: _right(page, cues, at), begins, lambda _, after: dash(page.gap(after))) >= _MEMBERS


def _members(at: int, step: Step, known: Step, lined: Callable[[int, int], bool]) -> int:
    """Return how many well-known places follow each other from a name on to one side; a line with one counts as two of them."""
    found, here = 0, at
    while found < _MEMBERS:
        beside = step(here)
        reached = None if beside is None else known(beside)
        if beside is None or reached is None:
            break
        found += _MEMBERS if not found and lined(here, beside) else 1
        here = reached
    return found


def _left(page: Page, cues: Cues, first: int) -> int | None:
    """Return the last word of what stands before a name in a series, past the word for its kind: "Сары-Таш, пост Карамык"."""
    if first > 0 and page.gap(first) == " " and page.words[first - 1].low in cues.features_before:
        first -= 1
    if _parted(page.gap(first)) and first > 0 and not page.first[first]:
        return first - 1
    joined = first > 1 and page.gap(first) == " " and page.gap(first - 1) == " "
    return first - 2 if joined and page.words[first - 1].low in cues.conjunctions else None


def _right(page: Page, cues: Cues, last: int) -> int | None:
    """Return the first word of what stands after a name in a series, past the word for its kind."""
    after = last + 1
    if after >= len(page.words) or page.first[after]:
        return None
    if page.gap(after) == " " and page.words[after].low in cues.conjunctions:
        after += 1
    elif not _parted(page.gap(after)):
        return None
    if after < len(page.words) and page.words[after].low in cues.features_before:
        after += 1
    return after if after < len(page.words) else None


def _parted(gap: str) -> bool:
    return gap == ", " or dash(gap)


def dash(gap: str) -> bool:
    """Tell whether nothing but a dash or an arrow stands between two words."""
    return not _DASHES.isdisjoint(gap) and not gap.strip("—–→ \u00a0")
