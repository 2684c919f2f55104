"""The cue words of a language: what stands around a name and says what the name is. A language is a data file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from routes.assets import arrays, stems, toml
from routes.extraction.pages import phrase
from routes.text import fold

_FALLBACK = "en"
_NAME = 2.0  # taken off the Zipf frequency of a word that no dictionary lists
RARE = 1.5  # as common as a word may be and still be a name, see `commonness`

# Habits of writing that a language's file may state, and what holds where it does not.
_HABITS = {
    "nouns_capitalised": False,
    "genitive_titles": False,
    "demonyms_small": True,
    "unaccented": False,
    "adjectives_first": True,
    "names_listed": False,
    "endings_hung": False,
    "sides": (),
    "harbour": "",
}
_ASIDES = ("before", "after", "people", "lines", "at", "reports", "agencies", "speaking")


@dataclass(frozen=True)
class Cues:
    """The cues of one language; every phrase is normalised by `routes.extraction.pages.phrase`."""

    language: str
    countries: frozenset[str]  # where the language's press is at home
    nouns_capitalised: bool
    genitive_titles: bool
    demonyms_small: bool  # adjectives of countries are written small
    tongues: frozenset[str]  # before an adjective of a country that is the name of a language: "in Russian"
    contracted: frozenset[str]  # prepositions that hold an article
    unaccented: bool  # words of the language have no accents
    adjectives_first: bool  # an adjective stands before its noun
    titles: frozenset[str]
    speech: frozenset[str]
    says: frozenset[str]  # verbs after what is said, before who said it
    years: frozenset[str]  # of an age behind a name: "X, 26 years old"
    kin: frozenset[str]  # what somebody is to others, or does: "sister", "driver"
    given: frozenset[str]
    particles: frozenset[str]
    endings: tuple[str, ...]  # of names, the longest first
    resting: tuple[str, ...]  # endings of the case that says where something is and not whither it goes: "в Бресте", not "в Брест"
    bodies: frozenset[str]
    vessels: frozenset[str]
    vessels_after: frozenset[str]  # what stands behind the name of a ship
    called: frozenset[str]  # those of them that stand behind a name and no place: "named"
    locative: frozenset[str]
    weak: frozenset[str]
    conjunctions: frozenset[str]
    personal: frozenset[str]  # prepositions that lead to people as often as to places
    streets: frozenset[str]  # what follows is the name of a street
    vague: dict[str, float]
    features_before: dict[str, str]
    features_after: dict[str, str]
    heads: frozenset[str]  # the words that features begin with
    links: frozenset[str]  # "of", between a name and the state that tells it from its namesakes
    metonym_before: frozenset[str]
    metonym_window: int
    impersonal: frozenset[str]
    any_verb: bool  # a word in small letters after a name that heads a clause is its verb, not a noun
    literal: frozenset[str]  # verbs that are said of a city itself
    auxiliaries: frozenset[str]
    small: frozenset[str]  # words that stand between a subject and its verb
    is_: frozenset[str]  # forms of to be that help a verb with one of the endings in ``going``
    going: tuple[str, ...]
    past: tuple[str, ...]  # endings by which a verb is told from a noun where `any_verb` is not set
    modals: frozenset[str]  # auxiliaries after which a verb has no ending
    adverbs: tuple[str, ...]  # endings of adverbs
    been: frozenset[str]  # the participle of to be
    states: frozenset[str]  # what a government is: "ready", "briefed"
    diplomacy: frozenset[str]  # what one has with a government
    accompanied: frozenset[str]  # the prepositions after it: "with"
    agents: frozenset[str]  # "by", after what a government did
    voices: frozenset[str]  # what comes from a government and from no town: "a veto from X"
    address: frozenset[str]  # what one does to a government
    aside_before: frozenset[str]  # what leads to a name and to no stop: "agreements of", see `routes.extraction.asides`
    aside_after: frozenset[str]  # the same behind a name: "Street"
    aside_people: frozenset[str]  # those who only tell: "sources"
    aside_lines: frozenset[str]  # by what one tells, where a firm is at home: "phone", "headquarters"
    aside_at: frozenset[str]  # the prepositions between that and a place
    aside_reports: frozenset[str]  # verbs of telling
    aside_agencies: frozenset[str]  # who reports
    aside_speaking: frozenset[str]  # participles of speaking
    one: frozenset[str]  # what stands for a place told already: "not the one in X"
    seats: dict[str, str]  # a building or office -> the city whose government it stands for
    stop: frozenset[str]
    names_listed: bool  # the dictionary of the language lists names among its words
    endings_hung: bool  # case endings stand behind an apostrophe: "İstanbul'dan"
    sides: tuple[str, ...]  # what a name begins with that means a part of a state: "Nordsyrien"
    harbour: str  # what the name of a town's port ends in: "Ennshafen"
    clitics: frozenset[str]  # what an apostrophe may hang on a word: "'s"
    aliases: dict[str, str]  # a short form, exactly as written -> the name the gazetteer knows
    # What the fields above come to, kept because it is asked for at every name.
    strong: frozenset[str]  # locative and not weak
    leading: frozenset[str]  # what leads to a name that is no subject
    governing: frozenset[str]  # verbs that say by themselves that a capital is a government


def languages() -> tuple[str, ...]:
    """Return the languages that have a cue file."""
    return stems("extraction/cues")


@cache
def load(language: str) -> Cues:
    """Return the cues of a language; those of English where there is no file for it."""
    code = language if language in languages() else _FALLBACK
    data = toml(f"extraction/cues/{code}.toml")
    person, metonym, features, ship = data["person"], data["metonym"], data["feature"], data["ship"]
    locative, weak, conjunctions = (_phrases(data["locative"][key]) for key in ("words", "weak", "conjunctions"))
    verbs, literal, auxiliaries = (_phrases(metonym[key]) for key in ("verbs", "literal", "auxiliaries"))
    return Cues(
        language=code,
        countries=frozenset(data["countries"]),
        **{name: data.get(name, default) for name, default in _HABITS.items()},
        tongues=_phrases(data.get("tongues", ())),
        contracted=_phrases(data.get("contracted", ())),
        **_of_people(person),
        given=frozenset(fold(n) for n in person["given"]),
        particles=frozenset(person["particles"]),
        endings=tuple(sorted(person.get("endings", ()), key=len, reverse=True)),
        resting=tuple(data["locative"].get("resting", ())),
        bodies=_phrases(data["organisation"]["words"]),
        vessels=_phrases(ship["before"]),
        vessels_after=_phrases((*ship.get("after", ()), *ship.get("called", ()))),
        called=_phrases(ship.get("called", ())),
        locative=locative,
        weak=weak,
        conjunctions=conjunctions,
        personal=_phrases(data["locative"]["personal"]),
        streets=_phrases(data["locative"]["streets"]),
        vague={phrase(k): float(v) for k, v in data["vague"].items()},
        features_before=_features(features, "before"),
        features_after=_features(features, "after"),
        links=_phrases(features.get("links", ())),
        heads=frozenset(p.split(" ", 1)[0] for p in _features(features, "before")),
        metonym_before=_phrases(metonym["before"]),
        metonym_window=metonym["verb_window"],
        impersonal=_phrases(metonym["impersonal"]),
        any_verb=metonym["any_verb"],
        literal=literal,
        auxiliaries=auxiliaries,
        small=_phrases(metonym["small"]),
        going=tuple(metonym.get("going", ())),
        past=tuple(metonym.get("past", ())),
        is_=_phrases(metonym.get("is", ())),
        modals=_phrases(metonym.get("modals", ())),
        adverbs=tuple(metonym["adverbs"]),
        been=_phrases(metonym["been"]),
        states=_phrases(metonym["states"]),
        diplomacy=_phrases(metonym["diplomacy"]),
        accompanied=_phrases(metonym["with"]),
        agents=_phrases(metonym.get("agents", ())),
        voices=_phrases(metonym["voices"]),
        address=_phrases(metonym["address"]),
        **_of_asides(data["aside"]),
        seats={phrase(k): v for k, v in metonym["buildings"].items()},
        stop=frozenset(fold(w) for w in data["stop"]["words"]),
        clitics=frozenset(data["stop"].get("clitics", ())),
        aliases=dict(data["aliases"]),
        strong=locative - weak,
        leading=(locative | _phrases(metonym["with"])) - conjunctions,
        governing=verbs - auxiliaries - literal,
    )


def _of_people(person: dict[str, Any]) -> Any:
    """Return the fields that tell people's names."""
    fields = {"titles": "before", "speech": "after", "says": "says", "years": "years", "kin": "kin"}
    return {name: _phrases(person[key]) for name, key in fields.items()}


def _of_asides(aside: dict[str, Any]) -> Any:
    """Return the fields of `routes.extraction.asides`; agencies have the same names in every language of an alphabet."""
    named = toml("extraction/recognition.toml")["agencies"]
    found = {f"aside_{key}": _phrases(aside[key]) for key in _ASIDES}
    return found | {"aside_agencies": _phrases((*named, *aside["agencies"])), "one": _phrases(aside["one"])}


def _phrases(listed: Any) -> frozenset[str]:
    return frozenset(phrase(p) for p in listed)


def _features(features: dict[str, Any], side: str) -> dict[str, str]:
    """Return the kind of each phrase; a "~" at its end stands for nothing and for each of the file's ``links``: "port", "port de".

    A phrase is also known with each of the file's ``endings``, which the nouns of a language bear: "limanı", "limanından".
    """
    links, endings = ("", *features.get("links", ())), ("", *features.get("endings", ()))
    found = {}
    for kind, sides in features.items():
        for p in sides[side] if kind not in ("links", "endings") else ():
            plain = p.removesuffix(" ~")
            whole = [phrase(f"{plain} {link}") for link in (links if plain != p else ("",))]
            found.update({name + ending: kind for name in whole for ending in endings})
    return found


@cache
def _lines(file: str, key: str) -> tuple[str, ...]:
    found = arrays(file)
    return tuple(found[key].tobytes().decode().split("\n")) if key in found else ()


@cache
def given_names() -> frozenset[str]:
    """Return given names of many countries, folded."""
    return frozenset(_lines("names.npz", "given"))


@cache
def surnames() -> frozenset[str]:
    """Return surnames of many countries, folded."""
    return frozenset(_lines("names.npz", "family"))


@cache
def commonness(language: str) -> dict[str, float]:
    """Return how much a folded word is a word of the language and no name: about 3 (rare) to 7 ("the").

    The Zipf frequency of dictionary words that are written small. A word that no dictionary lists is likely frequent because it
    is a name, so two points are taken off; off every word where the dictionary lists names too.
    """
    parted = [line.rpartition(" ") for line in _lines("words.npz", load(language).language)]
    small = _NAME if load(language).names_listed else 0.0
    values = {mark: int(mark[:-1]) / 10 - (small if mark[-1] == "+" else _NAME) for mark in {mark for _, _, mark in parted}}
    return {word: values[mark] for word, _, mark in parted}
