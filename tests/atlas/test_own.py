"""Places that a person adds: what goes in is found, what is taken out is gone, and what fails says so."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import geopandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from routes.atlas import dumps, intake, own
from routes.atlas.keys import key_of
from routes.atlas.places import open_gazetteer
from routes.errors import AtlasError, OutputError, PlaceError, ReportError, ReportMissing, UnknownValue


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of the test's own."""
    own.forget()
    monkeypatch.setenv("ROUTES_DATA", str(tmp_path / "data"))
    yield tmp_path / "data"
    own.forget()


def row(number: int, name: str, others: str = "", *, people: int = 0, lat: float = 47.5, lon: float = 39.5, code: str = "PPL") -> str:
    kind = {"PPL": "P", "CH": "S", "PCLI": "A"}[code]
    return f"{number}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{kind}\t{code}\tRU\t\t61\t\t\t\t{people}\t\t9\tEurope/Moscow\t2024-01-01\n"


def write(folder: Path, *rows: str, name: str = "dump.txt") -> Path:
    path = folder / name
    path.write_text("".join(rows), encoding="utf-8")
    return path


def ids(name: str, language: str = "") -> list[str]:
    return [p.source_id for p in open_gazetteer().lookup(name, language)]


def test_a_place_of_a_dump_is_found_under_all_its_names_until_it_is_removed(tmp_path: Path) -> None:
    dump = write(tmp_path, row(990000001, "Qwertovka", "Кверто́вка,قويرتوفكا,Kwertowka", people=120))
    added = intake.add(dump, name="mine", licence="CC0")
    assert (added.name, added.kind, added.places, added.licence) == ("mine", "places", 1, "CC0")
    for name in ("Qwertovka", "qwertovka", "КВЕРТОВКА", "قويرتوفكا", "Kwertowka"):
        assert ids(name) == ["geonames:990000001"]
    place = open_gazetteer().place("geonames:990000001")
    assert (place.name, place.lat, place.lon, place.population, place.country) == ("Qwertovka", 47.5, 39.5, 120, "RU")
    own.remove("mine")
    assert own.added() == [] and ids("Qwertovka") == []


def test_a_text_is_searched_for_added_names(tmp_path: Path) -> None:
    intake.add(write(tmp_path, row(990000001, "Qwertovka", "Квертовка"), row(990000002, "Upper Zxcv")))
    hits = open_gazetteer().scan("From Rostov to Qwertovka, then Upper Zxcv.", "en")
    found = {(h.start, h.end): [c.source_id for c in h.candidates] for h in hits}
    assert found[15, 24] == ["geonames:990000001"]
    assert found[31, 41] == ["geonames:990000002"]
    assert hits == sorted(hits, key=lambda h: (h.start, -h.end))
    (hit,) = [h for h in open_gazetteer().scan("Груз ушёл из Квертовки вчера.", "ru") if h.start == 13]
    assert (hit.how, hit.candidates[0].source_id) == ("inflected", "geonames:990000001")


def test_no_abbreviation_and_no_small_letter_is_a_name(tmp_path: Path) -> None:
    intake.add(write(tmp_path, row(990000001, "Xqvz"), row(990000002, "qwertovka")))
    hits = open_gazetteer().scan("The XQVZ said that the qwertovka was there.", "en")
    assert not [h for h in hits if any(c.source_id.startswith("geonames:99000000") for c in h.candidates)]


def test_added_places_stand_among_embedded_ones_by_their_people_and_never_twice(tmp_path: Path) -> None:
    before = ids("Paris")
    rows = [row(990000001, "Paris", people=50), row(990000002, "Paris", people=99_000_000)]
    intake.add(write(tmp_path, *rows, row(2988507, "Paris", people=2_000_000), row(2017370, "Russia", people=140_000_000, code="PCLI")))
    after = ids("Paris")
    assert after[0] == "geonames:990000002" and after.count("geonames:2988507") == 1
    assert [i for i in after if not i.startswith("geonames:99000000")] == before
    assert after.index("geonames:990000001") > after.index("geonames:2988507")
    assert "geonames:2017370" not in ids("Russia")  # it is there as iso:RU


def test_the_most_prominent_bearers_of_a_common_name_are_kept(tmp_path: Path) -> None:
    rows = [row(990000000 + n, "Qwertovka", people=n, code="CH" if n % 2 else "PPL") for n in range(1, 200)]
    intake.add(write(tmp_path, *rows))
    assert ids("Qwertovka") == [f"geonames:{990000000 + n}" for n in range(199, 199 - own.MOST, -1)]


def test_alternate_names_reach_embedded_and_added_places(tmp_path: Path) -> None:
    intake.add(write(tmp_path, row(990000001, "Qwertovka")))
    rows = [
        "1\t990000001\tla\tZxcvopolis\t\t\t\t\t\t\n",
        "2\t2988507\txx\tZxcvlutetia\t\t\t\t\t\t\n",
        "3\t2988507\tlink\thttps://example.org\t\t\t\t\t\t\n",
    ]
    added = intake.add(write(tmp_path, *rows, name="alternateNamesV2.txt"))
    assert (added.kind, added.names) == ("names", 2)
    assert ids("Zxcvopolis") == ["geonames:990000001"]
    assert ids("Zxcvlutetia") == ["geonames:2988507"]


def test_lines_areas_and_points_keep_their_geometry_and_properties(tmp_path: Path) -> None:
    line = LineString([(37.0, 48.0), (38.0, 47.0)])
    table = geopandas.GeoDataFrame(
        {"name": ["Qwertov front", "Zxcv pocket", "Qwertovka"], "name:ru": ["Квертовский фронт", None, None], "side": ["a", "b", None]},
        geometry=[line, box(37, 47, 38, 48), Point(37.5, 47.5)],
        crs=4326,
    ).to_crs(3857)
    table.iloc[:1].to_file(tmp_path / "front.gpkg")
    table.iloc[1:2].to_file(tmp_path / "pocket.geojson")
    front = intake.add(tmp_path / "front.gpkg", date="2024-05-31", mode="front")
    assert (front.kind, front.date, front.mode) == ("lines", "2024-05-31", "front")
    assert intake.add(tmp_path / "pocket.geojson").kind == "areas"
    saved = own.geometry("front")
    assert saved.geometry[0].equals_exact(line, 1e-9) and saved.crs == 4326
    assert saved["side"].tolist() == ["a"] and saved.attrs["date"] == "2024-05-31"
    (place,) = open_gazetteer().lookup("Квертовский фронт", "ru")
    assert place == open_gazetteer().place("own:front:1")
    assert place.bbox == pytest.approx((37.0, 47.0, 38.0, 48.0)) and 60_000 < place.radius_m < 80_000
    assert ids("Zxcv pocket") == ["own:pocket:1"]


def test_a_zipped_dump_of_several_blocks_is_read_by_processes_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "_BLOCK", 1000)
    monkeypatch.setattr(intake, "_SMALL", 0)
    rows = [row(990000000 + n, f"Qwertov{'abcdefghij'[n % 10]}{'abcdefghij'[n // 10]}") for n in range(100)]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("readme.txt", "read me")
        archive.writestr("allCountries.txt", "".join(rows))
    said: list[tuple[str, float]] = []
    assert intake.add(tmp_path / "all.zip", progress=lambda what, share: said.append((what, share))).places == 100
    assert ids("Qwertovcb") == ["geonames:990000012"] and ids("Qwertovjj") == ["geonames:990000099"]
    shares = [share for what, share in said if what == "Reading"]
    assert shares == sorted(shares) and shares[-1] == 1.0 and len(shares) > 5
    with pytest.raises(ReportError, match=r"line 61: not a row of a GeoNames table \(4 columns, not 19\)"):
        intake.add(write(tmp_path, *rows[:60], "1\tno\trow\there\n", *rows[60:]))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "its first line has 1 column, not 19"),
        ("a\tb\tc\n", "its first line has 3 columns, not 19"),
        (row(1, "One") + "2\tTwo\n", "line 2: not a row of a GeoNames table (2 columns, not 19)"),
        (row(1, "One") + row(2, "Two", lat="north"), "line 2: not a row of a GeoNames table (could not convert string to float: 'north')"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_dump_is_refused_in_a_sentence_and_leaves_nothing(tmp_path: Path, data: Path, content: str, message: str) -> None:
    with pytest.raises(ReportError) as caught:
        intake.add(write(tmp_path, content))
    assert message in str(caught.value) and "\n" not in str(caught.value)
    assert own.added() == [] and (not data.exists() or list(data.iterdir()) == [])


def test_files_without_names_coordinates_or_geometry_are_refused(tmp_path: Path) -> None:
    bare = geopandas.GeoDataFrame({"label2": ["a"]}, geometry=[Point(1, 2)], crs=4326)
    bare.to_file(tmp_path / "bare.gpkg")
    geopandas.GeoDataFrame({"name": ["a"]}, geometry=[Point(1, 2)]).to_file(tmp_path / "loose.gpkg")
    write(tmp_path, "name,lat\na,1\n", name="table.csv")
    write(tmp_path, "no map", name="junk.geojson")
    for name, message in (
        ("bare.gpkg", "has no column called name; there are label2"),
        ("loose.gpkg", "does not say its coordinate system"),
        ("table.csv", "holds no geometry"),
        ("junk.geojson", "is not a file that geopandas reads"),
    ):
        with pytest.raises(ReportError, match=message):
            intake.add(tmp_path / name)
    with pytest.raises(ReportMissing, match="There is no file"):
        intake.add(tmp_path / "none.txt")
    with pytest.raises(UnknownValue, match="'May' is no date"):
        intake.add(write(tmp_path, row(1, "One")), date="May")


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTES_DATA", str(write(tmp_path, "", name="file") / "data"))
    with pytest.raises(OutputError, match=r"Cannot write to the data folder .*data: Not a directory"):
        intake.add(write(tmp_path, row(1, "One")))
    assert own.added() == [] and ids("Qwertovka") == []


def test_an_unknown_name_cannot_be_removed_and_a_damaged_set_can(tmp_path: Path, data: Path) -> None:
    intake.add(write(tmp_path, row(1, "One")), name="one")
    with pytest.raises(PlaceError, match="No data set called 'two' was added; there are one"):
        own.remove("two")
    (data / f"bad{own.SUFFIX}").write_bytes(b"no database at all, but long enough to look like one" * 20)
    own.forget()
    with pytest.raises(AtlasError, match=r"The added data set bad cannot be read .* routes atlas remove bad"):
        own.added()
    own.remove("bad")
    assert [a.name for a in own.added()] == ["one"]


def test_adding_again_under_a_name_replaces(tmp_path: Path) -> None:
    intake.add(write(tmp_path, row(990000001, "Qwertovka")), name="mine")
    intake.add(write(tmp_path, row(990000002, "Zxcvovka")), name="mine")
    assert len(own.added()) == 1 and ids("Qwertovka") == [] and ids("Zxcvovka") == ["geonames:990000002"]


def test_what_a_killed_run_leaves_is_never_seen_and_swept_by_the_next(tmp_path: Path, data: Path) -> None:
    kill = (
        "import os, signal, sys; from pathlib import Path; from routes.atlas import intake\n"
        "intake.add(Path(sys.argv[1]), name='half', progress=lambda what, share: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    done = subprocess.run([sys.executable, "-c", kill, str(write(tmp_path, row(990000001, "Qwertovka")))], check=False)
    assert done.returncode != 0
    left = [p.name for p in data.iterdir()]
    assert left and all(name.startswith(".adding-") for name in left)
    assert own.added() == [] and ids("Qwertovka") == []
    alive = data / f".adding-{os.getppid()}-other{own.SUFFIX}"
    alive.touch()
    intake.add(write(tmp_path, row(990000002, "Zxcvovka")), name="whole")
    assert sorted(p.name for p in data.iterdir()) == [alive.name, f"whole{own.SUFFIX}"]


@given(st.text(max_size=40))
@settings(max_examples=400)
def test_the_short_way_to_a_key_gives_the_same_key(name: str) -> None:
    key = key_of(name)
    assert dumps.keys_of((name,)) == ({key} if 1 < len(key) <= 72 else set())


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z")), min_size=3, max_size=20), min_size=1, max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_name_that_goes_in_comes_out(tmp_path: Path, names: list[str]) -> None:
    intake.add(write(tmp_path, *[row(990000000 + n, name) for n, name in enumerate(names)]), name="names")
    for n, name in enumerate(names):
        key = key_of(name)
        if len(key) > 1:
            found = own.find((key,), open_gazetteer().place)[key]
            assert (f"geonames:{990000000 + n}", name) in [(p.source_id, p.name) for p in found]


def test_the_command_line_adds_lists_and_removes(tmp_path: Path) -> None:
    def routes(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "routes.cli", *args], capture_output=True, text=True, cwd=tmp_path, check=False)

    dump = write(tmp_path, row(990000001, "Qwertovka"))
    done = routes("atlas", "add", str(dump), "--name", "mine", "--licence", "CC BY 4.0, me", "--date", "2024-05-31")
    assert (done.returncode, done.stdout) == (0, "Added mine, 1 places, 1 names, 2024-05-31.\n")
    assert "Reading: 100 %" in done.stderr
    listed = json.loads(routes("atlas", "--json").stdout)
    assert listed["own/mine"]["licence"] == "CC BY 4.0, me" and listed["own/mine"]["source"] == "dump.txt"
    assert "CC BY 4.0, me" in routes("atlas").stdout
    assert "geonames:990000001" in routes("place", "Qwertovka").stdout
    done = routes("atlas", "remove", "other")
    assert (done.returncode, done.stderr) == (1, "routes: No data set called 'other' was added; there are mine.\n")
    assert routes("atlas", "remove", "own/mine").returncode == 0
    assert "own/mine" not in json.loads(routes("atlas", "--json").stdout)


def test_provenance_names_what_was_added_and_only_then(tmp_path: Path) -> None:
    from routes.pipeline import provenance
    from routes.settings import Settings

    assert "own" not in provenance(Settings())
    intake.add(write(tmp_path, row(990000001, "Qwertovka")), name="mine", licence="CC0")
    (entry,) = provenance(Settings())["own"]
    assert (entry["name"], entry["licence"], entry["source"]) == ("mine", "CC0", "dump.txt") and len(entry["sha256"]) == 64
