"""Legs: who goes where, by what."""

import pytest
from journeys import told

CASES = [
    ("en", "Bound for [Mombasa], having sailed from [Jeddah] on 2 March, the tanker was stopped.", [("Jeddah", "Mombasa", "sea")]),
    (
        "en",
        "The train from [Astana] to [Aktau] takes three days. From there barges carried the wheat to [Vienna].",
        [("Astana", "Aktau", "rail"), ("Aktau", "Vienna", "river")],
    ),
    ("en", "Route by rail: [Xian] → [Aktau] → [Baku].", [("Xian", "Aktau", "rail"), ("Aktau", "Baku", "rail")]),
    (
        "en",
        "Trucks carried aid from [Amman] to [Gaza] via [Jericho]. The convoy returned to [Amman] on 5 March.",
        [("Amman", "Gaza", "road"), ("Gaza", "Amman", "road")],
    ),
    ("fr", "Le convoi a quitté [Gao] lundi pour [Kidal].", [("Gao", "Kidal", "road")]),
    (
        "de",
        "Der Zug fuhr von [Duisburg] über [Warschau] nach [Brest]. Von dort ging es per Bahn weiter nach [Chengdu].",
        [("Duisburg", "Brest", "rail"), ("Brest", "Chengdu", "rail")],
    ),
    ("ru", "Из [Находки] уголь отправили морем в [Пусан].", [("Находки", "Пусан", "sea")]),
    ("uk", "Зерно везуть потягом з [Одеси] через [Львів] до [Гданська].", [("Одеси", "Гданська", "rail")]),
    ("it", "Il mercantile è salpato da [Trieste] ed è arrivato a [Mersin].", [("Trieste", "Mersin", "sea")]),
    ("pt", "O navio zarpou de [Santos] com destino a [Roterdão], com escala em [Algeciras].", [("Santos", "Roterdão", "sea")]),
    ("en", "[[Russia]] did not ship grain from [Odesa] to [Izmir].", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_legs(language: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    mentions, names = told(language, text)
    assert [(names[leg.origin], names[leg.destination], leg.mode) for leg in mentions.legs] == expected


def test_unknown_end_leaves_the_leg_out_with_a_note() -> None:
    mentions, _ = told(
        "fr", "Chargés à [Rajin] sur un cargo, ils ont été débarqués à Zzyzx, puis acheminés par le rail jusqu'à [Tikhoretsk]."
    )
    assert mentions.legs == ()
    assert [note.code for note in mentions.notes] == ["unknown-end"]


def test_dates_and_way() -> None:
    mentions, names = told("de", "Der Zug fuhr am 3. März von [Duisburg] über [Warschau] nach [Brest].")
    assert mentions.legs[0].start == "2024-03-03"
    assert [names[v] for v in mentions.legs[0].via] == ["Warschau"]


@pytest.mark.parametrize(
    ("language", "text", "legs"),
    [
        ("en", "The ship sailed from [Odesa] not to [Varna] but to [Istanbul].", "Odesa > Istanbul"),
        ("de", "Das Schiff fuhr von [Odessa] nicht nach [Varna], sondern nach [Istanbul].", "Odessa > Istanbul"),
        ("es", "El buque fue de [Odesa] no a [Varna] sino a [Estambul].", "Odesa > Estambul"),
        ("it", "La nave è andata da [Odessa] non a [Varna] ma a [Istanbul].", "Odessa > Istanbul"),
        ("ru", "Судно пошло из [Одессы] не в [Варну], а в [Стамбул].", "Одессы > Стамбул"),
        ("uk", "Судно пішло з [Одеси] не до [Варни], а до [Стамбула].", "Одеси > Стамбула"),
        ("de", "Das Schiff fuhr nicht von [Odessa] nach [Istanbul].", ""),
        ("de", "Das Schiff verließ [Odessa] nie in Richtung [Istanbul].", ""),
        ("de", "Das Schiff brachte das Getreide nicht von [Odessa] nach [Istanbul].", ""),
        ("de", "Das Schiff fuhr nicht nur nach [Varna], sondern auch nach [Istanbul].", "Varna > Istanbul"),
    ],
)
def test_a_place_that_something_did_not_go_to_is_no_end(language: str, text: str, legs: str) -> None:
    mentions, names = told(language, text)
    assert ", ".join(f"{names[leg.origin]} > {names[leg.destination]}" for leg in mentions.legs) == legs
