from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.errors import ReportError, ReportMissing
from routes.reports.reader import from_bytes, read


def test_a_text_file_becomes_a_report(tmp_path: Path) -> None:
    path = tmp_path / "a report.txt"
    path.write_bytes("Cafe\u0301 à Paris\r\nfin".encode())
    report = read(path)
    assert report.text == "Café à Paris\nfin"
    assert report.source == "a report.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    assert from_bytes("Из Астрахани в Нижний Новгород".encode(encoding), "a.txt").text == "Из Астрахани в Нижний Новгород"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Les conteneurs ont été expédiés par voie maritime de Najin à Dunay, où ils ont été déchargés près du dépôt. "),
        ("cp1251", "Баржи с зерном вышли из Астрахани и идут по Волге в Нижний Новгород. "),
        ("koi8-r", "Баржи с зерном вышли из Астрахани и идут по Волге в Нижний Новгород. "),
    ],
)
def test_an_old_encoding_is_detected(encoding: str, text: str) -> None:
    assert from_bytes((text * 3).encode(encoding), "a.txt").text == text * 3


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReportMissing, match=r"There is no file .*nowhere\.txt; check the path\."):
        read(tmp_path / "nowhere.txt")
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "nowhere.txt")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.txt is empty: there is no text to read."),
        (b" \n\t \n", "a.txt is empty: there is no text to read."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.txt is not a text file: it holds binary data; save the report as plain text (UTF-8)."),
        (b"\x01\x02\x03\x04\x05\x06\x07", "a.txt is not a text file: it holds binary data; save the report as plain text (UTF-8)."),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(content: bytes, message: str) -> None:
    with pytest.raises(ReportError) as caught:
        from_bytes(content, "a.txt")
    assert str(caught.value) == message


def test_an_unknown_format(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"text")
    with pytest.raises(ReportError, match=r"film\.mp4: the format '\.mp4' is not known; save the report as one of \.txt"):
        read(path)


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_report_or_a_sentence(content: bytes) -> None:
    try:
        assert from_bytes(content, "a.txt").text.strip()
    except ReportError as error:
        assert str(error).startswith("a.txt ")
