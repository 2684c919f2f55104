"""Positions: words that only say where something is, and the short forms of a log, read as verbs of the engine.

"Now sits in B", "four hours later they were in B": the word gets the class ``be``, of which `routes.extraction.legs` makes an arrival
only for what is under way. "Ab A 2 May, an B 14 May": a departure and an arrival. A participle before its noun, with a place of its own,
"lief der in A beladene Frachter in B ein", stands before the statement that it is put into. A language without these words in its data
file is left as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.attachments import motion
from routes.extraction.prepositions import AT
from routes.extraction.sentences import Item

if TYPE_CHECKING:
    from routes.extraction.lexicon import Lexicon

_REACH = 10  # items from a verb to the name that it places something at
_PLAIN = 3  # words without a meaning between a verb of position and its place
_LED = 5  # items of an article or adjective between a preposition and its name
_ARTICLE = 2  # items from a preposition to its noun
_NOUN = 4  # items from a participle to the noun that it stands before
_CLOSING = frozenset(")]»”\"'’")
_HEADS = frozenset(",;./:•-–—|")
_PUT = frozenset({"load", "unload", "depart", "arrive", "move"})
_CRAFT = frozenset({"sea", "air", "river"})
_PARTS = frozenset(":;–—")  # marks after which another statement begins
_PHRASE = 12  # items of a participle's phrase


def place(text: str, items: list[Item], lexicon: Lexicon) -> None:
    """Make verbs of what only says where something is, and of the short forms of a log; items are changed in place."""
    still = frozenset(str(lexicon.settings.get("still", "")).split())
    endings = tuple(str(lexicon.settings.get("attributives", "")).split())
    for i, item in enumerate(items):
        if item.kind != "w" or item.has("motion."):
            continue
        if endings and not item.tags and i > 1 and items[i - 1].kind == "t" and "word.agent" in items[i - 2].tags:
            if item.key.endswith(endings) and text[item.start].islower():
                items[i] = Item("w", item.start, item.end, item.key, {"word.acted": ""})  # "von A finanzierte Züge"
            continue
        if "word.stands" in item.tags or "word.is" in item.tags:
            plain = _PLAIN if "word.stands" in item.tags else 0
            led = i > 0 and items[i - 1].has("motion.")  # "ausgelaufen war das Schiff in A"
            if not led and _stands(items, i, still, plain):
                item.retag({**item.tags, "motion.be.any": ""})
        elif "word.is_last" in item.tags and _closes(items, i):
            item.retag({**item.tags, "motion.be.any": ""})
        elif item.has("log.") and _logs(items, i):
            kind, _, mode = item.value("log.").partition("_")
            item.retag({f"motion.{kind}.{mode or 'any'}": ""})
    if endings:
        _put_first(text, items, endings)


def _logs(items: list[Item], i: int) -> bool:
    """Tell whether a word is an entry of a log: "ab A 2 May", at the head of its line also "on the ground at B by breakfast"."""
    k = i + 1 + (i + 1 < len(items) and items[i + 1].value("prep.") in ("at", "from"))
    if k >= len(items) or items[k].kind != "t":
        return False
    after = items[k + 1] if k + 1 < len(items) else None
    heads = i == 0 or (items[i - 1].kind == "p" and items[i - 1].key in _HEADS)
    timed = after is None or after.kind == "d" or after.key[:1].isdigit() or after.key in (",", ";", ".") or "word.agent" in after.tags
    return (after is not None and after.kind == "d" and k == i + 1) or (heads and timed)


def _stands(items: list[Item], i: int, still: frozenset[str], plain: int) -> bool:
    """Tell whether the word at ``items[i]`` is the verb of a clause that says where something is, and no auxiliary of another."""
    found = False
    for k in range(i + 1, len(items)):
        item = items[k]
        if "word.and" in item.tags and _helps(items, k):
            return False  # "war in A ein Airbus mit Forschern und Seeleuten gestartet"
        if (item.kind == "p" and item.key not in _CLOSING) or item.has("word.clause") or "word.and" in item.tags:
            break
        if item.has("motion.") or "word.stands" in item.tags or "word.relative" in item.tags:
            return False
        if item.kind == "t":
            found = found or (k - i <= _REACH and _at(items, i, k))
        elif item.kind == "w" and not (found or item.tags or item.key in still or _speaks(items, k) or _put_at(items, i, k)):
            plain -= 1
            if plain < 0:
                return False
    return found


def _helps(items: list[Item], joint: int) -> bool:
    """Tell whether a participle of movement without an auxiliary of its own closes the clause behind an "and"."""
    for k in range(joint + 1, len(items)):
        if items[k].kind == "p" or any(tag in items[k].tags for tag in ("word.is", "word.passive", "word.stands")):
            return False
        if items[k].has("motion."):
            return k + 1 == len(items) or items[k + 1].kind == "p"
    return False


def _put_at(items: list[Item], i: int, k: int) -> bool:
    """Tell whether an unknown word is the noun of an "on" or "at" after the verb at ``items[i]``: "were on the stalls of A"."""
    return any(items[j].value("prep.") in AT for j in range(max(i + 1, k - _ARTICLE), k))


def _closes(items: list[Item], i: int) -> bool:
    """Tell whether an infinitive closes a clause that says where something is: "soll am Donnerstag in A sein"."""
    if i + 1 < len(items) and not (items[i + 1].kind == "p" or "word.and" in items[i + 1].tags):
        return False
    return i > 1 and items[i - 1].kind == "t" and _at(items, max(0, i - _LED - 1), i - 1)


def _speaks(items: list[Item], k: int) -> bool:
    """Tell whether the word at ``items[k]`` is who says so: "war dem Händler zufolge in B"."""
    return k + 1 < len(items) and "word.said" in items[k + 1].tags


def _at(items: list[Item], i: int, k: int) -> bool:
    """Tell whether an "in" or "at" after ``items[i]`` leads to the name at ``items[k]``."""
    for item in reversed(items[max(i + 1, k - _LED) : k]):
        if item.value("prep.") == "of":
            continue  # "on the stalls of A"
        if item.has("prep."):
            return item.value("prep.") in ("at", "at_to", "near")
        if item.kind != "w" or not (not item.tags or "word.det" in item.tags or "word.feature" in item.tags or "word.port" in item.tags):
            return False
    return False


def _put_first(text: str, items: list[Item], endings: tuple[str, ...]) -> None:
    """Put each participle with a place of its own before the statement that it stands in, as a statement itself."""
    i = 0
    while i < len(items):
        group = _attributive(text, items, i, endings)
        if group and items[i].has("participle."):
            items[i] = Item("w", items[i].start, items[i].end, items[i].key, {f"motion.{items[i].value('participle.')}": ""})
        before = max((k + 1 for k in range(group) if items[k].kind == "p" and items[k].key in _PARTS), default=0)
        if group - 1 > before:
            at = items[i].start
            lead = [items[i], *items[group:i], Item("p", at, at, ",")]
            items[group : i + 1] = []
            items[before:before] = lead
        i += 1


def _attributive(text: str, items: list[Item], i: int, endings: tuple[str, ...]) -> int:
    """Return where the phrase of a participle before a noun begins, "der [in A beladene] Frachter", "die [am Montag aus A kommende] Yacht".

    Nothing but such a phrase puts a preposition behind an article; 0 where there is none.
    """
    word = items[i]
    kind = word.value("participle.").partition(".")[0] or (motion(word)[0] if word.key.endswith(endings) else "")
    if kind not in _PUT or not 1 < i < len(items) - 1 or not text[word.start].islower():
        return 0
    noun = next((item for item in items[i + 1 : i + 1 + _NOUN] if text[item.start].isupper()), None)
    craft = noun is not None and noun.value("vehicle.") in _CRAFT
    if noun is None or noun.end <= word.start or "word.person" in noun.tags or ("word.built" in word.tags and craft):
        return 0
    named = False
    for k in range(i - 1, max(0, i - _PHRASE), -1):
        item, article = items[k], items[k - 1]
        named = named or item.kind == "t"
        if item.kind == "p" or item.has("word.clause") or (item.has("motion.") and not item.has("prep.")):
            return 0
        if named and item.has("prep.") and "word.det" in article.tags and (k == 1 or items[k - _ARTICLE].key != ","):
            return k
    return 0
