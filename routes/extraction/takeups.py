"""Bare numbers that take up a claim before them, their unit understood: "by sea it is 1,400"."""

from __future__ import annotations

from dataclasses import replace

from routes.extraction import anchors, lengths, pairs
from routes.extraction.figures import ROUTES, Figure, Found, hedge_of
from routes.extraction.numbers import TIME_UNITS, Quantity
from routes.extraction.sentences import Item
from routes.model import Claim, ClaimKind

_OWN = 2  # items between a figure and what was measured of it
_BEFORE = 7  # items before a number that tell what it is
_REPLY = 9  # items of a sentence so short that it can only answer the one before
_UNLIKE = 100.0  # a number that many times the one taken up is none of its kind
_YEARS = range(1900, 2100)
_SIGNS = frozenset({"%", "$", "€", "£", "-", "–", "/", ":", "°", "№"})


def read(figure: Figure, recent: list[Found]) -> Claim | None:
    """Return the claim of a bare number that takes up one of the claims before it, None for any other number.

    Nothing that could be counted may follow it, and something must say that it is a distance: "in a straight line 800", "really it
    is 120", "the poster says 2,000", "and 16 from the town of B", or a hedge beside the figure taken up.
    """
    sentence, i, quantity, scene, items = figure.sentence, figure.i, figure.quantity, figure.scene, figure.items
    length = next((one for one in reversed(recent) if one.claim.unit not in TIME_UNITS), None)
    beside_it = [*reversed(items[max(0, i - 3) : i]), *items[i + 1 : i + 2]]  # "gut 200 fehlten noch"
    told = next((item for item in beside_it if "claim.copula" in item.tags), None)
    basis = _basis(items, i)
    comparator, _, first = hedge_of(items, i, quantity)
    before = length
    if recent and not basis and (length is None or told is not None or recent[-1].sentence == sentence.index):
        before = recent[-1]
    if before is None or quantity.value < 2 or not 1 / _UNLIKE < quantity.value / before.claim.value < _UNLIKE:
        return None
    if not _bare(items, i) or _dates(items, i, quantity):
        return None
    same_line = before.sentence == sentence.index
    near = items[max(0, i - _BEFORE) : i]
    full = replace(figure, quantity=replace(quantity, unit=before.claim.unit), before=before)
    anchor = anchors.ahead(items, i, scene)
    bound = anchor is not None and anchor.target != "" and not anchor.onward
    if before.claim.unit in TIME_UNITS:
        ends = (before.claim.origin, before.claim.target)
        if anchor is not None and anchor.target and same_line:  # "12 days to A and another 8 to B"
            ends = (before.claim.target, anchor.target)
        return full.claim("duration", *ends, anchor=anchor) if told or ends[1] != before.claim.target else None
    pair = pairs.pair(sentence, i, scene)
    pair = pair if pair and pair[2] < i else None
    corrects = any(item.has("claim.same") or item.has("claim.correction") for item in near)
    says = same_line and first > 0 and "word.said" in items[first - 1].tags
    hedged = comparator != "exact" and (same_line or len(items) <= _REPLY)
    apart = same_line and any("word.two" in item.tags or "claim.apart" in item.tags for item in near)
    reply = first == 0 and len(items) <= _REPLY and sentence.index - before.sentence == 1  # "A hundred and fifty-seven, to be exact."
    if not (
        corrects
        or says
        or hedged
        or told
        or basis
        or apart
        or reply
        or (bound and same_line)
        or (pair and comparator == "exact" and not same_line)
    ):
        return None
    if bound and anchor is not None:
        return lengths.anchored(full, anchor, basis)
    if pair:
        kind: ClaimKind = "route-length" if basis in ROUTES or lengths.contrasts(full, basis) else "point-to-point"
        return full.claim(kind, *pair[:2], basis=basis)
    return lengths.beside(full, before, basis)


def _bare(items: list[Item], i: int) -> bool:
    """Tell whether nothing that could be counted follows a number: a mark, a direction, a basis, or the place it is counted from."""
    for k in range(i + 1, min(len(items), i + 5)):
        item = items[k]
        if item.kind == "p":
            return item.key not in _SIGNS
        if (
            item.has("direction.")
            or item.has("basis.")
            or (item.kind == "t" and k > i + 1)
            or "word.and" in item.tags
            or "claim.copula" in item.tags
            or "claim.away" in item.tags
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
    return quantity.low == quantity.high and quantity.value in _YEARS and len(items[i].key) == 4


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
            if step < 0 and item.value("way.") not in ("", "any"):
                return item.value("way.")  # "the railway measures 308"
            if item.kind == "q" or (item.kind == "p" and item.key in (".;:()" if step < 0 else ".;:,()")):
                break
    return ""
