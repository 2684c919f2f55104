"""Marks behind a name: the case endings and postpositions by which some languages say what others say before it.

"İstanbul'dan", "Mersin limanına", "Girne üzerinden" are read as "from İstanbul", "to Mersin port", "via Girne": the sentence is put in
the order in which the engine reads, a preposition before its name, a figure before what it is counted from, a verb before its ends.
Which endings and words are marks is in the tables ``case`` and ``after`` of a language's data file; the items keep their offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routes.extraction.joints import conjunction
from routes.extraction.sentences import Item, Sentence, country
from routes.text import DASHES, key

if TYPE_CHECKING:
    from routes.extraction.lexicon import Lexicon

_SUFFIX = re.compile(r"['’ʼ‘]([^\W\d_]{1,16})")
NOUN = frozenset({"word.feature", "word.port", "word.airport", "word.border", "word.coast", "word.capital", "word.sea"})
BETWEEN = frozenset({"word.name", "word.det", "word.cargo"})  # what may stand between a name and its noun: "the munitions depot"
_POINTED = (NOUN - {"word.feature"}) | {"word.there_noun", "word.front"}
_EDGES = ("word.border", "word.coast", "word.front", "word.sea")
_COMPLEMENTS = frozenset({"from", "to", "at", "object", "via", "between"})
NAMED = 5  # items after a name among which the noun stands that bears its mark: "Mersin Uluslararası Limanı'ndan"
_PLAIN = 3  # letters of an ending that is no part of a noun
_STRANGE = 1  # words without a meaning among them
_FIGURED = 3  # items between what a figure is counted from and the figure
_LAID = 4  # items after a figure that say where from it lies
PAIR = 2  # names that a hyphen joins


@dataclass(slots=True)
class Group:
    """Items ``first`` to ``last`` of a name and the nouns that go with it; ``kind`` is the preposition that their mark stands for."""

    first: int
    last: int
    kind: str
    spent: int = -1  # the item of a postposition


def forward(text: str, sentences: list[Sentence], lexicon: Lexicon) -> list[Sentence]:
    """Return sentences with each mark before its name; unchanged for a language without marks.

    Parameters
    ----------
    text
        The whole report.
    sentences
        Its sentences, their items in text order.
    lexicon
        Whose tables ``case`` and ``after`` say what the marks are.
    """
    if not lexicon.cases:
        return sentences
    found = []
    for sentence in sentences:
        items = _contrasted(sentence.items)
        led = _led(items, _groups(text, items, lexicon), lexicon)
        found.append(replace(sentence, items=_verbs(_figures(_stated(led)))))
    return found


def _contrasted(items: list[Item]) -> list[Item]:
    """Take the meaning from what is set against the words after it: "mavnalarla değil, trenlerle", by train and not by barge."""
    found = list(items)
    for k in range(1, len(items) - 1):
        after = items[k + 2] if items[k + 1].key == "," and k + 2 < len(items) else items[k + 1]
        if "word.rather" in items[k].tags and items[k - 1].kind == "w" and after.kind in "wt" and not after.has("word.clause"):
            for n in (k - 1, k):
                found[n] = _only(items[n], "word.det")
    return found


def _stated(items: list[Item]) -> list[Item]:
    """Take the movement from a verb that also says that something is there, after what is there: "kuyruk vardı", but "Mersin'e vardı"."""
    found = list(items)
    for k in range(1, len(items)):
        item, before = items[k], items[k - 1]
        if "word.exists" in item.tags and before.kind == "w" and not (_ends_mark(items, k - 1) or before.has("medium.")):
            found[k] = _only(item, "word.exists")
    return found


def _only(item: Item, tag: str) -> Item:
    """Return an item as a word that says nothing but what a tag does."""
    return Item("w", item.start, item.end, item.key, {tag: ""})


def _lead(item: Item, kind: str) -> Item:
    """Return the preposition before an item that a mark behind it stands for."""
    return Item("w", item.start, item.start, item.key, {f"prep.{kind}": "", "mark.": ""})


def suffix(text: str, end: int, lexicon: Lexicon) -> str:
    """Return what the ending says that an apostrophe hangs on a name that ends at an offset, "" for nothing."""
    found = _SUFFIX.match(text, end)
    return lexicon.case(key(found.group(1)), hung=True) if found else ""


def _groups(text: str, items: list[Item], lexicon: Lexicon) -> list[Group]:
    found: list[Group] = []
    last = -1
    for k, item in enumerate(items):
        if k <= last:
            continue
        if item.kind == "t":
            group = _named(text, items, k, lexicon)
        elif item.kind == "w" and not _POINTED.isdisjoint(item.tags) and not (item.has("motion.") or item.has("medium.")):
            group = _postposed(items, Group(k, k, lexicon.case(_last(text, item))))
        else:
            continue
        last = group.last
        if group.kind not in ("", "none"):
            found.append(group)
    return found


def _last(text: str, item: Item) -> str:
    """Return the last word of an item as lexicons write it."""
    return key(text[item.start : item.end]).rpartition(" ")[2]


def _named(text: str, items: list[Item], k: int, lexicon: Lexicon) -> Group:
    """Return the group of the name at ``items[k]``: its own mark, else that of the noun it goes with, "Mersin limanından"."""
    toponym = items[k].toponym
    kind = suffix(text, items[k].end, lexicon)
    if not kind and toponym is not None and "inflected" in toponym.cues:
        kind = lexicon.case(_last(text, items[k]))
    group = Group(k, k, kind)
    if kind in ("", "of", "attributive"):
        strange = 0
        for j in range(k + 1, min(len(items), k + 1 + NAMED)):
            item = items[j]
            if item.kind != "w" or item.has("motion.") or item.has("after."):
                break
            if not NOUN.isdisjoint(item.tags):
                case = lexicon.case(_last(text, item))
                group = Group(k, j, case or group.kind)
                kind = "attributive" if case == "attributive" else kind
                if case not in ("", "attributive"):
                    break
            elif kind == "attributive" and not item.tags and (case := _sure(_last(text, item), lexicon)):
                group = Group(k, j, case)  # "Taşkent'teki şampiyonadan", "Konya'daki çiftliklere"
                break
            elif (item.tags and BETWEEN.isdisjoint(item.tags)) or strange >= _STRANGE:
                break
            else:
                strange += 1
    if group.last > k and kind in ("of", "attributive") and group.kind in ("", "none"):
        group.kind = kind
    return _postposed(items, group)


def _sure(word: str, lexicon: Lexicon) -> str:
    """Return "from" or "to" for a noun whose ending can be no part of its stem, else ""."""
    case = lexicon.case(word)
    long = any(kind == "to" and len(ending) >= _PLAIN and word.endswith(ending) for ending, kind in lexicon.cases)
    return case if case == "from" or (case == "to" and long) else ""


def _postposed(items: list[Item], group: Group) -> Group:
    """Let the postposition after a group say what it is: "Mersin üzerinden", "Rusya'ya göre", "Süveyş'ten geçerek"."""
    after = items[group.last + 1] if group.last + 1 < len(items) else None
    if after is None or after.kind != "w":
        return group
    kind = after.value(f"after_{group.kind}.") or after.value("after.")
    if kind:
        group.kind, group.spent = kind, group.last + 1
    return group


def _led(items: list[Item], groups: list[Group], lexicon: Lexicon) -> list[Item]:
    """Return the items with a preposition before each group, its postposition taken away."""
    before: dict[int, list[Item]] = {}
    marked = {k for g in groups for k in range(g.first, g.last + 1)}
    for group in groups:
        if _qualifies(items, group):
            items[group.first] = _only(items[group.first], "word.det")
            continue
        first = _shared(items, group, marked)
        kind = "of" if group.kind == "attributive" else group.kind
        lead = _lead(items[first], kind)
        if kind == "from":
            lead.retag({**lead.tags, "claim.anchor": ""})
        before.setdefault(first, []).append(lead)
    spent = {g.spent for g in groups if g.spent >= 0 and not items[g.spent].has("motion.")}
    _hyphened(items, before, marked)
    found: list[Item] = []
    for k, item in enumerate(items):
        found += before.get(k, ())
        if k in spent:
            continue
        if item.has("direction.") and lexicon.case(item.key) == "attributive":
            item.tags["claim.attributive"] = ""
        found.append(item)
    return found


def _qualifies(items: list[Item], group: Group) -> bool:
    """Tell whether a name only says where the one right after it lies: "Suriye'nin Tartus limanı", "Hatay'daki Reyhanlı"."""
    after = items[group.last + 1].toponym if group.last + 1 < len(items) else None
    area = items[group.first].toponym
    if group.kind not in ("of", "attributive") or group.last > group.first or after is None or area is None:
        return False
    return after.within == area.id or (country(area) and not country(after))


def _shared(items: list[Item], group: Group, marked: set[int]) -> int:
    """Return the first item of the names that share the mark of a group: "A, B ve C'den", "A ile B arasında"."""
    first, listed = group.first, False
    while first > 1 and items[first - PAIR].kind == "t" and first - PAIR not in marked:
        link = items[first - 1]
        both = conjunction(link)
        if not (both or (listed and link.key == ",")):
            break
        first, listed = first - PAIR, True
    if group.kind == "between" and first > 1 and items[first - 1].key in DASHES and items[first - PAIR].kind == "t":
        return first - PAIR
    if group.kind == "between" and first and items[first - 1].kind == "t" and items[first].start == items[first - 1].end + 1:
        return first - 1
    return first


def _hyphened(items: list[Item], before: dict[int, list[Item]], marked: set[int]) -> None:
    """Put "from" and "to" before names that hyphens join where a journey or a line follows: "Bakü-Ceyhan boru hattı"."""
    k = 0
    while k < len(items):
        last = k
        while last + 1 < len(items) and items[last].kind == items[last + 1].kind == "t" and items[last + 1].start == items[last].end + 1:
            last += 1
        after = items[last + 1] if last + 1 < len(items) else None
        told = after is not None and (
            "word.line" in after.tags or any(after.has(head) for head in ("travel.", "vehicle.", "after.between"))
        )
        if last > k and told and last not in marked:
            for n in range(k, last + 1):
                kind = "from" if n == k else "to" if n == last else "via"
                before.setdefault(n, []).append(_lead(items[n], kind))
        k = last + 1


def _figures(items: list[Item]) -> list[Item]:
    """Put what a figure is counted from behind it: "the border 40 km distant", "Krasnodar's 125 km north-east"."""
    found = list(items)
    i = 0
    while i < len(found):
        quantity = found[i].quantity
        lead = _counted(found, i) if quantity is not None and quantity.unit else -1
        if lead >= 0:
            last = _phrase(found, lead)
            end = i
            while end + 1 < len(found) and end < i + _LAID and _lays(found[end + 1]):
                end += 1
            laid = [m for m in found[i + 1 : end + 1] if m.has("direction.") or "claim.away" in m.tags]
            edge = any(tag in m.tags for m in found[lead : last + 1] for tag in _EDGES)
            apart = [m for m in found[lead : last + 1] if m.kind == "t"]
            if (laid or edge) and (apart or edge):
                kind = "from" if edge or any("claim.away" in m.tags for m in laid) else found[lead].value("prep.")
                found[lead] = replace(found[lead], tags={f"prep.{kind}": "", "claim.anchor": ""})
                phrase = found[lead : last + 1]
                found[lead : end + 1] = [*found[last + 1 : end + 1], *phrase]
                i = end
        i += 1
    return found


def _lays(item: Item) -> bool:
    return item.kind == "w" and (item.has("direction.") or "claim.away" in item.tags or "claim.fluff" in item.tags or item.has("basis."))


def _phrase(items: list[Item], lead: int) -> int:
    """Return the last item of the group that the preposition at ``items[lead]`` governs."""
    last = lead + 1
    while last + 1 < len(items) and items[last + 1].kind == "w" and not NOUN.isdisjoint(items[last + 1].tags):
        last += 1
    return last


def _counted(items: list[Item], i: int) -> int:
    """Return the item of the preposition of what the figure at ``items[i]`` is counted from, -1 when nothing right before it tells."""
    k = i - 1
    while k >= 0 and i - k <= _FIGURED and items[k].kind == "w" and (items[k].has("hedge.") or "claim.fluff" in items[k].tags):
        k -= 1
    last = k
    while k > 0 and items[k].kind == "w" and not NOUN.isdisjoint(items[k].tags) and "mark." not in items[k].tags:
        k -= 1
    if k < 0 or last < 0:
        return -1
    if items[k].kind == "t":
        k -= 1
    if k < 0 or "mark." not in items[k].tags or items[k].value("prep.") not in ("from", "to", "of") or k == last:
        return -1
    before = k - 1
    while before >= 0 and (items[before].kind == "t" or not NOUN.isdisjoint(items[before].tags)):
        before -= 1
    paired = items[k].value("prep.") == "to" and 0 <= before < k - 1 and items[before].value("prep.") == "from"
    return -1 if paired else k


def _verbs(items: list[Item]) -> list[Item]:
    """Put each verb of movement before the ends that stand before it in its clause."""
    found: list[Item] = []
    since = 0
    for item in items:
        found.append(item)
        if item.kind == "w" and _closes(item):
            at = _first(found, since)
            if at >= 0:
                found.insert(at, found.pop())
            since = len(found)
        elif "word.closes" in item.tags or (item.kind == "p" and item.key in ";:"):
            since = len(found)
    return found


def _closes(item: Item) -> bool:
    """Tell whether a word is a verb that closes its clause, and no noun of travel."""
    return item.has("motion.") and not (item.has("vehicle.") or item.has("travel."))


def _parts(items: list[Item], k: int) -> bool:
    """Tell whether an item parts the ends of a verb from what stands before them: a comma, "and" but not between names, a speaker."""
    item = items[k]
    if "word.and" in item.tags:
        return not (k and items[k - 1].kind == "t" and "mark." not in items[k + 1].tags)
    if item.key == "," and k:
        return not (
            _ends_mark(items, k - 1) or items[k - 1].has("medium.")
        )  # a verb is still to come: "önce A'ya, ardından B'ye gönderildi"
    return "claim.attributive" in item.tags or "word.said" in item.tags


def _ends_mark(items: list[Item], k: int) -> bool:
    """Tell whether a marked name, its noun included, ends with an item."""
    while k > 0 and not NOUN.isdisjoint(items[k].tags) and items[k].kind == "w" and "mark." not in items[k].tags:
        k -= 1
    at = k if "mark." in items[k].tags else k - 1
    return at >= 0 and "mark." in items[at].tags and items[at].value("prep.") in _COMPLEMENTS


def _first(items: list[Item], since: int) -> int:
    """Return the first item of the ends of the verb at the end of ``items``, -1 when it has none."""
    at = -1
    for k in range(len(items) - 2, since - 1, -1):
        item = items[k]
        if "mark." in item.tags and item.value("prep.") in _COMPLEMENTS:
            at = k
        elif at >= 0 and _parts(items, k):
            break
    return at
