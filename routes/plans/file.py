"""The plan file: TOML with the line of every entry and key, so that each mistake is told with where it stands."""

from __future__ import annotations

import datetime
import difflib
import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn, get_args

from routes.errors import PlanError, ReportMissing
from routes.model import ClaimKind, Comparator, Mode, Span, Status
from routes.reports.document import Unreadable
from routes.reports.encodings import decode
from routes.text import fold
from routes.units import METRES, SECONDS

SUFFIX = ".plan.toml"
FORMAT = "routes-plan/1"
LARGEST_BYTES = 1_000_000
_NUMBER = (int, float)
KEYS: dict[str, dict[str, Any]] = {
    "": {
        "format": str, "report": str, "title": str, "language": str, "published": "date",
        "place": "tables", "leg": "tables", "claim": "tables",
    },
    "place": {
        "name": str, "nth": int, "candidates": list, "candidate": int, "id": str, "lat": _NUMBER, "lon": _NUMBER,
        "radius_km": _NUMBER, "ignore": bool,
    },
    "leg": {
        "leg": str, "nth": int, "from": str, "to": str, "mode": get_args(Mode), "via": list, "start": "date", "end": "date",
        "status": get_args(Status), "cargo": str, "quote": str, "ignore": bool,
    },
    "claim": {
        "quote": str, "nth": int, "kind": get_args(ClaimKind), "value": _NUMBER, "unit": (*METRES, *SECONDS),
        "comparator": get_args(Comparator), "from": str, "to": str, "ignore": bool,
    },
}  # fmt: skip
NAMED = {"place": "name", "leg": "leg", "claim": "quote"}  # the key of each kind that says which one is meant
_HEADER = re.compile(r"\s{0,200}\[\[\s{0,20}(\w{1,40})\s{0,20}\]\]")
_KEY = re.compile(r"\s{0,200}[\"']?([\w-]{1,60})[\"']?\s{0,20}=")
_LINE = re.compile(r"^(.{1,300}?)\s{0,3}\(at (?:line (\d{1,9}), column \d{1,9}|end of document)\)$", flags=re.S)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a plan: its values, and the lines of its head and keys (from 1)."""

    kind: str
    values: dict[str, Any]
    line: int
    lines: dict[str, int]
    span: Span  # characters of the plan's text

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    @property
    def sets(self) -> bool:
        """Tell whether the entry sets anything, and does not only name what it is about."""
        return bool(set(self.values) - {NAMED[self.kind], "nth", "candidates"})

    def at(self, key: str) -> int:
        """Return the line of a key, of the table where it is not there."""
        return self.lines.get(key, self.line)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was read and holds together; ``head`` are the values outside any table."""

    name: str
    text: str
    sha256: str
    head: Entry
    places: tuple[Entry, ...] = ()
    legs: tuple[Entry, ...] = ()
    claims: tuple[Entry, ...] = ()
    partial: bool = False  # its legs and claims, which may speak of places that the report does not name, are taken out

    @property
    def report(self) -> str:
        """The name of the report's file, "" where the plan stands alone."""
        return str(self.head.values.get("report", ""))

    def only_places(self) -> Plan:
        """Return the plan without its legs and claims."""
        return replace(self, legs=(), claims=(), partial=True)

    def wrong(self, line: int, message: str) -> NoReturn:
        """Raise the error of a line."""
        raise PlanError(f"{self.name}, line {line}: {message}")


def subject(name: str) -> str:
    """Return what an entry is about, so that two writings of it compare equal: "Najin → Dunay", "najin -> dunay"."""
    return " → ".join(fold(end) for end in re.split(r"\s{0,5}(?:→|->)\s{0,5}", " ".join(name.split())))


def path_of(report: Path) -> Path:
    """Return where the plan of a report lies."""
    return report.with_name(report.stem + SUFFIX)


def beside(report: str | Path) -> Plan | None:
    """Return the plan that lies beside a report, None where there is none."""
    path = path_of(Path(report))
    return read(path) if path.is_file() else None


def read(source: str | Path) -> Plan:
    """Read a plan from its file.

    Raises
    ------
    ReportMissing
        When there is no such file.
    PlanError
        When it cannot be read, with the line and what to do.
    """
    path = Path(source)
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise PlanError(f"{path.name} is larger than {LARGEST_BYTES // 1_000_000} MB; it is no plan.")
        content = path.read_bytes()
        text = decode(content).replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise ReportMissing(f"There is no file {path}; check the path.") from error
    except Unreadable as error:
        raise PlanError(f"{path.name} {error}.") from error
    except PlanError:
        raise
    except (OSError, ValueError) as error:
        raise PlanError(f"Cannot read {path}: {getattr(error, 'strerror', None) or error}.") from error
    return parse(text, path.name, hashlib.sha256(content).hexdigest())


def parse(text: str, name: str, sha256: str = "") -> Plan:
    """Return the plan that a text is."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.match(str(error))
        line = int(found[2]) if found and found[2] else text.count("\n") + 1
        what = (found[1] if found else str(error)).replace("Cannot overwrite a value", "a key stands here a second time")
        raise PlanError(f"{name}, line {line}: {what[:1].lower()}{what[1:]}.") from error
    heads = _heads(text)
    tables = {kind: values.get(kind, []) for kind in ("place", "leg", "claim")}
    plan = Plan(name, text, sha256, Entry("", {k: v for k, v in values.items() if k not in tables}, 1, heads[0][2], Span(0, 0)))
    entries: dict[str, tuple[Entry, ...]] = {}
    for kind, found_tables in tables.items():
        places = [h for h in heads[1:] if h[0] == kind]
        if not isinstance(found_tables, list) or len(places) != len(found_tables) or not all(isinstance(t, dict) for t in found_tables):
            plan.wrong(plan.head.at(kind), f"write each {kind} as a table of its own, headed [[{kind}]].")
        entries[kind] = tuple(Entry(kind, t, h[1], h[2], h[3]) for t, h in zip(found_tables, places, strict=True))
    plan = Plan(name, text, sha256, plan.head, entries["place"], entries["leg"], entries["claim"])
    for entry in (plan.head, *plan.places, *plan.legs, *plan.claims):
        _check(plan, entry)
    if plan.head.values.get("format", FORMAT) != FORMAT:
        plan.wrong(plan.head.at("format"), f"this format of plans is not known; this version of routes reads {FORMAT}.")
    return plan


def _heads(text: str) -> list[tuple[str, int, dict[str, int], Span]]:
    """Return kind, line, lines of the keys and span of each table, what comes before the first table as one of kind ""."""
    found: list[tuple[str, int, dict[str, int], Span]] = [("", 1, {}, Span(0, 0))]
    quoted, at = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if not quoted and (header := _HEADER.match(line)):
            found.append((header[1], number, {}, Span(at, at)))
        elif not quoted and (key := _KEY.match(line)):
            found[-1][2].setdefault(key[1], number)
        for mark in re.findall(r'"""|\'\'\'', line):
            quoted = mark if not quoted else "" if mark == quoted else quoted
        at += len(line) + 1
        if found[-1][0] and line.strip() and not line.lstrip().startswith("#"):
            kind, first, keys, span = found[-1]
            found[-1] = (kind, first, keys, Span(span.start, at - 1))
    return found


def _check(plan: Plan, entry: Entry) -> None:
    """Refuse keys that are not known and values of the wrong kind."""
    known = KEYS[entry.kind]
    where = f"[[{entry.kind}]]" if entry.kind else "a plan"
    for key, value in entry.values.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}."
            plan.wrong(entry.at(key), f"{where} has no key {key!r}; {hint}")
        wanted = known[key]
        if wanted == "date":
            entry.values[key] = _date(plan, entry, key)
        elif isinstance(wanted, tuple) and isinstance(wanted[0], str):
            if value not in wanted:
                plan.wrong(entry.at(key), f"{key} is {value!r}; use one of {', '.join(wanted)}.")
        elif not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            words = {str: "a text in quotes", int: "a whole number", bool: "true or false", list: "a list in brackets"}
            plan.wrong(entry.at(key), f"{key} has to be {words.get(wanted, 'a number')}.")
        elif wanted is list and not all(isinstance(v, str) for v in value):
            plan.wrong(entry.at(key), f"{key} has to be a list of texts in quotes.")


def _date(plan: Plan, entry: Entry, key: str) -> str:
    """Return a date as ISO 8601, written as text or as a TOML date; a month or a year alone are good too."""
    value = entry.values[key]
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        if not value:
            return ""
        if _DATE.fullmatch(value):
            try:
                datetime.date.fromisoformat((value + "-01-01")[:10])
                return value
            except ValueError:
                pass
    plan.wrong(entry.at(key), f"{key} has to be a date such as 2023-09-01.")
