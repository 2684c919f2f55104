"""Fit the network of `routes.extraction.voices`, and say how well it does on reports that it was not fitted to.

``python tests/bench/voices.py measure`` reads the table beside it (voices.npz.xz) and prints, over parts of which each is read by
networks fitted to the others, how many of the figures that are told as wrong are found by their words, and by the rules alone.
``python tests/bench/voices.py fit`` fits the readers that ship, and writes them.
``python tests/bench/voices.py table DIR...`` makes the table anew from folders of annotated reports (NAME.txt beside NAME.json with
"claims", each with what is "expected" of it). Nothing of the texts is in it, but the tags of words.

Fitting needs ``pip install jax optax``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fitting
import numpy as np

from routes import pipeline
from routes.extraction import claims as reading
from routes.extraction import voices
from routes.units import to_si

HERE = Path(__file__)
TABLE = HERE.with_name("voices.npz.xz")
WEIGHTS = Path(voices.__file__).with_name(voices.FILE)
LEAST = 8  # figures around which a tag has to be seen
PARTS, READERS = 4, 3
EPOCHS, BATCH, RATE, DECAY = 30, 64, 3e-3, 0.05
TAG, HIDDEN = 8, 32
DROPPED, TAGS_DROPPED = 0.4, 0.25
SAME = 0.01  # by which the figure may differ from the annotated one


@dataclass
class Told:
    """A figure: what is seen of it, and whether it is annotated as wrong."""

    report: int
    flags: np.ndarray
    tags: np.ndarray  # (k, 2) zone and tag
    wrong: bool


def tabulate(folders: list[str]) -> None:
    paths = [path for folder in folders for path in sorted(Path(folder).glob("[0-9]*.txt"))]
    heard = [(n, one, wrong) for n, path in enumerate(paths) for one, wrong in catch(path)]
    seen = Counter(tag for _, one, _ in heard for tag in {tag for zone in one.tags for tag in zone})
    known = {tag: n for n, tag in enumerate(sorted(tag for tag, many in seen.items() if many >= LEAST))}
    rows = [
        [(zone, known[tag]) for zone, tags in enumerate(one.tags) for tag in dict.fromkeys(tags) if tag in known] for _, one, _ in heard
    ]
    arrays = {"known": np.array(list(known)), "report": np.array([n for n, *_ in heard], np.int16)}
    arrays |= {"flags": np.array([one.flags for _, one, _ in heard], np.float16), "wrong": np.array([wrong for *_, wrong in heard])}
    arrays |= {"tags": np.array([tag for row in rows for tag in row], np.int16), "long": np.array([len(row) for row in rows], np.int16)}
    reports, wrong = len({n for n, *_ in heard}), int(arrays["wrong"].sum())
    print(f"{reports} reports, {len(heard)} figures, {wrong} of them wrong, {fitting.write_table(TABLE, arrays)}")


def catch(path: Path) -> list[tuple[voices.Heard, bool]]:
    """Return each claim of a report that is annotated, and whether as a wrong one."""
    caught: list[Any] = []
    voiced = voices.voiced

    def keep(claims: Any, *rest: Any) -> Any:
        caught.extend(zip(claims, voices.hear(claims, *rest), strict=True))
        return claims

    reading.voices.voiced = keep  # type: ignore[assignment]
    try:
        pipeline.extract(pipeline.read(path))
    finally:
        reading.voices.voiced = voiced
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))["claims"]
    found = []
    for claim, heard in caught:
        over = [g for g in gold if g["quote_offset"] < claim.span.end and claim.span.start < g["quote_offset"] + len(g["quote"])]
        same = [g for g in over if _same(claim, g)]
        if same:
            found.append((heard, same[0]["expected"] == "contradicted"))
    return found


def _same(claim: Any, gold: dict[str, Any]) -> bool:
    told = to_si(gold["value"], {"nm": "nmi"}.get(gold["unit"], gold["unit"]))
    return (claim.kind == "duration") == (gold["kind"] == "duration") and abs(to_si(claim.value, claim.unit) - told) <= SAME * told


def load() -> tuple[list[Told], list[str]]:
    a = fitting.read_table(TABLE)
    tags = np.split(a["tags"].astype(int), np.cumsum(a["long"].astype(int))[:-1])
    rows = zip(a["report"].tolist(), a["flags"].astype(np.float32), tags, a["wrong"].tolist(), strict=True)
    return [Told(*row) for row in rows], [str(tag) for tag in a["known"]]


def pack(told: list[Told], known: list[str]) -> dict[str, np.ndarray]:
    """Return the figures as arrays of one size."""
    bags = np.zeros((len(told), voices.ZONES, len(known)), np.int8)
    for n, one in enumerate(told):
        zone, tag = one.tags.reshape(-1, 2).T
        bags[n, zone, tag] = 1
    return {"flags": np.stack([one.flags for one in told]), "bags": bags, "wrong": np.array([one.wrong for one in told], np.float32)}


def begin(key: Any, z: dict[str, np.ndarray]) -> dict[str, Any]:
    """Return weights to begin with."""
    import jax
    import jax.numpy as jnp

    keys = iter(jax.random.split(key, 8))

    def some(*shape: int, scale: float | None = None) -> Any:
        return jax.random.normal(next(keys), shape) * (scale or shape[0] ** -0.5)

    w = {"tag": some(z["bags"].shape[2], TAG, scale=0.15), "tags": some(voices.ZONES * TAG, HIDDEN)}
    w |= {"flags": some(z["flags"].shape[1], HIDDEN), "out": some(HIDDEN, 1)}
    return w | {"flags.b": jnp.zeros(HIDDEN), "out.b": jnp.zeros(1)}


def loss(w: dict[str, Any], z: dict[str, Any], key: Any) -> Any:
    import jax
    import jax.numpy as jnp

    keys = jax.random.split(key, 3)

    def dropped(x: Any, key: Any) -> Any:
        return jnp.where(jax.random.bernoulli(key, 1 - DROPPED, x.shape), x / (1 - DROPPED), 0)

    bags = z["bags"] * jax.random.bernoulli(keys[0], 1 - TAGS_DROPPED, (len(z["bags"]), 1, z["bags"].shape[2]))
    near = (bags.astype(jnp.float32) @ w["tag"]).reshape(len(bags), -1)
    hidden = dropped(jax.nn.silu(dropped(z["flags"], keys[1]) @ w["flags"] + near @ w["tags"] + w["flags.b"]), keys[2])
    x = (hidden @ w["out"] + w["out.b"])[:, 0]
    return (jnp.maximum(x, 0) - x * z["wrong"] + jnp.log1p(jnp.exp(-jnp.abs(x)))).mean()


def fit(told: list[Told], known: list[str], seed: int) -> dict[str, np.ndarray]:
    """Return the weights of one reader."""
    import jax

    z = pack(told, known)
    return fitting.fitted(loss, begin(jax.random.PRNGKey(seed), z), z, seed, epochs=EPOCHS, batch=BATCH, rate=RATE, decay=DECAY)


def ask(told: list[Told], known: list[str], readers: list[dict[str, np.ndarray]]) -> np.ndarray:
    """Return how likely each figure is told as a wrong one."""
    z = pack(told, known)
    return np.array([np.mean([voices.read(flags, bags, w) for w in readers]) for flags, bags in zip(z["flags"], z["bags"], strict=True)])


def measure(told: list[Told], known: list[str]) -> None:
    order = np.random.default_rng(0).permutation(max(one.report for one in told) + 1)
    likely, wrong, own = np.zeros(len(told)), np.array([one.wrong for one in told]), voices.FLAGS.index("own")
    for part in range(PARTS):
        inside = [one for one in told if order[one.report] % PARTS != part]
        outside = [n for n, one in enumerate(told) if order[one.report] % PARTS == part]
        readers = [fit(inside, known, seed) for seed in range(READERS)]
        likely[outside] = ask([told[n] for n in outside], known, readers)
    print(f"{len(told)} figures, {wrong.sum()} told as wrong")
    ruled = np.array([one.flags[own] == 0 for one in told])
    print(f"  by the rules (not in its own voice): precision {wrong[ruled].mean():.3f}  recall {ruled[wrong].mean():.3f}")
    for least in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        on = likely >= least
        print(f"  as likely as {least}: precision {wrong[on].mean():.3f}  recall {on[wrong].mean():.3f}")


def main() -> int:
    if sys.argv[1:2] == ["table"]:
        tabulate(sys.argv[2:])
        return 0
    told, known = load()
    if sys.argv[1:2] == ["fit"]:
        fitting.write_weights(WEIGHTS, [fit(told, known, seed) for seed in range(READERS)], {"tags": known})
    else:
        measure(told, known)
    return 0


if __name__ == "__main__":
    sys.exit(main())
