"""Attribution: of which two places a figure is said, and whether it is a claim at all.

A small neural network weighs each two places named about a figure by the words around it and by what the rules made of it.
``tests/bench/couples.py`` fits it to annotated reports and says how well it does on those that it was not fitted to; here it is only
asked, with NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from routes.extraction import couples, durations, network, takeups
from routes.extraction.figures import height, own
from routes.extraction.numbers import TIME_UNITS
from routes.model import Couple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routes.extraction.couples import Asked, Drawn
    from routes.extraction.figures import Figure
    from routes.extraction.network import Arrays, Floats
    from routes.extraction.scenes import Scene
    from routes.extraction.sentences import Sentence
    from routes.model import Claim, ClaimKind

FILE = "attribution.npz"
CLAIM = 0.5  # likelihood from which a figure is a claim in which the rules see none
_LEAST, _KEPT = 0.02, 8  # a couple less likely is not kept, nor are more
_MOST = 300  # figures of a report that are weighed: a longer one is a table, which the rules read


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a figure comes to.

    Attributes
    ----------
    claim
        How likely it is one.
    way
        How likely it is the length of a way rather than of the line between two places.
    couples
        The likeliest couples, best first; what lacks to 1 is the share of all others, of an end without a name too.
    """

    claim: float
    way: float
    couples: tuple[Couple, ...]


def attribute(drawn: Sequence[Drawn], sentences: list[Sentence], scene: Scene) -> list[Claim | None]:
    """Return for each figure its claim, with the couples that it may be said of; None for one that is no claim."""
    if not drawn or len(drawn) > _MOST:
        return [one.claim for one in drawn]
    names = couples.Names(sentences, scene)
    claims: list[Claim | None] = []
    unit = ""  # of the last length that was claimed
    for one in drawn:
        claim = _attributed(one, couples.ask(one, names), unit)
        unit = claim.unit if claim is not None and claim.unit not in TIME_UNITS else unit
        claims.append(claim)
    return claims


def _attributed(drawn: Drawn, asked: Asked | None, unit: str) -> Claim | None:
    if asked is None:
        return drawn.claim
    weighed = weigh(asked, *network.tagged(FILE))
    claim = drawn.claim or _made(drawn, weighed, unit)
    return replace(claim, couples=weighed.couples, way=weighed.way) if claim is not None else None


def _made(drawn: Drawn, weighed: Weighed, length: str) -> Claim | None:
    """Return the claim of a figure in which the rules see none, None where it is hardly one.

    A bare number takes over the unit of the figure before it in its sentence, else that of the last length.
    """
    figure = drawn.figure
    last = [one.claim.unit for one in drawn.recent[-1:] if one.sentence == figure.sentence.index]
    unit = figure.quantity.unit or next(iter(last), length)
    if weighed.claim < CLAIM or not unit or _none(figure):
        return None
    kind: ClaimKind = "duration" if unit in TIME_UNITS else "route-length" if weighed.way > CLAIM else "point-to-point"
    origin, target = next(((couple.origin, couple.target) for couple in weighed.couples), ("", ""))
    made = replace(figure, quantity=replace(figure.quantity, unit=unit)).claim(kind, origin, target)
    return replace(made, implied=True, said="", sole=False)


def _none(figure: Figure) -> bool:
    """Tell whether a figure is certainly no claim: a time of waiting, a size or a range of a thing, a bare number that counts something."""
    if figure.quantity.unit in TIME_UNITS:
        return durations.waited(figure.items, figure.i)
    if figure.quantity.unit and (height(figure.items, figure.i) or own(figure.items, figure.i)):
        return True
    return figure.quantity.unit == "" and takeups.counts(figure.items, figure.i, figure.quantity)


def weigh(asked: Asked, known: Mapping[str, int], readers: list[Arrays]) -> Weighed:
    """Return what a figure comes to, as the readers have it on the average; ``known`` numbers the tags."""
    around = network.bags(asked.tags, known)
    beside = np.stack([network.bags(tags, known) for tags in asked.place_tags])
    told = [_read(asked, around, beside, w) for w in readers]
    likely = np.mean([network.shares(links) for links, _ in told], axis=0)
    claim, way = np.mean([network.sigmoid(flags) for _, flags in told], axis=0)
    best = [n for n in np.argsort(-likely[:-1], kind="stable")[:_KEPT].tolist() if likely[n] >= _LEAST]
    ids = [(asked.ids[a], asked.ids[b]) for a, b in asked.ends.tolist()]
    return Weighed(
        float(claim), round(float(way), 4), tuple(Couple(*_turned(ids[n], asked.drawn.claim), round(float(likely[n]), 4)) for n in best)
    )


def _turned(ends: tuple[str, str], claim: Claim | None) -> tuple[str, str]:
    """Return the ends of a couple as the claim has them: what it is counted from stays what it is counted from."""
    turn = claim is not None and (claim.target == ends[0] or claim.origin == ends[1])
    return (ends[1], ends[0]) if turn else ends


def _read(asked: Asked, around: Floats, beside: Floats, w: Arrays) -> tuple[Floats, Floats]:
    """Return the weights of the couples, that of none of them last, and of the figure being a claim, and the length of a way."""
    figure = network.silu(asked.figure @ w["figure"] + (around @ w["tag"]).ravel() @ w["figure.tags"] + w["figure.b"])
    near = (beside @ w["tag"]).reshape(len(asked.ids), -1)
    places = network.silu(asked.places @ w["place"] + near @ w["place.tags"] + figure @ w["place.figure"] + w["place.b"])
    a, b = places[asked.ends[:, 0]], places[asked.ends[:, 1]]
    told = asked.pairs @ w["couple"] + figure @ w["couple.figure"] + w["couple.b"]
    hidden = network.silu((a + b) @ w["couple.sum"] + (a * b) @ w["couple.both"] + np.abs(a - b) @ w["couple.apart"] + told)
    hidden = hidden + network.silu(hidden @ w["couple.more"] + w["couple.more.b"])
    links = np.append(hidden @ w["link"][:, 0] + w["link.b"], figure @ w["none"][:, 0] + w["none.b"])
    return links, network.silu(figure @ w["flags"] + w["flags.b"]) @ w["flag"] + w["flag.b"]
