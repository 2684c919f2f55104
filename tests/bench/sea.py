"""Time, length and interval of sea tracks on the shared port pairs and published lengths.

``python tests/bench/sea.py time [PAIRS]``: process and wall time of each track beside searoute, ends new and ends seen.
``python tests/bench/sea.py first``: the first track of a fresh process, beyond imports, and its memory.
``python tests/bench/sea.py interval``: the length interval calibrated on every second row, and what it covers of the others.
``python tests/bench/sea.py random [SEED]``: 300 pairs of ports of the gazetteer within 1 km of a shore, half of them at most 1,500 km
apart: failures, land crossed beyond 5 km of the ends off canals and rivers of the network, and whether the way back is as long.
``python tests/bench/sea.py exact``: how much dearer the ways that the search finds are than the cheapest over the whole network.
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


def ports():
    """Return the (lon, lat) of every port and harbour of the gazetteer that lies on water or within 1 km of a shore."""
    import numpy as np

    from routes.atlas import coast
    from routes.atlas.places import open_gazetteer

    rows = open_gazetteer()._rows
    rows = rows[np.isin(rows["feature"], [b"PRT", b"HBR", b"ANCH", b"MAR", b"DCK"])]
    found = np.column_stack([rows["lon"], rows["lat"]]) / 1e5
    dry = coast.is_land(found)
    return [
        (x, y) for (x, y), land in zip(found.tolist(), dry, strict=True) if not land or coast.nearest_shore(lat=y, lon=x, reach_m=1_000)
    ]


def at_random(seed):
    import numpy as np

    from routes.errors import RoutesError
    from routes.geodesy import length_m
    from routes.networks import sea

    def apart(a, b):
        return length_m(np.array([a, b]))

    known, chance, rows = ports(), random.Random(seed), []
    while len(rows) < 300:
        a, b = chance.sample(known, 2)
        if apart(a, b) > 3_000 and (len(rows) % 2 or apart(a, b) < 1_500_000):
            rows.append((a, b))
    over, uneven, failed = [], [], []
    for a, b in rows:
        try:
            track = sea.trace(a, b)
            back = sea.trace(b, a)
        except RoutesError as error:
            failed.append(f"{a} {b}: {error}")
            continue
        line = np.array(track.lonlat)
        inner = line[[min(apart(p, a), apart(p, b)) > 5_000 for p in line]]
        over.append((sea._land_off_channels_m(inner) / 1000 if len(inner) > 1 else 0.0, a, b))
        uneven.append(abs(back.length_m / track.length_m - 1))
    print(f"{len(known)} ports, {len(rows)} pairs: {len(failed)} failed, {sum(km > 1 for km, *_ in over)} cross more than 1 km of land")
    print(f"   worst {max(over)}; way back differs by at most {max(uneven):.2%}", *failed, sep="\n   ")


def exact():
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    from routes.networks import sea_ends, sea_net, sea_search

    net, shut = sea_net.open_net(), sea_net.shut_gates((), False)
    n, edges = len(net.lonlat), np.flatnonzero(~sea_net.shut_edges(shut))
    heads = np.searchsorted(net.first, edges, side="right") - 1
    both = np.concatenate([heads, net.other[edges]]), np.concatenate([net.other[edges], heads])
    whole = csr_array((np.tile(net.costs_m(edges), 2), both), shape=(n, n))
    dearer = []
    for a, b in pairs():
        one, two = sea_ends.join(*a), sea_ends.join(*b)
        price, node = np.append(whole.data, np.maximum(one.price_m, 0.01)), np.append(whole.indices, one.nodes)
        start = np.append(whole.indptr, whole.indptr[-1] + len(one.nodes))
        cheapest = (dijkstra(csr_array((price, node, start), shape=(n + 1, n + 1)), indices=n)[two.nodes] + two.price_m).min()
        found = sea_search.shortest(one, two, shut)
        dearer.append(found.cost_m / cheapest - 1)
    share = [sum(d > part for d in dearer) / len(dearer) for part in (0.002, 0.01)]
    print(f"{len(dearer)} pairs: {share[0]:.1%} more than 0.2 % dearer, {share[1]:.1%} more than 1 %, worst {max(dearer):.1%}")


def main():
    if not TRUTH.exists():
        print("The shared port pairs are not here; nothing to measure.")
        return
    what = sys.argv[1] if len(sys.argv) > 1 else "time"
    if what == "first":
        first()
    elif what == "interval":
        interval()
    elif what == "random":
        at_random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    elif what == "exact":
        exact()
    else:
        times(int(sys.argv[2]) if len(sys.argv) > 2 else None)


if __name__ == "__main__":
    main()
