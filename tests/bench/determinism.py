"""Same input, same bytes: the main job over many runs, each with another folder, time zone, language and hash seed.

python tests/bench/determinism.py [REPORT] [--runs 20]
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ZONES = ("UTC", "Asia/Vladivostok", "America/Los_Angeles", "Pacific/Kiritimati")
LANGUAGES = ("C", "C.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8", "tr_TR.UTF-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", default=str(ROOT / "seeds" / "arms-najin-tikhoretsk-fr.txt"))
    parser.add_argument("--runs", type=int, default=20)
    a = parser.parse_args()
    report, routes = Path(a.report).resolve(), Path(sys.executable).parent / "routes"
    seen: dict[str, set[str]] = {}
    for i in range(a.runs):
        with tempfile.TemporaryDirectory() as folder:
            env = {
                **os.environ,
                "TZ": ZONES[i % len(ZONES)],
                "LANG": LANGUAGES[i % len(LANGUAGES)],
                "LC_ALL": LANGUAGES[i % len(LANGUAGES)],
                "PYTHONHASHSEED": str(i),
            }
            subprocess.run(
                [routes, "map", report, "-o", "out"], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            for path in sorted((Path(folder) / "out").iterdir()):
                seen.setdefault(path.suffix, set()).add(hashlib.sha256(path.read_bytes()).hexdigest())
    for suffix, hashes in sorted(seen.items()):
        print(f"{suffix:9} {a.runs} runs, {len(hashes)} different")
    return 0 if all(len(h) == 1 for h in seen.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
