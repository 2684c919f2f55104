"""Time and size of the ground, the picture and the exports: ``python tests/bench/drawing.py [RUN.json ...]``.

Each measure is taken in a fresh process, after the imports; CPU seconds, since the picture is drawn beside the page.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEASURE = """
import json, sys, time
sys.path.insert(0, {tests!r})
import sample_runs
import numpy, pyproj
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
import routes.maps.picture, routes.exports
from routes.maps.ground import ground
path = {path!r}
run = json.load(open(path)) if path.endswith(".json") else getattr(sample_runs, path)()
out = {{}}
def timed(name, work):
    began = time.process_time(); result = work(); out[name] = (time.process_time() - began, len(result))
if {format!r} == "ground":
    timed("ground", lambda: json.dumps(ground(run).as_json(), ensure_ascii=False).encode())
else:
    timed({format!r}, lambda: routes.exports.export(run, {format!r}))
print(json.dumps(out))
"""


def main() -> None:
    print(f"{'run':34} {'what':12} {'CPU s':>7} {'bytes':>10}")
    for path in sys.argv[1:] or ["overland", "pacific"]:
        for what in ("ground", "png", "svg", "pdf", "geojson", "kml", "gpx", "csv", "gpkg", "claimreview"):
            code = MEASURE.format(tests=str(ROOT), path=path, format=what)
            result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            for name, (seconds, size) in json.loads(result.stdout).items():
                print(f"{Path(path).stem[:34]:34} {name:12} {seconds:7.3f} {size:10,}", flush=True)


if __name__ == "__main__":
    main()
