"""Moments: days told from another one, "a week later", "two days ago", "on the 9th", and years that only a date beside tells."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routes.extraction import dates, numbers

if TYPE_CHECKING:
    from routes.extraction.dates import Day
    from routes.extraction.lexicon import Lexicon
    from routes.extraction.sentences import Item
    from routes.text import Token

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHOLE = 10  # letters of a date with its day
_NEAR = 1  # sentences over which a day is told from one before it
_LED = 2  # words between one that has a day of its own and the day
_DAYS = {"d": 1, "week": 7}
_FAR = 20  # days: more of them are mostly a round number
_MONTHS = 340  # the same, between the months "from March to December 2023"
_ONE_JOURNEY = 60  # days between two dates of which only one has its year, where they tell of one journey


@dataclass(slots=True)
class Calendar:
    """The day that a report told last, and in which sentence: what "the next day" is told from."""

    published: str
    day: str = ""
    index: int = -99
    dated: str = ""  # the last one that was told with its year
    since: int = -99

    def near(self, index: int) -> str:
        """Return the day told last where a sentence may still go on from it, "" for none."""
        return self.day if index - self.index <= _NEAR else ""


@dataclass(frozen=True, slots=True)
class _Step:
    """So many days from the day told last, or from the day of publication; ``nth`` is a day of the month of the former."""

    days: int
    published: bool = False
    nth: int = 0


def place(text: str, index: int, items: list[Item], line: list[Token], lexicon: Lexicon, calendar: Calendar) -> None:
    """Give the items of a sentence the days that they tell from another one.

    Parameters
    ----------
    text
        The report.
    index
        Number of the sentence.
    items
        Items of the sentence; one that tells a day gets it, whatever else it is.
    line
        Words of the sentence.
    lexicon
        Words of the language.
    calendar
        What was told before the sentence; changed.
    """
    steps = _steps(line, lexicon)
    for i, item in enumerate(items):
        if item.day is not None and item.day.coming and any("moment.next" in lexicon.alone(k.key) for k in items[max(0, i - 1) : i + 2]):
            item.day = dates.Day(item.day.i, item.day.j, item.day.coming, item.day.coming)  # "next Tuesday"
    if not steps and all(item.day is None for item in items):
        return
    for k, item in enumerate(items):
        step = next((step for start, step in steps.items() if item.start <= start < item.end), None)
        if step is not None and item.toponym is None:
            item.day = _moved(step, calendar.near(index), calendar.published, item.day)
        if item.day is None:
            continue
        own, told = _own(items, k, line, lexicon), _dated(text, item)
        if own and step is None and not told:
            item.day = _of_year(text, items[k:], line, lexicon, calendar.dated if index - calendar.since <= _NEAR else "")
        if len(item.day.last) == _WHOLE:
            calendar.day, calendar.index = item.day.last, index
            told = told or item.day.last[:4] == calendar.dated[:4]
            calendar.dated, calendar.since = (item.day.last, index) if own and told else (calendar.dated, calendar.since)
        item.day = item.day if own else None


def _own(items: list[Item], k: int, line: list[Token], lexicon: Lexicon) -> bool:
    """Tell whether a day is that of its statement: no "deal signed on 22 July", no "attack of 5 February", no "every Friday"."""
    day, first = items[k].day, k
    if day is not None and day.coming and k and "moment.every" in lexicon.alone(items[k - 1].key):
        return False
    while first and k - first < _LED and _leads(items[first - 1]) and "moment.own" not in lexicon.alone(items[first - 1].key):
        first -= 1
    noun = items[first - 1] if first else None
    if noun is None or day is None or noun.kind != "w":
        return True
    if "moment.own" in lexicon.alone(noun.key):
        return False
    of = k - first == 1 and "moment.of" in lexicon.alone(items[first].key) and day.first == day.last and len(day.first) == _WHOLE
    travels = any(noun.has(head) for head in ("motion.", "vehicle.", "travel.", "trip."))
    plain = noun.key.isalpha() and (not noun.tags or noun.has("claim.") or "word.name" in noun.tags)
    return not (of and plain and not travels and "moment.time" not in lexicon.alone(noun.key))


def _leads(item: Item) -> bool:
    """Tell whether a word only leads to a day: "on", "on the", "of"."""
    return item.kind == "w" and (item.has("prep.") or "word.det" in item.tags or item.has("date."))


def _dated(text: str, item: Item) -> bool:
    """Tell whether a day is written with its year."""
    return item.day is not None and item.day.first != "" and _YEAR.search(text, item.start, item.end) is not None


def _moved(step: _Step, last: str, published: str, day: Day | None) -> Day | None:
    """Return the day that a step leads to, and what an item tells by itself, or a day unknown, where there is nothing to count from."""
    begun = published if step.published else last
    if not begun:
        return day if step.nth else day or dates.Day(0, 0, "", "")
    base = datetime.date.fromisoformat(begun)
    if step.nth:
        try:
            moved = base.replace(day=step.nth)
        except ValueError:
            return day
        if moved < base:
            return day
    else:
        moved = base + datetime.timedelta(days=step.days)
    return dates.Day(0, 0, moved.isoformat(), moved.isoformat())


def _of_year(text: str, items: list[Item], line: list[Token], lexicon: Lexicon, before: str) -> Day:
    """Return the day of the first item, of the same journey as one with its year: "left on 14 October 2021 and came in on 2 January".

    ``before`` is a day with its year told before it.
    """
    day = items[0].day
    assert day is not None
    after = next((item.day.first for item in items[1:] if item.day is not None and _dated(text, item)), "")
    i = next((n for n, token in enumerate(line) if token.start >= items[0].start), len(line))
    months = any(tag == "date.month" for t in line[i:] if t.start < items[0].end for _, tag, _ in lexicon.entries(t.key))
    for near, way in ((before, 1), (after, -1)):
        if near and months:
            for year in (int(near[:4]), int(near[:4]) + way):
                moved = dates.read(line, i, lexicon, f"{year}-06-30")
                first, last = (f"{year}{end[4:]}" for end in (moved.first, moved.last)) if moved else ("", "")
                apart = way * (_ordinal(first) - _ordinal(near)) if first else -1
                if 0 <= apart <= (_ONE_JOURNEY if len(first) == _WHOLE else _MONTHS):
                    return replace(day, first=first, last=last)
    return day


def _ordinal(iso: str) -> int:
    """Return the number of a day, or of the first one of a month; 0 for 29 February in a year without it."""
    try:
        return datetime.date.fromisoformat(iso if len(iso) == _WHOLE else f"{iso}-01").toordinal()
    except ValueError:
        return 0


def _steps(line: list[Token], lexicon: Lexicon) -> dict[int, _Step]:
    """Return the words of a sentence that tell a day from another, by where each begins in the text."""
    found: dict[int, _Step] = {}
    for i, token in enumerate(line):
        length, tags = lexicon.match(line, i, "moment.")
        if "moment.then" in tags:
            found[token.start] = _Step(int(tags["moment.then"]))
        elif "moment.after" in tags or "moment.before" in tags:
            days, _ = _counted(line, i + length, lexicon)
            if days and not _hedged(line, i, lexicon):
                found[line[i + length].start] = _Step(-days, published=True) if "moment.before" in tags else _Step(days)
        elif token.start not in found and (nth := _nth(line, i, lexicon)):
            found[token.start] = _Step(0, nth=nth)
        elif token.start not in found and not _hedged(line, i, lexicon):
            days, end = _counted(line, i, lexicon)
            _, after = lexicon.match(line, end, "moment.") if days and end < len(line) else (0, {})
            if "moment.ago" in after:
                found[token.start] = _Step(-days, published=True)
            elif "moment.later" in after:
                found[token.start] = _Step(days)
            elif "moment.earlier" in after:
                found[token.start] = _Step(-days)
    return found


def _counted(line: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int]:
    """Return the days that a time at ``line[i]`` counts, 0 for none or a rough one, and where it ends."""
    if i >= len(line) or not numbers.begins(line[i].key, lexicon):
        return 0, i
    time = numbers.read(line, i, lexicon)
    if time is None or time.unit not in _DAYS or time.low != time.high or time.loose or time.nth or time.value != int(time.value):
        return 0, i
    days = int(time.value) * _DAYS[time.unit]
    return (days if 0 < days <= _FAR else 0), time.j


def _hedged(line: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Tell whether a time is not meant exactly: "about a week later", "less than two days later"."""
    before = line[max(0, i - 1) : i]
    return any(tag.startswith("hedge.") and tag != "hedge.exact" for token in before for tag in lexicon.alone(token.key))


def _nth(line: list[Token], i: int, lexicon: Lexicon) -> int:
    """Return the day of the month that a number alone tells, 0 for none: "on 3 March it left, on the 9th it was there"."""
    key = line[i].key
    if not (key.isdigit() and len(key) <= 2 and i and i + 1 < len(line) and 1 <= int(key) <= 31):
        return 0
    end = i + 2 if line[i + 1].key == "-" else i + 1  # "9-го"
    if end >= len(line) or "moment.nth" not in lexicon.alone(line[end].key):
        return 0
    after = line[end + 1] if end + 1 < len(line) else None
    tags = lexicon.alone(after.key) if after else ()
    closes = (
        after is None or not after.key[0].isalnum() or any(tag.startswith("prep.") or tag in ("word.and", "word.pronoun") for tag in tags)
    )
    return int(key) if closes else 0
