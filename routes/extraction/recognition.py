"""Recognition: how likely a name is that of a place where it stands, and no person's, ship's, firm's, or a common word.

A small neural network has learned from annotated reports how much the signs of `routes.extraction.signs` say, and another one those of
names that no data set knows (`routes.extraction.strangers`). Reports of journeys hold more places than other texts; therefore the rules
decide, and a network changes only what it is as good as certain of. ``tests/bench/recognition.py`` fits them, and says how well they do on
reports that they were not fitted to; here they are only asked, with NumPy.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from routes.extraction import network
from routes.extraction.signs import SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from routes.extraction.compounds import Name
    from routes.extraction.network import Arrays, Floats

FILE = "recognition.npz"
SURE = frozenset({"demonym", "seat", "alias", "harbour", "capital"})  # ways of being found that tell by themselves
CLEAR = 4.0  # weight above or below the one that is needed, from which the network would say the same
NEVER, ALWAYS = 0.05, 0.95  # likelihood up to which what the rules take for a place is none, and from which what they do not take is one


def judged(weighed: list[Name], signs: Callable[[Name], list[float]], accept: float) -> list[Name]:
    """Return the names that can be places, with another weight where the network is as good as certain.

    Parameters
    ----------
    weighed
        Names with the weights that the rules give them, minus infinity for what can be no place.
    signs
        Tells the signs of a name, in the order of `routes.extraction.signs.SIGNS`.
    accept
        The weight from which a name is taken as a place.
    """
    kept: list[Name] = []
    doubtful: list[Name] = []
    for name in weighed:
        if name.weight > -np.inf:
            (kept if name.how in SURE or abs(name.weight - accept) >= CLEAR else doubtful).append(name)
    for name, told in zip(doubtful, likely(FILE, SIGNS, [signs(name) for name in doubtful]), strict=True):
        if told > NEVER:
            kept.append(name._replace(weight=max(name.weight, accept)) if told >= ALWAYS else name)
    return kept


@cache
def load(file: str, signs: tuple[str, ...]) -> tuple[list[int], list[Arrays]]:
    """Return the columns of the signs that a file of weights knows, and the weights of each of its readers."""
    known, readers = network.stored(file, ("signs",))
    return [signs.index(sign) for sign in known["signs"]], readers


def likely(file: str, signs: tuple[str, ...], rows: Sequence[Sequence[float]]) -> list[float]:
    """Return how likely each name is a place, by its signs; ``file`` holds the weights of ``signs``."""
    if not rows:
        return []
    columns, readers = load(file, signs)
    values = np.array(rows, np.float32)[:, columns]
    told: list[float] = network.sigmoid(np.mean([read(values, w) for w in readers], axis=0)).tolist()
    return told


def read(values: Floats, w: Arrays) -> Floats:
    """Return the weights (logits) of names by their signs, of shape (names, signs)."""
    hidden = network.silu((values * w["scale"]) @ w["in"] + w["in.b"])
    hidden = network.silu(hidden @ w["more"] + w["more.b"])
    weights: Floats = (hidden @ w["out"] + w["out.b"])[:, 0]
    return weights
