"""Same input, same bytes: every output on many machines, each with another hash seed, time zone, language, user and folder.

    python tests/bench/determinism.py [REPORT] [--machines 51]

Then all seeds as a folder, by one process and by eight.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import settings_of_machines as machines  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", default=str(ROOT / "seeds" / "arms-najin-tikhoretsk-fr.txt"))
    parser.add_argument("--machines", type=int, default=51)
    a = parser.parse_args()
    began, seen, different = time.perf_counter(), {}, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n in range(a.machines):
            for output, found in machines.hashes(Path(a.report).resolve(), n, folder).items():
                seen.setdefault(output, set()).add(found)
        for output, found in seen.items():
            print(f"{output:12} {a.machines} machines, {len(found)} different")
        alone, many = machines.batch(ROOT / "seeds", 1, 1001, folder), machines.batch(ROOT / "seeds", 8, 1002, folder)
        different = sum(alone.get(file) != many.get(file) for file in {*alone, *many})
        print(f"{len(alone)} files of the seeds by one process and by eight, {different} different; {time.perf_counter() - began:.0f} s")
    return 0 if all(len(found) == 1 for found in seen.values()) and not different else 1


if __name__ == "__main__":
    sys.exit(main())
