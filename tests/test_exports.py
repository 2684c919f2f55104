import csv
import io
import json
import re
import warnings
from itertools import chain, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import sample_runs
from hypothesis import given
from hypothesis import strategies as st

from routes import exports
from routes.exports.claimreview import OPEN
from routes.exports.features import cut, features
from routes.exports.table import safe
from routes.geodesy import ellipsoid

NASTY = '"><script>alert(1)</script>{{7*7}}${7*7}&amp;\x00\x0b=1+1\u2028\U0001f680'


KEPT = sorted((Path(__file__).resolve().parents[1] / "outputs").glob("*.json"))


@pytest.fixture(params=["overland", "pacific", *KEPT], ids=lambda p: p if isinstance(p, str) else p.stem)
def run(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Two runs made by hand, and those of the seeds."""
    kept = isinstance(request.param, Path)
    made: dict[str, Any] = json.loads(request.param.read_text("utf-8")) if kept else getattr(sample_runs, request.param)()
    return made


def nasty() -> dict[str, Any]:
    run = sample_runs.overland()
    run["report"]["title"] = run["legs"][0]["cargo"] = run["places"][0]["name_in_text"] = run["places"][0]["name"] = NASTY
    run["claims"][0]["quote"] = run["claims"][0]["reason"] = run["legs"][0]["quote"] = NASTY
    return run


def length(lines: list[list[list[float]]]) -> float:
    return sum(ellipsoid().line_length([p[0] for p in line], [p[1] for p in line]) for line in lines)


def lines_of(geometry: dict[str, Any]) -> list[list[list[float]]]:
    found: list[list[list[float]]] = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    return found


@pytest.mark.parametrize("format", ["geojson", "gpkg", "kml", "gpx", "csv", "claimreview"])
def test_the_same_run_gives_the_same_bytes(run: dict[str, Any], format: str) -> None:
    assert exports.export(run, format) == exports.export(json.loads(json.dumps(run)), format)


def test_geojson_is_what_rfc_7946_says(run: dict[str, Any]) -> None:
    content = json.loads(exports.export(run, "geojson"))
    assert content["type"] == "FeatureCollection"
    assert not {"crs", "coordinates", "geometry", "properties"} & set(content)
    assert len({f["id"] for f in content["features"]}) == len(content["features"])
    for feature in content["features"]:
        assert set(feature) <= {"type", "id", "bbox", "geometry", "properties"}
        if feature["geometry"] is None:
            continue
        assert set(feature["geometry"]) == {"type", "coordinates"}
        points = (
            [feature["geometry"]["coordinates"]]
            if feature["geometry"]["type"] == "Point"
            else list(chain.from_iterable(lines_of(feature["geometry"])))
        )
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points)
        if feature["geometry"]["type"] != "Point":
            assert all(len(line) >= 2 for line in lines_of(feature["geometry"]))
            assert all(abs(a[0] - b[0]) < 180 for line in lines_of(feature["geometry"]) for a, b in pairwise(line))
            west, south, east, north = feature["bbox"]
            assert all(south <= y <= north and (west <= x <= east if west <= east else x >= west or x <= east) for x, y in points)


def test_a_line_across_180_degrees_is_cut_there_and_keeps_its_length() -> None:
    content = json.loads(exports.export(sample_runs.pacific(), "geojson"))
    legs = {f["id"]: f for f in content["features"]}
    ship, flight = legs["l1"], legs["l4"]
    assert ship["geometry"]["type"] == "MultiLineString"
    assert ship["geometry"]["coordinates"][0][-1] == [180.0, 48.5]
    assert ship["geometry"]["coordinates"][1][0] == [-180.0, 48.5]
    assert ship["bbox"] == [131.88, 33.74, -118.27, 48.5]
    assert content["bbox"][0] == 131.88 and content["bbox"][2] == -104.98
    east, west = flight["geometry"]["coordinates"]
    assert east[-1][0] == -180.0 and west[0][0] == 180.0 and east[-1][1] == west[0][1]
    for leg in (ship, flight):
        assert length(leg["geometry"]["coordinates"]) == pytest.approx(leg["properties"]["length_m"], rel=1e-6)


@given(
    st.lists(st.tuples(st.floats(-500, 500), st.floats(-85, 85)), min_size=2, max_size=8).filter(
        lambda line: all(abs(a[0] - b[0]) < 170 for a, b in pairwise(line))
    )
)
def test_cutting_keeps_length_and_stays_on_the_map(line: list[tuple[float, float]]) -> None:
    pieces = cut(line)
    assert all(-180 <= x <= 180 for piece in pieces for x, _ in piece)
    assert all(len(piece) >= 2 for piece in pieces)
    assert length([[list(p) for p in piece] for piece in pieces]) == pytest.approx(length([[list(p) for p in line]]), rel=1e-6, abs=0.1)


def test_a_box_around_everything_is_the_narrowest_one() -> None:
    run = sample_runs.overland()
    run["legs"], run["claims"] = [], []
    for place, lon in zip(run["places"], (170.0, -170.0, 179.0), strict=True):
        place["lon"] = lon
    west, _, east, _ = json.loads(exports.export(run, "geojson"))["bbox"]
    assert (west, east) == (170.0, -170.0)


def test_measured_lines_come_with_quote_figure_and_verdict() -> None:
    content = json.loads(exports.export(sample_runs.overland(), "geojson"))
    rows = [f for f in content["features"] if f["properties"]["layer"] == "claims"]
    assert [r["properties"]["best"] for r in rows] == [202_000, 275_600]
    assert rows[1]["properties"]["quote"] == "environ 290 km"
    assert rows[1]["properties"]["verdict"] == "depends"
    assert rows[1]["properties"]["fits"] is True
    line = rows[1]["geometry"]["coordinates"]
    assert (line[0], line[-1]) == ([40.119, 45.853], [36.65, 45.382])
    assert all(length([[a, b]]) <= 100_000 for a, b in pairwise(line))


def test_a_measured_line_across_an_ocean_follows_the_geodesic() -> None:
    run = sample_runs.pacific()
    run["claims"] = sample_runs.overland()["claims"]
    finding = run["claims"][0]["findings"][0]
    finding |= {"start": {"lat": 43.11, "lon": 131.88}, "nearest": {"lat": 33.74, "lon": -118.27}}
    run["claims"][0]["findings"] = [finding]
    row = next(f for f in json.loads(exports.export(run, "geojson"))["features"] if f["id"] == "c1.1")
    west, east = row["geometry"]["coordinates"]
    assert west[-1][0] == 180.0 and east[0][0] == -180.0 and west[-1][1] == east[0][1]
    assert max(y for _, y in (*west, *east)) > 51.0  # well north of both ends
    assert length([west, east]) == pytest.approx(length([[[131.88, 43.11], [-118.27, 33.74]]]), rel=1e-6)


def test_frames_have_every_row_with_its_length(run: dict[str, Any]) -> None:
    frames = exports.frames(run)
    assert {k: len(v) for k, v in frames.items()} == {
        "legs": len(run["legs"]), "places": len(run["places"]), "claims": sum(max(1, len(c["findings"])) for c in run["claims"]),
    }  # fmt: skip
    assert frames["legs"].crs.to_epsg() == 4326
    assert list(frames["legs"].index) == [leg["id"] for leg in run["legs"]]
    for leg, (id, row) in zip(run["legs"], frames["legs"].iterrows(), strict=True):
        assert row.length_m == leg["length_m"]
        assert ellipsoid().geometry_length(row.geometry) == pytest.approx(length([leg["geometry"]["coordinates"]]), rel=1e-6), id
    for id, row in frames["claims"].iterrows():
        if row.geometry is not None and "track" not in row.measure and row.measure != "edges":  # edges are nearer than the two points
            assert ellipsoid().geometry_length(row.geometry) == pytest.approx(row.best, rel=0.01, abs=5), id


def test_an_itinerary_gives_its_frames() -> None:
    itinerary = sample_runs.overland_itinerary()
    assert list(itinerary.to_gdf("claims")["label"]) == ["Ukraine sans la Crimée", "Crimée"]
    assert list(itinerary.to_gdf("places").geometry.x) == [130.29, 132.35, 40.119]


@pytest.mark.parametrize(("format", "suffix"), [("gpkg", ".gpkg"), ("geojson", ".geojson"), ("kml", ".kml"), ("gpx", ".gpx")])
def test_files_open_in_geopandas_with_the_same_rows_and_lengths(run: dict[str, Any], format: str, suffix: str, tmp_path: Path) -> None:
    import geopandas
    import pyogrio

    path = tmp_path / f"run{suffix}"
    path.write_bytes(exports.export(run, format))
    lines = sum(bool(leg["geometry"]) for leg in run["legs"])
    total = sum(length([leg["geometry"]["coordinates"]]) for leg in run["legs"] if leg["geometry"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        layers = {
            name: geopandas.read_file(path, layer=name) for name, kind in pyogrio.list_layers(path) if kind and name != "layer_styles"
        }
    if format == "geojson":
        frame = next(iter(layers.values()))
        legs, places = frame[frame["layer"] == "legs"], frame[frame["layer"] == "places"]
    else:
        names = {"gpkg": ("legs", "places"), "kml": ("legs", "places"), "gpx": ("tracks", "waypoints")}[format]
        legs, places = (layers[name] for name in names)
    assert (len(legs), len(places)) == (lines, len(run["places"]))
    assert sum(ellipsoid().geometry_length(g) for g in legs.geometry) == pytest.approx(total, rel=1e-6)


def test_a_geopackage_carries_styles_and_no_clock(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "run.gpkg"
    path.write_bytes(exports.export(sample_runs.overland(), "gpkg"))
    base = sqlite3.connect(path)
    rows = base.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchall()
    assert [r[0] for r in rows] == ["legs", "places", "claims"]
    for _, style, default in rows:
        ElementTree.fromstring(style.split("?>")[-1].split(">", 1)[1] if style.startswith("<!DOCTYPE") else style)
        assert default == 1
    assert {r[0] for r in base.execute("SELECT last_change FROM gpkg_contents")} == {"1970-01-01T00:00:00.000Z"}
    base.close()


def test_geoparquet_opens_with_the_same_rows(run: dict[str, Any]) -> None:
    pytest.importorskip("pyarrow")
    import geopandas

    content = exports.export(run, "geoparquet")
    assert content == exports.export(run, "geoparquet")
    frame = geopandas.read_parquet(io.BytesIO(content))
    assert len(frame) == len(features(run))
    assert frame.crs.to_epsg() == 4326
    total = sum(length([leg["geometry"]["coordinates"]]) for leg in run["legs"] if leg["geometry"])
    assert sum(ellipsoid().geometry_length(g) for g in frame[frame["layer"] == "legs"].geometry) == pytest.approx(total, rel=1e-6)


def test_csv_is_one_table_with_every_row(run: dict[str, Any]) -> None:
    content = exports.export(run, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(features(run))
    legs = {row["id"]: row for row in rows if row["layer"] == "legs"}
    assert legs["l1"]["length_m"] == str(run["legs"][0]["length_m"])
    assert legs["l1"]["mode"] == run["legs"][0]["mode"]


def test_a_negative_number_stays_a_number_and_a_formula_becomes_text() -> None:
    run = sample_runs.pacific()
    run["legs"][0]["cargo"] = '=HYPERLINK("http://x","y")'
    content = exports.export(run, "csv").decode("utf-8-sig")
    assert "-118.27" in content and '"-118.27"' not in content
    assert '"\'=HYPERLINK(""http://x"",""y"")"' in content


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1", "\u200b=1", "\u202e=1", "'quoted"]
)
def test_texts_that_could_be_formulas_are_marked(text: str) -> None:
    assert safe(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Najin", "1+1", "a=b", "3 - 4", "Ñandú", "(=1)"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert safe(text) == text


@given(st.text())
def test_marking_can_be_taken_back(text: str) -> None:
    marked = safe(text)
    assert marked.removeprefix("'") == text
    assert not marked or marked[0] not in "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("format", ["kml", "gpx"])
def test_hostile_text_stays_text_in_xml(format: str) -> None:
    root = ElementTree.fromstring(exports.export(nasty(), format))
    names = [e.text for e in root.iter() if e.tag.endswith("}name")]
    assert NASTY.replace("\x00", "").replace("\x0b", "") in names
    assert not [e for e in root.iter() if e.tag.endswith("}script")]
    if format == "kml":
        # A viewer shows the description as HTML: what it holds must still be escaped there.
        shown = " ".join(e.text or "" for e in root.iter() if e.tag.endswith("}description"))
        assert "<script" not in shown and "&lt;script&gt;" in shown


@pytest.mark.parametrize("format", exports.FORMATS)
def test_hostile_text_breaks_no_format(format: str) -> None:
    if format == "geoparquet":
        pytest.importorskip("pyarrow")
    assert exports.export(nasty(), format)


def payloads() -> list[str]:
    folder = Path(__file__).resolve().parents[2] / "shared" / "hostile"
    if not folder.is_dir():
        pytest.skip("needs ../shared/hostile")
    lines = (folder / "xss-payloads.txt").read_text("utf-8").split("\n")
    return [text for text in (*lines, *json.loads((folder / "blns.json").read_text("utf-8"))) if isinstance(text, str)]


def test_every_known_hostile_text_comes_back_as_it_was() -> None:
    for text in payloads():
        run = sample_runs.overland()
        run["report"]["title"] = run["legs"][0]["cargo"] = run["legs"][0]["quote"] = run["claims"][0]["quote"] = text
        legs = {f["id"]: f["properties"] for f in json.loads(exports.export(run, "geojson"))["features"]}
        assert legs["l1"]["cargo"] == legs["l1"]["quote"] == text
        rows = list(csv.DictReader(io.StringIO(exports.export(run, "csv").decode("utf-8-sig"), newline="")))
        assert rows[0]["cargo"].removeprefix("'") == text
        for format in ("kml", "gpx"):
            ElementTree.fromstring(exports.export(run, format))
        assert b"<" not in exports.export(run, "claimreview")


def test_gpx_longitudes_are_below_180() -> None:
    content = exports.export(sample_runs.pacific(), "gpx").decode()
    lons = [float(x) for x in re.findall(r'lon="([^"]+)"', content)]
    assert min(lons) == -180.0 and 179.99 < max(lons) < 180.0


def test_a_claim_review_is_complete_but_for_what_a_newsroom_says() -> None:
    content = exports.export(sample_runs.overland(), "claimreview")
    (review,) = json.loads(content)
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"].endswith("à environ 290 km de la frontière ukrainienne.")
    assert review["reviewRating"]["alternateName"] == f"{OPEN}: rating in words (measured: depends on the reading)"
    assert review["itemReviewed"]["appearance"]["identifier"] == "article.txt"
    assert review["itemReviewed"]["datePublished"] == "2023-10-14"
    assert "Crimée: 275.6 km" in review["reviewBody"] and review["reviewBody"].endswith("Borders as seen by: un.")
    for value in (review["url"], review["author"]["name"], *(review["reviewRating"][k] for k in ("ratingValue", "alternateName"))):
        assert value.startswith(OPEN)
    assert b"<" not in exports.export(nasty(), "claimreview")


def test_two_claims_of_one_sentence_are_told_apart_in_reviews() -> None:
    run = sample_runs.overland()
    run["claims"].append({**run["claims"][0], "id": "c2", "quote": "une autre"})
    run["report"]["published"] = ""
    first, second = json.loads(exports.export(run, "claimreview"))
    assert second["claimReviewed"].endswith("la frontière ukrainienne. [une autre]") and first["claimReviewed"] != second["claimReviewed"]
    assert first["itemReviewed"]["datePublished"] == f"{OPEN}: date of the claim"


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(ValueError, match="Unknown format 'doc'; use one of geojson"):
        exports.export(sample_runs.overland(), "doc")


def test_a_leg_and_a_place_without_position_are_rows_without_geometry() -> None:
    run = sample_runs.overland()
    run["legs"][0].update(geometry=None, length_m=None, snap_m=None, method=None)
    run["places"][0].update(lat=None, lon=None)
    content = json.loads(exports.export(run, "geojson"))
    found = {f["id"]: f["geometry"] for f in content["features"]}
    assert found["l1"] is None and found["p1"] is None
    for format in ("kml", "gpx", "csv", "gpkg"):
        assert exports.export(run, format)


def test_an_empty_run_can_be_exported() -> None:
    run = sample_runs.overland()
    run["legs"], run["places"], run["claims"] = [], [], []
    assert json.loads(exports.export(run, "geojson"))["features"] == []
    for format in ("kml", "gpx", "csv", "claimreview", "gpkg"):
        assert exports.export(run, format)
