"""Many reports: only what changed is made again, one bad report stops nothing, and an interrupt leaves whole files."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from test_cli import ROUTES

from routes import batch, crowd
from routes.errors import OutputError
from routes.settings import Settings

TEXT = "A ship sailed from Odesa to Constanta on {} May 2024 with grain.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for n in range(1, 4):
        (made / f"r{n}.txt").write_text(TEXT.format(n), "utf-8")
    return made


def mapped(folder: Path, settings: Settings | None = None) -> dict[str, str]:
    """What became of each report."""
    outcomes = batch.map_many(batch.sources([str(folder)]), folder.parent / "out", settings or Settings(), jobs=1)
    return {o.stem: "failed" if o.error else "unchanged" if o.unchanged else "made" for o in outcomes}


def test_only_what_changed_is_made_again(folder: Path) -> None:
    out = folder.parent / "out"
    same = dict.fromkeys(("r1", "r2", "r3"), "unchanged")
    assert set(mapped(folder).values()) == {"made"}
    index = (out / "index.html").stat().st_mtime_ns
    assert mapped(folder) == same
    assert (out / "index.html").stat().st_mtime_ns == index
    (folder / "r2.txt").write_text(TEXT.format(9), "utf-8")
    assert mapped(folder) == same | {"r2": "made"}
    assert json.loads((out / "r2.json").read_text("utf-8"))["legs"][0]["start"] == "2024-05-09"
    (folder / "r3.plan.toml").write_text('report = "r3.txt"\n[[leg]]\nleg = "Odesa → Constanta"\nmode = "road"\n', "utf-8")
    assert mapped(folder) == same | {"r3": "made"}
    assert json.loads((out / "r3.json").read_text("utf-8"))["legs"][0]["mode"] == "road"
    (out / "r1.html").unlink()
    assert mapped(folder) == same | {"r1": "made"}
    assert (out / "r1.html").exists()
    assert set(mapped(folder, Settings(worldview="defacto")).values()) == {"made"}
    (folder / "r4.txt").write_text(TEXT.format(4), "utf-8")
    assert mapped(folder, Settings(worldview="defacto")) == same | {"r4": "made"}
    assert "r4.html" in (out / "index.html").read_text("utf-8")
    (folder / "r4.txt").unlink()
    assert mapped(folder, Settings(worldview="defacto")) == same
    assert "r4.html" not in (out / "index.html").read_text("utf-8")


def test_a_bad_report_is_tried_again_and_stops_nothing(folder: Path) -> None:
    (folder / "r2.txt").write_bytes(b"")
    assert mapped(folder) == {"r1": "made", "r2": "failed", "r3": "made"}
    assert mapped(folder) == {"r1": "unchanged", "r2": "failed", "r3": "unchanged"}
    done = subprocess.run([ROUTES, "map", folder, "-o", folder.parent / "out"], capture_output=True, check=False)
    assert done.returncode == 1
    said = done.stderr.decode()
    assert "routes: r2.txt is empty: there is no text to read." in said and "3 reports: 0 made, 2 unchanged, 1 failed" in said


def test_a_run_that_was_damaged_on_disk_is_told_and_made_again_once_it_is_gone(folder: Path) -> None:
    out = folder.parent / "out"
    mapped(folder)
    path, known = out / "r2.json", (out / "r2.json").stat()
    path.write_bytes(path.read_bytes()[:-9] + b" " * 9)
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    (folder / "r1.txt").write_text(TEXT.format(9), "utf-8")
    assert mapped(folder) == {"r1": "made", "r2": "failed", "r3": "unchanged"}
    path.unlink()
    assert mapped(folder) == {"r1": "unchanged", "r2": "made", "r3": "unchanged"}


def double(n: int) -> int:
    if n == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * n


def test_a_process_that_dies_takes_only_its_own_task_with_it() -> None:
    done = dict(crowd.work("test_batch:double", range(6), 2))
    assert done == {0: 0, 1: 2, 2: 4, 3: None, 4: 8, 5: 10}


@pytest.mark.parametrize("function", ["no_such_module:f", "routes.batch:no_such_function"])
def test_processes_that_cannot_load_the_program_end_the_work_in_one_sentence(function: str) -> None:
    with pytest.raises(OutputError, match=r"^A process that was started for the work was ended with code 1 before it began\.$"):
        list(crowd.work(function, range(6), 2))


def test_an_interpreter_that_cannot_be_started_ends_the_work_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    with pytest.raises(OutputError, match=r"^No process could be started for the work \(No such file or directory\)\.$"):
        list(crowd.work("test_batch:double", range(6), 2))


def test_a_fault_between_the_processes_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr("routes.worker.Pipe.receive", lost)
    with pytest.raises(OutputError, match=r"^The work cannot go on: there is not enough memory\.$"):
        list(crowd.work("test_batch:double", range(6), 2))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ZeroDivisionError(), "ZeroDivisionError, which is a fault of routes"),
        (OSError(24, "Too many open files", "a.toml"), "the system refuses it (a.toml: Too many open files)"),
        (MemoryError(), "there is not enough memory"),
    ],
)
def test_what_the_program_or_the_machine_trips_over_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def trips(source: str, settings: Settings) -> Any:
        raise error

    monkeypatch.setattr(batch, "run_one", trips)
    answer = batch.map_quietly({"source": "a.txt", "stem": "a", "out": str(folder), "settings": {}})
    assert answer == {"error": ["ReportError", f"a.txt cannot be mapped: {said}."]}


@pytest.mark.parametrize("wait", [2.0, 5.0])
def test_an_interrupt_leaves_whole_files(folder: Path, wait: float) -> None:
    for n in range(4, 30):
        (folder / f"r{n}.txt").write_text(TEXT.format(n), "utf-8")
    out = folder.parent / "out"
    process = subprocess.Popen([ROUTES, "map", folder, "-o", out], stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and said.decode().endswith("routes: stopped.\n") and b"Traceback" not in said
    files = list(out.iterdir()) if out.exists() else []
    assert not [p for p in files if p.name.endswith(".tmp")]
    for path in files:
        if path.suffix == ".json":
            json.loads(path.read_text("utf-8"))
        if path.suffix == ".html":
            assert path.read_text("utf-8").endswith("</html>\n")


def test_a_folder_is_watched(folder: Path) -> None:
    out = folder.parent / "out"
    process = subprocess.Popen([ROUTES, "watch", folder, "-o", out], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        assert process.stderr
        lines = iter(process.stderr.readline, "")
        assert any("3 reports: 3 made" in line for line in lines)
        assert any("Watching" in line for line in lines)
        (folder / "r1.txt").write_text(TEXT.format(8), "utf-8")
        assert any("3 reports: 1 made, 2 unchanged" in line for line in lines)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
