"""Say whose each face is: the rules of `disputed_areas.toml` applied to the zones and fact areas a face lies in."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from routes.atlas.build._atoms import Pieces, Sources, clip, cut_faces, labelled_edges, tiles, zone_countries

KM_PER_DEG = 111.2
TREATY_LAT = -60.0  # the Antarctic Treaty, article VI: south of it the zones are those of stations and of claims set aside


class Labels:
    """The atoms by number, and the rules that give a face its label.

    Label 0 is the high sea, 2 a + 1 the land of atom a, 2 a + 2 its territorial sea.
    """

    def __init__(self, sources: Sources, facts: dict[str, Any]) -> None:
        self.sources = sources
        self.zone_atom = zone_countries()
        self.overlaps = {tuple(sorted(o["zones"])): o["atom"] for o in facts.get("overlap", [])}
        self.within = [tuple(a["within"]) for a in facts.get("area", [])]
        self.atoms = sorted({*self.zone_atom.values(), *self.overlaps.values(), *sources.area_names})
        self.number = {atom: i for i, atom in enumerate(self.atoms)}
        self.tree = shapely.STRtree(sources.zone_polygons)
        self.unlisted: dict[tuple[str, ...], float] = {}
        self.gaps = 0.0

    def atom_of(self, zones: list[int], areas: list[int], km2: float) -> str:
        """Return the atom of a face by the zones and fact areas that contain it, "" for none."""
        names = sorted({self.sources.zone_names[z] for z in zones})
        atoms = sorted({self.zone_atom[n] for n in names})
        atom = atoms[0] if atoms else ""
        if len(atoms) > 1:
            listed = self.overlaps.get(tuple(names))
            if listed is None:
                self.unlisted[tuple(names)] = self.unlisted.get(tuple(names), 0.0) + km2
            atom = listed or atom
        for a in areas:
            if atom in self.within[a]:
                atom = self.sources.area_names[a]
        return atom

    def of_faces(self, faces: NDArray[Any], layers: list[Pieces]) -> NDArray[np.int64]:
        """Return the label of every face of a tile."""
        points = shapely.point_on_surface(faces)
        found: list[list[list[int]]] = []
        for shapes, keys in layers:
            hits: list[list[int]] = [[] for _ in faces]
            if len(shapes):
                left, right = shapely.STRtree(shapes).query(points, predicate="intersects")
                for face, key in sorted(zip(left.tolist(), keys[right].tolist(), strict=True)):
                    hits[face].append(key)
            found.append(hits)
        latitudes = shapely.get_y(points)
        km2 = shapely.area(faces) * np.cos(np.radians(latitudes)) * KM_PER_DEG**2
        labels = np.zeros(len(faces), dtype=np.int64)
        for i, (zones, land, areas) in enumerate(zip(*found, strict=True)):
            atom = self.atom_of(zones, areas, float(km2[i]))
            if not atom and land:
                atom = self.atom_of([int(self.sources.zone_index[self.tree.nearest(points[i])])], areas, 0.0)
                self.gaps += float(km2[i])
            if latitudes[i] < TREATY_LAT and (zones or land):
                atom = "AQ"
            labels[i] = 2 * self.number[atom] + (1 if land else 2) if atom else 0
        return labels


def partition(sources: Sources, labels: Labels) -> tuple[list[NDArray[np.int64]], list[tuple[Any, NDArray[Any], NDArray[np.int64]]]]:
    """Return the labelled edges of every tile, and (box, faces, labels) of every tile."""
    layers: list[Pieces] = [
        (sources.zone_polygons, sources.zone_index),
        (sources.land, np.zeros(len(sources.land), dtype=np.int64)),
        (sources.areas, np.arange(len(sources.areas))),
    ]
    world = (-180.0, -90.0, 180.0, 90.0)
    edges, faced = [], []
    for box, cut in tiles([clip(layer, world) for layer in layers]):
        faces = cut_faces(box, cut)
        given = labels.of_faces(faces, cut)
        edges.append(labelled_edges(faces, given))
        faced.append((box, faces, given))
    return edges, faced
