"""Likelihood: which of the legs that the rules read are likely ones, and which two names a report joins where no rule says so.

The rules read what they know; in texts of another manner they miss a construction, or join the wrong two names.
`routes.extraction.network` has learned from annotated reports how much to trust them, and what they miss.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from routes.extraction import cargo, days, links, network
from routes.extraction.attachments import motion
from routes.extraction.drafts import Draft, made, one_place
from routes.extraction.ellipses import lists
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.statements import Frame
from routes.extraction.statuses import denied, status
from routes.geodesy import distance_m
from routes.model import Note

if TYPE_CHECKING:
    from routes.extraction.links import Table
    from routes.extraction.network import Floats
    from routes.extraction.sentences import Sentence
    from routes.model import Leg, Mode, Toponym

KEPT = 0.05  # likelihood below which a leg is left out
UNDERSTOOD = 0.2  # the same for one whose beginning is only understood: of five such one was told
ADDED = 0.47  # likelihood from which two names are joined that no rule joins
PASSED, ENDED = 0.7, 0.15  # likelihood from which a name lies on the route by itself, and from which one does of which a leg was left out
RULED = 0.9  # the same for a capital, which is named for its government so often
ACTING = 0.05  # likelihood up to which a name is none of a government, so that it may lie on the route by itself
_AIRPORTS = frozenset({"AIRP", "AIRB", "AIRF"})


def weigh(
    sentences: list[Sentence],
    frames: list[Frame],
    drafts: list[Draft],
    legs: tuple[Leg, ...],
    inside: frozenset[str],
    text: str,
) -> tuple[tuple[Leg, ...], frozenset[str], tuple[Note, ...]]:
    """Return the legs that are likely, the names that are likely on a route, and a note on each leg left out.

    The legs are in the order of the telling, with ids ``l1`` and on; names are told by their ids.

    Parameters
    ----------
    sentences
        Those that tell of a journey or name a place.
    frames, drafts, legs
        What the rules have read.
    inside
        Ids of names that only say where another name lies.
    text
        The report's.
    """
    table = links.table(sentences, frames, drafts, legs, inside)
    if not len(table.ends):
        return legs, frozenset(), ()
    known, readers = network.load()
    weights, modes, roles = network.weigh(network.encode(sentences, table, text, known), readers)
    modes = _sayable(modes, sentences)
    groups = table.groups()
    numbers = links.numbers_of(table.mentions)
    names = {m.toponym.id: m.toponym.surface for m in table.mentions}
    read = {leg.id: (numbers.get(leg.origin, -1), numbers.get(leg.destination, -1)) for leg in legs}
    weighed = {pair: network.together(weights, groups[pair]) for pair in read.values() if pair in groups}
    shares = network.shares(modes).round(3).tolist()
    judged = [_judged(leg, *weighed[pair], shares) if (pair := read[leg.id]) in weighed else leg for leg in legs]
    understood = {links.ends_of(draft, numbers) for draft in drafts if draft.implied}
    passed = {numbers.get(stop.id, -1) for frame in frames for stop in frame.via}  # "a second route leads by A": too rare to be learned
    least = {leg.id: UNDERSTOOD if read[leg.id] in understood else KEPT for leg in judged}
    unlikely = [leg for leg in judged if leg.likelihood < least[leg.id] and passed.isdisjoint(read[leg.id])]
    left, refused = _left_open(drafts, numbers), _refused(frames, numbers)
    fit = (pair for pair in groups if pair not in weighed and pair not in refused and left.isdisjoint(pair))
    free = {pair: _named(table, groups[pair]) for pair in fit}
    likeliest = sorted((row, likely) for likely, row in (network.together(weights, rows) for rows in free.values() if rows))
    new = ((row, likely) for row, likely in likeliest if likely >= ADDED and not (_of_city(table, row) or _twin(table, row, drafts)))
    likelier = [(_frame(table, row, sentences), row, likely) for row, likely in new]
    added = [
        _judged(_leg(frame, cast("Mode", links.MODES[int(modes[row].argmax())]), text), likely, row, shares)
        for frame, row, likely in likelier
        if not _told_not(frame)
    ]
    notes = tuple(_left_out(leg, names) for leg in unlikely)
    likely_legs = [leg for leg in judged if leg not in unlikely]
    told = sorted([*likely_legs, *_alone(added, likely_legs, numbers)], key=lambda leg: leg.span.start)
    return (
        tuple(replace(leg, id=f"l{n}") for n, leg in enumerate(told, 1)),
        _passed(table, roles, {end for leg in unlikely for end in read[leg.id]}),
        notes,
    )


def _sayable(modes: Floats, sentences: list[Sentence]) -> Floats:
    """Return the weights of the modes without a pipeline where no word of the report speaks of one: nobody walks through it."""
    if any(tag.endswith(".pipeline") for sentence in sentences for item in sentence.items for tag in item.tags):
        return modes
    kept = modes.copy()
    kept[:, links.MODES.index("pipeline")] = kept.min(axis=-1)
    return kept


def _alone(added: list[Leg], told: list[Leg], numbers: dict[str, int]) -> list[Leg]:
    """Return the added legs that are no stretch of what is told, nor the whole of its stretches."""
    ways = ((leg, _lines([other for other in (*told, *added) if other is not leg], numbers)) for leg in added)
    return [leg for leg, lines in ways if not any(_along(line, numbers[leg.origin], numbers[leg.destination]) for line in lines)]


def _lines(legs: list[Leg], numbers: dict[str, int]) -> list[list[int]]:
    """Return the places that likely legs lead by, and those of a leg and the one that goes on from where it ends."""
    stops = [([numbers.get(end, -1) for end in (leg.origin, *leg.via, leg.destination)], leg.likelihood) for leg in legs]
    twice = (
        ([*line, *after[1:]], (likely + then) / 2)
        for line, likely in stops
        for after, then in stops
        if after[0] == line[-1] and after[-1] not in line
    )
    return [line for line, likely in (*stops, *twice) if likely >= ADDED]


def _along(line: list[int], start: int, end: int) -> bool:
    """Tell whether two places lie one after the other on a way that is told: "from A by way of B to C" tells of no other from B to C."""
    return start in line and end in line and line.index(start) < line.index(end)


def _refused(frames: list[Frame], numbers: dict[str, int]) -> set[tuple[int, int]]:
    """Return the ends between which a statement says that nothing went: "Would lorries go from A to B?"."""
    refused = ((frame, [*frame.elsewhere, *(frame.origins if denied(frame) else ())]) for frame in frames)
    pairs = ((o, d) for frame, origins in refused for o in origins for d in frame.destinations)
    return {(numbers.get(o.id, -1), numbers.get(d.id, -1)) for o, d in pairs}


def _judged(leg: Leg, likely: float, row: int, shares: list[list[float]]) -> Leg:
    return replace(leg, likelihood=likely, modes=tuple(shares[row]))


def _told_not(frame: Frame) -> bool:
    """Tell whether the words around an end say that nobody went there, or only how far a way stretches."""
    lengths = any(item.unit and item.unit not in TIME_UNITS for item in frame.items)
    goes = any(item.has("motion.") or item.has("vehicle.") or item.has("travel.") for item in frame.items)
    return frame.says("word.not") or frame.says("claim.length") or (lengths and not goes) or lists(frame.sentence)


def _named(table: Table, rows: list[int]) -> list[int]:
    """Return the pairs of which neither name is where the report was written: seldom an end that no rule reads."""
    return [row for row in rows if not any("dateline" in table.mentions[n].toponym.cues for n in table.ends[row].tolist())]


def _passed(table: Table, roles: Floats, ended: set[int]) -> frozenset[str]:
    """Return the names of the places that a route leads by, each where its words make it likeliest; ``ended`` are ends of legs left out."""
    likeliest: dict[int, tuple[float, str]] = {}
    for mention, (likely, _, acting) in zip(table.mentions, network.shares(roles).tolist(), strict=True):
        if "dateline" in mention.toponym.cues or acting > ACTING:
            continue  # where the report was written, or who speaks
        least = ENDED if mention.place in ended else RULED if _capital(mention.toponym) else PASSED
        likeliest[mention.place] = max(likeliest.get(mention.place, (least, "")), (likely, mention.toponym.id))
    return frozenset(name for _, name in likeliest.values() if name)


def _capital(name: Toponym) -> bool:
    return bool(name.candidates) and name.candidates[0].feature_code == "PPLC"


def _left_open(drafts: list[Draft], numbers: dict[str, int]) -> set[int]:
    """Return the places that a way joins to one that no gazetteer knows: how it goes on is left open."""
    ends = [(draft.origin, draft.destination) for draft in drafts if draft.origin and draft.destination]
    return {numbers.get(end.id, -1) for pair in ends if not all(end.id for end in pair) for end in pair if end.id}


def _of_city(table: Table, row: int) -> bool:
    """Tell whether one place is an airport of the other: nobody flies "from the airport in Kabul" to Kabul."""
    first, second = (table.mentions[n].toponym.candidates[:1] for n in table.ends[row].tolist())
    for (site,), (city,) in ((first, second), (second, first)) if first and second else ():
        apart = distance_m(lat1=site.lat, lon1=site.lon, lat2=city.lat, lon2=city.lon)
        if site.feature_code in _AIRPORTS and city.feature_code.startswith("PPL") and apart <= city.radius_m:
            return True
    return False


def _twin(table: Table, row: int, drafts: list[Draft]) -> bool:
    """Tell whether a leg between the same two places was read, of which one was called a port before and a city now."""
    start, end = (table.mentions[n].toponym for n in table.ends[row].tolist())
    read = [(d.origin, d.destination) for d in drafts if d.origin and d.destination]
    return any(one_place(a, start) and one_place(b, end) for a, b in read)


def _left_out(leg: Leg, names: dict[str, str]) -> Note:
    first, last = names[leg.origin], names[leg.destination]
    message = f"A way from {first} to {last} could be read here, but the words make it unlikely; it is left out."
    return Note("unlikely-leg", message, leg.span, (("origin", first), ("destination", last)))


def _frame(table: Table, row: int, sentences: list[Sentence]) -> Frame:
    """Return a statement of the words around the end of a leg, from its beginning where that stands in the same sentence."""
    start, end = (table.mentions[n] for n in table.ends[row])
    sentence, (first, last, verb) = sentences[end.at], end.clause
    first = min(first, start.k) if start.at == end.at else first
    last = max(last, start.k + 1) if start.at == end.at else last
    predicate = sentence.items[verb] if verb >= 0 else None
    return Frame("travel", predicate, sentence, first, last, (first, last), origins=[start.toponym], destinations=[end.toponym])


def _leg(frame: Frame, mode: Mode, text: str) -> Leg:
    """Return the leg that a statement tells of."""
    begun, ended = days.read(frame)
    (start,), (end,) = frame.origins, frame.destinations
    draft = Draft(start, end, frame, mode, implied=True, weak=False, status=status(frame), start=begun, end=ended, cargo=cargo.read(frame))
    if draft.status == "reported" and frame.predicate is not None and motion(frame.predicate)[0] == "hold":
        draft.status = "interrupted"  # "the lorry broke down between A and B"
    return made("", draft, text)
