"""The run as JSON: the machine interface ``routes/1``. Changing it means changing its format number."""

from __future__ import annotations

import json
import re
from typing import Any

from routes.model import Claim, Finding, Itinerary, Leg, Note, Track, Verdict, Waypoint
from routes.schema import misfit

FORMAT = "routes/1"
# What every reader of a saved run asks for; a file that anybody may have written is refused without it.
_SINGLE = frozenset(("report", "provenance"))
_PARTS = {
    "report": ("source", "sha256", "title", "language", "published", "text"),
    "places": ("id", "name", "name_in_text", "mentions", "lat", "lon", "country", "radius_m", "role", "reasons", "alternatives"),
    "legs": ("id", "from", "to", "mode", "status", "span", "quote", "cargo", "length_m", "method", "geometry"),
    "claims": ("id", "span", "quote", "kind", "verdict", "reason", "findings"),
    "notes": ("code", "message"),
    "provenance": (),
}


def dump(run: dict[str, Any]) -> bytes:
    """Return a run as UTF-8 JSON, the same bytes for the same run."""
    return (json.dumps(run, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def parse(text: str) -> dict[str, Any]:
    """Return a run from what `dump` gave, or from the page of its map, which carries it.

    Raises
    ------
    ValueError
        When the text holds no run of this format.
    """
    inside = re.search(r'<script type="application/json" id="data-run">([^<]*)</script>', text)
    try:
        run = json.loads(inside.group(1) if inside else text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    if not isinstance(run, dict) or run.get("format") != FORMAT:
        raise ValueError(f"it does not name the format {FORMAT}")
    for part, keys in _PARTS.items():
        found = run.get(part)
        items = found if isinstance(found, list) and part not in _SINGLE else [found]
        for item in items:
            if not isinstance(item, dict) or (part not in _SINGLE and not isinstance(found, list)):
                raise ValueError(f"its {part} is not what a run has there")
            lacking = next((key for key in keys if key not in item), None)
            if lacking:
                raise ValueError(f"its {part} lacks {lacking!r}")
    if not all(map(_on_the_globe, run["places"])):
        raise ValueError("its places holds a position that is none")
    for part in _PARTS:
        for item in [run[part]] if part in _SINGLE else run[part]:
            if wrong := misfit(part, item):
                raise ValueError(f"its {part} has under {wrong!r} what no run has there")
    return run


def _on_the_globe(place: dict[str, Any]) -> bool:
    lat, lon = place["lat"], place["lon"]
    return lat is lon is None or (isinstance(lat, int | float) and isinstance(lon, int | float) and abs(lat) <= 90 and abs(lon) <= 540)


def describe(itinerary: Itinerary) -> dict[str, Any]:
    """Return an itinerary as the plain dictionary that is saved, drawn, exported and compared.

    Coordinates have 5 decimals (1 m); lengths are whole metres. A leg's geometry is a GeoJSON LineString with unwrapped
    longitudes: one that crosses 180 degrees runs on to 190, it never jumps.
    """
    report = itinerary.report
    return {
        "format": FORMAT,
        "report": {
            "source": report.source,
            "sha256": report.sha256,
            "title": report.title,
            "language": report.language,
            "published": report.published,
            "author": report.author,
            "text": report.text,
        },
        "places": [_place(w) for w in itinerary.waypoints],
        "legs": [_leg(leg, itinerary.track(leg.id), report.text) for leg in itinerary.legs],
        "claims": [_claim(c, itinerary.verdict(c.id), report.text) for c in itinerary.claims],
        "notes": [{**_note(n), "span": list(n.span) if n.span else None} for n in itinerary.notes],
        "provenance": itinerary.provenance or {},
    }


def _note(note: Note) -> dict[str, Any]:
    return {"code": note.code, "message": note.message, "values": dict(note.values)}


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, 5) + 0.0


def _metres(value: float) -> int:
    return round(value)


def _point(lonlat: tuple[float, float] | None) -> dict[str, float | None] | None:
    return None if lonlat is None else {"lat": _degrees(lonlat[1]), "lon": _degrees(lonlat[0])}


def _place(w: Waypoint) -> dict[str, Any]:
    p = w.place
    return {
        "id": w.id,
        "name": p.name if p else w.name,
        "name_in_text": w.name,
        "mentions": [list(m) for m in w.mentions],
        "lat": _degrees(p.lat) if p else None,
        "lon": _degrees(p.lon) if p else None,
        "country": p.country if p else "",
        "feature_code": p.feature_code if p else "",
        "source": p.source if p else "",
        "source_id": p.source_id if p else "",
        "radius_m": _metres(w.radius_m),
        "role": w.role,
        "score": round(w.score, 3),
        "reasons": list(w.reasons),
        "set_by_person": list(w.set_by_person),
        "alternatives": [
            {
                "name": c.place.name,
                "lat": _degrees(c.place.lat),
                "lon": _degrees(c.place.lon),
                "country": c.place.country,
                "feature_code": c.place.feature_code,
                "source_id": c.place.source_id,
                "score": round(c.score, 3),
                "reasons": list(c.reasons),
            }
            for c in w.alternatives
        ],
    }


def _leg(leg: Leg, track: Track | None, text: str) -> dict[str, Any]:
    known: dict[str, Any] = {
        "id": leg.id,
        "from": leg.origin,
        "to": leg.destination,
        "via": list(leg.via),
        "mode": leg.mode,
        "status": leg.status,
        "start": leg.start or None,
        "end": leg.end or None,
        "cargo": leg.cargo,
        "span": list(leg.span),
        "quote": text[leg.span.start : leg.span.end],
        "evidence": [list(e) for e in leg.evidence],
        "set_by_person": list(leg.set_by_person),
    }
    if track is None:
        unknown = dict.fromkeys(("length_m", "geodesic_m", "method", "network", "snap_m", "low_m", "high_m", "line_m", "geometry"))
        return {**known, **unknown, "countries": [], "country_m": [], "passages": [], "inferred": [], "notes": []}
    return {
        **known,
        "length_m": _metres(track.length_m),
        "geodesic_m": _metres(track.geodesic_m),
        "method": track.method,
        "network": track.network or None,
        "snap_m": [_metres(s) for s in track.snap_m],
        "low_m": _metres(track.low_m),
        "high_m": _metres(track.high_m),
        "line_m": _metres(track.line_m),
        "countries": list(track.countries),
        "country_m": [_metres(m) for m in track.country_m],
        "passages": list(track.passages),
        "inferred": [list(r) for r in track.inferred],
        "notes": [_note(n) for n in track.notes],
        "geometry": {"type": "LineString", "coordinates": [[_degrees(lon), _degrees(lat)] for lon, lat in track.lonlat]},
    }


def _claim(claim: Claim, verdict: Verdict | None, text: str) -> dict[str, Any]:
    unit = "s" if claim.kind == "duration" else "m"
    return {
        "id": claim.id,
        "span": list(claim.span),
        "quote": text[claim.span.start : claim.span.end],
        "kind": claim.kind,
        "value": claim.value,
        "unit": claim.unit,
        f"low_{unit}": _metres(claim.low),
        f"high_{unit}": _metres(claim.high),
        "comparator": claim.comparator,
        "hedge": claim.hedge,
        "basis": claim.basis,
        "converted": list(claim.converted) if claim.converted else None,
        "denied": claim.denied,
        "implied": claim.implied,
        "round_trip": claim.round_trip,
        "from": claim.origin or None,
        "to": claim.target or None,
        "direction": claim.direction or None,
        "leg": claim.leg or None,
        "set_by_person": list(claim.set_by_person),
        "verdict": verdict.answer if verdict else "unverifiable",
        "measure": verdict.measure or None if verdict else None,
        "reason": verdict.reason if verdict else "",
        "reason_en": verdict.reason_en if verdict else "",
        "findings": [_finding(f, unit) for f in verdict.findings] if verdict else [],
    }


def _finding(f: Finding, unit: str) -> dict[str, Any]:
    return {
        "measure": f.measure,
        "label": f.label,
        f"low_{unit}": _metres(f.low),
        f"best_{unit}": _metres(f.best),
        f"high_{unit}": _metres(f.high),
        "fits": f.fits,
        "estimated": f.estimated,
        "start": _point(f.start),
        "nearest": _point(f.end),
        "data": f.data,
        "worldview": f.worldview or None,
    }
