"""Adjectives and inhabitants' names of countries and regions, inflected by rule from their base forms."""

from __future__ import annotations

from collections.abc import Iterator

LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "it", "pt", "pl")
_ADJECTIVES = {
    "de": ("", "e", "er", "en", "es", "em"),
    "ru": ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими", "ою"),
    "uk": ("ий", "ого", "ому", "им", "ім", "а", "ої", "ій", "у", "ою", "е", "і", "их", "ими"),
    "pl": ("i", "a", "ie", "iego", "iej", "iemu", "im", "ą", "ich", "imi"),
}
_NOUNS = {
    "ru": ("", "а", "у", "ом", "е", "ы", "и", "ов", "ам", "ами", "ах"),
    "uk": ("", "а", "у", "ом", "ові", "і", "и", "ів", "ам", "ами", "ах"),
}


def inflect(word: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield every form of a base form, with whether it is an adjective or noun that is written with a capital only."""
    word = word.strip()
    if word.endswith("-"):
        stem = word[:-1]
        yield from ((stem + ending, False) for ending in _ADJECTIVES[language])
        if language == "pl":
            yield stem + "u", False  # po polsku
        return
    if language in _NOUNS:
        yield from ((form, False) for form in _slavic_noun(word, language))
    elif language == "de":
        yield from ((word + ending, True) for ending in ("", "n", "s", "in", "innen", "en", "r"))
    else:
        capital = language == "en"
        yield from (
            (form, capital) for form in {"en": _english, "fr": _french, "es": _spanish, "it": _italian, "pt": _portuguese}[language](word)
        )


def _slavic_noun(word: str, language: str) -> list[str]:
    if language == "ru" and word.endswith("ец"):
        stem = word[:-2] + ("й" if word[-3] in "аеиоу" else "")
        forms = [word, *(stem + "ц" + e for e in ("а", "у", "ем", "ом", "е", "ы", "ев", "ов", "ам", "ами", "ах"))]
        return forms + [stem + "к" + e for e in ("а", "и", "е", "у", "ой", "ам", "ами", "ах")] + [word[:-2] + "ок"]
    if language == "uk" and word.endswith(("ець", "єць")):
        stem = word[:-3] + ("й" if word.endswith("єць") else "")
        forms = [word, *(stem + "ц" + e for e in ("я", "ю", "ем", "і", "ів", "ям", "ями", "ях", "еві"))]
        return forms + [stem + "к" + e for e in ("а", "и", "ці", "у", "ою", "ам", "ами", "ах")] + [word[:-3] + "ок"]
    if word.endswith(("анин", "янин")):
        stem, root = word, word[:-2]
        plural = ("е", "", "ам", "ами", "ах") if language == "ru" else ("и", "", "ам", "ами", "ах")
        forms = [stem + e for e in ("", "а", "у", "ом", "е", "ові", "і")] + [root + e for e in plural]
        return forms + [root + "к" + e for e in ("а", "и", "е", "у", "ой", "ою", "ам", "ами", "ах")]
    if word.endswith("и"):
        return [word]
    return [word + e for e in _NOUNS[language]]


def _english(word: str) -> list[str]:
    if word.endswith(("ese", "ish", "ch", "ss", "men")):
        return [word]
    return [word, word[:-1] + "ies" if word.endswith("y") else word + "s"]


def _french(word: str) -> list[str]:
    if word.endswith("e"):
        return [word, word + "s"]
    if word.endswith(("ien", "éen", "yen")) or word in ("letton",):
        feminine = word + "ne"
    elif word == "grec":
        feminine = "grecque"
    elif word == "turc":
        feminine = "turque"
    else:
        feminine = word + "e"
    plural = word if word.endswith(("s", "x")) else word + "s"
    return [word, feminine, plural, feminine + "s"]


def _spanish(word: str) -> list[str]:
    if word.endswith("o"):
        return [word[:-1] + e for e in ("o", "a", "os", "as")]
    if word.endswith("és"):
        return [word, *(word[:-2] + e for e in ("esa", "eses", "esas"))]
    if word.endswith(("án", "ón")):
        plain = word[:-2] + ("an" if word.endswith("án") else "on")
        return [word, plain + "a", plain + "es", plain + "as"]
    if word.endswith("í"):
        return [word, word + "es", word + "s"]
    if word.endswith(("ol", "or", "ar")):
        return [word, word + "a", word + "es", word + "as"]
    return [word, word + "s"]


def _italian(word: str) -> list[str]:
    if word.endswith("co") and not word.endswith(("sco",)):
        return [word[:-1] + e for e in ("o", "a", "i", "he", "hi")]
    if word.endswith("o"):
        return [word[:-1] + e for e in ("o", "a", "i", "e", "he", "hi")]
    if word.endswith("a"):
        return [word, word[:-1] + "i", word[:-1] + "e"]
    return [word, word[:-1] + "i"] if word.endswith("e") else [word]


def _portuguese(word: str) -> list[str]:
    if word.endswith("o") and not word.endswith("ão"):
        return [word[:-1] + e for e in ("o", "a", "os", "as")]
    if word.endswith("ês"):
        return [word, *(word[:-2] + e for e in ("esa", "eses", "esas"))]
    if word.endswith("ão"):
        return [word, word[:-2] + "ães", word[:-2] + "ãos", word[:-2] + "ões"]
    if word.endswith("ol"):
        return [word, word + "a", word[:-1] + "is", word + "as"]
    return [word, word + "s"]


def demonym_keys(table: list[dict[str, str]], column: str) -> dict[str, set[str]]:
    """Return the keys of all demonyms' forms (language, ":" or "!" for capital only, form) of each row of a table of facts."""
    found: dict[str, set[str]] = {}
    for row in table:
        forms = found.setdefault(row[column], set())
        for language in LANGUAGES:
            for word in (row.get(language) or "").split("/"):
                if word.strip():
                    forms |= {f"{language}{'!' if capital else ':'}{form}" for form, capital in inflect(word, language)}
    return found
