"""What the stages noted, said in the language of the page: doubts, and why a place was chosen or not."""

from __future__ import annotations

import re
from typing import Any

from routes.maps.words import Words, fill

ENGLISH = "en"  # the language that stages write their notes in
_ELSEWHERE = re.compile(r"not in ([A-Z]{2})")
_FAR = re.compile(r"([\d,]{1,9}) km from there, off the report's other places")


class Doubter:
    """Notes and reasons in the words of a language, in English where it has none for them."""

    def __init__(self, words: Words, country: Any = str) -> None:
        self.words = words
        self.country = country

    def note(self, note: dict[str, Any]) -> tuple[str, str]:
        """Return a note in words, and the code of the language they are in."""
        values = note.get("values") or {}
        patterns = self.words.all["note"]
        pattern = patterns.get(f"{note['code']}-{values.get('end')}") or patterns.get(note["code"])
        gaps = dict(self._gap(name, value) for name, value in values.items())
        if pattern is None or not set(re.findall(r"{(\w{1,30})}", pattern)) <= set(gaps):
            return note["message"], ENGLISH
        return fill(pattern, gaps), self.words.language

    def _gap(self, name: str, value: Any) -> tuple[str, str]:
        """Return what a fact is called in a pattern, and how it is written."""
        if name.endswith("_m"):
            return name.removesuffix("_m"), self.words.length(float(value))
        if name.endswith("country"):
            return name, self.country(value)
        if name in ("network", "mode"):
            return name, self.words.name(name, value)
        return name.removesuffix("_mm"), self.words.date(str(value)) if name == "since" else self._number(str(value))

    def _number(self, text: str) -> str:
        return self.words.number(float(text), 1) if re.fullmatch(r"\d{1,3}\.\d", text) else text

    def reason(self, text: str) -> str:
        """Return a reason for or against a place."""
        known: dict[str, str] = self.words.all["reason"]
        if found := _ELSEWHERE.fullmatch(text):
            return fill(known["elsewhere"], {"country": self.country(found.group(1))})
        if found := _FAR.fullmatch(text):
            return fill(known["far"], {"length": self.words.length(float(found.group(1).replace(",", "")) * 1000)})
        return known.get(text, text)


def standing(leg: dict[str, Any]) -> str:
    """Return what is said of a leg beside its figures: its status, or that it is doubtful."""
    doubted = any(note["code"] == "doubtful-leg" for note in leg.get("notes") or ())
    return "doubtful" if doubted and leg["status"] == "reported" else str(leg["status"])
