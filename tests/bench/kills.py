"""Kill processes at random moments, and have many work on the same files; see `tests/kills.py`.

python tests/bench/kills.py [--writes 400] [--maps 100] [--processes 8] [--rounds 50]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import kills


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, count in (("writes", 400), ("maps", 100), ("processes", 8), ("rounds", 50)):
        parser.add_argument(f"--{name}", type=int, default=count)
    a = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        parts = {
            f"{a.writes} kills of a process that writes": lambda: kills.storms(Path(folder) / "a", a.writes),
            f"{a.maps} kills of runs": lambda: kills.maps(Path(folder) / "b", a.maps),
            f"{a.processes} processes at once, {a.rounds} rounds": lambda: kills.together(Path(folder) / "c", a.processes, a.rounds),
        }
        for title, part in parts.items():
            if title.startswith("0 "):
                continue
            began, wrong = time.perf_counter(), list(part())
            bad += len(wrong)
            print(f"{title}: {len(wrong)} wrong, {time.perf_counter() - began:.0f} s", *wrong[:20], sep="\n  ", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
