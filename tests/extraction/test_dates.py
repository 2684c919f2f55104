"""Dates of a text and of its head."""

import pytest
from journeys import told

from routes.extraction import dates, heading
from routes.extraction.lexicon import load
from routes.text import tokens


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("en", "on Sept. 7-8", "2023-09-07", "2023-09-08"),
        ("en", "in January", "2023-01", "2023-01"),
        ("en", "on Friday", "2023-10-13", "2023-10-13"),
        ("fr", "le 1er septembre", "2023-09-01", "2023-09-01"),
        ("fr", "entre le 7 et le 8 septembre", "2023-09-07", "2023-09-08"),
        ("de", "am 3. März 2024", "2024-03-03", "2024-03-03"),
        ("tr", "3 Mart 2024'te", "2024-03-03", "2024-03-03"),
        ("tr", "7-8 Eylül'de", "2023-09-07", "2023-09-08"),
        ("tr", "14.09.2023 tarihinde", "2023-09-14", "2023-09-14"),
        ("tr", "Cuma günü", "2023-10-13", "2023-10-13"),
        ("tr", "dün", "2023-10-13", "2023-10-13"),
        ("ru", "18 мая", "2023-05-18", "2023-05-18"),
        ("pl", "12 marca 2024 r.", "2024-03-12", "2024-03-12"),
        ("pl", "od 3 do 7 września", "2023-09-03", "2023-09-07"),
        ("pl", "między 3 a 7 września", "2023-09-03", "2023-09-07"),
        ("pl", "w piątek", "2023-10-13", "2023-10-13"),
        ("pl", "we wrześniu", "2023-09", "2023-09"),
        ("pl", "14.10.2023", "2023-10-14", "2023-10-14"),
    ],
)
def test_date_in_text(language: str, text: str, first: str, last: str) -> None:
    lexicon = load(language)
    line = tokens(text, elisions=lexicon.elisions)
    found = [d for i in range(len(line)) if (d := dates.read(line, i, lexicon, "2023-10-14"))]
    assert (found[0].first, found[0].last) == (first, last)


def test_day_of_publication() -> None:
    assert heading.published("Titre\n\nMis à jour samedi 14 octobre 2023 – 15h53\n\nTexte.", "fr") == "2023-10-14"
    assert heading.published("Tytuł\n\n12 marca 2024 r. – Statek wypłynął z portu.", "pl") == "2024-03-12"
    assert heading.published("Заголовок\n\n12 марта 2024 г. — Судно вышло из порта.", "ru") == "2024-03-12"
    assert heading.published("The ship sailed on 3 May 2020 with grain for a port far to the south of it.", "en") == ""


def test_title() -> None:
    assert heading.title("A ship leaves\n\nIt left.") == "A ship leaves"
    assert heading.title("It left the port.\n\nThen more.") == ""


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "[TBILISI], 14 March 2024 — A train left [Baku] on 1 March and reached [Poti] on 9 March.", ("2024-03-01", "2024-03-09")),
        ("de", "[MOSKAU], 3. Mai 2024 – Der Zug fuhr am 1. Mai von [Kasan] nach [Perm].", ("2024-05-01", "")),
        ("fr", "[PARIS], le 3 mai 2024 — Le train est allé de [Lyon] à [Nice].", ("", "")),
    ],
)
def test_the_day_of_a_dateline_is_none_of_the_journey(language: str, text: str, days: tuple[str, str]) -> None:
    leg = told(language, text)[0].legs[0]
    assert (leg.start, leg.end) == days
