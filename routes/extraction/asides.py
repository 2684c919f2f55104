"""Asides: names of where the news comes from or of what a thing is called after, and of no stop of what the text tells.

"Reuters reported from X", "sources in X said", "the firm, with headquarters in X", "in the X agreements", "X Street", "beat X": these are
places all the same, but nothing leaves from there or comes there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.lexicon import load

if TYPE_CHECKING:
    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page

_BESIDE = 3  # words before a name, or after it, among which who reports and the verb stand
_OPENED = 7  # words from "speaking" to the name: "speaking to reporters in X,"
_NEGATED = 4  # words from a name back to "not"
_SMALL = ("prep.at", "prep.of", "prep.dest", "prep.to", "word.det", "word.and")
_APOSTROPHES = frozenset("'’ʼ")


def said(page: Page, cues: Cues, first: int, last: int) -> list[str]:
    """Return the cues that this gives a name: "aside", "denied"."""
    cue = {"aside": holds(page, cues, first, last), "denied": denied(page, cues, first)}
    return [name for name, given in cue.items() if given]


def holds(page: Page, cues: Cues, first: int, last: int) -> bool:
    """Tell whether the words around a name say that it is only where somebody tells, or what something is called after."""
    before, after = page.before(first), page.after(_end(page, last))
    if not cues.aside_before.isdisjoint(before) or not cues.aside_after.isdisjoint(after):
        return True
    return _voiced(page, cues, first, last) or _reported(page, cues, first, last) or _opened(page, cues, first, last)


def _end(page: Page, last: int) -> int:
    """Return the last word of a name with the ending that an apostrophe hangs on it."""
    right = last + 1
    hung = right < len(page.words) and page.gap(right) in _APOSTROPHES and not page.words[right].capital
    return right if hung else last


def _led(page: Page, cues: Cues, first: int, last: int) -> bool:
    """Tell whether a preposition, or an ending, says that somebody is in a place or tells from there."""
    if cues.endings_hung:
        return _end(page, last) > last
    return first > 0 and page.joined[first] and page.words[first - 1].low in cues.aside_at


def _voiced(page: Page, cues: Cues, first: int, last: int) -> bool:
    """Tell whether somebody who only tells is in a place: "sources in X", "by phone from X", and does not go: "diplomats in X flew to"."""
    left = first - 2
    if left < 0 or not page.joined[first - 1] or not _led(page, cues, first, last):
        return False
    low = page.words[left].low
    if low in cues.aside_lines:
        return True
    if low not in cues.aside_people or not any(tag.startswith("prep.at") for tag in load(cues.language).alone(page.words[first - 1].low)):
        return False
    according = {*page.before(left), *(page.before(left - 1) if left else ())}  # "selon des sources à X"
    return not cues.metonym_before.isdisjoint(according) or not _goes(page, cues, last + 1)


def _goes(page: Page, cues: Cues, right: int) -> bool:
    """Tell whether the words from a number on say that those before them move, before any word for what they say."""
    for i in range(right, min(len(page.words), right + _BESIDE)):
        low = page.words[i].low
        if not page.joined[i] or low in cues.aside_reports or low in cues.speech or low in cues.says:
            return False
        if any(tag.startswith("motion.") for tag in load(cues.language).alone(low)):
            return True
    return False


def _reported(page: Page, cues: Cues, first: int, last: int) -> bool:
    """Tell whether an agency, or a reporter, and a verb of telling stand beside a name: "wie Reuters aus X meldet"."""
    if not _led(page, cues, first, last):
        return False
    said: set[bool] = set()
    k = first if cues.endings_hung else first - 1
    for i in range(k - 1, max(-1, k - 1 - _BESIDE), -1):
        if not page.joined[i + 1] or not _tells(page, cues, i, said):
            break
    right = _end(page, last) + 1
    for i in range(right, min(len(page.words), right + _BESIDE)):
        if not page.joined[i] or not _tells(page, cues, i, said):
            break
    return len(said) == 2


def _tells(page: Page, cues: Cues, i: int, said: set[bool]) -> bool:
    """Add to what is said whether a word is a verb of telling (True) or somebody who reports (False); tell whether it is any of these."""
    low = page.words[i].low
    if low in cues.aside_reports:
        said.add(True)
    elif low in cues.aside_agencies:
        said.add(False)
    else:
        return page.words[i].capital or len(low) <= 2  # "Agence France-Presse", "'ın"
    return True


def _opened(page: Page, cues: Cues, first: int, last: int) -> bool:
    """Tell whether a clause of speaking at the head of a sentence ends with a name: "Speaking to reporters in X, he said"."""
    right = last + 1
    if right >= len(page.words) or page.gap(right)[:1] != "," or not _led(page, cues, first, last):
        return False
    for i in range(first - 1, max(-1, first - 1 - _OPENED), -1):
        if not page.joined[i + 1]:
            return False
        if page.words[i].low in cues.aside_speaking:
            return page.first[i] or (i > 0 and page.first[i - 1])
    return False


def denied(page: Page, cues: Cues, first: int) -> bool:
    """Tell whether a name says what another one is not: "not the one in X", "non en X", "а не во X"; between them are small words only."""
    lexicon = load(cues.language)
    for i in range(first - 1, max(-1, first - 1 - _NEGATED), -1):
        tags = lexicon.alone(page.words[i].low)
        if "word.not" in tags:
            return not page.first[i + 1]
        small = page.words[i].low in cues.one or any(tag.startswith(_SMALL) for tag in tags)
        if page.words[i].capital or not page.joined[i + 1] or not small:
            return False
    return False
