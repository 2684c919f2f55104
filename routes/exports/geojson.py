"""GeoJSON as RFC 7946 has it: lines cut at 180 degrees, boxes that may cross it, no members with a second meaning."""

from __future__ import annotations

import json
from typing import Any

from routes.exports.features import Feature, Pair, Run, features


def geojson(run: Run) -> bytes:
    """Return a run as a FeatureCollection, one feature a line; a box with west > east crosses 180 degrees."""
    rows = features(run)
    report = {k: run["report"].get(k, "") for k in ("title", "source", "published", "language", "sha256")}
    box = _box([row.points for row in rows if row.points])
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": report["title"] or report["source"],
        **({"bbox": box} if box else {}),
        "report": report,
    }
    lines = ",\n".join(_dump(feature(row)) for row in rows)
    return (_dump(head)[:-1] + ', "features": [\n' + lines + "\n]}\n").encode("utf-8", "replace")


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def feature(row: Feature) -> dict[str, Any]:
    """Return a row as a GeoJSON feature."""
    box = _box([row.points]) if len(row.points) > 1 else None
    properties = {"layer": row.layer, **row.values}
    return {"type": "Feature", "id": row.id, **({"bbox": box} if box else {}), "geometry": geometry(row), "properties": properties}


def geometry(row: Feature) -> dict[str, Any] | None:
    """Return the geometry of a row: a Point, a LineString, or a MultiLineString where the line crosses 180 degrees."""
    pieces = row.pieces
    if not pieces:
        return None
    if len(row.points) == 1:
        return {"type": "Point", "coordinates": list(pieces[0][0])}
    lines = [[list(p) for p in piece] for piece in pieces]
    return {"type": "LineString", "coordinates": lines[0]} if len(lines) == 1 else {"type": "MultiLineString", "coordinates": lines}


def _box(lines: list[tuple[Pair, ...]]) -> list[float] | None:
    """Return [west, south, east, north] around lines: the narrowest range of longitudes that holds them all (RFC 7946, section 5.2)."""
    if not lines:
        return None
    lats = [lat for line in lines for _, lat in line]
    spans = []
    for line in lines:
        west, east = min(p[0] for p in line), max(p[0] for p in line)
        if east - west >= 360.0:
            return [-180.0, min(lats), 180.0, max(lats)]
        start = (west + 180.0) % 360.0 - 180.0
        spans.append((start, start + east - west))
    spans.sort()
    # The widest gap between the spans on the circle is what the box leaves out.
    best, reach = (spans[0][0] + 360.0 - max(s[1] for s in spans), 0), spans[0][1]
    for n in range(1, len(spans)):
        best = max(best, (spans[n][0] - reach, n), key=lambda g: g[0])
        reach = max(reach, spans[n][1])
    first = best[1]
    west = spans[first][0]
    east = max([s[1] for s in spans[first:]] + [s[1] + 360.0 for s in spans[:first]])
    if best[0] <= 0:
        return [-180.0, min(lats), 180.0, max(lats)]
    return [round(west, 7), min(lats), round(east if east <= 180.0 else (east + 180.0) % 360.0 - 180.0, 7), max(lats)]
