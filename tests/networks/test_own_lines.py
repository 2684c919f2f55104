"""Networks that a person adds: preferred where they are, dated, in their gauges, and said so on the track."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely.geometry import LineString

from routes.atlas import intake, own
from routes.errors import NoTrack, ReportError
from routes.networks import track

# A branch that the embedded data does not have: from the line at Fokino's junction to the bay of Dunay.
SMOLYANINOVO, DUNAY = (132.4470, 43.2840), (132.3580, 42.8780)
BRANCH = [SMOLYANINOVO, (132.45, 43.15), (132.41, 42.97), DUNAY]
VLADIVOSTOK = (131.8816, 43.111)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of the test's own."""
    own.forget()
    monkeypatch.setenv("ROUTES_DATA", str(tmp_path / "data"))
    yield tmp_path
    own.forget()


def add(folder: Path, lines: list[list[tuple[float, float]]], name: str = "mine", **columns: Any) -> own.Added:
    table = geopandas.GeoDataFrame({k: v for k, v in columns.items() if k != "set_date"}, geometry=[LineString(x) for x in lines], crs=4326)
    path = folder / f"{name}.geojson"
    table.to_file(path)
    return intake.add(path, mode="rail", date=columns.get("set_date", ""))


def codes(found: Any) -> set[str]:
    return {n.code for n in found.notes}


def test_an_added_branch_replaces_the_whisker(data: Path) -> None:
    before = track(VLADIVOSTOK, DUNAY, mode="rail")
    assert before.snap_m[1] > 30_000 and "far-snap" in codes(before)
    added = add(data, [BRANCH], usage=["branch"], set_date="2024-05-31")
    assert (added.kind, added.lines, added.places) == ("lines", 1, 0)
    after = track(VLADIVOSTOK, DUNAY, mode="rail")
    assert after.snap_m[1] < 100 and "far-snap" not in codes(after)
    note = next(n for n in after.notes if n.code == "own-network")
    assert "mine (2024-05-31)" in note.message
    assert after.countries == ("RU",)
    own.remove("mine")
    assert track(VLADIVOSTOK, DUNAY, mode="rail").length_m == before.length_m


def test_lines_are_open_at_their_dates(data: Path) -> None:
    add(data, [BRANCH], since=["2020-01-01"], until=["2022-12-31"])
    dates = ("2019-06-01", "2021-06-01", "2023-06-01", "")
    there = {date: track(VLADIVOSTOK, DUNAY, mode="rail", date=date).snap_m[1] < 100 for date in dates}
    assert there == {"2019-06-01": False, "2021-06-01": True, "2023-06-01": False, "": False}


def test_a_break_of_gauge_costs_and_is_noted(data: Path) -> None:
    # From Adrar to a mine in the desert, far from any railway: two gauges that meet, and one that runs through but is longer.
    a, b, c, north = (2.0, 25.0), (3.0, 25.0), (4.0, 25.0), (3.0, 25.1)
    add(data, [[a, b], [b, c]], gauge=["1435", "1000"])
    broken = track(a, c, mode="rail")
    assert "gauge-change" in codes(broken)
    assert broken.length_m / 1000 == pytest.approx(201.8, rel=0.01)
    add(data, [[a, b], [b, c], [a, north, c]], gauge=["1435", "1000", "1435"])
    through = track(a, c, mode="rail")
    assert "gauge-change" not in codes(through) and through.length_m > broken.length_m
    add(data, [[a, b], [b, c]], gauge=["1435;1000", "1000"])
    assert "gauge-change" not in codes(track(a, c, mode="rail"))


def test_an_added_line_is_preferred_in_its_area_and_nothing_changes_elsewhere(data: Path) -> None:
    berlin, frankfurt_oder = (13.3694, 52.5251), (14.5460, 52.3370)
    before, far = track(berlin, frankfurt_oder, mode="rail"), track((2.3592, 48.8768), (7.735, 48.585), mode="rail")
    add(data, [[berlin, (13.9, 52.5), frankfurt_oder]])
    after = track(berlin, frankfurt_oder, mode="rail")
    assert "own-network" in codes(after) and "own-network" not in codes(before)
    assert after.length_m < 1.1 * before.length_m
    assert track((2.3592, 48.8768), (7.735, 48.585), mode="rail") == far


def test_an_extract_of_openstreetmap_gives_rail_with_gauge_and_waterways(data: Path) -> None:
    osmium = pytest.importorskip("osmium")
    path = data / "extract.osm.pbf"
    nodes = {1: (2.0, 25.0), 2: (3.0, 25.0), 3: (4.0, 25.0), 4: (2.0, 26.0), 5: (3.0, 26.0)}
    with osmium.SimpleWriter(str(path)) as out:
        for number, place in nodes.items():
            out.add_node(osmium.osm.mutable.Node(id=number, location=place))
        for number, (refs, tags) in enumerate(
            [
                ([1, 2], {"railway": "rail", "gauge": "1435", "usage": "main"}),
                ([2, 3], {"railway": "rail", "gauge": "1067", "usage": "industrial"}),
                ([4, 5], {"waterway": "canal", "boat": "yes"}),
                ([1, 4], {"railway": "rail", "service": "yard"}),
                ([3, 5], {"highway": "primary"}),
            ],
            1,
        ):
            out.add_way(osmium.osm.mutable.Way(id=number, nodes=refs, tags=tags))
    added = intake.add(path)
    assert (added.kind, added.lines) == ("lines", 3)
    assert {"gauge-change", "own-network"} <= codes(track(nodes[1], nodes[3], mode="rail"))
    assert track(nodes[4], nodes[5], mode="river").snap_m == pytest.approx((0, 0), abs=1)
    with pytest.raises(NoTrack):
        track(nodes[1], nodes[4], mode="rail")


def test_a_file_without_lines_and_a_wrong_date_are_one_clear_sentence(data: Path) -> None:
    osmium = pytest.importorskip("osmium")
    path = data / "empty.osm.pbf"
    with osmium.SimpleWriter(str(path)) as out:
        out.add_node(osmium.osm.mutable.Node(id=1, location=(0, 0)))
    with pytest.raises(ReportError, match="holds no railway and no waterway"):
        intake.add(path)
    (data / "bad.osm.pbf").write_bytes(b"no extract")
    with pytest.raises(ReportError, match="not an OpenStreetMap extract"):
        intake.add(data / "bad.osm.pbf")
    with pytest.raises(ReportError, match="'soon' in the column since is no date"):
        add(data, [BRANCH], since=["soon"])
    assert own.added() == []
