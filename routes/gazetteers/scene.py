"""The places a report may mean, as arrays: one row for each candidate of each name, and what every piece of evidence gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from routes.text import fold

if TYPE_CHECKING:
    from routes.geodesy import Floats
    from routes.model import Place, Toponym

_RADIUS_M = 6_371_009.0  # mean Earth radius (IUGG): nearness on the sphere is enough to compare candidates
SAME_M = 60_000.0  # rows nearer than this are one place for the reader: a town and its port, or one town entered twice
_INTRODUCED = 250  # characters after a name's first mention in which a title's name may still get its container
SITES = frozenset({"PRT", "AIRP", "AIRB", "RSTN"})
_EXPANSES = frozenset({"OCN", "SEA", "SEAS", "GULF", "BAY", "BAYS", "STM", "DSRT", "MTS", "CONT"})


@dataclass
class Group:
    """All mentions of one name that mean one place, with its candidates."""

    toponyms: list[Toponym]
    candidates: tuple[Place, ...]
    cues: frozenset[str]
    contrast: bool = False  # its name stands later with a container that tells another place of the name
    where: Floats = field(default_factory=lambda: np.zeros((0, 3)))  # unit vectors of the candidates
    rows: slice = field(default_factory=lambda: slice(0))  # of the candidates among those of all names
    best: int = 0  # number of the candidate chosen so far
    totals: Floats = field(default_factory=lambda: np.zeros(0))
    shade: Floats = field(default_factory=lambda: np.zeros(0))  # how far each candidate is overshadowed by a greater namesake, 0 to 1
    parts: dict[str, Floats] = field(default_factory=dict)  # evidence -> points of each candidate

    @property
    def place(self) -> Place:
        """The candidate chosen so far."""
        return self.candidates[self.best]

    def add(self, evidence: str, points: Floats) -> None:
        """Set what a piece of evidence gives each candidate."""
        self.parts[evidence] = points

    def put(self, place: Place) -> None:
        """Leave a place as the only candidate."""
        self.candidates, self.totals, self.where, self.best = (place,), np.zeros(1), vectors([place]), 0

    def forget(self) -> None:
        """Leave no candidate."""
        self.candidates, self.totals, self.where, self.best = (), np.zeros(0), np.zeros((0, 3)), 0

    def drop(self, numbers: set[int]) -> None:
        """Leave only the candidates that have none of these numbers, to be weighed anew."""
        self.candidates = tuple(p for k, p in enumerate(self.candidates) if k not in numbers)
        self.totals, self.where, self.best, self.parts = np.zeros(len(self.candidates)), vectors(self.candidates), 0, {}

    def choose(self) -> None:
        """Sum the evidence and take the best candidate, the more prominent one of equals."""
        self.totals = sum(self.parts.values(), start=np.zeros(len(self.candidates)))
        self.best = int(self.totals.round(6).argmax())


def is_settlement(place: Place) -> bool:
    """Tell whether a place is a town or village."""
    return place.feature_code.startswith("PPL")


def is_expanse(place: Place) -> bool:
    """Tell whether a place is a whole sea, a river, a desert: it is crossed and has no point where one stops, as a strait has."""
    return place.feature_code in _EXPANSES


def vectors(places: tuple[Place, ...] | list[Place]) -> Floats:
    """Return unit vectors of the places, (n, 3)."""
    lat = np.radians([p.lat for p in places])
    lon = np.radians([p.lon for p in places])
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]).T


def apart_m(a: Floats, b: Floats) -> Floats:
    """Return the distances in metres between all rows of two arrays of unit vectors, (n, m), on the sphere."""
    distances: Floats = _RADIUS_M * np.arccos((a @ b.T).clip(-1.0, 1.0))
    return distances


def group(toponyms: tuple[Toponym, ...]) -> list[Group]:
    """Bring mentions of one name together: the same writing, or the same candidates in another case form.

    A mention that stands for a government is kept apart from the city itself, and one that the text sets into another
    container ("Paris, Texas" beside "Paris, France") apart from its namesake. Mentions without container take the one that the name is
    introduced with; where it has none, a container set later tells the namesake: "Tripoli … Tripoli, Libya". So it is with a
    name that contains another: "Georgia … Atlanta, Georgia", and with an adjective: "Alexandria … the Egyptian Alexandria".
    """
    names = {t.id: _name(t) for t in toponyms}
    told = _told_apart(toponyms, names)
    by_id = {t.id: t for t in toponyms}
    found: dict[tuple[str, str, str, str], list[Toponym]] = {}
    containers: dict[str, str] = {}
    holding = {t.within for t in toponyms if t.within}
    begun: dict[str, int] = {}
    for t in toponyms:
        name = names[t.id]
        since = t.span.start - begun.setdefault(name, t.span.start)
        introduced = t.within and not containers.get(name) and since <= _INTRODUCED
        if introduced or name not in containers:
            containers[name] = fold(by_id[t.within].surface) if t.within else ""
    held_first = {names[t.id]: t.id in holding for t in reversed(toponyms)}
    for t in toponyms:
        held = fold(by_id[t.within].surface) if t.within else told.get(t.id) or containers[names[t.id]]
        holds = "holds" if t.id in holding or held_first[names[t.id]] else ""
        key = (names[t.id], held if "metonym" not in t.cues else "", "metonym" if "metonym" in t.cues else "", holds)
        found.setdefault(key, []).append(t)
    told_apart = {name for name, held, metonym, _ in found if held and not metonym}
    groups = []
    for (name, held, _, _), same in found.items():
        one = Group(same, same[0].candidates, frozenset(cue for t in same for cue in t.cues))
        one.contrast = not held and name in told_apart
        groups.append(one)
    return groups


def _told_apart(toponyms: tuple[Toponym, ...], names: dict[str, str]) -> dict[str, str]:
    """Return for a mention the country whose adjective tells it from a mention before it that has none."""
    found: dict[str, str] = {}
    plain: set[str] = set()
    previous: Toponym | None = None
    for t in toponyms:
        country = ""
        if previous is not None and "demonym" in previous.cues and previous.candidates and t.span.start == previous.span.end + 1:
            country = previous.candidates[0].country
        if not any(p.country == country for p in t.candidates):
            plain.add(names[t.id])
        elif names[t.id] in plain:
            found[t.id] = f"={country}"
        previous = t
    return found


def _name(t: Toponym) -> str:
    """Return what two mentions of one name share: the ids of its first candidates, or its root when it has none."""
    return "|".join(p.source_id for p in t.candidates[:3]) or t.root or fold(t.surface)
