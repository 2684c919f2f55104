"""The words of the page in its language, and how that language writes figures and dates."""

from __future__ import annotations

from functools import cache
from typing import Any

from routes import assets, units

FALLBACK = "en"


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that the page speaks."""
    return assets.stems("maps/words")


@cache
def vocabulary(language: str) -> dict[str, Any]:
    """Return all words of a language, English where the language or a word of it is missing."""
    base = assets.toml(f"maps/words/{FALLBACK}.toml")
    own = assets.toml(f"maps/words/{language}.toml") if language in languages() else base
    merged = {k: {**v, **own.get(k, {})} if isinstance(v, dict) else own.get(k, v) for k, v in base.items()}
    return {**merged, "language": language if language in languages() else FALLBACK}


def interface(run: dict[str, Any]) -> str:
    """Return the language that the map of a run speaks: the one that was chosen, else the report's."""
    chosen: str = (run["provenance"].get("settings") or {}).get("interface") or run["report"]["language"]
    return chosen


class Words:
    """What a page says, in one language."""

    def __init__(self, language: str) -> None:
        self.all = vocabulary(language)
        self.language: str = self.all["language"]

    def say(self, key: str, **values: str) -> str:
        """Return a phrase of the interface with its gaps filled; the fillings are not read as patterns."""
        text: str = self.all["ui"][key]
        return fill(text, values)

    def name(self, table: str, key: str) -> str:
        """Return the word for a code ("rail", "depends"), the code itself when there is none."""
        word: str = self.all[table].get(key, key)
        return word

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as the language writes it."""
        whole, _, part = f"{value:,.{decimals}f}".partition(".")
        part = part.rstrip("0")
        text = whole.replace(",", self.all["thousands"])
        return text + (self.all["decimal"] + part if part else "")

    def length(self, metres: float | None, unit: str = "km") -> str:
        """Return a length for reading: one decimal below 10, rounded above."""
        if metres is None:
            return "—"
        if unit == "km" and abs(metres) < 1000:
            return f"{self.number(round(metres, -1) if metres >= 100 else metres)}\u202f{self.name('unit', 'm')}"
        value = metres / units.METRES[unit]
        return f"{self.number(value, 1 if value < 10 else 0)}\u202f{self.name('unit', unit)}"

    def duration(self, seconds: float | None) -> str:
        """Return a time in the unit that suits it."""
        if seconds is None:
            return "—"
        unit = "min" if seconds < 7200 else "h" if seconds < 172800 else "d"
        value = seconds / units.SECONDS[unit]
        return f"{self.number(value, 1 if value < 10 else 0)}\u202f{self.name('unit', unit)}"

    def date(self, iso: str | None) -> str:
        """Return an ISO date or month as the language writes it; anything else comes back as it is."""
        parts = (iso or "").split("-")
        if not all(p.isdigit() for p in parts) or len(parts) not in (2, 3) or not 1 <= int(parts[1]) <= 12:
            return iso or ""
        month = self.all["months"][int(parts[1]) - 1]
        pattern = self.all["date"] if len(parts) == 3 else self.all["month_year"]
        return fill(pattern, {"day": str(int(parts[-1])), "month": month, "year": parts[0]})

    def dates(self, start: str | None, end: str | None) -> str:
        """Return a day or a period."""
        first, last = self.date(start), self.date(end)
        return f"{first} – {last}" if first and last and first != last else first or last


def fill(pattern: str, values: dict[str, str]) -> str:
    """Return a pattern with each ``{name}`` replaced, once: values are never searched for gaps."""
    out = []
    for i, piece in enumerate(pattern.split("{")):
        name, brace, rest = piece.partition("}")
        out.append(values.get(name, "") + rest if i and brace else piece)
    return "".join(out)
