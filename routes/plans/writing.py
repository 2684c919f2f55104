"""The plan of a report as a file to edit: what was understood as comments, what a person set as values."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from routes.model import Claim, Itinerary, Leg, Waypoint
from routes.plans.file import FORMAT, KEYS, NAMED, Entry, Plan, subject
from routes.text import escaped, printable

_FIXED = frozenset({"name", "leg", "quote", "nth", "candidates", "format", "report", "place", "claim"})

_HEAD = """\
# The plan of {name}: what routes understood, for you to correct.
#
# Take the "#" away from a line, change its value, and map the report again: the map then shows your value, marked as set by a
# person. Lines that you leave alone are understood anew each time, so that a better version of routes or other data still help.
# Entries that you do not need may be deleted.
"""
_ADD = """\
# To add a leg that the report does not tell, or that was not understood:
# [[leg]]
# from = "Hamburg"
# to = "Gdansk"
# mode = "sea"            # sea, rail, road, air, river, pipeline, unknown
# via = ["Copenhagen"]
# start = "2023-09-01"

# To add a claim: from a place to another, to the nearest border or coast of a country, or how long something took.
# [[claim]]
# from = "Hamburg"
# to = "border:DK"        # or a place, "border:*" (the nearest), "coast:DK", "coast:*"
# value = 150
# unit = "km"             # km, m, mi, nmi, ft, verst, min, h, d, week
# comparator = "about"    # exact, about, more_than, less_than
"""


_HINTS = {
    "candidate": "another number of the list",
    "id": "any place by its id; `routes place NAME` lists them",
    "nth": "the report has several of this name",
    "ignore": {"place": "this is no place", "leg": "there is no such leg", "claim": "the report claims no such thing"},
}
_WIDTH = 24  # columns before a hint


def write(run: Itinerary, old: Plan | None = None) -> str:
    """Return the plan of a run as text: what was understood as comments, what a person set as values.

    Parameters
    ----------
    run
        The report as understood, with the places of the old plan and without its legs and claims.
    old
        The plan that was there; everything that a person set in it is in the new one too.
    """
    report, earlier, name = run.report, _Earlier(old), run.report.source
    head = {"title": report.title, "language": report.language, "published": report.published}
    lines = [_HEAD.format(name=printable(name)), f"format = {_toml(FORMAT)}", f"report = {_toml(name)}", ""]
    lines += [*_values("", head, earlier.head), "", "", "# ---- Places ----", ""]
    lines += _tables("place", [(w.name, *_place(w)) for w in run.waypoints], earlier)
    lines += ["", "# ---- Legs ----", ""]
    lines += _tables("leg", [(_leg_name(run, leg), [], _leg(run, leg)) for leg in run.legs], earlier)
    lines += ["", "# ---- Claims ----", ""]
    lines += _tables("claim", [(_quote(run, c), _verdict(run, c), _claim(run, c)) for c in run.claims], earlier)
    lines += earlier.rest()
    return "\n".join([*lines, "", _ADD])


class _Earlier:
    """The entries of the plan that was there, each taken once."""

    def __init__(self, old: Plan | None) -> None:
        self.plan = old
        self.head = old.head.values if old else {}
        self.left: list[Entry] = [*old.places, *old.legs, *old.claims] if old else []

    def take(self, kind: str, key: str, nth: int) -> dict[str, Any]:
        """Return the values of the entry about the same thing."""
        for entry in self.left:
            same = entry.kind == kind and subject(entry.values.get(NAMED[kind], "")) == subject(key)
            if same and entry.values.get("nth", 1) == max(nth, 1):
                self.left.remove(entry)
                return entry.values
        return {}

    def rest(self) -> list[str]:
        """Return the entries that were added by hand as they stand, those that say nothing left out."""
        assert self.plan or not self.left
        said = [e for e in self.left if self.plan and (e.sets or NAMED[e.kind] not in e)]
        texts = [self.plan.text[slice(*e.span)] for e in said] if self.plan else []
        return ["", "# ---- Added ----", "", *(f"{text}\n" for text in texts)] if texts else []


def _tables(kind: str, rows: list[tuple[str, list[str], dict[str, Any]]], earlier: _Earlier) -> list[str]:
    """Return a table for each row: its key, lines of comment, and values."""
    several = Counter(key for key, _, _ in rows)
    nth: Counter[str] = Counter()
    lines = []
    for key, comments, values in rows:
        nth[key] += 1
        number = nth[key] if several[key] > 1 else 0
        set_ = earlier.take(kind, key, number)
        lines += [f"[[{kind}]]", f"{NAMED[kind]} = {_toml(key)}"]
        lines += [_hinted(f"nth = {number}", "nth", kind)] if number else []
        if "candidate" in set_ and "candidates" in set_:
            lines += ["candidates = [", *(f"    {_toml(c)},  # {n}" for n, c in enumerate(set_["candidates"], 1)), "]"]
        else:
            lines += comments
        lines += [*_values(kind, {**values, "ignore": True}, set_), ""]
    return lines


def _values(kind: str, understood: dict[str, Any], set_: dict[str, Any]) -> list[str]:
    """Return a line for each value: what a person set as it is, what was understood as a comment."""
    keys = dict.fromkeys([*understood, *(k for k in set_ if k in KEYS[kind] and k not in _FIXED)])
    return [_hinted(f"{k} = {_toml(set_[k])}" if k in set_ else f"# {k} = {_toml(understood[k])}", k, kind) for k in keys]


def _hinted(line: str, key: str, kind: str) -> str:
    hint = _HINTS.get(key, "")
    text = hint.get(kind, "") if isinstance(hint, dict) else hint
    return f"{line:<{_WIDTH}}  # {text}" if text else line


def _place(w: Waypoint) -> tuple[list[str], dict[str, Any]]:
    """Return the candidates of a place as a list, the one taken first, and the values that may be set."""
    listed = w.place if w.place and w.place.source != "report" else None  # what only the report places has no id
    known = [*([listed] if listed else []), *(c.place for c in w.alternatives)]
    reasons = [*([w.reasons] if listed else []), *(c.reasons for c in w.alternatives)]
    lines = []
    for n, (p, why) in enumerate(zip(known, reasons, strict=True), 1):
        about = f"{p.source_id} {p.name}, {p.country or 'sea'}, {p.lat:.4f} {p.lon:.4f}, {p.feature_code}"
        lines.append(f"    {_toml(about)},  # {n}{': ' if why else ''}{printable(', '.join(why))}")
    at = {"lat": round(w.place.lat, 5), "lon": round(w.place.lon, 5)} if w.place else {"lat": 0.0, "lon": 0.0}
    return (["candidates = [", *lines, "]"] if lines else []), {"candidate": 1, "id": known[0].source_id if known else "", **at}


def _leg(run: Itinerary, leg: Leg) -> dict[str, Any]:
    return {
        "from": _name(run, leg.origin), "to": _name(run, leg.destination), "mode": leg.mode, "via": [_name(run, v) for v in leg.via],
        "start": leg.start, "end": leg.end, "status": leg.status, "cargo": leg.cargo,
    }  # fmt: skip


def _claim(run: Itinerary, claim: Claim) -> dict[str, Any]:
    return {
        "value": claim.value, "unit": claim.unit, "comparator": claim.comparator, "kind": claim.kind,
        "from": _name(run, claim.origin), "to": claim.target if ":" in claim.target else _name(run, claim.target),
    }  # fmt: skip


def _verdict(run: Itinerary, claim: Claim) -> list[str]:
    verdict = run.verdict(claim.id)
    return [f"# {verdict.answer}: {printable(verdict.reason_en)}"] if verdict else []


def _name(run: Itinerary, id: str) -> str:
    w = run.waypoint(id)
    return w.name if w else ""


def _leg_name(run: Itinerary, leg: Leg) -> str:
    return f"{_name(run, leg.origin) or '?'} → {_name(run, leg.destination) or '?'}"


def _quote(run: Itinerary, claim: Claim) -> str:
    return " ".join(run.report.text[slice(*claim.span)].split())


def _toml(value: Any) -> str:
    """Return a value as TOML writes it: JSON's escapes are TOML's."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value)
    return escaped(json.dumps(str(value), ensure_ascii=False))
