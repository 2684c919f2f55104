"""Bare numbers that take up a claim before them, their unit understood: "by sea it is 1,400"."""

from __future__ import annotations

from dataclasses import replace

from routes.extraction import anchors
from routes.extraction.anchors import Scene
from routes.extraction.figures import ROUTES, Found, hedge_of, make
from routes.extraction.lengths import beside
from routes.extraction.numbers import TIME_UNITS, Quantity
from routes.extraction.sentences import Sentence
from routes.model import Claim, ClaimKind


def read(sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: Found | None) -> Claim | None:
    """Return the claim of a bare number that takes up the claim before it, its unit understood."""
    items = sentence.items
    if before is None or before.claim.unit in TIME_UNITS or quantity.value < 2:
        return None
    after = items[i + 1] if i + 1 < len(items) else None
    if after is not None and after.kind != "p" and not after.has("word.and") and not after.has("direction."):
        return None
    if after is not None and after.key in ("%", "$", "€", "-", "–", "/", ":"):
        return None
    comparator, _, _ = hedge_of(items, i, quantity)
    near = items[max(0, i - 7) : i]
    pair = anchors.pair(sentence, i, scene)
    told = any(item.has("claim.same") or item.has("claim.correction") for item in near)
    basis = next((item.value("basis.") for item in reversed(near) if item.has("basis.")), "")
    same_line = before.sentence == sentence.index
    if not (
        told
        or (basis and comparator != "exact")
        or (pair and comparator == "exact" and not same_line)
        or (comparator != "exact" and same_line)
    ):
        return None
    if not 1 / 100 < quantity.value / before.claim.value < 100:
        return None
    full = replace(quantity, unit=before.claim.unit)
    if pair:
        kind: ClaimKind = "route-length" if basis in ROUTES else "point-to-point"
        return make(sentence, i, full, kind, *pair[:2], basis, i, None, scene)
    return beside(sentence, i, full, scene, before, basis)
