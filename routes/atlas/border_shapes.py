"""Areas and lines to draw, put together from the chunks; shapely is imported here and nowhere else at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from routes.atlas.border_lines import BoundaryLine, Integers, Lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routes.geodesy import Floats

EDGE_LON = 180.0 - 1e-9


def polylines(lines: Lines, chunks: Integers) -> list[tuple[Floats, int]]:
    """Return the chunks as (n, 2) lines in degrees, consecutive ones joined, with the first chunk of each."""
    ends, owner = lines.decode(chunks)
    if not len(ends):
        return []
    labels = np.column_stack(lines.sides(owner))
    joined = (np.abs(ends[1:, :2] - ends[:-1, 2:]) < 1e-7).all(axis=1) & (labels[1:] == labels[:-1]).all(axis=1)
    pieces = np.split(np.arange(len(ends)), np.flatnonzero(~joined) + 1)
    return [(np.vstack([ends[p[0], :2], ends[p, 2:]]), int(owner[p[0]])) for p in pieces]


def seams(found: list[Floats], pole: bool) -> list[Floats]:
    """Return the lines along 180 degrees that close what the edge of the map cuts open.

    The stored lines stop at the edge of the map: between the first and second end there, the third and fourth and so on, lies the
    area; an area around the south pole has one more end there.
    """
    out: list[Floats] = []
    for side in (-180.0, 180.0):
        ends = [point for line in found for point in (line[0], line[-1]) if point[0] * side > 0 and abs(point[0]) > EDGE_LON]
        lats = sorted(([-90.0] if pole else []) + [float(point[1]) for point in ends])
        out += [np.array([[side, a], [side, b]]) for a, b in zip(lats[::2], lats[1::2], strict=False) if a < b]
    return [*out, np.array([[-180.0, -90.0], [180.0, -90.0]])] if pole else out


def area_of(lines: Lines, mask: NDArray[np.bool_]) -> Any:
    """Return the area of all faces whose label is in a mask, as shapely polygons within -180 to 180 degrees."""
    import shapely

    found = [np.round(line, 5) for line, _ in polylines(lines, lines.between(mask, ~mask))]
    pole = bool(mask[int(lines.labels(np.array([[0.0, -90.0]]))[0])])
    drawn = shapely.union_all([shapely.LineString(line) for line in found + seams(found, pole)])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(drawn)))
    # which faces belong is asked of the partition: nesting does not tell it where islands of one country lie among another's
    within = shapely.get_coordinates(shapely.point_on_surface(faces)).reshape(-1, 2)
    kept = faces[mask[lines.labels(within)]]
    return shapely.coverage_union_all(kept)


def boundary_lines(
    lines: Lines, country_of: dict[str, str], disputed_atoms: set[str], bbox: tuple[float, float, float, float]
) -> list[BoundaryLine]:
    """Return the land boundaries that touch a box, each with its sides and whether one of them is disputed."""
    land = lines.of_pairs((lines.pairs % 2 == 1).all(axis=1))
    low, high = lines.boxes(land)
    west, south, east, north = bbox
    inside = (low[:, 1] <= north) & (high[:, 1] >= south)
    across = (low[:, 0] <= east) & (high[:, 0] >= west) if west <= east else (low[:, 0] <= east) | (high[:, 0] >= west)
    out = []
    for line, chunk in polylines(lines, land[inside & across]):
        left, right = (lines.atoms[(int(side[0]) - 1) // 2] for side in lines.sides(np.array([chunk])))
        disputed = left in disputed_atoms or right in disputed_atoms
        if disputed or country_of[left] != country_of[right]:
            out.append(BoundaryLine(line, left, right, disputed))
    return out
