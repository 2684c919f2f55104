"""Whatever call of the system fails, a command ends in one sentence or does without: no traceback, no file that is not whole.

A sample of the failures; `tests/bench/faults.py` tries every one, n = 1, 2, … until a command is done without one failing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import faults
import pytest
import servers

SAMPLE = [
    ("a report", "open", 40), ("a report", "fsync", 5), ("a report", "list", 3), ("a report", "process", 1), ("a page", "process", 1),
    ("a folder", "rename", 4), ("a plan", "write", 1), ("added places", "mkdir", 1),
    ("added places", "open", 5), ("an unknown name", "socket", 1), ("an unknown name", "socket", 3),
]  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[faults.Scene, dict[str, bytes]]]]:
    """The commands, with what each leaves when nothing fails."""
    with servers.serving(faults.knows_one) as geocoder:
        found = {}
        for name, scene in faults.scenes(tmp_path_factory.mktemp("scene"), geocoder.url).items():
            code, said, left = scene.run()
            assert code == 0, said
            found[name] = (scene, left)
        yield found


@pytest.mark.parametrize(("name", "kind", "n"), SAMPLE)
def test_a_failing_call_is_taken_well(whole: dict[str, tuple[faults.Scene, dict[str, bytes]]], name: str, kind: str, n: int) -> None:
    scene, left = whole[name]
    assert list(faults.wrong(scene, left, f"{kind}:{n}")) == []


def test_the_calls_are_counted(whole: dict[str, tuple[faults.Scene, dict[str, bytes]]], tmp_path: Path) -> None:
    scene, left = whole["a plan"]
    assert faults.calls(scene, "fsync", tmp_path) >= len(left)
