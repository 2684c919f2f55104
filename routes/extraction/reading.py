"""Reading: the text of a report as sentences of names, quantities, dates, and words with what the lexicon says of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction import cues, dates, figured, moments
from routes.extraction.lexicon import Lexicon
from routes.extraction.prepositions import OF
from routes.extraction.sentences import Item, Sentence, barred, country, water
from routes.text import Token, key, sentences, tokens

if TYPE_CHECKING:
    from routes.model import Toponym

_LONGEST = 250  # items of a sentence read as one
_UNLIKE = 20  # times over which two figures do not share a unit
_NONE = "none.any"  # of a verb that its particle makes no movement: "trug die Klägerin vor"
_PARTED = 30  # items between a verb and its particle
_FEW = 4  # candidates that are looked at
_COUNTED = 3  # items after "with", hedges and numbers, among which what it leads to stands
_QUALIFIED = 5  # items from the adjective of a country to the name that it qualifies
_CLITIC = 5  # items from a "from there" before its verb to the verb
_GERUNDS = ("ant", "ndo")
_POSSESSIVES = ("'s", "’s")
_TURNS = frozenset({"word.interrupted", "word.blocked", "word.planned", "word.inbound", "word.out", "word.transfer"})
_KEPT = frozenset({"word.back", "word.onward", "word.hither"})  # what a particle says that its verb does not
_STATUSES = frozenset({"word.planned", "word.blocked"})
_PUTS = frozenset({"load", "unload"})
_TAKEN = frozenset({"prep.from", "prep.of_from", "prep.to", "prep.dest", "prep.at_to", "prep.via", "prep.at", "prep.between"})
_OF = frozenset({"prep.of", "prep.of_from"})
_POINTING = frozenset({"word.there_from", "word.there_noun"})
_SITES = frozenset({"word.feature", "word.port", "word.airport"})
_SITED = frozenset({"prep.of", "prep.at", "prep.at_to"})


def read(text: str, lexicon: Lexicon, toponyms: tuple[Toponym, ...], published: str = "") -> list[Sentence]:
    """Return the sentences of a report with their items."""
    spans = sentences(text, lexicon.abbreviations, ordinals=lexicon.ordinals)
    names = sorted(toponyms, key=lambda t: (t.span.start, -t.span.end))
    every = tokens(text, elisions=lexicon.elisions)
    found, first, name = [], 0, 0
    calendar = moments.Calendar(published)
    for index, span in enumerate(spans):
        while first < len(every) and every[first].start < span.start:
            first += 1
        last = first
        while last < len(every) and every[last].start < span.end:
            last += 1
        while name < len(names) and names[name].span.start < span.start:
            name += 1
        upto = name
        while upto < len(names) and names[upto].span.start < span.end:
            upto += 1
        items = _items(text, every[first:last], lexicon, names[name:upto], published)
        _join_parted(text, items)
        _share_units(items)
        _months(text, items)
        moments.place(text, index, items, every[first:last], lexicon, calendar)
        _ahead(text, items)
        _qualify(text, items)
        _company(text, items, tuple(str(lexicon.settings.get("instrumental", "")).split()))
        _thence(items)
        # What has no full stop for hundreds of words is a list or a table: it is read in pieces, so that time stays linear.
        found += [Sentence(index, span, items[n : n + _LONGEST]) for n in range(0, len(items), _LONGEST)]
        first, name = last, upto
    _vehicles_meant(found)
    return found


def _items(text: str, line: list[Token], lexicon: Lexicon, names: list[Toponym], published: str) -> list[Item]:
    """Return the items of one sentence: names first, then dates, quantities, phrases, single marks."""
    found: list[Item] = []
    endings = tuple(str(lexicon.settings.get("participles", "")).split())
    inward = tuple(str(lexicon.settings.get("inward", "")).split())
    outward = frozenset(str(lexicon.settings.get("outward", "")).split())
    resting = cues.load(lexicon.code).resting
    i = name = 0
    while i < len(line):
        token = line[i]
        while name < len(names) and names[name].span.end <= token.start:
            name += 1
        if name < len(names) and names[name].span.start < token.end and not figured.counts(line, i, lexicon, names[name]):
            end = names[name].span.end
            owner = {"word.owner": ""} if text.startswith(_POSSESSIVES, end) else {}
            found.append(Item("t", names[name].span.start, end, token.key, owner, toponym=names[name]))
            found[-1].led_into = names[name].surface.casefold().endswith(inward)
            name += 1
            while name < len(names) and names[name].span.start < max(end, token.end):  # "Najin-Dunay" is one word with two names
                if names[name].span.start >= end:
                    end = names[name].span.end
                    found.append(Item("t", names[name].span.start, end, token.key, toponym=names[name]))
                name += 1
            while i < len(line) and line[i].start < end:
                i += 1
            continue
        limit = next((n.span.start for n in names[name : name + 2] if n.span.start > token.start), 1 << 60)
        item, i = _item(line, i, lexicon, published, limit)
        bare = found and item.kind == "w" and not item.tags and item.end - item.start > 2 and not lexicon.settings.get("capitals")
        if bare and text[item.start].isupper() and text[item.end - 1].islower():
            item.retag({"word.name": "resting" if item.key.endswith(resting) else ""})
        item.done = item.kind == "w" and not item.tags.keys() - {"word.name"} and item.key.endswith(endings)
        item.led_into = item.kind == "w" and item.key.endswith(inward) and item.key not in outward and not item.has("prep.")
        found.append(item)
    return found


def _share_units(items: list[Item]) -> None:
    """Give the first of two figures the unit that only the second writes: "66 and 55 kilometres away"."""
    for i in range(len(items) - 2):
        first, second = items[i].quantity, items[i + 2].quantity
        if first is None or second is None or first.unit or not second.unit or "word.and" not in items[i + 1].tags:
            continue
        if max(first.value, second.value) < _UNLIKE * min(first.value, second.value):  # "330 and two days": of other things
            items[i].quantity = replace(first, unit=second.unit)


def _months(text: str, items: list[Item]) -> None:
    """Leave a word with a capital after a word of dates only its meaning as a month: "since March", "in May"."""
    for before, item in pairwise(items):
        if item.has("date.month") and len(item.tags) > 1 and before.has("date.") and text[item.start].isupper():
            item.retag({tag: value for tag, value in item.tags.items() if tag.startswith("date.")})


def _ahead(text: str, items: list[Item]) -> None:
    """Mark the words for a day to come, where they are no noun for the morning: "morgen", "mañana", but "der Morgen", "la mañana"."""
    for i, item in enumerate(items):
        noun = i > 0 and (text[item.start].isupper() or "word.det" in items[i - 1].tags)
        if item.day is not None and item.day.ahead and not noun:
            item.retag({**item.tags, "word.ahead": ""})


def _company(text: str, items: list[Item], endings: tuple[str, ...]) -> None:
    """Mark what a case tells: that "from" is "with", "з 20 тисячами тонн", and that a water is the way, "прошли Суэцким каналом"."""
    for i, item in enumerate(items if endings else []):
        if (
            item.toponym is not None
            and water(item.toponym)
            and any(word.endswith(endings) for word in item.toponym.surface.lower().split())
        ):
            item.tags["word.through"] = ""
        if not ("prep.with" in item.tags and "prep.from" in item.tags):
            continue
        after = items[i + 1 : i + 1 + _COUNTED]
        last = next((k for k, noun in enumerate(after) if noun.kind != "q" and not noun.has("hedge.")), len(after))
        if any(
            word.endswith(endings)
            for noun in after[: last + 1]
            if noun.kind in "wq"
            for word in text[noun.start : noun.end].lower().split()
        ):
            item.retag(item.tags | {"word.along": ""})


def _thence(items: list[Item]) -> None:
    """Take a word that can be "from there" before a verb for that: "trois vraquiers en sont partis pour B", but not "en partant"."""
    for i, item in enumerate(items):
        if "word.thence" not in item.tags:
            continue
        verb = next((k for k in range(i + 1, min(len(items), i + 1 + _CLITIC)) if items[k].has("motion.")), -1)
        helped = verb > 0 and all(k.kind == "w" and not k.has("prep.") and "word.det" not in k.tags for k in items[i + 1 : verb])
        leaves = verb > 0 and (items[verb].value("motion.").startswith("depart") or any("word.aux" in k.tags for k in items[i + 1 : verb]))
        counted = any(k.kind == "q" and not k.unit for k in items[verb + 1 : verb + 1 + _COUNTED])  # "elle en a livré trois cents"
        kept = {tag: value for tag, value in item.tags.items() if tag != "word.thence"}
        if helped and leaves and not counted and not items[verb].key.endswith(_GERUNDS):
            kept = {tag: value for tag, value in kept.items() if not tag.startswith("prep.")}
            item.retag(kept | {"word.there_from": "", "word.clitic": ""})
        else:
            item.retag(kept)


def _vehicles_meant(found: list[Sentence]) -> None:
    """Tell of words for vehicles of two kinds which one is meant, where the report tells: a freighter that flies, a convoy of wagons.

    "Volaban a B y de ahí, en la bodega de otro carguero, a C"; "el tren … Un segundo convoy salió de A".
    """
    told = {mode for s in found for item in s.items for mode in _kinds(item)}
    for sentence in found:
        flown = False  # so far
        for k, item in enumerate(sentence.items):
            flown = flown or "air" in _kinds(item)
            if "word.freighter" in item.tags and flown:
                _mean(item, "air")
            another = k > 0 and "word.split" in sentence.items[k - 1].tags
            if "word.convoy" in item.tags and "rail" in told and (another or "road" not in told):
                _mean(item, "rail")


def _kinds(item: Item) -> list[str]:
    """Return by what an item says that something goes, unless it is a word for vehicles of two kinds."""
    if "word.freighter" in item.tags or "word.convoy" in item.tags:
        return []
    return [tag.rpartition(".")[2] for tag in item.tags if tag.startswith(("vehicle.", "medium.", "motion."))]


def _mean(item: Item, mode: str) -> None:
    """Let a vehicle be of one kind."""
    item.retag({f"vehicle.{mode}" if tag.startswith("vehicle.") else tag: value for tag, value in item.tags.items()})


def _qualify(text: str, items: list[Item]) -> None:
    """Make a country that only qualifies the name after it a word: "the Lithuanian port of Klaipeda", "Egypt's Damietta".

    What stands before it then governs the name: "to the Lithuanian port of Klaipeda" leads to Klaipeda.
    """
    for i, item in enumerate(items[:-1]):
        state = item.toponym
        if state is None or not state.candidates:
            continue
        small = text[item.start].islower() and text[item.start : item.end].isalpha()  # "каспійського порту Амірабад"
        of_state = state.candidates[0].feature_code.startswith("PCL")
        if not small and not (of_state and ("demonym" in state.cues or text.startswith(_POSSESSIVES, item.end))):
            continue
        for k in range(i + 1, min(len(items), i + 1 + _QUALIFIED)):
            name = items[k].toponym
            if name is not None:
                code = state.candidates[0].country
                sited = of_state and small and any("word.feature" in items[j].tags for j in range(i + 1, k))  # "к британской базе Ротера"
                inside = (small and not of_state) or sited or any(c.country == code for c in name.candidates[:_FEW])
                if not barred(name) and not country(name) and inside:
                    items[i] = Item("w", item.start, item.end, item.key, {"word.det": ""})
                break
            if not _describes(items[k]):
                break


def _describes(item: Item) -> bool:
    """Tell whether a word can stand between an adjective and the name that it qualifies: "port of", "city of"."""
    if item.kind != "w" or item.has("motion.") or item.has("vehicle."):
        return False
    if item.has("prep."):
        return item.value("prep.") in OF
    return (
        not item.tags
        or "word.feature" in item.tags
        or "word.port" in item.tags
        or "word.det" in item.tags
        or "word.name" in item.tags
        or "word.capital" in item.tags
        or item.has("direction.")
    )


def _join_parted(text: str, items: list[Item]) -> None:
    """Give a verb the meaning it has with the particle that ends its clause: "lief am Montag aus Hamburg aus" is "auslaufen".

    The particle then is no preposition.
    """
    for p, particle in enumerate(items):
        if "word.particle" not in particle.tags:
            continue
        word = key(text[particle.start : particle.end])
        if " " not in word and not _ends_clause(items, p):
            continue
        head = f"parted.{word}."
        for verb in reversed(items[max(0, p - _PARTED) : p]):
            told = [tag[len(head) :] for tag in verb.tags if tag.startswith(head)]
            if told:
                kept = {tag: value for tag, value in verb.tags.items() if not tag.startswith("motion.")}
                verb.retag(kept | {f"motion.{tag}": "" for tag in told if tag != _NONE})
                particle.retag({"word.particle": ""} | {tag: "" for tag in particle.tags if tag in _KEPT})
                break


def _ends_clause(items: list[Item], p: int) -> bool:
    after = items[p + 1] if p + 1 < len(items) else None
    return after is None or (after.kind == "p" and after.key not in '«“"„‘') or "word.and" in after.tags or "word.or" in after.tags


def _item(line: list[Token], i: int, lexicon: Lexicon, published: str, limit: int) -> tuple[Item, int]:
    token = line[i]
    first = token.key[0]
    if not first.isalnum() and not lexicon.lists(token.key):
        return Item("p", token.start, token.end, token.key), i + 1
    entries = lexicon.entries(token.key)
    if first.isdigit() or any(tag.startswith("date.") for _, tag, _ in entries):
        day = dates.read(line, i, lexicon, published)
        if day and line[day.j - 1].end <= limit and not figured.measures(line, i, day, lexicon):
            return Item("d", token.start, line[day.j - 1].end, token.key, day=day), day.j
    length, tags = lexicon.match(line, i)
    figure = figured.item(line, i, lexicon, tags, length, limit)
    if figure is not None:
        return figure
    length, tags = figured.uncounted(line, i, length, tags, lexicon)
    while length > 1 and line[i + length - 1].end > limit:  # "à destination de la" before "La Rochelle" is "à destination de"
        length, tags = lexicon.match(line[: i + length - 1], i)
    if length > 1 and not _POINTING.isdisjoint(tags) and _site_of(line, i + length, limit, lexicon, leaves="word.there_from" in tags):
        single = [(words, tag, value) for words, tag, value in entries if len(words) == 1]
        length, tags = 1, {tag: value for _, tag, value in single}  # "from the port of Lae" points at nothing told before
    leads = "word.then" in tags and _leads_to(line, i + length, limit, lexicon)  # "antes de Bilbao a Mahé"
    if length > 1 and (leads or _loose(line, i, length, lexicon, published)):
        length, tags = 1, {tag: value for words, tag, value in entries if len(words) == 1}
    if length > 1:
        tags.update(_inner(line[i : i + length], tags, lexicon))
        tags.update(_ended(line[i + length - 1].key, lexicon))
    if length > 1 and any(tag.startswith(("motion.", "claim.apart")) for tag in tags):  # "came from", "the distance from": its preposition
        tags.update((tag, value) for words, tag, value in lexicon.entries(line[i + length - 1].key) if len(words) == 1 and tag in _TAKEN)
        tags.update((tag, value) for words, tag, value in entries if len(words) == 1 and tag == "word.transfer")  # "пересыпали в"
    if not length and lexicon.settings.get("compounds") and "-" in token.key:  # "фура-рефрижератор" is a lorry
        head = lexicon.entries(token.key.partition("-")[0])
        tags = {tag: value for words, tag, value in head if len(words) == 1 and tag.startswith("vehicle.")}
        length = 1 if tags else 0
    if not length:
        return Item("w", token.start, token.end, token.key), i + 1
    kind = "w" if first.isalnum() else "p"
    return Item(kind, token.start, line[i + length - 1].end, token.key, tags), i + length


def _loose(line: list[Token], i: int, length: int, lexicon: Lexicon, published: str) -> bool:
    """Tell whether the last word of a phrase rather goes with what follows it: "da | gennaio 2024", "fuhr | ein Zug", "went | on foot"."""
    since = any(len(words) == length and tag == "word.since" for words, tag, _ in lexicon.entries(line[i].key))
    dated = since and dates.read(line, i + length - 1, lexicon, published) is not None
    return dated or _articled(line, i + length, lexicon) or _means(line, i + length - 1, lexicon)


def _articled(line: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Tell whether the word before ``line[i]`` is no particle of a verb, but the article of the noun there: "am Montag lief ein Schiff"."""
    tags = lexicon.alone(line[i - 1].key)
    if "word.particle" not in tags or "word.det" not in tags or i >= len(line) or not line[i].key[0].isalnum():
        return False
    return not any(tag in ("word.and", "word.or") or tag.startswith("prep.") for tag in lexicon.alone(line[i].key))


def _means(line: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Tell whether the last word of a phrase begins another one, which says by what something goes: "went | on foot"."""
    length, tags = lexicon.match(line, i)
    return length > 1 and any(tag.startswith("medium.") for tag in tags)


def _leads_to(line: list[Token], i: int, limit: int, lexicon: Lexicon) -> bool:
    """Tell whether the word before ``line[i]`` is an "of" that leads to a name there."""
    return i < len(line) and line[i].start == limit and any(tag in _OF for tag in lexicon.alone(line[i - 1].key))


def _site_of(line: list[Token], i: int, limit: int, lexicon: Lexicon, *, leaves: bool) -> bool:
    """Tell whether a name follows a site at once, or after an "of", "at" or "in"; an "of" that may mean "from" only where it is left."""
    if i >= len(line) or _SITES.isdisjoint(lexicon.alone(line[i - 1].key)):
        return False
    led = i + 1 < len(line) and line[i + 1].start == limit
    return line[i].start == limit or (
        led and any(tag in _SITED or (leaves and tag == "prep.of_from") for tag in lexicon.alone(line[i].key))
    )


def _vehicles(word: Token, lexicon: Lexicon) -> list[str]:
    """Return what kinds of vehicle a word names by itself; none for one that is no vehicle in a phrase: "took on board"."""
    tags = lexicon.alone(word.key)
    return [] if "word.aboard" in tags else [tag[len("vehicle.") :] for tag in tags if tag.startswith("vehicle.")]


def _ended(word: str, lexicon: Lexicon) -> dict[str, str]:
    """Return what the ending of the last word of a phrase says of it: "hareket edecek" is planned as any verb in "-ecek" is."""
    if not lexicon.cases:
        return {}
    return {tag: value for words, tag, value in lexicon.entries(word) if len(words) == 1 and tag in _STATUSES}


def _inner(words: list[Token], tags: dict[str, str], lexicon: Lexicon) -> dict[str, str]:
    """Return what the words of a phrase add to it: "sailed past" is of ships as "sailed" is, "diverted back" moves as "diverted" does."""
    if "word.port" in tags:  # "al puerto" leads there as "a" does
        return {tag: "" for tag in lexicon.alone(words[0].key) if tag in _TAKEN}
    kinds = [tag.split(".")[1] for tag in tags if tag.startswith("motion.") and tag.endswith(".any")]
    if not kinds and not all(tag in _TURNS for tag in tags):
        return {}
    single = [tag for word in words for tag in lexicon.alone(word.key) if tag.startswith("motion.")]
    if not kinds:
        return dict.fromkeys([tag for tag in single if not tag.startswith("motion.hold")][:1], "")
    modes = [tag.rpartition(".")[2] for tag in single]
    if not _PUTS.isdisjoint(kinds):  # "climbed into the lorries"
        aboard = [vehicle for word in words for vehicle in _vehicles(word, lexicon)]
        first = lexicon.alone(words[0].key)
        boards = any("word.aboard" in lexicon.alone(word.key) for word in words)  # "walked aboard", "drove aboard"
        seated = "word.seat" in first or (boards and not any(tag.startswith("motion.load") for tag in first))
        modes = aboard if seated else [*modes, *aboard]  # "сіли в автобус": the verb alone is said of aircraft that land
    mode = next((m for m in modes if m != "any" and not (m == "pipeline" and kinds[0] in _PUTS)), "")  # "pumped into the trucks"
    return {f"motion.{kind}.{mode}": "" for kind in kinds} if mode else {}
