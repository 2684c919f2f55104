"""Denials: figures that a report itself calls false, by a word, by another put in their place, or by the correction that follows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction.contrasts import instead
from routes.extraction.couples import QUOTES
from routes.extraction.figures import Found
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.sentences import Item, Sentence

if TYPE_CHECKING:
    from routes.extraction.lexicon import Lexicon
    from routes.extraction.scenes import Scene
    from routes.model import Claim

_SHORT = 8  # items of a sentence that may say of the one before that it is wrong, whatever it names
_OPENING = 6  # first items of the next sentence among which the word stands that says so
_CORRECTED = 6  # items before a figure among which the word stands that sets it right
_LED = 6  # items from a "not" to its figure: "n'est pas situé à 290 km"
_THAT = 3  # items from a verb of denying to the clause that it denies
_NOBODY = frozenset({"word.none", "word.not"})
_KEPT = frozenset({"word.kept", "word.seated"})  # "stationed"
_SETS = frozenset({"word.not", "word.and", "word.instead"})
_FALSE = ("claim.denied", "word.untrue")
_LIES = ("claim.lies", "claim.copula", "claim.located")
_SAYS = (*_LIES, "claim.takes", "word.aux")
_STATES = (*_LIES, "claim.takes", "claim.duration", "motion.be.any")  # words that may part a "not" from the figure that it denies
_LEADS = ("prep.", "word.det", "claim.anchor", "claim.fluff")


def deny(found: list[Found], sentences: list[Sentence], scene: Scene, lexicon: Lexicon) -> list[Claim]:
    """Return the claims, with those marked that the report itself calls false."""
    lines = {one.sentence: sentences[one.sentence].items for one in found}
    wrong = {(index, k) for index, items in lines.items() for k in contrasted(items, lexicon)}
    denied = [(one.sentence, one.item) in wrong or _denied(n, found, sentences, scene) for n, one in enumerate(found)]
    return [replace(one.claim, denied=false) for one, false in zip(found, denied, strict=True)]


def _denied(n: int, found: list[Found], sentences: list[Sentence], scene: Scene) -> bool:
    """Tell whether a word says that a figure is wrong, or the correction after it does."""
    one = found[n]
    items = sentences[one.sentence].items
    later = next((f.item for f in found[n + 1 :] if f.sentence == one.sentence), len(items))
    earlier = next((f.item for f in reversed(found[:n]) if f.sentence == one.sentence), 0)
    if _corrects(items, one.item, earlier):
        return False
    last = later == len(items)
    said = _false(_about(items, one.item, earlier)) or _false(items[one.item : _closed(items, one.item, later)])
    said = said or denies(items, one.item)
    behind = items[one.item + 1 : later]
    corrected = not last and any("claim.correction" in item.tags for item in behind) and not _elsewhere(one.claim, behind, scene)
    return said or corrected or (last and (_next_says(one, sentences) or _set_right(n, found, sentences)))


def _elsewhere(claim: Claim, items: list[Item], scene: Scene) -> bool:
    """Tell whether words name another place than the ends of a figure: "A is 2,100 km from B; from C to D it is 60"."""
    ends = (claim.origin, claim.target.rpartition(":")[2])
    named = (item.toponym.id for item in items if item.toponym is not None)
    return any(not any(ident == end or scene.alike(ident, end) for end in ends) for ident in named)


def _false(items: list[Item]) -> bool:
    """Tell whether one of some words says that something is false, and no "not" before it takes that back."""
    return any(any(tag in item.tags for tag in _FALSE) and not (k and "word.not" in items[k - 1].tags) for k, item in enumerate(items))


def _corrects(items: list[Item], i: int, earlier: int) -> bool:
    """Tell whether a figure is the right one after a wrong one, "in fact 120 km", also after a mark: "He was wrong: almost six hundred"."""
    if any("claim.correction" in item.tags for item in items[max(0, i - _CORRECTED) : i]):
        return True
    denied = next((k for k in range(i - 1, earlier - 1, -1) if _false([items[k]])), -1)
    return denied >= 0 and any(item.kind == "p" and item.key == ":" for item in items[denied:i])


def _about(items: list[Item], i: int, earlier: int) -> list[Item]:
    """Return the words since the figure before that may deny this one, and not that: "A to B is 100 km, which is untrue, it is 300"."""
    marks = (
        [k for k in range(earlier + 1, i) if items[k].kind == "p" and items[k].key not in QUOTES]
        if items[earlier].quantity is not None
        else []
    )
    return items[marks[-1] if marks else earlier : i]


def _closed(items: list[Item], i: int, later: int) -> int:
    """Return where the words end that may deny a figure: at the comma that closes what is only added to a name.

    "The bridge in A, 60 km from B, was wrongly reported as destroyed" calls no figure wrong.
    """
    k = i - 1
    while k > 0 and _small(items[k]):
        k -= 1
    added = k > 0 and items[k].key == "," and items[k - 1].kind == "t"
    return next((j for j in range(i + 1, later) if items[j].key == ","), later) if added else later


def _next_says(one: Found, sentences: list[Sentence]) -> bool:
    """Tell whether the sentence after that of a figure says no more than that it is wrong: "That is nonsense"."""
    following = sentences[one.sentence + 1].items if one.sentence + 1 < len(sentences) else []
    plain = len(following) <= _SHORT or not any(item.kind in "tq" for item in following)
    return plain and _false(following[:_OPENING])


def _set_right(n: int, found: list[Found], sentences: list[Sentence]) -> bool:
    """Tell whether the next sentence sets another figure right of the same two places: "In fact it is 260 km"."""
    if n + 1 >= len(found) or found[n + 1].sentence != found[n].sentence + 1:
        return False
    after, claim = found[n + 1], found[n].claim
    opening = sentences[after.sentence].items[: min(after.item, _OPENING)]
    ends = {after.claim.origin, after.claim.target}
    same = (ends in ({claim.origin, claim.target}, {""})) and _kind(after.claim.unit) == _kind(claim.unit)
    return same and after.claim.value != claim.value and any("claim.correction" in item.tags for item in opening)


def _kind(unit: str) -> bool:
    return unit in TIME_UNITS


def denies(items: list[Item], i: int) -> bool:
    """Tell whether a verb of denying governs the clause that says where something lies: "officials deny that A is 60 km from B".

    No comma may part its figure from the clause, where it is only added to a name: "they deny that they shelled A, 60 km from B".
    """
    k = next((k for k in range(i - 1, -1, -1) if "word.denies" in items[k].tags), -1)
    if k < 0 or any(not _NOBODY.isdisjoint(item.tags) for item in items[max(0, k - 2) : k]):
        return False  # "nobody denies"
    phrase = items[k].end - items[k].start > len(items[k].key)  # "denied that"
    that = k if phrase else next((j for j in range(k + 1, min(i, k + 1 + _THAT)) if _clause(items[j])), -1)
    if that < 0 or any(item.kind in "pq" for item in items[that + 1 : i]):
        return False
    end = next((j for j in range(i + 1, len(items)) if items[j].kind == "p"), len(items))
    return _stated(items, i, that) or (any(items[end - 1].has(tag) for tag in _LIES) and _away(items[end - 2]))


def _stated(items: list[Item], i: int, first: int) -> bool:
    """Tell whether a figure is all that a verb of lying says, and not where something happened: "that A is 60 km from B"."""
    k = i - 1
    while k > first and (_small(items[k]) or not _KEPT.isdisjoint(items[k].tags)) and not any(items[k].has(tag) for tag in _SAYS):
        k -= 1
    return k > first and any(items[k].has(tag) for tag in _SAYS)


def _away(item: Item) -> bool:
    """Tell whether a word, before the verb that closes a clause, ends the phrase of a figure: "80 km von A entfernt ist"."""
    return "claim.away" in item.tags or item.kind == "t"


def _small(item: Item) -> bool:
    return item.has("hedge.") or any(item.has(tag) for tag in _LEADS)


def _clause(item: Item) -> bool:
    return "word.clause" in item.tags or "word.relative" in item.tags or "word.that" in item.tags


def contrasted(items: list[Item], lexicon: Lexicon) -> set[int]:
    """Return the figures of a sentence that it sets aside for another one: "not 290 but 350 km", "350 km, not 290"."""
    words = instead(lexicon)
    figures = [k for k, item in enumerate(items) if item.quantity is not None]
    found = {k for k in figures if _plainly_not(items, k) or ("word.not" in _led(items, k) and _goes_on(items, k, words))}
    for i, j in pairwise(figures):
        if "" in (items[i].unit, items[j].unit) or _kind(items[i].unit) == _kind(items[j].unit):
            found |= {i} if _set_aside(items, i, j, words) else set()
            found |= {j} if _kept_out(items, i, j, words) else set()
    return found


def _set_aside(items: list[Item], i: int, j: int, words: frozenset[str]) -> bool:
    """Tell whether the first of two figures gives way to the second: "not 290 but 350", "290 değil 350", "instead of the announced 290"."""
    put = next((k for k in range(j - 1, i, -1) if items[k].key in words), -1)
    if put < 0 or not _leading(items[put + 1 : j], after="word.not" in items[put].tags):
        return _promised(items, i)
    return "word.not" in _led(items, i) or "word.not" in items[put].tags or _promised(items, i)


def _kept_out(items: list[Item], i: int, j: int, words: frozenset[str]) -> bool:
    """Tell whether the second of two figures is what the first one is not: "350 km, not 290", "350 statt 290 Kilometer"."""
    if "word.not" in _led(items, j) and not _set_aside(items, i, j, words) and _parted(items, i, j, words):
        return True
    return _promised(items, j) or (_instead(items, i, j) and not _kind(items[j].unit))


def _instead(items: list[Item], i: int, j: int) -> bool:
    """Tell whether a place is said to lie so far, in the stead of a second figure: "A liegt 45 statt 15 Kilometer von B"."""
    between = items[i + 1 : j]
    instead = bool(between) and "word.instead" in between[0].tags and _leading(between[1:])
    return instead and any(items[k].has(tag) for k in range(max(0, i - _LED), i) for tag in ("claim.lies", "claim.copula"))


def _goes_on(items: list[Item], i: int, words: frozenset[str]) -> bool:
    """Tell whether what is told instead of a figure follows it: "не три часа, а целую ночь"."""
    after = items[i + 1 : i + 3]
    return bool(after) and any(item.key in words for item in after if item is after[0] or after[0].key == ",")


def _promised(items: list[Item], i: int) -> bool:
    """Tell whether another figure is put in the place of what was said: "instead of the announced 290 km"; not of the usual ones."""
    k = next((k for k in range(i - 1, max(-1, i - _LED), -1) if "word.instead" in items[k].tags), i)
    return any("word.said" in item.tags or "claim.told" in item.tags for item in [*items[k:i], *items[i + 1 : i + 2]] if k < i)


def _leading(items: list[Item], *, after: bool = False) -> bool:
    """Tell whether words only lead to a figure."""
    leads = (*_LEADS, *_STATES, "hedge.")
    items = items[1:] if items and items[0].key == "," and after else items  # "300 kilometre değil, 470 kilometre"
    return all(item.key not in (",", ";") and (not item.tags or any(item.has(tag) for tag in leads)) for item in items)


def _led(items: list[Item], i: int) -> frozenset[str]:
    """Return the tags of the word that, with nothing but small words between, stands before a figure and denies it."""
    loose = 0
    for k in range(i - 1, max(-1, i - 1 - _LED), -1):
        item = items[k]
        if "word.not" in item.tags:
            return frozenset() if item.has("hedge.") else frozenset(item.tags)  # "keine 50 Kilometer" are less
        small = any(item.has(tag) for tag in (*_LEADS, *_STATES)) or item.has("hedge.about") or "word.object" in item.tags
        loose += not small
        if item.kind != "w" or loose > 1 or (not small and item.tags) or "word.clause" in item.tags:
            break
    return frozenset()


def _parted(items: list[Item], i: int, j: int, words: frozenset[str]) -> bool:
    """Tell whether a mark or an "and" opens the denial of the second of two figures: "350 km from A, not 290"."""
    k = next((k for k in range(j - 1, i, -1) if "word.not" in items[k].tags), i)
    lead = items[k - 1 if items[k - 1].tags or items[k - 1].kind != "w" or items[k - 1].key in words else k - 2]  # "а вовсе не 290"
    opens = lead.kind == "p" or lead.key in words or not {"word.and", "word.but"}.isdisjoint(lead.tags)
    return (k > i + 1 and opens) or (k > i and items[k].end - items[k].start > len(items[k].key))  # "et non"


def _plainly_not(items: list[Item], i: int) -> bool:
    """Tell whether a place is said not to lie as far as a figure says: "A is not 80 km from B"."""
    k = i - 1
    while k >= 0 and (items[k].has("prep.") or "word.det" in items[k].tags) and "word.not" not in items[k].tags:
        k -= 1
    states = k > 0 and "word.not" not in items[k].tags and any(items[k].has(tag) for tag in _LIES)
    denied = k - 1 if states else k  # "no está a 80 km", "is not 80 km"
    if denied < 0 or "word.not" not in items[denied].tags or items[denied].has("hedge."):
        return False
    before = items[denied - 1] if denied > 0 else None  # "от Батуми до Тбилиси не 80 километров"
    states = states or any(items[denied].has(tag) for tag in _LIES)  # "isn't"
    return states or (before is not None and (before.kind == "t" or any(before.has(tag) for tag in _LIES)))


def united(sentences: list[Sentence], lexicon: Lexicon) -> list[Sentence]:
    """Return the sentences with the unit of a figure given to the one that it is set against: "nicht 290, sondern 350 Kilometer"."""
    words = instead(lexicon)
    return [_united(sentence, words) if any(item.unit for item in sentence.items) else sentence for sentence in sentences]


def _united(sentence: Sentence, words: frozenset[str]) -> Sentence:
    items = list(sentence.items)
    figures = [k for k, item in enumerate(items) if item.quantity is not None]
    for i, j in pairwise(figures):
        first, second, between = items[i].quantity, items[j].quantity, items[i + 1 : j]
        if first is None or second is None or first.unit or not second.unit:
            continue
        sets = any("word.not" in m.tags or "word.instead" in m.tags for m in between)
        against = sets or ("word.not" in _led(items, i) and any(m.key in words for m in between))
        small = all(m.key == "," or m.key in words or _small(m) or _SETS & m.tags.keys() for m in between)
        if against and small:
            items[i] = replace(items[i], quantity=replace(first, unit=second.unit))
    return sentence if all(a is b for a, b in zip(items, sentence.items, strict=True)) else replace(sentence, items=items)
