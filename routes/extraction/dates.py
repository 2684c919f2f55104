"""Dates of a text, completed from the day the report was published."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from routes.extraction.lexicon import Lexicon
from routes.text import DASHES, Token

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SHORT = re.compile(r"(\d{1,2})\.(\d{1,2})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOON = 75  # days: a date without a year lies in the past unless it comes this soon


@dataclass(frozen=True, slots=True)
class Day:
    """A date at ``line[i:j]`` as ISO 8601, both ends equal for a day, "2023-01" for a month, "" for a day whose year is unknown.

    ``coming`` is the next such day of a day of the week, ``first`` the last one.
    """

    i: int
    j: int
    first: str
    last: str
    coming: str = ""
    ahead: bool = False  # "tomorrow": after the day on which it is told


def _day(token: Token, lexicon: Lexicon) -> int:
    """Return the day of the month that a token writes ("1er" comes as "1", "er"), 0 when it is none."""
    if token.key.isdigit() and len(token.key) <= 2:
        return int(token.key) if 1 <= int(token.key) <= 31 else 0
    for words, tag, value in lexicon.entries(token.key):
        if tag == "date.ordinal" and value and len(words) == 1:
            return int(value)
    return 0


def _tag(line: list[Token], i: int, lexicon: Lexicon, tag: str) -> tuple[int, str] | None:
    """Return the end and the value of the entry with a tag at ``line[i]``."""
    if i >= len(line):
        return None
    for words, name, value in lexicon.entries(line[i].key):
        if name == tag and (len(words) == 1 or [t.key for t in line[i : i + len(words)]] == list(words)):
            return i + len(words), value
    return None


def _skip(line: list[Token], i: int, lexicon: Lexicon, tag: str) -> int:
    """Return the index after one entry with a tag at ``line[i]``, and after the full stop of an abbreviation."""
    found = _tag(line, i, lexicon, tag)
    return found[0] if found else i


def _to(line: list[Token], i: int, lexicon: Lexicon) -> int:
    """Return the index after what leads to the second of two days, 0 for none: "to", and "auf den" of "in der Nacht vom 2. auf den 3."."""
    found = _tag(line, i, lexicon, "date.to") or _tag(line, i, lexicon, "moment.night")
    return found[0] if found else 0


def _month(line: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    found = _tag(line, i, lexicon, "date.month")
    if not found:
        return None
    end = found[0]
    if (
        end < len(line)
        and line[end].key == "."
        and line[end].start == line[end - 1].end
        and f"{line[end - 1].key}." in lexicon.abbreviations
    ):
        end += 1
    return end, int(found[1])


def _after_day(line: list[Token], i: int, lexicon: Lexicon) -> int:
    """Return the index after what may follow a day's number: "er", "th", a full stop."""
    i = _skip(line, i, lexicon, "date.ordinal")
    if lexicon.ordinals and i < len(line) and line[i].key == "." and line[i].start == line[i - 1].end:
        i += 1
    return i


def _year(line: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int]:
    """Return the index after a year and the word for it ("2024 r."), and the year; (i, 0) when none follows."""
    for k in (i, i + 1, i + 2):
        if k < len(line) and _YEAR.fullmatch(line[k].key):
            led = k == i or line[i].key == "," or _tag(line, i, lexicon, "date.part")
            return (_after_year(line, k + 1, lexicon), int(line[k].key)) if led else (i, 0)
        if k < len(line) and line[k].key != "," and not _tag(line, k, lexicon, "date.part"):
            break
    return i, 0


def _after_year(line: list[Token], i: int, lexicon: Lexicon) -> int:
    """Return the index after the word for a year, and after its full stop where it is not the last one of the sentence."""
    end = _skip(line, i, lexicon, "date.of_year")
    short = i < end < len(line) - 1 and line[end].key == "." and line[end].start == line[end - 1].end
    return end + 1 if short else end


def _complete(year: int, month: int, day: int, base: str) -> str:
    """Return an ISO date, its year taken from the day of publication when it is 0; "" when it cannot be told.

    Without a year the latest such day up to publication is meant, or one that comes soon after.
    """
    if not year:
        if not base:
            return ""
        today = datetime.date.fromisoformat(base)
        year = today.year
        length = calendar.monthrange(year, month)[1]
        this = datetime.date(year, month, min(day or 1, length))
        if (this - today).days > _SOON:
            year -= 1
        elif (today - this).days > 366 - _SOON:
            year += 1
    if day > calendar.monthrange(year, month)[1]:
        return ""
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _numeric(line: list[Token], i: int, lexicon: Lexicon) -> Day | None:
    """Return a date in digits: 2023-10-14, 14.10.2023, 14/10/2023."""
    dotted = _DOTTED.fullmatch(line[i].key)
    day = month = year = 0
    j = i + 1
    if dotted:
        day, month, year = (int(part) for part in dotted.groups())
    elif (
        len(line) > i + 4 and line[i + 1].key in ("-", "/") and line[i + 3].key == line[i + 1].key and line[i + 4].end - line[i].start <= 10
    ):
        parts = [line[i].key, line[i + 2].key, line[i + 4].key]
        if not all(part.isdigit() for part in parts):
            return None
        j = i + 5
        if len(parts[0]) == 4:
            year, month, day = (int(part) for part in parts)
        elif len(parts[2]) == 4:
            day, month, year = (int(part) for part in parts)
            if (lexicon.settings["date"].get("order") == "mdy" and day <= 12) or month > 12:
                day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1800 <= year <= 2200):
        return None
    iso = _complete(year, month, day, "")
    return Day(i, j, iso, iso) if iso else None


def _day_dot(line: list[Token], i: int, lexicon: Lexicon, base: str) -> Day | None:
    """Return "14.10." with its second full stop, in a language that writes ordinals with one."""
    short = _SHORT.fullmatch(line[i].key) if lexicon.ordinals and i + 1 < len(line) else None
    if not short or line[i + 1].key != "." or line[i + 1].start != line[i].end:
        return None
    day, month = int(short[1]), int(short[2])
    iso = _complete(0, month, day, base) if 1 <= day <= 31 and 1 <= month <= 12 else ""
    return Day(i, i + 2, iso, iso) if iso else None


def _day_month(line: list[Token], i: int, lexicon: Lexicon, base: str) -> Day | None:
    """Return "14 octobre 2023", "7-8 September", "entre le 7 et le 8 septembre" from its first day on."""
    first = last = _day(line[i], lexicon)
    if not first:
        return None
    j = _after_day(line, i + 1, lexicon)
    while (
        j + 2 < len(line)
        and line[j].key == ","
        and _day(line[j + 1], lexicon) > last
        and (line[j + 2].key == "," or _to(line, j + 2, lexicon))
    ):
        last, j = _day(line[j + 1], lexicon), j + 2  # "3, 4 and 5 March"
    between = j
    if j < len(line) and (line[j].key in DASHES or _to(line, j, lexicon)):
        between = _to(line, j, lexicon) if line[j].key not in DASHES else j + 1
        between = _skip(line, between, lexicon, "date.part")
        second = _day(line[between], lexicon) if between < len(line) else 0
        if second > last:
            last, j = second, _after_day(line, between + 1, lexicon)
    if last == first:
        between = -1
    j = _skip(line, j, lexicon, "date.part")
    month = _month(line, j, lexicon)
    if month is None:
        return None
    end, year = _year(line, month[0], lexicon)
    a, b = _complete(year, month[1], first, base), _complete(year, month[1], last, base)
    return Day(i, end, a, b) if (a and b) or not base else None


def _month_day(line: list[Token], i: int, lexicon: Lexicon, base: str) -> Day | None:
    """Return "Sept. 7-8", "October 13, 2023", "January 2023", "January"."""
    month = _month(line, i, lexicon)
    if month is None:
        return None
    j, number = month
    first = last = 0
    if lexicon.settings["date"].get("order") == "mdy" and j < len(line):
        first = last = _day(line[j], lexicon)
        if first:
            j = _after_day(line, j + 1, lexicon)
            if j + 1 < len(line) and line[j].key in ("-", "–", "to", "and"):
                second = _day(line[j + 1], lexicon)
                if second > first and not _month(line, j + 2, lexicon):
                    last, j = second, _after_day(line, j + 2, lexicon)
    end, year = _year(line, j, lexicon)
    if not first and not year and _tag(line, i, lexicon, "date.ambiguous"):
        before = line[i - 1] if i else None
        if before is None or not any(tag == "date.in" for _, tag, _ in lexicon.entries(before.key)):
            return None
    a, b = _complete(year, number, first, base), _complete(year, number, last, base)
    return Day(i, end, a, b) if (a and b) or not base else None


def _named(line: list[Token], i: int, lexicon: Lexicon, base: str) -> Day | None:
    """Return "on Friday", "yesterday": the last such day up to publication."""
    if not base:
        return None
    today = datetime.date.fromisoformat(base)
    weekday = _tag(line, i, lexicon, "date.weekday")
    relative = _tag(line, i, lexicon, "date.relative")
    if relative:
        iso = (today + datetime.timedelta(days=int(relative[1]))).isoformat()
        return Day(i, relative[0], iso, iso, ahead=int(relative[1]) > 0)
    if weekday and not _tag(line, i, lexicon, "date.ambiguous"):
        day = today - datetime.timedelta(days=(today.weekday() - int(weekday[1])) % 7)
        return Day(i, weekday[0], day.isoformat(), day.isoformat(), (day + datetime.timedelta(days=7)).isoformat())
    return None


def read(line: list[Token], i: int, lexicon: Lexicon, base: str = "") -> Day | None:
    """Return the date that begins at ``line[i]``, None when there is none.

    Parameters
    ----------
    line
        Words of a sentence.
    i
        Where to look.
    lexicon
        Words of the language.
    base
        ISO date of publication, "" when unknown: then only dates with a year are read.
    """
    if line[i].key[0].isdigit():
        return _numeric(line, i, lexicon) or _day_dot(line, i, lexicon, base) or _day_month(line, i, lexicon, base)
    tags = {tag for _, tag, _ in lexicon.entries(line[i].key)}
    if "date.ordinal" in tags:
        found = _day_month(line, i, lexicon, base)
        if found:
            return found
    if "date.month" in tags:
        return _month_day(line, i, lexicon, base)
    if "date.weekday" in tags:
        k = i + 1
        while k < len(line) and k < i + 3 and (line[k].key == "," or _tag(line, k, lexicon, "date.part")):
            k += 1
        dated = read(line, k, lexicon, base) if k < len(line) and not _tag(line, k, lexicon, "date.weekday") else None
        return Day(i, dated.j, dated.first, dated.last) if dated else _named(line, i, lexicon, base)
    return _named(line, i, lexicon, base) if "date.relative" in tags else None
