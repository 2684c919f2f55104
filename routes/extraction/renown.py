"""How well readers know a name before they read the text: what the gazetteer alone says of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from routes.assets import toml
from routes.text import fold

if TYPE_CHECKING:
    from routes.extraction.compounds import Name
    from routes.extraction.cues import Cues
    from routes.model import Place

_SITES = frozenset({"AIRP", "AIRB", "PRT", "RSTN", "NVB", "ADM2", "PSTB", "PASS"})
_CITY = 100_000  # people: a city that most readers know
_TOWN = 5_000  # people: enough for a name of several words
_OWN_TOWN, _OWN_CITY = 20_000, 200_000  # people: a town, and a city, that readers of their own country know


class Renown:
    """What the names of a page are known for; ``names`` holds them by their first and last word."""

    def __init__(self, cues: Cues, names: dict[tuple[int, int], Name]) -> None:
        self.cues, self.names = cues, names
        weights = toml("extraction/recognition.toml")
        self._scale, self._against = weights["prominence"], weights["against"]
        self._known: dict[str, float] = {}  # by the id of a place

    def of(self, name: Name) -> float:
        """Return the prominence of the best known of a name's first places."""
        return max(self.prominence(p) for p in name.candidates[:3])

    def prominence(self, place: Place) -> float:
        """Return how well known a place is; one more is about ten times the people."""
        known = self._known.get(place.source_id)
        if known is None:
            known = self._known[place.source_id] = self._measured(place)
        return known

    def _measured(self, place: Place) -> float:
        w, code = self._scale, place.feature_code
        if code in ("PCLI", "ADM1"):
            return float(w["country"] if code == "PCLI" else w["region"])
        if code in _SITES or (code.startswith("PPL") and not place.population and place.source != "geonames"):
            return float(w["site"])
        if not code.startswith("PPL"):
            return float(w["area"])
        size = max(math.log10(place.population + 1) - w["people_from"], w["least"])
        return float(max(size, w["capital"]) if code == "PPLC" else size)

    def prominent(self, first: int, last: int) -> bool:
        """Tell whether the words are, whole, the name of a place that most readers know."""
        name = self.names.get((first, last))
        if name is None:
            return False
        place = name.candidates[0]
        if place.feature_code in ("PCLI", "PPLC", "ADM1") or (last > first and not place.feature_code.startswith("PPL")):
            return True
        return place.population >= (_CITY if first == last else _TOWN)

    def famous(self, i: int) -> bool:
        """Tell whether a word is the name of a place better known than anybody of that name."""
        name = self.names.get((i, i))
        return name is not None and self.of(name) >= self._against["famous_from"]

    def town(self, i: int) -> bool:
        """Tell whether a word is the name of a town that readers of its country know."""
        name = self.names.get((i, i))
        place = name.candidates[0] if name else None
        return place is not None and place.feature_code.startswith("PPL") and place.population >= _OWN_TOWN

    def city_at_home(self, name: Name, word: str) -> bool:
        """Tell whether a folded word is the own name of a large city of the language's countries: "Porto"."""
        home = [p for p in name.candidates[:3] if p.country in self.cues.countries and p.population >= _OWN_CITY]
        return any(fold(p.name) == word for p in home)

    def most_doubt(self, name: Name, word: str, common: float) -> float:
        """Return the most that commonness may count against a folded word where all nouns have capitals.

        It is little for a town of the language's own countries, and for a river, a sea, a range that is listed by hand.
        """
        con = self._against
        least = _OWN_TOWN if common < con["common_everyday"] else _OWN_CITY
        home = [p for p in name.candidates[:3] if p.country in self.cues.countries and p.population >= least]
        if any(fold(p.name) == word for p in home):
            return float(con["common_most_at_home"])
        listed = is_area(name.candidates[0]) and name.candidates[0].source_id.startswith("routes:")
        return float(con["common_most_of_areas"]) if listed and common < con["common_everyday"] + 0.5 else math.inf


def is_area(place: Place) -> bool:
    """Tell whether a place is a state, a water, a range: no settlement and nothing built."""
    return not place.feature_code.startswith("PPL") and place.feature_code not in _SITES
