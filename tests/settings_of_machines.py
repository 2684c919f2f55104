"""The same report on machines that are set up differently: the hash of every output in every format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ZONES = ("UTC", "Asia/Vladivostok", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu")
LANGUAGES = ("C", "C.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "no-such-language")
FORMATS = ("html", "json", "geojson", "png", "gpkg", "geoparquet", "kml", "gpx", "csv", "claimreview", "svg", "pdf")
# argv: a report, formats; prints the hash of each output and of what the terminal and the plan say.
ALL = """
import hashlib, json, sys
import routes
from routes import pipeline, tables
from routes.summary import summarise
from routes.runs import describe
run = routes.run(sys.argv[1])
told = describe(run)
made = {name: routes.export(run, name) for name in sys.argv[2:]}
made |= {"summary": summarise(told).encode(), "markdown": tables.as_markdown(told).encode(), "plan": pipeline.plan_of(sys.argv[1]).encode()}
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in made.items()}))
"""


def environment(n: int, home: Path) -> dict[str, str]:
    """Return the environment of the nth machine."""
    language = LANGUAGES[n % len(LANGUAGES)]
    home.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        "PYTHONHASHSEED": str(n),
        "TZ": ZONES[n % len(ZONES)],
        "LANG": language,
        "LC_ALL": language,
        "USER": f"user{n}",
        "LOGNAME": f"user{n}",
        "HOME": str(home),
        "COLUMNS": str(40 + 10 * n),
        "ROUTES_CACHE": str(home / "cache"),
    }


def hashes(report: Path, n: int, folder: Path, formats: tuple[str, ...] = FORMATS) -> dict[str, str]:
    """Return the hashes of the outputs of a report on the nth machine, worked on in a folder of its own."""
    where = folder / f"machine {n}" / ("deeper/" * (n % 3))
    where.mkdir(parents=True)
    command = [sys.executable, "-c", ALL, str(report), *formats]
    done = subprocess.run(command, cwd=where, env=environment(n, folder / f"home {n}"), capture_output=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def batch(inputs: Path, jobs: int, n: int, folder: Path) -> dict[str, bytes]:
    """Return the files of a folder of reports, made by so many processes on the nth machine."""
    out = folder / f"out {n}"
    command = [sys.executable, "-m", "routes.cli", "map", str(inputs), "-o", str(out), "--jobs", str(jobs)]
    subprocess.run(command, cwd=folder, env=environment(n, folder / f"home {n}"), capture_output=True, check=True)
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}
