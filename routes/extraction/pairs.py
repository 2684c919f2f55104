"""Pairs: the two names that a sentence puts a distance between."""

from __future__ import annotations

from routes.extraction.anchors import of_next
from routes.extraction.prepositions import FROM, TO
from routes.extraction.scenes import Scene, Way
from routes.extraction.sentences import Item, Sentence
from routes.extraction.subjects import midway
from routes.text import DASHES

_FAR = 5  # items between a name and the figure it is told to be away by
_NEXT = 4  # items between the second of two joined names and their figure
_COUPLE = 2  # names of a sentence that tells of one way and nothing else
_MEANS = ("vehicle.", "medium.", "travel.", "way.")  # words that say by what one goes
_LINE = 2  # items before the first of two names among which the word for their line stands


def pair(sentence: Sentence, i: int, scene: Scene) -> tuple[str, str, int] | None:
    """Return the two names that a sentence puts the distance at its item ``i`` between, and the last of their items.

    "From A to B", "to B from A", "between A and B", "A and B lie … apart", "… separate A from B", "A–B: …".
    """
    items = sentence.items
    ids, ways = scene.hung(sentence)
    named = list(ids)
    best: tuple[int, int, int] | None = None
    related = _related(items, i, ids, ways)
    if related:
        return (*related, i)
    for a, second in _couples(named, ways):
        b = second
        if (i < b and of_next(items, i, b)) or (ways[a] == "between" and midway(items, a)):
            continue
        from_to = ways[a] == "from" and ways[b] in (*TO, "via")
        later = any(b < k < i and ways[k] in TO for k in named)  # "from A to B, then to C, 600 km to the east"
        if from_to and ways[b] == "via":  # "to C, from A through B"
            b = next((k for k in reversed(named) if k < a and ways[k] in TO), b)
        if from_to and b < i and (listed := _listed(items, i, named, ways)):  # "from A it is 80 km to B and 140 km to C"
            b = listed
        to_from = (
            not later and ways[a] in TO and ways[b] == "from" and _close(items, a, b) and not any(ways[k] == "from" for k in named if k < a)
        )
        from_to = (
            from_to and not _coupled(items, a, b, named, ways) and not later and not _goes_off(items, a, i, b) and not _goes_on(items, i, a)
        )
        if from_to or to_from or ways[a] == "between" or _parted(items, a, b, i, ways) or _voyage(items, a, b, i):
            gap = min(abs(i - a), abs(i - b)) + any("word.and" in m.tags for m in items[b + 1 : i])
            if (best is None or gap < best[0]) and not scene.alike(ids[a], ids[b]):
                best = (gap, b, a) if to_from else (gap, a, b)
    if best is None:
        return None
    return ids[best[1]], ids[best[2]], max(best[1:])


def _related(items: list[Item], i: int, ids: dict[int, str], ways: dict[int, str]) -> tuple[str, str] | None:
    """Return the two places of a relative clause: "B, to which it is 13 km from A"."""
    for k, second in ids.items():
        related = k + 3 < i and items[k + 1].key == "," and items[k + 2].value("prep.") in TO and "word.relative" in items[k + 3].tags
        start = next((b for b in ids if k < b < i and ways[b] in ("from", "anchor")), 0) if related else 0
        if start and not any(m.kind == "p" for m in items[k + 2 : i]):
            return ids[start], second
    return None


def _coupled(items: list[Item], a: int, b: int, named: list[int], ways: dict[int, str]) -> bool:
    """Tell whether a beginning goes with an end before it, and another movement leads to ``b``: "at C from A, and flew on to B"."""
    before = max((k for k in named if k < a), default=-1)
    led = before >= 0 and ways[before] in TO and _close(items, before, a)
    joined = next((k for k in range(a + 1, b) if "word.and" in items[k].tags), b)
    return led and any(m.has("motion.") for m in items[joined:b])


def _goes_off(items: list[Item], a: int, i: int, b: int) -> bool:
    """Tell whether a movement leads to ``b`` that is told after a figure in between: "from A, 80 km away, lorries drive to B"."""
    between = items[i + 1 : b]
    return a < i < b and any(m.kind == "p" and m.key == "," for m in between) and any(m.has("motion.") for m in between)


def _goes_on(items: list[Item], i: int, a: int) -> bool:
    """Tell whether a way that is told after a figure is another one: "a journey of 1,320 miles, and onward from A to B"."""
    between = items[i + 1 : a]
    parted = any(m.kind == "p" and m.key in ",;" for m in between)
    joined = any("word.and" in m.tags or "word.then" in m.tags or m.key == ";" for m in between)
    return i < a and parted and joined


def _listed(items: list[Item], i: int, named: list[int], ways: dict[int, str]) -> int:
    """Return the item of the name "to" which a figure leads at once, 0 for none."""
    after = next((k for k in named if k > i), 0)
    return after if after and ways[after] in TO and all(m.has("prep.") or "word.det" in m.tags for m in items[i + 1 : after]) else 0


def told(sentence: Sentence, scene: Scene) -> list[Way]:
    """Return the ways "from A to B" and "between A and B" of a sentence."""
    ids, ways = scene.hung(sentence)
    found = []
    about = sentence.index, sentence.span.start
    modes = frozenset(m for item in sentence.items for head in _MEANS if (m := item.value(head)) not in ("", "any"))
    for a, b in _couples(list(ids), ways):
        if scene.alike(ids[a], ids[b]):
            continue
        if (ways[a] == "from" and ways[b] in TO) or ways[a] == "between":
            found.append(Way(*about, ids[a], ids[b], modes))
        elif ways[a] in ("to", "dest") and ways[b] == "from" and len(ids) == _COUPLE:
            found.append(Way(*about, ids[b], ids[a], modes))
    return found


def _parted(items: list[Item], a: int, b: int, i: int, ways: dict[int, str]) -> bool:
    """Tell whether the words say that two names lie apart by the figure at ``items[i]``: "A is 9 km distant from B"."""
    between = items[a + 1 : b]
    joined = b - a <= _NEXT and all(
        "word.and" in m.tags or "word.det" in m.tags or m.has("prep.") or m.has("claim.apart") or m.has("claim.lies") for m in between
    )
    linked = any("word.and" in m.tags or m.value("prep.") in FROM for m in between)
    if joined and linked and any("claim.apart" in m.tags for m in items[max(0, min(a, i) - 3) : max(b, i) + 6]):
        return True
    # "A from B: 9", "A від B — 9"
    linked = ways[a] == "" and b == a + 2 and items[a + 1].value("prep.") in FROM and b < i
    if linked and all(m.kind == "p" or m.has("prep.") or m.has("hedge.") or "word.det" in m.tags for m in items[b + 1 : i]):
        return True
    # "A is from B 9 km away", "A is distant from B by 9 km"
    told = any("claim.away" in m.tags for m in items[i + 1 : i + 4]) or any("claim.lies" in m.tags for m in between)
    return ways[b] == "from" and b < i <= b + _FAR and told


def _voyage(items: list[Item], a: int, b: int, i: int) -> bool:
    """Tell whether a dash joins two names after a word of travel, or just before the figure: "the Dudinka–Murmansk voyage", "A–B: 9 km"."""
    dashed = b == a + 1 or (b == a + 2 and items[a + 1].key in DASHES)
    if not dashed:
        return False
    follows = b < i <= b + _NEXT and all(m.kind == "p" or m.has("hedge.") or m.has("claim.copula") for m in items[b + 1 : i])
    beside = [*items[max(0, a - 1) : a], *items[b + 1 : b + 2]]
    return follows or any(m.has("travel.") or m.has("vehicle.") or "word.line" in m.tags for m in beside)


def _close(items: list[Item], a: int, b: int) -> bool:
    """Tell whether two names stand in one clause: no mark, figure or "and" parts them."""
    return all(m.kind in ("w", "t") and "word.and" not in m.tags for m in items[a + 1 : b])


def _couples(named: list[int], ways: dict[int, str]) -> list[tuple[int, int]]:
    """Return the names that may be the two ends of a distance: neighbours, what lies on the way between them left out."""
    found = []
    for n, a in enumerate(named[:-1]):
        later = named[n + 1 :]
        if ways[a] == "from":
            b = next((k for k in later if ways[k] != "via"), later[0])
            found.append((a, b if ways[b] in TO else later[0]))
        else:
            found.append((a, later[0]))
    return found


def line_of(sentence: Sentence, i: int, pair: tuple[str, str, int], scene: Scene) -> bool:
    """Tell whether the two names of a pair are those of a railway, a road or a pipe that its sentence names before them."""
    ids = scene.hung(sentence)[0]
    first = min((k for k, ident in ids.items() if ident in pair[:2]), default=0)
    items = sentence.items
    stated = any(item.key in ":;" for item in items[pair[2] : i])
    return not stated and any("word.line" in item.tags and not item.has("motion.") for item in items[max(0, first - _LINE) : first])


def stated_apart(items: list[Item], last: int, i: int) -> bool:
    """Tell whether another statement begins between the names of a pair and a figure: a mark, and after it words that mean something."""
    mark = next((k for k in range(i - 1, last, -1) if items[k].kind == "p" and items[k].key in ":;"), -1)
    return mark >= 0 and any(items[k].kind == "w" and not items[k].tags for k in range(mark + 1, i))
