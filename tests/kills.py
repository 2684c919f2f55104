"""Processes that are killed at random moments, and many that work on the same files: what is left has to be whole."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from routes import cache

TEXT = "A ship sailed from Odesa to Constanta on {} May 2024 with grain. Odesa is about 300 km from Constanta.\n"
# Writes files and cache entries without end, each with its own hash in front; argv: a folder.
STORM = """
import hashlib, os, sys
from pathlib import Path
from routes import cache, integrity, writer
out, n = Path(sys.argv[1]), 0
print("begun", flush=True)
while True:
    n += 1
    body = os.urandom(1 + n * 7919 % 200_000)
    files = {out / f"f{n % 5}-{part}": hashlib.sha256(body).hexdigest().encode() + body for part in range(3)}
    writer.write_all(files)
    cache.put("storm", str(n % 7), {"n": n, "body": body.hex()[:5000]})
    integrity.whole(out, {f"f{n % 5}-0": integrity.hash_of(out / f"f{n % 5}-0")})
"""
# Maps one report again and again; argv: report, folder of the maps, rounds. Holds still while it writes, and says so, when told to.
ROUNDS = """
import os, sys, time
from pathlib import Path
from routes import batch, writer
from routes.gazetteers.turns import Turns
from routes.settings import Settings
report, out, rounds, hold = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
if hold:
    kept = os.fsync
    def still(handle):
        print("holds", flush=True)
        time.sleep(60)
    os.fsync = still
for n in range(rounds):
    run = batch.run_one(report, Settings())
    batch._write(run, "report", out, None)
    batch.map_many([report], out / "many", Settings(), jobs=1)
    Turns(pause_s=0.001).wait(20.0)
print("done", flush=True)
"""


def reports(folder: Path, count: int) -> Path:
    """Write some small reports into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(1, count + 1):
        (folder / f"r{n}.txt").write_text(TEXT.format(n % 28 + 1), "utf-8")
    return folder


def killed(command: list[str], env: dict[str, str], wait_s: float, *, whole_group: bool) -> None:
    """Start a command, and kill it, or it and all that it started, after a time; wait until nothing of it is left."""
    said = subprocess.DEVNULL
    process = subprocess.Popen(command, env={**os.environ, **env}, stdout=said, stderr=said, start_new_session=True)
    time.sleep(wait_s)
    if whole_group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    until = time.monotonic() + 60
    while True:
        try:
            os.killpg(process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return
        if time.monotonic() > until:
            os.killpg(process.pid, signal.SIGKILL)
            raise AssertionError("a process that was started for the work outlived it by a minute")
        time.sleep(0.02)


def torn(folder: Path) -> list[str]:
    """Return the files of a storm that are not whole."""
    return [p.name for p in folder.iterdir() if p.name.startswith("f") and not _fits(p.read_bytes())]


def _fits(content: bytes) -> bool:
    return content[:64] == hashlib.sha256(content[64:]).hexdigest().encode()


def broken(folder: Path) -> list[str]:
    """Return the maps of a folder that are not whole files of their kind."""
    return [str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".") and not _kind(p)]


def _kind(path: Path) -> bool:
    content = path.read_bytes()
    if path.suffix in (".json", ".geojson"):
        try:
            return bool(json.loads(content))
        except ValueError:
            return False
    return content.endswith({".html": b"</html>\n", ".png": b"IEND\xaeB`\x82"}.get(path.suffix, b""))


def foul(folder: Path) -> list[str]:
    """Return the cache entries that are under their name and yet are not read."""
    found = []
    for path in folder.rglob("*.json"):
        header, _, body = path.read_bytes().partition(b"\n")
        if header != cache._HEADER + hashlib.sha256(body).hexdigest().encode():
            found.append(str(path.relative_to(folder)))
    return found


def left(*folders: Path) -> list[str]:
    """Return the temporary files in some folders."""
    return [str(p) for folder in folders if folder.exists() for p in folder.rglob(".routes-*.tmp")]


def storms(folder: Path, kills: int, seed: int = 1) -> Iterator[str]:
    """Kill a process that writes without end, again and again; yield what is wrong."""
    chance, out = random.Random(seed), folder / "out"
    out.mkdir(parents=True)
    env = {"ROUTES_CACHE": str(folder / "cache")}
    for _ in range(kills):
        process = subprocess.Popen([sys.executable, "-c", STORM, str(out)], env={**os.environ, **env}, stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.random() * 0.3)
        process.kill()
        process.wait()
        process.stdout.close()
        yield from torn(out)
        yield from foul(folder / "cache")
        if len(left(out)) > 3:  # those of one that was killed; the one before has tidied
            yield f"temporary files pile up: {left(out)}"


def maps(folder: Path, kills: int, seed: int = 1) -> Iterator[str]:
    """Kill runs of one report and of a folder at random moments; yield what is wrong, also with the run after the last kill."""
    chance = random.Random(seed)
    given = reports(folder / "in", 4)
    env = {"ROUTES_CACHE": str(folder / "cache")}
    one = [sys.executable, "-m", "routes.cli", "map", str(given / "r1.txt"), "-o", str(folder / "one")]
    many = [sys.executable, "-m", "routes.cli", "map", str(given), "-o", str(folder / "many"), "--jobs", "2"]
    for n in range(kills):
        if n % 3 == 2:  # or nothing would be left to be done
            (given / "r2.txt").write_text(TEXT.format(n % 28 + 1), "utf-8")
        killed(many if n % 2 else one, env, chance.random() * (6.0 if n % 2 else 2.5), whole_group=bool(n % 4 < 2))
        for out in (folder / "one", folder / "many"):
            yield from broken(out) if out.exists() else ()
        yield from foul(folder / "cache") if (folder / "cache").exists() else ()
    for command in (one, many):
        done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, check=False)
        if done.returncode:
            yield f"the next run fails: {done.stderr.decode()}"
    yield from left(folder / "one", folder / "many", folder / "cache")
    fresh = folder / "fresh"
    env = {"ROUTES_CACHE": str(folder / "other")}
    subprocess.run([*many[:-3], str(fresh), "--jobs", "2"], env={**os.environ, **env}, capture_output=True, check=True)
    yield from (p.name for p in fresh.iterdir() if (folder / "many" / p.name).read_bytes() != p.read_bytes())


def together(folder: Path, processes: int, rounds: int) -> Iterator[str]:
    """Let processes map one report into one folder with one cache, one of them killed while it holds a lock; yield what is wrong."""
    report = reports(folder / "in", 1) / "r1.txt"
    env = {**os.environ, "ROUTES_CACHE": str(folder / "cache")}
    start = [sys.executable, "-c", ROUNDS, str(report), str(folder / "out"), str(rounds)]
    holder = subprocess.Popen([*start, "hold"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert holder.stdout
    if holder.stdout.readline() != b"holds\n":
        yield "the process that is to be killed did not come to write"
    others = [subprocess.Popen(start, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(processes - 1)]
    holder.kill()
    holder.communicate()
    for process in others:
        said, wrong = process.communicate(timeout=600 + 60 * rounds)
        if (process.returncode, said, wrong) != (0, b"done\n", b""):
            yield f"exit code {process.returncode}: {wrong.decode()[-500:]}"
    yield from broken(folder / "out")
    yield from foul(folder / "cache")
    yield from left(folder / "out", folder / "cache")
    alone = subprocess.run([*start[:-2], str(folder / "alone"), "1"], env=env, capture_output=True, check=True)
    assert alone.stdout == b"done\n"
    yield from (p.name for p in (folder / "alone").glob("*.*") if (folder / "out" / p.name).read_bytes() != p.read_bytes())
