"""Whose land it is, and how far it is to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.atlas.borders import atom_name, disputes, inseparable, open_borders, worldviews
from routes.errors import PlaceError, UnknownValue
from routes.geodesy import distance_m, geodesic

LATS = st.floats(-89.0, 89.0)
LONS = st.floats(-180.0, 180.0)
CODES = st.sampled_from(["UA", "FJ", "RU", "US", "CH", "AQ", "LS", "KI", "XK"])


@pytest.mark.parametrize(
    ("lat", "lon", "un", "defacto", "atom"),
    [
        (50.45, 30.52, "UA", "UA", "UA"),  # Kyiv
        (48.00, 37.80, "UA", "UA", "UA"),  # Donetsk: no front line in the data
        (44.95, 34.10, "UA", "RU", "crimea"),  # Simferopol
        (45.85, 40.12, "RU", "RU", "RU"),  # Tikhoretsk
        (42.66, 21.16, "RS", "XK", "kosovo"),  # Pristina
        (42.89, 20.87, "RS", "XK", "kosovo"),  # Mitrovica
        (43.32, 21.90, "RS", "RS", "RS"),  # Nis
        (21.03, 105.85, "VN", "VN", "VN"),  # Hanoi
        (18.68, 105.69, "VN", "VN", "VN"),  # Vinh
        (13.75, 100.50, "TH", "TH", "TH"),  # Bangkok
        (17.97, 102.63, "LA", "LA", "LA"),  # Vientiane
        (43.80, 87.60, "CN", "CN", "CN"),  # Urumqi
        (43.00, 41.02, "GE", "X-AB", "abkhazia"),  # Sukhumi
        (42.23, 43.97, "GE", "X-OS", "south_ossetia"),  # Tskhinvali
        (41.99, 44.11, "GE", "GE", "GE"),  # Gori
        (46.84, 29.60, "MD", "X-TN", "transnistria"),  # Tiraspol
        (46.83, 29.48, "MD", "X-TN", "transnistria"),  # Bender
        (47.01, 28.86, "MD", "MD", "MD"),  # Chisinau
        (35.33, 33.32, "CY", "X-NC", "northern_cyprus"),  # Kyrenia
        (34.68, 33.04, "CY", "CY", "CY"),  # Limassol
        (33.13, 35.78, "SY", "IL", "golan"),
        (32.79, 35.53, "IL", "IL", "IL"),  # Tiberias
        (31.78, 35.24, "PS", "IL", "east_jerusalem"),
        (31.78, 35.20, "IL", "IL", "IL"),  # West Jerusalem
        (32.22, 35.26, "PS", "PS", "west_bank"),  # Nablus
        (31.50, 34.45, "PS", "PS", "gaza"),
        (27.15, -13.20, "EH", "MA", "western_sahara"),  # Laayoune
        (26.73, -8.90, "EH", "EH", "western_sahara_east"),
        (33.57, -7.59, "MA", "MA", "MA"),  # Casablanca
        (34.08, 74.80, "IN", "IN", "jammu_kashmir"),  # Srinagar
        (34.15, 77.58, "IN", "IN", "jammu_kashmir"),  # Leh
        (35.92, 74.31, "PK", "PK", "azad_kashmir_gilgit"),  # Gilgit
        (33.60, 73.05, "PK", "PK", "PK"),  # Rawalpindi
        (31.63, 74.87, "IN", "IN", "IN"),  # Amritsar
        (35.20, 79.30, "CN", "CN", "aksai_chin"),
        (25.04, 121.56, "TW", "TW", "taiwan"),  # Taipei
        (9.56, 44.06, "SO", "X-SL", "somaliland"),  # Hargeisa
        (2.04, 45.34, "SO", "SO", "SO"),  # Mogadishu
        (9.60, 28.40, "SD", "SS", "abyei"),
        (22.60, 36.00, "EG", "EG", "halaib"),
        (21.87, 33.75, "", "", "bir_tawil"),
        (45.00, 147.70, "RU", "RU", "southern_kurils"),  # Iturup
        (-51.70, -57.90, "FK", "FK", "falklands"),
        (-18.14, 178.44, "FJ", "FJ", "FJ"),  # Suva
        (66.00, 179.00, "RU", "RU", "RU"),  # Chukotka, both sides of 180
        (66.00, -175.00, "RU", "RU", "RU"),
        (-89.00, 20.00, "AQ", "AQ", "AQ"),
        (10.30, -109.22, "FR", "FR", "FR"),  # Clipperton, which no zone covers
        (40.00, -40.00, "", "", ""),  # the Atlantic
        (42.00, 51.00, "", "", ""),  # the Caspian
        (47.50, -87.50, "US", "US", "US"),  # Lake Superior
    ],
)
def test_every_point_has_its_country_by_worldview(lat, lon, un, defacto, atom):
    assert open_borders("un").country_at(lat=lat, lon=lon) == un
    assert open_borders("defacto").country_at(lat=lat, lon=lon) == defacto
    assert open_borders().atom_at(lat=lat, lon=lon) == atom


@pytest.mark.parametrize(
    ("measure", "km"),
    [
        ("land:UA", 202.0),
        ("land-undisputed:UA", 202.0),
        ("atom:crimea", 275.6),
        ("boundary:RU-UA", 202.2),
        ("sea:UA", 185.6),
        ("sea-atom:crimea", 269.7),
    ],
)
def test_readings_from_a_town_in_russia_to_ukraine(measure, km):
    found = {r.measure: r for r in open_borders().readings("UA", lat=45.85307, lon=40.11874)}
    assert found[measure].distance.distance_m / 1000 == pytest.approx(km, abs=0.5)
    assert found[measure].disputed == ("atom" in measure)


def test_the_plain_reading_comes_first_and_follows_the_worldview():
    point = {"lat": 45.36, "lon": 36.95}  # on the Russian side of the strait of Kerch
    un, defacto = (open_borders(view).readings("UA", **point) for view in ("un", "defacto"))
    assert un[0].measure == defacto[0].measure == "land:UA"
    assert un[0].distance.distance_m < 40_000
    assert defacto[0].distance.distance_m > 130_000
    assert "atom:crimea" in [r.measure for r in defacto]


def test_from_inside_the_border_is_the_line_with_a_neighbour():
    readings = open_borders().readings("RU", lat=45.85307, lon=40.11874)
    assert readings[0].measure == "border:RU"
    assert readings[0].distance.distance_m / 1000 == pytest.approx(202.2, abs=0.5)
    assert readings[1].distance.inside


def test_any_border_is_the_nearest_boundary_between_two_countries():
    (reading,) = open_borders().readings("*", lat=47.25, lon=9.60)  # beside Liechtenstein
    assert reading.distance.distance_m < 12_000


def test_no_reading_of_water_for_a_landlocked_country():
    assert not [r for r in open_borders().readings("MN", lat=52.0, lon=107.0) if r.label.startswith("sea")]


def test_a_state_the_worldview_does_not_know_is_still_measured():
    skopje = {"lat": 41.996, "lon": 21.431}
    un, defacto = open_borders("un").to_country("XK", **skopje), open_borders("defacto").to_country("XK", **skopje)
    assert un == defacto
    assert 10_000 < un.distance_m < 25_000


def test_coasts_boundaries_and_their_absence():
    borders = open_borders()
    assert borders.to_boundary("FR", "UA", lat=48.0, lon=5.0) is None
    assert borders.to_coast("CH", lat=46.9, lon=7.4) is None
    assert borders.to_land_border("AU", lat=-25.0, lon=135.0) is None
    assert borders.to_boundary("RU", "US", lat=66.0, lon=-169.0, territorial_sea=True).distance_m < 20_000
    moscow = borders.to_coast(lat=55.75, lon=37.62)
    assert 600_000 < moscow.distance_m < 660_000  # the Gulf of Finland
    assert borders.to_coast("RU", lat=55.75, lon=37.62).distance_m == pytest.approx(moscow.distance_m)


def test_unknown_names_are_refused():
    with pytest.raises(PlaceError):
        open_borders().to_country("ZZ", lat=0.0, lon=0.0)
    with pytest.raises(PlaceError):
        open_borders().to_country("", lat=0.0, lon=0.0)
    with pytest.raises(PlaceError):
        open_borders().to_atom("atlantis", lat=0.0, lon=0.0)
    with pytest.raises(UnknownValue):
        open_borders("flat")


def test_countries_along_a_track_in_order():
    line = geodesic(lat1=43.1, lon1=131.9, lat2=55.75, lon2=37.6, step_m=20_000)
    codes = [code for code in dict.fromkeys(open_borders().countries_along(line)) if code]
    assert codes == ["RU", "CN"]
    pacific = np.array([[170.0, -17.0], [178.0, -17.8], [180.0 + 178.0 - 360.0, -17.8], [182.0, -17.0], [538.0, -17.8]])
    assert open_borders().countries_along(pacific)[1] == open_borders().countries_along(pacific)[4] == "FJ"


def test_facts_name_atoms_that_are_in_the_data():
    atoms = set(open_borders().atoms)
    assert set(disputes()) <= atoms
    assert {"un", "defacto"} <= set(worldviews())
    assert "donbas_occupied" in inseparable()
    codes = set(open_borders().countries())
    assert codes <= set(open_borders("defacto").countries()) | {"EH", "PS", "SY"}
    assert all(len(code) == 2 and code.isupper() for code in codes)


def test_disputed_areas_have_names_in_the_readers_language():
    assert [atom_name("crimea", language) for language in ("en", "fr", "uk", "sv")] == ["Crimea", "Crimée", "Крим", "Crimea"]
    assert atom_name("FR") == ""


def test_shapes_and_lines_to_draw():
    borders = open_borders()
    whole, crimea = borders.shape("UA"), borders.atom_shape("crimea")
    assert whole.is_valid and whole.geom_type == "MultiPolygon"
    assert whole.intersection(crimea).area == pytest.approx(crimea.area, rel=1e-6)
    fiji = borders.shape("FJ")
    assert fiji.bounds[0] == -180.0 and fiji.bounds[2] == 180.0
    assert borders.shape("AQ").bounds[1] == -90.0
    lines = borders.boundary_lines((32.0, 45.0, 37.0, 48.0))
    disputed = [line for line in lines if line.disputed]
    assert {(line.left, line.right) for line in disputed} >= {("UA", "crimea")}
    assert all(line.lonlat.shape[1] == 2 for line in lines)


@settings(max_examples=60)
@given(CODES, LATS, LONS)
def test_inside_is_zero_and_outside_is_the_distance_to_the_nearest_point(code, lat, lon):
    borders = open_borders()
    found = borders.to_country(code, lat=lat, lon=lon)
    there = distance_m(lat1=lat, lon1=lon, lat2=found.lat, lon2=found.lon)
    if found.inside:
        assert found.distance_m == 0.0
        assert found.depth_m == pytest.approx(there, abs=1e-3)
    else:
        assert found.distance_m == pytest.approx(there, abs=1e-3)
    assert borders.to_country(code, lat=found.lat, lon=found.lon).depth_m < 1.0  # the point found lies on the border
    assert borders.to_country(code, lat=found.lat, lon=found.lon).distance_m < 1.0


@settings(max_examples=60)
@given(CODES, LATS, LONS, st.sampled_from([-360.0, 360.0, 720.0]))
def test_a_turn_around_the_earth_changes_nothing(code, lat, lon, turn):
    borders = open_borders()
    here, there = (borders.to_country(code, lat=lat, lon=x) for x in (lon, lon + turn))
    assert here.inside == there.inside
    assert here.distance_m == pytest.approx(there.distance_m, abs=0.01)
    assert here.depth_m == pytest.approx(there.depth_m, abs=0.01)


@settings(max_examples=60)
@given(CODES, LATS, LONS, st.floats(0.0, 300_000.0), st.floats(0.0, 360.0))
def test_a_step_changes_the_distance_by_no_more_than_its_length(code, lat, lon, step, azimuth):
    from routes.geodesy import ellipsoid

    lon2, lat2, _ = ellipsoid().fwd(lon, lat, azimuth, step)
    borders = open_borders()
    a, b = borders.to_country(code, lat=lat, lon=lon), borders.to_country(code, lat=lat2, lon=lon2)
    assert abs((a.distance_m - a.depth_m) - (b.distance_m - b.depth_m)) <= step + 2.0


@settings(max_examples=40)
@given(LATS, LONS)
def test_the_sea_only_brings_a_country_nearer_and_parts_are_farther_than_the_whole(lat, lon):
    borders = open_borders()
    land = borders.to_country("UA", lat=lat, lon=lon)
    parts = [borders.to_atom(atom, lat=lat, lon=lon) for atom in borders.atoms_of("UA")]
    assert borders.to_country("UA", lat=lat, lon=lon, territorial_sea=True).distance_m <= land.distance_m + 0.01
    assert min(part.distance_m for part in parts) == pytest.approx(land.distance_m, abs=0.01)


@settings(max_examples=40)
@given(LATS, LONS)
def test_a_point_on_a_countrys_land_is_inside_it_and_in_no_other(lat, lon):
    borders = open_borders()
    code = borders.country_at(lat=lat, lon=lon)
    if code:
        assert borders.to_country(code, lat=lat, lon=lon).inside
        other = "FR" if code != "FR" else "DE"
        assert not borders.to_country(other, lat=lat, lon=lon).inside
