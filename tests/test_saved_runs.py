"""A file that says it is a run is one, or is refused in one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from drawn_runs import sample

from routes.runs import dump, parse


def test_a_run_is_read() -> None:
    assert parse(dump(sample()).decode()) == sample()


@pytest.mark.parametrize("part", ["report", "places", "legs", "claims", "notes", "provenance"])
@pytest.mark.parametrize("wrong", [None, 1, "x", [1], [None], [[]]])
def test_a_part_of_another_kind_is_refused(part: str, wrong: Any) -> None:
    with pytest.raises(ValueError, match=rf"^its {part} is not what a run has there$"):
        parse(json.dumps(sample() | {part: wrong}))


LACKING = [("report", "text"), ("places", "lat"), ("legs", "geometry"), ("claims", "findings"), ("notes", "code")]


@pytest.mark.parametrize(("part", "key"), LACKING)
def test_what_is_lacking_is_named(part: str, key: str) -> None:
    run = sample()
    del (run[part] if isinstance(run[part], dict) else run[part][-1])[key]
    with pytest.raises(ValueError, match=f"^its {part} lacks '{key}'$"):
        parse(json.dumps(run))


@pytest.mark.parametrize("lat", ["1", 91, float("nan"), float("inf"), [], None])
def test_a_position_that_is_none_is_refused(lat: Any) -> None:
    run = sample()
    run["places"][0]["lat"] = lat
    with pytest.raises(ValueError, match="position"):
        parse(json.dumps(run))


WRONG: list[tuple[str, str, Any]] = [
    ("report", "text", None),
    ("places", "mentions", [["a", 1]]),
    ("places", "radius_m", 1e300),
    ("places", "alternatives", [{"name": 3}]),
    ("legs", "mode", "boat"),
    ("legs", "start", [None]),
    ("legs", "geometry", {"type": "LineString", "coordinates": [[1.0, 2.0], [3.0]]}),
    ("legs", "geometry", {"type": "Point", "coordinates": [1.0, 2.0]}),
    ("claims", "verdict", "true"),
    ("claims", "value", True),
    ("claims", "span", [9, 3]),
    ("claims", "findings", [[None]]),
    ("claims", "findings", [{"start": {"lat": [None], "lon": 3.0}}]),
    ("notes", "message", 5),
]


@pytest.mark.parametrize(("part", "key", "value"), WRONG)
def test_a_value_of_another_kind_is_refused_with_its_key(part: str, key: str, value: Any) -> None:
    run = sample()
    (run[part] if isinstance(run[part], dict) else run[part][-1])[key] = value
    with pytest.raises(ValueError, match=f"^its {part} has under '{key}' what no run has there$"):
        parse(json.dumps(run))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"format": "routes/2"}', "<html></html>", "\x00", "[" * 100_000])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(text)
