"""Names that are nearly places by themselves, and lie beside a place of the text: "Das Werk Zielitz", where Magdeburg is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routes.extraction.renown import is_area
from routes.geodesy import unit_vectors

if TYPE_CHECKING:
    from routes.extraction.compounds import Name
    from routes.geodesy import Floats
    from routes.model import Place

_WRITTEN = frozenset({"exact", "folded", "inflected"})
_FIRST = 3  # candidates of a name that are likely the one meant
_CHORD = 0.012  # how far from another place of the text, on the unit sphere (75 km)


def beside(loose: list[Name], taken: list[Name], used: set[int]) -> list[Name]:
    """Return the names of which a likely place lies near one of another name.

    Parameters
    ----------
    loose
        Names for which too little speaks by itself.
    taken
        The names taken as places.
    used
        The words of those.
    """
    anchors = {p.source_id: p for n in taken for p in n.candidates[:_FIRST] if not is_area(p)}
    free = [n for n in loose if n.how in _WRITTEN and used.isdisjoint(range(n.first, n.last + 1))]
    found: list[Name] = []
    if not free or not anchors:
        return found
    there = _points(list(anchors.values()))
    covered = set(used)
    for name in sorted(free, key=lambda n: (n.first - n.last, -n.weight, n.first)):
        span = range(name.first, name.last + 1)
        places = [p for p in name.candidates[:_FIRST] if p.source_id not in anchors and not is_area(p)]
        if places and covered.isdisjoint(span) and (_points(places) @ there.T).max() >= 1.0 - _CHORD**2 / 2:
            covered.update(span)
            found.append(name)
    return found


def _points(places: list[Place]) -> Floats:
    return unit_vectors(np.array([(p.lon, p.lat) for p in places]))
