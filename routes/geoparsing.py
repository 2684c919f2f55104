"""Names of places in any text, placed: the two functions that geoparsers are compared by."""

from __future__ import annotations

import gc
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.errors import UnreadWarning
from routes.model import Mentions, Place, Span, Toponym

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text and the place it was taken for; ``lat`` and ``lon`` are None when it was seen but not placed."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    place: Place | None
    score: float


def geoparse(text: str, language: str | None = None) -> tuple[Mention, ...]:
    """Find the names of places in a text and place them.

    Parameters
    ----------
    text
        Running text.
    language
        ISO 639-1; None reads it from the text.

    Returns
    -------
    tuple of Mention
        In text order, never overlapping. ``score`` is between 0 and 1: how far the choice leads the next one. Adjectives
        ("Ukrainian") are context for the choice and no mentions themselves.

    Warns
    -----
    UnreadWarning
        Where text runs on for tens of thousands of characters without the end of a sentence or a line: nothing after its beginning is read.
    """
    from routes import extraction
    from routes.atlas.places import open_gazetteer
    from routes.extraction import toponyms

    for note in extraction.unread(text):
        warnings.warn(note.message, UnreadWarning, stacklevel=2)
    gazetteer = open_gazetteer()
    with _uncollected():
        told = language or _identify(text)
        found = toponyms.find(text, told, gazetteer)
        return tuple(m for m, t in zip(_placed(found, text, told), found, strict=True) if not {"demonym", "capital"} & set(t.cues))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles of objects during one text: a reading makes many objects and hardly a cycle, and the looking is a fifth of it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def resolve(text: str, spans: Sequence[tuple[int, int]], language: str | None = None) -> tuple[Mention | None, ...]:
    """Place the names at given ranges of characters, None where the name is not known.

    Parameters
    ----------
    spans
        (start, end) of each name; the other names of the text are used as context. A name that no gazetteer knows (a street,
        a school) is put where the nearest known name is, with score 0.
    """
    from routes.atlas.places import open_gazetteer
    from routes.extraction import toponyms

    gazetteer = open_gazetteer()
    told = language or _identify(text)
    found = toponyms.find_at(text, [Span(*s) for s in spans], told, gazetteer)
    placed = {Span(m.start, m.end): m for m in _placed(found, text, told, guess=True)}
    return tuple(m if (m := placed.get(Span(*s))) is not None and m.lat is not None else None for s in spans)


def _placed(found: tuple[Toponym, ...], text: str, language: str, *, guess: bool = False) -> tuple[Mention, ...]:
    """Place toponyms; ``guess`` puts an unknown name where the nearest known one is, with score 0."""
    from routes.atlas.places import open_gazetteer
    from routes.gazetteers import resolution

    mentions = Mentions(found, language=language)
    choices = resolution.choose(mentions, text, open_gazetteer())
    around = resolution.surroundings(mentions, choices) if guess else {}
    placed = []
    for t in found:
        place, score = choices[t.id]
        place = place or around.get(t.id)
        placed.append(Mention(t.span.start, t.span.end, place.lat if place else None, place.lon if place else None, place, score))
    return tuple(placed)


def _identify(text: str) -> str:
    from routes.extraction.language import identify

    return identify(text)
