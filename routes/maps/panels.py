"""The words around the map of a picture: title over it; route, claims and sources under it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from routes.maps.basemap import Basemap
from routes.maps.canvas import FAINT, INK, MEASURE, MODES, Area
from routes.maps.doubts import standing
from routes.maps.lettering import BOLD, SANS, legible, width, wrapped
from routes.maps.story import Teller
from routes.maps.words import Words

_EDGE, _GAP = 14.0, 20.0  # margin of the sheet, space between columns
_SNAP_M = 1000.0  # straight links to the network that are worth a line
_MOST_LEGS, _MOST_CLAIMS, _MOST_READINGS = 9, 4, 4
_MARKS = {"supported": "✔", "contradicted": "✘", "depends": "≈", "unverifiable": "?"}
_VERDICTS = {"supported": "#00664b", "contradicted": "#a33b00", "depends": "#7a5b00", "unverifiable": FAINT}


@dataclass(slots=True)
class Panel:
    """Lines of text and samples, with y counted down from the panel's top, in points."""

    width: float
    height: float = 0.0
    texts: list[tuple[float, float, str, str, float, str]] = field(default_factory=list)
    samples: list[tuple[float, float, dict[str, Any]]] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, font: str = SANS, size: float = 7.0, colour: str = INK) -> None:
        """Add a line of text."""
        self.texts.append((x, y, legible(text.replace("\u202f", "\u00a0"), font), font, size, colour))
        self.height = max(self.height, y)

    def paragraph(
        self, x: float, y: float, text: str, most: float, lines: int, font: str = SANS, size: float = 7.0, colour: str = INK
    ) -> float:
        """Add wrapped text, and return where the next line goes."""
        for line in wrapped(text.replace("\u202f", "\u00a0"), font, size, most, lines):
            self.write(x, y, line, font, size, colour)
            y += size * 1.36
        return y

    def draw(self, area: Area) -> None:
        """Draw the panel on an area of the sheet as high as itself."""
        from matplotlib.lines import Line2D

        for x, y, text, font, size, colour in self.texts:
            area.write(x, self.height - y, text, font, size, colour)
        for x, y, leg in self.samples:
            at = [self.height - y] * 2
            thick, colour, extra = MODES.get(leg["mode"], MODES["unknown"])
            style: dict[str, Any] = {}
            if leg["mode"] == "unknown":
                style = {"dashes": (0.05, 2.2), "dash_capstyle": "round"}
            elif leg.get("method") != "network" and leg["mode"] != "air":
                style = {"dashes": (3.4, 2.4)}
            area.add(Line2D([x, x + 20], at, linewidth=thick, color=colour, solid_capstyle="butt", **style))
            if not style and extra == "ties":
                area.add(Line2D([x, x + 20], at, linewidth=5.2, color=colour, dashes=(0.17, 1.5), dash_capstyle="butt"))
            if not style and extra == "beads":
                area.add(Line2D([x, x + 20], at, linewidth=4.2, color=colour, dashes=(0.02, 2.6), dash_capstyle="round"))
            if not style and extra.endswith("core"):
                area.add(Line2D([x, x + 20], at, linewidth=thick * 0.36, color="white"))


def head(teller: Teller, width_pt: float) -> Panel:
    """Return the title, and where and when the report was published."""
    report, words = teller.run["report"], teller.words
    panel = Panel(width_pt)
    route = " → ".join(teller.place_name(id) for id in teller.numbers)
    y = panel.paragraph(_EDGE, 26.0, report["title"] or route or report["source"], width_pt - 2 * _EDGE, 3, BOLD, 14.0)
    under = [words.say("source", source=report["source"])] if report["source"] else []
    if report["published"]:
        under.insert(0, words.say("published", date=words.date(report["published"])))
    if under:
        y = panel.paragraph(_EDGE, y - 4.0, "  ·  ".join(under), width_pt - 2 * _EDGE, 1, SANS, 7.5, FAINT) + 3.0
    panel.height = y - 4.0
    return panel


def foot(teller: Teller, layers: Basemap, width_pt: float) -> Panel:
    """Return the legs in order, the claims with their verdicts, the key and the sources."""
    panel, words = Panel(width_pt), teller.words
    legs, claims = teller.run["legs"], [c for c in teller.run["claims"] if c["findings"] or c["verdict"] != "unverifiable"]
    column = (width_pt - 2 * _EDGE - _GAP) / 2
    right = _EDGE + column + _GAP
    panel.write(_EDGE, 17.0, words.say("route"), BOLD, 8.0)
    shown, half = legs[:_MOST_LEGS], len(legs[:_MOST_LEGS]) if claims else -(-len(legs[:_MOST_LEGS]) // 2)
    deepest = max(_route(panel, teller, shown[:half], _EDGE, column), _route(panel, teller, shown[half:], right, column))
    if not legs:
        deepest = panel.paragraph(_EDGE, 30.0, words.say("no_legs"), column, 2, SANS, 7.0, FAINT)
    if len(legs) > _MOST_LEGS:
        panel.write(_EDGE + 27.0, deepest, f"+ {len(legs) - _MOST_LEGS}", SANS, 6.4, FAINT)
        deepest += 9.0
    if claims:
        deepest = max(deepest, _claims(panel, teller, claims, right, column))
    credits = [words.say("worldview", name=words.name("worldview", layers.worldview)), *layers.attribution]
    y = panel.paragraph(_EDGE, deepest + 8.0, " · ".join(credits), width_pt - 2 * _EDGE, 3, SANS, 5.0, FAINT)
    panel.height = y + 3.0
    return panel


def _route(panel: Panel, teller: Teller, legs: list[dict[str, Any]], x: float, most: float) -> float:
    words, y = teller.words, 30.0
    for leg in legs:
        panel.samples.append((x, y - 2.4, leg))
        left = x + 27.0
        y = panel.paragraph(left, y, teller.leg_title(leg), most - 27.0, 2, BOLD, 7.0)
        facts = [words.name("mode", leg["mode"])]
        if leg["length_m"] is not None:
            facts.append(words.length(leg["length_m"]))
        facts += [fact for fact in (words.dates(leg.get("start"), leg.get("end")), leg.get("cargo") or "") if fact]
        if standing(leg) != "reported":
            facts.append(words.name("status", standing(leg)))
        y = panel.paragraph(left, y - 0.6, " · ".join(facts), most - 27.0, 1, SANS, 6.4, FAINT)
        if leg["mode"] != "air" or not leg["geometry"]:
            y = panel.paragraph(left, y - 0.6, teller.track_word(leg), most - 27.0, 1, SANS, 6.0, FAINT)
        for metres, id in zip(leg.get("snap_m") or (), (leg["from"], leg["to"]), strict=False):
            if metres >= _SNAP_M:
                said = words.say("snap", length=words.length(metres), place=teller.place_name(id))
                y = panel.paragraph(left, y - 0.6, said, most - 27.0, 1, SANS, 6.0, FAINT)
        y += 3.0
    return y


def _readings(claim: dict[str, Any], words: Words) -> list[tuple[str, dict[str, Any]]]:
    """Return the readings with their figures in words, those of the same figure and answer once."""
    found: dict[tuple[str, bool], tuple[str, dict[str, Any]]] = {}
    for finding in claim["findings"]:
        write, unit = (words.duration, "s") if claim["kind"] == "duration" else (words.length, "m")
        parts = ("low", "high") if finding.get("estimated") else ("best",)
        value = "–".join(write(finding[f"{part}_{unit}"]) for part in parts)
        found.setdefault((value, finding["fits"]), (value.replace("\u202f", "\u00a0"), finding))
    return list(found.values())


def _claims(panel: Panel, teller: Teller, claims: list[dict[str, Any]], x: float, most: float) -> float:
    words, y = teller.words, 17.0
    panel.write(x, y, words.say("claims"), BOLD, 8.0)
    y += 13.0
    for claim in claims[:_MOST_CLAIMS]:
        colour = _VERDICTS.get(claim["verdict"], FAINT)
        panel.write(x, y, _MARKS.get(claim["verdict"], "?"), SANS, 8.0, colour)
        y = panel.paragraph(x + 12.0, y, f"“{claim['quote']}”", most - 12.0, 2, BOLD, 7.0)
        y = panel.paragraph(x + 12.0, y - 0.6, words.name("verdict", claim["verdict"]), most - 12.0, 1, BOLD, 6.4, colour)
        for value, finding in _readings(claim, words)[:_MOST_READINGS]:
            font = BOLD if finding["fits"] else SANS
            panel.write(x + 12.0, y, value, font, 6.4, MEASURE)
            left = x + 16.0 + max(34.0, width(value, font, 6.4))
            y = panel.paragraph(left, y, finding["label"] or finding["measure"], most - left + x, 1, SANS, 6.4, FAINT)
        y += 4.0
    if len(claims) > _MOST_CLAIMS:
        panel.write(x + 12.0, y, f"+ {len(claims) - _MOST_CLAIMS}", SANS, 6.4, FAINT)
        y += 8.0
    return y
