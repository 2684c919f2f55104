"""The main job beside what its libraries cost: time, memory, and the start of the command line.

    python tests/bench/main_job.py [REPORT] [--rounds N]

Each round runs, in turn, ``python -c "import geopandas, folium"``, the whole ``routes map REPORT`` with its picture, and
``routes --help``; the ratio is of the medians. Memory is the largest resident set of any process of the run. Bytecode is kept
between runs, as Python does unless it is told not to ($PYTHONDONTWRITEBYTECODE would have each run compile the whole package).
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def run(command: list[str]) -> tuple[float, float]:
    """Seconds, and the largest resident set in MB of the command or a process that it started."""
    began = time.perf_counter()
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    pid = os.posix_spawn(command[0], command, kept, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", default=str(ROOT / "seeds" / "arms-najin-tikhoretsk-fr.txt"))
    parser.add_argument("--rounds", type=int, default=9)
    a = parser.parse_args()
    routes = str(Path(sys.executable).parent / "routes")
    with tempfile.TemporaryDirectory() as out:
        kinds = {
            "import geopandas, folium": [sys.executable, "-c", "import geopandas, folium"],
            "routes map": [routes, "map", a.report, "-o", out],
            "routes --help": [routes, "--help"],
        }
        for command in kinds.values():  # once to warm the disk
            run(command)
        seen: dict[str, list[tuple[float, float]]] = {name: [] for name in kinds}
        for _ in range(a.rounds):
            for name, command in kinds.items():
                seen[name].append(run(command))
        sizes = {p.name: p.stat().st_size for p in sorted(Path(out).iterdir())}
    seconds = {name: statistics.median(s for s, _ in rows) for name, rows in seen.items()}
    for name, rows in seen.items():
        print(f"{name:26} median {seconds[name]:.2f} s, least {min(s for s, _ in rows):.2f} s, peak {max(m for _, m in rows):.0f} MB")
    print(f"ratio {seconds['routes map'] / seconds['import geopandas, folium']:.2f}")
    print(", ".join(f"{name} {size / 1000:,.0f} kB" for name, size in sizes.items()))
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
