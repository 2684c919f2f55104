"""The whole line on the seed reports: what a reader of each report would say went where, and how the claims hold."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import routes
from routes.runs import describe

# report: legs as (from, to, mode, shortest km, longest km), then claims as (start of the figure, verdict)
EXPECTED: dict[str, tuple[list[tuple[str, str, str, int, int]], list[tuple[str, str]]]] = {
    "arms-najin-tikhoretsk-fr": (
        [("Najin", "Dunay", "sea", 182, 215), ("Dunay", "Tikhoretsk", "rail", 9300, 10300)],
        [("290", "depends")],
    ),
    "arms-najin-tikhoretsk-en": (
        [("Rajin", "Dunay", "sea", 182, 215), ("Dunay", "Tikhoretsk", "rail", 9300, 10300)],
        [("290", "depends"), ("180", "supported")],
    ),
    "grain-pivdennyi-djibouti-en": (
        [("Pivdennyi", "Djibouti", "sea", 4300, 4800), ("Djibouti", "Addis Ababa", "road", 700, 960)],
        [("25", "supported"), ("900", "supported"), ("two weeks", "supported")],
    ),
    "middle-corridor-xian-poti-en": (
        [("Xi’an", "Aktau", "rail", 5200, 6900), ("Aktau", "Baku", "sea", 378, 480), ("Baku", "Poti", "rail", 780, 1000)],
        [("380", "supported"), ("20 to 24", "supported"), ("270", "supported"), ("100", "contradicted")],
    ),
    "donau-galati-wien-de": (
        [("Galaţi", "Vienna", "river", 1650, 1900), ("Vienna", "Linz", "rail", 150, 215)],
        [("1.780", "supported"), ("960", "supported"), ("150", "supported")],
    ),
    "airlift-dover-rzeszow-en": (
        [("Dover Air Force Base", "Ramstein Air Base", "air", 6000, 6600), ("Ramstein Air Base", "Rzeszów", "air", 950, 1150)],
        [("80", "depends"), ("6,300", "supported")],
    ),
    "pacifico-chancay-shanghai-es": (
        [("Chancay", "Shanghai", "sea", 16800, 18000), ("Trujillo", "Chancay", "road", 400, 560)],
        [("23", "supported"), ("60", "supported"), ("9.500", "supported"), ("5.000", "contradicted")],
    ),
    "volga-astrakhan-nizhny-ru": (
        [("Astrakhan", "Nizhniy Novgorod", "river", 2000, 2400), ("Nizhniy Novgorod", "Yaroslavl", "rail", 330, 560)],
        [("370", "supported"), ("2 200", "supported"), ("10–12", "supported")],
    ),
}


@pytest.fixture(scope="module")
def runs(seeds: Path) -> dict[str, dict[str, Any]]:
    return {name: describe(routes.run(seeds / f"{name}.txt")) for name in EXPECTED}


def test_every_seed_is_expected(seeds: Path) -> None:
    assert sorted(p.stem for p in seeds.glob("*.txt")) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_legs(runs: dict[str, dict[str, Any]], name: str) -> None:
    run = runs[name]
    places = {p["id"]: p["name"] for p in run["places"]}
    assert [(places.get(x["from"]), places.get(x["to"]), x["mode"]) for x in run["legs"]] == [x[:3] for x in EXPECTED[name][0]]
    for leg, (*_, low, high) in zip(run["legs"], EXPECTED[name][0], strict=True):
        assert low <= leg["length_m"] / 1000 <= high
        assert leg["method"] == ("geodesic" if leg["mode"] == "air" else "network")


@pytest.mark.parametrize("name", EXPECTED)
def test_claims(runs: dict[str, dict[str, Any]], name: str) -> None:
    claims = runs[name]["claims"]
    assert len(claims) == len(EXPECTED[name][1])
    for claim, (figure, verdict) in zip(claims, EXPECTED[name][1], strict=True):
        assert figure in claim["quote"].replace("\u00a0", " ")
        assert claim["verdict"] == verdict, claim["reason_en"]


@pytest.mark.parametrize("name", EXPECTED)
def test_only_stops_are_on_the_route(runs: dict[str, dict[str, Any]], name: str) -> None:
    run = runs[name]
    used = {i for leg in run["legs"] for i in (leg["from"], leg["to"], *leg["via"])}
    assert {p["id"] for p in run["places"] if p["role"] == "on_route"} == used - {""}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_quote_stands_in_the_report(runs: dict[str, dict[str, Any]], name: str) -> None:
    run = runs[name]
    text = run["report"]["text"]
    for thing in (*run["legs"], *run["claims"]):
        assert text[slice(*thing["span"])] == thing["quote"] != ""
    for place in run["places"]:
        assert all(text[slice(*m)] for m in place["mentions"]) and place["mentions"]


def test_the_article_in_detail(runs: dict[str, dict[str, Any]]) -> None:
    run = runs["arms-najin-tikhoretsk-fr"]
    assert (run["report"]["language"], run["report"]["published"]) == ("fr", "2023-10-14")
    assert run["report"]["title"] == "Plus de mille conteneurs d’armes nord-coréennes seraient arrivés en Russie"
    first, second = run["legs"]
    assert (first["start"], first["end"]) == ("2023-09-01", "2023-10-01")
    assert "conteneurs" in first["cargo"]
    assert second["countries"] == ["RU"]
    assert 35_000 < second["snap_m"][0] < 50_000  # no railway is known at Dunay
    (claim,) = run["claims"]
    assert (claim["to"], claim["converted"]) == ("border:UA", None)
    by_measure = {f["measure"]: f["best_m"] / 1000 for f in claim["findings"]}
    assert by_measure["land:UA"] == pytest.approx(202.0, abs=0.5)
    assert by_measure["atom:crimea"] == pytest.approx(275.6, abs=0.5)
    roles = {p["name_in_text"]: p["role"] for p in run["places"]}
    assert roles["Moscou"] == "metonym"
    assert [name for name, role in roles.items() if role == "on_route"] == ["Najin", "Dunay", "Tikhoretsk"]
    assert "Kirby" not in " ".join(roles)


def test_two_units_are_one_claim(runs: dict[str, dict[str, Any]]) -> None:
    claim = runs["arms-najin-tikhoretsk-en"]["claims"][0]
    assert (claim["value"], claim["unit"], claim["converted"]) == (290, "km", [180, "mi"])
    assert "180 miles converted" in claim["reason_en"]


def test_the_pacific_is_crossed_in_one_line(runs: dict[str, dict[str, Any]]) -> None:
    lons = [x for x, _ in runs["pacifico-chancay-shanghai-es"]["legs"][0]["geometry"]["coordinates"]]
    assert max(abs(b - a) for a, b in pairwise(lons)) < 180
    assert min(lons) < -180


def test_the_english_twin_tells_the_same(runs: dict[str, dict[str, Any]]) -> None:
    def told(name: str) -> list[Any]:
        run = runs[name]
        names = {p["id"]: p["name_in_text"] for p in run["places"]}
        return [(names[x["from"]], names[x["to"]], x["mode"], x["start"], x["end"]) for x in run["legs"]]

    french, english = runs["arms-najin-tikhoretsk-fr"], runs["arms-najin-tikhoretsk-en"]
    assert told("arms-najin-tikhoretsk-fr") == told("arms-najin-tikhoretsk-en")
    assert [f["best_m"] for f in french["claims"][0]["findings"]] == [f["best_m"] for f in english["claims"][0]["findings"]]


def test_a_run_is_plain_json(runs: dict[str, dict[str, Any]]) -> None:
    for run in runs.values():
        assert json.loads(json.dumps(run, allow_nan=False)) == run
        assert run["format"] == "routes/1"
