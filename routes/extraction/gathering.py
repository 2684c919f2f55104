"""Every name that may be a place: the gazetteer's hits, and what a scan for its names misses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes.assets import toml
from routes.atlas.inflection import nominatives
from routes.extraction.compounds import Name
from routes.extraction.cues import commonness
from routes.extraction.pages import phrase

if TYPE_CHECKING:
    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.model import Gazetteer

CANDIDATES = 40  # kept for one name
_APOSTROPHES = frozenset("'’ʼ`´")
_CALLED = frozenset({"PRT", "AIRP", "AIRB", "RSTN"})
_LONG = 5  # letters of a name that is looked up in Latin letters
_VILLAGE = 1000  # people of the smallest place taken by its Latin name
_VOWELS = frozenset("аеиоуыэюяіїєьъ")
_HARBOURS = frozenset({"port", "airport", "station"})

Names = dict[tuple[int, int], Name]


def gather(page: Page, cues: Cues, gazetteer: Gazetteer) -> Names:
    """Return the known names of a page by their first and last word."""
    names: Names = {}
    for hit in gazetteer.scan(page.text, cues.language):
        where = page.span(hit.start, hit.end)
        if where is not None and hit.candidates:
            names[where] = Name(*where, hit.candidates[:CANDIDATES], hit.how)
    _take_listed(names, page, cues, gazetteer)
    _take_waters(names, page, cues, gazetteer)
    _take_parted(names, page, cues, gazetteer)
    _take_harbours(names, page, cues)
    _take_romanised(names, page, cues, gazetteer)
    return names


def _take_listed(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Add short forms and the buildings that stand for governments, which no gazetteer lists under that place."""
    starts: dict[str, list[tuple[str, str, str]]] = {}
    for how, table in (("alias", cues.aliases), ("seat", cues.seats)):
        for surface, name in table.items():
            starts.setdefault(phrase(surface).split(" ", 1)[0], []).append((how, surface, name))
    for i, word in enumerate(page.words):
        if word.capital and word.low in starts:
            for how, surface, name in starts[word.low]:
                _try(names, page, cues, gazetteer, i, how, surface, name)


def _try(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer, i: int, how: str, surface: str, name: str) -> None:
    words = phrase(surface).split(" ")
    last = i + len(words) - 1
    if last >= len(page.words) or [w.low for w in page.words[i : last + 1]] != words:
        return
    written = page.text[page.words[i].start : page.words[i].start + len(surface)]
    if how == "alias" and written != surface:
        return
    known = names.get((i, last))
    if known is not None and how == "alias" and known.candidates[0].feature_code in ("PCLI", "ADM1"):
        names[i, last] = known._replace(how="alias")
        return
    places = gazetteer.lookup(name, cues.language)
    if places:
        names[i, last] = Name(i, last, places[:CANDIDATES] if how == "alias" else places[:1], how)


def _take_waters(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Add names that begin with a feature word in small letters, which a scan for capitals misses: "canal de Panama"."""
    found = []
    for first, last in names:
        if not page.words[first].capital:
            continue
        for n, before in enumerate(page.before(first)):
            start = first - n - 1
            if before in cues.features_before and (start, last) not in names and not page.words[start].capital:
                places = gazetteer.lookup(page.text[page.words[start].start : page.words[last].end], cues.language)
                if places and not places[0].feature_code.startswith("PPL"):
                    found.append(Name(start, last, places[:CANDIDATES], "listed"))
    names.update({(n.first, n.last): n for n in found})


def _take_parted(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Add the cases of names with an apostrophe, which are two words of the page: "Слов'янська"."""
    for i in range(1, len(page.words)):
        head = page.words[i - 1]
        if not head.capital or page.gap(i) not in _APOSTROPHES or (i - 1, i) in names or page.words[i].low in cues.clitics:
            continue
        for last in (i + 1, i):
            if last < len(page.words) and (last == i or page.gap(last) == "-"):
                whole = page.text[head.start : head.end] + page.text[page.words[i].start : page.words[last].end]
                places = gazetteer.lookup(whole, cues.language)
                if places:
                    names[i - 1, last] = Name(i - 1, last, places[:CANDIDATES], "inflected")
                    break


def _take_romanised(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Add names that are known in Latin letters only, where the text says that a place stands: "до порту Амірабад"."""
    table = toml("atlas/facts/romanisation.toml").get(cues.language)
    if table is None:
        return
    known = {i for first, last in names for i in range(first, last + 1)}
    strong = cues.locative - cues.weak
    common = commonness(cues.language)
    for i, word in enumerate(page.words):
        if i in known or not word.capital or word.upper or page.first[i] or word.end - word.start < _LONG or page.folds[i] in common:
            continue
        after = i + 1 < len(page.words) and page.joined[i + 1] and page.words[i + 1].capital
        if after or not set(page.before(i)) & strong:
            continue
        for form in (word.low, *nominatives(page.folds[i], cues.language)):
            places = gazetteer.lookup(_romanised(form, table["en"]).title(), "")
            if places and (places[0].population >= _VILLAGE or places[0].feature_code in _CALLED):
                names[i, i] = Name(i, i, tuple(places[:CANDIDATES]), "inflected")
                break


def _romanised(word: str, table: dict[str, Any]) -> str:
    """Return a Cyrillic word in Latin letters, as the English press writes it."""
    found = ""
    for i, letter in enumerate(word):
        begins = i == 0 or word[i - 1] in _VOWELS
        found += (table["initial"].get(letter) if begins else None) or table["letters"].get(letter, letter)
    for ending, written in table["last"].items():
        if found.endswith(ending):
            return found[: -len(ending)] + str(written)
    return found


def _take_harbours(names: Names, page: Page, cues: Cues) -> None:
    """Let the adjective of a town before a port, a station or an airport name it: "the Mariupolian port"."""
    small = [n for n in names.values() if n.first == n.last and n.how == "inflected" and not page.words[n.first].capital]
    for name in small:
        last = name.last + 1
        if (
            last >= len(page.words)
            or not page.joined[last]
            or page.folds[name.first] in cues.stop
            or not name.candidates[0].feature_code.startswith("PPL")
        ):
            continue
        noun = page.words[last].low
        if {cues.features_after.get(noun), cues.features_before.get(noun)} & _HARBOURS and (name.first, last) not in names:
            names[name.first, last] = Name(name.first, last, name.candidates, "harbour")
