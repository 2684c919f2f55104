"""Distances to borders, coasts and lines of one's own."""

from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from scenes import TIKHORETSK, claim, judged, waypoint

from routes.checks import check
from routes.model import Place, Verdict

TOWN = waypoint("p1", TIKHORETSK)
DEPOT = waypoint("p1", TIKHORETSK, radius_m=15_000.0)  # "a depot near Tikhoretsk"


def to_border(km: float, code: str = "UA", **more: object) -> Verdict:
    return judged(claim(km, 0.1, kind="point-to-border", target=f"border:{code}"), more.pop("at", DEPOT), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measure", "km"),
    [("land-undisputed:UA", 202.0), ("atom:crimea", 275.6), ("boundary:RU-UA", 202.2), ("sea:UA", 185.6), ("sea-atom:crimea", 269.7)],
)
def test_every_reading_of_the_ukrainian_border_from_tikhoretsk(measure: str, km: float) -> None:
    found = {f.measure: f for f in to_border(290).findings}
    assert found[measure].best / 1000 == pytest.approx(km, abs=0.5)
    assert (found[measure].start, found[measure].worldview) == ((40.11874, 45.85307), "un")
    assert found[measure].data == ("coast_lines.npy" if "sea" in measure else "border_lines.npy")


def test_290_km_from_tikhoretsk_depends_on_crimea_and_is_180_miles() -> None:
    said = to_border(290)
    assert said.answer == "depends"
    assert said.reason_en == (
        "290 km holds only for one reading, nearest land of Crimea: 261 km to 291 km; nearest land of Ukraine is 187 km to 217 km. "
        "It is what 180 miles gives when converted (289.7 km), so a rounded figure in miles may be behind it."
    )


def test_the_worldview_moves_crimea_and_nothing_else() -> None:
    un = {f.measure: round(f.best) for f in to_border(290).findings}
    defacto = {f.measure: round(f.best) for f in to_border(290, worldview="defacto").findings}
    assert all(f.worldview == "defacto" for f in to_border(290, worldview="defacto").findings)
    assert {m: km for m, km in un.items() if defacto.get(m) != km} == {"land-undisputed:UA": 202037}
    assert set(defacto) < set(un)


@pytest.mark.parametrize(
    ("km", "answer"), [(202, "supported"), (225, "supported"), (290, "depends"), (130, "contradicted"), (500, "contradicted")]
)
def test_a_distance_to_a_border(km: float, answer: str) -> None:
    assert to_border(km, at=TOWN).answer == answer


@pytest.mark.parametrize(("km", "answer"), [(202, "supported"), (600, "depends"), (100, "contradicted")])
def test_of_a_border_that_is_not_named_only_a_nearer_one_is_refuted(km: float, answer: str) -> None:
    assert to_border(km, "*", at=TOWN).answer == answer


def test_a_country_as_an_end_is_its_land() -> None:
    ukraine = waypoint("p2", Place("Ukraine", 49.0, 32.0, "UA", "PCLI", radius_m=438_000))
    said = judged(claim(202), TOWN, ukraine)
    assert (said.answer, said.measure) == ("supported", "land:UA")
    assert judged(claim(202, origin="p2", target="p1"), TOWN, ukraine).answer == "supported"


LAMPEDUSA = waypoint("p1", Place("Lampedusa", 35.502, 12.606, "IT"))


@pytest.mark.parametrize(
    ("code", "km", "answer"),
    [("TN", 130, "supported"), ("IT", 200, "depends"), ("TN", 20, "contradicted"), ("TN", 400, "contradicted"), ("*", 200, "depends")],
)
def test_a_coast(code: str, km: float, answer: str) -> None:
    # Lampedusa is Italian: its own coast cannot be the Italian one that is 200 km away
    assert judged(claim(km, kind="point-to-coast", target=f"coast:{code}"), LAMPEDUSA).answer == answer


VISBY = waypoint("p1", Place("Visby", 57.634, 18.299, "SE"))


@pytest.mark.parametrize(("kind", "target"), [("point-to-coast", "coast:SE"), ("point-to-border", "border:SE")])
@pytest.mark.parametrize(("km", "answer"), [(90, "supported"), (35, "depends"), (250, "contradicted")])
def test_from_an_island_the_mainland_of_its_country_is_meant(kind: str, target: str, km: float, answer: str) -> None:
    said = judged(claim(km, kind=kind, target=target), VISBY)
    assert said.answer == answer
    assert said.measure == "mainland:SE"
    if answer == "supported":
        assert said.reason_en == "90 km holds: coast of the mainland of Sweden is 92 km."


def test_a_port_on_an_island_lies_on_the_coast_of_its_country_too() -> None:
    said = judged(claim(1, 0.5, kind="point-to-coast", target="coast:SE"), VISBY)
    assert (said.answer, said.measure) == ("supported", "coast")


def test_a_country_without_a_coast_cannot_be_measured_to() -> None:
    said = judged(claim(200, kind="point-to-coast", target="coast:CH"), LAMPEDUSA)
    assert (said.answer, said.reason_en) == ("unverifiable", "200 km cannot be checked: there is no such border or coast.")


def test_a_front_line_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import geopandas

    from routes.atlas import intake, own

    monkeypatch.setenv("ROUTES_DATA", str(tmp_path / "data"))
    own.forget()
    wanted = claim(35, kind="point-to-line", target="front:*")
    at = waypoint("p1", Place("Somewhere", 48.0, 37.5, "UA"))
    assert check([wanted], [at])[0].reason_en.startswith("35 km cannot be checked: no front line is known here; add one of the day with:")
    line = geopandas.GeoDataFrame({"name": ["front"]}, geometry=[shapely.LineString([(38.0, 47.0), (38.0, 49.0)])], crs=4326)
    line.to_file(tmp_path / "front.geojson")
    intake.add(tmp_path / "front.geojson", date="2024-05-31", mode="front")
    found = check([wanted], [at])[0]
    assert (found.answer, found.findings[0].measure, found.findings[0].data) == ("supported", "line:front", "own/front")
    assert found.findings[0].best == pytest.approx(37_250, abs=300)
    assert "front (2024-05-31)" in found.reason_en
    assert [check([replace(wanted, low=km, high=km)], [at])[0].answer for km in (50_000.0, 90_000.0)] == ["depends", "contradicted"]
    own.forget()


@pytest.mark.parametrize(("km", "answer"), [(25, "supported"), (21, "depends"), (15, "contradicted")])
def test_a_border_is_rounded_down_to_as_a_distance_is(km: float, answer: str) -> None:
    tripoli = waypoint("p1", Place("Tripoli", 34.43352, 35.84415, "LB"))  # 24.8 km from Syria
    assert judged(claim(km, kind="point-to-border", target="border:SY"), tripoli).answer == answer


def test_a_border_is_reached_from_the_last_suburb() -> None:
    city = waypoint("p1", Place("Big Town", 45.85307, 40.11874, "RU", "PPL", population=600_000, radius_m=20_000.0))
    assert [to_border(km, at=city).answer for km in (200, 150, 120)] == ["supported", "depends", "contradicted"]
