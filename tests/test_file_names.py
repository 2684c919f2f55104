"""Whatever reports are called, their files lie in the output folder, under names that every system takes, one for each report."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

import pytest

from routes import batch, writer
from routes.atlas import own

MOST = 20_000
LONGEST_BYTES = 100  # with any suffix that is added
SUFFIXES = (".html", ".json", ".geojson", ".png", ".parquet", ".claimreview.json")
PIECES = [
    "..", ".", "/", "\\", "../", "..\\", "/etc/passwd", "C:\\", "\\\\host\\share\\", "~", "~root", "\0", "\n", "\r",
    "\t", "\x1b[2J", "\x7f", "\x9b", "%2e%2e%2f", "%00", "%c0%ae", "$HOME", "${x}", "`id`", "$(id)", ";", "|", "&", ">",
    "<", "*", "?", '"', "'", " ", "  ", "-", "--help", "-rf", ":", "::$DATA", "con", "CON", "prn", "aux.txt", "NUL",
    "com1", "COM¹", "lpt9.pdf", "CONIN$", "index", "Index", ".plan", ".routes-1.tmp", "\u202e", "\u200b", "\ufeff",
    "\u2044", "\u2215", "\uff0f", "\uff0e\uff0e\uff0f", "\u0301", "e\u0301", "é", "ﬁ", "ß", "SS", "İ", "ı", "\u212b",
    "\u1100\u1161\u11a8", "日本"*40, "a"*4096, "é"*300, "\U0001f600", "\ud800", "\udcff", "Отчёт", "report", "Report",
    "2", "-2", "-3", "x",
]  # fmt: skip
FRAMES = [
    "{}", "{}.txt", "dir/{}.txt", "{}.plan.toml", "feed.rss#{}", "feed.rss#1{}", "https://example.org/{}",
    "https://{}/a", "http://[{}", "file:{}", "{}/",
]  # fmt: skip


def names() -> list[str]:
    chance = random.Random(1)
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 4))) for _ in range(MOST)]
    return [chance.choice(FRAMES).replace("{}", name) for name in made]


@pytest.fixture(scope="module")
def stems() -> list[str]:
    return batch.stems(names())


def test_every_name_is_short_and_composed_and_plain(stems: list[str]) -> None:
    for stem in stems:
        assert re.fullmatch(r"[\w-]+", stem), stem
        assert unicodedata.is_normalized("NFC", stem)
        assert all(len(f"{stem}{suffix}".encode()) <= LONGEST_BYTES for suffix in SUFFIXES)
        assert not re.fullmatch(r"(?i)con|prn|aux|nul|conin|conout|(?:com|lpt)[\d¹²³]|index", stem)


def test_no_two_reports_share_a_name_anywhere(stems: list[str]) -> None:
    assert len(stems) == MOST
    assert len({unicodedata.normalize("NFD", stem.casefold()) for stem in stems}) == MOST


def test_a_number_that_a_report_bears_itself_is_not_given_twice() -> None:
    assert batch.stems(["a.txt", "b/a.txt", "a-2.txt", "A.md", "index.txt", "-"]) == ["a", "a-2", "a-2-2", "A-3", "report-index", "report"]


def test_every_file_lies_in_the_folder(stems: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all names the path is worked out; of a sample the file is written, through a link and with nothing followed."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    real, out = tmp_path / "real", tmp_path / "out"
    real.mkdir()
    out.symlink_to(real)
    for stem in stems:
        assert (out / f"{stem}.html").parent == out and (out / f"{stem}.html").resolve(strict=False).parent == real
    for stem in stems[:2000]:
        writer.write(out / f"{stem}.html", b"")
    assert len(list(real.iterdir())) == 2000
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "real"]


def test_a_data_set_is_called_by_a_name_and_not_by_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from routes.atlas import intake

    monkeypatch.setenv("ROUTES_DATA", str(tmp_path / "data"))
    table = tmp_path / "rows.txt"
    table.write_text("1\tOdesa\tOdesa\t\t46.5\t30.7\tP\tPPL\tUA\t\t\t\t\t\t1000\t\t\t\t2024-01-01\n")
    for name in ("../../evil", "/etc/cron.d/x", "a\0b", "..", "x" * 5000):
        intake.add(table, name=name)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "rows.txt"]
    assert all(p.name.endswith(own.SUFFIX) and len(p.name.encode()) <= LONGEST_BYTES for p in (tmp_path / "data").iterdir())


def test_a_plan_leads_to_a_report_beside_it_only(tmp_path: Path) -> None:
    from routes.pipeline import planned

    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("A ship left Odesa for Varna.")
    plan = tmp_path / "in" / "r.plan.toml"
    plan.write_text('format = "routes-plan/1"\nreport = "../secret.txt"\n')
    assert planned(plan)[0] == tmp_path / "in" / "secret.txt"
