"""What stands at the head of a report: its language, its title, the day it was published."""

from __future__ import annotations

import re
from dataclasses import replace

from routes.extraction import dates
from routes.extraction.language import identify
from routes.extraction.lexicon import load
from routes.model import Report
from routes.text import DASHES, tokens

_AFTER_DATELINE = DASHES | frozenset(").:/")
_HEAD = 2500  # characters in which a report dates itself
_LINE = re.compile(r"[^\n]{1,2000}")
_LONGEST_TITLE = 220
_MARKUP = re.compile(r"^(?:#{1,6}\s{1,8}|\*{1,3}|=+\s)|(?:\*{1,3}|#{1,6})$")
_CLOCK = re.compile(r"\d{1,2}\s?[:hH.]\s?\d{2}")


def describe(report: Report) -> Report:
    """Return the report with language, title and date of publication filled in where they are missing."""
    language = report.language or identify(report.text)
    return replace(
        report,
        language=language,
        title=report.title or title(report.text),
        published=report.published or published(report.text, language),
    )


def title(text: str) -> str:
    """Return the heading of a text: a first line that stands alone and is no sentence; "" when there is none."""
    first = _LINE.search(text.lstrip())
    if not first:
        return ""
    line = _MARKUP.sub("", _MARKUP.sub("", first.group().strip())).strip()
    rest = text.lstrip()[first.end() :]
    alone = rest[:1] == "\n" or not rest
    if not alone or not rest.strip() or len(line) > _LONGEST_TITLE or line.endswith((".", ",", ";", ":")):
        return ""
    return line


def published(text: str, language: str) -> str:
    """Return the ISO date on which a report says it was published, "" when it does not say.

    Looked for at the head: a line that is hardly more than a date, a dateline's date, or a date after a word such as "updated".
    """
    lexicon = load(language)
    elisions = lexicon.elisions
    for position, match in enumerate(_LINE.finditer(text[:_HEAD])):
        line = tokens(match.group(), elisions=elisions)[:60]
        for i, token in enumerate(line):
            if not (token.key[0].isdigit() or any(tag.startswith("date.") for _, tag, _ in lexicon.entries(token.key))):
                continue
            day = dates.read(line, i, lexicon)
            if day is None or len(day.last) != 10:
                continue
            said = any(tag == "date.updated" for t in line[max(0, i - 4) : i] for _, tag, _ in lexicon.entries(t.key))
            length = line[day.j - 1].end - token.start
            short = len(_CLOCK.sub("", match.group()).strip()) - length <= 40
            dateline = position < 2 and i <= 8 and day.j < len(line) and line[day.j].key in _AFTER_DATELINE
            if said or short or dateline:
                return day.last
            break
    return ""
