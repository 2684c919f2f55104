"""Time, length and interval of sea tracks on the shared port pairs and published lengths.

``python tests/bench/sea.py time [PAIRS]``: process and wall time of each track beside searoute, ends new and ends seen.
``python tests/bench/sea.py first``: the first track of a fresh process, beyond imports, and its memory.
``python tests/bench/sea.py interval``: the length interval calibrated on every second row, and what it covers of the others.
"""

import csv
import json
import random
import resource
import statistics
import sys
import time
from pathlib import Path

TRUTH = Path(__file__).resolve().parents[2].parent / "shared" / "truth"
AVOID = {"suez": [], "panama": [], "none": [], "canal": []}
COVERED = 0.9


def pairs():
    rows = json.loads((TRUTH / "sea_pairs.json").read_text("utf-8"))
    random.Random(7).shuffle(rows)
    return [((row["from_lon"], row["from_lat"]), (row["to_lon"], row["to_lat"])) for row in rows]


def timed(name, call, rows):
    process, wall, failed = [], [], 0
    for a, b in rows:
        clock, began = time.process_time(), time.perf_counter()
        try:
            call(a, b)
        except Exception:
            failed += 1
        process.append((time.process_time() - clock) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    text = [
        f"{kind} median {statistics.median(v):.1f} ms, p95 {sorted(v)[int(0.95 * len(v))]:.1f}"
        for kind, v in (("process", process), ("wall", wall))
    ]
    print(f"{name:18} {'; '.join(text)}; failed {failed} of {len(rows)}")


def times(most):
    from routes.networks import sea, sea_ends, sea_search

    rows = pairs()[:most]
    sea.trace((130.28308, 42.25559), (132.33542, 42.87879))
    timed("routes, ends new", sea.trace, rows)
    timed("routes, ends seen", sea.trace, rows)
    sea_ends.join.cache_clear()
    sea_search.patch.cache_clear()
    timed("routes, coast warm", sea.trace, rows)
    try:
        import searoute
    except ImportError:
        return
    searoute.searoute([0, 50], [10, 54])
    timed("searoute", lambda a, b: searoute.searoute(list(a), list(b)), rows)


def first():
    import numpy  # noqa: F401
    import scipy.sparse.csgraph
    import shapely

    from routes.geodesy import ellipsoid
    from routes.networks import sea

    ellipsoid()
    assert shapely and scipy
    clock, began = time.process_time(), time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sea.trace((121.8, 31.2), (-118.26, 33.73))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    process, wall = (time.process_time() - clock) * 1000, (time.perf_counter() - began) * 1000
    print(f"first track beyond imports: process {process:.0f} ms, wall {wall:.0f} ms")
    print(f"peak memory {after / 1024:.0f} MB, {(after - before) / 1024:.0f} MB of it the track's")


def measured():
    """Return (published metres, Track) for every published length that has a track."""
    from routes.errors import RoutesError
    from routes.networks import sea

    out = []
    with (TRUTH / "sea.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            ends = [(float(row[f"{end}_lon"]), float(row[f"{end}_lat"])) for end in ("from", "to")]
            try:
                out.append((float(row["nm"]) * 1852.0, sea.trace(*ends, avoid=AVOID.get(row["via"], ["suez", "panama"]))))
            except RoutesError as error:
                print(f"   no track {row['from']} to {row['to']}: {error}")
    return out


def interval():
    rows = measured()
    fitted, held = rows[::2], rows[1::2]
    for name, part in (("calibrated half", fitted), ("held-out half", held)):
        inside = sum(t.low_m <= m <= t.high_m for m, t in part)
        wide = statistics.median((t.high_m - t.low_m) / t.length_m for _, t in part)
        print(f"{name}: {inside} of {len(part)} published lengths inside ({inside / len(part):.0%}), median width {wide:.1%}")
    rest = (1 - COVERED) / 2
    for fixed in (2_000.0, 5_000.0, 10_000.0, 20_000.0):  # metres beside the part of the length
        off = sorted((m - t.length_m) / (t.length_m + fixed / 0.02) for m, t in fitted)
        low, high = off[int(rest * len(off))], off[min(len(off) - 1, int((1 - rest) * len(off)))]
        print(f"   {COVERED:.0%} of the calibrated half lie within {low:+.4f} to {high:+.4f} of (length + {fixed / 0.02 / 1000:.0f} km)")


def main():
    if not TRUTH.exists():
        print("The shared port pairs are not here; nothing to measure.")
        return
    what = sys.argv[1] if len(sys.argv) > 1 else "time"
    if what == "first":
        first()
    elif what == "interval":
        interval()
    else:
        times(int(sys.argv[2]) if len(sys.argv) > 2 else None)


if __name__ == "__main__":
    main()
