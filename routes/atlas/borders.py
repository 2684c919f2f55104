"""Whose land a point is on, and how far it is to a country, a disputed area, a boundary or a coast.

Land is cut into atoms: an area nobody disputes, or one disputed area. A worldview says which country counts each
atom as its own; every measure says under which one it was taken, and `Borders.readings` gives all that a phrase like
"300 km from the border of Ukraine" may mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from routes.assets import toml
from routes.atlas.border_lines import BoundaryLine, Integers, Lines, Selection, lines
from routes.errors import PlaceError, UnknownValue
from routes.geodesy import Floats

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

FACTS_FILE = "atlas/facts/worldviews.toml"
Mask = NDArray[np.bool_]  # over labels


@dataclass(frozen=True, slots=True)
class BorderDistance:
    """A geodesic distance in metres and the nearest point; inside it is 0, and ``depth_m`` is how far the edge is."""

    distance_m: float
    lat: float
    lon: float
    inside: bool = False
    depth_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand "from the border of a country", measured.

    ``measure`` is stable ("land:UA", "land-undisputed:UA", "atom:crimea", "boundary:RU-UA", "sea:UA", "sea-atom:crimea",
    "sea-boundary:RU-UA", "border:UA"); ``label`` is the key of its sentence; ``atom`` and ``other`` name what it is about.
    """

    measure: str
    label: str  # border, land, land-undisputed, atom, boundary, sea, sea-atom, sea-boundary
    distance: BorderDistance
    country: str = ""
    other: str = ""  # the country on the other side of a boundary
    atom: str = ""
    disputed: bool = False


def worldviews() -> dict[str, dict[str, str]]:
    """Return the worldviews by name, each with ``title`` and ``basis``."""
    views = toml(FACTS_FILE)["worldview"]
    return {name: {"title": view["title"], "basis": view["basis"]} for name, view in views.items()}


def disputes() -> dict[str, dict[str, Any]]:
    """Return every disputed atom: name, claimed_by, administered_by, accuracy_m, source, note."""
    atoms: dict[str, dict[str, Any]] = toml(FACTS_FILE)["atom"]
    return atoms


def atom_name(atom: str, language: str = "en") -> str:
    """Return the name of a disputed atom in a language, in English where the facts have no other, "" when it is not disputed."""
    facts = disputes().get(atom, {})
    return str(facts.get("names", {}).get(language) or facts.get("name", ""))


def inseparable() -> dict[str, dict[str, Any]]:
    """Return the disputes that the data cannot tell apart, with whom they are counted."""
    found: dict[str, dict[str, Any]] = toml(FACTS_FILE)["inseparable"]
    return found


@cache
def open_borders(worldview: str = "un") -> Borders:
    """Return the borders as one worldview draws them.

    Raises
    ------
    UnknownValue
        When there is no worldview of that name.
    """
    views = toml(FACTS_FILE)["worldview"]
    if worldview not in views:
        raise UnknownValue(f"Unknown worldview {worldview!r}; use one of {', '.join(views)}.")
    chosen: dict[str, str] = {}
    chain = [worldview]
    while "base" in views[chain[-1]]:
        chain.append(views[chain[-1]]["base"])
    for name in reversed(chain):
        chosen.update(views[name]["country"])
    return Borders(worldview, lines(), chosen)


class Borders:
    """Countries composed from atoms by a worldview, and the measures to them."""

    def __init__(self, worldview: str, embedded: Lines, chosen: dict[str, str]) -> None:
        self.worldview = worldview
        self.lines = embedded
        self.atoms = embedded.atoms
        self.country_of = {atom: chosen.get(atom, atom) for atom in self.atoms}
        self.disputed = disputes()
        self._names = ["", *(self.country_of[atom] for atom in self.atoms)]
        self._selections: dict[str, Selection] = {}

    def countries(self) -> list[str]:
        """Return the codes of all countries that this worldview knows, in order."""
        return sorted({code for code in self.country_of.values() if code})

    def atoms_of(self, code: str) -> list[str]:
        """Return the atoms of a country: under this worldview or, for a state it does not know, the atoms that bear its code.

        Raises
        ------
        PlaceError
            When no atom belongs to the code.
        """
        found = [a for a in self.atoms if self.country_of[a] == code] if code else []
        found = found or [a for a in self.atoms if self.disputed.get(a, {}).get("code") == code]
        if not found:
            raise PlaceError(f"No country has the code {code!r} in the borders.")
        return found

    def disputed_atoms(self, code: str) -> list[str]:
        """Return the disputed atoms with land that a country has or claims, without the minor ones."""
        found = [a for a in self.atoms if a in self.disputed and not self.disputed[a].get("minor") and self.has_land(a)]
        return [a for a in found if self.country_of[a] == code or code in self.disputed[a]["claimed_by"]]

    def has_land(self, atom: str) -> bool:
        """Tell whether an atom has land: some disputes are about water alone."""
        return bool(self.lines.present[2 * self.atoms.index(atom) + 1])

    def has_sea(self, atom: str) -> bool:
        """Tell whether an atom has territorial sea."""
        return bool(self.lines.present[2 * self.atoms.index(atom) + 2])

    # Where a point is

    def country_at(self, *, lat: float, lon: float, territorial_sea: bool = False) -> str:
        """Return the code of the country whose land (or sea, when asked) the point is on, "" for none."""
        return self.countries_along(np.array([[lon, lat]]), territorial_sea=territorial_sea)[0]

    def atom_at(self, *, lat: float, lon: float, territorial_sea: bool = False) -> str:
        """Return the atom the point is on: the code of an undisputed country, or the id of a disputed area, "" for none."""
        label = int(self.lines.labels(np.array([[lon, lat]]))[0])
        return self.atoms[(label - 1) // 2] if label and (label % 2 or territorial_sea) else ""

    def countries_along(self, lonlat: Floats, *, territorial_sea: bool = False) -> list[str]:
        """Return for each (lon, lat) the country whose land it is on, "" at sea and on land nobody claims."""
        labels = self.lines.labels(np.asarray(lonlat, dtype=np.float64).reshape(-1, 2))
        if not territorial_sea:
            labels = np.where(labels % 2 == 1, labels, 0)
        return [self._names[i] for i in ((labels + 1) // 2).tolist()]

    # How far it is

    def to_country(self, code: str, *, lat: float, lon: float, territorial_sea: bool = False) -> BorderDistance:
        """Return the distance to a country's land, with its territorial sea when asked.

        Raises
        ------
        PlaceError
            When the borders do not know the code.
        """
        return self._to_area(f"country:{code}", self._labels(self.atoms_of(code), territorial_sea), territorial_sea, lat=lat, lon=lon)

    def to_atom(self, atom: str, *, lat: float, lon: float, territorial_sea: bool = False) -> BorderDistance:
        """Return the distance to the land of one atom, with its territorial sea when asked."""
        return self._to_area(f"atom:{atom}", self._labels(self._known([atom]), territorial_sea), territorial_sea, lat=lat, lon=lon)

    def to_atoms(self, atoms: Iterable[str], *, lat: float, lon: float, territorial_sea: bool = False) -> BorderDistance:
        """Return the distance to the land of several atoms taken together."""
        names = self._known(sorted(atoms))
        return self._to_area(f"atoms:{names}", self._labels(names, territorial_sea), territorial_sea, lat=lat, lon=lon)

    def to_boundary(self, first: str, second: str, *, lat: float, lon: float, territorial_sea: bool = False) -> BorderDistance | None:
        """Return the distance to the line between two countries, on land or also at sea; None when they do not touch there."""

        def chunks() -> Integers:
            sides = [self._labels(self.atoms_of(code), territorial_sea) for code in sorted((first, second))]
            return self.lines.between(sides[0], sides[1])

        key = f"boundary:{sorted((first, second))}:{territorial_sea}"
        return self._nearest(key, chunks, lat=lat, lon=lon)

    def neighbours(self, code: str) -> list[str]:
        """Return the codes of the countries that a country has a land boundary with, in order."""
        mask = self._labels(self.atoms_of(code), False)
        left, right = self.lines.pairs.T
        touching = (left % 2 == 1) & (right % 2 == 1) & (mask[left] != mask[right])
        labels = np.where(mask[left[touching]], right[touching], left[touching])
        return sorted({self._names[(int(label) + 1) // 2] for label in labels} - {"", code})

    def to_land_border(self, code: str | None = None, *, lat: float, lon: float) -> BorderDistance | None:
        """Return the distance to the land boundary of a country with any other, or to the nearest of all; None for an island state."""

        def chunks() -> Integers:
            numbers = {name: i for i, name in enumerate(sorted(set(self._names)))}
            country = np.array([numbers[self._names[(label + 1) // 2]] for label in range(2 * len(self.atoms) + 1)])
            left, right = self.lines.pairs.T
            line = (left % 2 == 1) & (right % 2 == 1) & (country[left] != country[right])
            if code is not None:
                mask = self._labels(self.atoms_of(code), False)
                line &= mask[left] != mask[right]
            return self.lines.of_pairs(line)

        return self._nearest(f"border:{code}", chunks, lat=lat, lon=lon)

    def to_coast(self, code: str | None = None, *, lat: float, lon: float) -> BorderDistance | None:
        """Return the distance to the coast of a country, or to any coast; None for a country without one.

        The Caspian counts as a sea; lakes do not.
        """
        every = np.arange(2 * len(self.atoms) + 1)
        if code is None:
            found = self.lines.nearest_by_windows(self.lines.between(every % 2 == 1, every % 2 == 0), lat=lat, lon=lon)
            return BorderDistance(found.distance_m, found.lat, found.lon) if found else None

        def chunks() -> Integers:
            return self.lines.between(self._labels(self.atoms_of(code), False), every % 2 == 0)

        return self._nearest(f"coast:{code}", chunks, lat=lat, lon=lon)

    def to_mainland(self, code: str, *, lat: float, lon: float) -> BorderDistance:
        """Return the distance to the largest piece of a country's land, as from an island of it.

        Raises
        ------
        PlaceError
            When the borders do not know the code.
        """
        from routes.atlas.landmasses import mainland

        mask = self._labels(self.atoms_of(code), False)
        edge = self._nearest(f"mainland:{code}", lambda: mainland(self.lines, mask), lat=lat, lon=lon)
        if edge is None:
            raise PlaceError(f"The borders have no land for {code!r}.")
        whole = self.to_country(code, lat=lat, lon=lon)
        # From inside a piece of land, no other's edge is nearer than its own.
        if whole.inside and whole.depth_m == edge.distance_m:
            return whole
        return edge

    def readings(self, code: str, *, lat: float, lon: float) -> list[Reading]:
        """Return every measure that "from the border of this country" allows, the plain one first.

        From outside the plain one is the distance to the country's land; from inside, to its land boundary with any neighbour. The
        code "*" is any border: the nearest boundary between two countries.

        Raises
        ------
        PlaceError
            When the borders do not know the code.
        """
        if code == "*":
            border = self.to_land_border(lat=lat, lon=lon)
            return [Reading("border:*", "border", border)] if border else []
        own = self.atoms_of(code)
        apart = self.disputed_atoms(code)
        plain = [atom for atom in own if atom not in apart]
        out = [Reading(f"land:{code}", "land", self.to_country(code, lat=lat, lon=lon), code)]
        if out[0].distance.inside:
            border = self.to_land_border(code, lat=lat, lon=lon)
            out[:0] = [Reading(f"border:{code}", "border", border, code)] if border else []
        if plain and len(plain) < len(own):
            out.append(Reading(f"land-undisputed:{code}", "land-undisputed", self.to_atoms(plain, lat=lat, lon=lon), code))
        out += [Reading(f"atom:{a}", "atom", self.to_atom(a, lat=lat, lon=lon), code, atom=a, disputed=True) for a in apart]
        return out + self._readings_at_line(code, lat=lat, lon=lon) + self._readings_at_sea(code, own, apart, lat=lat, lon=lon)

    def _readings_at_line(self, code: str, *, lat: float, lon: float) -> list[Reading]:
        """Return the measures to the line between the country and the one that the point is in."""
        here = self.country_at(lat=lat, lon=lon, territorial_sea=True)
        out: list[Reading] = []
        if here and here != code:
            pair = "-".join(sorted((here, code)))
            for sea, name in ((False, "boundary"), (True, "sea-boundary")):
                line = self.to_boundary(here, code, lat=lat, lon=lon, territorial_sea=sea)
                if line is not None and not (out and line == out[-1].distance):
                    out.append(Reading(f"{name}:{pair}", name, line, code, here))
        return out

    def _readings_at_sea(self, code: str, own: list[str], apart: list[str], *, lat: float, lon: float) -> list[Reading]:
        """Return the measures to the country and its disputed areas with their territorial sea."""
        out = []
        if any(self.has_sea(atom) for atom in own):
            out.append(Reading(f"sea:{code}", "sea", self.to_country(code, lat=lat, lon=lon, territorial_sea=True), code))
        for a in filter(self.has_sea, apart):
            water = self.to_atom(a, lat=lat, lon=lon, territorial_sea=True)
            out.append(Reading(f"sea-atom:{a}", "sea-atom", water, code, atom=a, disputed=True))
        return out

    # Lines and areas to draw

    def boundary_lines(self, bbox: tuple[float, float, float, float]) -> list[BoundaryLine]:
        """Return the land boundaries that touch a box (west, south, east, north), each with whether it is disputed.

        A line is disputed when a disputed atom lies on one side of it: also inside a country, where another one claims the atom.
        """
        from routes.atlas.border_shapes import boundary_lines

        return boundary_lines(self.lines, self.country_of, set(self.disputed), bbox)

    def shape(self, code: str, *, territorial_sea: bool = False) -> BaseGeometry:
        """Return the land of a country as a polygon or multipolygon within -180 to 180 degrees."""
        from routes.atlas.border_shapes import area_of

        return area_of(self.lines, self._labels(self.atoms_of(code), territorial_sea))

    def atom_shape(self, atom: str, *, territorial_sea: bool = False) -> BaseGeometry:
        """Return the land of one atom as a polygon or multipolygon within -180 to 180 degrees."""
        from routes.atlas.border_shapes import area_of

        return area_of(self.lines, self._labels(self._known([atom]), territorial_sea))

    def _known(self, atoms: list[str]) -> list[str]:
        for atom in atoms:
            if atom not in self.country_of:
                raise PlaceError(f"No area is called {atom!r} in the borders.")
        return atoms

    def _labels(self, atoms: list[str], territorial_sea: bool) -> Mask:
        """Return which labels are the land of some atoms, with their sea when asked."""
        mask = np.zeros(2 * len(self.atoms) + 1, dtype=bool)
        for atom in atoms:
            number = self.atoms.index(atom)
            mask[2 * number + 1] = True
            mask[2 * number + 2] = territorial_sea
        return mask

    def _nearest(self, key: str, chunks: Any, *, lat: float, lon: float) -> BorderDistance | None:
        if key not in self._selections:
            self._selections[key] = self.lines.select(chunks())
        found = self.lines.nearest(self._selections[key], lat=lat, lon=lon)
        return BorderDistance(found.distance_m, found.lat, found.lon) if found else None

    def _to_area(self, key: str, mask: Mask, sea: bool, *, lat: float, lon: float) -> BorderDistance:
        edge = self._nearest(f"{key}:{sea}", lambda: self.lines.between(mask, ~mask), lat=lat, lon=lon)
        if edge is None:
            raise PlaceError(f"The borders have no land for {key.split(':')[1]!r}.")
        if mask[int(self.lines.labels(np.array([[lon, lat]]))[0])]:
            return BorderDistance(0.0, edge.lat, edge.lon, inside=True, depth_m=edge.distance_m)
        return edge
