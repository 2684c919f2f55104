"""Commands in which the nth call of a kind fails: how many calls there are, and what the command makes of each failure."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import servers

HERE = Path(__file__).resolve().parent
KINDS = ("open", "write", "fsync", "rename", "mkdir", "stat", "list", "process", "socket")
TEXT = "A ship sailed from Odesa to Constanta on {} May 2024 with grain. Odesa is about 300 km from Constanta.\n"


@dataclass(frozen=True)
class Scene:
    """A folder with inputs, a command that works in it, and what it leaves when nothing fails."""

    folder: Path
    words: tuple[str, ...]
    geocoder: str = ""

    def run(self, fault: str = "", counted: str = "") -> tuple[int, str, dict[str, bytes]]:
        """Run the command in a fresh copy; return its exit code, standard error, and the files that it left in "out"."""
        with tempfile.TemporaryDirectory(prefix="fault-") as name:
            work = Path(name) / "work"
            shutil.copytree(self.folder, work)
            path = os.pathsep.join(filter(None, (str(HERE / "faulty"), os.environ.get("PYTHONPATH", ""))))
            env = {
                **os.environ,
                "PYTHONPATH": path,
                "ROUTES_FAULT": fault,
                "ROUTES_CACHE": str(work / "cache"),
                "ROUTES_DATA": str(work / "out"),
                "ROUTES_GEOCODER_URL": self.geocoder,
                "ROUTES_CONTACT": "desk@example.org",
            }
            env |= {"ROUTES_FAULT_COUNT": counted} if counted else {}
            command = [sys.executable, "-m", "routes.cli", *self.words]
            done = subprocess.run(command, cwd=work, env=env, capture_output=True, check=False, timeout=120)
            left = {p.name: p.read_bytes() for p in sorted((work / "out").rglob("*")) if p.is_file()} if (work / "out").exists() else {}
            return done.returncode, done.stderr.decode("utf-8", "replace"), left


def knows_one(to: BaseHTTPRequestHandler) -> None:
    """Answer as a geocoder that has one place whatever it is asked for."""
    row = {"osm_type": "node", "osm_id": 7, "lat": "44.2", "lon": "28.6", "category": "place", "type": "town", "name": "Qwertyhafen"}
    servers.send(to, json.dumps([row]).encode(), "application/json")


def scenes(folder: Path, geocoder: str) -> dict[str, Scene]:
    """Return the commands by name; the inputs are put into the folder, and a geocoder answers at the address."""
    for n in (1, 2):
        (folder / "in").mkdir(parents=True, exist_ok=True)
        (folder / "in" / f"r{n}.txt").write_text(TEXT.format(n), "utf-8")
    (folder / "page.html").write_text(f"<title>Ships</title><p>{TEXT.format(3)}</p>", "utf-8")
    (folder / "rows.txt").write_text("1\tOdesa\tOdesa\t\t46.5\t30.7\tP\tPPL\tUA\t\t\t\t\t\t1000\t\t\t\t2024-01-01\n", "utf-8")
    (folder / "far.txt").write_text(TEXT.replace("Constanta", "Qwertyhafen").format(4), "utf-8")
    words = {
        "a report": ("map", "in/r1.txt", "-o", "out"),
        "a page": ("check", "page.html"),
        "a folder": ("map", "in", "-o", "out", "--jobs", "1"),
        "a plan": ("plan", "in/r1.txt", "-o", "out/r1.plan.toml"),
        "added places": ("atlas", "add", "rows.txt"),
        "an unknown name": ("map", "far.txt", "--online", "-o", "made"),  # not "out": a name that was not found is drawn nowhere
    }
    return {name: Scene(folder, given, geocoder) for name, given in words.items()}


def calls(scene: Scene, kind: str, folder: Path) -> int:
    """Return how many calls of a kind the busiest process of a command makes."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        code, said, _ = scene.run(f"{kind}:", f"{name}/")
        assert code == 0, said
        return max((int(p.name) for p in Path(name).iterdir()), default=0)


def wrong(scene: Scene, whole: dict[str, bytes], fault: str) -> Iterator[str]:
    """Yield what is wrong with how a command takes a failure: a traceback, more than a sentence, a file that is not whole."""
    code, said, left = scene.run(fault)
    lines = [line for line in said.splitlines() if line]
    told = [line for line in lines if line.startswith("routes: ")]
    if code not in (0, 1):
        yield f"exit code {code}: {said[-300:]}"
    if "Traceback" in said:
        yield f"traceback: {said[-600:]}"
    if code == 1 and (not told or not all(line.endswith(".") for line in told)):
        yield f"no sentence: {said[-300:]!r}"
    if code == 1 and any("fault of routes" in line for line in told):
        yield f"not understood: {told}"
    for name, content in left.items():
        if name.startswith(".") or name.endswith((".tmp", ".raw")):
            yield f"left behind: {name}"
        elif name not in whole:
            yield f"never seen: {name}"
        elif content != whole[name] and name != "index.html":  # the list of all reports is of those that could be mapped
            yield f"not whole: {name}"
    if code == 0 and set(left) != set(whole):
        yield f"said to be done, but only {sorted(left)}"
