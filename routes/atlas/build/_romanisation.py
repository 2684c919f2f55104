"""Names that follow from names by rule: Cyrillic in the Latin letters of other languages, short forms, generic words left out."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from routes.assets import toml
from routes.atlas.build._rows import Row

CYRILLIC_COUNTRIES = frozenset(("RU", "UA", "BY", "KZ", "KG", "TJ", "UZ", "TM", "MD", "GE", "AM", "AZ"))
_RUSSIAN = re.compile(r"[а-яёА-ЯЁ\s\-]{3,60}")
_UKRAINIAN = re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ\s\-'’ʼ]{3,60}")
_VOWELS = frozenset("аеёиоуыэюяіїєьъ")
# What a division's name may leave out: the kind of division, in the languages that GeoNames' main names are in.
_KIND = (
    "county|province|provincia|provinsi|province of|voivodeship|oblast|krai|kray|republic|respublika|region|district|"
    "governorate|prefecture|state|sheng|shi|shiqu|zizhiqu|zhuangzu|huizu|uygur|qu|xian|diqu|parish|census area|borough|"
    "city and borough|municipality|municipio|municipio de|canton|kanton|departamento|departement|département|"
    "département de la|département du|département des|département de l|wilaya|muhafazat|ostan-e|oblysy|qalasy|viloyati|kreis|"
    "landkreis|regierungsbezirk|raion|rayon|okrug|gorod|powiat|judetul|judeţul|megye|county council|division|"
    "autonomous region|special region|emirate|avtonomnyy okrug|autonomous okrug|autonomous oblast|territory|comarca|concelho|"
    "arrondissement|regency|kabupaten|kota|city|prefektur|ken|fu|to|do|si"
)
_BEFORE = re.compile(rf"^(?:{_KIND})(?: (?:of|de|di|del|della|dell|du|des|da|do|of the))?(?: (?:la|l|les|el))?[ ']", re.I)
_AFTER = re.compile(rf"(?: (?:{_KIND}))+$", re.I)
_SAINT = re.compile(r"\b(Saint|Sainte|Fort|Mount|St\.|St|Ste\.|Ft\.|Mt\.)(?=[ \-])")
_SHORT = {
    "Saint": "St",
    "Sainte": "Ste",
    "Fort": "Ft",
    "Mount": "Mt",
    "St.": "Saint",
    "St": "Saint",
    "Ste.": "Sainte",
    "Ft.": "Fort",
    "Mt.": "Mount",
}
_IRANIAN = frozenset({"AF", "IR", "PK", "TJ"})
_EZAFE = re.compile(r"(?<=\w)[ \-](?:e|i|ye|yi)[ \-](?=\w)|(?<=\w)-(?:e|i|ye|yi) (?=\w)")  # "Qala i Naw", "Mazar-e Sharif"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@cache
def _styles() -> dict[str, Any]:
    return toml("atlas/facts/romanisation.toml")


def romanise(name: str, style: dict[str, Any]) -> str:
    """Return a Cyrillic name in the Latin letters of a style, in lower case."""
    words = []
    for word in re.split(r"[\s\-]", name.lower()):
        out, before = "", ""
        for letter in word:
            table = style["initial"] if not before or before in _VOWELS else {}
            out += table.get(letter, style["letters"].get(letter, ""))
            before = letter
        for ending, other in style["last"].items():
            if out.endswith(ending) and len(out) > len(ending) + 1:
                out = out[: -len(ending)] + other
                break
        words.append(out)
    return " ".join(words)


def romanised(name: str, country: str) -> set[str]:
    """Return the ways in which other languages write a Cyrillic name."""
    languages = []
    if _RUSSIAN.fullmatch(name):
        languages.append("ru")
    if country == "UA" and _UKRAINIAN.fullmatch(name):
        languages.append("uk")
    found = set()
    for language in languages:
        for key, style in _styles()[language].items():
            latin = romanise(name, style)
            found.add(latin)
            if key == "fr":
                found |= {re.sub(r"(?<=[aeiouy])s(?=[aeiouy])", "ss", latin), re.sub(r"g(?=[ei])", "gu", latin)}
            if key == "de":
                found |= {re.sub(r"(?<=[aeiouy])s(?=[aeiouy])", "ss", latin), latin.replace("sch", "sh")}
            if key == "es":
                found |= {latin.replace("ia", "ya").replace("iu", "yu"), re.sub(r"g(?=[ei])", "gu", latin)}
            if key == "en":
                found |= {latin.replace("ye", "e"), latin.replace("ia", "iya") if language == "uk" else latin.replace("iya", "ia")}
    return {n for n in found if len(n) >= 3}


def variants(row: Row) -> set[str]:
    """Return further names of a place that follow by rule from those it has."""
    found: set[str] = set()
    settlement = row.source_id.startswith("geonames:")
    for name in row.names:
        if row.country in CYRILLIC_COUNTRIES and "\u0400" <= name[0] <= "\u04ff":
            found |= romanised(name, row.country)
        if _SAINT.search(name):
            found.add(_SAINT.sub(lambda m: _SHORT[m.group()], name))
        if row.country in ("DE", "AT", "CH") and not name.isascii():
            found.add(name.translate(_UMLAUTS))
        if row.country in _IRANIAN and _EZAFE.search(name):
            found |= {_EZAFE.sub(joint, name) for joint in ("-e ", "-i ")}
        if row.feature in ("ADM1", "ADM2") and not settlement:
            found |= _plain(name)
    return found


def _plain(name: str) -> set[str]:
    """Return a division's name without the word for its kind."""
    short = _AFTER.sub("", _BEFORE.sub("", name.replace("’", "'").replace("-e ", "-e ")))
    return {short} if len(short) >= 3 and short != name else set()
