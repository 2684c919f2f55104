"""Fit the weights of `routes.gazetteers.means`, and say how often they are right where they were not fitted.

``python tests/bench/means.py`` reads the table beside it (means.csv.gz), prints how often the mode of a leg is right by its own words and
by the weights, over ten parts of which each is weighed by what the other nine gave, and writes the weights.
``python tests/bench/means.py [NETWORK.npz DIR...]...`` makes the table anew from folders of annotated reports (NAME.txt beside NAME.json
with "places" and "legs"), each read with the weights before it, which were not fitted to it (``links.py without``): a row for each leg
whose two ends were read as annotated, with its document, the annotated mode, the mode by its words and its features. Nothing of the
texts themselves is in the table.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from routes import batch, geodesy
from routes.extraction import network
from routes.gazetteers import means
from routes.gazetteers.means import MODES
from routes.settings import Settings

TABLE = Path(__file__).with_name("means.csv.gz")
WEIGHTS = Path(means.__file__).with_name("means.toml")
STRENGTH = 0.3  # of the inverse of the penalty on the squares of the weights
LEAST = 5  # legs that a feature has to be seen in
PARTS = 10
NEAR_KM = 10.0


def main() -> int:
    if sys.argv[1:]:
        store(rows_of(sys.argv[1:]))
    rows = load()
    documents = [row["document"] for row in rows]
    told, mode, words = ([row[column] for row in rows] for column in ("features", "mode", "words"))
    told = [{name: float(value or 1) for name, _, value in (f.partition("=") for f in features.split())} for features in told]
    guessed = crossed(told, mode, words, documents)
    right = [(w == m, g == m) for w, g, m in zip(words, guessed, mode, strict=True) if w != g]
    print(f"{len(rows)} legs of {len(set(documents))} reports: right by the words {np.mean(np.equal(words, mode)):.3f}, ", end="")
    print(f"weighed {np.mean(np.equal(guessed, mode)):.3f}; of {len(right)} changed ", end="")
    print(f"{sum(new for _, new in right)} became right, {sum(old for old, _ in right)} wrong")
    names, weights = fit(told, mode)
    write(names, weights)
    print(f"{len(names)} features, {WEIGHTS.stat().st_size / 1000:.0f} kB in {WEIGHTS.name}")
    return 0


def rows_of(arguments: list[str]) -> list[dict[str, str]]:
    """Return the rows of all folders, each read with the weights before it."""
    rows = []
    for argument in arguments:
        if argument.endswith(".npz"):
            network.load.cache_clear()
            network.FILE = str(Path(argument).resolve())
        else:
            rows += [row for path in sorted(Path(argument).glob("*.txt")) for row in legs_of(path)]
    return rows


def legs_of(path: Path) -> list[dict[str, str]]:
    """Return a row for each leg of a report that is annotated with the same two ends."""
    seen: list[tuple] = []
    weigh = means.weigh
    means.weigh = lambda legs, waypoints: seen.append((legs, waypoints)) or legs
    try:
        batch.run_one(str(path), Settings(), None)
    finally:
        means.weigh = weigh
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    spots = {p["name"]: p for p in gold["places"]}
    rows = []
    for legs, waypoints in seen[-1:]:
        places = {w.id: w.place for w in waypoints if w.place}
        for leg, told in zip(legs, means.features(legs, waypoints), strict=True):
            modes = [
                g["mode"]
                for g in gold["legs"]
                if told and near(places[leg.origin], spots[g["from"]]) and near(places[leg.destination], spots[g["to"]])
            ]
            if modes:
                mode = leg.mode if leg.mode in modes else modes[0]
                rows.append(
                    {
                        "document": f"{path.parent.name}{path.stem}",
                        "mode": mode,
                        "words": leg.mode,
                        "features": " ".join(f"{k}={v:.2f}" if v != 1 else k for k, v in told.items()),
                    }
                )
    return rows


def near(place, spot: dict) -> bool:
    within = max(NEAR_KM, spot.get("tolerance_km", 0), spot.get("uncertainty_km") or 0)
    return geodesy.distance_m(lat1=place.lat, lon1=place.lon, lat2=spot["lat"], lon2=spot["lon"]) <= within * 1000


def store(rows: list[dict[str, str]]) -> None:
    numbers = {name: str(n) for n, name in enumerate(dict.fromkeys(row["document"] for row in rows), 1)}
    out = io.StringIO()
    writer = csv.DictWriter(out, ["document", "mode", "words", "features"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "document": numbers[row["document"]]} for row in rows)
    TABLE.write_bytes(gzip.compress(out.getvalue().encode(), 9, mtime=0))


def load() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(TABLE.read_bytes()).decode())))


def matrix(told: list[dict[str, float]], names: list[str]) -> np.ndarray:
    at = {name: k for k, name in enumerate(names)}
    found = np.zeros((len(told), len(names)))
    for row, features in enumerate(told):
        for name, value in features.items():
            if name in at:
                found[row, at[name]] = value
    return found


def fit(told: list[dict[str, float]], mode: list[str]) -> tuple[list[str], np.ndarray]:
    """Return the features and their weights, of shape (features, modes)."""
    from sklearn.linear_model import LogisticRegression

    names = sorted(name for name, n in Counter(name for features in told for name in features).items() if n >= LEAST)
    model = LogisticRegression(C=STRENGTH, max_iter=2000, tol=1e-8, fit_intercept=False).fit(matrix(told, names), mode)
    weights = np.zeros((len(names), len(MODES)))
    weights[:, [MODES.index(name) for name in model.classes_]] = model.coef_.T
    weights[names.index("bias"), [k for k, name in enumerate(MODES) if name not in model.classes_]] = -99.0
    return names, np.round(weights, 3)


def crossed(told: list[dict[str, float]], mode: list[str], words: list[str], documents: list[str]) -> list[str]:
    """Return each leg's mode as the weights have it that were fitted without its part of the documents."""
    parts = {name: n % PARTS for n, name in enumerate(sorted(set(documents), key=lambda d: (len(d), d[::-1])))}
    guessed = np.array([""] * len(told), dtype=object)
    for part in range(PARTS):
        out = np.array([parts[d] == part for d in documents])
        names, weights = fit([t for t, o in zip(told, out, strict=True) if not o], [m for m, o in zip(mode, out, strict=True) if not o])
        table = dict(zip(names, weights, strict=True))
        guessed[out] = [means.choose(w, t, table) for w, t, o in zip(words, told, out, strict=True) if o]
    return list(guessed)


def write(names: list[str], weights: np.ndarray) -> None:
    lines = ["# What each feature of a leg weighs for each mode; tests/bench/means.py fits it. See routes/gazetteers/means.py.", ""]
    lines += [f"# The weights of each are for {', '.join(MODES)}.", "", "[weights]"]
    lines += [f'"{name}" = [{", ".join(f"{w:g}" for w in row)}]' for name, row in zip(names, weights, strict=True)]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
