import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.text import fold, printable, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("Орёл", "орел"),
        ("N'Djamena", "N’Djamena"),
        ("Łódź", "lodz"),
        ("Tromsø", "TROMSO"),
        ("Al  Udeid", "al udeid"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same_text(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_escape_and_direction_characters_cannot_reach_a_terminal() -> None:
    assert printable("a\x1b[31mb\x9bc\u202ed\x07") == "a\ufffd[31mb\ufffdc\ufffdd\ufffd"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("A report: part 2", "A-report-part-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "report"),
        ("...", "report"),
        ("CON", "report-CON"),
        ("Отчёт 7", "Отчёт-7"),
    ],
)
def test_names_become_safe_file_stems(name: str, stem: str) -> None:
    assert slug(name) == stem


@given(st.text(max_size=400))
def test_any_name_becomes_one_short_safe_stem(name: str) -> None:
    stem = slug(name)
    assert stem and len(stem.encode()) <= 87 and not set(stem) & set('/\\:\0."<>|?*')
