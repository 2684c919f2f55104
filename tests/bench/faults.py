"""Let every call of every kind fail once, in every command of `tests/faults.py`, until the command is done without one failing.

python tests/bench/faults.py [--scene "a report"] [--kind open]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import faults
import servers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scene", default="")
    parser.add_argument("--kind", default="")
    a = parser.parse_args()
    tried, bad = 0, 0
    with tempfile.TemporaryDirectory() as name, servers.serving(faults.knows_one) as geocoder:
        (Path(name) / "scene").mkdir()
        for title, scene in faults.scenes(Path(name) / "scene", geocoder.url).items():
            if a.scene and title != a.scene:
                continue
            _, _, whole = scene.run()
            for kind in (a.kind,) if a.kind else faults.KINDS:
                most, began = faults.calls(scene, kind, Path(name)), time.perf_counter()
                for n in range(1, most + 1):
                    tried += 1
                    for said in faults.wrong(scene, whole, f"{kind}:{n}"):
                        bad += 1
                        print(f"{title}, {kind}:{n}: {said}", flush=True)
                print(f"{title}: {most} failures of {kind}, {time.perf_counter() - began:.0f} s", flush=True)
    print(f"{tried} failures, {bad} not taken well")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
