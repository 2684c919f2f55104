"""The second process: what it sends back, and what the caller hears when it fails or is ended."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample_runs import overland

from routes import batch
from routes.errors import NothingToDraw, OutputError
from routes.maps.easel import Easel
from routes.maps.ground import ground
from routes.maps.picture import picture
from routes.settings import Settings

TEXT = "A train took the cargo from Odesa to Kyiv on 3 March 2022. Odesa is 440 km from Kyiv.\n"


def test_ground_and_picture_are_those_of_one_process() -> None:
    run = overland()
    with Easel() as easel:
        easel.begin(run)
        layers, png = easel.ground(), easel.picture()
    assert layers.as_json() == ground(run).as_json()
    assert png == picture(run, "png")


def test_an_error_there_is_the_same_error_here() -> None:
    run = {**overland(), "places": [], "legs": [], "claims": []}
    with Easel() as easel:
        easel.begin(run)
        easel.ground()
        with pytest.raises(NothingToDraw, match="no place of the report has a position"):
            easel.picture()


def test_a_fault_there_is_said_in_one_sentence() -> None:
    with Easel() as easel:
        easel.begin({"places": 3})
        with pytest.raises(OutputError, match=r"^The picture could not be drawn: TypeError, which is a fault of routes\.$"):
            easel.ground()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_ended_process_is_said_in_one_sentence() -> None:
    with Easel() as easel:
        easel._worker._process.kill()
        easel._worker._process.wait()
        with pytest.raises(OutputError, match=r"^The picture could not be drawn: the process that draws it was ended by signal 9\.$"):
            easel.begin(overland())
            easel.ground()


def test_an_interpreter_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(OutputError, match="no process could be started"):
        Easel()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_nothing_is_written_when_the_drawing_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    report, out = tmp_path / "report.txt", tmp_path / "out"
    report.write_text(TEXT, "utf-8")
    begin = Easel.begin

    def begin_and_end(self: Easel, run: dict[str, object]) -> None:
        begin(self, run)
        self._worker._process.kill()

    monkeypatch.setattr(Easel, "begin", begin_and_end)
    with pytest.raises(OutputError, match="signal 9"):
        batch.map_one(str(report), "report", out, Settings())
    assert not out.exists()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_no_process_is_left_after_an_interrupt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    started = Easel.__enter__
    monkeypatch.setattr(Easel, "__enter__", lambda self: (begun.append(self._worker._process), started(self))[1])
    monkeypatch.setattr(batch, "run_one", interrupted)
    with pytest.raises(KeyboardInterrupt):
        batch.map_one("report.txt", "report", tmp_path / "out", Settings())
    assert [p.returncode for p in begun] == [-9]
    assert not (tmp_path / "out").exists()
