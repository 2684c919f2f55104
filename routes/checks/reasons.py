"""The sentence of a verdict, in the report's language and in English; the words are data, one file a language."""

from __future__ import annotations

from typing import Any

from routes import assets
from routes.checks.scene import LANGUAGES, Decision, Reading, Scene, thresholds
from routes.model import Claim, Place
from routes.units import to_si

_LIMITS = {"least": "loose_low", "most": "loose_high"}  # words for thresholds
_SMALLER = {"week": (7.0, "d"), "d": (24.0, "h"), "h": (60.0, "min")}
_SHOWN_WIDTH = 0.1  # an interval wider than this share of its middle is told as one


def words(language: str) -> dict[str, Any]:
    """Return the words of a language; English where there are none."""
    return assets.toml(f"checks/words/{language if language in LANGUAGES else 'en'}.toml")


def number(value: float, language: str, places: int = 0) -> str:
    """Write a number with the separators of a language; one decimal below 10."""
    w = words(language)
    text = f"{value:,.{places or 1}f}" if places or (abs(value) < 10 and round(value, 1) != round(value)) else f"{value:,.0f}"
    return text.replace(",", "\0").replace(".", w["decimal"]).replace("\0", w["thousands"])


def distance(metres: float, language: str) -> str:
    """Write a distance in kilometres."""
    return f"{number(metres / 1000, language)} {words(language)['unit']['km']}"


def time(seconds: float, language: str) -> str:
    """Write a duration in days, or in hours below two days."""
    unit, size = ("d", 86400.0) if seconds >= 172800 else ("h", 3600.0)
    return f"{number(seconds / size, language)} {words(language)['unit'][unit]}"


def claimed(claim: Claim, language: str) -> str:
    """Write the claim's own figure in its own unit."""
    return _amount(claim.value, claim.unit, language)


def measured(claim: Claim, reading: Reading, language: str) -> str:
    """Write a measured figure, as a range where the reading is one."""
    f, write = reading.finding, time if claim.kind == "duration" else distance
    if _ranged(reading):
        return str(words(language)["range"]).format(low=write(f.low, language), high=write(f.high, language))
    return write(f.best, language)


def _ranged(reading: Reading) -> bool:
    """Tell whether a measured figure is written as a range."""
    f = reading.finding
    return f.estimated or f.measure == "edges" or f.high - f.low > f.best * _SHOWN_WIDTH


def _beyond(claim: Claim, reading: Reading) -> bool:
    """Tell whether a figure fits a range only because it is a round one: it lies outside of what is written."""
    said, f = to_si(claim.value, claim.unit), reading.finding
    return _ranged(reading) and claim.comparator in ("exact", "about") and not f.low <= said <= f.high


def label(reading: Reading, language: str) -> str:
    """Name a reading in words: "nearest land of Ukraine", "along the railway"."""
    w = words(language)
    code, _, rest = reading.finding.measure.removeprefix("other-place:").removeprefix("other-ends:").partition(":")
    names = {"from": "", "to": "", "part": "", "other": "", **reading.names, **_area(reading, language)}
    names["mode"] = " + ".join(w["mode"].get(m, m) for m in rest.split("+")) if code in ("track", "time", "network") else ""
    limits = thresholds()["straight"]
    names |= {key: number(limits[name], language, 2) for key, name in _LIMITS.items()}
    if code == "border" and not names["to"]:
        code = "border-any"
    elif code == "coast" and reading.area:
        code = "coast-of"
    return str(w["reading"].get(code, code)).format(**names).strip()


def _area(reading: Reading, language: str) -> dict[str, str]:
    """Name the country, the country across the line and the disputed part of a border reading in a language."""
    if reading.area is None:
        return {}
    from routes.atlas.borders import atom_name
    from routes.atlas.places import open_gazetteer

    country, other, atom = reading.area
    named = {key: open_gazetteer().country_name(code, language) for key, code in (("to", country), ("other", other)) if len(code) == 2}
    return {**named, "part": atom_name(atom, language) if atom else ""}


def reason(decided: Decision, claim: Claim, found: list[Reading], scene: Scene, language: str) -> str:
    """Return one sentence with the figures, and a remark where the figure is another one converted."""
    w, deciding = words(language), decided.reading
    values = {"claimed": claimed(claim, language), "end": _named(decided.end, scene), "place": _full_name(decided.place, language)}
    key = decided.key
    if deciding is not None:
        plain = next((r for r in found if r.plain), deciding)
        middle = deciding.finding.best
        values |= {
            "from": deciding.names.get("from") or _named(claim.origin, scene),
            "to": deciding.names.get("to") or _named(claim.target, scene) or label(deciding, language),
            "reading": label(deciding, language),
            "measured": measured(claim, deciding, language),
            "plain": label(plain, language),
            "plain_measured": measured(claim, plain, language),
            "off": number(abs(to_si(claim.value, claim.unit) - middle) / max(middle, 1.0) * 100, language),
        }
        if key == "fits" and _beyond(claim, deciding):
            key = "fits_about"
        if key == "misfit" and claim.kind != "duration":
            key = "too_long" if to_si(claim.value, claim.unit) > middle else "too_short"
    sentence = str(w["sentence"][key].format(**values))
    if claim.converted:
        second = _amount(*claim.converted, language)
        return sentence + " " + str(w["sentence"]["converted"].format(claimed=values["claimed"], second=second))
    if miles := rounded_miles(claim):
        exact = f"{number(to_si(miles, 'mi') / 1000, language, places=1)} {w['unit']['km']}"
        said = w["sentence"]["maybe_converted"].format(second=_amount(miles, "mi", language), exact=exact, unit=w["unit"]["mi"])
        return f"{sentence} {said}"
    return sentence


def rounded_miles(claim: Claim) -> float:
    """Return the round number of miles that gives the claim's kilometres when converted; 0 where that would be chance.

    A report in kilometres often repeats a figure that was said in miles: 180 miles are 289.7 km, which becomes 290. Only a number of
    miles that is rounder than the kilometres, and meets them closely, is worth a remark.
    """
    limits = thresholds()["conversion"]
    if claim.unit != "km" or claim.kind == "duration" or claim.value % limits["round_km"] == 0:
        return 0.0
    step = limits["step_mi"]
    miles = step * round(to_si(claim.value, "km") / to_si(step, "mi"))
    return miles if miles and abs(to_si(miles, "mi") / to_si(claim.value, "km") - 1) <= limits["closeness"] else 0.0


def _amount(value: float, unit: str, language: str) -> str:
    if value == 1 and unit in _SMALLER:  # "7 days" for a week: no language needs its singular then
        value, unit = _SMALLER[unit]
    return f"{number(value, language)} {words(language)['unit'].get(unit, unit)}"


def _named(ident: str, scene: Scene) -> str:
    """Return what the report calls a waypoint, placed or not; "" for what is none."""
    waypoint = scene.waypoints.get(ident)
    return waypoint.name if waypoint else ""


def _full_name(place: Place | None, language: str) -> str:
    """Return a place's name with that of its country, to tell it from its namesakes."""
    if place is None:
        return ""
    from routes.atlas.places import open_gazetteer

    region = "" if place.admin1.isdigit() else place.admin1
    country = open_gazetteer().country_name(place.country, language) if place.country else ""
    beside = ", ".join(part for part in (region, country) if part)
    return f"{place.name} ({beside})" if beside else place.name
