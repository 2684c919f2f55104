"""A process that is killed leaves whole files or none, the next run heals, and many at once do not get in each other's way.

A small number of kills; `tests/bench/kills.py` makes 500, and has eight processes work on one folder for 50 rounds.
"""

from __future__ import annotations

import os
from pathlib import Path

import kills
import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


def test_what_is_being_written_when_a_process_is_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    assert list(kills.storms(tmp_path, 8)) == []


def test_runs_that_are_killed_leave_whole_maps_and_the_next_run_heals(tmp_path: Path) -> None:
    assert list(kills.maps(tmp_path, 2)) == []


def test_many_processes_share_a_cache_and_a_folder_and_one_that_dies_frees_its_locks(tmp_path: Path) -> None:
    assert list(kills.together(tmp_path, 3, 1)) == []
