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
    NAJIN, ODESA, ISTANBUL, PORT_SAID, NOVOROSSIYSK, HAMBURG, GOTHENBURG, SHANGHAI, LOS_ANGELES, GUAYAQUIL, MUMBAI, ROTTERDAM,
    SINGAPORE, TOKYO,
    (18.42, -33.91), (151.21, -33.85), (-43.17, -22.90), (39.65, -4.06), (-0.10, 5.63), (-74.03, 40.68), (-123.10, 49.29), (100.90, 13.08),
    (12.20, 44.42), (24.96, 60.17), (5.31, 60.40), (174.78, -41.28), (-149.57, -17.53), (55.27, 25.27), (44.99, 12.79), (-22.0, 64.15),
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
    assert low_km < track.length_m / 1000 < high_km
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


def test_an_unknown_passage_is_an_error():
    with pytest.raises(UnknownValue, match="atlantis"):
        sea.trace(MUMBAI, ROTTERDAM, avoid=["atlantis"])


def test_a_place_far_inland_has_no_sea_track():
    with pytest.raises(NoTrack, match="too far inland"):
        sea.trace((2.35, 48.85), ROTTERDAM)


def test_waters_that_are_not_joined_are_told_apart():
    with pytest.raises(NoTrack, match="different waters"):
        sea.trace(BAKU, ODESA)


def test_a_via_point_is_passed():
    track = sea.trace(ODESA, PORT_SAID, via=[ISTANBUL])
    nearest = min(length_m(np.array([p, ISTANBUL])) for p in track.lonlat)
    assert nearest < 3_000
    assert track.length_m >= 0.995 * sea.trace(ODESA, PORT_SAID).length_m


@settings(max_examples=15, deadline=None, derandomize=True)
@given(port, port)
def test_lengths_are_symmetric_and_never_below_the_geodesic(a, b):
    there, back = sea.trace(a, b), sea.trace(b, a)
    assert there.length_m == pytest.approx(back.length_m, rel=0.005, abs=50)
    assert there.length_m >= there.geodesic_m - 1e-3


@settings(max_examples=15, deadline=None, derandomize=True)
@given(port, port)
def test_longitudes_are_continuous_and_no_land_is_crossed(a, b):
    track = sea.trace(a, b, avoid=["suez", "panama", "kiel", "corinth"])
    assert np.abs(np.diff([p[0] for p in track.lonlat])).max() < 30 if len(track.lonlat) > 1 else True
    assert land_beyond_ends_km(track) < 1.0


@settings(max_examples=15, deadline=None, derandomize=True)
@given(port, port, st.sampled_from(["suez", "panama", "gibraltar", "malacca", "dover", "bosporus", "taiwan", "florida"]))
def test_closing_a_passage_never_shortens(a, b, passage):
    whole = sea.trace(a, b)
    try:
        closed = sea.trace(a, b, avoid=[passage])
    except NoTrack:
        return
    assert closed.length_m >= whole.length_m * 0.998 - 100
    assert passage not in closed.passages
