"""Mentions: names of places that were known elsewhere in the report, where a figure is said of them."""

from __future__ import annotations

from dataclasses import replace

from routes.extraction.sentences import Item, Sentence
from routes.model import Toponym
from routes.text import key

_STEM = 4  # letters that two forms of a name share at the least
_ENDING = 3  # letters by which the forms of a name differ at the most
_FLECTED = "аеёиіїєоуюыьэяйїґ"


def recovered(sentences: list[Sentence], toponyms: tuple[Toponym, ...]) -> list[Sentence]:
    """Return the sentences with words read as names where they are those of a place that the report names elsewhere.

    At the head of a sentence a name looks like any other word, and may be overlooked: "Tbilisi is 170 km from Yerevan". Only sentences
    with a figure are looked at.
    """
    known: dict[str, Toponym] = {}
    for toponym in toponyms:
        if len(toponym.surface) >= _STEM and toponym.candidates and not {"demonym", "metonym", "person"} & set(toponym.cues):
            known.setdefault(key(toponym.surface), toponym)
    return [_read(sentence, known) if any(i.quantity for i in sentence.items) else sentence for sentence in sentences]


def _read(sentence: Sentence, known: dict[str, Toponym]) -> Sentence:
    items = [_named(sentence, k, item, known) for k, item in enumerate(sentence.items)]
    return sentence if all(a is b for a, b in zip(items, sentence.items, strict=True)) else replace(sentence, items=items)


def _named(sentence: Sentence, k: int, item: Item, known: dict[str, Toponym]) -> Item:
    items = sentence.items
    first = k == 0 or items[k - 1].kind == "p"
    if item.kind != "w" or not ("word.name" in item.tags or (first and not item.tags)):
        return item
    if any(k + step in range(len(items)) and "word.name" in items[k + step].tags for step in (-1, 1)):
        return item  # a name of several words is rather that of a person
    toponym = known.get(item.key) or next((t for name, t in known.items() if _forms(item.key, name)), None)
    return Item("t", item.start, item.end, item.key, toponym=toponym) if toponym else item


def _forms(word: str, name: str) -> bool:
    """Tell whether two words are forms of one name: "Свободный" and "Свободном", "Лиман" and "Лиманом"."""
    short, long = sorted((word, name), key=len)
    if len(short) < len(long) <= len(short) + _ENDING and long.startswith(short) and long[len(short)] in _FLECTED:
        return True
    if word[-1] not in _FLECTED and name[-1] not in _FLECTED:
        return False
    stem = max(_STEM, max(len(word), len(name)) - _ENDING)
    return word[:stem] == name[:stem] and abs(len(word) - len(name)) <= _ENDING
