"""Fit the network of `routes.extraction.network`, and say how well it does on reports that it was not fitted to.

``python tests/bench/links.py measure`` reads the table beside it (links.npz.xz) and prints, over parts of which each is read by a network
fitted to the others, how many of the legs are right as the rules have them and as the network has them. A leg is right when the report
joins its two names, wherever they lie; legs between names that were not seen count as missed.
``python tests/bench/links.py fit`` fits the readers that ship, and writes them; ``links.py without FILE DIR...`` fits one without the
reports of folders, for what else is fitted to its answers on these.
``python tests/bench/links.py table --seen DIR... --unseen DIR...`` makes the table anew from folders of annotated reports (NAME.txt beside
NAME.json with "places" and "legs"), ``links.py add DIR...`` adds unseen ones to it. Of those that the rules were written from (seen) the
network is not told what the rules made: they are right there more often than elsewhere; of the passages of the tests it takes what the
rules read for right. Nothing of the texts themselves is in the table, but what the lexicon says of words, and marks.

Fitting needs ``pip install jax optax``.
"""

from __future__ import annotations

import json
import sys
import tomllib
import zlib
from collections import Counter
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

import fitting
import numpy as np

from routes import pipeline
from routes.extraction import heading, likelihood, links, network
from routes.extraction.links import COLUMNS, MODES, TOLD
from routes.extraction.network import DILATIONS, DISTANCES, HEADS, REACH, Inputs
from routes.model import Report

TABLE = Path(__file__).with_name("links.npz.xz")
WEIGHTS = Path(network.__file__).with_name(network.FILE)
ROLES = ("on_route", "mentioned", "metonym")
MENTIONED = 2  # the number of that role and 1: what is annotated as no place is read as one only mentioned
LEAST = 5  # reports that a tag has to be seen in
PARTS, READERS = 3, 3
EPOCHS, BATCH, RATE, DECAY = 12, 16, 3e-3, 0.02
WIDTH, INNER, AGAIN = 64, 64, 32  # of a name, of a pair at first and again
DROPPED, TAGS_DROPPED, TOLD_DROPPED = 0.15, 0.08, 0.15
SEEN, UNSEEN, PASSAGE = range(3)
TRUSTED = np.array([0.7, 1.0, 0.5])  # weights of the kinds
PASSAGES = Path(__file__).parent.parent / "extraction"
WEIGHED = {"link": 10.0, "mode": 3.0, "role": 2.0}
MOST = {"items": 256, "names": 36, "pairs": 400, "groups": 224}  # what is longer is cut
FEW = {"items": 80, "names": 12, "pairs": 72, "groups": 48}  # so that passages take less time
NOTHING = -1e4  # the weight of a pair that is none


@dataclass
class Document:
    """A report: what the network sees of it, and what is annotated."""

    number: int  # that its name comes to
    kind: int  # SEEN, UNSEEN or PASSAGE
    inputs: Inputs
    groups: np.ndarray  # (p,) the two places of each pair, numbered
    joined: np.ndarray  # (groups,) the number of their mode and 1, 0 for no leg
    roles: np.ndarray  # (m,) the number of the name's role and 1, 0 for none
    legs: int  # annotated

    @property
    def read(self) -> np.ndarray:
        """Whether the rules join the places of each group."""
        found = np.zeros(len(self.joined), bool)
        found[self.groups[self.inputs.values[:, COLUMNS.index("leg")] > 0]] = True
        return found


# The table


def tabulate(seen: list[str], unseen: list[str]) -> None:
    """Read the reports of the folders and the passages of the tests, and write the table."""
    told = [(path, SEEN if folder in seen else UNSEEN) for folder in (*seen, *unseen) for path in sorted(Path(folder).glob("*.txt"))]
    caught = [(name_of(path), kind, annotation(path), *catch(pipeline.read(path))) for path, kind in told]
    caught += [(report.text, PASSAGE, None, *catch(report)) for report in passages()]
    tags = Counter(tag for *_, sentences, _, _ in caught for tag in {t for s in sentences for item in s.items for t in item.tags})
    marks = Counter(network.mark(item) for *_, sentences, _, _ in caught for s in sentences for item in s.items if item.kind == "p")
    features = Counter(network.feature(item) for *_, sentences, _, _ in caught for s in sentences for item in s.items if item.toponym)
    hows = Counter(m.how for *_, table, _ in caught for m in table.mentions)
    known = {
        "tags": sorted(tag for tag, n in tags.items() if n >= LEAST),
        "marks": ["", *sorted(mark for mark, n in marks.items() if n >= LEAST)],
        "features": ["", *sorted(code for code, n in features.items() if n >= LEAST)],
        "hows": sorted({"", *hows}),
    }
    documents = [document(name, kind, gold, sentences, table, report, known) for name, kind, gold, sentences, table, report in caught]
    store([d for d in documents if len(d.groups)], known)


def add(folders: list[str]) -> None:
    """Add the reports of folders to the table; what is known of words stays as it is."""
    documents, known = load()
    paths = [path for folder in folders for path in sorted(Path(folder).glob("*.txt"))]
    more = [document(name_of(path), UNSEEN, annotation(path), *catch(pipeline.read(path)), known) for path in paths]
    store([*documents, *(d for d in more if len(d.groups))], known)


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def annotation(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text("utf-8"))


def passages() -> list[Report]:
    """Return the passages of the tests, of which the rules read every leg."""
    files = sorted(PASSAGES.glob("*.toml"))
    told = [one for file in files for several in tomllib.loads(file.read_text("utf-8")).values() for one in several if "legs" in one]
    return [heading.describe(Report(one["text"], published="2024-03-10")) for one in told]


def catch(report: Report) -> tuple[list[Any], links.Table, Report]:
    """Return what the rules read of a report: sentences and pairs."""
    seen: list[tuple[list[Any], links.Table]] = []
    weigh = likelihood.weigh

    def keep(sentences: Any, frames: Any, drafts: Any, legs: Any, inside: Any, *_: Any) -> Any:
        seen.append((sentences, links.table(sentences, frames, drafts, legs, inside)))
        return legs, frozenset(), ()

    likelihood.weigh = keep
    try:
        pipeline.extract(report)
    finally:
        likelihood.weigh = weigh
    return *seen[-1], report


def document(
    name: str, kind: int, gold: dict[str, Any] | None, sentences: list[Any], table: links.Table, report: Report, known: dict[str, list[str]]
) -> Document:
    """Return a document; without an annotation the legs are those that the rules read."""
    pairs = {pair: n for n, pair in enumerate(table.groups())}
    groups = np.zeros(len(table.ends), int)
    for n, rows in enumerate(table.groups().values()):
        groups[rows] = n
    joined, roles = np.zeros(len(pairs), int), np.zeros(len(table.mentions), int)
    inputs = network.encode(sentences, table, report.text, known)
    if gold is None:
        told = table.values[:, [COLUMNS.index(f"leg.{mode}") for mode in MODES]]
        for row in np.flatnonzero(told.any(axis=1)):
            joined[groups[row]] = told[row].argmax() + 1
        return Document(zlib.crc32(name.encode()), kind, inputs, groups, joined, roles, int((joined > 0).sum()))
    spans = [(m.place, m.toponym.span) for m in table.mentions]
    named = {
        p["name"]: {n for n, s in spans if report.text[s.start : s.end] == p["name"] or s.start <= p["first_offset"] < s.end}
        for p in gold["places"]
    }
    role = {n: ROLES.index(p["role"]) + 1 for p in reversed(gold["places"]) if p["role"] in ROLES for n in named[p["name"]]}
    roles = np.array([role.get(m.place, 0) for m in table.mentions], int)
    for leg in gold["legs"]:
        ends = [pairs.get((a, b)) for a in named.get(leg["from"], ()) for b in named.get(leg["to"], ())]
        for group in ends:
            if group is not None:
                joined[group] = MODES.index(leg["mode"] if leg["mode"] in MODES else "unknown") + 1
    return Document(zlib.crc32(name.encode()), kind, inputs, groups, joined, roles, len(gold["legs"]))


def store(documents: list[Document], known: dict[str, list[str]]) -> None:
    """Write the documents one after the other, each kind of array as one."""
    out: dict[str, np.ndarray] = {name: np.array(words) for name, words in known.items()}
    for field in fields(Inputs):
        parts = [getattr(d.inputs, field.name) for d in documents]
        values = np.concatenate(parts)
        out[f"inputs.{field.name}"] = np.round(values, 2).astype(np.float16 if values.dtype.kind == "f" else np.int16)
        out[f"inputs.{field.name}.long"] = np.array([len(part) for part in parts], np.int16)
    for name in ("groups", "joined", "roles"):
        parts = [getattr(d, name) for d in documents]
        out[name], out[f"{name}.long"] = np.concatenate(parts).astype(np.int16), np.array([len(p) for p in parts], np.int16)
    out["names"] = np.array([d.number for d in documents])
    out["kinds"], out["legs"] = np.array([d.kind for d in documents], np.int8), np.array([d.legs for d in documents], np.int16)
    print(f"{len(documents)} reports, {sum(d.legs for d in documents)} legs, {fitting.write_table(TABLE, out)}")


def load() -> tuple[list[Document], dict[str, list[str]]]:
    told = fitting.read_table(TABLE)
    known = {name: [str(word) for word in told[name]] for name in ("tags", "marks", "features", "hows")}
    cut = {k: np.split(v, np.cumsum(told[f"{k}.long"].astype(int))[:-1]) for k, v in told.items() if f"{k}.long" in told}
    documents = []
    for n in range(len(told["legs"])):
        arrays = {f.name: cut[f"inputs.{f.name}"][n] for f in fields(Inputs)}
        inputs = Inputs(**{**{k: v.astype(int) for k, v in arrays.items()}, "values": arrays["values"].astype(np.float32)})
        rest = (cut[name][n].astype(int) for name in ("groups", "joined", "roles"))
        documents.append(Document(int(told["names"][n]), int(told["kinds"][n]), inputs, *rest, int(told["legs"][n])))
    return documents, known


# The network, as it is fitted


def pack(documents: list[Document], known: dict[str, list[str]], most: dict[str, int]) -> dict[str, np.ndarray]:
    """Return the documents as arrays of one size."""
    many, n, m, p, g = len(documents), most["items"], most["names"], most["pairs"], most["groups"]
    z = {name: np.zeros((many, n), np.int32) for name in ("kinds", "marks", "features", "done")}
    z |= {name: np.zeros((many, m), np.int32) for name in ("at", "hows", "roles", "named")} | {"places": np.full((many, m), -1, np.int32)}
    z |= {"tags": np.zeros((many, n, len(known["tags"])), np.int8), "items": np.zeros((many, n), np.int8)}
    z |= {"ends": np.zeros((many, p, 2), np.int32), "values": np.zeros((many, p, len(COLUMNS)), np.float16)}
    z |= {"paired": np.zeros((many, p), np.int8), "groups": np.full((many, p), g - 1, np.int32)}
    z |= {"joined": np.zeros((many, g), np.int32), "grouped": np.zeros((many, g), np.int8), "trusted": np.zeros(many, np.float32)}
    hidden = np.array([COLUMNS.index(name) for name in TOLD])
    for b, d in enumerate(documents):
        x, long, names = d.inputs, min(n, len(d.inputs.kinds)), min(m, len(d.inputs.at))
        for name in ("kinds", "marks", "features", "done"):
            z[name][b, :long] = getattr(x, name)[:long]
        z["items"][b, :long] = 1
        z["tags"][b][tuple(x.tags[x.tags[:, 0] < long].T)] = 1
        z["at"][b, :names] = np.minimum(x.at[:names], n - 1)
        z["hows"][b, :names], z["places"][b, :names] = x.hows[:names], x.places[:names]
        z["roles"][b, :names] = d.roles[:names] if d.kind == PASSAGE else np.maximum(d.roles[:names], MENTIONED * (d.roles[:names] == 0))
        z["named"][b, :names] = 1
        rows = np.flatnonzero((x.ends < names).all(axis=1) & (d.groups < g - 1))[:p]
        z["ends"][b, : len(rows)], z["values"][b, : len(rows)], z["groups"][b, : len(rows)] = x.ends[rows], x.values[rows], d.groups[rows]
        z["paired"][b, : len(rows)] = 1
        z["joined"][b, : min(g - 1, len(d.joined))] = d.joined[: g - 1]
        z["grouped"][b, np.unique(d.groups[rows])] = 1
        z["trusted"][b] = TRUSTED[d.kind]
        if d.kind == SEEN:
            z["values"][b][:, hidden] = 0
    return z


def begin(key: Any, known: dict[str, list[str]]) -> dict[str, Any]:
    """Return weights to begin with."""
    import jax
    import jax.numpy as jnp

    keys = iter(jax.random.split(key, 64))

    def some(*shape: int, scale: float | None = None) -> Any:
        return jax.random.normal(next(keys), shape) * (scale or shape[0] ** -0.5)

    d = WIDTH
    w = {"tag": some(len(known["tags"]), d, scale=0.15), "kind": some(network.PARAGRAPH + 1, d, scale=0.3), "done": some(2, d, scale=0.1)}
    w |= {"mark": some(len(known["marks"]), d, scale=0.1), "feature": some(len(known["features"]), d, scale=0.2)}
    w |= {"how": some(len(known["hows"]), d, scale=0.2)}
    for n in range(len(DILATIONS)):
        w |= {f"conv{n}": some(3 * d, 2 * d), f"conv{n}.b": jnp.zeros(2 * d), f"conv{n}.norm": jnp.ones(d), f"conv{n}.norm.b": jnp.zeros(d)}
    for n in range(2):
        w |= {f"att{n}.{part}": some(d, d) for part in "qkv"} | {f"att{n}.apart": some(2 * DISTANCES, HEADS, scale=0.02)}
        w |= {f"att{n}.out": some(d, d, scale=0.05), f"att{n}.up": some(d, 2 * d), f"att{n}.up.b": jnp.zeros(2 * d)}
        w |= {f"att{n}.down": some(2 * d, d, scale=0.05)}
        w |= {f"att{n}.{name}": one for part in ("norm", "then") for name, one in ((part, jnp.ones(d)), (f"{part}.b", jnp.zeros(d)))}
    w |= {"pair.values": some(len(COLUMNS), INNER), "pair.values.b": jnp.zeros(INNER), "pair.told": some(INNER, INNER)}
    w |= {f"pair.{name}": some(d, INNER) for name in ("from", "to", "both")} | {"pair.b": jnp.zeros(INNER)}
    w |= {"pair.more": some(INNER, INNER), "pair.more.b": jnp.zeros(INNER), "link": some(INNER, 1), "link.b": jnp.full((1,), -2.5)}
    w |= {"again.in": some(network.BESIDE + 2 * network.WEIGHED, AGAIN, scale=0.3), "again.pair": some(INNER, AGAIN)}
    w |= {"again.b": jnp.zeros(AGAIN), "again.out": some(AGAIN, 1, scale=0.1)}
    w |= {"mode": some(INNER, len(MODES)), "mode.b": jnp.zeros(len(MODES)), "role": some(d, len(ROLES)), "role.b": jnp.zeros(len(ROLES))}
    return w


def read(w: dict[str, Any], z: dict[str, Any], key: Any = None) -> tuple[Any, Any, Any]:
    """Return the weights of groups, of their modes and of the names' roles; with a key some of what is seen is left out at random."""
    import jax
    import jax.numpy as jnp

    keys = iter(jax.random.split(key, 32)) if key is not None else None

    def kept(share: float, *shape: int) -> Any:
        return jax.random.bernoulli(next(keys), 1 - share, shape) if keys is not None else jnp.ones(shape, bool)

    def dropped(x: Any) -> Any:
        return jnp.where(kept(DROPPED, *x.shape), x / (1 - DROPPED), 0) if keys is not None else x

    def norm(x: Any, name: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        return centred / jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * w[name] + w[f"{name}.b"]

    many = z["kinds"].shape[0]
    seen = (z["tags"] * kept(TAGS_DROPPED, many, 1, z["tags"].shape[2])) @ w["tag"] + w["kind"][z["kinds"]] + w["done"][z["done"]]
    seen = dropped(seen + w["mark"][z["marks"]] + w["feature"][z["features"]])
    for n, step in enumerate(DILATIONS):
        x = norm(seen, f"conv{n}.norm") * z["items"][..., None]
        before, behind = jnp.pad(x, ((0, 0), (step, 0), (0, 0)))[:, :-step], jnp.pad(x, ((0, 0), (0, step), (0, 0)))[:, step:]
        value, gate = jnp.split(jnp.concatenate([before, x, behind], -1) @ w[f"conv{n}"] + w[f"conv{n}.b"], 2, -1)
        seen = seen + dropped(value * jax.nn.sigmoid(gate))
    names = jnp.take_along_axis(seen, z["at"][..., None], 1) + w["how"][z["hows"]]
    order = jnp.arange(names.shape[1])
    same = z["places"][:, :, None] == z["places"][:, None]
    apart = jnp.clip(order[None] - order[:, None], -REACH, REACH)[None] + REACH + DISTANCES * same
    for n in range(2):
        x = norm(names, f"att{n}.norm")
        q, k, v = ((x @ w[f"att{n}.{part}"]).reshape(*x.shape[:2], HEADS, -1) for part in "qkv")
        weights = jnp.einsum("bihd,bjhd->bhij", q, k) / q.shape[-1] ** 0.5 + w[f"att{n}.apart"][apart].transpose(0, 3, 1, 2)
        weights = jax.nn.softmax(weights + (z["named"][:, None, None] - 1) * 1e9, -1)
        names = names + dropped(jnp.einsum("bhij,bjhd->bihd", weights, v).reshape(x.shape) @ w[f"att{n}.out"])
        names = names + dropped(jax.nn.silu(norm(names, f"att{n}.then") @ w[f"att{n}.up"] + w[f"att{n}.up.b"]) @ w[f"att{n}.down"])
    first, second = (jnp.take_along_axis(names, z["ends"][..., end : end + 1], 1) for end in (0, 1))
    hidden = np.array([name in TOLD for name in COLUMNS])
    values = jnp.where(hidden, z["values"] * kept(TOLD_DROPPED, many, 1, 1), z["values"]).astype(jnp.float32)
    told = dropped(jax.nn.silu(values @ w["pair.values"] + w["pair.values.b"]))
    pair = first @ w["pair.from"] + second @ w["pair.to"] + (first * second) @ w["pair.both"] + told @ w["pair.told"] + w["pair.b"]
    pair = dropped(jax.nn.silu(pair))
    pair = pair + jax.nn.silu(pair @ w["pair.more"] + w["pair.more.b"])
    link = jnp.where(z["paired"] > 0, (pair @ w["link"] + w["link.b"])[..., 0], NOTHING)
    role = names @ w["role"] + w["role.b"]
    ends = z["ends"].reshape(many, -1, 1)
    places, shares = (jnp.take_along_axis(told, ends, 1) for told in (z["places"][..., None], jax.nn.softmax(role)))
    beside = jax.vmap(partial(around, z["at"].shape[1]))(jax.nn.sigmoid(link), places.reshape(z["ends"].shape))
    beside = jnp.concatenate([beside, shares[..., : network.WEIGHED].reshape(*link.shape, -1)], -1)
    again = dropped(jax.nn.silu(beside @ w["again.in"] + pair @ w["again.pair"] + w["again.b"]))
    link = jnp.where(z["paired"] > 0, link + (again @ w["again.out"])[..., 0], NOTHING)
    link, mode = jax.vmap(partial(gather, z["joined"].shape[1]))(link, pair @ w["mode"] + w["mode.b"], z["groups"])
    return link, mode, role


def around(m: int, likely: Any, ends: Any) -> Any:
    """Return what the other pairs make of each one, as `network.beside` does."""
    import jax
    import jax.numpy as jnp

    a, b = jnp.clip(ends[:, 0], 0, m - 1), jnp.clip(ends[:, 1], 0, m - 1)
    known = jnp.maximum(jax.ops.segment_max(likely, a * m + b, m * m), 0.0).reshape(m, m)
    order = jnp.arange(m)
    not_a, not_b = order != a[:, None], order != b[:, None]
    four = (known.T[b] * not_a, known[a] * not_b, known.T[a] * not_b, known[b] * not_a)  # into b, out of a, into a, out of b
    through = jnp.minimum(four[1], four[0])
    return jnp.stack([*(ways.max(1) for ways in (*four, through)), known[b, a], *(ways.sum(1) for ways in four)], -1)


def gather(g: int, link: Any, mode: Any, groups: Any) -> tuple[Any, Any]:
    """Add up the likelihoods of the pairs of a group, and mix the modes of its likeliest ones."""
    import jax
    import jax.numpy as jnp

    most = jnp.maximum(jax.ops.segment_max(link, groups, g), -50.0)
    share = jnp.exp(link - most[groups])
    whole = jnp.maximum(jax.ops.segment_sum(share, groups, g), 1e-9)
    return most + jnp.log(whole), jax.ops.segment_sum(mode * share[:, None], groups, g) / whole[:, None]


def loss(w: dict[str, Any], z: dict[str, Any], key: Any) -> Any:
    import jax
    import jax.numpy as jnp

    link, mode, role = read(w, z, key)
    right = z["joined"] > 0
    weights = z["grouped"] * z["trusted"][:, None]
    entropy = jnp.maximum(link, 0) - link * right + jnp.log1p(jnp.exp(-jnp.abs(link)))

    def chosen(told: Any, number: Any) -> Any:
        likely = jnp.take_along_axis(jax.nn.log_softmax(told), jnp.maximum(number - 1, 0)[..., None], -1)[..., 0]
        return -(likely * (number > 0)).sum() / jnp.maximum((number > 0).sum(), 1)

    linked = (entropy * weights).sum() / weights.sum()
    modes, roles = chosen(mode, z["joined"] * z["grouped"]), chosen(role, z["roles"] * z["named"])
    return WEIGHED["link"] * linked + WEIGHED["mode"] * modes + WEIGHED["role"] * roles


def fit(documents: list[Document], known: dict[str, list[str]], seed: int) -> dict[str, np.ndarray]:
    """Return the weights of one reader."""
    import jax

    short = [
        len(d.inputs.kinds) <= FEW["items"] and len(d.inputs.ends) <= FEW["pairs"] and len(d.inputs.at) <= FEW["names"] for d in documents
    ]
    sizes = [
        pack([d for d, s in zip(documents, short, strict=True) if s == small], known, FEW if small else MOST) for small in (True, False)
    ]
    w = begin(jax.random.PRNGKey(seed), known)
    steps = sum(len(z["joined"]) // BATCH for z in sizes) * EPOCHS
    step, state = fitting.descent(loss, w, steps, RATE, DECAY)
    key, order = jax.random.PRNGKey(seed + 100), np.random.default_rng(seed)
    for _ in range(EPOCHS):
        batches = [(z, rows) for z in sizes for rows in np.array_split(order.permutation(len(z["joined"])), len(z["joined"]) // BATCH)]
        for n in order.permutation(len(batches)):
            key, now = jax.random.split(key)
            z, rows = batches[n]
            w, state = step(w, state, {name: values[np.sort(rows)[:BATCH]] for name, values in z.items()}, now)
    return fitting.kept(w)


def write(readers: list[dict[str, np.ndarray]], known: dict[str, list[str]]) -> None:
    fitting.write_weights(WEIGHTS, readers, known)


# What it is worth


def ask(document: Document, readers: list[dict[str, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Return how likely the places of each group are joined, and by which mode (its number), as the package tells it."""
    link, mode, _ = network.weigh(document.inputs, readers)
    likely, modes = np.zeros(len(document.joined)), np.zeros(len(document.joined), int)
    for group in range(len(document.joined)):
        likely[group], best = network.together(link, np.flatnonzero(document.groups == group).tolist())
        modes[group] = mode[best].argmax()
    return likely, modes


def measure(documents: list[Document], known: dict[str, list[str]], parts: int) -> None:
    told = []
    for part in range(parts):
        inside = [d for d in documents if d.kind != UNSEEN or d.number % PARTS != part]
        readers = [fit(inside, known, seed) for seed in range(READERS)]
        told += [(d, *ask(d, readers)) for d in documents if d.kind == UNSEEN and d.number % PARTS == part]
        legs = sum(d.legs for d, *_ in told)
        print(f"{len(told)} reports, {legs} legs")
        report("rules", [(d.joined[d.read] > 0) for d, *_ in told], legs)
        for kept in (0.0, likelihood.KEPT, 0.2, 0.3):
            for added in (0.4, likelihood.ADDED, 2.0):
                right = [d.joined[np.where(d.read, likely >= kept, likely >= added)] > 0 for d, likely, _ in told]
                report(f"rules from {kept:.2f}, others from {added:.2f}", right, legs)
        for name, which in (("that the rules read", True), ("that they do not", False)):
            right = []
            for d, likely, modes in told:
                for group in np.flatnonzero((d.joined > 0) & (d.read == which)):
                    right += [modes[group] + 1 == d.joined[group]] if which or likely[group] >= likelihood.ADDED else []
            print(f"  modes right of legs {name}: {np.mean(right):.3f} of {len(right)}")


def report(name: str, right: list[np.ndarray], legs: int) -> None:
    many, good = sum(len(r) for r in right), sum(int(r.sum()) for r in right)
    precision, recall = good / max(1, many), good / legs
    print(f"  {name:34} precision {precision:.3f}  recall {recall:.3f}  F {2 * good / (many + legs):.3f}", flush=True)


def main() -> int:
    if sys.argv[1:2] == ["table"]:
        cut = sys.argv.index("--unseen")
        tabulate(sys.argv[3:cut], sys.argv[cut + 1 :])
        return 0
    if sys.argv[1:2] == ["add"]:
        add(sys.argv[2:])
        return 0
    documents, known = load()
    if sys.argv[1:2] == ["without"]:
        left = {zlib.crc32(name_of(path).encode()) for folder in sys.argv[3:] for path in Path(folder).glob("*.txt")}
        fitting.write_weights(Path(sys.argv[2]), [fit([d for d in documents if d.number not in left], known, 0)], known)
        return 0
    if sys.argv[1:2] == ["fit"]:
        write([fit(documents, known, seed) for seed in range(READERS)], known)
    else:
        measure(documents, known, int((sys.argv[2:3] or [PARTS])[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
