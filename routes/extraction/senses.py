"""Senses: what a word means by the words beside it, of those that the lexicon lists for it."""

from __future__ import annotations

from routes.extraction.sentences import Item

_DEED = 6  # items between what happens and the verb that says so


def happen(items: list[Item]) -> None:
    """Give a verb of happening the movement that its subject names: "loading began at A", "el bombeo se reanudó en A"."""
    for i, item in enumerate(items):
        if "word.occurs" not in item.tags or item.has("motion."):
            continue
        for noun in reversed(items[max(0, i - _DEED) : i]):
            if noun.has("deed."):
                item.retag({**item.tags, f"motion.{noun.value('deed.')}": ""})
                break
            if noun.kind in "tp" or (noun.has("motion.") and not noun.has("travel.")):
                break


def left(items: list[Item]) -> None:
    """Make a verb of a participle with its "from" behind an auxiliary: "el barco salido de A", but "había salido de A"."""
    for i, item in enumerate(items[1:], 1):
        near = items[i - 1] if not ("word.adverb" in items[i - 1].tags and i > 1) else items[i - 2]
        if "word.left" in item.tags and "word.aux" in near.tags:
            item.retag({**item.tags, "motion.depart.any": ""})


def because(items: list[Item]) -> None:
    """Tell a vehicle from the conjunction that is written alike, by the article, number or preposition before it: "car", "un car"."""
    for i, item in enumerate(items):
        if "word.clause" in item.tags and item.has("vehicle."):
            before = items[i - 1] if i else None
            led = before is not None and ("word.det" in before.tags or before.kind == "q" or before.has("prep."))
            item.retag({tag: value for tag, value in item.tags.items() if tag.startswith("word." if not led else "vehicle.")})
