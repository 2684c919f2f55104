"""Recognition: how likely a name is that of a place where it stands, and no person's, ship's, firm's, or a common word.

A small neural network has learned from annotated reports how much the signs of `routes.extraction.signs` say, and another one those of
names that no data set knows (`routes.extraction.strangers`). ``tests/bench/recognition.py`` fits them, and says how well they do on
reports that they were not fitted to; here they are only asked, with NumPy.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from routes.extraction import network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.extraction.network import Arrays, Floats


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
