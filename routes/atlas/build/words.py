"""Common words and personal names: what tells a village from a word and a town from a surname.

Words come from wordfreq's frequency lists, names from Faker's lists of given names and surnames by country. Both are compiled
into sorted blobs of text, so that a language is loaded without the others.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from routes.atlas.build import _stored
from routes.atlas.build._rows import facts
from routes.text import fold

META = {
    "words.npz": {
        "title": "Common words of ten languages, with their frequency",
        "source": "wordfreq, simplemma (Python packages)",
        "version": "3.1.1, 2.0.0",
        "licence": "CC BY-SA 4.0, MIT",
        "attribution": "Word frequencies: wordfreq by Robyn Speer and its sources; word forms: simplemma by Adrien Barbaresi",
    },
    "names.npz": {
        "title": "Given names and surnames",
        "source": "Faker (Python package)",
        "version": "40.54.0",
        "licence": "MIT",
        "attribution": "Names: Faker by Daniele Faraglia and contributors",
    },
}
LANGUAGES = ("de", "en", "es", "fr", "it", "pl", "pt", "ru", "tr", "uk")
LOCALES = (  # noqa: SIM905 - a list of fifty is hard to read
    "ar_PS az_AZ bg_BG cs_CZ da_DK de_AT de_DE en_GB en_IE en_IN en_KE en_NG en_PK en_US es_AR es_CO es_ES es_MX et_EE fi_FI fr_CH fr_FR "
    "fr_QC hr_HR hu_HU id_ID it_IT nl_NL no_NO pl_PL pt_BR pt_PT ro_RO ru_RU sk_SK sl_SI sv_SE tr_TR uk_UA uz_UZ yo_NG zu_ZA"
).split()
COMMON = 20_000  # words kept for each language, the most frequent ones: below that a word is as rare as a village's name


def build(out: Path) -> None:
    """Write ``words.npz`` and ``names.npz``."""
    _stored.save(out / "words.npz", **{language: _blob(_common(language)) for language in LANGUAGES})
    given, family = _names()
    _stored.save(out / "names.npz", given=_blob(given), family=_blob(family))


def _blob(lines: list[str]) -> Any:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _common(language: str) -> list[str]:
    """Return the folded words, most frequent first, each with its Zipf frequency in tenths and a mark: "house 56+", "houston 40-".

    A plus marks a word of the dictionary that is written small; a minus one that is a name, or that no dictionary has. German
    writes its nouns large, so there a table tells the names.
    """
    from simplemma import is_known, lemmatize
    from wordfreq import top_n_list, zipf_frequency

    names = {line["name"] for line in facts("german_names.csv")}
    found: dict[str, str] = {}
    for word in top_n_list(language, COMMON):
        if any(c.isalpha() for c in word):
            lemma = lemmatize(word, lang=language)
            small = is_known(word, lang=language) and (word not in names if language == "de" else lemma[:1].islower())
            found.setdefault(fold(word), f"{round(10 * zipf_frequency(word, language))}{'+' if small else '-'}")
    return [f"{word} {mark}" for word, mark in found.items()]


def _names() -> tuple[list[str], list[str]]:
    given: set[str] = set()
    family: set[str] = set()
    for locale in LOCALES:
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for field, into in (("first_names", given), ("first_names_male", given), ("first_names_female", given), ("last_names", family)):
            listed = getattr(provider, field, ())
            if not isinstance(listed, property):
                into.update(fold(name) for name in listed if len(name) > 2 and " " not in name)
    return sorted(given), sorted(family)
