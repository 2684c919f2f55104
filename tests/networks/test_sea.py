import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.atlas import coast
from routes.errors import NoTrack, UnknownValue
from routes.geodesy import length_m
from routes.networks import sea

NAJIN, DUNAY = (130.28308, 42.25559), (132.33542, 42.87879)
BAKU, AKTAU = (49.87, 40.35), (51.15, 43.62)
ODESA, ISTANBUL, PORT_SAID = (30.75, 46.50), (28.98, 41.01), (32.31, 31.26)
NOVOROSSIYSK, SEVASTOPOL, TARTUS = (37.80, 44.72), (33.52, 44.62), (35.86, 34.90)
HAMBURG, GOTHENBURG = (9.96, 53.54), (11.92, 57.70)
SHANGHAI, LOS_ANGELES, VLADIVOSTOK = (121.80, 31.20), (-118.26, 33.73), (131.886, 43.108)
GUAYAQUIL, ANTWERP = (-79.90, -2.28), (4.38, 51.24)
MUMBAI, ROTTERDAM, SINGAPORE = (72.84, 18.93), (4.05, 51.96), (103.82, 1.25)
MURMANSK, SABETTA, TOKYO = (33.05, 68.98), (72.10, 71.27), (139.79, 35.62)
PORTS = [
    NAJIN, ODESA, ISTANBUL, PORT_SAID, NOVOROSSIYSK, (8.53, 53.57), GOTHENBURG, SHANGHAI, LOS_ANGELES, GUAYAQUIL, MUMBAI, ROTTERDAM,
    SINGAPORE, TOKYO,
    (18.42, -33.91), (151.21, -33.85), (-43.17, -22.90), (39.65, -4.06), (-0.10, 5.63), (-74.03, 40.68), (-123.10, 49.29), (100.90, 13.08),
    (12.29, 44.49), (24.96, 60.17), (5.31, 60.40), (174.78, -41.28), (-149.57, -17.53), (55.27, 25.27), (44.99, 12.79), (-22.0, 64.15),
]  # fmt: skip
port = st.sampled_from(PORTS)


def land_beyond_ends_km(track, within_km=6.0):
    """Kilometres over land of the drawn line, outside circles around its two ends."""
    line = np.array(track.lonlat)
    total = 0.0
    for _, part in coast.land_parts(line):
        for a, b in itertools.pairwise(part):
            middle = (a + b) / 2
            if all(length_m(np.array([middle, end])) > within_km * 1000 for end in (line[0], line[-1])):
                total += length_m(np.array([a, b])) / 1000
    return total


@pytest.mark.parametrize(
    ("origin", "destination", "low_km", "high_km"),
    [
        (NAJIN, DUNAY, 188, 203),
        (BAKU, AKTAU, 390, 480),
        (SEVASTOPOL, NOVOROSSIYSK, 350, 400),
        (ODESA, ISTANBUL, 610, 660),
        (VLADIVOSTOK, LOS_ANGELES, 8950, 9200),
        (MURMANSK, SABETTA, 1600, 1950),
        (TARTUS, NOVOROSSIYSK, 2150, 2450),
    ],
    ids=[
        "Najin–Dunay",
        "Baku–Aktau",
        "Sevastopol–Novorossiysk",
        "Odesa–Istanbul",
        "Vladivostok–LA",
        "Murmansk–Sabetta",
        "Tartus–Novorossiysk",
    ],
)
def test_a_track_stays_on_water_and_has_the_right_length(origin, destination, low_km, high_km):
    track = sea.trace(origin, destination)
    drawn_m = length_m(np.array(track.lonlat))
    assert low_km < drawn_m / 1000 < high_km
    assert drawn_m < track.length_m < drawn_m + 12_001
    assert track.low_m <= track.length_m <= track.high_m
    assert land_beyond_ends_km(track) < 0.05
    assert track.network == "sea"
    assert track.method == "network"


def test_the_ends_are_the_points_that_were_asked_for():
    track = sea.trace(NAJIN, DUNAY)
    assert track.lonlat[0] == pytest.approx(NAJIN, abs=1e-9)
    assert track.lonlat[-1] == pytest.approx(DUNAY, abs=1e-9)


def test_the_pacific_is_crossed_in_one_unwrapped_line():
    longitudes = np.array(sea.trace(SHANGHAI, LOS_ANGELES).lonlat)[:, 0]
    assert np.abs(np.diff(longitudes)).max() < 10
    assert longitudes[-1] == pytest.approx(360 - 118.26, abs=1e-6)


@pytest.mark.parametrize(
    ("origin", "destination", "passages"),
    [
        (MUMBAI, ROTTERDAM, ["bab-el-mandeb", "suez", "sicily", "gibraltar", "dover"]),
        (TARTUS, NOVOROSSIYSK, ["dardanelles", "bosporus"]),
        (GUAYAQUIL, ANTWERP, ["panama"]),
        ((37.55, 47.06), ODESA, ["kerch"]),
        ((135.20, 34.67), (129.05, 35.10), ["kanmon"]),
        ((22.7, 38.1), (23.5, 37.8), ["corinth"]),
        ((10.2, 54.6), (11.5, 58.0), ["great-belt"]),
        ((8.5, 41.3), (10.0, 41.2), ["bonifacio"]),
        ((35.0, 29.5), (35.5, 27.2), ["tiran"]),
        ((98.6, 4.0), (105.0, 2.0), ["malacca", "singapore"]),
    ],
)
def test_passages_are_named_in_travel_order(origin, destination, passages):
    found = sea.trace(origin, destination).passages
    assert [p for p in found if p in passages] == passages
    assert [p for p in sea.trace(destination, origin).passages if p in passages] == passages[::-1]


@pytest.mark.parametrize(
    ("passage", "origin", "destination", "most_km"),
    [
        ("kanmon", (130.70, 34.02), (131.20, 33.85), 60),
        ("kerch", (36.55, 44.90), (36.70, 45.65), 90),
        ("bosporus", (28.95, 40.90), (29.20, 41.35), 60),
        ("dardanelles", (25.90, 39.95), (27.00, 40.50), 125),
        ("oresund", (12.40, 56.30), (12.70, 55.30), 125),
        ("great-belt", (10.80, 56.00), (11.00, 54.60), 180),
        ("little-belt", (10.20, 55.75), (9.90, 54.95), 140),
        ("messina", (15.50, 38.45), (15.55, 37.80), 90),
        ("magellan", (-68.00, -52.45), (-75.00, -52.60), 640),
        ("malacca", (98.60, 4.00), (102.00, 2.00), 460),
        ("singapore", (103.30, 1.15), (104.80, 1.40), 175),
        ("surabaya", (112.60, -6.60), (113.50, -7.45), 160),
        ("solent", (-1.10, 50.77), (-1.75, 50.68), 65),
        ("menai", (-4.00, 53.33), (-4.50, 53.05), 60),
        ("pentland", (-4.00, 58.75), (-2.50, 58.60), 95),
        ("torres", (141.00, -10.80), (144.20, -9.80), 400),
        ("tatar", (140.90, 51.00), (141.50, 53.70), 330),
        ("corinth", (22.75, 38.05), (23.30, 37.80), 65),
        ("kiel", (8.60, 54.00), (10.40, 54.55), 175),
        ("suez", (32.40, 31.60), (32.55, 29.70), 230),
        ("panama", (-79.95, 9.60), (-79.50, 8.60), 140),
        ("seaway", (-70.50, 47.10), (-77.50, 43.60), 790),
        ("welland", (-79.00, 43.45), (-79.40, 42.65), 115),
        ("detroit", (-82.90, 41.80), (-82.30, 43.40), 240),
        ("mackinac", (-84.00, 45.75), (-85.60, 45.80), 135),
        ("soo", (-83.40, 45.80), (-85.50, 46.80), 255),
        ("volga-don", (39.00, 47.00), (47.80, 45.20), 1350),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_narrow_waters_are_joined(passage, origin, destination, most_km):
    track = sea.trace(origin, destination)
    assert passage in track.passages
    assert length_m(np.array(track.lonlat)) / 1000 < most_km


def test_a_closed_passage_is_gone_round():
    through, around = sea.trace(MUMBAI, ROTTERDAM), sea.trace(MUMBAI, ROTTERDAM, avoid=["suez"])
    assert "suez" not in around.passages
    assert "good-hope" in around.passages
    assert around.length_m > 1.5 * through.length_m
    assert sea.trace(MUMBAI, ROTTERDAM) == through  # nothing leaks from one call into the next


def test_ice_keeps_the_northern_sea_route_closed_unless_asked_for():
    assert "northern-sea-route" not in sea.trace(MURMANSK, TOKYO).passages
    north = sea.trace(MURMANSK, TOKYO, arctic=True)
    assert "northern-sea-route" in north.passages
    assert "bering" in north.passages
    novaya_zemlya = (53.50, 73.20), (57.50, 73.20)
    assert "matochkin" not in sea.trace(*novaya_zemlya).passages
    assert "matochkin" in sea.trace(*novaya_zemlya, arctic=True).passages


def test_an_unknown_passage_is_an_error():
    with pytest.raises(UnknownValue, match="atlantis"):
        sea.trace(MUMBAI, ROTTERDAM, avoid=["atlantis"])


def test_a_place_far_inland_has_no_sea_track():
    with pytest.raises(NoTrack, match="too far inland"):
        sea.trace((2.35, 48.85), ROTTERDAM)


def test_waters_that_are_not_joined_are_told_apart():
    with pytest.raises(NoTrack, match="different waters"):
        sea.trace((-113.5, 61.5), ODESA)  # Great Slave Lake


def test_the_caspian_is_left_by_the_canal_alone():
    assert "volga-don" in sea.trace(BAKU, ODESA).passages
    with pytest.raises(NoTrack, match="volga-don closed"):
        sea.trace(BAKU, ODESA, avoid=["volga-don"])


@pytest.mark.parametrize(
    ("origin", "destination", "low_km", "high_km"),
    [
        ((34.76, -0.10), (32.90, -2.52), 310, 400),  # Kisumu to Mwanza, Lake Victoria
        ((29.63, -4.88), (29.19, -5.95), 110, 145),  # Kigoma to Kalemie, Lake Tanganyika
        ((13.82, 58.71), GOTHENBURG, 180, 260),  # Mariestad, Lake Vanern
        ((34.35, 61.78), (24.96, 60.17), 700, 1000),  # Petrozavodsk, Lake Onega, to Helsinki
        ((16.55, 59.61), (18.11, 59.32), 110, 260),  # Vasteras, Lake Malaren, to Stockholm
    ],
    ids=["Kisumu–Mwanza", "Kigoma–Kalemie", "Mariestad–Gothenburg", "Petrozavodsk–Helsinki", "Västerås–Stockholm"],
)
def test_large_lakes_are_water_and_joined_where_ships_leave_them(origin, destination, low_km, high_km):
    track = sea.trace(origin, destination)
    assert low_km < track.length_m / 1000 < high_km


@pytest.mark.parametrize(
    "river_port",
    [(-73.76, 42.65), (105.24, 10.80), (104.76, -2.98), (86.17, 69.40), (114.30, 30.58), (-58.21, -32.49), (4.48, 51.92), (-71.06, 48.43)],
    ids=["Albany", "Tan Chau", "Palembang", "Dudinka", "Wuhan", "Concepción del Uruguay", "Rotterdam", "Chicoutimi"],
)
def test_a_port_up_a_river_is_reached_along_it(river_port):
    track = sea.trace(SINGAPORE, river_port)
    assert track.snap_m[1] < 5_000
    assert not any(note.code == "over-land" for note in track.notes)


def test_an_end_is_not_joined_across_land_where_a_narrow_water_leads_out():
    track = sea.trace((-74.178, 40.651), (-64.20, 44.18))  # Elizabeth, behind Staten Island
    assert track.snap_m[0] < 1_000
    assert land_beyond_ends_km(track) < 1.0


def test_a_place_between_a_lagoon_and_the_sea_takes_the_shorter_water():
    track = sea.trace((2.43, 6.35), (3.37, 6.44))  # Cotonou, Apapa
    assert 105 < track.length_m / 1000 < 125


def test_no_ship_crosses_a_named_shoal():
    assert sea.trace((91.80, 22.20), (76.25, 9.95)).length_m / 1000 > 2650  # Chittagong to Cochin goes round Sri Lanka


def test_a_way_by_another_port_is_no_shorter():
    for a, b, c in ((SINGAPORE, ROTTERDAM, MUMBAI), (HAMBURG, TOKYO, PORT_SAID), (NAJIN, SHANGHAI, DUNAY)):
        direct = sea.trace(a, b).length_m
        assert sea.trace(a, b, via=[c]).length_m >= 0.998 * direct
        assert sea.trace(a, c).length_m + sea.trace(c, b).length_m >= 0.998 * direct


@settings(max_examples=12, derandomize=True)
@given(port, port, port)
def test_no_way_by_a_third_port_is_shorter(a, b, c):
    direct = sea.trace(a, b)
    assert sea.trace(a, b, via=[c]).length_m >= 0.998 * direct.length_m - 100


def test_a_via_point_is_passed():
    track = sea.trace(ODESA, PORT_SAID, via=[ISTANBUL])
    nearest = min(length_m(np.array([p, ISTANBUL])) for p in track.lonlat)
    assert nearest < 3_000
    assert track.length_m >= 0.995 * sea.trace(ODESA, PORT_SAID).length_m


@settings(max_examples=15, derandomize=True)
@given(port, port)
def test_lengths_are_symmetric_and_never_below_the_geodesic(a, b):
    there, back = sea.trace(a, b), sea.trace(b, a)
    assert there.length_m == pytest.approx(back.length_m, rel=0.005, abs=50)
    assert there.length_m >= there.geodesic_m - 1e-3


@settings(max_examples=15, derandomize=True)
@given(port, port)
def test_longitudes_are_continuous_and_no_land_is_crossed(a, b):
    track = sea.trace(a, b, avoid=["suez", "panama", "kiel", "corinth"])
    assert np.abs(np.diff([p[0] for p in track.lonlat])).max() < 30 if len(track.lonlat) > 1 else True
    assert land_beyond_ends_km(track) < 1.0


@settings(max_examples=15, derandomize=True)
@given(port, port, st.sampled_from(["suez", "panama", "gibraltar", "malacca", "dover", "bosporus", "taiwan", "florida"]))
def test_closing_a_passage_never_shortens(a, b, passage):
    whole = sea.trace(a, b)
    try:
        closed = sea.trace(a, b, avoid=[passage])
    except NoTrack:
        return
    assert closed.length_m >= whole.length_m * 0.998 - 100
    assert passage not in closed.passages
