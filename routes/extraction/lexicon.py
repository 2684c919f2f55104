"""The words of a language, from its data file: the only place that knows the form of `lexicons/*.toml`.

A language is one file. Values are strings of entries set apart by commas or line ends; an entry is one word or a
phrase; ``word*`` stands for every word that starts so, ``*word`` for every longer word that ends so (the head of a compound);
a lone ``*`` inside a phrase for any word;
``deliver{|s|ed}`` for several endings; ``livr@er`` for the endings named in the file's table ``endings``; ``word=5`` gives a word
a value. The table ``parted`` lists, under the particle that ends their clause, the verbs that it makes another verb of; the table
``fused`` of ``number`` gives the stems of adjectives of measure their units ("stündig" of "dreistündige"). The table ``case`` lists,
under the preposition that each stands for, the case endings of names and of the nouns that go with them, after an apostrophe only those
written with one; the table ``after`` lists postpositions the same way, ``after_from`` those that mean something else behind an ablative,
and ``bound`` the hedges that stand behind their figure (see `routes.extraction.marks`). ``still`` lists what may stand between "is" and
a place, ``attributives`` the endings of participles before a noun, the table ``log`` the short forms of a ship's log (see
`routes.extraction.positions`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from routes import assets
from routes.text import Token, key, tokens

_FOLDER = "extraction/lexicons"
_ENDINGS = re.compile(r"@([a-z]{1,12})")
_LIGHT = ("date.", "number.", "unit.", "claim.fluff")
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

Entry = tuple[tuple[str, ...], str, str]  # words, tag, value


@dataclass
class Lexicon:
    """The words of one language, looked up by the first word of an entry."""

    code: str
    elisions: frozenset[str]
    abbreviations: frozenset[str]
    ordinals: bool
    settings: dict[str, Any]
    whole: dict[str, list[Entry]] = field(default_factory=dict)
    stems: dict[str, list[Entry]] = field(default_factory=dict)
    heads: dict[str, list[Entry]] = field(default_factory=dict)  # the last part of compounds
    seen: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    numeric: dict[str, bool] = field(default_factory=dict)  # whether a number may begin with a word
    cases: tuple[tuple[str, str], ...] = ()  # endings of a name and the prepositions that they stand for, the longest first

    def add(self, tag: str, words: str) -> None:
        """File every entry of a list under a tag."""
        endings = self.settings.get("endings", {})
        for entry in re.split(r"[,\n]", _ENDINGS.sub(lambda m: "{" + endings[m.group(1)].replace(",", "|") + "}", words)):
            phrase, _, value = entry.partition("=")
            for plain in _expand(phrase.strip()):
                parts = tuple(self.split(plain))
                if not parts:
                    continue
                if parts[0].startswith("*"):
                    filed = self.heads.setdefault(parts[0][1:], [])
                elif parts[0].endswith("*"):
                    filed = self.stems.setdefault(parts[0][:-1], [])
                else:
                    filed = self.whole.setdefault(parts[0], [])
                made = (parts, tag, value.strip())
                if made not in filed:  # families of endings overlap
                    filed.append(made)

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
        known = self.seen.get(word)
        if known is None:
            found = list(self.whole.get(word, ()))
            for length in range(2, min(len(word), _LONGEST_STEM) + 1):
                found += self.stems.get(word[:length], ())
            if self.heads and not any(tag == "word.plain" for _, tag, _ in found):
                for start in range(max(_SHORTEST_PART, len(word) - _LONGEST_STEM), len(word) - _SHORTEST_PART + 1):
                    found += self.heads.get(word[start:], ())
            known = tuple(sorted(found, key=lambda entry: (-len(entry[0]), not entry[0][0].endswith("*"), -len(entry[0][0]))))
            if len(self.seen) > _MEMORY:
                self.seen.clear()
            self.seen[word] = known
        return known

    def alone(self, word: str) -> list[str]:
        """Return the tags of the entries that a word is by itself."""
        return [tag for words, tag, _ in self.entries(word) if len(words) == 1]

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
            if (kind and not tag.startswith(kind)) or (len(words) < length and (light or not weak or kind)):
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


def _expand(entry: str) -> list[str]:
    """Return the words of an entry with braces, from the outermost braces inwards, so that nested ones cost no more than their words."""
    first = entry.find("{")
    if first < 0:
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
    rests = _expand(entry[since:]) or [""]
    return [entry[:first] + part + rest for alternative in parts for part in (_expand(alternative) or [""]) for rest in rests]


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
    )
    endings = [(key(e.strip()), kind) for kind, listed in data.get("case", {}).items() for e in listed.split(",")]
    lexicon.cases = tuple(sorted(endings, key=lambda pair: -len(pair[0])))
    for particle in data.get("parted", ()):
        lexicon.add("word.particle", particle)
    for name, value in data.items():
        if name not in ("endings", "settings", "function", "case") and isinstance(value, dict):
            for tag, words in _flatten(value, f"{name}."):
                if tag not in _SETTINGS and not tag.startswith("number.fused."):
                    lexicon.add(tag, words)
    return lexicon
