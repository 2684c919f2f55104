"""The short summary of a run for a terminal: places, legs with lengths, claims with verdicts, doubts."""

from __future__ import annotations

from typing import Any

from routes.text import printable


def summarise(run: dict[str, Any]) -> str:
    """Return a run as a few plain lines; report text comes without control characters."""
    names = {p["id"]: p["name_in_text"] for p in run["places"]}
    report = run["report"]
    lines = [
        report["title"] or report["source"],
        "  ".join(filter(None, (report["language"], report["published"] or "no date", report["source"]))),
    ]
    lines += ["", "Places on the route"]
    lines += [_place(p) for p in run["places"] if p["role"] == "on_route"] or ["  none"]
    lines += ["", "Legs"]
    lines += [_leg(leg, names) for leg in run["legs"]] or ["  none: the report tells of no movement between two places"]
    lines += ["", "Claims"]
    for claim in run["claims"]:
        lines += [f"  {claim['verdict']:12} {claim['quote']}", f"  {'':12} {claim['reason_en']}"]
    lines += [] if run["claims"] else ["  none"]
    if run["notes"]:
        lines += ["", "Doubts", *(f"  {n['message']}" for n in run["notes"])]
    return "\n".join(printable(line) for line in lines)


def _place(p: dict[str, Any]) -> str:
    if p["lat"] is None:
        return f"  {p['name_in_text']}: not placed"
    also = f", {p['name']}" if p["name"] != p["name_in_text"] else ""
    around = f", within {p['radius_m'] / 1000:.0f} km" if p["radius_m"] >= 1000 else ""
    return f"  {p['name_in_text']}{also} ({p['country'] or 'sea'}) {p['lat']:.4f} {p['lon']:.4f}{around}"


def _leg(leg: dict[str, Any], names: dict[str, str]) -> str:
    ends = f"{names.get(leg['from'], '?')} → {names.get(leg['to'], '?')}"
    dates = " to ".join(dict.fromkeys(filter(None, (leg["start"], leg["end"]))))
    how = {"network": f"along the {leg['network']} network", "geodesic": "straight line", None: "not drawn"}[leg["method"]]
    length = f"{leg['length_m'] / 1000:,.0f} km {how}" if leg["length_m"] is not None else how
    return "  " + ", ".join(
        filter(None, (f"{ends} by {leg['mode']}", length, dates, leg["cargo"], leg["status"] if leg["status"] != "reported" else ""))
    )
