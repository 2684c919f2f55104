"""What a parser makes of a document: its text as paragraphs, and what the document says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

_RUNS = re.compile(r"[^\S\n]{1,10000}")
_YEARS = 1000, 2999  # in which something can have been published; days can be counted from there without leaving the calendar
_SOFT = re.compile("[\u00ad\u200b\u2060\ufeff]")  # may be broken here, has no width: no reader sees them, and they part names


@dataclass(slots=True)
class Doubt:
    """What could not be read: a code of its kind, one English sentence, and the facts in it by name."""

    code: str
    message: str
    values: dict[str, str]


@dataclass(slots=True)
class Document:
    """A parsed document.

    ``paragraphs`` make the text of the report, one empty line between them. ``doubts`` tell what could not be read.
    ``items`` are the parts that are reports of their own, as in a news feed.
    """

    paragraphs: list[str] = field(default_factory=list)
    title: str = ""
    author: str = ""
    published: str = ""  # ISO 8601 date
    doubts: list[Doubt] = field(default_factory=list)
    items: list[Document] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, headed by the title where it does not begin with it."""
        bodies = [p for p in map(plain, self.paragraphs) if p]
        head = plain(self.title)
        if head and not any(_same(head, p) for p in bodies[:3]):
            bodies.insert(0, head)
        return "\n\n".join(bodies)


class Unreadable(Exception):
    """Why a document cannot be read: what is wrong and what to do, put behind its name."""


def plain(paragraph: str) -> str:
    """Return a paragraph with single spaces, lines kept, and without characters that nobody sees."""
    lines = (_RUNS.sub(" ", line).strip() for line in _SOFT.sub("", paragraph).splitlines())
    return "\n".join(line for line in lines if line)


def day(told: str) -> str:
    """Return the day of a date or time as ISO 8601 or RFC 5322 writes it, "" for anything else and for days that there are not."""
    found = re.match(r"\s{0,99}(\d{4}-?\d{2}-?\d{2})(?!\d)", told)
    try:
        if found:
            known = date.fromisoformat(found.group(1))
        else:
            from email.utils import parsedate_to_datetime

            known = parsedate_to_datetime(told).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return known.isoformat() if _YEARS[0] <= known.year <= _YEARS[1] else ""


def _same(a: str, b: str) -> bool:
    return a.casefold().split() == b.casefold().split()
