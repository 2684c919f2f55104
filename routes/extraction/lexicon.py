"""The words of a language, from its data file `lexicons/*.toml`.

A language is one file. Values are strings of entries set apart by commas or line ends; an entry is one word or a
phrase; ``word*`` stands for every word that starts so, ``*word`` for every longer word that ends so (the head of a compound);
a lone ``*`` inside a phrase for any word;
``deliver{|s|ed}`` for several endings; ``livr@er`` for the endings named in the file's table ``endings``; ``word=5`` gives a word
a value. The table ``parted`` lists, under the particle that ends their clause, the verbs that it makes another verb of; the table
``fused`` of ``number`` gives the stems of adjectives of measure their units ("stündig" of "dreistündige"). The table ``case`` lists,
under the preposition that each stands for, the case endings of names and of the nouns that go with them, after an apostrophe only those
written with one; the table ``after`` lists postpositions the same way, ``after_from`` those that mean something else behind an ablative,
and ``bound`` the hedges that stand behind their figure (see `routes.extraction.marks`). The table ``derived`` lists,
under an ending, those of the forms whose meaning is that of the form with it ("приплывшее" is "приплыл"), the table ``log`` the short
forms of a ship's log (see `routes.extraction.positions`).

The table ``ordinal`` tells how days are counted (see `routes.extraction.ordinals`): the ordinals ``listed`` with their values; the
endings that others are ``made`` with, each with what the number has instead ("ieth=y"); what follows ``figures``; the ``days``, those
of them that stand ``alone``; what must ``lead`` to the ordinal else, and what looks like it and is none (``bar``); the phrases before a
day ``counted`` behind its word ("on day nine"). The table ``clock`` tells times of day (see `routes.extraction.clocks`).

Before its first table a file says what `profile` returns and how the language writes: ``capitals`` and ``ordinals`` that its nouns are
written large and its ordinals with a full stop, ``compounds`` that the first part of a word with a hyphen tells what it is,
``participles`` the endings of participles, ``attributives`` those before a noun, ``instrumental`` those of the case behind a "with" that
means "from" as well, ``still`` what may stand between "is" and a place, ``instead`` the words that put one place in the place of another
(see `routes.extraction.contrasts`).
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from routes import assets
from routes.text import Token, key, tokens

_FOLDER = "extraction/lexicons"
_HEAD = 6000  # characters of a data file that hold all that stands before its first table
_ENDINGS = re.compile(r"(@[a-z]{1,12})")
_LETTERS = re.compile(r"[^\W\d_]{0,24}")
DISTANCES = frozenset({"unit.km", "unit.mi", "unit.nmi", "unit.mile"})  # tags of the units in which places lie apart
_LIGHT = ("date.", "number.", "unit.", "claim.fluff")
_APART = "moment."  # tags that are only found where they are asked for: they change nothing of how a sentence is read
_LONGEST_STEM = 24
_LONGEST_WORD = 100  # letters of one token
_SHORTEST_PART = 3  # letters of either part of a compound
_SHORTEST_STEM = 2  # letters that a case ending leaves
_SETTINGS = frozenset(
    {
        "number.decimal",
        "number.group",
        "number.join",
        "number.inside",
        "number.compound",
        "number.inverted",
        "number.and_half",
        "number.and_quarter",
        "date.order",
    }
)
_MEMORY = 200_000  # words remembered per language before the memory is emptied
_BEGINNING = 3  # letters by which entries are told apart before they are written out
_STEPS = 3  # forms through which one is made of a listed one: "перебиралось", "перебиралося", "перебирався"

Entry = tuple[tuple[str, ...], str, str]  # words, tag, value
Shelf = tuple[dict[str, list[Entry]], list[Entry]]
_NOTHING: tuple[tuple[Entry, ...], tuple[str, ...]] = ((), ())


@dataclass
class Lexicon:
    """The words of one language, looked up by the first word of an entry.

    Most entries are never needed: they are kept as the file has them until a word is met that begins as all of their forms do.
    """

    code: str
    elisions: frozenset[str]
    abbreviations: frozenset[str]
    ordinals: bool
    settings: dict[str, Any]
    tags: dict[str, int] = field(default_factory=dict)  # in the order of the file
    endings: dict[str, str] = field(default_factory=dict)  # in braces, by "@" and their name
    listed: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)  # entries by the letters that all forms begin with
    shelves: dict[str, Shelf] = field(default_factory=dict)  # those of them that are written out
    heads: dict[str, list[Entry]] = field(default_factory=dict)  # the last part of compounds
    seen: dict[str, tuple[tuple[Entry, ...], tuple[str, ...]]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    numeric: dict[str, bool] = field(default_factory=dict)  # whether a number may begin with a word
    derived: dict[str, tuple[str, ...]] = field(default_factory=dict)  # an ending and those of the forms that forms with it are made of
    cases: tuple[tuple[str, str], ...] = ()  # endings of a name and the prepositions that they stand for, the longest first

    def add(self, tag: str, words: str) -> None:
        """Take every entry of a list under a tag."""
        self.tags.setdefault(tag, len(self.tags))
        for phrase, value in listing(words):
            for begun in self.forms(phrase, _BEGINNING):
                if begun.startswith("*"):
                    for entry in self._written(begun, tag, value):
                        self.heads.setdefault(entry[0][0][1:], []).append(entry)
                else:
                    letters = _LETTERS.match(key(begun))[0]  # type: ignore[index]
                    self.listed.setdefault(letters, []).append((begun, tag, value))

    def forms(self, phrase: str, letters: int = sys.maxsize) -> list[str]:
        """Return the forms of an entry, with so many of their first letters written out."""
        return _expand(phrase, self.endings, letters)

    def _written(self, phrase: str, tag: str, value: str) -> list[Entry]:
        """Return an entry of the file in all its forms."""
        return [(tuple(parts), tag, value) for parts in map(self.split, self.forms(phrase)) if parts]

    def _shelf(self, letters: str) -> Shelf:
        """Return the entries all of whose forms begin with some letters, by their first word, and those that stand for a beginning."""
        known = self.shelves.get(letters)
        if known is None:
            whole: dict[str, list[Entry]] = {}
            stems = []
            for entry in (one for listed in self.listed[letters] for one in self._written(*listed)):
                first = entry[0][0]
                if first.endswith("*"):
                    stems.append(entry)
                elif entry not in whole.setdefault(first, []):  # families of endings overlap
                    whole[first].append(entry)
            self.shelves[letters] = known = (whole, stems)
        return known

    def split(self, phrase: str) -> list[str]:
        """Return the words of an entry as `routes.text.tokens` would give them, stars kept."""
        if phrase.isalpha() and len(phrase) <= _LONGEST_WORD:  # one token as it stands; most entries are
            return [key(phrase)]
        words: list[str] = []
        for word in phrase.split():
            if word == "*" and words:
                words.append("*")
                continue
            bare = key(word.strip("*"))
            if word.endswith(("'*", "’*")):  # "mart'*": whatever case ending an apostrophe hangs on it
                words.append(bare + "*")
                continue
            alone = bare.endswith("'") and bare[:-1] in self.elisions
            plain = bare.isalpha() and len(bare) <= _LONGEST_WORD
            found = [bare] if alone or plain else [t.key for t in tokens(bare, elisions=self.elisions)]
            if word.startswith("*") and found:
                found[0] = "*" + found[0]
            if word.endswith("*") and found:
                found[-1] += "*"
            words += found
        return words

    def case(self, word: str, *, hung: bool = False) -> str:
        """Return the preposition that the ending of a word stands for, "" for none.

        ``hung`` tells that the word is itself only what an apostrophe hangs on a name.
        """
        for ending, kind in self.cases:
            if ending[0] == "'":
                if hung and word == ending[1:]:
                    return kind
            elif word.endswith(ending) and (hung or len(word) >= len(ending) + _SHORTEST_STEM):
                return kind
        return ""

    def entries(self, word: str) -> tuple[Entry, ...]:
        """Return the entries that may begin with a word, longest first."""
        return self._look(word)[0]

    def alone(self, word: str) -> tuple[str, ...]:
        """Return the tags of the entries that a word is by itself."""
        return self._look(word)[1]

    def _listed(self, word: str) -> list[Entry]:
        """Return the entries of the file that may begin with a word."""
        found: list[Entry] = []
        for letters in (word[:length] for length in range(min(len(word), _LONGEST_STEM) + 1)):
            if letters in self.listed:
                whole, stems = self._shelf(letters)
                found += whole.get(word, ())
                found += [e for e in stems if len(e[0][0]) > _SHORTEST_STEM and word.startswith(e[0][0][:-1])]
        return found

    def _made(self, word: str, steps: int = _STEPS) -> list[Entry]:
        """Return the entries of the verb of movement that a word is a form of which the file does not list."""
        for n in range(len(word) - _SHORTEST_PART) if steps else ():
            for base in self.derived.get(word[n + _SHORTEST_PART :], ()):
                form = word[: n + _SHORTEST_PART] + base
                entries = self._listed(form) or self._made(form, steps - 1)
                if any(tag.startswith("motion.") for _, tag, _ in entries):
                    return entries
        return []

    def _look(self, word: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        known = self.seen.get(word)
        if known is None:
            found = self._listed(word)
            if self.derived and all(words[0].endswith("*") for words, _, _ in found):
                found += self._made(word)
            if self.heads and not any(tag == "word.plain" for _, tag, _ in found):
                for start in range(max(_SHORTEST_PART, len(word) - _LONGEST_STEM), len(word) - _SHORTEST_PART + 1):
                    found += self.heads.get(word[start:], ())
            known = _NOTHING
            if found:
                entries = tuple(dict.fromkeys(sorted(found, key=self._rank)))
                known = (entries, tuple(tag for words, tag, _ in entries if len(words) == 1))
            if len(self.seen) > _MEMORY:
                self.seen.clear()
            self.seen[word] = known
        return known

    def _rank(self, entry: Entry) -> tuple[int, bool, int, int]:
        words, tag, _ = entry
        return -len(words), not words[0].endswith("*"), -len(words[0]), self.tags[tag]

    def lists(self, word: str) -> bool:
        """Tell whether an entry begins with exactly a word."""
        return any(words[0] == word for words, _, _ in self.entries(word))

    def candidates(self, word: str, following: str) -> tuple[Entry, ...]:
        """Return the entries that may begin with a word when another follows, longest first."""
        known = self.pairs.get((word, following))
        if known is None:
            every = self.entries(word)
            known = tuple(e for e in every if len(e[0]) == 1 or e[0][1] == following or _starts(e[0][1], following))
            if len(self.pairs) > _MEMORY:
                self.pairs.clear()
            self.pairs[word, following] = known
        return known

    def match(self, line: list[Token], i: int, kind: str = "") -> tuple[int, dict[str, str]]:
        """Return how many tokens the longest entry at ``line[i]`` takes, and the tags of all entries that long.

        ``kind`` limits the search to tags that begin so. Otherwise entries that only matter inside a date or a number give way to
        the others, however long they are: "hasta el" before a day must not hide "hasta".
        """
        length, weak = 0, True
        tags: dict[str, str] = {}
        for words, tag, value in self.candidates(line[i].key, line[i + 1].key if i + 1 < len(line) else ""):
            light = tag.startswith(_LIGHT)
            if (
                not tag.startswith(kind or "")
                or (not kind and tag.startswith(_APART))
                or (len(words) < length and (light or not weak or kind))
            ):
                continue
            if len(words) > 1 and not _fits(words, line, i):
                continue
            if not kind and weak and not light:
                weak = False
                if len(words) < length:
                    tags = {}
                length = len(words)
            elif not length:
                length = len(words)
            tags.setdefault(tag, value)
        return length, tags


def _starts(entry: str, word: str) -> bool:
    return entry.endswith("*") and word.startswith(entry[:-1])


def _fits(words: tuple[str, ...], line: list[Token], i: int) -> bool:
    if i + len(words) > len(line):
        return False
    for word, token in zip(words[1:], line[i + 1 : i + len(words)], strict=True):
        if word != token.key and not (word.endswith("*") and token.key.startswith(word[:-1])):
            return False
    return True


def listing(words: str) -> list[tuple[str, str]]:
    """Return the entries of a list with their values, the names of endings set in braces."""
    parted = (entry.partition("=") for entry in re.split(r"[,\n]", _ENDINGS.sub(r"{\1}", words)))
    return [(phrase.strip(), value.strip()) for phrase, _, value in parted]


def _expand(entry: str, endings: dict[str, str], letters: int) -> list[str]:
    """Return an entry with its braces written out from the first one on, until so many letters stand before the next."""
    first = entry.find("{")
    if first < 0 or first >= letters:
        return [entry] if entry else []
    depth, parts, since = 0, list[str](), first + 1
    for i in range(first, len(entry)):
        mark = entry[i]
        depth += (mark == "{") - (mark == "}")
        if (mark == "|" and depth == 1) or not depth:
            parts.append(entry[since:i].strip())
            since = i + 1
        if not depth:
            break
    written = (entry[:first] + endings.get(part, part) + entry[since:] for part in parts)
    return [form for one in written for form in _expand(one, endings, letters)]


def _flatten(table: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    """Return (tag, words) for every string of a table: ``[motion.depart] sea = "..."`` has the tag ``motion.depart.sea``."""
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flatten(value, f"{prefix}{name}.")
        else:
            found.append((prefix + name, value))
    return found


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a data file, sorted."""
    return assets.stems(_FOLDER)


def profile(language: str) -> dict[str, Any]:
    """Return what a language's data file says before its first table: its commonest words (``function``), the ``letters`` of its own.

    The rest of the file is not read: the language of a text is told among all of them.
    """
    with (assets.PACKAGE / _FOLDER / f"{language}.toml").open(encoding="utf-8") as file:
        return tomllib.loads(file.read(_HEAD).partition("\n[")[0])


@cache
def load(language: str) -> Lexicon:
    """Return the lexicon of a language; English for a language without a data file, since numbers and units still help."""
    code = language if language in languages() else "en"
    data = assets.toml(f"{_FOLDER}/{code}.toml")
    lexicon = Lexicon(
        code=code,
        elisions=frozenset(data.get("elisions", "").split()),
        abbreviations=frozenset(key(word) for word in data.get("abbreviations", "").split()),
        ordinals=bool(data.get("ordinals", False)),
        settings=data,
        endings={"@" + name: "{" + listed.replace(",", "|") + "}" for name, listed in data.get("endings", {}).items()},
    )
    endings = [(key(e.strip()), kind) for kind, listed in data.get("case", {}).items() for e in listed.split(",")]
    lexicon.cases = tuple(sorted(endings, key=lambda pair: -len(pair[0])))
    for base, listed in data.get("derived", {}).items():
        for ending in (form for phrase, _ in listing(listed) for form in lexicon.forms(phrase)):
            lexicon.derived[ending] = (*lexicon.derived.get(ending, ()), base)
    for particle in data.get("parted", ()):
        lexicon.add("word.particle", particle)
    for name, value in data.items():
        if name not in ("endings", "case", "derived", "ordinal", "clock") and isinstance(value, dict):
            for tag, words in _flatten(value, f"{name}."):
                if tag not in _SETTINGS and not tag.startswith("number.fused."):
                    lexicon.add(tag, words)
    return lexicon
