"""Print what an archive of reports costs: reports a second, gain of a second worker, memory, and what killed workers change.

    python tests/bench/corpus.py [COUNT] [--part N] [--folder DIR]    (0 leaves one out)

COUNT generated reports (20,000) in six languages, about voyages and trains between ports and stations of the atlas, go through
`routes corpus` on two workers, once undisturbed and once with a worker killed twice in mid-run; both results must be the same bytes.
The gain of the second worker is measured on N of them (1,000). Memory is the largest resident set of any worker. Wants the packages
dask, distributed, pyarrow and psutil.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil

from routes.atlas.places import open_gazetteer
from routes.geodesy import distance_m

_PORTS = (
    "Odesa Constanta Varna Burgas Istanbul Trabzon Poti Batumi Novorossiysk Piraeus Haifa Mersin Barcelona Valencia Marseille Genoa "
    "Trieste Algiers Tunis Casablanca Lisbon Bilbao Rotterdam Antwerp Hamburg Gdynia Riga Tallinn Stockholm Oslo Dublin Dakar Lagos "
    "Luanda Durban Mombasa Djibouti Jeddah Karachi Mumbai Colombo Chennai Singapore Jakarta Manila Shanghai Busan Yokohama Vladivostok "
    "Sydney Auckland Callao Guayaquil Buenaventura Santos Montevideo Havana Veracruz Houston Halifax"
)
_STATIONS = (
    "Moscow Samara Chelyabinsk Omsk Novosibirsk Krasnoyarsk Irkutsk Chita Kazan Perm Almaty Tashkent Warsaw Berlin Prague Vienna Budapest "
    "Lyon Milan Madrid Chicago Denver Dallas Delhi Nagpur Beijing Wuhan Chengdu Lanzhou"
)
PORTS, STATIONS = _PORTS.split(), _STATIONS.split()
SEA = {
    "en": "A ship with {cargo} sailed from {a} to {b} on {day} May 2024. {b} lies about {km} km from {a}.",
    "fr": "Un navire chargé de {cargo} est parti de {a} pour {b} le {day} mai 2024. {b} se trouve à environ {km} km de {a}.",
    "de": "Ein Schiff mit {cargo} fuhr am {day}. Mai 2024 von {a} nach {b}. {b} liegt etwa {km} km von {a} entfernt.",
    "es": "Un buque con {cargo} zarpó de {a} hacia {b} el {day} de mayo de 2024. {b} está a unos {km} km de {a}.",
    "it": "Una nave con {cargo} è partita da {a} per {b} il {day} maggio 2024. {b} dista circa {km} km da {a}.",
    "pt": "Um navio com {cargo} partiu de {a} para {b} em {day} de maio de 2024. {b} fica a cerca de {km} km de {a}.",
}
RAIL = {
    "en": "From {a} another train went to {b} by rail two days later.",
    "fr": "Un autre train a ensuite relié {a} à {b} par le rail.",
    "de": "Ein anderer Zug fuhr später von {a} nach {b}.",
    "es": "Otro tren viajó después de {a} a {b} por ferrocarril.",
    "it": "Un altro treno ha poi viaggiato da {a} a {b} per ferrovia.",
    "pt": "Outro trem seguiu depois de {a} para {b} por ferrovia.",
}
CARGO = ("grain", "urea", "copper", "steel")
FILLER = "Officials gave no further details. The number of the document is {n}. "
KILLS_AT = (0.3, 0.6)  # of the time that the undisturbed run took


def generate(path: Path, count: int) -> None:
    """Write the archive: the same for the same count, no two reports alike."""
    chance, gazetteer = random.Random(20240501), open_gazetteer()
    spot = {name: gazetteer.lookup(name, "en")[0] for name in PORTS + STATIONS}
    voyages = [tuple(chance.sample(PORTS, 2)) for _ in range(400)]
    trains = [tuple(chance.sample(group, 2)) for _ in range(60) for group in (STATIONS[:12], STATIONS[12:20], STATIONS[-4:])]
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            language = chance.choice(list(SEA))
            a, b = chance.choice(voyages)
            km = distance_m(lat1=spot[a].lat, lon1=spot[a].lon, lat2=spot[b].lat, lon2=spot[b].lon) / 1000
            told = {
                "cargo": chance.choice(CARGO),
                "a": a,
                "b": b,
                "day": chance.randint(1, 28),
                "km": max(10, round(km, -1 if km < 1000 else -2)),
            }
            text = SEA[language].format(**{**told, "km": int(told["km"] * chance.choice((1, 1, 1, 3)))})
            if chance.random() < 0.5:
                a, b = chance.choice(trains)
                text += " " + RAIL[language].format(a=a, b=b)
            file.write(json.dumps({"id": f"r{n}", "text": f"{text}\n\n{FILLER.format(n=n)}"}, ensure_ascii=False) + "\n")


def workers_of(pid: int) -> list[psutil.Process]:
    """Return the worker processes of a run: those that Dask's nannies started."""
    with suppress(psutil.Error):
        return [p for p in psutil.Process(pid).children(recursive=True) if "spawn_main" in " ".join(p.cmdline())]
    return []


def run(archive: Path, out: Path, jobs: int, kills: tuple[float, ...] = ()) -> tuple[float, float, int]:
    """Run the archive, killing a worker so many seconds after the start; return seconds, peak MB of a worker, and workers killed."""
    began = time.perf_counter()
    # Workers find the package where this process found it, also from a checkout.
    child = subprocess.Popen(
        [sys.executable, "-m", "routes.cli", "corpus", str(archive), "-o", str(out), "--jobs", str(jobs)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    peak, killed, left = 0.0, 0, list(kills)
    done = threading.Event()
    while child.poll() is None:
        for process in workers_of(child.pid):
            with suppress(psutil.Error, OSError, AttributeError):
                status = Path(f"/proc/{process.pid}/status").read_text()
                peak = max(peak, int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024)  # type: ignore[union-attr]
                if left and time.perf_counter() - began > left[0] and time.time() - process.create_time() > 5:
                    left.pop(0)
                    process.kill()
                    killed += 1
        done.wait(0.5)
    if child.returncode:
        raise SystemExit(f"the run failed with {child.returncode}")
    return time.perf_counter() - began, peak, killed


def digest(out: Path) -> str:
    """Return one hash of all files of a result, with their names."""
    total = hashlib.sha256()
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        total.update(f"{path.relative_to(out)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--part", type=int, default=1_000)
    parser.add_argument("--folder", default=None)
    a = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=a.folder) as work:
        if a.part:
            gain(Path(work), a.part)
        if a.count:
            whole(Path(work), a.count)
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")


def gain(folder: Path, count: int) -> None:
    """Print what a second worker gains."""
    archive = folder / "part.jsonl"
    generate(archive, count)
    seconds = {jobs: run(archive, folder / f"part-{jobs}", jobs)[0] for jobs in (1, 2)}
    times = seconds[1] / seconds[2]
    print(f"{count:,} reports: 1 worker {seconds[1]:.0f} s, 2 workers {seconds[2]:.0f} s, {times:.2f} times", flush=True)


def whole(folder: Path, count: int) -> None:
    """Print what the whole archive takes, undisturbed and with workers killed, and whether both give the same."""
    archive = folder / "archive.jsonl"
    generate(archive, count)
    plain, peak, _ = run(archive, folder / "plain", 2)
    print(f"{count:,} reports, 2 workers: {plain:.0f} s, {count / plain:.1f} a second, peak {peak:.0f} MB a worker", flush=True)
    hurt, peak, killed = run(archive, folder / "hurt", 2, tuple(plain * share for share in KILLS_AT))
    same = digest(folder / "plain") == digest(folder / "hurt")
    print(f"the same with {killed} workers killed: {hurt:.0f} s, peak {peak:.0f} MB, result {'the same' if same else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
