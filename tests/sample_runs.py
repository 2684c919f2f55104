"""Runs made by hand, for tests of what is drawn and written from a run: one overland, one across 180 degrees."""

from __future__ import annotations

from typing import Any

import numpy as np

from routes.geodesy import geodesic, length_m
from routes.model import Candidate, Claim, Finding, Itinerary, Leg, Note, Place, Report, Span, Track, Verdict, Waypoint
from routes.runs import describe

_TEXT = (
    "Des conteneurs ont quitté Najin par bateau pour Dunay en septembre. Ils sont ensuite partis en train vers un dépôt près de "
    "Tikhoretsk, à environ 290 km de la frontière ukrainienne."
)


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _track(leg: str, points: list[tuple[float, float]], network: str, snap: tuple[float, float] = (0.0, 0.0)) -> Track:
    line = np.array(points, dtype=float)
    length = length_m(line)
    a, b = points[0], points[-1]
    straight = length_m(np.array([a, b], dtype=float))
    return Track(
        tuple(points),
        length,
        straight,
        "network" if network else "geodesic",
        network,
        snap,
        length * 0.98,
        length * 1.02,
        ("KP", "RU"),
        (),
        leg=leg,
    )


def overland_itinerary() -> Itinerary:
    """Najin to Dunay by sea, Dunay to Tikhoretsk by rail, and a distance to a border."""
    najin = Place("Rajin", 42.24, 130.29, "KP", population=196954, source_id="1")
    dunay = Place("Dunay", 42.88, 132.35, "RU", source_id="2")
    tikhoretsk = Place("Tikhoretsk", 45.853, 40.119, "RU", population=61823, source_id="3")
    other = Place("Danube", 45.2, 29.7, "RO", "STM", source_id="4")
    sea = [(130.29, 42.24), (130.45, 42.1), (131.5, 42.4), (132.3, 42.8), (132.35, 42.88)]
    rail = [
        (132.35, 42.88), (132.0, 43.4), (131.9, 43.8), (133.0, 45.1), (135.1, 48.5), (131.5, 48.8), (127.5, 50.3), (122.0, 54.0),
        (113.5, 52.0), (107.6, 51.8), (104.3, 52.3), (92.9, 56.0), (82.9, 55.0), (73.4, 55.0), (65.3, 57.1), (60.6, 56.8), (56.2, 58.0),
        (49.7, 58.6), (44.0, 56.3), (41.4, 52.7), (39.7, 47.3), (40.119, 45.853),
    ]  # fmt: skip
    claim = _span(_TEXT, "environ 290 km")
    return Itinerary(
        Report(_TEXT, "fr", "Des conteneurs nord-coréens au dépôt de Tikhoretsk", "2023-10-14", "article.txt", "ab" * 32),
        (
            Waypoint("p1", "Najin", (_span(_TEXT, "Najin"),), najin, role="on_route", score=0.9),
            Waypoint(
                "p2",
                "Dunay",
                (_span(_TEXT, "Dunay"),),
                dunay,
                role="on_route",
                alternatives=(Candidate(other, 0.2, ("far from the route",)),),
            ),
            Waypoint("p3", "Tikhoretsk", (_span(_TEXT, "Tikhoretsk"),), tikhoretsk, 15_000.0, "on_route"),
        ),
        (
            Leg("l1", "p1", "p2", Span(0, 67), "sea", start="2023-09-01", end="2023-10-01", cargo="conteneurs"),
            Leg("l2", "p2", "p3", Span(68, len(_TEXT)), "rail"),
        ),
        (_track("l1", sea, "sea"), _track("l2", rail, "rail", (63_000.0, 900.0))),
        (
            Claim(
                "c1",
                claim,
                "point-to-border",
                290.0,
                "km",
                261_000.0,
                319_000.0,
                "about",
                "environ",
                "p3",
                "border:UA",
                converted=(180.0, "mi"),
            ),
        ),
        (
            Verdict(
                "c1",
                "depends",
                "Cela dépend de la frontière que l’on prend.",
                "It depends on which border is meant.",
                (
                    Finding(
                        "land:UA",
                        187_000,
                        202_000,
                        217_000,
                        False,
                        label="Ukraine sans la Crimée",
                        start=(40.119, 45.853),
                        end=(38.143, 47.053),
                    ),
                    Finding("atom:crimea", 261_000, 275_600, 290_500, True, label="Crimée", start=(40.119, 45.853), end=(36.65, 45.382)),
                ),
            ),
        ),
        (Note("vague-place", "“a depot near Tikhoretsk” may be up to 15 km from the town.", _span(_TEXT, "près de Tikhoretsk")),),
        {"settings": {"worldview": "un", "language": ""}},
    )


def pacific_itinerary() -> Itinerary:
    """Vladivostok to Los Angeles by sea across 180 degrees, then on by road, by a means that is not told, and a flight."""
    text = "The ship left Vladivostok for Los Angeles. Trucks took the cargo to Phoenix, and it reached Denver. A plane flew to Tokyo."
    places = {
        "p1": ("Vladivostok", 43.11, 131.88, "RU"), "p2": ("Los Angeles", 33.74, -118.27, "US"), "p3": ("Phoenix", 33.45, -112.07, "US"),
        "p4": ("Denver", 39.74, -104.98, "US"), "p5": ("Tokyo", 35.55, 139.78, "JP"),
    }  # fmt: skip
    sea = [
        (131.88, 43.11),
        (133.0, 42.5),
        (140.3, 41.4),
        (145.0, 42.0),
        (165.0, 47.0),
        (180.0, 48.5),
        (200.0, 46.5),
        (220.0, 41.0),
        (239.0, 33.8),
        (241.73, 33.74),
    ]
    road = [(-118.27, 33.74), (-116.5, 33.9), (-114.5, 33.6), (-112.07, 33.45)]
    flight = [(float(x), float(y)) for x, y in geodesic(lat1=39.74, lon1=-104.98, lat2=35.55, lon2=139.78)]
    legs = (("p1", "p2", "sea"), ("p2", "p3", "road"), ("p3", "p4", "unknown"), ("p4", "p5", "air"))
    return Itinerary(
        Report(text, "en", "Across the Pacific", "", "pacific.txt", "cd" * 32),
        tuple(
            Waypoint(id, name, (_span(text, name),), Place(name, lat, lon, country), role="on_route")
            for id, (name, lat, lon, country) in places.items()
        ),
        tuple(Leg(f"l{n}", a, b, Span(0, len(text)), mode) for n, (a, b, mode) in enumerate(legs, 1)),  # type: ignore[arg-type]
        (
            _track("l1", sea, "sea"),
            _track("l2", road, "road"),
            _track("l3", [(-112.07, 33.45), (-104.98, 39.74)], ""),
            _track("l4", flight, ""),
        ),
        provenance={"settings": {"worldview": "un", "language": ""}},
    )


def overland() -> dict[str, Any]:
    """Return the overland run as a dictionary."""
    return describe(overland_itinerary())


def pacific() -> dict[str, Any]:
    """Return the run across 180 degrees as a dictionary."""
    return describe(pacific_itinerary())
