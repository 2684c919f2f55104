"""One report in every format that people have: the same text, the same places, legs and claims."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import documents
import pytest

import routes
from routes.errors import ReportError
from routes.model import Report
from routes.reports.document import day
from routes.reports.reader import from_bytes, items, read
from routes.runs import describe

FORMATS: dict[str, Callable[[str], bytes]] = {
    ".html": lambda text: documents.html(text, "2023-10-14"),
    ".pdf": lambda text: documents.pdf(text, columns=52, lines=9),
    ".docx": documents.word,
    ".eml": documents.mail,
    ".md": str.encode,
}
SEEDS = ("arms-najin-tikhoretsk-en", "arms-najin-tikhoretsk-fr")


def told(run: dict[str, Any]) -> Any:
    """All that was understood, without the offsets, which are those of another text."""
    places = {p["id"]: (p["name_in_text"], p["lat"], p["lon"], p["role"], len(p["mentions"])) for p in run["places"]}
    legs = [
        (places[x["from"]], places[x["to"]], x["mode"], x["start"], x["end"], x["cargo"], x["length_m"], " ".join(x["quote"].split()))
        for x in run["legs"]
    ]
    claims = [(" ".join(c["quote"].split()), c["kind"], c["value"], c["low_m"], c["high_m"], c["to"], c["verdict"]) for c in run["claims"]]
    return sorted(places.values()), legs, claims, run["report"]["title"], run["report"]["published"], run["report"]["language"]


@pytest.fixture(scope="module")
def plain(seeds: Path) -> dict[str, Any]:
    return {name: told(describe(routes.run(seeds / f"{name}.txt"))) for name in SEEDS}


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_tells_the_same(plain: dict[str, Any], seeds: Path, tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_bytes(FORMATS[suffix]((seeds / f"{name}.txt").read_text("utf-8")))
    run = describe(routes.run(path))
    assert told(run) == plain[name]
    text = run["report"]["text"]
    for thing in (*run["legs"], *run["claims"]):
        assert text[slice(*thing["span"])] == thing["quote"] != ""


def test_a_page_gives_its_article_author_and_date_and_nothing_around_it() -> None:
    report = from_bytes(
        documents.html("Ships leave Odesa\n\n" + "A ship left Odesa for Varna on Monday. " * 8, "2024-05-02"), "a.html", ".html"
    )
    assert (report.title, report.author, report.published) == ("Ships leave Odesa", "Ada Writer", "2024-05-02")
    assert report.text.startswith("Ships leave Odesa\n\nA ship left Odesa")
    assert not any(word in report.text for word in ("Rome", "London", "Tripoli", "Terms"))


def test_a_date_in_the_text_is_no_date_of_publication() -> None:
    page = documents.html("A look back\n\n" + "On 1 September 2019 a ship left Odesa for Varna with grain. " * 5)
    assert from_bytes(page, "a.html", ".html").published == ""


@pytest.mark.parametrize(
    "body",
    [
        "<div><span>Short. The ship left Odesa.</span></div>",
        "<table><tr><td>From</td><td>Odesa</td></tr></table>",
        "<form><p>The ship left Odesa.</p></form>",
        "The ship left Odesa.",
        "<ul><li>The ship left Odesa.</li></ul>",
        "<p>The ship left O&#100;esa.",
        "<p>The ship left O\u00addesa.</p>",
        "<p>The ship left <b>O</b>desa.</p>",
    ],
)
def test_a_page_of_a_few_words_is_not_lost(body: str) -> None:
    assert "Odesa" in from_bytes(f"<html><body>{body}</body></html>".encode(), "a.html", ".html").text


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("<meta charset=windows-1251><p>Судно вышло из Одессы.".encode("cp1251"), "Одессы"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'><p>Parti de Sète – hier".encode("cp1252"), "Sète –"),
        ("<p>Судно вышло из Одессы и идёт в Варну с грузом пшеницы.".encode("utf-16"), "Одессы"),
        ("<p>Судно вышло из Одессы и идёт в Варну с грузом пшеницы.".encode("utf-16-le"), "Одессы"),
        ("<meta charset=utf-8><p>Le navire a quitté Sète pour Oran, où il est attendu vendredi à l’aube.".encode("cp1252"), "Sète"),
    ],
)
def test_a_page_is_read_in_its_encoding(page: bytes, word: str) -> None:
    assert word in from_bytes(page, "a.html", ".html").text


def test_word_reads_tables_links_and_insertions_and_leaves_out_what_was_deleted(tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    file = docx.Document()
    file.add_table(1, 2).cell(0, 1).text = "Constanta"
    for inner in (
        "<w:ins w:id='1' w:author='a'><w:r><w:t>Varna</w:t></w:r></w:ins>",
        "<w:del w:id='2' w:author='a'><w:r><w:delText>Batumi</w:delText></w:r></w:del>",
        "<w:sdt><w:sdtContent><w:r><w:t>Burgas</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:hyperlink w:anchor='x'><w:r><w:t>Izmail</w:t></w:r></w:hyperlink>",
    ):
        file.element.body.insert(0, parse_xml(f"<w:p {w}>{inner}</w:p>"))
    file.save(str(tmp_path / "a.docx"))
    text = read(tmp_path / "a.docx").text
    assert all(name in text for name in ("Constanta", "Varna", "Burgas", "Izmail")) and "Batumi" not in text


def test_a_pdf_without_text_says_so_and_one_with_a_blank_page_has_a_doubt() -> None:
    with pytest.raises(ReportError, match=r"^scan\.pdf holds pictures of pages and no text; recognise the text first"):
        from_bytes(documents.assemble([b"0 0 100 100 re f"]), "scan.pdf", ".pdf")
    page = b"BT /F1 11 Tf 1 0 0 1 60 700 Tm (A ship left Odesa for Varna on Monday morning with grain.) Tj ET"
    report = from_bytes(documents.assemble([page, b"0 0 100 100 re f"]), "a.pdf", ".pdf")
    assert [n.message for n in report.doubts] == ["These pages hold no text that can be read: 2. Pictures are not read."]


def test_running_heads_are_left_out_and_hyphens_at_line_ends_go() -> None:
    text = "Title of it\n\n" + "The convoy left the harbour of Odesa in the morning and went on towards Varna. " * 30
    found = from_bytes(documents.pdf(text, columns=60, lines=10), "a.pdf", ".pdf").text
    assert "Gazette" not in found and found.split() == text.split()
    lines = [b"(The transporta-) Tj", b"(tion from Port-) Tj", b"(Said was late.) Tj"]
    page = b"\n".join(b"BT /F1 11 Tf 1 0 0 1 60 %d Tm %s ET" % (700 - 14 * k, line) for k, line in enumerate(lines))
    assert from_bytes(documents.assemble([page]), "a.pdf", ".pdf").text == "The transportation from Port-Said was late."


def test_a_mail_in_html_and_one_with_only_an_attachment() -> None:
    text = "Ships leave Odesa\n\nA ship left Odesa for Varna."
    report = from_bytes(documents.mail(text, "html"), "a.eml", ".eml")
    assert (report.text, report.title, report.author, report.published) == (text, "Ships leave Odesa", "Ada Writer", "2023-10-14")
    raw = (
        b"From: a@b.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=report.pdf\r\n\r\n%PDF\r\n--x--\r\n"
    )
    with pytest.raises(ReportError, match=r"a\.eml is a mail without text; save report\.pdf, which it carries, and map that\."):
        from_bytes(raw, "a.eml", ".eml")


def test_a_feed_is_as_many_reports_as_it_has_items(tmp_path: Path, seeds: Path) -> None:
    path = tmp_path / "news.rss"
    text = (seeds / "arms-najin-tikhoretsk-en.txt").read_text("utf-8")
    path.write_bytes(documents.feed(text))
    assert items(str(path)) == [f"{path}#1", f"{path}#2"]
    report = read(f"{path}#1")
    assert (report.text.split(), report.source, report.published) == (text.split(), "news.rss#1", "2023-10-14")
    assert read(f"{path}#2").title == "Rain in Rome"
    with pytest.raises(ReportError, match=r"news\.rss is a news feed of 2 items; name one of them: news\.rss#1 to news\.rss#2\."):
        read(path)
    with pytest.raises(ReportError, match=r"news\.rss holds 2 items and no number 9\."):
        read(f"{path}#9")


def test_an_atom_feed_is_read() -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Ships</title><updated>2024-01-02T03:04:05Z</updated>'
        b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A ship left <b>Odesa</b>.</p></div></content></entry></feed>'
    )
    report = from_bytes(atom, "a.atom", ".atom")
    assert (report.text, report.published) == ("Ships\n\nA ship left Odesa.", "2024-01-02")


def test_markdown_is_read_as_its_reader_sees_it() -> None:
    front = b"---\ntitle: Ships\ndate: 2024-01-02\n---\n"
    source = front + b"\nA ship left [**Odesa**](https://example.org/paris) for *Varna*.\n\n- by sea\n- at night\n"
    report = from_bytes(source, "a.md", ".md")
    assert (report.text, report.published) == ("Ships\n\nA ship left Odesa for Varna.\n\nby sea\n\nat night", "2024-01-02")


@pytest.mark.parametrize("suffix", ["", ".txt", ".bin"])
def test_the_kind_is_told_from_the_bytes_where_the_name_does_not_tell(suffix: str) -> None:
    text = "Ships leave Odesa\n\nA ship left Odesa for Varna."
    for make in (documents.pdf, documents.word):
        assert "Odesa for Varna" in from_bytes(make(text), "a", suffix).text
    if suffix != ".txt":
        for make in (documents.mail, documents.html):
            assert "Odesa for Varna" in from_bytes(make(text), "a", suffix).text


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no limits on processes")
def test_limits_hold_in_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    code = "from routes.reports import parsing; parsing.limit(); bytearray(2 << 30)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 1 and b"MemoryError" in done.stderr


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T23:30:00.123456789-05:00", "2024-05-03"),
        (" 20240503T101500Z", "2024-05-03"),
        ("Fri, 03 May 2024 10:15:00 +0200", "2024-05-03"),
        ("2024-02-31", ""),
        ("9999-99-99", ""),
        ("9999-12-31", ""),
        ("0001-01-01", ""),
        ("Fri, 99 May 99999999999 10:15:00 +9999", ""),
        ("2024", ""),
        ("last Friday", ""),
        ("", ""),
    ],
)
def test_a_day_is_one_of_the_calendar_or_none(told: str, iso: str) -> None:
    assert day(told) == iso
    run = routes.run(Report("On Friday a ship sailed from Odesa to Constanta with grain.", published=told, language="en"))
    assert run.report.published == iso
    assert run.legs[0].start == iso
