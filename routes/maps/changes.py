"""A run beside an earlier one: what changed as a list, and what was there before as lines for the map."""

from __future__ import annotations

from typing import Any

from routes.comparison import Change, Detail, compare
from routes.maps.markup import Html, tag
from routes.maps.sequence import Run, alongside, unrolled
from routes.maps.story import Teller

_FIELDS = {
    "mode": "mode", "status": "status", "start": "dates", "end": "dates", "cargo": "cargo", "length_m": "length", "method": "track",
    "network": "track", "countries": "countries", "passages": "passages", "way": "route", "verdict": "verdict", "country": "country",
    "quote": "claimed", "title": "report", "source": "report", "published": "dates", "name": "place",
}  # fmt: skip
_SHOWN = ("place", "leg", "claim", "report", "note")  # what made the change, versions and data, is in the sources
_SILENT = ("text", "sha256")  # the rest of the list says what another text comes to


class Before:
    """An earlier run, put beside a newer one."""

    def __init__(self, run: Run, before: Run, teller: Teller) -> None:
        self.before = before
        self.teller = teller
        self.changes = [c for c in compare(before, run) if c.kind in _SHOWN]
        self.shift, self.lon = unrolled(alongside(run, before))

    def section(self) -> Html:
        """Return the changes as a list; what is on the map can be chosen."""
        say = self.teller.words.say
        items = [self._item(c, i) for i, c in enumerate(self.changes)]
        body = tag("ul", *items) if items else tag("p", say("changes_none"), class_="empty")
        return tag("section", tag("h2", say("changes"), id="changes-title"), body, id="changes", aria_labelledby="changes-title")

    def _item(self, change: Change, i: int) -> Html:
        say = self.teller.words.say
        name = tag("bdi", change.title)
        if change.after and change.kind != "note":
            name = tag("button", name, type="button", class_="name", data_show=f"{change.kind}:{change.after}")
        elif change.before:
            name = tag("button", name, type="button", class_="name", data_ghost=i)
        bits = [tag("em", say(f"change_{change.what}"))] if change.what != "changed" else []
        if change.moved_m:
            moved = say("change_line" if change.kind == "leg" else "change_moved", length=self.teller.words.length(change.moved_m))
            bits.append(tag("span", moved))
        bits += [tag("span", *self._detail(d)) for d in change.details if d.field not in _SILENT]
        ref = f"{change.kind}:{change.after}" if change.after else None
        return tag("li", name, tag("span", *bits, class_="detail"), class_=change.what, data_ref=ref)

    def _detail(self, detail: Detail) -> tuple[Html, ...]:
        words = self.teller.words
        label = words.say(_FIELDS[detail.field]) if detail.field in _FIELDS else detail.field.partition(": best_")[0].removesuffix("_m")
        return (
            tag("bdi", f"{label} "),
            tag("del", self._value(detail.field, detail.before)),
            tag("span", " → ", aria_hidden="true"),
            tag("ins", self._value(detail.field, detail.after)),
        )

    def _value(self, field: str, value: Any) -> str:
        words = self.teller.words
        if value in (None, "", []):
            return "—"
        if isinstance(value, list | tuple):
            return " → ".join(self._value(field.removesuffix("ies") + "y" if field == "countries" else field, v) for v in value)
        if field.endswith("_m") and isinstance(value, int | float):
            return words.length(value)
        if field.endswith("best_s"):
            return words.duration(value)
        if field in ("mode", "status", "verdict", "network", "role"):
            return words.name(field, str(value))
        if field in ("start", "end", "published"):
            return words.date(str(value))
        return self.teller.country(str(value)) if field == "country" else str(value)

    def ghosts(self) -> list[dict[str, Any]]:
        """Return where things were: for each change that has a place on the map, its points as (lat, lon)."""
        legs = {leg["id"]: leg for leg in self.before["legs"]}
        places = {p["id"]: p for p in self.before["places"]}
        out = []
        for i, change in enumerate(self.changes):
            there = bool(change.moved_m) or change.what == "removed"
            if change.kind == "leg" and there and legs[change.before]["geometry"]:
                turn = self.shift.get(f"before:{change.before}", 0.0)
                line = [[lat, round(lon + turn, 5)] for lon, lat in legs[change.before]["geometry"]["coordinates"]]
                out.append({"change": i, "line": line})
            if change.kind == "place" and there and places[change.before]["lat"] is not None:
                spot = [places[change.before]["lat"], self.lon[f"before:{change.before}"]]
                out.append({"change": i, "point": spot, "name": change.title, "to": change.after})
        return out
