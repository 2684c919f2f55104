"""Verdicts on distances that an encyclopedia takes as true, and on the same ones made false; the trade-off between the two.

Run ``python tests/bench/claims.py [PICTURE]``. Each claim is read with the extraction's own bounds, its two ends lie where the evaluation
file puts them (the sizes come from the gazetteer), and the other places of their names are alternatives, as in any run. The file places a
name by its most populous bearer, so a seventh of its points are wrong: those claims test that a wrong place is no wrong figure.
The picture shows what other limits of the road-like reading would cost.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from routes import pipeline
from routes.assets import toml
from routes.atlas.borders import open_borders
from routes.atlas.places import open_gazetteer
from routes.checks import check
from routes.extraction.numbers import Quantity, interval
from routes.model import Candidate, Claim, Place, Report, Span, Verdict, Waypoint
from routes.units import to_si

FILE = Path(__file__).resolve().parents[3] / "shared" / "truth" / "wikipedia_distance_claims.json"
PICTURE = Path("claims-tradeoff.png")
FACTORS = (1.0, 2.5, 0.4)
NEAR_DEG = 0.1  # the gazetteer's own point of a place of the file
LIMITS = (1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.62, 1.75, 1.9, 2.1, 2.4, 3.0)
BORDER_POINTS = 40
KEPT = 5  # alternatives that a run keeps of a name

Row = dict[str, Any]
Case = tuple[Claim, Waypoint, Waypoint]


def point(name: str, lat: float, lon: float) -> tuple[Place, tuple[Candidate, ...]]:
    """Return the place of a name at a point, with the gazetteer's size of it, and the other bearers of the name."""
    bearers = open_gazetteer().lookup(name)
    same = [p for p in bearers if abs(p.lat - lat) < NEAR_DEG and abs(p.lon - lon) < NEAR_DEG]
    place = replace(same[0], lat=lat, lon=lon) if same else Place(name, lat=lat, lon=lon)
    return place, tuple(Candidate(p, 0.0) for p in bearers)


def bounds(row: Row) -> tuple[float, float, str]:
    """Return what the words of a row allow, in metres, and what they say was measured: as read from its text, else of the bare figure."""
    metres = row["claim_km"] * 1000.0
    for claim in pipeline.extract(Report(f"{row['subject']}. {row['text']}", "en")).claims:
        if claim.kind in ("point-to-point", "route-length") and abs(to_si(claim.value, claim.unit) / metres - 1) < 0.01:
            return claim.low, claim.high, claim.basis
    step = 1.0
    while row["claim_km"] >= step * 10 and row["claim_km"] % (step * 10) == 0:
        step *= 10
    figure = Quantity(0, 1, row["claim_km"], row["claim_km"], row["claim_km"], "km", step, False, 1, False)
    return *interval(figure, "exact"), ""


def case(row: Row) -> Case:
    """Return a row as a claim between two waypoints."""
    words = re.findall("north|south|east|west", row["direction"] or "")
    low, high, basis = bounds(row)
    ends = []
    for id, name, lat, lon in (("p1", row["subject"], row["slat"], row["slon"]), ("p2", row["anchor"], row["alat"], row["alon"])):
        place, others = point(name, lat, lon)
        ends.append(Waypoint(id, name, (), place, place.radius_m, alternatives=others))
    made = Claim("c1", Span(0, 0), "point-to-point", row["claim_km"], "km", low, high, origin="p1", target="p2", basis=basis, sole=True)
    return replace(made, direction="".join(word[0].upper() for word in words)), ends[0], ends[1]


def scaled(claim: Claim, factor: float) -> Claim:
    """Return a claim with another figure."""
    return replace(claim, value=claim.value * factor, low=claim.low * factor, high=claim.high * factor)


def judged(cases: list[Case], factor: float) -> list[Verdict]:
    """Return the verdicts on the claims, their figures multiplied."""
    return [check([scaled(claim, factor)], [a, b])[0] for claim, a, b in cases]


def share(cases: list[Case], factor: float) -> float:
    """Return how many of the claims are contradicted, from 0 to 1."""
    return sum(v.answer == "contradicted" for v in judged(cases, factor)) / len(cases)


def tradeoff(cases: list[Case], path: Path) -> None:
    """Draw, for limits of the road-like reading, how many true and how many false claims are contradicted."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    table = toml("checks/thresholds.toml")
    rows = []
    for limit in LIMITS:
        low = min(1.0, table["straight"]["loose_low"] * (table["straight"]["loose_high"] / limit) ** 0.5)
        loose = {**table, "straight": {**table["straight"], "loose_high": limit, "loose_low": low}}
        with patch("routes.checks.scene.assets.toml", lambda name, t=loose: t if "thresholds" in name else toml(name)):
            rows.append((limit, *(share(cases, factor) for factor in FACTORS)))
    figure, axes = pyplot.subplots(figsize=(7, 5), dpi=120)
    for number, label in ((2, "× 2.5"), (3, "÷ 2.5")):
        axes.plot([100 * r[1] for r in rows], [100 * r[number] for r in rows], marker="o", markersize=4, label=f"made false: {label}")
    for limit, true, *false in rows:
        axes.annotate(f"{limit:g}", (100 * true, 100 * false[0]), fontsize=7, xytext=(3, 4), textcoords="offset points")
    axes.axvline(4, color="grey", linewidth=0.8, linestyle=":")
    axes.axhline(90, color="grey", linewidth=0.8, linestyle=":")
    axes.set(
        xlabel="true claims contradicted, %",
        ylabel="false claims contradicted, %",
        title="Limits of the road-like reading",
    )
    axes.legend()
    figure.tight_layout()
    figure.savefig(path)
    for limit, true, more, less in rows:
        print(f"limit {limit:5.2f}  true contradicted {true:.3f}  x2.5 {more:.3f}  /2.5 {less:.3f}")
    print(f"picture {path}")


def speed(cases: list[Case]) -> None:
    """Print the process time of a claim when everything is open: distances between places, and to the borders of a neighbour."""
    start = time.process_time()
    judged(cases, 1.0)
    print(f"between places       {(time.process_time() - start) / len(cases) * 1000:.2f} ms a claim")
    borders = open_borders()
    made = []
    for claim, a, _ in cases:
        here = borders.country_at(lat=a.place.lat, lon=a.place.lon) if a.place else ""
        for code in borders.neighbours(here)[:2] if here else ():
            made.append(
                (
                    replace(claim, kind="point-to-border", target=f"border:{code}", direction=""),
                    replace(a, alternatives=a.alternatives[:KEPT]),
                )
            )
    made = made[:: max(1, len(made) // BORDER_POINTS)]
    for passed in ("cold", "warm"):
        start = time.process_time()
        for claim, a in made:
            check([claim], [a])
        print(f"to borders, {passed:8} {(time.process_time() - start) / len(made) * 1000:.2f} ms a claim ({len(made)} claims)")


def main() -> None:
    """Print shares for true and false claims, the trade-off, and the speed."""
    if not FILE.exists():
        print("skipped: no evaluation file")
        return
    cases = [case(row) for row in json.loads(FILE.read_text("utf-8"))]
    for factor in FACTORS:
        answers = Counter(v.answer for v in judged(cases, factor))
        print(f"x {factor:<4} {dict(answers)}  contradicted {answers['contradicted'] / len(cases):.3f}")
    speed(cases)
    tradeoff(cases, Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)


if __name__ == "__main__":
    main()
