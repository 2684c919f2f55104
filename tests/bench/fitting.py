"""What `links.py` and `couples.py` share: a step of fitting, and a table kept as one compressed file."""

from __future__ import annotations

import io
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Arrays = dict[str, np.ndarray]


def descent(loss: Callable[..., Any], w: Any, steps: int, rate: float, decay: float) -> tuple[Callable[..., Any], Any]:
    """Return a step of descent (weights, state, batch, key to weights, state) and the state to begin with.

    The rate rises over the first fifteenth of the steps and falls along a cosine to a fiftieth (Loshchilov and Hutter 2017, 2019).
    """
    import jax
    import optax

    schedule = optax.warmup_cosine_decay_schedule(0, rate, steps // 15, steps, rate * 0.02)
    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=decay))

    @jax.jit
    def step(w: Any, state: Any, batch: Any, key: Any) -> Any:
        change, state = rule.update(jax.grad(loss)(w, batch, key), state, w)
        return optax.apply_updates(w, change), state

    return step, rule.init(w)


def fitted(loss: Callable[..., Any], w: Any, z: Arrays, seed: int, *, epochs: int, batch: int, rate: float, decay: float) -> Arrays:
    """Return weights fitted to arrays of one length, in batches of rows at random."""
    import jax

    long = len(next(iter(z.values())))
    many = long // batch
    step, state = descent(loss, w, many * epochs, rate, decay)
    key, order = jax.random.PRNGKey(seed + 100), np.random.default_rng(seed)
    for _ in range(epochs):
        for rows in order.permutation(long)[: many * batch].reshape(many, batch):
            key, now = jax.random.split(key)
            w, state = step(w, state, {name: values[rows] for name, values in z.items()}, now)
    return kept(w)


def kept(w: Any) -> Arrays:
    """Return weights as they are shipped, rounded to two bytes."""
    return {name: np.asarray(values, np.float16).astype(np.float32) for name, values in w.items()}


def write_table(path: Path, arrays: Arrays) -> str:
    """Write arrays to a file, and return its size and name."""
    whole = io.BytesIO()
    np.savez(whole, **arrays)
    path.write_bytes(lzma.compress(whole.getvalue(), preset=9 | lzma.PRESET_EXTREME))
    return f"{path.stat().st_size / 1e6:.1f} MB in {path.name}"


def read_table(path: Path) -> Arrays:
    """Return the arrays of a file."""
    with np.load(io.BytesIO(lzma.decompress(path.read_bytes())), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def write_weights(path: Path, readers: list[Arrays], known: dict[str, list[str]]) -> None:
    """Write what ships: the words that are known, and the weights of each reader."""
    arrays = {f"{n}/{name}": values.astype(np.float16) for n, w in enumerate(readers) for name, values in w.items()}
    np.savez_compressed(path, **{name: np.array(words) for name, words in known.items()}, **arrays)
    print(f"{len(readers)} readers, {path.stat().st_size / 1e6:.2f} MB in {path.name}")
