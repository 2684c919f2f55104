"""Ways of telling a movement: loading elsewhere, transfers, stops, what is held up, news that go back, deliveries from somewhere."""

import tomllib
from pathlib import Path

import pytest

from routes.extraction.heading import describe
from routes.model import Report
from routes.pipeline import extract, locate

TOLD = [
    pytest.param(language, passage["text"], passage["legs"], id=f"{language}-{passage['text'][:40]}")
    for language, passages in tomllib.loads((Path(__file__).parent / "movements.toml").read_text("utf-8")).items()
    for passage in passages
]


@pytest.mark.parametrize(("language", "text", "expected"), TOLD)
def test_legs_of_a_passage(language: str, text: str, expected: list[str]) -> None:
    report = describe(Report(text=text, published="2024-03-10"))
    assert report.language == language
    located = locate(extract(report), report)
    names = {w.id: w.name for w in located.waypoints}
    legs = []
    for leg in located.legs:
        way = f" via {', '.join(names[v] for v in leg.via)}" if leg.via else ""
        status = f" ({leg.status})" if leg.status != "reported" else ""
        legs.append(f"{names[leg.origin]} > {names[leg.destination]} by {leg.mode}{way}{status}")
    assert legs == expected
