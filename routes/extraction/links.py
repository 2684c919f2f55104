"""Links: each two names of a report that may be the two ends of a leg, with what the rules made of them and where they may lie.

`routes.extraction.network` weighs them together with the words of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import numpy.typing as npt

from routes import geodesy
from routes.extraction.attachments import attach
from routes.extraction.clauses import clauses, predicates
from routes.extraction.sentences import area, barred, country, river, same, water
from routes.model import Mode

if TYPE_CHECKING:
    from routes.extraction.drafts import Draft
    from routes.extraction.sentences import Item, Sentence
    from routes.extraction.statements import Frame
    from routes.model import Leg, Toponym

MODES = get_args(Mode)
_MOST = 400  # names of a report that are weighed: a longer one is a list, which the rules read
_LONGEST = 20_000  # items of a report that is weighed, so that it takes no second
_BACK, _AHEAD = 24, 12  # names before and after an end among which the other one is looked for
_FAR, _BEHIND = 6, 3  # sentences between the two: the end that is told later, the one that is told before
_GAP = 60  # items between two names, at most; more counts as this
_CANDIDATES = 5  # bearers of a name, most prominent first, that are looked at
_EARTH_KM = 6371.0
_MANY = 10  # legs, names or sentences; more count as so many

_NAME = (
    "country", "area", "unknown", "first", "mentions", "order", "sentence", "position", "dateline",
    "origin", "destination", "via", "held", "starts", "ends",
)  # fmt: skip
_PAIR = (
    "sentences", "ordered", "names", "names.from", "names.to", "names.at", "one-clause", "gap", "forward",
    "leg", "leg.back", "leg.here", "legs.into", "legs.out", "goes-on", "sets-out-again", "strength", "implied", "weak", "legs", "in-two",
    "other-end", *(f"leg.{mode}" for mode in MODES),
)  # fmt: skip
_GROUND = ("km", "km.least", "one-country", "one-country.ever", "people.from", "people.to")
COLUMNS = (*(f"{end}.{name}" for end in ("from", "to") for name in _NAME), *_PAIR, *_GROUND)
TOLD = tuple(  # what the rules made of the names
    column
    for column in COLUMNS
    if column.split(".")[-1] in ("origin", "destination", "via", "held", "starts", "ends")
    or column.startswith(("leg", "goes-on", "sets-out-again", "strength", "implied", "weak", "in-two", "other-end"))
)
_HOWS = (("from",), ("to", "dest"), ("at", "at_to", "object"))


@dataclass(slots=True)
class Mention:
    """A name where it stands: its sentence and item, its clause, how it is attached, and the number of its place."""

    at: int
    k: int
    toponym: Toponym
    clause: tuple[int, int, int]  # first and last item, and the verb, -1 for none
    how: str
    place: int


@dataclass(slots=True)
class Table:
    """Pairs of names: ``ends`` holds the numbers of their mentions, ``values`` a row for each pair, of the `COLUMNS` (float32)."""

    mentions: list[Mention]
    ends: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]

    def groups(self) -> dict[tuple[int, int], list[int]]:
        """Return the rows of each two places, by the numbers of these."""
        found: dict[tuple[int, int], list[int]] = {}
        for row, (first, second) in enumerate(self.ends.tolist()):
            found.setdefault((self.mentions[first].place, self.mentions[second].place), []).append(row)
        return found


def numbers_of(mentions: list[Mention]) -> dict[str, int]:
    """Return the number of the place of each name, by its id."""
    return {m.toponym.id: m.place for m in mentions}


def ends_of(draft: Draft, numbers: dict[str, int]) -> tuple[int, int]:
    """Return the numbers of the two places of a way, -1 for one that is not known."""
    first, last = (numbers.get(end.id, -1) if end else -1 for end in (draft.origin, draft.destination))
    return first, last


def table(sentences: list[Sentence], frames: list[Frame], drafts: list[Draft], legs: tuple[Leg, ...], inside: frozenset[str]) -> Table:
    """Return the pairs of names of a report that may be joined.

    Parameters
    ----------
    sentences
        Those that tell of a journey or name a place.
    frames, drafts, legs
        What the rules have read.
    inside
        Ids of names that only say where another name lies.
    """
    mentions = _mentions(sentences, inside) if sum(len(s.items) for s in sentences) <= _LONGEST else []
    ends = np.array(_pairs(mentions, sentences) if 1 < len(mentions) <= _MOST else [], np.int64).reshape(-1, 2)
    if not len(ends):
        return Table(mentions, ends, np.zeros((0, len(COLUMNS)), np.float32))
    told = _Told(mentions, frames, drafts, legs)
    names = np.array([_of_name(n, mentions, sentences, told) for n in range(len(mentions))], np.float32)
    pairs = np.array([_of_pair(a, b, mentions, sentences, told) for a, b in ends.tolist()], np.float32)
    return Table(mentions, ends, np.hstack([names[ends[:, 0]], names[ends[:, 1]], pairs, _ground(mentions, ends)]))


def _mentions(sentences: list[Sentence], inside: frozenset[str]) -> list[Mention]:
    """Return the names that can be ends, in order; two that can be of one place have one number."""
    found: list[Mention] = []
    numbers: dict[str, int] = {}
    places: list[Toponym] = []
    for at, sentence in enumerate(sentences):
        items = sentence.items
        if not any(_usable(item, inside) for item in items):
            continue
        cut = clauses(items, predicates(items))
        known: list[dict[int, str]] = [{} for _ in cut]
        for k, item in enumerate(items):
            name = item.toponym
            if name is None or not _usable(item, inside):
                continue
            if len(found) > _MOST:
                return found
            clause = next((n for n, (first, last, _) in enumerate(cut) if first <= k < last), -1)
            whole = cut[clause] if clause >= 0 else (0, len(items), -1)
            if name.id not in numbers:
                number = next((n for n, other in enumerate(places) if same(other, name)), len(places))
                numbers[name.id] = number
                places += [name] if number == len(places) else []
            how = attach(items, k, *whole[:2], known[clause] if clause >= 0 else None)
            found.append(Mention(at, k, name, whole, how, numbers[name.id]))
    return found


def _usable(item: Item, inside: frozenset[str]) -> bool:
    name = item.toponym
    return name is not None and not (name.id in inside or barred(name) or water(name) or river(name))


def _pairs(mentions: list[Mention], sentences: list[Sentence]) -> list[tuple[int, int]]:
    found = []
    for b, end in enumerate(mentions):
        for a in range(max(0, b - _BACK), min(len(mentions), b + _AHEAD + 1)):
            apart = sentences[end.at].index - sentences[mentions[a].at].index
            if mentions[a].place != end.place and -_BEHIND <= apart <= _FAR:
                found.append((a, b))
    return found


def _ground(mentions: list[Mention], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Return what the gazetteer says of each pair: how far apart, as their most prominent bearers lie and at the least, and the countries.

    Which place a name means is chosen later: the first few candidates stand for it. The columns are those of `_GROUND`; distances are
    logarithms of km, on the sphere, and 0 where a name has no candidate.
    """
    first, second = ends.T
    lonlat = np.full((len(mentions), _CANDIDATES, 2), np.nan)
    countries = np.full((len(mentions), _CANDIDATES), -1)
    people = np.zeros(len(mentions))
    codes: dict[str, int] = {}
    for n, mention in enumerate(mentions):
        for c, place in enumerate(mention.toponym.candidates[:_CANDIDATES]):
            lonlat[n, c] = place.lon, place.lat
            countries[n, c] = codes.setdefault(place.country, len(codes))
        people[n] = np.log1p(mention.toponym.candidates[0].population) if mention.toponym.candidates else 0.0
    points = geodesy.unit_vectors(lonlat.reshape(-1, 2)).reshape(len(mentions), _CANDIDATES, 3)
    chords = np.linalg.norm(points[first][:, :, None] - points[second][:, None], axis=-1)  # (pairs, candidates, candidates)
    km = np.log1p(2 * _EARTH_KM * np.arcsin(np.clip(chords / 2, 0.0, 1.0)))
    least = np.where(np.isnan(km), np.inf, km).min(axis=(1, 2))
    alike = (countries[first][:, :, None] == countries[second][:, None]) & (countries[first][:, :, None] >= 0)
    columns = (km[:, 0, 0], least, alike[:, 0, 0], alike.any(axis=(1, 2)), people[first], people[second])
    found: npt.NDArray[np.float32] = np.nan_to_num(np.stack(columns, axis=1), nan=0.0, posinf=0.0).astype(np.float32)
    return found


class _Told:
    """What the rules made of each name and of each two places."""

    def __init__(self, mentions: list[Mention], frames: list[Frame], drafts: list[Draft], legs: tuple[Leg, ...]) -> None:
        numbers = numbers_of(mentions)
        self.firsts: dict[int, int] = {}
        self.mentions: dict[int, int] = {}
        for n, mention in enumerate(mentions):
            self.firsts.setdefault(mention.place, n)
            self.mentions[mention.place] = self.mentions.get(mention.place, 0) + 1
        self.roles = [
            {t.span.start for frame in frames for t in getattr(frame, role)} for role in ("origins", "destinations", "via", "held")
        ]
        self.legs = {
            (numbers[leg.origin], numbers[leg.destination]): leg for leg in legs if leg.origin in numbers and leg.destination in numbers
        }
        self.drafts = [(*ends_of(draft, numbers), draft) for draft in drafts]
        self.by_ends: dict[tuple[int, int], Draft] = {}
        for origin, destination, draft in self.drafts:
            self.by_ends.setdefault((origin, destination), draft)
        self.out: dict[int, list[int]] = {}
        self.into: dict[int, list[int]] = {}
        for origin, destination in self.legs:
            self.out.setdefault(origin, []).append(destination)
            self.into.setdefault(destination, []).append(origin)


def _of_name(n: int, mentions: list[Mention], sentences: list[Sentence], told: _Told) -> tuple[float, ...]:
    """Return what is known of one name, in the order of `_NAME`."""
    mention = mentions[n]
    name = mention.toponym
    return (
        country(name), area(name), not name.candidates, told.firsts[mention.place] == n, min(told.mentions[mention.place], _MANY),
        min(n, 2 * _MANY), min(sentences[mention.at].index, 2 * _MANY), mention.at / max(1, len(sentences) - 1), "dateline" in name.cues,
        *(name.span.start in spans for spans in told.roles), len(told.out.get(mention.place, ())), len(told.into.get(mention.place, ())),
    )  # fmt: skip


def _of_pair(a: int, b: int, mentions: list[Mention], sentences: list[Sentence], told: _Told) -> tuple[float, ...]:
    """Return what is known of two names together, in the order of `_PAIR`."""
    start, end = mentions[a], mentions[b]
    ends = (start.place, end.place)
    one = start.at == end.at
    among = [m for m in mentions[min(a, b) + 1 : max(a, b)] if m.place not in ends]
    leg, draft = told.legs.get(ends), told.by_ends.get(ends)
    onward, came = told.out.get(start.place, []), told.into.get(end.place, [])
    last = next((d for d in reversed(told.drafts) if d[2].frame.sentence.span.start < sentences[end.at].span.start), None)
    return (
        sentences[end.at].index - sentences[start.at].index,
        a < b,
        len({m.place for m in among}),
        *(sum(m.how in hows for m in among) for hows in _HOWS),
        one and start.clause == end.clause,
        min(abs(end.k - start.k) - 1, _GAP) if one else _GAP,
        told.firsts[start.place] < told.firsts[end.place],
        leg is not None,
        ends[::-1] in told.legs,
        leg is not None and leg.span.start <= end.toponym.span.start < leg.span.end,
        sum(origin != start.place for origin in came),
        sum(destination != end.place for destination in onward),
        last is not None and last[1] == start.place,
        last is not None and last[0] == start.place,
        draft.frame.strength if draft else -1,
        draft is not None and draft.implied,
        draft is not None and draft.weak,
        min(len(told.legs), _MANY),
        any(middle in came for middle in onward),
        any(d != end.place and d not in came for d in onward),
        *(leg is not None and leg.mode == mode for mode in MODES),
    )
