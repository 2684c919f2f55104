"""Network: how likely it is that a report joins two of its names by a leg, and by what it goes then.

A small neural network reads the words of a report as the rules see them, in whatever language they are (what the lexicon says of each,
marks, the kinds of places, where sentences and paragraphs begin), in gated convolutions (Dauphin et al. 2017), lets the names look at each
other by attention (Vaswani et al. 2017), and weighs each two of them. ``tests/bench/links.py`` fits it to annotated reports and says how
well it does on those that it was not fitted to; here it is only asked, with NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile
from zlib import error

import numpy as np
import numpy.typing as npt

from routes import assets
from routes.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routes.extraction.links import Table
    from routes.extraction.sentences import Item, Sentence

FILE = "network.npz"
KINDS = "tqdwp"
SENTENCE, PARAGRAPH = len(KINDS) + 1, len(KINDS) + 2  # the numbers of what begins, beside those of the kinds
REACH = 15  # names before and after one that it tells apart by how far they stand; farther is as this far
DILATIONS = (1, 2, 4, 8)  # items from a word to those that each layer sees beside it
HEADS = 4
DISTANCES = 2 * REACH + 1
BESIDE = 10  # values of what the other pairs make of one
WEIGHED = 2  # roles that a pair is weighed by: on the route, and only mentioned
_FEW = 1e-5  # keeps a layer that is all the same from a division by nothing

Floats = npt.NDArray[np.floating[Any]]
Integers = npt.NDArray[np.integer[Any]]
Arrays = dict[str, Floats]


@dataclass(slots=True)
class Inputs:
    """What the network sees of a report; n items, the beginning of each sentence counted as one, m names, p pairs."""

    kinds: Integers  # (n,), `SENTENCE` or `PARAGRAPH` for the beginning of one, 0 for the first where it is not known
    marks: Integers  # (n,), 0 for what is none
    features: Integers  # (n,) kinds of places, 0 for no name
    done: Integers  # (n,)
    tags: Integers  # (k, 2) item and tag, for each tag of an item
    at: Integers  # (m,) items of the names
    hows: Integers  # (m,)
    places: Integers  # (m,)
    ends: Integers  # (p, 2)
    values: Floats  # (p, columns)


@cache
def load() -> tuple[Mapping[str, list[str]], list[Arrays]]:
    """Return the words that the network knows ("tags", "marks", "features", "hows"), and the weights of each of its readers."""
    return stored(FILE, ("tags", "marks", "features", "hows"))


def stored(file: str, words: Sequence[str]) -> tuple[Mapping[str, list[str]], list[Arrays]]:
    """Return the lists of words that a file of weights holds under these names, and the weights of each of its readers.

    Raises
    ------
    AtlasError
        When the file is missing or damaged, so that the installation is broken.
    """
    try:
        with np.load(assets.PACKAGE / "extraction" / file, allow_pickle=False) as opened:
            told = {key: opened[key] for key in opened.files}
    except (OSError, EOFError, ValueError, BadZipFile, error) as reason:
        raise AtlasError(f"The embedded file {file} is missing or damaged; reinstall report-routes.") from reason
    names = {name: [str(word) for word in told.pop(name)] for name in words}
    readers: dict[str, Arrays] = {}
    for key, values in told.items():
        number, name = key.split("/")
        readers.setdefault(number, {})[name] = values.astype(np.float32)
    return names, list(readers.values())


@cache
def tagged(file: str) -> tuple[Mapping[str, int], list[Arrays]]:
    """Return the number of each tag that a file of weights knows, and the weights of each of its readers."""
    known, readers = stored(file, ("tags",))
    return {tag: n for n, tag in enumerate(known["tags"])}, readers


def bags(zones: list[list[str]], known: Mapping[str, int]) -> Floats:
    """Return which tags each zone has, of shape (zones, tags); ``known`` numbers the tags."""
    found = np.zeros((len(zones), len(known)), np.float32)
    for n, tags in enumerate(zones):
        found[n, [known[tag] for tag in tags if tag in known]] = 1.0
    return found


def encode(sentences: list[Sentence], table: Table, text: str, known: Mapping[str, list[str]]) -> Inputs:
    """Return what the network sees of a report.

    Parameters
    ----------
    sentences, table
        The sentences, and the pairs of their names.
    text
        The report's.
    known
        The words that the network knows, as `load` returns them.
    """
    numbers = {name: {word: n for n, word in enumerate(words)} for name, words in known.items()}
    rows: list[tuple[int, int, int, int]] = []
    tagged: list[tuple[int, int]] = []
    starts = []
    ended = 0
    for sentence in sentences:
        starts.append(len(rows) + 1)
        rows.append((PARAGRAPH if not ended or "\n" in text[ended : sentence.span.start] else SENTENCE, 0, 0, 0))
        ended = sentence.span.end
        for item in sentence.items:
            tagged += [(len(rows), numbers["tags"][tag]) for tag in item.tags if tag in numbers["tags"]]
            told = numbers["marks"].get(mark(item), 0), numbers["features"].get(feature(item), 0)
            rows.append((KINDS.find(item.kind) + 1, *told, int(item.done)))
    kinds, marks, features, done = np.array(rows).reshape(-1, 4).T
    names = table.mentions
    at = np.array([starts[m.at] + m.k for m in names])
    hows = np.array([numbers["hows"].get(m.how, 0) for m in names])
    tags = np.array(tagged, np.int64).reshape(-1, 2)
    return Inputs(kinds, marks, features, done, tags, at, hows, np.array([m.place for m in names]), table.ends, table.values)


def mark(item: Item) -> str:
    """Return a mark by its first two characters, "" for what is none."""
    return item.key[:2] if item.kind == "p" else ""


def feature(item: Item) -> str:
    """Return what kind of place a name is, "" for what is no name, "?" for one that no gazetteer knows."""
    if item.toponym is None:
        return ""
    code = item.toponym.candidates[0].feature_code if item.toponym.candidates else "?"
    return "PPL" if code.startswith("PPL") else code[:4] or "-"


def weigh(inputs: Inputs, readers: list[Arrays]) -> tuple[Floats, Floats, Floats]:
    """Return the weights (logits) of each pair as a leg, of its modes and of the roles of each name, averaged over the readers.

    Returns
    -------
    tuple of array
        Of shape (p,), (p, modes) and (m, roles).
    """
    told = [_read(inputs, reader) for reader in readers]
    links, modes, roles = (np.mean(values, axis=0) for values in zip(*told, strict=True))
    return links, modes, roles


def together(weights: Floats, rows: Sequence[int]) -> tuple[float, int]:
    """Return how likely the two places of several pairs are joined by any of them, and the likeliest of these rows."""
    told = weights[rows]
    return float(1.0 / (1.0 + np.exp(-np.logaddexp.reduce(told)))), rows[int(told.argmax())]


def shares(weights: Floats) -> Floats:
    """Return how likely each is of those along the last axis (softmax)."""
    raised = np.exp(weights - weights.max(axis=-1, keepdims=True))
    told: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return told


def _read(z: Inputs, w: Arrays) -> tuple[Floats, Floats, Floats]:
    names = _names(_words(z, w)[z.at] + w["how"][z.hows], z, w)
    roles = names @ w["role"] + w["role.b"]
    first, second = names[z.ends[:, 0]], names[z.ends[:, 1]]
    told = silu(z.values @ w["pair.values"] + w["pair.values.b"])
    hidden = silu(first @ w["pair.from"] + second @ w["pair.to"] + (first * second) @ w["pair.both"] + told @ w["pair.told"] + w["pair.b"])
    hidden = hidden + silu(hidden @ w["pair.more"] + w["pair.more.b"])
    link = (hidden @ w["link"] + w["link.b"])[:, 0]
    around = np.hstack([beside(sigmoid(link), z.places[z.ends]), shares(roles)[z.ends, :WEIGHED].reshape(len(link), -1)])
    again = silu(around @ w["again.in"] + hidden @ w["again.pair"] + w["again.b"])
    return link + (again @ w["again.out"])[:, 0], hidden @ w["mode"] + w["mode.b"], roles


def beside(likely: Floats, ends: Integers) -> Floats:
    """Return what the other pairs make of each one, of shape (p, `BESIDE`): the other ways to and from its two places.

    Parameters
    ----------
    likely, ends
        How likely each pair is a leg by itself, of shape (p,), and the numbers of its places, of shape (p, 2).
    """
    a, b = ends.T
    many = int(ends.max()) + 1
    known = np.zeros((many, many), np.float32)
    np.maximum.at(known, (a, b), likely)
    order = np.arange(many)
    not_a, not_b = order != a[:, None], order != b[:, None]
    four = (known.T[b] * not_a, known[a] * not_b, known.T[a] * not_b, known[b] * not_a)  # into b, out of a, into a, out of b
    through = np.minimum(four[1], four[0])
    return np.stack([*(ways.max(axis=1) for ways in (*four, through)), known[b, a], *(ways.sum(axis=1) for ways in four)], axis=1)


def _words(z: Inputs, w: Arrays) -> Floats:
    """Return the items as they are seen beside the others around them, of shape (n, width)."""
    seen = w["kind"][z.kinds] + w["mark"][z.marks] + w["feature"][z.features] + w["done"][z.done]
    np.add.at(seen, z.tags[:, 0], w["tag"][z.tags[:, 1]])
    for n, step in enumerate(DILATIONS):
        x = _norm(seen, w, f"conv{n}.norm")
        before, behind = np.zeros_like(x), np.zeros_like(x)
        before[step:], behind[:-step] = x[:-step], x[step:]
        value, gate = np.split(np.hstack([before, x, behind]) @ w[f"conv{n}"] + w[f"conv{n}.b"], 2, axis=1)
        seen = seen + value * sigmoid(gate)
    return seen


def _names(names: Floats, z: Inputs, w: Arrays) -> Floats:
    """Return the names as they are seen beside the other names, of shape (m, width)."""
    order = np.arange(len(names))
    apart = np.clip(order[None] - order[:, None], -REACH, REACH) + REACH + DISTANCES * (z.places[:, None] == z.places[None])
    for n in range(2):
        x = _norm(names, w, f"att{n}.norm")
        q, k, v = (np.stack(np.split(x @ w[f"att{n}.{part}"], HEADS, axis=1)) for part in "qkv")  # each (heads, m, width / heads)
        weights = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[2]) + w[f"att{n}.apart"][apart].transpose(2, 0, 1)
        looked = shares(weights) @ v
        names = names + np.hstack(list(looked)) @ w[f"att{n}.out"]
        names = names + silu(_norm(names, w, f"att{n}.then") @ w[f"att{n}.up"] + w[f"att{n}.up.b"]) @ w[f"att{n}.down"]
    return names


def _norm(x: Floats, w: Arrays, name: str) -> Floats:
    centred = x - x.mean(axis=1, keepdims=True)
    scaled: Floats = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + _FEW) * w[name] + w[f"{name}.b"]
    return scaled


def sigmoid(x: Floats) -> Floats:
    """Return the logistic function of each value."""
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))


def silu(x: Floats) -> Floats:
    """Return each value times its logistic function (Elfwing et al. 2018)."""
    return x * sigmoid(x)
