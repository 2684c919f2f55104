"""Fit the networks that tell places from other names, and say how well they do on reports that they were not fitted to.

``python tests/bench/recognition.py measure`` reads the tables beside it (recognition.npz.xz of the names that data sets know,
strangers.npz.xz of others) and prints, over parts of which each is read by networks fitted to the others, how many of the annotated
places are missed, and how many other names are taken for places.
``python tests/bench/recognition.py fit`` fits the readers that ship, and writes them.
``python tests/bench/recognition.py table DIR...`` makes the tables anew from folders of annotated reports (NAME.txt beside NAME.json with
"places"). Nothing of the texts is in them, but the signs of names.

Fitting needs ``pip install jax optax``.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fitting
import numpy as np

from routes import pipeline
from routes.extraction import recognition, signs, strangers
from routes.text import fold

HERE = Path(__file__)
SIGNS = {recognition.FILE: signs.SIGNS, strangers.FILE: signs.STRANGE}  # by the file that ships
PARTS, READERS = 4, 3
EPOCHS, BATCH, RATE, DECAY = 12, 128, 3e-3, 0.02
HIDDEN, MORE = 48, 24
DROPPED, SIGNS_DROPPED = 0.15, 0.05
LEAST = 30  # names that a sign has to be seen at
OTHERS = frozenset({"person", "ship", "company", "brand", "word"})
WORD = 3.0  # Zipf frequency from which what stands before a name is a word
SHORT, ENDING = 4, 3  # letters of a name that its cases keep, and that they may change or add

Caught = list[tuple[int, int, list[float], float]]  # where a name begins and ends, its signs, and whether it is taken for a place


@dataclass
class Seen:
    """A name where it stands: its report, its signs, and whether it is annotated as a place."""

    report: int
    signs: np.ndarray
    place: bool


def table_of(file: str) -> Path:
    return HERE.with_name(f"{file}.xz")


def tabulate(folders: list[str]) -> None:
    paths = [path for folder in folders for path in sorted(Path(folder).glob("[0-9]*.txt"))]
    seen: dict[str, list[tuple[int, list[float], bool]]] = {file: [] for file in SIGNS}
    for n, path in enumerate(paths):
        for file, names in catch(path).items():
            seen[file] += [(n, *name) for name in names]
    for file, names in seen.items():
        print(f"{len(paths)} reports, {store(file, names)}")


def store(file: str, names: list[tuple[int, list[float], bool]]) -> str:
    report, values, place = (np.array(column) for column in zip(*names, strict=True))
    told = {"signs": np.array(SIGNS[file]), "report": report.astype(np.int16), "place": place}
    size = fitting.write_table(table_of(file), {**told, "values": np.round(values, 2).astype(np.float16).T})
    return f"{len(names)} names, {int(place.sum())} of them places, {size}"


def catch(path: Path) -> dict[str, list[tuple[list[float], bool]]]:
    """Return the signs of each name of a report of which an annotation tells whether it is a place, by the file that ships."""
    caught: dict[str, Caught] = {file: [] for file in SIGNS}
    judged, seen = recognition.judged, strangers.Strangers.seen

    def known(weighed: Any, of: Any, accept: float) -> Any:
        words, names = of.__self__.page.words, judged(weighed, of, accept)
        taken = {(n.first, n.last) for n in names if n.weight >= accept}
        caught[recognition.FILE] = [
            (words[n.first].start, words[n.last].end, of(n), float((n.first, n.last) in taken))
            for n in weighed
            if n.weight > -np.inf and n.how not in recognition.SURE
        ]
        return names

    def unknown(self: Any) -> Any:
        words, roots = self.page.words, seen(self)
        mentions = Counter(roots.values())
        caught[strangers.FILE] = [(words[a].start, words[b].end, self.signs(a, b, mentions[name]), 1.0) for (a, b), name in roots.items()]
        return roots

    recognition.judged, strangers.Strangers.seen = known, unknown  # type: ignore[assignment,method-assign]
    try:
        report = pipeline.read(path)
        pipeline.extract(report)
    finally:
        recognition.judged, strangers.Strangers.seen = judged, seen  # type: ignore[method-assign]
    told = annotated(path, report.text)
    names: dict[str, list[tuple[list[float], bool]]] = {}
    for file, ones in caught.items():
        labels = [told(start, end, likely) for start, end, _, likely in ones]
        pairs = [(values, label) for (_, _, values, _), label in zip(ones, labels, strict=True) if label is not None]
        names[file] = [(values, label) for values, label in pairs if not (label and behind_name(file, values))]
    return names


def behind_name(file: str, values: list[float]) -> bool:
    """Tell whether another name stands right before one, which then may be a person's, though a place of the report has it, too."""
    of = dict(zip(SIGNS[file], values, strict=True))
    large = of["large-before"] and not of["opens-before"] and not of["known-before"]
    return bool(large and of["common-before"] < WORD)


def annotated(path: Path, text: str) -> Callable[[int, int, float], bool | None]:
    """Return what tells whether a name is annotated as a place, None where that is not told.

    A place is annotated where it is first named, a person, a ship or a firm that bears its name by itself. Another name that is written as
    a place's, but for its last letters, is read as the place's where it likely is one. Parts of longer names are not told.
    """
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    places = gold["places"]
    others = [m.span() for x in gold.get("not_places", ()) if x.get("type") in OTHERS for m in re.finditer(re.escape(x["text"]), text)]
    first = {(p["first_offset"], p["first_offset"] + len(p["name"])) for p in places}
    stems = {(fold(p["name"])[: max(SHORT, len(fold(p["name"])) - ENDING)], len(fold(p["name"])) + ENDING + 1) for p in places}
    whole = {m.span() for p in places for m in re.finditer(rf"(?<!\w){re.escape(p['name'])}(?!\w)", text)} | first

    def told(start: int, end: int, likely: float) -> bool | None:
        if any(a <= start and end <= b for a, b in others):
            return False
        if (start, end) in first:
            return True
        if any(a < end and start < b and (a, b) != (start, end) for a, b in whole):
            return None
        word = fold(text[start:end])
        again = any(word.startswith(stem) and len(word) <= most for stem, most in stems)
        return (True if likely >= 1.0 else None) if again else False

    return told


def load(file: str) -> tuple[list[Seen], list[str]]:
    a = fitting.read_table(table_of(file))
    values = a["values"].T.astype(np.float32)
    return [Seen(int(r), v, bool(p)) for r, v, p in zip(a["report"], values, a["place"], strict=True)], [str(s) for s in a["signs"]]


def fit(seen: list[Seen], told: list[str], seed: int) -> tuple[list[str], dict[str, np.ndarray]]:
    """Return the signs that are seen often enough, and the weights of one reader of them."""
    import jax
    import jax.numpy as jnp

    values = np.stack([one.signs for one in seen])
    often = np.flatnonzero((values != 0).sum(axis=0) >= LEAST)
    values = values[:, often]
    z = {"values": values, "place": np.array([one.place for one in seen], np.float32)}
    keys = jax.random.split(jax.random.PRNGKey(seed), 3)
    sizes = (values.shape[1], HIDDEN, MORE, 1)
    scale = 1 / np.maximum(values.std(axis=0), np.where(np.abs(values).max(axis=0) > 1, 1e-3, 1.0))
    w: dict[str, Any] = {"scale": jnp.asarray(scale, jnp.float32)}
    for n, name in enumerate(("in", "more", "out")):
        w |= {name: jax.random.normal(keys[n], sizes[n : n + 2]) * sizes[n] ** -0.5, f"{name}.b": jnp.zeros(sizes[n + 1])}

    def loss(w: dict[str, Any], z: dict[str, Any], key: Any) -> Any:
        first, second = jax.random.split(key)
        shown = z["values"] * w["scale"] * jax.random.bernoulli(first, 1 - SIGNS_DROPPED, z["values"].shape)
        hidden = jax.nn.silu(shown @ w["in"] + w["in.b"])
        hidden = jnp.where(jax.random.bernoulli(second, 1 - DROPPED, hidden.shape), hidden / (1 - DROPPED), 0)
        told = (jax.nn.silu(hidden @ w["more"] + w["more.b"]) @ w["out"] + w["out.b"])[:, 0]
        return jnp.mean(jnp.maximum(told, 0) - told * z["place"] + jnp.log1p(jnp.exp(-jnp.abs(told))))

    return [told[i] for i in often], fitting.fitted(loss, w, z, seed, epochs=EPOCHS, batch=BATCH, rate=RATE, decay=DECAY)


def readers(seen: list[Seen], told: list[str]) -> tuple[list[str], list[dict[str, np.ndarray]]]:
    found = [fit(seen, told, seed) for seed in range(READERS)]
    return found[0][0], [w for _, w in found]


def measure(seen: list[Seen], names: list[str]) -> None:
    told, place = [], []
    for part in range(PARTS):
        known, fitted = readers([one for one in seen if one.report % PARTS != part], names)
        columns = [names.index(sign) for sign in known]
        rest = [one for one in seen if one.report % PARTS == part]
        values = np.stack([one.signs for one in rest])[:, columns]
        told.append(np.mean([recognition.read(values, w) for w in fitted], axis=0))
        place.append(np.array([one.place for one in rest]))
    likely, right = 1 / (1 + np.exp(-np.concatenate(told))), np.concatenate(place)
    print(f"{len(right)} names, {int(right.sum())} of them places")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        missed, other = int((right & (likely < least)).sum()), int((~right & (likely >= least)).sum())
        print(f"  taken from {least}: {missed} places missed, {other} other names taken", flush=True)


def main() -> int:
    if sys.argv[1:2] == ["table"]:
        tabulate(sys.argv[2:])
        return 0
    for file in SIGNS:
        seen, told = load(file)
        print(file)
        if sys.argv[1:2] == ["fit"]:
            known, fitted = readers(seen, told)
            fitting.write_weights(Path(recognition.__file__).with_name(file), fitted, {"signs": known})
        else:
            measure(seen, told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
