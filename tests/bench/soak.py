"""Map 3,600 reports in one process, and see whether it grows: memory and open files after each hundred.

    python tests/bench/soak.py [--rounds 36] [--reports 100] [--pictures]

The reports are the seeds with other dates, figures and order, so that none is like another. A round makes the run, the page and the
tables of each report; with --pictures the picture too. The first rounds fill what is kept for the process and are not counted.
"""

import argparse
import gc
import random
import re
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WARM = 4  # rounds that are not counted


def resident_mb() -> float:
    """Return the resident set of this process, without the files that it maps (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024


def variation(text: str, chance: random.Random) -> str:
    """Return a report with other numbers and some paragraphs left out or moved."""
    head, *paragraphs = text.split("\n\n")
    kept = [p for p in paragraphs if chance.random() > 0.15] or paragraphs
    chance.shuffle(kept)
    return re.sub(r"\b\d\b", lambda _: str(chance.randrange(1, 9)), "\n\n".join([head, *kept]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=36)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--pictures", action="store_true")
    a = parser.parse_args()
    import routes
    from routes import exports
    from routes.errors import NothingToDraw
    from routes.model import Report
    from routes.runs import describe

    seeds = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    chance, held, began = random.Random(1), [], time.perf_counter()
    for number in range(1, a.rounds + 1):
        for _ in range(a.reports):
            with suppress(NothingToDraw):
                run = describe(routes.run(Report(text=variation(chance.choice(seeds), chance), source="soak.txt")))
                routes.draw(run)
                exports.export(run, "csv")
                exports.export(run, "geojson")
                if a.pictures:
                    exports.export(run, "png")
        gc.collect()
        held.append((resident_mb(), sum(1 for _ in Path("/proc/self/fd").iterdir())))
        print(f"round {number}: {held[-1][0]:.0f} MB, {held[-1][1]} open files, {time.perf_counter() - began:.0f} s", flush=True)
    first, last = held[min(WARM, len(held)) - 1], held[-1]
    growth = 100 * (last[0] / first[0] - 1)
    print(
        f"{a.rounds * a.reports:,} reports: memory {growth:+.1f} % since round {min(WARM, len(held))}, {last[1] - first[1]:+d} open files"
    )
    return 1 if growth > 5 or last[1] > first[1] else 0


if __name__ == "__main__":
    sys.exit(main())
