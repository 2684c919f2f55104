import json

import numpy as np
import pytest

from routes.maps.basemap import UNIT_DEG, Basemap, Lines, basemap, encode
from routes.maps.labels import fitting_zoom

RUSSIA = (35.0, 38.0, 138.0, 60.0)


def decode(text: str) -> list[list[tuple[int, int]]]:
    """The decoder of the docstring, in Python."""
    at = 0

    def number() -> int:
        nonlocal at
        n, shift = 0, 1
        while True:
            c = 92 if text[at] == "!" else ord(text[at])
            at += 1
            n += ((c - 63) & 31) * shift
            shift *= 32
            if c - 63 <= 31:
                return -(n + 1) // 2 if n % 2 else n // 2

    out = []
    while at < len(text):
        x = y = 0
        line = []
        for _ in range(number()):
            x += number()
            y += number()
            line.append((x, y))
        out.append(line)
    return out


def contains(ring: np.ndarray, lon: float, lat: float) -> bool:
    x, y = ring.T
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = ((y > lat) != (y2 > lat)) & (lon < (x2 - x) * (lat - y) / (y2 - y) + x)
    return bool(crossing.sum() % 2)


def on_land(layers: Basemap, lon: float, lat: float) -> bool:
    def within(lines: Lines) -> bool:
        return any(contains(ring, x, lat) for ring in lines for x in (lon, lon + 360.0))

    return within(layers.land) and (not within(layers.lakes) or within(layers.islands))


@pytest.fixture(scope="module")
def russia() -> Basemap:
    return basemap(RUSSIA, stops=[(132.35, 42.88), (40.12, 45.85)], tracks=[[(132.0, 43.0), (82.9, 55.0), (40.0, 46.0)]], language="fr")


@pytest.mark.parametrize(
    ("lon", "lat", "land"),
    [
        (37.6, 55.7, True), (107.5, 53.0, False), (50.5, 42.0, False), (34.0, 43.5, False), (34.1, 45.2, True), (178.0, 66.5, True),
            (-175.0, 66.5, True),
        (-100.0, 40.0, True), (-87.0, 43.5, False), (0.0, -80.0, True), (-150.0, 0.0, False), (132.34, 42.90, True), (131.86, 43.02, True),
    ],
)  # fmt: skip
def test_land_and_water_are_where_they_are(russia: Basemap, lon: float, lat: float, land: bool) -> None:
    assert on_land(russia, lon, lat) is land


def test_coasts_are_fine_at_the_stops_and_coarse_far_away(russia: Basemap) -> None:
    points = russia.land.points * UNIT_DEG

    def count(lon: float, lat: float) -> int:
        return int(((np.abs(points[:, 0] - lon) < 1.0) & (np.abs(points[:, 1] - lat) < 1.0)).sum())

    assert count(132.0, 43.0) > 800
    assert count(-74.0, 40.7) < 60


def test_small_islands_near_a_stop_are_kept_and_far_ones_are_not(russia: Basemap) -> None:
    boxes = [(ring.min(axis=0), ring.max(axis=0)) for ring in russia.land]
    small = [low for low, high in boxes if (high - low).max() < 0.03]
    assert sum(abs(low[0] - 132.0) < 1 and abs(low[1] - 43.0) < 1 for low in small) >= 10
    assert not [low for low in small if low[0] < -20]


def test_lines_stay_in_the_budget() -> None:
    for budget in (60_000, 600_000):
        layers = basemap((20.0, 55.0, 30.0, 66.0), stops=[(22.0, 60.2), (25.0, 60.2), (18.0, 59.3)], budget_bytes=budget).as_json()
        lines = [layers[k] for k in ("land", "lakes", "islands", "borders", "disputed")] + layers["rivers"]
        assert sum(map(len, lines)) <= budget


def test_the_coded_lines_are_the_lines(russia: Basemap) -> None:
    coded = russia.as_json()
    for name in ("land", "lakes", "disputed"):
        lines: Lines = getattr(russia, name)
        found = decode(coded[name])
        assert [len(line) for line in found] == lines.counts.tolist()
        assert [p for line in found for p in line] == [tuple(p) for p in lines.points.tolist()]


def test_large_and_negative_numbers_survive_coding() -> None:
    points = np.array([[-900_000, 450_000], [955_000, -450_000], [0, 0], [1, -1]], dtype=np.int64)
    text = encode(Lines(points, np.array([3, 1])))
    assert decode(text) == [[(-900_000, 450_000), (955_000, -450_000), (0, 0)], [(1, -1)]]
    assert encode(Lines(points[:0], np.array([], dtype=np.int64))) == ""


def test_the_coded_form_needs_no_escaping(russia: Basemap) -> None:
    coded = russia.as_json()
    text = coded["land"] + coded["rivers"][0]
    assert not set(text) & set("\\\"'<>&\n")
    assert len(json.dumps(text)) == len(text) + 2


def test_the_same_view_gives_the_same_bytes() -> None:
    first, second = (json.dumps(basemap(RUSSIA, stops=[(40.12, 45.85)]).as_json()) for _ in range(2))
    assert first == second


def test_a_view_across_180_degrees_draws_the_world_twice_and_names_lie_in_it() -> None:
    layers = basemap((130.0, 20.0, 245.0, 60.0), stops=[(131.9, 43.1), (241.7, 33.7)])
    assert layers.shifts == (0, 360)
    lons = {label.name: label.lon for label in layers.labels}
    assert lons["United States"] == pytest.approx(262.0, abs=4)
    assert lons["Sea of Okhotsk"] == pytest.approx(149.5)
    assert basemap((-200.0, -50.0, -60.0, 0.0)).shifts == (-360, 0)
    assert layers.shifts == (0, 360)


def test_names_come_in_the_language_of_the_report(russia: Basemap) -> None:
    names = {label.name: label for label in russia.labels}
    assert names["Russie"].kind == "country"
    assert names["Russie"].code == "RU"
    assert names["Moscou"].kind == "capital"
    assert names["Mer Caspienne"].kind == "sea"
    assert "Чёрное море" in {label.name for label in basemap((25.0, 38.0, 45.0, 48.0), language="ru").labels}
    assert "Black Sea" in {label.name for label in basemap((25.0, 38.0, 45.0, 48.0), language="xx").labels}


def test_a_city_that_is_a_stop_is_left_to_the_map() -> None:
    view = (37.0, 44.0, 43.0, 47.5)
    assert "Tikhoretsk" in {label.name for label in basemap(view, stops=[(38.98, 45.04)]).labels}
    assert "Tikhoretsk" not in {label.name for label in basemap(view, stops=[(40.125, 45.855)]).labels}


def borders_near(lines: Lines, lon: float, lat: float, reach: float) -> bool:
    points = lines.points * UNIT_DEG
    return bool(len(points) and (np.hypot(points[:, 0] - lon, points[:, 1] - lat) < reach).any())


def test_disputed_borders_are_told_apart_under_every_worldview() -> None:
    for worldview in ("un", "defacto"):
        crimea = basemap((30.0, 43.0, 42.0, 50.0), stops=[(34.0, 46.0)], worldview=worldview)
        assert crimea.worldview == worldview
        assert borders_near(crimea.disputed, 34.0, 46.1, 0.3)
        assert not borders_near(crimea.borders, 34.0, 46.1, 0.3)
        assert borders_near(crimea.borders, 38.2, 47.1, 0.2)
        assert not borders_near(crimea.disputed, 38.2, 47.1, 0.2)


def test_a_worldview_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="Unknown worldview 'mars'"):
        basemap(RUSSIA, worldview="mars")


def test_every_data_file_is_credited(russia: Basemap) -> None:
    credits = " ".join(russia.attribution)
    assert all(name in credits for name in ("GSHHG", "OpenStreetMap", "GeoNames"))


def test_the_fitting_zoom_of_the_world_is_that_of_its_width() -> None:
    assert fitting_zoom((-180.0, -60.0, 180.0, 60.0), 256.0) == pytest.approx(0.0)
    assert fitting_zoom((0.0, 0.0, 45.0, 1.0), 256.0) == pytest.approx(3.0)
