"""A run to draw, in the format that is saved: five legs of every kind, over 180 degrees, with claims of every verdict."""

from __future__ import annotations

import copy
from typing import Any

TEXT = """Relief convoy crosses two oceans

The freighter left Vladivostok on 3 May 2024 with 40 field kitchens and reached Los Angeles by sea.
From Los Angeles the kitchens went by train to Houston, about 2,200 km away.
They were then brought to Miami, the charity said, without saying how.
A pumping crew drove from Miami to Key West, some 400 km.
Two planes are to fly the rest from Miami to Kingston.
Kingston lies 100 km from the coast of Cuba, a spokesman said.
"""
_PLACES = {
    "p1": ("Vladivostok", 43.1056, 131.8735, "RU", 4000, "on_route"),
    "p2": ("Los Angeles", 34.0522, -118.2437, "US", 0, "on_route"),
    "p3": ("Houston", 29.7633, -95.3633, "US", 0, "on_route"),
    "p4": ("Miami", 25.7743, -80.1937, "US", 0, "on_route"),
    "p5": ("Key West", 24.5557, -81.7826, "US", 0, "on_route"),
    "p6": ("Kingston", 17.997, -76.7936, "JM", 25000, "on_route"),
    "p7": ("Cuba", 22.0, -79.5, "CU", 500000, "mentioned"),
}
_SEA = [[131.8735, 43.1056], [132.2, 42.6], [141.0, 42.0], [160.0, 46.0], [180.0, 48.0], [200.0, 47.0], [235.0, 38.0], [241.7563, 34.0522]]
_RAIL = [[-118.2437, 34.0522], [-118.1, 33.9], [-112.0, 33.0], [-106.4, 31.8], [-98.5, 29.4], [-95.3633, 29.7633]]


def span_of(words: str, text: str = TEXT) -> list[int]:
    """Return where some words stand in the text."""
    start = text.index(words)
    return [start, start + len(words)]


def _place(id: str) -> dict[str, Any]:
    name, lat, lon, country, radius, role = _PLACES[id]
    mentions, at = [], TEXT.find(name)
    while at >= 0:
        mentions.append([at, at + len(name)])
        at = TEXT.find(name, at + 1)
    return {
        "id": id, "name": name, "name_in_text": name, "mentions": mentions, "lat": lat, "lon": lon, "country": country,
        "feature_code": "PPL", "source": "geonames", "source_id": f"geonames:{id}", "radius_m": radius, "role": role, "score": 1.0,
        "reasons": ["most people"], "set_by_person": [],
        "alternatives": [
            {"name": "Houston", "lat": 55.8, "lon": -4.5, "country": "GB", "feature_code": "PPL", "source_id": "x", "score": 0.1,
             "reasons": ["far away"]}
        ] if id == "p3" else [],
    }  # fmt: skip


def _leg(id: str, ends: tuple[str, str], mode: str, sentence: str, **more: Any) -> dict[str, Any]:
    span = span_of(sentence)
    return {
        "id": id, "from": ends[0], "to": ends[1], "via": [], "mode": mode, "status": "reported", "start": None, "end": None, "cargo": "",
        "span": span, "quote": TEXT[span[0] : span[1]], "evidence": [], "set_by_person": [], "length_m": None, "geodesic_m": None,
        "method": "geodesic", "network": None, "snap_m": [0, 0], "low_m": 0, "high_m": 0, "countries": [], "passages": [], "inferred": [],
        "notes": [], "geometry": None, **more,
    }  # fmt: skip


def _straight(a: str, b: str, length: int) -> dict[str, Any]:
    line = [[_PLACES[a][2], _PLACES[a][1]], [_PLACES[b][2], _PLACES[b][1]]]
    return {"length_m": length, "geodesic_m": length, "geometry": {"type": "LineString", "coordinates": line}}


def _claim(id: str, words: str, kind: str, verdict: str, reason: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id, "span": span_of(words), "quote": words, "kind": kind, "value": 0.0, "unit": "km", "low_m": 0, "high_m": 0,
        "comparator": "about", "hedge": "", "basis": "", "converted": None, "denied": False, "from": None, "to": None, "direction": None,
        "leg": None, "set_by_person": [], "verdict": verdict, "reason": reason, "reason_en": reason, "findings": [], **more,
    }  # fmt: skip


def _finding(
    measure: str, best: int, fits: bool, label: str, start: str = "", nearest: tuple[float, float] | None = None
) -> dict[str, Any]:
    first = {"lat": _PLACES[start][1], "lon": _PLACES[start][2]} if start else None
    last = {"lat": nearest[0], "lon": nearest[1]} if nearest else None
    bounds = {"low_m": best - 3000, "best_m": best, "high_m": best + 3000}
    return {"measure": measure, "label": label, **bounds, "fits": fits, "start": first, "nearest": last}


def sample() -> dict[str, Any]:
    """Return a fresh run."""
    legs = [
        _leg("l1", ("p1", "p2"), "sea", TEXT.splitlines()[2], start="2024-05-03", cargo="40 field kitchens", length_m=9_300_000,
             geodesic_m=9_100_000, method="network", network="sea", snap_m=[60_000, 0],
             geometry={"type": "LineString", "coordinates": _SEA}),
        _leg("l2", ("p2", "p3"), "rail", TEXT.splitlines()[3], length_m=2_500_000, geodesic_m=2_210_000, method="network", network="rail",
             countries=["US"], geometry={"type": "LineString", "coordinates": _RAIL}),
        _leg("l3", ("p3", "p4"), "unknown", TEXT.splitlines()[4], **_straight("p3", "p4", 1_560_000)),
        _leg("l4", ("p4", "p5"), "road", TEXT.splitlines()[5], **_straight("p4", "p5", 208_000)),
        _leg("l5", ("p4", "p6"), "air", TEXT.splitlines()[6], status="planned", **_straight("p4", "p6", 927_000)),
    ]  # fmt: skip
    near = _finding("coast:CU", 232_000, False, "nearest coast of Cuba", "p6", (19.9, -75.6))
    claims = [
        _claim("c1", "about 2,200 km away", "point-to-point", "supported", "2,200 km holds.", low_m=2_090_000, high_m=2_310_000,
               **{"from": "p2", "to": "p3"}, findings=[_finding("geodesic", 2_210_000, True, "straight line", "p2", (29.7633, -95.3633))]),
        _claim("c2", "some 400 km", "route-length", "depends", "400 km depends.", low_m=360_000, high_m=440_000, leg="l4",
               findings=[_finding("geodesic", 208_000, False, "straight line"), _finding("road-like", 255_000, True, "a usual road")]),
        _claim("c3", "100 km from the coast of Cuba", "point-to-coast", "contradicted", "100 km is too short.", low_m=95_000,
               high_m=105_000, **{"from": "p6", "to": "coast:CU"}, findings=[near]),
    ]  # fmt: skip
    notes = [{"code": "vague", "message": "The report does not say how they came to Miami.", "span": span_of("without saying how")}]
    data = [{"file": "land.npz", "title": "Land", "licence": "LGPL-3.0-or-later", "attribution": "Coasts: GSHHG", "sha256": "0" * 64}]
    provenance = {"software": {"routes": "0.1.0"}, "settings": {"worldview": "un", "language": ""}, "data": data}
    report = {
        "source": "convoy.txt",
        "sha256": "ab" * 32,
        "title": "Relief convoy crosses two oceans",
        "language": "en",
        "published": "2024-05-20",
    }
    return {
        "format": "routes/1", "report": {**report, "text": TEXT}, "places": [_place(id) for id in _PLACES], "legs": legs, "claims": claims,
        "notes": notes, "provenance": provenance,
    }  # fmt: skip


def hostile(payload: str) -> dict[str, Any]:
    """Return the sample with a payload in title, place name, cargo, quote, claim, label, reason, note and source."""
    run = copy.deepcopy(sample())
    text = f"{payload}\n{TEXT}{payload}"
    shift = len(payload) + 1
    for item in (*run["legs"], *run["claims"], *run["notes"]):
        item["span"] = [item["span"][0] + shift, item["span"][1] + shift]
    for place in run["places"]:
        place["mentions"] = [[a + shift, b + shift] for a, b in place["mentions"]]
        for other in place["alternatives"]:
            other["name"], other["reasons"] = payload, [payload]
    run["report"] |= {"title": payload, "text": text, "source": payload, "published": payload, "sha256": payload, "language": payload}
    run["places"][0] |= {
        "name": payload,
        "name_in_text": payload,
        "reasons": [payload],
        "country": payload,
        "mentions": [[0, len(payload)]],
    }
    run["legs"][0] |= {"cargo": payload, "quote": payload, "start": payload, "passages": [payload], "span": [0, len(payload)]}
    run["claims"][0] |= {"quote": payload, "reason": payload, "reason_en": payload}
    run["claims"][0]["findings"][0]["label"] = payload
    run["notes"][0] |= {"message": payload}
    run["provenance"]["data"][0] |= {"attribution": payload, "licence": payload}
    return run
