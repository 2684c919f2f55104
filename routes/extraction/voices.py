"""Voices: how likely the words around a figure tell it as somebody's wrong one, rather than as a fact.

A report seldom errs in its own voice; what it tells as wrong it puts into another's mouth ("a brochure has it that"), with a word of doubt,
and often with the right figure after it. A small neural network has learned from annotated reports what that looks like.
``tests/bench/voices.py`` fits it, and says how well it does on reports that it was not fitted to; here it is only asked, with NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log10
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from routes.extraction import network
from routes.extraction.couples import QUOTES, tags_of
from routes.extraction.numbers import TIME_UNITS
from routes.units import to_si

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes.extraction.figures import Found
    from routes.extraction.network import Arrays, Floats
    from routes.extraction.sentences import Sentence
    from routes.model import Claim

FILE = "voices.npz"
_NEAR, _AFTER = 4, 5  # items before and after a figure that are near
_BESIDE = 10  # items of the sentence before and after that are looked at
_SHORT = 10  # items of a short sentence
_MOST = 300  # claims of a report that are weighed: a longer one is a table, which nobody tells
_KINDS = ("point-to-point", "point-to-border", "point-to-coast", "route-length", "duration")
_COMPARATORS = ("exact", "about", "more_than", "less_than", "range")
ZONES = 6  # before, far before, after, far after, the sentence before, the sentence after
FLAGS = (
    *(f"kind.{kind}" for kind in _KINDS), *(f"as.{how}" for how in _COMPARATORS),
    "own", "cited", "denied", "implied", "bare", "sole", "echo", "hedged", "direction", "tens", "hundreds", "size", "names", "at", "first",
    "quotes", "later", "earlier", "next", "last", "later.size", "last.size", "short", "next.short", "sentence",
)  # fmt: skip


@dataclass(slots=True)
class Heard:
    """What is seen of a figure: flags, of shape (`FLAGS`), and the tags in each of the `ZONES`."""

    flags: npt.NDArray[np.float32]
    tags: list[list[str]]


def voiced(claims: list[Claim], found: list[Found], sentences: list[Sentence], cited: list[bool]) -> list[Claim]:
    """Return the claims with how likely their words tell them as wrong ones.

    Parameters
    ----------
    claims, found
        The claims, and where each stands.
    sentences
        All of the report, by number.
    cited
        Which of the claims stand in a quotation.
    """
    if len(claims) > _MOST:
        return claims
    known, readers = network.tagged(FILE)
    heard = hear(claims, found, sentences, cited)
    return [replace(claim, doubt=round(weigh(one, known, readers), 4)) for claim, one in zip(claims, heard, strict=True)]


def hear(claims: list[Claim], found: list[Found], sentences: list[Sentence], cited: list[bool]) -> list[Heard]:
    """Return what is seen of each figure."""
    return [_heard(n, claims, found, sentences, cited=cited[n]) for n in range(len(claims))]


def _heard(n: int, claims: list[Claim], found: list[Found], sentences: list[Sentence], *, cited: bool) -> Heard:
    claim, at, i = claims[n], found[n].sentence, found[n].item
    items = sentences[at].items
    before = sentences[at - 1].items if at else []
    behind = sentences[at + 1].items if at + 1 < len(sentences) else []
    last, later = (_alike(beside, claim) for beside in (claims[n - 1 : n], claims[n + 1 : n + 2]))
    following = found[n + 1].sentence - at if n + 1 < len(found) else -1
    zones = (items[max(0, i - _NEAR) : i], items[: max(0, i - _NEAR)], items[i + 1 : i + 1 + _AFTER], items[i + 1 + _AFTER :])
    flags = [
        *(float(claim.kind == kind) for kind in _KINDS), *(float(claim.comparator == how) for how in _COMPARATORS),
        claim.own, cited, claim.denied, claim.implied, claim.bare, claim.sole, claim.echo, claim.hedge != "", claim.direction != "",
        claim.value % 10 == 0, claim.value % 100 == 0, log10(max(claim.value, 0.1)) / 4, min(sum(m.kind == "t" for m in items), 6) / 6,
        i / max(1, len(items)), n == 0, sum(m.key in QUOTES for m in items[:i]) % 2,
        any(m.unit for m in items[i + 1 :]), any(m.unit for m in items[:i]), following == 1, following == 0,
        _times(later, claim), _times(last, claim), len(items) <= _SHORT, 0 < len(behind) <= _SHORT, min(at, 10) / 10,
    ]  # fmt: skip
    return Heard(np.array(flags, np.float32), [tags_of(zone) for zone in (*zones, before[-_BESIDE:], behind[:_BESIDE])])


def _alike(beside: list[Claim], claim: Claim) -> Claim | None:
    """Return the claim beside another one, if it is of a length as that is, or of a time."""
    return next((other for other in beside if (other.unit in TIME_UNITS) == (claim.unit in TIME_UNITS)), None)


def _times(other: Claim | None, claim: Claim) -> float:
    """Return how many times as much another figure is, as a logarithm; 0 for none."""
    if other is None:
        return 0.0
    return float(np.clip(log10(max(to_si(other.value, other.unit), 1.0) / max(to_si(claim.value, claim.unit), 1.0)), -2, 2))


def weigh(heard: Heard, known: Mapping[str, int], readers: list[Arrays]) -> float:
    """Return how likely a figure is told as a wrong one, as the readers have it on the average; ``known`` numbers the tags."""
    bags = network.bags(heard.tags, known)
    return float(np.mean([read(heard.flags, bags, w) for w in readers]))


def read(flags: Floats, bags: Floats, w: Arrays) -> float:
    """Return how likely a figure is told as a wrong one, by its flags and which tags each zone has, of shape (`ZONES`, tags)."""
    hidden = network.silu(flags @ w["flags"] + (bags @ w["tag"]).ravel() @ w["tags"] + w["flags.b"])
    return float(network.sigmoid(hidden @ w["out"] + w["out.b"])[0])
