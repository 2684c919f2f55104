"""One piece of an archive: its documents run, their rows written whole, and last a mark that says so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from routes import writer
from routes.assets import stems
from routes.corpus import geoparquet
from routes.corpus.sources import Document
from routes.errors import NothingToDraw, RoutesError
from routes.settings import Settings

TABLES = ("reports", "places", "legs", "claims")
_LISTS = " → "


def name_of(hashes: Sequence[str]) -> str:
    """Return the name of a piece: the same documents give the same name."""
    return hashlib.sha256("".join(hashes).encode()).hexdigest()[:20]


def work(documents: Sequence[Document], out: str, settings: Settings) -> dict[str, Any]:
    """Run the documents of a piece and write its tables; a document that cannot be mapped is set aside with its reason.

    Written again, a piece is the same to the byte, so that one that was broken off may be begun anew by anybody.
    """
    folder, aside = Path(out), []
    rows: dict[str, list[Any]] = {table: [] for table in TABLES}
    for document in documents:
        try:
            _run(document, settings, rows)
        except RoutesError as error:
            aside.append({"source": document.source, "sha256": document.sha256, "reason": str(error)})
        except Exception as error:  # whatever a document trips, the others of its piece go on
            aside.append({"source": document.source, "sha256": document.sha256, "reason": f"{type(error).__name__}: {error}"[:500]})
    hashes = [d.sha256 for d in documents]
    for table, made in rows.items():
        if made:
            writer.write(folder / table / f"part-{name_of(hashes)}.parquet", _parquet(table, made))
    return finish(folder, hashes, aside)


def finish(folder: Path, hashes: Sequence[str], aside: list[dict[str, str]]) -> dict[str, Any]:
    """Write what was set aside, and the mark that a piece is done."""
    name = name_of(hashes)
    if aside:
        writer.write(folder / "quarantine" / f"part-{name}.json", json.dumps(aside, ensure_ascii=False, indent=1).encode())
    done = {"documents": list(hashes), "quarantined": len(aside)}
    writer.write(folder / "done" / f"part-{name}.json", json.dumps(done).encode())
    return done


def mark(folder: Path, hashes: Sequence[str]) -> dict[str, Any]:
    """Return the mark that the piece of these documents is done; one that is missing or damaged is empty."""
    return _mark(folder / "done" / f"part-{name_of(hashes)}.json")


def done(folder: Path) -> set[str]:
    """Return the hashes of all documents that are done; a piece whose mark is damaged is done again."""
    return {key for path in (folder / "done").glob("part-*.json") for key in _mark(path).get("documents", ())}


def _mark(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(found, dict) and isinstance(found.get("documents"), list) and isinstance(found.get("quarantined"), int)
    return found if whole else {}


def _run(document: Document, settings: Settings, rows: dict[str, list[Any]]) -> None:
    from routes import pipeline
    from routes.exports.features import features
    from routes.reports.document import day
    from routes.reports.reader import from_bytes
    from routes.runs import describe

    report = from_bytes(document.content, document.source, document.suffix)
    language = document.language.casefold().replace("_", "-").partition("-")[0]  # "en-US"; one that is not read is told from the text
    language = language if language in stems("extraction/lexicons") else ""
    told: dict[str, Any] = {
        k: v for k, v in (("title", document.title), ("published", day(document.published)), ("language", language)) if v
    }
    report = replace(report, **told)
    base = {"report": document.sha256, "source": document.source}
    try:
        run = describe(pipeline.run(report, settings))
    except NothingToDraw:
        rows["reports"].append(
            ({**base, "title": report.title, "language": report.language, "published": report.published, **_count({})}, ())
        )
        return
    head = {key: run["report"][key] for key in ("title", "language", "published")}
    points = tuple((p["lon"], p["lat"]) for p in run["places"] if p["lat"] is not None)
    rows["reports"].append(({**base, **head, **_count(run)}, points))
    for feature in features(run):
        rows[feature.layer].append(({**base, "published": head["published"], "id": feature.id, **feature.values, **base}, feature.pieces))


def _count(run: dict[str, Any]) -> dict[str, int]:
    claims = [c["verdict"] for c in run.get("claims", ())]
    return {
        "places": len(run.get("places", ())), "legs": len(run.get("legs", ())), "claims": len(claims),
        **{verdict: claims.count(verdict) for verdict in ("supported", "depends", "contradicted", "unverifiable")},
    }  # fmt: skip


_NUMBERS = frozenset(
    ("radius_m", "mentions", "length_m", "geodesic_m", "low_m", "high_m", "snap_from_m", "snap_to_m", "value", "low", "best", "high",
     "places", "legs", "claims", "supported", "depends", "contradicted", "unverifiable")
)  # fmt: skip
_FLAGS = frozenset(("fits", "estimated"))


def _parquet(table: str, rows: list[Any]) -> bytes:
    """Return rows as GeoParquet; each column has one type in every piece, also where all its values are missing."""
    import shapely

    columns: dict[str, tuple[str, list[Any]]] = {}
    for key in rows[0][0]:
        values = [row[0].get(key) for row in rows]
        if key in _NUMBERS:
            columns[key] = geoparquet.FLOAT, values
        elif key in _FLAGS:
            columns[key] = geoparquet.FLAG, values
        else:
            plain = [_LISTS.join(map(str, v)) if isinstance(v, list | tuple) else "" if v is None else str(v) for v in values]
            columns[key] = geoparquet.TEXT, plain
    shapes = []
    for _, points in rows:
        if table == "reports":
            shapes.append(shapely.MultiPoint(points) if points else None)
        elif table == "places":
            shapes.append(shapely.Point(points[0][0]) if points else None)
        else:
            lines = [line for line in points if len(line) > 1]
            shapes.append(shapely.MultiLineString(lines) if lines else None)
    return geoparquet.encode(columns, shapes)
