"""The one writer: whole files or none, nothing outside the folder, nothing left behind."""

from __future__ import annotations

import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from routes import writer
from routes.errors import OutputError


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_a_file_is_as_open_as_the_user_wants_and_a_private_one_is_not(tmp_path: Path) -> None:
    writer.write(tmp_path / "new" / "map.html", b"words")
    writer.write(tmp_path / "own" / "kept.json", b"words", private=True)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new", "new/map.html", "own", "own/kept.json")]
    assert modes == [0o750, 0o640, 0o700, 0o600]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("keep")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "map.html").symlink_to(tmp_path / "precious")
    writer.write(tmp_path / "out" / "map.html", b"map")
    assert (tmp_path / "precious").read_text() == "keep"
    assert (tmp_path / "out" / "map.html").read_text() == "map" and not (tmp_path / "out" / "map.html").is_symlink()


def test_a_folder_that_is_a_link_is_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    writer.write(tmp_path / "out" / "map.html", b"map")
    assert [p.name for p in (tmp_path / "real").iterdir()] == ["map.html"]


def test_what_a_killed_process_left_is_removed_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    left, held, other = (tmp_path / name for name in (".routes-1.tmp", ".routes-2.tmp", "routes-3.tmp"))
    for path in (left, held, other):
        path.write_text("half")
    with held.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        writer.write(tmp_path / "map.html", b"map")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".routes-2.tmp", "map.html", "routes-3.tmp"]


def test_a_folder_for_a_while_is_gone_with_its_files_and_so_is_that_of_a_killed_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed, pipe, own = tmp_path / ".routes-1.tmp", tmp_path / ".routes-2.tmp", tmp_path / "routes-results"
    (killed / "tracks").mkdir(parents=True)
    (killed / "tracks" / "one.json").write_text("{}")
    (tmp_path / "precious").mkdir()
    (killed / "link").symlink_to(tmp_path / "precious")
    own.mkdir()
    os.mkfifo(pipe)
    with writer.scratch() as folder:
        (folder / "sub").mkdir()
        (folder / "sub" / "file").write_text("words")
        writer.tidy(tmp_path)  # as another process does
        assert (folder / "sub" / "file").read_text() == "words" and stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(p.name for p in tmp_path.iterdir()) == ["precious", "routes-results"]


def test_where_no_folder_can_be_made_for_a_while_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with (
        pytest.raises(OutputError, match=r"^No folder for temporary files can be made in .*none: No such file or directory\.$"),
        writer.scratch(),
    ):
        pass


@pytest.mark.parametrize("call", ["open", "fsync"])
def test_a_failing_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "map.html").write_text("old")
    monkeypatch.setattr(os, call, full)
    with pytest.raises(OutputError, match=r"^Cannot write .*map\.html: No space left on device\.$"):
        writer.write(tmp_path / "map.html", b"new")
    monkeypatch.undo()
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("map.html", "old")]


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_name_that_the_system_does_not_take_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match=r"^Cannot write .*\.$"):
        writer.write(tmp_path / name, b"")
    assert not list(tmp_path.iterdir())


def test_an_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        writer.write(tmp_path / "map.html", b"new")
    assert not list(tmp_path.iterdir())
