"""Print how well and how fast names are found and placed, on corpora with gold coordinates beside the checkout.

    python tests/bench/geoparse.py [CORPUS.json ...]
    python tests/bench/geoparse.py --speed

Each corpus is scored whole and in halves (even and odd documents): a rule that only fits what it was tried on shows as a gap between
them. End to end: names found and placed within 161 km of the gold point (F1); gold spans: share placed within 161 km when the
spans are given. Names without gold coordinates count for neither. Speed is processor time on one core, the gazetteer loaded as the
texts come; ``--speed`` gives the figure for texts of 5,000 characters by language, cut from the corpora and from the reports (which
hold far more names), each read once after one text to warm up.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import routes
from routes.geodesy import distance_m

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora"
LENGTH = 5_000  # characters of a text for the speed
FEWEST = 10  # readings of a kind of text
MOST = 100  # texts of one language
NEAR_M = 161_000.0


def near(gold: dict[str, Any], found: Any) -> bool:
    """Tell whether a mention lies within 161 km of the gold point."""
    if found is None or found.lat is None:
        return False
    return distance_m(lat1=gold["lat"], lon1=gold["lon"], lat2=found.lat, lon2=found.lon) < NEAR_M


def score(document: dict[str, Any]) -> Counter[str]:
    """Return the counts of one document."""
    text, n = document["text"], Counter[str]()
    names = [t for t in document["toponyms"] if not (t.get("type") or "").endswith("Expression")]
    gold = [t for t in names if t["lat"] is not None]
    blank = [t for t in names if t["lat"] is None]
    began = time.process_time()
    found = routes.geoparse(text, language=document["lang"])
    n["microseconds"] = round((time.process_time() - began) * 1e6)
    n["characters"] = len(text)
    found = [m for m in found if not any(m.start < t["end"] and t["start"] < m.end for t in blank)]
    n["found"], n["gold"] = len(found), len(gold)
    free = list(found)
    for t in gold:
        match = next((m for m in free if m.start < t["end"] and t["start"] < m.end), None)
        if match is not None:
            free.remove(match)
            n["right"] += near(t, match)
    if gold:
        given = routes.resolve(text, [(t["start"], t["end"]) for t in gold], language=document["lang"])
        n["placed"] = sum(near(t, m) for t, m in zip(gold, given, strict=True))
    return n


def line(label: str, n: Counter[str]) -> str:
    """Return the figures of a set of documents."""
    f1 = 2 * n["right"] / max(1, n["found"] + n["gold"])
    rate = n["characters"] / 5000 / max(1e-9, n["microseconds"] / 1e6)
    spans = n["placed"] / max(1, n["gold"])
    return f"{label:24} end to end F1 {f1:.3f} | gold spans {spans:.3f} | {rate:.0f} texts of 5,000 characters a second"


def long_texts() -> dict[str, list[str]]:
    """Return texts of 5,000 characters by their kind, the documents of a corpus joined until they are that long."""
    pieces: dict[str, list[str]] = {}
    for path in sorted(SHARED.glob("*.json")):
        pieces[path.stem] = [d["text"] for d in json.loads(path.read_text("utf-8"))]
    for path in sorted((SHARED.parent / "reports").glob("*.txt")):
        pieces.setdefault(f"reports-{path.name.split('-')[1]}", []).append(path.read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for kind, texts in pieces.items():
        whole = "\n\n".join(texts)
        whole *= 1 + LENGTH // max(1, len(whole))  # the reports of one language are shorter than that
        found[kind] = [whole[i : i + LENGTH] for i in range(0, len(whole) - LENGTH + 1, LENGTH)][:MOST]
    return found


def speed() -> None:
    """Print how many texts of 5,000 characters are read a second, of each kind and of all."""
    routes.geoparse("From Paris to Rome.")
    spent, read = 0.0, 0
    for kind, found in long_texts().items():
        routes.geoparse(found[0])
        texts = found * max(1, FEWEST // len(found))  # one reading tells little
        began = time.process_time()
        for text in texts:
            routes.geoparse(text)
        took = time.process_time() - began
        spent, read = spent + took, read + len(texts)
        print(f"{kind:24} {len(texts) / took:6.1f} texts of {LENGTH:,} characters a second")
    print(f"{'all':24} {read / spent:6.1f}")


def main() -> int:
    """Score the corpora named, or those beside the checkout."""
    if sys.argv[1:] == ["--speed"]:
        speed()
        return 0
    paths = [Path(p) for p in sys.argv[1:]] or sorted(SHARED.glob("*.json"))
    if not paths:
        print(f"No corpora: {SHARED} is not there.")
        return 0
    for path in paths:
        halves = (Counter[str](), Counter[str]())
        for number, document in enumerate(json.loads(path.read_text("utf-8"))):
            halves[number % 2].update(score(document))
        print(line(path.stem, halves[0] + halves[1]))
        for name, half in zip(("even", "odd"), halves, strict=True):
            print(line(f"  {name} documents", half))
    return 0


if __name__ == "__main__":
    sys.exit(main())
