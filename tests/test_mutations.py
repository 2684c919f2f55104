"""What is added to a report and tells of no movement changes no leg; `tests/bench/mutations.py` tries many more."""

from pathlib import Path

import pytest
from mutations import legs_of, mutate

from routes import pipeline

SEEDS = sorted((Path(__file__).resolve().parents[1] / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem)
def test_legs_stay(path: Path, tmp_path: Path) -> None:
    report = pipeline.read(path)
    mentions = pipeline.extract(report)
    dated = any("dateline" in t.cues for t in mentions.toponyms)
    for number in range(16):
        change = mutate(report.text, report.language, number, dated=dated)
        file = tmp_path / f"changed{change.suffix}"
        file.write_bytes(change.data)
        assert legs_of(pipeline.extract(pipeline.read(file))) == legs_of(mentions), (change.kind, change.added)
