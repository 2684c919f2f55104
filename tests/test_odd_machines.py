"""Machines without a home, a disk, a terminal or a language: a command works, or says in one sentence why not."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from routes import cache
from routes.atlas import own
from routes.errors import OutputError

TEXT = "A ship sailed from Odesa to Constanta on 3 May 2024 with grain. Odesa is about 300 km from Constanta.\n"
FILES = ["report.geojson", "report.html", "report.json", "report.png"]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    return tmp_path / "report.txt"


def run(*words: object, env: dict[str, str] | None = None, **named: object) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "routes.cli", *map(str, words)]
    given = {key: value for key, value in {**os.environ, **(env or {})}.items() if value}
    done = subprocess.run(command, env=given, capture_output=True, check=False, **named)  # type: ignore[call-overload]
    return done.returncode, done.stdout.decode(), done.stderr.decode()


NOWHERE = {"HOME": "/proc/nowhere", "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "ROUTES_CACHE": "", "ROUTES_DATA": ""}


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs a folder that nobody can write")
def test_a_home_that_cannot_be_written_costs_nothing_and_leaves_nothing(report: Path) -> None:
    temporary = report.parent / "temporary"
    temporary.mkdir()
    env = {**NOWHERE, "TMPDIR": str(temporary)}
    code, _, said = run("map", report, "-o", report.parent / "out", env=env)
    assert (code, said) == (0, f"\nMap: {report.parent / 'out' / 'report.html'}\n")
    assert sorted(p.name for p in (report.parent / "out").iterdir()) == FILES
    code, _, said = run("export", report.parent / "out" / "report.json", "-f", "svg", env=env)
    assert (code, said, list(temporary.iterdir())) == (0, "", [])


def test_a_user_without_a_home_is_told_where_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    for name in NOWHERE:
        monkeypatch.delenv(name, raising=False)
    assert cache.folder() is None and own.added() == []
    with pytest.raises(OutputError, match=r"^There is no home folder to keep data in; name a folder for them in \$ROUTES_DATA\.$"):
        own.folder()


@pytest.mark.parametrize("language", ["C", "no-such-language"])
def test_any_language_of_the_system_will_do(report: Path, language: str) -> None:
    env = {"LANG": language, "LC_ALL": language, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "TERM": "", "COLUMNS": "1"}
    code, told, said = run("check", report, env=env)
    assert (code, said) == (0, "") and "supported" in told


def small_files() -> None:
    """Let no file grow over 100 kB, as a full disk would."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_disk_that_is_full_leaves_none_of_the_files(report: Path) -> None:
    out = report.parent / "out"
    code, _, said = run("map", report, "-o", out, preexec_fn=small_files)
    assert (code, said) == (1, f"routes: Cannot write {out / 'report.html'}: File too large.\n")
    assert list(out.iterdir()) == []
    code, _, said = run("export", "-f", "png", "-o", out / "a.png", report.with_suffix(".json"))
    assert code == 1 and said.startswith("routes: There is no file")


def test_what_was_there_before_the_disk_was_full_is_kept(report: Path) -> None:
    out = report.parent / "out"
    run("map", report, "-o", out)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    report.write_text(TEXT.replace("3 May", "9 May"), "utf-8")
    assert run("map", report, "-o", out, preexec_fn=small_files)[0] == 1
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("command", [("check",), ("map", "--json"), ("plan", "-o", "-")])
def test_a_full_disk_under_standard_output_is_one_sentence(report: Path, command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        words = [sys.executable, "-m", "routes.cli", command[0], str(report), *command[1:]]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"routes: It cannot be done: the system refuses it (No space left on device).\n")


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(report: Path, closed: str) -> None:
    out = report.parent / "out"
    line = f"{sys.executable} -m routes.cli map {report} -o {out} {closed}"
    assert subprocess.run(["sh", "-c", line], capture_output=True, check=False).returncode == 0
    assert sorted(p.name for p in out.iterdir()) == FILES
    assert (out / "report.html").read_bytes().endswith(b"</html>\n")


def test_standard_input_that_is_closed_is_one_sentence() -> None:
    done = subprocess.run(["sh", "-c", f"{sys.executable} -m routes.cli map - <&-"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"routes: Standard input is closed; name a file, or pipe a report into it.\n")


def test_a_file_in_the_way_of_the_folder_is_one_sentence(report: Path) -> None:
    code, _, said = run("map", report, "-o", report)
    assert code == 1 and said.startswith("routes: Cannot write ") and said.count("\n") == 1
    assert report.read_text("utf-8") == TEXT
