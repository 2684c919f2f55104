"""Bare numbers that take up a claim before them, their unit understood: "by sea it is 1,400"."""

from __future__ import annotations

from dataclasses import replace

from routes.extraction import anchors, ends, lengths, pairs
from routes.extraction.figures import ROUTES, Figure, Found, hedge_of
from routes.extraction.numbers import TIME_UNITS, Quantity
from routes.extraction.sentences import Item
from routes.model import Claim, ClaimKind

_OWN = 2  # items between a figure and what was measured of it
_BEFORE = 7  # items before a number that tell what it is
_REPLY = 9  # items of a sentence so short that it can only answer the one before
_UNLIKE = 100.0  # a number that many times the one taken up is none of its kind
_ALIKE = 10.0  # the same where nothing but its place in the sentence tells that it takes up another
_NOUNS = ("way.", "travel.", "vehicle.", "medium.", "word.line", "word.way", "claim.long", "prep.")  # "route 66", "line 3"
_WINDING = 3.0  # times its straight line that a way may be long
_LEAST = 2  # the smallest number that takes up another
_AGES = 100  # numbers after a name and a comma that may be the age of a person
_QUOTES = '«»“”„"‘’'
_CLOSES = ".,;:!?…)" + _QUOTES
_YEARS = range(1900, 2100)
_SIGNS = frozenset({"%", "$", "€", "£", "-", "–", "/", ":", "°", "№"})


def read(figure: Figure, recent: list[Found]) -> Claim | None:
    """Return the claim of a bare number that takes up one of the claims before it, None for any other number.

    Nothing that could be counted may follow it, and something must say that it is a distance: "in a straight line 800", "really it
    is 120", "the poster says 2,000", "and 16 from the town of B", a hedge beside the figure taken up; or it closes a clause beside
    such a figure and is of its size, "a raven would do it in 437".
    """
    sentence, i, quantity, scene, items = figure.sentence, figure.i, figure.quantity, figure.scene, figure.items
    basis = _basis(items, i)
    pair = pairs.pair(sentence, i, scene)
    pair = pair if pair and pair[2] < i else None
    before = _taken_up(figure, recent, basis, paired=pair is not None)
    if before is None or _dates(items, i, quantity):
        return None
    same_line = before.sentence == sentence.index
    full = replace(figure, quantity=replace(quantity, unit=before.claim.unit), before=before)
    if same_line and _winds(figure, before.claim):
        way = full.claim("route-length", before.claim.origin, before.claim.target, basis=basis if basis in ROUTES else "")
        return replace(way, implied=before.claim.implied)
    if not _bare(items, i):
        return None
    anchor = anchors.ahead(items, i, scene)
    bound = anchor is not None and anchor.target != "" and not anchor.onward
    told = _told(items, i)
    following = _second(figure, before)
    if following is not None:
        return following
    means = ends.by(items, i)
    if means and same_line and before.claim.unit not in TIME_UNITS:  # "800 km by lorry and 1,200 by barge"
        about = ends.topic(sentence, i, scene, means)
        return full.claim("route-length", about.origin, about.target, leg=about.leg.id if about.leg else "")
    if before.claim.unit in TIME_UNITS:
        both = (before.claim.origin, before.claim.target)
        if anchor is not None and anchor.target and same_line:  # "12 days to A and another 8 to B"
            both = (before.claim.target, anchor.target)
        return full.claim("duration", *both, basis=ends.means(items, i), anchor=anchor) if told or both[1] != before.claim.target else None
    apart = pair is not None and (pair[2] > before.item if same_line else hedge_of(items, i, quantity)[0] == "exact")
    meant = told or basis or apart or (bound and same_line) or _says(figure, before)
    if not (meant or _closing(figure, before)):
        return None
    made = _made(full, before, anchor if bound else None, pair, basis)
    since = items[before.item + 1 if same_line else 0 : i]
    here = not apart and any("word.here" in item.tags for item in since)  # "from A to B it is 160, but here 1,300"
    return replace(made, implied=True) if made is not None and (here or not meant) else made


def _winds(figure: Figure, line: Claim) -> bool:
    """Tell whether a number is the way beside a straight line: "427 km as the crow flies, some 620 by the windings of the river"."""
    items, after = figure.items, figure.i + 1
    longer = line.basis == "straight" and line.value <= figure.quantity.value <= _WINDING * line.value
    if not longer or after + 1 >= len(items):
        return False
    kind, definite = items[after].value("prep."), "word.det" in items[after + 1].tags
    if kind in ("", "with"):
        return definite and (kind == "with" or "word.agent" in items[after].tags)
    return kind not in ("of", "of_from", "between")


def _second(figure: Figure, before: Found) -> Claim | None:
    """Return the claim of a number said of the next way after that of the figure before: "the first leg is 1,056 km, the second 509"."""
    items, scene, last = figure.items, figure.scene, before.claim
    first = hedge_of(items, figure.i, figure.quantity)[2]
    near = [item for item in items[max(0, first - _BEFORE) : first] if item.kind != "p" and "claim.copula" not in item.tags]
    if before.sentence != figure.sentence.index or not any("claim.second" in item.tags for item in near[-_OWN:]):
        return None
    told = [leg for leg in scene.told(figure.start) if leg.origin and scene.alike(leg.origin, last.target)]
    full = replace(figure, quantity=replace(figure.quantity, unit=last.unit))
    next_way = told[-1] if told else None
    both = (next_way.origin, next_way.destination) if next_way else ("", "")
    return replace(full.claim(last.kind, *both, basis=last.basis), implied=True)


def _made(full: Figure, before: Found, anchor: anchors.Anchor | None, pair: tuple[str, str, int] | None, basis: str) -> Claim | None:
    """Return the claim of a number with the unit that it takes up: bound to a place, between two names, or of the figure before."""
    if anchor is not None:
        return lengths.anchored(full, anchor, basis)
    if pair:
        same = all(any(full.scene.alike(a, b) for b in (before.claim.origin, before.claim.target)) for a in pair[:2])
        kind: ClaimKind = "route-length" if basis in ROUTES or (same and lengths.contrasts(full, basis)) else "point-to-point"
        return full.claim(kind, *pair[:2], basis=basis)
    return lengths.beside(full, before, basis)


def _taken_up(figure: Figure, recent: list[Found], basis: str, *, paired: bool) -> Found | None:
    """Return the figure that a number takes up: the last one, unless words or its size say that it is the last length, or the last time."""
    length = next((one for one in reversed(recent) if one.claim.unit not in TIME_UNITS), None)
    last = [one for one in recent[-1:] if not basis and not (paired and length)]
    if last and length is not None and last[0].sentence != figure.sentence.index and not _told(figure.items, figure.i):
        last = []
    value = figure.quantity.value
    if any("claim.duration" in item.tags for item in figure.items[max(0, figure.i - _OWN) : figure.i]):  # "and needed 22"
        last = [one for one in recent if one.claim.unit in TIME_UNITS][-1:]
        length = None if last else length
    found = [one for one in (*last, length) if one is not None and 1 / _UNLIKE < value / one.claim.value < _UNLIKE]
    return found[0] if found and value >= _LEAST else None


def _told(items: list[Item], i: int) -> bool:
    """Tell whether words beside a number say that it is one: "gut 200 fehlten noch", "la ruta obliga a recorrer 530"."""
    k = i - 1
    while k > 0 and items[k].has("hedge."):
        k -= 1
    if k >= 0 and items[k].has("claim.length") and not any(items[k].has(head) for head in _NOUNS):
        return True
    return any("claim.copula" in item.tags for item in [*items[max(0, i - 3) : i], *items[i + 1 : i + 2]])


def _says(figure: Figure, before: Found) -> bool:
    """Tell whether the words before a number set it against the figure before, or it is all that a short sentence says."""
    items, i, same_line = figure.items, figure.i, before.sentence == figure.sentence.index
    comparator, _, first = hedge_of(items, i, figure.quantity)
    near = items[max(0, i - _BEFORE) : i]
    if any(item.has("claim.same") or item.has("claim.correction") for item in near):
        return True
    if comparator != "exact" and (same_line or len(items) <= _REPLY):
        return True
    if same_line:
        said = first > 0 and "word.said" in items[first - 1].tags
        return said or any("word.two" in item.tags or "claim.apart" in item.tags for item in near)
    return first == 0 and len(items) <= _REPLY and figure.sentence.index - before.sentence == 1  # "A hundred and fifty-seven, to be exact."


def _closing(figure: Figure, before: Found) -> bool:
    """Tell whether a number of the size of the figure before closes a clause that can tell of nothing else.

    In the sentence of that figure any clause can; in the next one, where a place lies at the number ("Arica está a 757"), where it
    stands alone between quotation marks, or alone after a colon.
    """
    items, i, value = figure.items, figure.i, figure.quantity.value
    closes = i + 1 >= len(items) or (items[i + 1].kind == "p" and items[i + 1].key in _CLOSES)
    first = hedge_of(items, i, figure.quantity)[2]
    lead = items[first - 1] if first else None
    if not closes or lead is None or not 1 / _ALIKE < value / before.claim.value < _ALIKE:
        return False
    if lead.kind == "p" and lead.key == "," and value < _AGES:  # "said Ann Hill, 41"
        return False
    if lead.kind in "qd" or lead.has("vehicle.") or lead.has("travel.") or "word.name" in lead.tags or lead.toponym is not None:
        return False  # "flight 370", "Gate 14"
    if before.sentence == figure.sentence.index:
        return True
    k = first - 1
    while k > 0 and (items[k].has("prep.") or "word.det" in items[k].tags):
        k -= 1
    quoted = lead.key in _QUOTES and i + 1 < len(items) and items[i + 1].key in _QUOTES
    lies = items[k].has("claim.lies") and lead.has("prep.") and len(items) <= _REPLY
    return figure.sentence.index - before.sentence == 1 and (quoted or lies or (items[k].key == ":" and i + 2 >= len(items)))


def counts(items: list[Item], i: int, quantity: Quantity) -> bool:
    """Tell whether a bare number counts what follows it, dates or numbers something, or is somebody's age."""
    aged = 0 < i < len(items) - 1 and items[i - 1].key == items[i + 1].key == "," and quantity.value < _AGES
    return not _bare(items, i) or _dates(items, i, quantity) or aged


def _bare(items: list[Item], i: int) -> bool:
    """Tell whether nothing that could be counted follows a number: a mark, a direction, a basis, or the place it is counted from."""
    for k in range(i + 1, min(len(items), i + 5)):
        item = items[k]
        if item.kind == "p":
            return item.key not in _SIGNS
        if (
            item.has("direction.")
            or item.has("basis.")
            or item.has("medium.")
            or item.has("bound.")
            or (item.kind == "t" and k > i + 1)
            or "word.and" in item.tags
            or "claim.copula" in item.tags
            or "claim.away" in item.tags
            or "word.there_from" in item.tags
            or (anchors.edge_of(item) and k > i + 1)
        ):
            return True
        if not (
            item.has("prep.") or item.has("hedge.") or "word.det" in item.tags or "word.feature" in item.tags or item.has("claim.fluff")
        ):
            return False
    return True


def _dates(items: list[Item], i: int, quantity: Quantity) -> bool:
    """Tell whether a number is rather a year, a measure of a thing, or numbers a line: "planned for 2026", "1. From A"."""
    if (i == 0 and not quantity.words) or (i and items[i - 1].key in "№#" and items[i - 1].kind == "p"):
        return True
    beside = items[max(0, i - 2) : i]
    if any(item.kind == "q" for item in beside) and not any("word.and" in item.tags for item in beside):
        return True  # "three metres by two"
    return quantity.low == quantity.high and quantity.value in _YEARS and len(items[i].key) == 4 and items[i].key.isdigit()


def _basis(items: list[Item], i: int) -> str:
    """Return what the words beside a number say it was measured along, up to the next mark or figure either way."""
    for step, limit in ((1, min(len(items), i + 6)), (-1, max(-1, i - _BEFORE - 1))):
        for k in range(i + step, limit, step):
            item = items[k]
            if item.has("basis."):
                own = next((m.kind for m in reversed(items[max(0, k - _OWN) : k]) if m.kind in ("q", "p")), "")
                if step < 0 and own == "q":
                    break  # "717 km as the crow flies, 900 were driven": it is said of the figure before it
                return item.value("basis.")
            if step < 0 and (way := item.mode("way.")):
                return way  # "the railway measures 308"
            if item.kind == "q" or (item.kind == "p" and item.key in (".;:()" if step < 0 else ".;:,()")):
                break
    return ""
