"""Chains: legs written without a verb, as lists with arrows or dashes ("A → B (rail, 2 days) → C", "1. A – B, by sea")."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction.modes import mode_of
from routes.extraction.prepositions import OF
from routes.extraction.sentences import barred
from routes.extraction.statements import Frame
from routes.text import BULLETS, DASHES

if TYPE_CHECKING:
    from routes.extraction.sentences import Item, Sentence

_ARROWS = frozenset({"→", "➔", "➜", "⇒", "->", "-->", "–>", "—>", "=>", "⟶", "►", "▶", ">"})
_NUMBERING = BULLETS | DASHES | _ARROWS | frozenset(":.)")
_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_GAP = 12  # items between a name and the arrow after it: what stands in brackets
_HEAD = 4  # items at the head of a line that can number it: "Leg 2:", "1.", "•"
_MODES = ("medium.", "bare.", "vehicle.", "travel.")


def read(sentence: Sentence, contained: frozenset[str]) -> list[Frame]:
    """Return a statement for each step of the chains in a sentence.

    The mode of a step stands in brackets after the place it leads to, or before the arrow where the last place has none, or over the
    whole chain: "By rail: A → B → C".
    """
    items = sentence.items
    if not any(item.kind == "p" and (item.key in _ARROWS or item.key in DASHES) for item in items) and not _touching(items):
        return []
    found: list[Frame] = []
    for stops in _runs(items, contained):
        notes = [_bracket(items, k) for k in stops]
        shifted = bool(_mode(notes[0])) and not _mode(notes[-1])
        begun = next((i + 1 for i in range(stops[0] - 1, -1, -1) if items[i].key == ";"), 0)
        head = _mode(items[max(begun, stops[0] - _GAP) : stops[0]]) or _mode(items[stops[-1] + 1 :])
        for n in range(1, len(stops)):
            a, b = stops[n - 1], stops[n]
            origin, destination = items[a].toponym, items[b].toponym
            if origin is None or destination is None:
                continue
            mode = _mode(notes[n - 1 if shifted else n]) or _mode(items[a + 1 : b]) or head
            end = min(len(items), b + 1 + len(notes[n])) if n < len(stops) - 1 else len(items)
            frame = Frame("travel", items[b - 1], sentence, begun if n == 1 else a + 1, end, origins=[origin], destinations=[destination])
            frame.mode, frame.strength = (mode, 3) if mode else mode_of(frame)
            frame.heading = all(item.kind in "tp" or item.key.isdigit() for item in items)
            found.append(frame)
    return found


def _runs(items: list[Item], contained: frozenset[str]) -> list[list[int]]:
    """Return the places joined by arrows, or by dashes where the line is one of a list or speaks of a journey."""
    runs: list[list[int]] = []
    for k, item in enumerate(items):
        if item.kind != "t" or item.toponym is None or item.toponym.id in contained or barred(item.toponym):
            continue
        last = runs[-1][-1] if runs else -1
        if last >= 0 and (
            _arrow(items, last, k) or (_dashed(items, last, k) and (len(runs[-1]) > 1 or _listed(items, last) or _craft(items, k)))
        ):
            runs[-1].append(k)
        else:
            runs.append([k])
    return [run for run in runs if len(run) > 1]


def _arrow(items: list[Item], a: int, b: int) -> bool:
    """Tell whether an arrow leads from one place to the next, over brackets and what names the container of the first."""
    between = items[a + 1 : b]
    return len(between) <= _GAP and any(item.key in _ARROWS for item in between)


def _dashed(items: list[Item], a: int, b: int) -> bool:
    """Tell whether only a dash joins two names: "Bamako-Gao", "Najin – Dunay"."""
    between = items[a + 1 : b]
    if not between:
        return items[b].start == items[a].end + 1
    return len(between) == 1 and between[0].key in DASHES


def _craft(items: list[Item], k: int) -> bool:
    """Tell whether a vehicle follows two names that a dash joins: "the A–B ferry"."""
    return k + 1 < len(items) and items[k + 1].has("vehicle.") and items[k + 1].start - items[k].end == 1


def _listed(items: list[Item], a: int) -> bool:
    """Tell whether the line is numbered or marked as one of a list and says by what, or the name follows a word of travel."""
    before = items[max(0, a - 2) : a]
    if len(before) > 1 and before[0].has("vehicle.") and before[1].value("prep.") in OF:
        return False  # "les wagons du Roberval-Saguenay": a railway company
    if any(item.has("travel.") or item.has("vehicle.") or item.has("way.") for item in before):
        return True
    if a > 1 and items[a - 1].key in ":,":
        head = items[max(0, a - _GAP) : a - 1] if items[a - 1].key == ":" else items[max(0, a - _HEAD) : a - 1]
        staged = items[a - 1].key == ":" and bool(head) and head[0].value("motion.").startswith("arrive")
        if staged or any(item.has("travel.") or item.has("way.") for item in head):
            return True  # "deuxième étape, entamée dimanche : A-B", "l'axe habituel, A-B"
    numbered = a <= _HEAD and any(item.key in _NUMBERING or item.key.isdigit() for item in items[:a])
    bare = all(item.kind in "tp" for item in items[a:])
    return numbered and (bare or bool(_mode(items)))


def _touching(items: list[Item]) -> bool:
    """Tell whether two names stand with one mark between: "Bamako-Gao" is one word."""
    return any(a.kind == "t" and b.kind == "t" and b.start == a.end + 1 for a, b in pairwise(items))


def _bracket(items: list[Item], k: int) -> list[Item]:
    """Return the items in the brackets right after a name, brackets included."""
    if k + 1 >= len(items) or items[k + 1].key not in _OPEN:
        return []
    last = next((i for i in range(k + 2, min(len(items), k + 2 + _GAP)) if items[i].key in _CLOSE), -1)
    return items[k + 1 : last + 1] if last > 0 else []


def _mode(items: list[Item]) -> str:
    """Return the mode that the words tell, "" for none."""
    return next((mode for head in _MODES for item in items if (mode := item.mode(head))), "")
