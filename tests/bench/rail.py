"""Score rail and road tracks against published lengths: ``python tests/bench/rail.py [rail|road] [--own]``.

The factor and the interval in `routes.networks.rail.POLICY` come from the rows with an even number; the others are reported apart.
Needs the truth tables beside the repository; with ``--own`` the tables beside this file are scored: lengths of lines and roads that
railway and road authorities publish or that are common knowledge, to about two per cent, between the middles of towns. The estimate
of road lengths (`routes.atlas.build._relief`) was fitted to the even rows of road_lengths.csv.
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from pathlib import Path

from routes.errors import RoutesError
from routes.networks import rail, road

HERE = Path(__file__).resolve().parent
TRUTH = HERE.parents[1].parent / "shared" / "truth"
WARNINGS = {"far-snap", "inferred-link", "schematic-line", "leaves-country", "closed-border"}


def rows(mode: str, own: bool) -> list[dict[str, float | str | bool]]:
    """Return for every row of the truth table: name, error in percent, whether the interval holds, milliseconds."""
    out: list[dict[str, float | str | bool]] = []
    name = {"rail": "rail.csv", "road": "roads.csv"}[mode]
    with (HERE / f"{mode}_lengths.csv" if own else TRUTH / name).open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    for row in table:
        low = 1000 * float(row.get("km") or row["km_known"])
        high = 1000 * float(row.get("km_hi") or low / 1000)
        via = [(float(p.split()[1]), float(p.split()[0])) for p in row.get("via_coords", "").split(";") if p.strip()]
        countries = row.get("countries", "").replace("|", " ").split() or None
        ends = [(float(row[f"lon{i}"]), float(row[f"lat{i}"])) for i in "12"]
        began = time.process_time()
        try:
            track = (rail if mode == "rail" else road).trace(*ends, via=via, countries=countries)
        except RoutesError as error:
            print("unroutable", row["from"], row["to"], error)
            continue
        took = 1000 * (time.process_time() - began)
        inside = (track.length_m - sum(track.snap_m)) / (rail if mode == "rail" else road).POLICY.longer
        outside = not set(track.countries) <= set(countries or track.countries)
        out.append(
            {
                "name": f"{row['from']} - {row['to']}",
                "error": 100 * (min(0, track.length_m - low) + max(0, track.length_m - high)) / low,
                "factor": (min(max(track.length_m, low), high) - sum(track.snap_m)) / inside,
                "holds": track.low_m <= high and track.high_m >= low,
                "warned": bool(WARNINGS & {n.code for n in track.notes}),
                "outside": outside,
                "ms": took,
            }
        )
    return out


def say(title: str, some: list[dict[str, float | str | bool]]) -> None:
    """Print one line of figures."""
    errors = [abs(float(r["error"])) for r in some]
    share = {p: 100 * sum(e <= p for e in errors) / len(errors) for p in (1, 2, 5, 10)}
    print(
        f"{title:12} {len(some)} rows | median {statistics.median(errors):.2f} % | "
        + ", ".join(f"within {p} % {s:.0f}" for p, s in share.items())
        + f" | interval holds {100 * sum(bool(r['holds']) for r in some) / len(some):.0f} %"
        + f" | best factor {statistics.median(float(r['factor']) for r in some):.4f}"
    )


def main() -> None:
    """Print the figures of both halves, the worst rows and the times."""
    mode = sys.argv[1] if len(sys.argv) > 1 else "rail"
    found = rows(mode, "--own" in sys.argv)
    say("calibration", found[0::2])
    say("held out", found[1::2])
    say("all", found)
    factors = sorted(float(r["factor"]) for r in found[0::2])
    print("factor on the calibration half, 10 and 90 %:", f"{factors[len(factors) // 10]:.3f} {factors[-len(factors) // 10]:.3f}")
    for row in sorted(found, key=lambda r: -abs(float(r["error"])))[:8]:
        print(f"  {row['name']}: {row['error']:+.1f} %{'' if row['warned'] else ', no warning'}")
    print("outside the allowed countries:", [r["name"] for r in found if r["outside"]])
    times = sorted(float(r["ms"]) for r in found)
    print(
        f"ms of processor: median {times[len(times) // 2]:.0f}, p95 {times[int(0.95 * len(times))]:.0f}, first and slowest {times[-1]:.0f}"
    )


if __name__ == "__main__":
    main()
