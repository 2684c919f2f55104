"""Paragraphs in another language than their report: each is read with its own words, at its own offsets."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from routes.extraction import boarding, marks, positions, reading, senses, toponyms
from routes.extraction.language import foreign
from routes.extraction.lexicon import load
from routes.text import prose

if TYPE_CHECKING:
    from routes.extraction.sentences import Sentence
    from routes.model import Gazetteer, Toponym

_PARAGRAPH = re.compile(r"[^\n]{1,20000}(?:\n(?![^\S\n]{0,200}\n)[^\n]{1,20000}){0,200}")
_WRITTEN = re.compile(r"[^\n]")
_SHORTEST = 100  # characters of a paragraph whose language can be told
_MOST = 400  # paragraphs that are looked at

Part = tuple[str, str]  # a language, and the report with all that is in other languages blanked out


def parts(text: str, home: str) -> list[Part]:
    """Return the report once for each language of its paragraphs, everything else blanked out so that offsets stay.

    What is no prose is in none of them (see `routes.text.prose`).
    """
    text, _ = prose(text)
    abroad: dict[str, list[tuple[int, int]]] = {}
    for number, match in enumerate(_PARAGRAPH.finditer(text)):
        if number >= _MOST:
            break
        if match.end() - match.start() >= _SHORTEST and (code := foreign(match.group(), home)):
            abroad.setdefault(code, []).append(match.span())
    if not abroad:
        return [(home, text)]
    found = [(code, _only(text, spans)) for code, spans in sorted(abroad.items())]
    rest = text
    for start, end in sorted(span for spans in abroad.values() for span in spans):
        rest = rest[:start] + _blank(rest[start:end]) + rest[end:]
    return [(home, rest), *found]


def _only(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with all outside of some ranges blanked out."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [_blank(text[at:start]), text[start:end]]
        at = end
    return "".join((*pieces, _blank(text[at:])))


def _blank(text: str) -> str:
    """Return a text as spaces, its lines as they were."""
    return _WRITTEN.sub(" ", text)


def names(divided: list[Part], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return the toponyms of all parts in text order, with ids t1, t2, ..."""
    if len(divided) == 1:
        return toponyms.find(divided[0][1], divided[0][0], gazetteer)
    found = [(n, t) for n, (language, text) in enumerate(divided) for t in toponyms.find(text, language, gazetteer)]
    found.sort(key=lambda pair: pair[1].span)
    ids = {(n, t.id): f"t{k}" for k, (n, t) in enumerate(found, 1)}
    return tuple(replace(t, id=ids[n, t.id], within=ids.get((n, t.within), "")) for n, t in found)


def read(divided: list[Part], found: tuple[Toponym, ...], published: str) -> list[Sentence]:
    """Return the sentences of all parts in text order."""
    told: list[Sentence] = []
    for language, text in divided:
        own = tuple(t for t in found if text[t.span.start : t.span.end].strip())
        lexicon = load(language)
        read = reading.read(text, lexicon, own, published)
        for sentence in read:
            senses.happen(sentence.items)
            senses.left(sentence.items)
            senses.because(sentence.items)
            boarding.board(sentence.items, closing="attributives" in lexicon.settings)
            positions.place(text, sentence.items, lexicon)
        told += marks.forward(text, read, lexicon)
    if len(divided) == 1:
        return told
    told.sort(key=lambda sentence: sentence.span)
    numbers: dict[object, int] = {}
    for sentence in told:  # a long sentence is in pieces that share its span and its number
        sentence.index = numbers.setdefault(sentence.span, len(numbers))
    return told
