import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.model import Span
from routes.text import LONGEST_SENTENCE, fold, printable, prose, quotations, sentence_around, slug


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


def test_what_never_ends_is_no_prose() -> None:
    text = "The ship left Odesa. " + "a.b." * 20_000 + " It reached Izmir."
    kept, left_out = prose(text)
    assert len(kept) == len(text)
    assert kept.startswith("The ship left Odesa. a.b.") and kept.endswith(" It reached Izmir.")
    assert [(span.start, span.end) for span in left_out] == [(30_020, 80_020)]
    assert not kept[30_020:80_020].strip()


@pytest.mark.parametrize("text", ["", "a" * LONGEST_SENTENCE, "The ship left Odesa for Izmir. " * 5_000, "Odesa\n" * 20_000])
def test_sentences_and_lines_are_prose(text: str) -> None:
    assert prose(text) == (text, ())


@given(st.lists(st.sampled_from(["a", " ", ". ", "\n", "word " * 3_000, "x" * 20_000]), max_size=8).map("".join))
def test_only_what_is_told_is_left_out(text: str) -> None:
    kept, left_out = prose(text)
    blank = {i for span in left_out for i in range(*span)}
    assert len(kept) == len(text)
    assert all((" " if i in blank else c) == kept[i] for i, c in enumerate(text))


@pytest.mark.parametrize(
    ("text", "part", "sentence"),
    [
        ("It left. It went 5 km east! Then it rested.", "5 km", "It went 5 km east!"),
        ("It left… It went 5 km. east of here. Then", "5 km.", "It went 5 km. east of here."),
        ("It left. It went east. Then it rested.", "It went east.", "It went east."),
        ("Heading\nIt went 5 km", "5 km", "It went 5 km"),
        ("no end 5 km", "5 km", "no end 5 km"),
    ],
)
def test_a_quotation_is_the_sentence_around_its_words(text: str, part: str, sentence: str) -> None:
    first = text.index(part)
    assert sentence_around(text, Span(first, first + len(part))) == sentence


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('It lies "300 km" away, he says', ['"300 km"']),
        ("Ein Plakat nennt „kaum 400“, ein anderes »500«", ["„kaum 400“", "»500«"]),
        ("« à 60 miles de Montréal », dit-il", ["« à 60 miles de Montréal »"]),
        ("It’s ‘the drivers’s 40 miles’ and “no more”", ["‘the drivers’s 40 miles’", "“no more”"]),
        ("«в тридцати километрах от Вильнюса»", ["«в тридцати километрах от Вильнюса»"]),
        ('A 5" pipe\nand a 6" one', []),
    ],
)
def test_what_stands_in_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[s.start : s.end] for s in quotations(text)] == quoted
