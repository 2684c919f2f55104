"""The sentence of a verdict, in the report's language and in English; the words are data, one file a language."""

from __future__ import annotations

from typing import Any

from routes import assets
from routes.checks.scene import Decision, Reading, Scene, thresholds
from routes.model import Claim, Place
from routes.units import SECONDS, to_si

LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "it", "pt", "pl", "tr")  # that the words/ folder has
_LIMITS = {"least": "loose_low", "most": "loose_high"}  # words for thresholds
_SLAVIC = frozenset({"ru", "uk", "pl"})
_ONE_BELOW_TWO = frozenset({"fr", "pt"})  # languages in which one and a half is singular
_TEN, _HUNDRED = 10, 100
_FEW, _TEENS = (2, 3, 4), range(11, 15)
_EDGES = ("circuity", "geodesic")  # readings of a way whose other end is a line and has no name
_UNLIKE = 0.1  # share by which the same figure in two units may differ through rounding
_SHOWN_WIDTH = 0.1  # an interval wider than this share of its middle is told as one


def words(language: str) -> dict[str, Any]:
    """Return the words of a language; English where there are none."""
    return assets.toml(f"checks/words/{language if language in LANGUAGES else 'en'}.toml")


def number(value: float, language: str, places: int = 0) -> str:
    """Write a number with the separators of a language; one decimal below 10."""
    text = f"{value:,.{places or 1}f}" if places or (abs(value) < _TEN and round(value, 1) != round(value)) else f"{value:,.0f}"
    return _separated(text, language)


def _separated(text: str, language: str) -> str:
    w = words(language)
    return text.replace(",", "\0").replace(".", w["decimal"]).replace("\0", w["thousands"])


def distance(metres: float, language: str) -> str:
    """Write a distance in kilometres."""
    return f"{number(metres / 1000, language)} {words(language)['unit']['km']}"


def time(seconds: float, language: str) -> str:
    """Write a duration in days, in hours below two days, in minutes below one hour."""
    unit = "d" if seconds >= 2 * SECONDS["d"] else "h" if seconds >= SECONDS["h"] else "min"
    value = seconds / SECONDS[unit]
    return f"{number(value, language)} {_unit(round(value, 1) if value < _TEN else round(value), unit, language)}"


def claimed(claim: Claim, language: str) -> str:
    """Write the claim's own figure in its own unit, as the report gives it: all its digits, both ends of a range."""
    if claim.comparator == "range":
        slack, size = assets.toml("extraction/intervals.toml")["range"], to_si(1.0, claim.unit)
        low, high = (round(bound / size / by, 3) for bound, by in ((claim.low, 1 - slack["below"]), (claim.high, 1 + slack["above"])))
        if low < claim.value < high:
            ends = (_stated(low, language), _amount(high, claim.unit, language))
            return str(words(language)["range"]).format(low=ends[0], high=ends[1])
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
    if code in _EDGES and names["from"] and not names["to"]:
        code += "-edge"
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
        if key == "implied_end" and ":" in claim.target:
            key = "implied_edge"
        if key == "nowhere" and claim.kind == "duration":
            key = "no_journey"
        if key == "misfit" and claim.kind != "duration":
            key = "too_long" if to_si(claim.value, claim.unit) > middle else "too_short"
    sentence = str(w["sentence"][key].format(**values))
    remark = _remark(claim, language)
    return f"{sentence} {remark}" if remark else sentence


def _remark(claim: Claim, language: str) -> str:
    """Say what a figure in a second unit, or one that is a round one in miles, tells; "" where there is nothing to say."""
    said = words(language)["sentence"]
    if claim.converted:
        own, other = to_si(claim.value, claim.unit), to_si(*claim.converted)
        unlike = claim.kind != "duration" and abs(other / own - 1) > _UNLIKE
        exact = distance(other, language)
        template = said["unlike" if unlike else "converted"]
        return str(template.format(claimed=claimed(claim, language), second=_amount(*claim.converted, language), exact=exact))
    if miles := rounded_miles(claim):
        exact = f"{number(to_si(miles, 'mi') / 1000, language, places=1)} {words(language)['unit']['km']}"
        return str(said["maybe_converted"].format(second=_amount(miles, "mi", language), exact=exact))
    return ""


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
    return f"{_stated(value, language)} {_unit(value, unit, language)}"


def _stated(value: float, language: str) -> str:
    """Write a figure of the report with all its digits: 11.5 hours are no 12."""
    return _separated(f"{value:,.2f}".rstrip("0").rstrip("."), language)


def _unit(value: float, unit: str, language: str) -> str:
    """Return the word for a unit in the number that a figure asks for, by the plural rules of Unicode's CLDR."""
    forms = words(language)["unit"].get(unit, unit)
    return str(forms.get(_category(value, language), forms["other"])) if isinstance(forms, dict) else str(forms)


def _category(value: float, language: str) -> str:
    if language not in _SLAVIC:
        return "one" if value == 1 or (language in _ONE_BELOW_TWO and 0 < value < _FEW[0]) else "other"
    if value != int(value):
        return "other"
    last, two = int(value) % _TEN, int(value) % _HUNDRED
    if two in _TEENS:
        return "many"
    one = value == 1 if language == "pl" else last == 1
    return "one" if one else "few" if last in _FEW else "many"


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
