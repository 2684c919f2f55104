"""What differs between two runs: of two versions of a report, of the data, or of the program."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from routes.geodesy import Floats, distance_m, unit_vectors
from routes.text import fold

Run = dict[str, Any]
Key = Callable[[dict[str, Any]], Hashable]

_LEAST_MOVE_M = 1.5  # coordinates of a run are rounded to about a metre
_STATIONS = 4000  # points at which two lines are compared; in between they are straight
_PLACE = ("name", "country", "feature_code", "role", "radius_m", "source_id", "set_by_person")
_LEG = ("mode", "status", "start", "end", "cargo", "length_m", "geodesic_m", "method", "network", "snap_m", "countries", "passages",
        "set_by_person")  # fmt: skip
_CLAIM = ("quote", "kind", "value", "unit", "comparator", "direction", "verdict", "denied", "set_by_person")


class Detail(NamedTuple):
    """One value that changed; lengths are in metres where the field's name ends in ``_m``."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new, gone or other than before.

    ``before`` and ``after`` are its ids in the two runs, "" where it is missing; ``moved_m`` is how far a place moved, or the largest
    distance between the two lines of a leg.
    """

    kind: str  # report, setting, software, data, place, leg, claim, note
    title: str
    what: str  # added, removed, changed
    before: str = ""
    after: str = ""
    details: tuple[Detail, ...] = ()
    moved_m: int = 0


def compare(before: Run, after: Run) -> tuple[Change, ...]:
    """Return what changed from one run to another, none where they say the same.

    Things are matched by what the report calls them, not by their ids; where a sentence stands in the text does not count.
    """
    return (
        *_report(before, after),
        *_origin(before["provenance"], after["provenance"]),
        *_places(before, after),
        *_legs(before, after),
        *_claims(before, after),
        *_notes(before, after),
    )


def pairs(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]], keys: Sequence[tuple[Key, Key]]) -> list[tuple[Any, Any]]:
    """Return the two lists matched: by the first key that fits, in order; None stands beside what has no partner."""
    left, right = list(before), list(after)
    found: list[tuple[Any, Any]] = []
    for old_key, new_key in keys:
        for new in list(right):
            old = next((o for o in left if old_key(o) == new_key(new)), None)
            if old is not None:
                found.append((old, new))
                left.remove(old)
                right.remove(new)
    order = {item["id"]: i for i, item in enumerate(after)}
    found.sort(key=lambda pair: order[pair[1]["id"]])
    return [*found, *((None, new) for new in right), *((old, None) for old in left)]


def _differing(old: dict[str, Any], new: dict[str, Any], fields: Sequence[str]) -> list[Detail]:
    return [Detail(f, old.get(f), new.get(f)) for f in fields if old.get(f) != new.get(f)]


def _change(kind: str, title: str, old: Any, new: Any, details: Sequence[Detail] = (), moved_m: float = 0.0) -> list[Change]:
    what = "added" if old is None else "removed" if new is None else "changed"
    if what == "changed" and not details and moved_m < _LEAST_MOVE_M:
        return []
    moved = round(moved_m) if moved_m >= _LEAST_MOVE_M else 0
    return [Change(kind, title, what, old["id"] if old else "", new["id"] if new else "", tuple(details), moved)]


def _report(before: Run, after: Run) -> list[Change]:
    fields = ("title", "source", "language", "published", "text", "sha256")
    found = _differing(before["report"], after["report"], fields)
    found = [Detail("text", len(d.before or ""), len(d.after or "")) if d.field == "text" else d for d in found]
    return [Change("report", after["report"]["title"] or after["report"]["source"], "changed", details=tuple(found))] if found else []


def _origin(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return the settings, programs and data sets that differ."""
    out = []
    for kind in ("settings", "software"):
        old, new = before.get(kind) or {}, after.get(kind) or {}
        found = [Detail(f, old.get(f), new.get(f)) for f in sorted({*old, *new}) if (old.get(f) or "") != (new.get(f) or "")]
        out += [Change(kind.removesuffix("s"), kind, "changed", details=tuple(found))] if found else []
    sets = [{str(d.get("file") or d.get("name")): d for kind in ("data", "own") for d in p.get(kind) or ()} for p in (before, after)]
    for name in sorted({*sets[0], *sets[1]}):
        old, new = sets[0].get(name), sets[1].get(name)
        details = _differing(old, new, ("version", "sha256", "licence")) if old and new else []
        if details or not (old and new):
            out.append(Change("data", name, "changed" if old and new else "removed" if old else "added", details=tuple(details)))
    return out


def _names(run: Run) -> dict[str, str]:
    return {p["id"]: str(p.get("name_in_text") or p["name"]) for p in run["places"]}


def _places(before: Run, after: Run) -> list[Change]:
    out = []
    keys: list[Key] = [
        lambda p: (fold(p["name_in_text"]), p["role"], p["source_id"]),
        lambda p: (fold(p["name_in_text"]), p["role"]),
        lambda p: fold(p["name_in_text"]),
        lambda p: p["source_id"] or p["name_in_text"],
    ]
    for old, new in pairs(before["places"], after["places"], [(k, k) for k in keys]):
        moved, details = 0.0, []
        if old and new:
            details = _differing(old, new, _PLACE)
            if None in (old["lat"], new["lat"]):
                details += _differing(old, new, ("lat", "lon"))
            else:
                moved = distance_m(lat1=old["lat"], lon1=old["lon"], lat2=new["lat"], lon2=new["lon"])
        out += _change("place", str((new or old)["name_in_text"]), old, new, details, moved)
    return out


def _ends(names: dict[str, str]) -> Callable[[dict[str, Any]], tuple[str, str]]:
    return lambda leg: (fold(names.get(leg["from"] or "", "")), fold(names.get(leg["to"] or "", "")))


def leg_title(leg: dict[str, Any], names: dict[str, str]) -> str:
    """Return "origin → destination", "?" for an end that is not named."""
    return f"{names.get(leg['from'] or '', '?')} → {names.get(leg['to'] or '', '?')}"


def _legs(before: Run, after: Run) -> list[Change]:
    names = _names(before), _names(after)
    old_ends, new_ends = _ends(names[0]), _ends(names[1])
    # The same ends and means, else the same ends, else the same sentence, else one end and the means.
    keys: list[tuple[Key, Key]] = [
        (lambda leg: (old_ends(leg), leg["mode"]), lambda leg: (new_ends(leg), leg["mode"])),
        (old_ends, new_ends),
        (lambda leg: leg["quote"], lambda leg: leg["quote"]),
        (lambda leg: (old_ends(leg)[0], leg["mode"]), lambda leg: (new_ends(leg)[0], leg["mode"])),
        (lambda leg: (old_ends(leg)[1], leg["mode"]), lambda leg: (new_ends(leg)[1], leg["mode"])),
    ]
    out = []
    for old, new in pairs(before["legs"], after["legs"], keys):
        details, moved = [], 0.0
        if old and new:
            details = _differing(old, new, _LEG)
            ways = [[names[i].get(v, v) for v in (leg["from"], *leg["via"], leg["to"])] for i, leg in enumerate((old, new))]
            if [fold(w or "") for w in ways[0]] != [fold(w or "") for w in ways[1]]:
                details.insert(0, Detail("way", ways[0], ways[1]))
            lines = [leg["geometry"]["coordinates"] if leg["geometry"] else None for leg in (old, new)]
            if lines[0] and lines[1] and lines[0] != lines[1]:
                moved = deviation_m(np.array(lines[0], dtype=np.float64), np.array(lines[1], dtype=np.float64))
        out += _change("leg", leg_title(new or old, names[1] if new else names[0]), old, new, details, moved)
    return out


def _claims(before: Run, after: Run) -> list[Change]:
    names = _names(before), _names(after)

    def about(at: int) -> Key:
        return lambda c: (c["kind"], fold(names[at].get(c["from"] or "", "")), fold(names[at].get(c["to"] or "", c["to"] or "")))

    def aim(at: int) -> Key:
        return lambda c: (c["kind"], fold(names[at].get(c["to"] or "", c["to"] or "")))

    def same(claim: dict[str, Any]) -> Hashable:
        return fold(claim["quote"]), claim["kind"]

    out = []
    for old, new in pairs(before["claims"], after["claims"], [(same, same), (about(0), about(1)), (aim(0), aim(1))]):
        details = []
        if old and new:
            details = _differing(old, new, _CLAIM)
            unit = "s" if new["kind"] == "duration" else "m"
            figures = [{f["measure"]: f for f in c["findings"]} for c in (old, new)]
            for measure in dict.fromkeys((*figures[0], *figures[1])):
                was, now = (f.get(measure, {}).get(f"best_{unit}") for f in figures)
                if was != now:
                    label = (figures[1].get(measure) or figures[0][measure]).get("label") or measure
                    details.append(Detail(f"{label}: best_{unit}", was, now))
        out += _change("claim", str((new or old)["quote"]), old, new, details)
    return out


def _notes(before: Run, after: Run) -> list[Change]:
    old, new = ([n["message"] for n in run["notes"]] for run in (before, after))
    gone = [Change("note", message, "removed") for message in dict.fromkeys(old) if message not in new]
    return [*(Change("note", message, "added") for message in dict.fromkeys(new) if message not in old), *gone]


def deviation_m(before: Floats, after: Floats) -> float:
    """Return the largest distance in metres from a point of either line to the other line.

    Parameters
    ----------
    before, after
        (n, 2) arrays of (lon, lat).
    """
    a, b = _stations(before), _stations(after)
    return max(_farthest(a, b), _farthest(b, a))


def _stations(line: Floats) -> Floats:
    """Return a line with points added, so that none of its pieces is long."""
    if len(line) < 2:
        return line
    steps = np.hypot(np.diff(line[:, 0]) * np.cos(np.radians(line[:-1, 1])), np.diff(line[:, 1]))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.union1d(along, np.linspace(0.0, along[-1], _STATIONS))
    return np.stack([np.interp(at, along, line[:, k]) for k in (0, 1)], axis=1)


def _farthest(points: Floats, line: Floats) -> float:
    """Return how far the farthest of some points lies from a line: its nearest station, then the pieces on both sides of that."""
    from scipy.spatial import cKDTree

    near = cKDTree(unit_vectors(line)).query(unit_vectors(points))[1]
    shrink = np.cos(np.radians(points[:, 1]))

    def seen(index: Any) -> Floats:
        """Return stations in metres east and north of each point."""
        spot = line[np.clip(index, 0, len(line) - 1)]
        east = ((spot[:, 0] - points[:, 0] + 180.0) % 360.0 - 180.0) * shrink
        return np.stack([east, spot[:, 1] - points[:, 1]], axis=1) * 111_195.0

    def off(p: Floats, q: Floats) -> Floats:
        way = q - p
        t = np.clip(-(p * way).sum(axis=1) / np.maximum((way**2).sum(axis=1), 1e-12), 0.0, 1.0)
        found: Floats = np.hypot(*(p + t[:, None] * way).T)
        return found

    middle = seen(near)
    return float(np.minimum(off(seen(near - 1), middle), off(middle, seen(near + 1))).max())
