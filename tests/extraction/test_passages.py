"""Passages as papers, logs and witnesses write them: the legs, and the claims where they are listed, that a careful reader takes."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from routes.extraction.heading import describe
from routes.model import Report
from routes.pipeline import extract, locate

PASSAGES = [
    pytest.param(language, passage, id=f"{language}-{passage['text'][:40]}")
    for file in (
        "passages.toml",
        "movements.toml",
        "rests.toml",
        "english_german.toml",
        "romance.toml",
        "polish.toml",
        "turkish.toml",
        "eastern.toml",
    )
    for language, passages in tomllib.loads((Path(__file__).parent / file).read_text("utf-8")).items()
    for passage in passages
]


@pytest.mark.parametrize(("language", "passage"), PASSAGES)
def test_passage(language: str, passage: dict[str, Any]) -> None:
    report = describe(Report(text=passage["text"], published="2024-03-10"))
    assert report.language == language
    located = locate(extract(report), report)
    names = {w.id: w.name for w in located.waypoints}
    legs = []
    for leg in located.legs:
        way = f" via {', '.join(names[v] for v in leg.via)}" if leg.via else ""
        status = f" ({leg.status})" if leg.status != "reported" else ""
        legs.append(f"{names[leg.origin]} > {names[leg.destination]} by {leg.mode}{way}{status}")
    assert legs == passage["legs"]
    claims = [
        f"{c.value:g} {c.unit} {c.kind} {names.get(c.origin, '?')} > {names.get(c.target, c.target)}{' denied' if c.denied else ''}"
        for c in located.claims
    ]
    assert claims == passage.get("claims", claims)  # some files are about legs alone
