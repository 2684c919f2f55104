"""Length, land and time of sea tracks beside searoute, on the shared port pairs: ``python tests/bench/sea.py [PAIRS]``."""

import json
import random
import statistics
import sys
import time
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def timed(call, rows):
    out, failed = [], 0
    for row in rows:
        began = time.perf_counter()
        try:
            call((row["from_lon"], row["from_lat"]), (row["to_lon"], row["to_lat"]))
        except Exception:
            failed += 1
        out.append((time.perf_counter() - began) * 1000)
    out.sort()
    return f"median {statistics.median(out):.1f} ms, p95 {out[int(0.95 * len(out))]:.1f} ms, max {out[-1]:.0f} ms, failed {failed}"


def main():
    path = SHARED / "truth" / "sea_pairs.json"
    if not path.exists():
        print("The shared port pairs are not here; nothing to measure.")
        return
    rows = json.loads(path.read_text("utf-8"))
    random.Random(7).shuffle(rows)
    rows = rows[: int(sys.argv[1])] if len(sys.argv) > 1 else rows
    import numpy  # noqa: F401
    import scipy.sparse.csgraph
    import shapely

    from routes.geodesy import ellipsoid
    from routes.networks import sea

    ellipsoid()
    assert shapely and scipy
    began = time.perf_counter()
    sea.trace((130.28308, 42.25559), (132.33542, 42.87879))
    print(f"first track, data opened: {(time.perf_counter() - began) * 1000:.0f} ms beyond imports")
    print("routes, ends new :", timed(sea.trace, rows))
    print("routes, ends seen:", timed(sea.trace, rows))
    try:
        import searoute
    except ImportError:
        return
    searoute.searoute([0, 50], [10, 54])
    print("searoute         :", timed(lambda a, b: searoute.searoute(list(a), list(b)), rows))


if __name__ == "__main__":
    main()
