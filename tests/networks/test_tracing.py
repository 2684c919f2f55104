"""Legs of a report on their networks: what becomes of those that cannot have gone as the words before say."""

from dataclasses import replace

from routes.model import Leg, Mode, Place, Span, Waypoint
from routes.networks import tracing

PLACES = {
    "Misrata": Place("Misrata", lat=32.3754, lon=15.0925, country="LY"),
    "Tripoli": Place("Tripoli", lat=32.8874, lon=13.1873, country="LY"),
    "Valletta": Place("Valletta", lat=35.8997, lon=14.5147, country="MT"),
    "Reykjavik": Place("Reykjavik", lat=64.1355, lon=-21.8954, country="IS"),
    "Sabha": Place("Sabha", lat=27.0377, lon=14.4283, country="LY"),
    "Kharkiv": Place("Kharkiv", lat=49.98, lon=36.25, country="UA"),
    "Samara": Place("Samara", lat=53.2, lon=50.15, country="RU"),
    "Rybinsk": Place("Rybinsk", lat=58.05, lon=38.85, country="RU"),
    "Belgorod": Place("Belgorod", lat=50.6, lon=36.58, country="RU"),
}


def leg(origin: str, destination: str, mode: Mode, *, implied: bool, start: str = "") -> tuple[Leg, list[Waypoint]]:
    waypoints = [Waypoint(name, name, (), PLACES[name]) for name in (origin, destination)]
    return Leg("l1", origin, destination, Span(0, 9), mode=mode, mode_implied=implied, start=start), waypoints


def codes(one: Leg, waypoints: list[Waypoint], published: str = "") -> tuple[str, set[str]]:
    tracks, _ = tracing.trace([one], waypoints, published)
    return tracing.settled([one], tracks)[0].mode, {n.code for n in tracks[0].notes}


def test_a_road_taken_over_from_before_does_not_cross_the_sea_between_two_ports() -> None:
    mode, noted = codes(*leg("Tripoli", "Valletta", "road", implied=True))
    assert mode == "sea" and "mode-sea" in noted


def test_where_one_end_is_inland_the_mode_is_unknown() -> None:
    mode, noted = codes(*leg("Sabha", "Valletta", "road", implied=True))
    assert mode == "unknown" and "mode-unknown" in noted


def test_a_mode_that_the_report_names_is_kept_and_the_line_is_straight() -> None:
    mode, noted = codes(*leg("Tripoli", "Valletta", "road", implied=False))
    assert mode == "road" and noted == {"no-track"}


def test_no_ship_of_the_sea_sails_between_two_inland_towns_whatever_the_report_says() -> None:
    mode, noted = codes(*leg("Sabha", "Kharkiv", "sea", implied=False))
    assert mode == "unknown" and noted == {"mode-unknown"}


def test_who_sails_between_two_towns_of_one_river_goes_by_it() -> None:
    mode, noted = codes(*leg("Samara", "Rybinsk", "sea", implied=False))
    assert mode == "river" and "mode-river" in noted


def test_a_road_that_leads_there_is_kept() -> None:
    mode, noted = codes(*leg("Tripoli", "Misrata", "road", implied=True))
    assert mode == "road" and not noted & {"mode-sea", "mode-unknown", "no-track"}


def test_borders_are_those_of_the_leg_or_else_of_the_report() -> None:
    for start, published, closed in (
        ("2012-05-01", "2024-01-01", False),
        ("", "2012-05-01", False),
        ("", "2024-01-01", True),
        ("", "", True),
    ):
        one, waypoints = leg("Kharkiv", "Belgorod", "rail", implied=False, start=start)
        assert ("closed-border" in codes(one, waypoints, published)[1]) is closed


def test_a_doubtful_leg_says_so_and_a_likely_one_does_not() -> None:
    one, waypoints = leg("Misrata", "Tripoli", "road", implied=False)
    assert codes(replace(one, likelihood=0.49), waypoints)[1] >= {"doubtful-leg"}
    assert "doubtful-leg" not in codes(replace(one, likelihood=0.5), waypoints)[1]
    tracks, _ = tracing.trace([replace(one, likelihood=0.49)], waypoints)
    assert tracks[0].notes[0].message == "It is doubtful that the report tells of a way from Misrata to Tripoli: check its words."
