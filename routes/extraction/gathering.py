"""Every name that may be a place: the gazetteer's hits, and what a scan for its names misses."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from routes.assets import toml
from routes.atlas.countries import country, country_name
from routes.atlas.inflection import cyrillic, nominatives
from routes.extraction import composed, respelling
from routes.extraction import cues as cue_words
from routes.extraction.compounds import Name
from routes.extraction.lexicon import load
from routes.extraction.pages import phrase
from routes.text import fold

if TYPE_CHECKING:
    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.model import Gazetteer, Hit, Place

CANDIDATES = 40  # kept for one name
_COMPARABLE = 0.1  # share of a town's people from which a namesake is as likely to be written so
_TOLD = 2  # candidates of a name whose own names are looked up
_PLAIN = "zxx"  # no linguistic content (ISO 639-2): names are looked up as they stand, without endings
_STEM = 4  # letters that the mentions of a name share
_APOSTROPHES = frozenset("'’ʼ`´")
_CASE = 2  # letters of a case ending
_CITY = 100_000  # people of a city that a name means sooner than a state called so elsewhere
_PORT = 5_000  # people of the smallest town whose port is called by its name
_HEAD = 3  # words before a name among which the one stands that its whole name begins with
_OWN_NAME = 3  # words after "the Georgian capital" among which its own name makes that a mere apposition
_HARBOURS = frozenset({"port", "airport", "station"})

Names = dict[tuple[int, int], Name]


def gather(page: Page, cues: Cues, gazetteer: Gazetteer) -> Names:
    """Return the known names of a page by their first and last word."""
    names: Names = {}
    derived = set()
    for hit in gazetteer.scan(page.text, cues.language):
        where = page.span(hit.start, hit.end)
        if where is None or not hit.candidates or (cues.endings_hung and _whole(page, hit, where[0])) or _elided(page, cues, where[0]):
            continue
        if _of_body(page, cues, *where):
            continue
        how = "inflected" if hit.how == "adjective" else hit.how
        written = page.text[hit.start : hit.end]
        told = _spelt(written, _told(written, hit.candidates, cues.language), cues.language)
        names[where] = Name(*where, told[:CANDIDATES], how)
        if hit.how == "adjective" and _stands_alone(page, cues, where[0]):
            derived.add(where[0])
    _take_listed(names, page, cues, gazetteer)
    _take_waters(names, page, cues, gazetteer)
    _take_parted(names, page, cues, gazetteer)
    _tell_by_brackets(names, page, cues, gazetteer)
    _take_harbours(names, page, cues)
    _take_joined(names, page, cues, gazetteer)
    _take_capitals(names, page, cues, gazetteer)
    respelling.take(names, page, cues, gazetteer, derived)
    composed.take(names, page, cues, gazetteer)
    return names


def bearers(surface: str, name: Name, cues: Cues, gazetteer: Gazetteer) -> tuple[tuple[Place, ...], int]:
    """Return the places that a name may mean, and how many of them are listed so: these come first.

    A name that is listed as it stands is rather that one than a case of another: "Констанца" is not of "Констанц".
    """
    found = name.candidates
    if cues.endings and name.how == "exact" and len(found) > 1:
        plain = set(gazetteer.lookup(surface, _PLAIN))
        found = tuple(sorted(found, key=lambda p: p not in plain))
        listed = sum(p in plain for p in found) or len(found)
    else:
        listed = len(found)
    return namesakes(surface, found, gazetteer), listed


def namesakes(surface: str, candidates: tuple[Place, ...], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return candidates with the towns that bear the same name in Latin letters, of which tables know few in Cyrillic ones.

    "Сьюдад-Идальго" is listed for one Ciudad Hidalgo only, and written so of all.
    """
    if not cyrillic(surface):
        return candidates
    names = {p.name: None for p in candidates[:_TOLD] if p.feature_code.startswith("PPL") and not cyrillic(p.name)}
    least = _COMPARABLE * candidates[0].population if candidates else 0.0
    others = (p for name in names for p in _towns(name, gazetteer) if p.population >= least)
    return tuple(dict.fromkeys((*candidates, *others)))[:CANDIDATES]


def _towns(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    return tuple(p for p in gazetteer.lookup(name, "") if p.feature_code.startswith("PPL") and _begins(p.name, name))


def _begins(whole: str, name: str) -> bool:
    """Tell whether a name is another one, or its beginning: "Santa Cruz de la Sierra"."""
    return f"{fold(whole)} ".startswith(f"{fold(name)} ")


def _whole(page: Page, hit: Hit, first: int) -> bool:
    """Tell whether a name read as a case has its ending behind an apostrophe, or heads a sentence: "Putin'den" is of no town of "Put"."""
    return hit.how == "inflected" and (page.first[first] or page.text[hit.end : hit.end + 1] in _APOSTROPHES)


def _elided(page: Page, cues: Cues, first: int) -> bool:
    """Tell whether a word is an article that an apostrophe joins to a noun, of which no name is made: "L'île" is not Lille."""
    after = first + 1
    joined = after < len(page.words) and page.gap(after) in _APOSTROPHES and not page.words[after].capital
    return joined and page.folds[first] in cues.stop


def _of_body(page: Page, cues: Cues, first: int, last: int) -> bool:
    """Tell whether an article and a noun of which no name is made begin the name of a body: "la Guardia Civil" is of no town."""
    after = last + 1
    bare = last == first + 1 and page.folds[first] in cues.particles and page.folds[last] in cues.stop
    return bare and after < len(page.words) and page.joined[after] and page.words[after].capital


def _told(surface: str, candidates: tuple[Place, ...], language: str) -> tuple[Place, ...]:
    """Return candidates without a state that only other languages call so, where a city bears the name: "Brasilia", "Tunis", "Granada"."""
    first = candidates[0]
    if first.feature_code != "PCLI" or len(candidates) < 2:
        return candidates
    name = fold(surface)
    plain = not cue_words.load(language).endings and any(fold(p.name) == name for p in candidates[1:])
    if plain and _case_form(name, fold(country_name(first.country, "en"))):
        return candidates[1:]  # "Benina" is an airport; the state's name with an ending of another language is not meant
    city = any(p.feature_code.startswith("PPL") and p.population >= _CITY and fold(p.name) == name for p in candidates[1:4])
    if not city or name in (fold(country_name(first.country, code)) for code in (language, "en")):
        return candidates
    return candidates[1:]


def _spelt(surface: str, candidates: tuple[Place, ...], language: str) -> tuple[Place, ...]:
    """Return candidates without the towns whose readers write them with other accents than those of the report: Munster is not Münster."""
    home = toml("gazetteers/weights.toml")["home"].get(language, ())
    name = fold(surface)
    towns = [p for p in candidates if p.country in home and p.feature_code.startswith("PPL") and fold(p.name) == name]
    own = {p.source_id for p in towns if p.name.casefold() == surface.casefold()}
    if surface.isupper() or not own or len(own) == len(towns):
        return candidates
    others = {p.source_id for p in towns if p.source_id not in own and p.name.casefold() != surface.casefold()}
    return tuple(p for p in candidates if p.source_id not in others)


def _case_form(name: str, state: str) -> bool:
    """Tell whether a name is that of a state with the letters of a case behind it: "Benina" of Benin."""
    return name != state and name.startswith(state) and len(name) - len(state) <= _CASE


Short = tuple[str, str, str]  # how it is found, as written, the name that the gazetteer knows


@cache
def _short_forms(language: str) -> tuple[dict[str, list[Short]], dict[str, list[Short]]]:
    """Return the short forms and buildings of a language by their first word, as written and folded."""
    cues = cue_words.load(language)
    starts: dict[str, list[Short]] = {}
    for how, table in (("alias", cues.aliases), ("seat", cues.seats)):
        for surface, name in table.items():
            starts.setdefault(phrase(surface).split(" ", 1)[0], []).append((how, surface, name))
    folded: dict[str, list[Short]] = {}
    for first, listed in starts.items():
        folded.setdefault(fold(first), []).extend(listed)
    return starts, folded


@lru_cache(maxsize=32768)
def _begun(low: str, folded: str, language: str) -> tuple[Short, ...]:
    """Return the short forms and buildings whose first word, in any case, a word may be."""
    starts, cases = _short_forms(language)
    plain = starts.get(low, ())
    return (*plain, *(one for case in (folded, *nominatives(folded, language)) for one in cases.get(case, ()) if one not in plain))


def _take_listed(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Add short forms and the buildings that stand for governments, which no gazetteer lists under that place, in all their cases."""
    for i in page.capitals:
        for how, surface, name in _begun(page.words[i].low, page.folds[i], cues.language):
            _try(names, page, cues, gazetteer, i, how, surface, name)


def _try(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer, i: int, how: str, surface: str, name: str) -> None:
    words = phrase(surface).split(" ")
    last = i + len(words) - 1
    if last >= len(page.words):
        return
    plain = [w.low for w in page.words[i : last + 1]] == words
    if not plain and (surface.isupper() or not all(_case_of(page.folds[i + n], fold(w), cues.language) for n, w in enumerate(words))):
        return
    written = page.text[page.words[i].start : page.words[i].start + len(surface)]
    if how == "alias" and plain and written != surface:
        return
    known = names.get((i, last))
    if known is not None and how == "alias" and known.candidates[0].feature_code in ("PCLI", "ADM1"):
        names[i, last] = known._replace(how="alias")
        return
    places = gazetteer.lookup(name, cues.language)
    if places:
        names[i, last] = Name(i, last, places[:CANDIDATES] if how == "alias" else places[:1], how)


def _case_of(word: str, name: str, language: str) -> bool:
    return word == name or name in nominatives(word, language)


def _take_waters(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Add names that begin with a feature word in small letters: "canal de Panama", "в проливе Дрейка"."""
    found = []
    for first, last in (*names, *((i, i) for i in page.capitals if (i, i) not in names)):
        start = first
        while page.words[first].capital and start > 0 and first - start < _HEAD and page.joined[start]:
            start -= 1
            word = page.words[start]
            if word.low in cues.heads and not word.capital and (start, last) not in names:
                rest = page.text[word.end : page.words[last].end]
                heads = (word.low, *(form for form in nominatives(page.folds[start], cues.language) if form in cues.heads))
                known = (cues.aliases.get(head + rest, head + rest) for head in heads)
                places = next((there for name in known if (there := gazetteer.lookup(name, cues.language))), ())
                if places and not places[0].feature_code.startswith("PPL"):
                    found.append(Name(start, last, places[:CANDIDATES], "listed"))
    names.update({(n.first, n.last): n for n in found})


def _take_parted(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Add the cases of names with an apostrophe, which are two words of the page: "Слов'янська", not "L'île"."""
    for i in (i for i, gap in enumerate(page.gaps) if gap in _APOSTROPHES and 0 < i < len(page.words)):
        head = page.words[i - 1]
        small = not page.words[i].capital
        hung = page.words[i].low in cues.clitics or (small and cues.endings_hung) or _elided(page, cues, i - 1)
        if not head.capital or (i - 1, i) in names or hung:
            continue
        for last in (i + 1, i):
            if last < len(page.words) and (last == i or page.gap(last) == "-"):
                whole = page.text[head.start : head.end] + page.text[page.words[i].start : page.words[last].end]
                places = gazetteer.lookup(whole, cues.language)
                if places:
                    names[i - 1, last] = Name(i - 1, last, places[:CANDIDATES], "inflected")
                    break


def _tell_by_brackets(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Leave a name that has its river in brackets the places that are called so as a whole: "Frankfurt (Oder)"."""
    for (first, last), name in list(names.items()):
        right = last + 1
        if right >= len(page.words) or page.gap(right) != " (" or page.text[page.words[right].end : page.words[right].end + 1] != ")":
            continue
        whole = fold(page.text[page.words[first].start : page.words[right].end + 1])
        found = tuple(p for p in gazetteer.lookup(whole.title(), cues.language) if fold(p.name) == whole)
        if found:
            names[first, last] = name._replace(candidates=found)


def _take_joined(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Add a part of a state and the port of a town that are one word: "Nordsyrien", "Ennshafen"."""
    if not cues.sides:
        return
    for i in page.capitals:
        word = page.text[page.words[i].start : page.words[i].end]
        if (i, i) in names:
            continue
        side = next((s for s in cues.sides if word.lower().startswith(s)), "")
        if side and len(word) - len(side) >= _STEM:
            areas = [p for p in gazetteer.lookup(word[len(side) :].capitalize(), cues.language)[:1] if p.feature_code in ("PCLI", "ADM1")]
            if areas:
                names[i, i] = Name(i, i, tuple(areas), "inflected")
        town = word[: len(word) - len(cues.harbour)]
        if word.endswith(cues.harbour) and len(town) >= _STEM and cue_words.commonness(cues.language).get(fold(town), 0.0) < cue_words.RARE:
            ports = [p for p in gazetteer.lookup(town, cues.language)[:1] if p.feature_code.startswith("PPL") and p.population >= _PORT]
            if ports and not cues.locative.isdisjoint(page.before(i)):
                names[i, i] = Name(i, i, tuple(ports), "harbour")


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


def _take_capitals(names: Names, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Let the adjective of a country beside the word for its capital name that: "the Georgian capital", "la capital cubana"."""
    for (first, last), name in list(names.items()):
        noun = last + 1 if cues.adjectives_first else first - 1
        beside = 0 <= noun < len(page.words) and page.joined[max(noun, first)]
        if name.how != "demonym" or not beside or not _is_capital(page.words[noun].low, cues.language):
            continue
        state = name.candidates[0]
        seat = _seat(state.country, gazetteer) if state.feature_code == "PCLI" else ()
        upto = max(noun, last)
        own = (n for (begin, _), n in names.items() if upto < begin <= upto + _OWN_NAME and n.candidates[0] in seat)
        if seat and next(own, None) is None:
            names[min(first, noun), upto] = Name(min(first, noun), upto, seat, "capital")


def _seat(code: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the capital of a country, nothing where the gazetteer has none."""
    found = gazetteer.lookup(country(code).capital_name, "en")
    return tuple(p for p in found if p.feature_code == "PPLC" and p.country == code)[:1]


def _is_capital(low: str, language: str) -> bool:
    return "word.capital" in load(language).alone(low)


def _stands_alone(page: Page, cues: Cues, i: int) -> bool:
    """Tell whether an adjective in capitals is a name by itself: "сів на аеродромі Чкаловський.", but not "у Ростовській області"."""
    right = i + 1
    if page.first[i] or not page.words[i].capital:
        return False
    within = right < len(page.words) and page.joined[right] and page.gap(right) in (" ", "-")
    return not within or page.words[right].low in cues.locative or page.words[right].low in cues.conjunctions
