"""Add a GeoNames dump of the full size, generated: time, memory, look-ups afterwards, and what a kill leaves.

    python tests/bench/own.py [--rows 13000000]

Everything is written into a temporary folder, which is removed at the end.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

LATIN = ["Santa", "Nova", "Bad", "Saint", "Los", "Upper", "El", "Dar", "Kota", "Novo", "Stare", "Port", "Mount", "Lake"]
PARTS = ["ra", "mo", "vin", "tel", "gor", "sha", "bek", "lan", "dé", "ñu", "sör", "ków", "ti", "pol", "mar", "ca", "ner", "ham", "ji", "wu"]
ENDS = ["ville", "grad", "abad", "stan", "burg", "ton", "ovo", "ești", "pur", "a", "o", "en", "ka", "sk"]
SCRIPTS = [
    "абвгдезиклмнопрстуя",
    "ابتجدرسعفقلمنوي",
    "אבגדהוזחטיכלמנ",
    "αβγδεικλμνοπρστω",
    "東京大阪北南西山川田中新",
    "가나다라마바사아자차서산",
]
COMMON = ["San José", "Santa Rosa", "First Baptist Church", "Buenos Aires", "Berezovka", "La Esperanza"]
ASCII = str.maketrans("éñöóșț", "enoost")


def generate(path: Path, rows: int) -> None:
    """Write a table of 19 columns with 0 to 4 alternate names in several scripts; one name in 400 is a common one."""
    chance = random.Random(1)
    pick, number = chance.choice, chance.random
    with path.open("w", encoding="utf-8", buffering=1 << 22) as file:
        for i in range(1, rows + 1):
            name = "".join((pick(PARTS), pick(PARTS), pick(PARTS) if i % 3 else "", pick(ENDS))).title()
            if i % 4 == 0:
                name = f"{pick(LATIN)} {name}"
            if i % 400 == 0:
                name = COMMON[i // 400 % len(COMMON)]
            others = []
            for _ in range(int(number() * 5)):
                letters = pick(SCRIPTS)
                others.append("".join(chance.choices(letters, k=6)) if number() < 0.5 else pick(PARTS).title() + pick(PARTS) + pick(ENDS))
            people = int(1e6 * number() ** 20)
            kind = "P\tPPL" if i % 3 else "S\tCH"
            file.write(
                f"{i}\t{name}\t{name.translate(ASCII)}\t{','.join(others)}\t{number() * 180 - 90:.5f}\t{number() * 360 - 180:.5f}\t{kind}"
                f"\tRU\t\t{i % 90:02d}\t\t\t\t{people}\t\t{i % 3000}\tEurope/Moscow\t2024-01-01\n"
            )


def memory(root: int) -> int:
    """Return the bytes that a process and its children hold together, shared pages shared out (Linux); 0 elsewhere."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(folder.name) == root or int(stat[1]) == root:
                rollup = (folder / "smaps_rollup").read_text()
                total += int(rollup.partition("\nPss:")[2].split()[0]) * 1024
        except (OSError, ValueError, IndexError):
            continue
    return total


def add(dump: Path, data: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "routes.cli", "atlas", "add", str(dump), "--name", "everything"],
        env={**os.environ, "ROUTES_DATA": str(data)},
    )


def listed(data: Path) -> bool:
    done = subprocess.run(
        [sys.executable, "-m", "routes.cli", "atlas"], env={**os.environ, "ROUTES_DATA": str(data)}, capture_output=True, check=True
    )
    return b"own/everything" in done.stdout


def kill(dump: Path, data: Path) -> None:
    """Kill an addition in the middle; nothing of it may be seen or go on."""
    process = add(dump, data)
    time.sleep(8)
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(2)
    print(f"killed: {[p.name for p in data.iterdir()]} left behind, listed: {listed(data)}")


def import_all(dump: Path, data: Path) -> None:
    start, most = time.perf_counter(), [0]
    process = add(dump, data)

    def watch() -> None:
        while process.poll() is None:
            most[0] = max(most[0], memory(process.pid))
            time.sleep(0.5)

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    watcher.join()
    seconds = time.perf_counter() - start
    size = sum(p.stat().st_size for p in data.iterdir())
    print(f"added in {seconds:.0f} s (code {process.returncode}), at most {most[0] / 1e6:.0f} MB, file {size / 1e6:.0f} MB")
    print(f"in the folder: {[p.name for p in data.iterdir()]}, listed: {listed(data)}")


def look_up(dump: Path, data: Path) -> None:
    os.environ["ROUTES_DATA"] = str(data)
    from routes.atlas import own
    from routes.atlas.keys import key_of
    from routes.atlas.places import open_gazetteer

    gazetteer = open_gazetteer()
    chance = random.Random(2)
    names = []
    with dump.open("rb") as file:
        for _ in range(2000):
            file.seek(chance.randrange(dump.stat().st_size - 2000))
            file.readline()
            names.append(file.readline().decode().split("\t")[1])
    for title, some in (("names of the dump", names), ("common names", COMMON * 50), ("unknown names", [n + "xq" for n in names])):
        for run in ("first", "again"):
            times = []
            found = 0
            for name in some:
                start = time.perf_counter()
                found += bool(own.find((key_of(name),), gazetteer.place))
                times.append((time.perf_counter() - start) * 1000)
            p95 = statistics.quantiles(times, n=20)[-1]
            print(f"{title}, {run}: median {statistics.median(times):.3f} ms, p95 {p95:.3f} ms, {found} of {len(some)} found")
    text = " ".join(f"He went to {name} and then on." for name in names)[:5000]
    gazetteer.scan(text, "en")
    start = time.perf_counter()
    for _ in range(10):
        gazetteer.scan(text, "en")
    print(f"scan of 5,000 characters: {(time.perf_counter() - start) * 100:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=13_000_000)
    folder = Path(tempfile.mkdtemp(prefix="routes-own-"))
    try:
        dump, data = folder / "allCountries.txt", folder / "data"
        start = time.perf_counter()
        rows = parser.parse_args().rows
        generate(dump, rows)
        print(f"{rows:,} rows, {dump.stat().st_size / 1e6:.0f} MB, generated in {time.perf_counter() - start:.0f} s", flush=True)
        data.mkdir()
        kill(dump, data)
        import_all(dump, data)
        look_up(dump, data)
        print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB at most")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
