"""Score river tracks against kilometre posts of the waterways: ``python tests/bench/river.py``.

The factor in `routes.networks.river.POLICY` comes from the rows with an even number; the others are reported apart.
"""

from __future__ import annotations

import statistics
import time

from routes.networks import river

# Official kilometres: Danube Commission, Rhine kilometres, US Army Corps of Engineers river miles, Hidrovía Paraguay-Paraná.
ROWS = [
    ("Galati - Vienna", (28.06, 45.43), (16.42, 48.22), 1779),
    ("Rotterdam - Basel", (4.48, 51.91), (7.59, 47.57), 833),
    ("Belgrade - Bratislava", (20.45, 44.82), (17.11, 48.137), 699),
    ("New Orleans - St Louis", (-90.06, 29.95), (-90.18, 38.63), 1672),
    ("Ruse - Vidin", (25.95, 43.86), (22.88, 43.99), 295),
    ("Asuncion - Rosario", (-57.65, -25.28), (-60.63, -32.95), 1210),
    ("Mainz - Cologne", (8.28, 50.0), (6.97, 50.94), 190),
    ("Shanghai - Chongqing", (121.5, 31.4), (106.58, 29.57), 2399),
    ("Galati - Budapest", (28.06, 45.43), (19.045, 47.5), 1497),
    ("Memphis - Vicksburg", (-90.07, 35.15), (-90.9, 32.33), 480),
    ("Duisburg - Strasbourg", (6.73, 51.44), (7.8, 48.57), 487),
    ("Cincinnati - Pittsburgh", (-84.51, 39.09), (-80.02, 40.44), 757),
]


def main() -> None:
    """Print the error of each row, and the best factor of both halves."""
    factors, times = [], []
    for name, a, b, km in ROWS:
        began = time.perf_counter()
        track = river.trace(a, b)
        times.append(1000 * (time.perf_counter() - began))
        factors.append(1000 * km / track.length_m)
        holds = track.low_m <= 1000 * km <= track.high_m
        print(
            f"{name}: {track.length_m / 1000:.0f} of {km} km, {100 / factors[-1] - 100:+.1f} %, interval {'holds' if holds else 'misses'}"
        )
    for title, some in (("calibration", factors[0::2]), ("held out", factors[1::2])):
        print(f"{title}: best factor {statistics.median(some):.4f}, median error {statistics.median(abs(1 - f) for f in some) * 100:.1f} %")
    print(f"ms: median {statistics.median(times):.0f}, slowest {max(times):.0f}")


if __name__ == "__main__":
    main()
