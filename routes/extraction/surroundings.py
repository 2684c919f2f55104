"""What stands around a name: feature words, datelines, containers, vague words, and what makes a capital a government."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from routes.extraction import cues as cue_words
from routes.extraction import endings
from routes.extraction.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.extraction.cues import Cues
    from routes.extraction.lexicon import Lexicon
    from routes.extraction.pages import Page
    from routes.model import Place

# "X (Agency) —", "X, Va. —", "X.- ", "X, special correspondent. ", "X. " alone on the head of a line
_DATELINE = re.compile(
    r"(?:/[^\W\d_]{2,30})?(?:,?[ \u00a0](?:[^\W\d_]{1,20}|\d{1,4}(?:er|st|nd|rd|th|º|°)?)\.?,?){0,5}"
    r"(?:[ \u00a0]?\([^()\n]{1,30}\))?[ \u00a0]?(?:[—–―]|--|\.-|-[ \u00a0])"
    r"|(?:/[^\W\d_]{2,30})?\.[ \u00a0](?=[^\W\d_])|,[ \u00a0][^.,\n]{3,40}\.[ \u00a0]"
)
_NOUN = 2.5  # Zipf frequency from which a word is one of the language
_LED = 6  # words before a name among which the verb that leads to it stands
_LEADING = ("prep.from", "prep.to", "prep.at_to", "prep.of_from", "prep.via", "prep.dest")
_NAMED_SO = frozenset({"STM", "LK"})  # what towns on it are called as well
_NAMESAKES = 6  # candidates of a river's name among which its town is looked for
_TOWN, _CITY = 5_000, 100_000  # people of a town that one is in, and of one that ways lead to
_WAYS = frozenset({"prep.from", "prep.to", "prep.via"})
_LEAVING = ("prep.from", "prep.of_from")
_PHRASED = ("prep.from", "prep.to", "prep.via", "prep.near")
_HEAD, _TAIL = 3, 5  # letters of a compound before the noun that it ends in, and of that noun, at least
_HUNG = 2  # words from an area with its ending to the name that it contains
_HEADING = 4  # words of a heading before the place that it is of
_NEAR = 60  # characters between a name and its container
_BETWEEN = re.compile(r"(?:,? ?\(|, ?|[ \u00a0])([^\W\d_]{0,12})(?:[ \u00a0]([^\W\d_]{1,4}))?[ \u00a0'’]?")
_LANDSCAPES = frozenset({"MTS", "DSRT"})
_LANDSCAPE_DEG = 15.0  # from the middle of mountains or a desert to a place in them
_DISTRICT_DEG = 1.0  # half of the height of a large district, in degrees of latitude
_CLOSING = 3  # words after a name among which the verb stands that closes its clause
_PART = 5  # words between a name and the area in a part of which it lies
_SMALL = ("direction.", "word.det", "word.feature", "prep.")
_FUNCTION = (
    "prep.", "number.", "date.", "hedge.", "word.and", "word.back", "word.det", "word.here", "word.not", "word.onward", "word.part",
    "word.pronoun", "word.relative", "word.share", "word.split", "word.then", "word.there", "word.when",
)  # fmt: skip
_NAMED = ("medium.river", "word.sea", "direction.")  # what lexicons say of names: "Волгой", "Bałtyk", "Запад"
_NO_NAME = ("date.", "motion.expect")  # words that are no part of the name after them
_ADJECTIVE = 4  # letters of the shortest adjective that is looked through
_NO_ADJECTIVE = ("motion.", "prep.", "word.", "date.", "number.", "unit.")
_AREAS = frozenset({"PCLI", "ADM1", "ADM2", "RGN"})  # what can hold a name that nobody knows


def called(page: Page, cues: Cues, first: int) -> tuple[str, ...]:
    """Return the kinds of place that the words before a name, none of its own, say it is: "called island" for "isla X"."""
    return tuple(dict.fromkeys(f"called {cues.features_before[p]}" for p in page.before(first) if p in cues.features_before))


def features(page: Page, cues: Cues, first: int, last: int) -> tuple[str, ...]:
    """Return the kinds of place that the words before and after a name speak of, and those the name itself holds."""
    found = [cues.features_before[p] for p in page.before(first) if p in cues.features_before]
    if not found and not cues.adjectives_first:  # "la base russe de Vostok", "la base chilena Frei"
        parts = [p.split(" ") for p in page.before(first)[1:]]
        plain = (" ".join((words[0], *words[2:])) for words in parts if _qualifies(cues, words[1]))
        found += [cues.features_before[p] for p in plain if p in cues.features_before]
    if cues.nouns_capitalised and not found:  # "Verladehafen X", "Grenzbahnhof X"
        nouns = (p[k:] for p in page.before(first, 1) for k in range(_HEAD, len(p) - _TAIL + 1))
        found += [cues.features_before[noun] for noun in nouns if noun in cues.features_before]
    found += [cues.features_after[p] for p in page.after(last) if p in cues.features_after]
    if last > first:
        ends = (page.words[first].low, page.words[last].low)
        found += [table[e] for e, table in zip(ends, (cues.features_before, cues.features_after), strict=True) if e in table]
    return tuple(dict.fromkeys(found))


def _qualifies(cues: Cues, low: str) -> bool:
    """Tell whether a word between the one for a kind of place and a name can be an adjective: "russe", not "hasta", "dejó"."""
    if len(low) < _ADJECTIVE or low in cues.locative or low in cues.conjunctions or low in cues.particles or low in cues.speech:
        return False
    return not any(tag.startswith(_NO_ADJECTIVE) for tag in load(cues.language).alone(low))


def common(page: Page, cues: Cues, i: int) -> bool:
    """Tell whether a noun, with a capital as all nouns have, is of a day or of an end: "verließ am Montag Kiel", "Ziel Kiel"."""
    return cues.nouns_capitalised and any(tag.startswith(_NO_NAME) for tag in load(cues.language).alone(page.words[i].low))


def noun(page: Page, cues: Cues, i: int) -> bool:
    """Tell whether a word has its capital as all nouns of its language have, and is nobody's name: "das Werk Zielitz"."""
    word = page.folds[i]
    named = word in cue_words.given_names() or word in cue_words.surnames()
    return cues.nouns_capitalised and not named and cue_words.commonness(cues.language).get(word, 0.0) > _NOUN


def vagueness(page: Page, cues: Cues, first: int) -> float:
    """Return how far from the named place the words before it may mean, in metres."""
    return max((cues.vague[p] for p in page.before(first, 4) if p in cues.vague), default=0.0)


def located(page: Page, cues: Cues, i: int) -> bool:
    """Tell whether what stands before a name, or the mark behind it, leads to nothing but places."""
    return page.marks.get(i) in endings.STRONG or not cues.strong.isdisjoint(page.before(i))


def entered(page: Page, cues: Cues, first: int, candidates: Sequence[Place]) -> bool:
    """Tell whether what a river and a town are called is the town here, since one is in it or comes from it: "складений у Дніпрі"."""
    if not candidates or candidates[0].feature_code not in _NAMED_SO or not page.joined[first] or page.gap(first) != " ":
        return False
    people = max((p.population for p in candidates[:_NAMESAKES] if p.feature_code.startswith("PPL")), default=0)
    low = page.words[first - 1].low
    tags = {tag for tag in load(cues.language).alone(low) if tag.startswith("prep.")}
    inside = low in cues.strong and "prep.at_to" in tags
    out = "prep.from" in tags and low not in cues.personal
    return (people >= _TOWN and (inside or out)) or (people >= _CITY and "prep.to" in tags and low not in cues.personal)


def dateline(page: Page, first: int, last: int) -> bool:
    """Tell whether a name heads a line as the place where the report was written."""
    gap = page.gap(first)
    if gap == ", " and first <= _HEADING and not any("\n" in page.gap(i) for i in range(1, first)):
        return page.text[page.words[last].end : page.words[last].end + 2] == ": "  # "Harbour notice, X: the ship …"
    if first and "\n" not in gap:
        return False
    return _DATELINE.match(page.text, page.words[last].end) is not None


def travelled(page: Page, language: str, first: int) -> bool:
    """Tell whether a verb of movement and its preposition lead to a name: "venu de Pendik", "cruzan en lancha a Capurganá"."""
    known = page.travelled.get(first)
    if known is None:
        known = page.travelled[first] = _travelled(page, language, first)
    return known


def _travelled(page: Page, language: str, first: int) -> bool:
    lexicon = load(language)
    if page.gap(first) in ("-", "‑"):
        return False
    if first in page.marks:
        return page.marks[first] in endings.STRONG and endings.verb(page, lexicon, first) != ""
    if _phrased(page, language, first):
        return True
    led = [f"{p}'" if page.gap(first) in ("'", "’") else p for p in page.before(first, 1)]
    leading = [tag for p in led for tag in lexicon.alone(p)]
    if not any(tag.startswith(_LEADING) for tag in leading):
        return False
    opens_sentence = page.first[first - 1] and any(tag.startswith(_LEAVING) for tag in leading)
    if opens_sentence and _moves_behind(page, lexicon, first, _LED, past_capitals=False):
        return True  # "З Тенгізу вона йде нафтопроводом"
    k = first
    while k > 0 and first - k < _LED and not page.first[k]:
        k -= 1
        if any(end == first or (end < first and goes) for end, goes in _moves(page, language, k)):
            return True
    # "über Magdeburg weiterrollen": the verb closes the clause
    return bool(lexicon.settings.get("capitals")) and _moves_behind(page, lexicon, first, _CLOSING, past_capitals=True)


def _moves_behind(page: Page, lexicon: Lexicon, first: int, most: int, *, past_capitals: bool) -> bool:
    """Tell whether one of so many words behind a name, in its sentence, is a verb of movement."""
    for k in range(first + 1, min(len(page.words), first + 1 + most)):
        if page.first[k] or (page.words[k].capital and not past_capitals):
            return False
        if any(tag.startswith("motion.") for tag in lexicon.alone(page.words[k].low)):
            return True
    return False


def _phrased(page: Page, language: str, first: int) -> bool:
    """Tell whether a preposition of several words leads to a name, by which nobody goes to a person: "by way of", "à hauteur de"."""
    hung = "'" if page.gap(first) in ("'", "’") else ""
    for said in page.before(first, 4)[1:]:
        phrases = _phrases(language, said[: said.index(" ")])
        if phrases and said + hung in phrases:
            return True
    return False


@lru_cache(maxsize=65536)
def _phrases(language: str, word: str) -> frozenset[str]:
    """Return the prepositions of several words that begin with a word and lead to places."""
    found = [(words, tag) for words, tag, _ in load(language).entries(word) if len(words) > 1 and tag in _PHRASED]
    # "рядом с": people are near as well
    return frozenset(" ".join(words) for words, tag in found if tag != "prep.near" or len(words) > 2)


def lies(page: Page, language: str, i: int) -> bool:
    """Tell whether words of a page say where something lies: "lies", "se trouve"."""
    entries = (words for words, tag, _ in load(language).entries(page.words[i].low) if tag == "claim.lies")
    return any(words == tuple(word.low for word in page.words[i : i + len(words)]) for words in entries)


@lru_cache(maxsize=65536)
def _moving(language: str, word: str) -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """Return the verbs of movement and the prepositions of several words that begin with a word, by the word that follows.

    Each with the words that follow, and whether it is a verb; "" follows what is one word.
    """
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for words, tag, _ in load(language).entries(word):
        if tag.startswith("motion.") or (len(words) > 1 and tag in _WAYS):
            found.setdefault(words[1] if len(words) > 1 else "", []).append((words[1:], tag not in _WAYS))
    return found


def _moves(page: Page, language: str, k: int) -> tuple[tuple[int, bool], ...]:
    """Return where the entries for movement end that begin with a word of a page, and which are verbs, not prepositions: "venu de"."""
    known = page.moves.get(k)
    if known is None:
        may = _moving(language, page.words[k].low)
        following = tuple(word.low for word in page.words[k + 1 : k + 1 + _LED]) if may else ()
        entries = [*may.get("", ()), *may.get(following[0] if following else "", ())]
        ends = {(k + 1 + len(rest), goes) for rest, goes in entries if following[: len(rest)] == rest}
        known = page.moves[k] = tuple(ends)
    return known


def small(page: Page, cues: Cues, i: int) -> bool:
    """Tell whether a word is a conjunction, or has its capital as the small word that a sentence begins with: "Dali são", "Решта"."""
    if page.words[i].low in cues.conjunctions:
        return True
    return page.first[i] and any(tag.startswith(_FUNCTION) for tag in load(cues.language).alone(page.words[i].low))


def opens(page: Page, cues: Cues, i: int) -> bool:
    """Tell whether a word of the language has its capital because a sentence begins with it: "Rudę żelaza wieziono …"."""
    if not page.first[i] or i in page.marks:  # "Silopi'den": no silo
        return False
    return any(not tag.startswith(_NAMED) for tag in load(cues.language).alone(page.words[i].low))


def tongue(page: Page, cues: Cues, first: int, last: int) -> bool:
    """Tell whether the adjective of a country is the name of a language: "the acronym in English", "en russe"."""
    right = last + 1
    if cues.tongues.isdisjoint(page.before(first, 2)):
        return False
    low = page.words[right].low if right < len(page.words) and page.joined[right] else ""
    return not low or low in cues.locative or low in cues.speech or not cues.adjectives_first


def body(page: Page, cues: Cues, last: int) -> bool:
    """Tell whether a name is the first part of the name of a body ("Washington Post")."""
    right = last + 1
    return right < len(page.words) and page.words[right].capital and page.joined[right] and page.words[right].low in cues.bodies


def contains(areas: Sequence[Place], inner: Sequence[Place]) -> bool:
    """Tell whether one of the areas, as far as codes tell, holds one of the inner places."""
    if areas and _landscape(areas[0], inner[:1]):
        return True
    for rank, area in enumerate(areas[:6]):
        if area.feature_code == "PCLI" and any(p.country == area.country and p.feature_code != "PCLI" for p in inner):
            return True
        if (
            rank == 0
            and area.feature_code == "ADM2"
            and any(p.country == area.country and not p.feature_code.startswith(("PCL", "ADM")) and _beside(area, p) for p in inner)
        ):
            return True
        if area.feature_code == "ADM1" and any(
            p.country == area.country and p.admin1 == area.admin1 and p.feature_code not in ("PCLI", "ADM1") for p in inner
        ):
            return True
    return False


def _landscape(area: Place, inner: Sequence[Place]) -> bool:
    """Tell whether a place can lie in mountains or a desert that no state holds whole: "Cincu, in the Carpathians"."""
    wide = area.feature_code in _LANDSCAPES and not area.country
    settled = (p for p in inner if p.country and not p.feature_code.startswith(("PCL", "ADM1")))
    return wide and any(abs(area.lat - p.lat) < _LANDSCAPE_DEG and abs(area.lon - p.lon) < _LANDSCAPE_DEG for p in settled)


def _beside(area: Place, place: Place) -> bool:
    """Tell whether a place can lie in a district: no border is known, but no district is wider than a degree or so."""
    return abs(area.lat - place.lat) < _DISTRICT_DEG and abs(area.lon - place.lon) < 2 * _DISTRICT_DEG


def containment(page: Page, cues: Cues, names: Sequence[tuple[int, int, tuple[Place, ...]]]) -> dict[int, int]:
    """Return for a name the number of the name that the text says contains it: "X, Y", "X (Y)", "X, in Y", "Valencia de Venezuela"."""
    found = {}
    strong = cues.strong
    for number in range(len(names) - 1):
        (begun, last, inner), (first, _, areas) = names[number], names[number + 1]
        if page.marks.get(begun) in ("of", "attributive") and contains(inner, areas) and first - last <= _HUNG:
            found[number + 1] = number  # "Suriye'nin Tartus limanı"
            continue
        start, end = page.words[last].end, page.words[first].start
        if not 0 <= end - start <= _NEAR:
            continue
        between = _BETWEEN.fullmatch(page.text, start, end)
        if between is None:
            said = _part(page, cues, last, first)
        else:
            word = (between.group(1) or "").lower()
            punctuated = not {",", "("}.isdisjoint(between.group())
            said = (punctuated and not word) or word in strong or (punctuated and word in cues.locative)
            said = said or (word in cues.links and first == last + 2 and bool(areas) and areas[0].feature_code in ("PCLI", "ADM1"))
        if inner and areas and inner[0] == areas[0]:
            continue  # "to X, and from X": nothing holds itself
        if said and (contains(areas, inner) if inner else bool(areas) and areas[0].feature_code in _AREAS):
            found[number] = number + 1
        elif said and areas and areas[0].feature_code == "PCLI" and begun == 0 and dateline(page, begun, last):
            found[number] = number + 1  # "MIRAMAR, Panama. ": wherever else the name is known
    return found


def _part(page: Page, cues: Cues, last: int, first: int) -> bool:
    """Tell whether a name lies in a part of the area after it: "X in northern Y", "X, dans le nord du Y", "X на севере Y"."""
    words = range(last + 1, first)
    if not 1 < len(words) <= _PART or any(page.text[page.words[k - 1].end : page.words[k].start].strip(" ,('’") for k in (*words, first)):
        return False
    lexicon = load(cues.language)
    tags = [set(lexicon.alone(page.words[k].low)) for k in words]
    led = page.words[words[0]].low in cues.locative and any(tag.startswith("prep.at") for tag in tags[0])
    directed = any(tag.startswith("direction.") for found in tags for tag in found)
    between = zip(words, tags, strict=True)
    return led and directed and all(page.words[k].low in cues.locative or any(t.startswith(_SMALL) for t in found) for k, found in between)


def rests(page: Page, cues: Cues, first: int, last: int, how: str) -> bool:
    """Tell whether a name has the case that says where something is: "в Бресте", "у Франкфурті-на-Майні", not "у Франкфурт-на-Майні"."""
    if how not in ("inflected", "alias", "unknown"):
        return False
    head = next((i - 1 for i in range(first + 1, last + 1) if page.words[i].low in cues.locative), last)
    if first and page.words[first - 1].low in cues.features_before and page.joined[first]:
        head = first - 1  # "на авіабазу Амберлі": the noun bears the case
    return page.words[head].low.endswith(cues.resting)
