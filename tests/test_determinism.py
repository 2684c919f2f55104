"""The same report gives the same bytes, whatever the machine is set to; `tests/bench/determinism.py` tries 51 machines."""

from __future__ import annotations

from pathlib import Path

import settings_of_machines as machines

TEXT = "A ship sailed from Odesa to Constanta on {} May 2024 with grain. Odesa is about 300 km from Constanta.\n"


def test_every_output_is_the_same_on_every_machine(article: Path, tmp_path: Path) -> None:
    first, other = (machines.hashes(article, n, tmp_path) for n in (0, 4))
    assert set(first) == {*machines.FORMATS, "summary", "markdown", "plan"}
    assert first == other


def test_a_folder_is_the_same_whoever_works_on_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(1, 5):
        (tmp_path / "in" / f"r{n}.txt").write_text(TEXT.format(n), "utf-8")
    alone, many = machines.batch(tmp_path / "in", 1, 1, tmp_path), machines.batch(tmp_path / "in", 4, 2, tmp_path)
    assert len(alone) == 4 * 4 + 1
    assert alone == many
