"""How much of the world the gazetteer knows: the share of gold toponyms with any candidate near enough, and how fast it answers.

    python tests/bench/ceiling.py [../shared] [--misses FILE]

A gold toponym counts when a candidate of its own span (by `lookup`) or of a hit that overlaps it in the running text (by `scan`) lies
within 161 km (100 miles, the field's convention), for the reports within the tolerance that each gold place states.
"""

import argparse
import json
import math
import time
from collections import Counter
from pathlib import Path

from routes.atlas.places import open_gazetteer

NAMES = ("GeoVirus", "GeoWebNews", "News2024", "NEREL-ru", "SlavicNER-uk", "HIPE-newseye-fr", "WOTR")
BARS = {
    "GeoVirus": 0.84,
    "GeoWebNews": 0.81,
    "News2024": 0.73,
    "NEREL-ru": 0.76,
    "SlavicNER-uk": 0.70,
    "HIPE-newseye-fr": 0.83,
    "WOTR": 0.61,
}


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0176 * math.asin(min(1.0, math.sqrt(h)))


def wanted(name: str, toponym: dict) -> bool:
    if name == "GeoWebNews":  # literal and associative names only
        kind = toponym.get("type") or ""
        return not kind.endswith("Expression") and kind not in ("Homonym", "Language")
    return True


def corpus(path: Path, misses: list) -> tuple[float, float, int]:
    gazetteer, name = open_gazetteer(), path.stem
    by_lookup = by_scan = total = 0
    for document in json.loads(path.read_text("utf-8")):
        language = document.get("lang") or ""
        hits = gazetteer.scan(document["text"], language)
        for gold in document["toponyms"]:
            if gold["lat"] is None or not wanted(name, gold):
                continue
            total += 1
            here = lambda places, g=gold: any(km(g["lat"], g["lon"], p.lat, p.lon) < 161 for p in places)  # noqa: E731
            named = here(gazetteer.lookup(gold["text"], language))
            seen = any(here(h.candidates) for h in hits if h.start < gold["end"] and gold["start"] < h.end)
            by_lookup += named
            by_scan += named or seen
            if not (named or seen):
                known = any(h.start < gold["end"] and gold["start"] < h.end for h in hits)
                misses.append({"corpus": name, "text": gold["text"], "lat": gold["lat"], "lon": gold["lon"], "known": known})
    return by_lookup / total, by_scan / total, total


def reports(folder: Path, misses: list) -> tuple[int, int]:
    gazetteer = open_gazetteer()
    found = total = 0
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8")
        hits = gazetteer.scan(text, gold["language"])
        for place in gold["places"]:
            total += 1
            at = place["first_offset"]
            candidates = list(gazetteer.lookup(place["name"], gold["language"]))
            for hit in hits:
                if hit.start < at + len(place["name"]) and at < hit.end:
                    candidates += hit.candidates
            if any(km(place["lat"], place["lon"], c.lat, c.lon) <= place["tolerance_km"] for c in candidates):
                found += 1
            else:
                misses.append(
                    {"corpus": path.stem, "text": place["name"], "lat": place["lat"], "lon": place["lon"], "known": bool(candidates)}
                )
    return found, total


def speed(folder: Path) -> float:
    """Texts of 5,000 characters a second of one core, over all corpora once, caches cold at the start."""
    gazetteer, texts = open_gazetteer(), []
    for name in NAMES:
        path = folder / f"{name}.json"
        if path.exists():
            documents = json.loads(path.read_text("utf-8"))
            whole = "\n\n".join(d["text"] for d in documents)
            texts += [(whole[i : i + 5000], documents[0].get("lang") or "") for i in range(0, min(len(whole), 300_000), 5000)]
    began = time.process_time()
    for text, language in texts:
        gazetteer.scan(text, language)
    return len(texts) / (time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", default=Path(__file__).resolve().parents[2].parent / "shared", type=Path)
    parser.add_argument("--misses", type=Path)
    arguments = parser.parse_args()
    began = time.perf_counter()
    open_gazetteer()
    print(f"open                {(time.perf_counter() - began) * 1000:8.1f} ms")
    if not arguments.shared.is_dir():
        print("no evaluation data beside the project: the ceilings are skipped")
        return
    misses: list = []
    print(f"scan                {speed(arguments.shared / 'corpora'):8.0f} texts of 5,000 characters a second")
    for name in NAMES:
        path = arguments.shared / "corpora" / f"{name}.json"
        if path.exists():
            named, seen, total = corpus(path, misses)
            print(f"{name:16} lookup {named:.3f}  with scan {seen:.3f}  of {total}, bar {BARS[name]}")
    found, total = reports(arguments.shared / "reports", misses)
    print(f"reports             {found}/{total} = {found / total:.3f}, bar 0.97")
    if arguments.misses:
        counts = Counter(json.dumps(m, ensure_ascii=False) for m in misses)
        arguments.misses.write_text("".join(f"{n}\t{line}\n" for line, n in counts.most_common()), "utf-8")


if __name__ == "__main__":
    main()
