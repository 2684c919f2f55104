"""Rail tracks that a user can see: where they lead, how long they are, what they say."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.errors import NoTrack
from routes.geodesy import length_m
from routes.model import Track
from routes.networks import rail, track

MOSCOW, VLADIVOSTOK, DUNAY, TIKHORETSK = (37.6555, 55.7767), (131.8816, 43.111), (132.35, 42.88), (40.1187, 45.8531)
KYIV, ODESA, WARSAW, MINSK, BERLIN = (30.4895, 50.4405), (30.7405, 46.468), (21.003, 52.2288), (27.551, 53.8905), (13.3694, 52.5251)
CITIES = [
    MOSCOW,
    KYIV,
    ODESA,
    WARSAW,
    MINSK,
    BERLIN,
    (2.3592, 48.8768),
    (16.378, 48.1855),
    (28.98, 41.0),
    (60.6047, 56.8586),
    (76.93, 43.34),
    (116.427, 39.902),
]


def codes(found: Track) -> set[str]:
    return {note.code for note in found.notes}


def test_a_domestic_leg_takes_the_trans_siberian_and_not_the_way_through_china() -> None:
    found = rail.trace(VLADIVOSTOK, MOSCOW)
    assert found.countries == ("RU",)
    assert found.length_m / 1000 == pytest.approx(9270, rel=0.01)  # 9,288 km by Yaroslavl, 9,259 by Nizhny Novgorod
    assert found.low_m <= 9_288_000 <= found.high_m
    assert found.method == "network" and found.network == "rail"


def test_a_place_without_a_railway_gets_a_whisker_and_a_note() -> None:
    found = rail.trace(DUNAY, TIKHORETSK)
    assert found.countries == ("RU",)
    assert 35_000 < found.snap_m[0] < 45_000
    assert found.lonlat[0] == pytest.approx(DUNAY)
    assert length_m(np.array(found.lonlat[:2])) == pytest.approx(found.snap_m[0], rel=0.01)
    assert "far-snap" in codes(found)
    assert min(lat for lon, lat in found.lonlat if lon < 131) > 45.8  # never south through China


def test_via_leads_elsewhere() -> None:
    trunk = rail.trace(VLADIVOSTOK, MOSCOW)
    baikal_amur = rail.trace(VLADIVOSTOK, MOSCOW, via=[(124.72, 55.15)])
    assert max(lat for lon, lat in trunk.lonlat if 112 < lon < 127) < 54.5
    assert max(lat for lon, lat in baikal_amur.lonlat if 112 < lon < 127) > 55.0


def test_through_traffic_keeps_to_its_main_line_and_does_not_change_gauge_to_cut_a_corner() -> None:
    assert rail.trace(VLADIVOSTOK, WARSAW).countries == ("RU", "BY", "PL")
    assert rail.trace(MOSCOW, (10.0067, 53.5527)).countries == ("RU", "BY", "PL", "DE")
    found = rail.trace((116.427, 39.902), MOSCOW)  # from China itself, one change of gauge is needed
    assert found.countries[0] == "CN" and "break-of-gauge" in codes(found)


def test_countries_avoided_and_allowed() -> None:
    free = rail.trace(MOSCOW, BERLIN)
    assert free.countries == ("RU", "BY", "PL", "DE")
    assert "break-of-gauge" in codes(free)
    round_about = rail.trace(MOSCOW, BERLIN, avoid=["BY"])
    assert "BY" not in round_about.countries and round_about.length_m > free.length_m
    with pytest.raises(NoTrack, match="within RU"):
        rail.trace(MOSCOW, (20.5, 54.7), countries=["RU"])
    exclave = rail.trace(MOSCOW, (20.5, 54.7))
    assert "leaves-country" in codes(exclave) and exclave.countries[0] == exclave.countries[-1] == "RU"


def test_a_domestic_leg_stays_at_home_and_tells_of_the_shorter_way_through_a_neighbour() -> None:
    stayed = rail.trace((61.40, 55.16), (73.37, 54.99))  # Chelyabinsk to Omsk: trains go by Petropavl
    note = next(n for n in stayed.notes if n.code == "shorter-abroad")
    assert stayed.countries == ("RU",) and "through KZ" in note.message
    other = float(dict(note.values)["length_m"])
    assert other == pytest.approx(800_000, rel=0.02)
    assert stayed.low_m < other < 0.9 * stayed.length_m
    assert "shorter-abroad" not in codes(rail.trace((13.4, 52.5), (11.57, 48.14)))


def test_a_closed_border_is_gone_round_and_between_its_two_countries_crossed_with_a_note() -> None:
    round_about = rail.trace((37.6, 51.0), MINSK)
    assert "closed-border" not in codes(round_about)
    across = rail.trace((126.97, 37.55), (125.73, 39.0))
    assert across.countries == ("KR", "KP") and "closed-border" in codes(across)
    before = rail.trace((36.2, 49.99), (36.6, 50.6), date="2012-05-01")
    assert "closed-border" not in codes(before)


def test_the_crimea_can_be_reached_from_both_sides() -> None:
    simferopol = (34.1, 44.95)
    assert rail.trace((38.97, 45.03), simferopol).length_m < 700_000
    assert rail.trace((32.6, 46.65), simferopol, date="2010-01-01").countries == ("UA",)


def test_dual_gauge_at_the_tumen() -> None:
    assert "break-of-gauge" not in codes(rail.trace((130.3, 42.25), (130.64, 42.43)))
    assert "break-of-gauge" in codes(rail.trace((82.5, 44.9), (76.93, 43.34)))


def test_no_railway_near_is_one_clear_sentence() -> None:
    with pytest.raises(NoTrack, match=r"No railway within 75 km over land of 64\.1000 N, -21\.9000 E\."):
        rail.trace((-21.9, 64.1), MOSCOW)


def test_bridged_gaps_are_marked() -> None:
    found = rail.trace((12.5646, 55.6728), (13.0007, 55.6092))
    assert found.countries == ("DK", "SE")
    assert "inferred-link" in codes(found) and found.inferred
    for first, last in found.inferred:
        assert 0 <= first < last < len(found.lonlat)


@settings(max_examples=25)
@given(st.permutations(CITIES).map(lambda c: c[:3]))
def test_lengths_are_symmetric_longer_than_straight_and_no_shorter_by_a_detour(three: list[tuple[float, float]]) -> None:
    a, b, c = three
    there, back, by = track(a, c, mode="rail"), track(c, a, mode="rail"), track(a, c, mode="rail", via=[b])
    assert there.length_m == pytest.approx(back.length_m, rel=1e-6)
    assert there.countries == back.countries[::-1]
    assert there.geodesic_m <= there.low_m <= there.length_m <= there.high_m
    # Main lines are preferred to shorter ones, so a way by another place may be somewhat shorter.
    assert by.length_m >= 0.8 * there.length_m
    for one in (there, by):
        assert all(abs(q[0] - p[0]) < 30 for p, q in itertools.pairwise(one.lonlat))
        assert one.lonlat[0] == pytest.approx(a) and one.lonlat[-1] == pytest.approx(c)
