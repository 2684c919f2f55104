"""Fit the network of `routes.extraction.attribution`, and say how well it does on reports that it was not fitted to.

``python tests/bench/couples.py measure`` reads the table beside it (couples.npz.xz) and prints, over parts of which each is read by
networks fitted to the others, of how many figures the two places are right: as the rules have them, as the words around them tell, and
with how far the places lie apart; and how many of the claims are found. A couple is right when the report is annotated with its two places.
``python tests/bench/couples.py fit`` fits the readers that ship, and the weights of distances (routes/checks/choosing.toml), and
writes them.
``python tests/bench/couples.py table DIR...`` makes the table anew from folders of annotated reports (NAME.txt beside NAME.json with
"places" and "claims"). Nothing of the texts is in it, but the tags of words and what the rules made of them.

Fitting needs ``pip install jax optax``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import fitting
import numpy as np

from routes import geodesy, pipeline
from routes.checks import choosing
from routes.checks.scene import thresholds
from routes.extraction import attribution, couples
from routes.extraction.couples import FIGURES, NAME_ZONES, ZONES, Asked
from routes.units import SECONDS, to_si

HERE = Path(__file__)
TABLE = HERE.with_name("couples.npz.xz")
WEIGHTS = Path(attribution.__file__).with_name(attribution.FILE)
DISTANCES = Path(choosing.__file__).with_suffix(".toml")
LEAST = 8  # figures around which a tag has to be seen
PARTS, READERS = 4, 3
EPOCHS, BATCH, RATE, DECAY = 40, 64, 3e-3, 0.05
TAG, PLACE, FIGURE, COUPLE, FLAG = 12, 32, 48, 48, 24
DROPPED, TAGS_DROPPED = 0.4, 0.25
GIVEN = 5.0  # couples that are as wrong ones are, added to each kind
MOST = 16  # places about a figure; more are cut
WEIGHED = {"couple": 1.0, "claim": 0.5, "route": 0.2}
SHARE = thresholds()["choosing"]["share"]
NOTHING = -1e4  # the weight of a couple that is none
NEAR = 30  # characters from the beginning of a claim within which its figure begins
UNSEEN = -1.0  # doubt of a figure in which the rules see no claim
NEAR_KM, WIDE_KM = 10.0, 100.0  # from an annotated place; of a wider one the name has to be the same


@dataclass
class Figure:
    """A figure: what is seen of it, and what is annotated."""

    report: int
    figure: np.ndarray
    places: np.ndarray
    pairs: np.ndarray
    ends: np.ndarray
    tags: np.ndarray  # (k, 2) zone and tag, the zones of each place after those of the figure
    km: np.ndarray  # between the two places of each couple, nan where they are not known
    size: float  # metres, or seconds
    time: bool
    ruled: bool  # whether the rules see a claim
    claim: bool
    kind: int  # 0 for a line between two places, 1 for a way, 2 for a time, -1 for none of these
    wrong: bool  # annotated as a wrong one
    doubt: float  # how likely its words tell it as a wrong one
    right: np.ndarray  # whether each couple is the annotated one

    @property
    def row(self) -> str:
        """The row of weights that its distances have: as the rules read it, for what is annotated is not known."""
        return "time" if self.time else "way" if self.figure[FIGURES.index("kind.route-length")] > 0 else "line"


# The table


def tabulate(folders: list[str]) -> None:
    paths = [path for folder in folders for path in sorted(Path(folder).glob("*.txt"))]
    read = [(n, *one) for n, path in enumerate(paths) for one in catch(path)]
    seen = Counter(tag for _, asked, *_ in read for tag in {tag for zone in asked.tags for tag in zone})
    known = {tag: n for n, tag in enumerate(sorted(tag for tag, many in seen.items() if many >= LEAST))}
    store([figure(report, known, *rest) for report, *rest in read], list(known))


def catch(path: Path) -> list[tuple[Asked, dict[str, Any] | None, np.ndarray, np.ndarray, float]]:
    """Return each figure of a report with its annotation, which couples are that one, the km between the places of each, its doubt.

    Of a report without coordinates the km are not known: its figures are invented.
    """
    seen: list[Any] = []
    attribute = attribution.attribute

    def keep(drawn: Any, sentences: Any, scene: Any) -> Any:
        seen.append((drawn, couples.Names(sentences, scene)))
        return [one.claim for one in drawn]

    attribution.attribute = keep  # type: ignore[assignment]
    try:
        report = pipeline.read(path)
        mentions = pipeline.extract(report)
    finally:
        attribution.attribute = attribute
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    places = {m: w.place for w in pipeline.locate(mentions, report).waypoints for m in w.mentions}
    lies = {t.id: places.get(t.span) for t in mentions.toponyms}
    drawn, names = seen[-1]
    asked = [one for d in drawn if (one := couples.ask(d, names)) is not None]
    named = {
        p["name"]: {
            t.id
            for t in mentions.toponyms
            if report.text[t.span.start : t.span.end] == p["name"] or t.span.start <= p["first_offset"] < t.span.end
        }
        for p in gold["places"]
    }
    points = {p["name"]: p for p in gold["places"]}
    invented = not any(p["lat"] or p["lon"] for p in gold["places"])
    doubts = {c.span.start: c.doubt for c in mentions.claims}

    def is_of(ident: str, name: str) -> bool:
        place, point = lies.get(ident), points[name]
        if any(names.alike(ident, other) for other in named[name]):
            return True
        near = place is not None and geodesy.distance_m(lat1=place.lat, lon1=place.lon, lat2=point["lat"], lon2=point["lon"]) <= 1000 * max(
            NEAR_KM, point["tolerance_km"]
        )
        return near and point["tolerance_km"] < WIDE_KM

    def couple(one: Asked, claim: dict[str, Any] | None) -> np.ndarray:
        a, b = (claim["from"], claim["to"]) if claim else (None, None)
        ids = [(one.ids[x], one.ids[y]) for x, y in one.ends.tolist()]
        if a not in points or b not in points:
            return np.zeros(len(ids), bool)
        return np.array([(is_of(x, a) and is_of(y, b)) or (is_of(y, a) and is_of(x, b)) for x, y in ids])

    def apart(x: str, y: str) -> float:
        p, q = (None, None) if invented else (lies.get(x), lies.get(y))
        return geodesy.distance_m(lat1=p.lat, lon1=p.lon, lat2=q.lat, lon2=q.lon) / 1000 if p and q and p is not q else np.nan

    found = []
    for one in asked:
        claim = annotated(one, gold["claims"])
        km = np.array([apart(one.ids[x], one.ids[y]) for x, y in one.ends.tolist()])
        start = one.drawn.figure.start
        found.append((one, claim, couple(one, claim), km, next((d for at, d in doubts.items() if at <= start < at + NEAR), UNSEEN)))
    return found


def annotated(asked: Asked, claims: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the annotation of a figure: the claim whose quotation holds it, that of the same length first."""
    item, quantity = asked.drawn.figure.items[asked.drawn.figure.i], asked.drawn.figure.quantity
    over = [c for c in claims if c["quote_offset"] < item.end and item.start < c["quote_offset"] + len(c["quote"])]

    def differs(claim: dict[str, Any]) -> float:
        unit = {"nm": "nmi"}.get(claim["unit"], claim["unit"])
        own = quantity.unit or unit
        if (own in SECONDS) != (unit in SECONDS):
            return 9.0
        return abs(np.log(max(to_si(quantity.value, own), 1e-3) / max(to_si(claim["value"], unit), 1e-3)))

    return min(over, key=differs, default=None)


def figure(
    report: int, known: dict[str, int], asked: Asked, claim: dict[str, Any] | None, right: np.ndarray, km: np.ndarray, doubt: float
) -> Figure:
    zones = [*asked.tags, *(zone for place in asked.place_tags for zone in place)]
    tags = sorted({(n, known[tag]) for n, zone in enumerate(zones) for tag in zone if tag in known})
    quantity = asked.drawn.figure.quantity
    time = quantity.unit in SECONDS
    size = to_si(quantity.value, quantity.unit or "km")
    kinds = ("point-to-point", "route-length", "duration")
    kind = kinds.index(claim["kind"]) if claim and claim["kind"] in kinds else -1
    told = np.array(tags, int).reshape(-1, 2)
    ruled = asked.drawn.claim is not None
    flags = (ruled, claim is not None, kind, claim is not None and claim["expected"] == "contradicted", doubt)
    return Figure(report, asked.figure, asked.places, asked.pairs, asked.ends, told, km, size, time, *flags, right)


ARRAYS = dict.fromkeys(("figure", "places", "pairs", "km"), np.float16) | {"ends": np.int8, "tags": np.int16, "right": bool}
SINGLE = {"report": np.int16, "size": np.float32, "doubt": np.float32, "kind": np.int8} | dict.fromkeys(
    ("time", "ruled", "claim", "wrong"), bool
)


def store(figures: list[Figure], known: list[str]) -> None:
    """Write the figures one after the other, each kind of array as one."""
    out: dict[str, np.ndarray] = {"known": np.array(known)}
    for name, kind in ARRAYS.items():
        parts = [getattr(f, name) for f in figures]
        out[name], out[f"{name}.long"] = np.concatenate(parts).astype(kind), np.array([len(p) for p in parts], np.int16)
    out |= {name: np.array([getattr(f, name) for f in figures], kind) for name, kind in SINGLE.items()}
    reports, claims = len({f.report for f in figures}), sum(f.claim for f in figures)
    print(f"{reports} reports, {len(figures)} figures, {claims} of them claims, {fitting.write_table(TABLE, out)}")


def load() -> tuple[list[Figure], list[str]]:
    told = fitting.read_table(TABLE)
    cut = {name: np.split(told[name], list(accumulate(told[f"{name}.long"].tolist()))[:-1]) for name in ARRAYS}
    wide = {name: (np.float32 if kind is np.float16 else int if kind is not bool else bool) for name, kind in ARRAYS.items()}
    figures = []
    for n in range(len(told["report"])):
        arrays = {name: cut[name][n].astype(wide[name]) for name in ARRAYS}
        figures.append(Figure(**arrays, **{name: told[name][n].item() for name in SINGLE}))
    return figures, [str(tag) for tag in told["known"]]


# The network, as it is fitted


def pack(figures: list[Figure], known: list[str]) -> dict[str, np.ndarray]:
    """Return the figures as arrays of one size."""
    many, most, zones, near = len(figures), MOST * (MOST - 1) // 2, len(ZONES), len(NAME_ZONES) + 1
    z = {"figure": np.stack([f.figure for f in figures]), "around": np.zeros((many, zones, len(known)), np.int8)}
    z |= {"places": np.zeros((many, MOST, figures[0].places.shape[1]), np.float32)}
    z |= {"beside": np.zeros((many, MOST, near, len(known)), np.int8), "ends": np.zeros((many, most, 2), np.int32)}
    z |= {"pairs": np.zeros((many, most, figures[0].pairs.shape[1]), np.float32), "paired": np.zeros((many, most), np.int8)}
    z |= {"right": np.zeros((many, most), np.int8)}
    for n, f in enumerate(figures):
        places = min(MOST, len(f.places))
        z["places"][n, :places] = f.places[:places]
        zone, tag = f.tags[f.tags[:, 0] < zones].T
        z["around"][n, zone, tag] = 1
        rest, tag = f.tags[(f.tags[:, 0] >= zones) & (f.tags[:, 0] < zones + near * places)].T
        z["beside"][n, (rest - zones) // near, (rest - zones) % near, tag] = 1
        rows = kept(f)
        z["ends"][n, : len(rows)], z["pairs"][n, : len(rows)] = f.ends[rows], f.pairs[rows]
        z["paired"][n, : len(rows)], z["right"][n, : len(rows)] = 1, f.right[rows]
    z["claim"] = np.array([f.claim for f in figures], np.float32)
    z["told"] = np.array([f.kind >= 0 for f in figures], np.float32)
    z["route"] = np.array([f.kind == 1 for f in figures], np.float32)
    z["length"] = np.array([f.kind in (0, 1) for f in figures], np.float32)
    return z


def kept(f: Figure) -> np.ndarray:
    """Return the numbers of the couples that are not cut."""
    return np.flatnonzero((f.ends < MOST).all(axis=1))


def begin(key: Any, z: dict[str, np.ndarray]) -> dict[str, Any]:
    """Return weights to begin with."""
    import jax
    import jax.numpy as jnp

    keys = iter(jax.random.split(key, 32))

    def some(*shape: int, scale: float | None = None) -> Any:
        return jax.random.normal(next(keys), shape) * (scale or shape[0] ** -0.5)

    tags, around, beside = z["around"].shape[2], z["around"].shape[1] * TAG, z["beside"].shape[2] * TAG
    w = {"tag": some(tags, TAG, scale=0.15), "figure": some(z["figure"].shape[1], FIGURE), "figure.tags": some(around, FIGURE)}
    w |= {"place": some(z["places"].shape[2], PLACE), "place.tags": some(beside, PLACE), "place.figure": some(FIGURE, PLACE)}
    w |= {f"couple.{name}": some(PLACE, COUPLE) for name in ("sum", "both", "apart")}
    w |= {"couple": some(z["pairs"].shape[2], COUPLE), "couple.figure": some(FIGURE, COUPLE), "couple.more": some(COUPLE, COUPLE)}
    w |= {"link": some(COUPLE, 1), "none": some(FIGURE, 1), "flags": some(FIGURE, FLAG), "flag": some(FLAG, 2)}
    for name, long in (("figure", FIGURE), ("place", PLACE), ("couple", COUPLE), ("couple.more", COUPLE), ("link", 1), ("none", 1)):
        w[f"{name}.b"] = jnp.zeros(long)
    return w | {"flags.b": jnp.zeros(FLAG), "flag.b": jnp.zeros(2)}


def read(w: dict[str, Any], z: dict[str, Any], key: Any = None) -> tuple[Any, Any]:
    """Return the weights of the couples and of none of them, and of the flags; with a key some of what is seen is left out at random."""
    import jax
    import jax.numpy as jnp

    keys = iter(jax.random.split(key, 12)) if key is not None else None

    def dropped(x: Any) -> Any:
        return jnp.where(jax.random.bernoulli(next(keys), 1 - DROPPED, x.shape), x / (1 - DROPPED), 0) if keys is not None else x

    silu, many = jax.nn.silu, z["figure"].shape[0]
    around, beside = z["around"].astype(jnp.float32), z["beside"].astype(jnp.float32)
    if keys is not None:
        seen = jax.random.bernoulli(next(keys), 1 - TAGS_DROPPED, (many, 1, around.shape[2]))
        around, beside = around * seen, beside * seen[:, :, None]
    near = (around @ w["tag"]).reshape(many, -1)
    figure = dropped(silu(dropped(z["figure"]) @ w["figure"] + near @ w["figure.tags"] + w["figure.b"]))
    near = (beside @ w["tag"]).reshape(*beside.shape[:2], -1)
    told = near @ w["place.tags"] + (figure @ w["place.figure"])[:, None] + w["place.b"]
    places = dropped(silu(dropped(z["places"]) @ w["place"] + told))
    a, b = (jnp.take_along_axis(places, z["ends"][..., n : n + 1], 1) for n in (0, 1))
    told = dropped(z["pairs"]) @ w["couple"] + (figure @ w["couple.figure"])[:, None] + w["couple.b"]
    hidden = dropped(silu((a + b) @ w["couple.sum"] + (a * b) @ w["couple.both"] + jnp.abs(a - b) @ w["couple.apart"] + told))
    hidden = hidden + silu(hidden @ w["couple.more"] + w["couple.more.b"])
    link = jnp.where(z["paired"] > 0, (hidden @ w["link"] + w["link.b"])[..., 0], NOTHING)
    flags = silu(figure @ w["flags"] + w["flags.b"]) @ w["flag"] + w["flag.b"]
    return jnp.concatenate([link, figure @ w["none"] + w["none.b"]], 1), flags


def loss(w: dict[str, Any], z: dict[str, Any], key: Any) -> Any:
    import jax
    import jax.numpy as jnp

    link, flags = read(w, z, key)
    none = z["right"].sum(1, keepdims=True) == 0
    right = jnp.concatenate([z["right"], none], 1) > 0
    likely = jax.nn.logsumexp(jnp.where(right, jax.nn.log_softmax(link), -1e9), axis=1)

    def entropy(x: Any, y: Any) -> Any:
        return jnp.maximum(x, 0) - x * y + jnp.log1p(jnp.exp(-jnp.abs(x)))

    couple = -(likely * z["told"]).sum() / jnp.maximum(z["told"].sum(), 1)
    route = (entropy(flags[:, 1], z["route"]) * z["length"]).sum() / jnp.maximum(z["length"].sum(), 1)
    return WEIGHED["couple"] * couple + WEIGHED["claim"] * entropy(flags[:, 0], z["claim"]).mean() + WEIGHED["route"] * route


def fit(figures: list[Figure], known: list[str], seed: int) -> dict[str, np.ndarray]:
    """Return the weights of one reader."""
    import jax

    z = pack(figures, known)
    return fitting.fitted(loss, begin(jax.random.PRNGKey(seed), z), z, seed, epochs=EPOCHS, batch=BATCH, rate=RATE, decay=DECAY)


def ask(figures: list[Figure], known: list[str], readers: list[dict[str, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Return how likely each couple of each figure is, and none of them, and how likely each figure is a claim and the length of a way."""
    import jax

    told = [jax.jit(read)(w, pack(figures, known)) for w in readers]
    return np.mean([jax.nn.softmax(link) for link, _ in told], axis=0), np.mean([jax.nn.sigmoid(flags) for _, flags in told], axis=0)


# How far apart the places lie


def ratios(f: Figure) -> np.ndarray:
    """Return by how much a figure is more than what lies between the places of each couple, as logarithms."""
    return np.array([choosing.ratio(f.size, 1000.0 * km, time=f.time) for km in f.km[kept(f)].tolist()])


def weigh_distances(figures: list[Figure], likely: np.ndarray) -> dict[str, list[float]]:
    """Return for each kind of figure the weight of each step of `routes.checks.choosing`: how much likelier right couples are of it.

    Of the figures that are annotated as wrong the weights are counted apart.
    """
    found = {}
    for name in ("line", "way", "time", "wrong"):
        right, others = np.zeros(len(choosing.STEPS) + 1), np.full(len(choosing.STEPS) + 1, 0.1)
        for f, shares in zip(figures, likely, strict=True):
            if f.kind < 0 or (f.row if not f.wrong else "wrong" if not f.time else "") != name:
                continue
            told = ratios(f)
            for ratio, good, share in zip(told, f.right[kept(f)], shares, strict=False):
                if not np.isnan(ratio):
                    (right if good else others)[np.digitize(ratio, choosing.STEPS)] += 1 if good else share
        others /= others.sum()
        right = (right + GIVEN * others) / (right.sum() + GIVEN)  # what is seldom seen tells little
        found[name] = np.round(np.log(right / others), 2).tolist()
    return found | {"kind": weigh_kinds(figures, likely, found)}


def weigh_kinds(figures: list[Figure], likely: np.ndarray, weights: dict[str, list[float]]) -> list[float]:
    """Return for each step how much likelier a length is that of a way than of a line, between the places that it is likeliest said of."""
    seen = np.full((2, len(choosing.STEPS) + 1), 2.0)
    for f, shares in zip(figures, likely, strict=True):
        if f.kind in (0, 1) and len(told := ratios(f)):
            best = told[int(measured(f, shares, weights)[:-1].argmax())]
            seen[f.kind, np.digitize(best, choosing.STEPS)] += not np.isnan(best)
    line, way = seen / seen.sum(axis=1, keepdims=True)
    return np.round(np.log(way / line), 2).tolist()


def measured(f: Figure, shares: np.ndarray, weights: dict[str, list[float]]) -> np.ndarray:
    """Return how likely each couple is, and none, with how far its places lie apart."""
    told = ratios(f)
    more = np.array([choosing.weight(r, f.row, f.doubt, weights) for r in told])
    weighed = np.append(shares[: len(told)] * np.exp(more), shares[-1])
    return weighed / weighed.sum()


# What it is worth


def measure(figures: list[Figure], known: list[str], parts: int) -> None:
    rows: Counter[str] = Counter()
    order = np.random.default_rng(0).permutation(max(f.report for f in figures) + 1)
    for part in range(parts):
        inside = [f for f in figures if order[f.report] % PARTS != part]
        outside = [f for f in figures if order[f.report] % PARTS == part]
        readers = [fit(inside, known, seed) for seed in range(READERS)]
        weights = weigh_distances(inside, ask(inside, known, readers)[0])
        likely, flags = ask(outside, known, readers)
        for f, shares, (claim, route) in zip(outside, likely, flags, strict=True):
            rows.update({"figures": 1, "claims": f.claim, "ruled": f.ruled, "ruled right": f.ruled and f.claim})
            either = f.ruled or claim > attribution.CLAIM
            rows.update({"found": either, "found right": either and f.claim})
            if f.kind < 0:
                continue
            right = f.right[kept(f)]
            ruled = f.pairs[kept(f), couples.COUPLE.index("rule")] > 0
            told = measured(f, shares, weights)
            best, first = int(told[:-1].argmax()), int(shares[: len(right)].argmax())
            rows.update({"couples": 1, "known": right.any(), "by rules": (ruled & right).any(), "by words": right[first]})
            rows.update({"by words and distance": right[best]})
            for least in (0.5, 0.8, 0.9, 0.95):
                rows.update({f"from {least}": told[best] >= least, f"right from {least}": told[best] >= least and right[best]})
            if f.kind < 2:
                ratio, odds = ratios(f)[best], np.log(route / (1 - route))
                more = 0.0 if np.isnan(ratio) else SHARE * weights["kind"][np.digitize(ratio, choosing.STEPS)]
                rows.update({"lengths": 1, "kind": (odds > 0) == (f.kind == 1), "kind too": (odds + more > 0) == (f.kind == 1)})
                rows.update({"kind by rules": (f.row == "way") == (f.kind == 1)})
        print(f"{rows['figures']} figures, {rows['claims']} claims", flush=True)
        for name, of in (("ruled right", "ruled"), ("found right", "found")):
            print(f"  {name:28} precision {rows[name] / rows[of]:.3f}  recall {rows[name] / rows['claims']:.3f}")
        for name in ("known", "by rules", "by words", "by words and distance"):
            print(f"  couples {name:24} {rows[name] / rows['couples']:.3f}")
        for least in (0.5, 0.8, 0.9, 0.95):
            share = rows[f"from {least}"] / rows["couples"]
            print(f"  as likely as {least:4}  {share:.3f} of all, right {rows[f'right from {least}'] / rows[f'from {least}']:.3f}")
        told = (f"{name[5:] or 'by words'} {rows[name] / rows['lengths']:.3f}" for name in ("kind by rules", "kind", "kind too"))
        print("  lengths of ways told from those of lines:", ", ".join(told).replace("too", "by words and distance"), flush=True)


def write(figures: list[Figure], known: list[str]) -> None:
    readers = [fit(figures, known, seed) for seed in range(READERS)]
    fitting.write_weights(WEIGHTS, readers, {"tags": known})
    weights = weigh_distances(figures, ask(figures, known, readers)[0])
    head = DISTANCES.read_text("utf-8").partition("[weights]")[0]
    DISTANCES.write_text(head + "[weights]\n" + "".join(f"{name} = {row}\n" for name, row in weights.items()), "utf-8")
    print(DISTANCES.read_text("utf-8").partition("[weights]")[2])


def main() -> int:
    if sys.argv[1:2] == ["table"]:
        tabulate(sys.argv[2:])
        return 0
    figures, known = load()
    if sys.argv[1:2] == ["fit"]:
        write(figures, known)
    else:
        measure(figures, known, int(sys.argv[2]) if len(sys.argv) > 2 else PARTS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
