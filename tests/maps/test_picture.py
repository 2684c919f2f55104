import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import sample_runs
from PIL import Image

from routes.maps.basemap import basemap
from routes.maps.canvas import MODES
from routes.maps.drawing import split
from routes.maps.lettering import BOLD, SANS, Sheet, has_letters, legible, width, wrapped
from routes.maps.picture import picture
from routes.maps.projection import Plane, World, fit, rings, stroke

HERE = Path(__file__).resolve().parent.parent


def image(content: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


def has_colour(pixels: Any, colour: str, least: int) -> bool:
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return int((np.abs(pixels - wanted).sum(axis=2) < 12).sum()) >= least


def test_a_png_is_as_wide_as_asked_and_shows_each_leg_in_its_colour() -> None:
    pixels = image(picture(sample_runs.pacific(), width_px=1200))
    assert pixels.shape[1] == 1200
    for mode in ("sea", "road", "air", "unknown"):
        assert has_colour(pixels, MODES[mode][1], 30), mode


def test_the_line_across_180_degrees_is_one_line_in_the_middle_of_the_map() -> None:
    run = sample_runs.pacific()
    run["legs"] = run["legs"][:1]
    pixels = image(picture(run, width_px=800))
    sea = np.abs(pixels - [0, 114, 178]).sum(axis=2) < 30
    columns = np.flatnonzero(sea[: int(len(sea) * 0.8)].any(axis=0))
    assert columns.min() < 130 and columns.max() > 650
    gaps = np.diff(columns)
    assert gaps.max() < 25  # the arrowhead's halo at most


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_the_same_run_gives_the_same_bytes(format: str) -> None:
    run = sample_runs.overland()
    assert picture(run, format, 400) == picture(sample_runs.overland_itinerary(), format, 400)


@pytest.mark.slow
def test_bytes_depend_on_nothing_but_the_run(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\naxes.facecolor: red\nsavefig.dpi: 30\n")
    code = (
        "import sample_runs, hashlib; from routes.maps.picture import picture; "
        "print(hashlib.sha256(picture(sample_runs.overland(), 'svg', 400)).hexdigest())"
    )
    seen = set()
    for seed, zone, folder in (("0", "UTC", HERE), ("7", "Asia/Tokyo", tmp_path)):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(HERE), "LC_ALL": "C"}
        seen.add(subprocess.run([sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True, check=True).stdout)
    assert len(seen) == 1


def test_an_svg_is_well_formed_and_carries_no_date_and_no_outside_address() -> None:
    content = picture(sample_runs.overland(), "svg", 600).decode()
    ElementTree.fromstring(content)
    assert not re.search(r"20\d\d-\d\d-\d\dT", content)
    assert not re.findall(r'(?:href|src)="https?:', content)


def test_a_pdf_has_one_page_and_no_date() -> None:
    content = picture(sample_runs.overland(), "pdf", 600)
    assert content.startswith(b"%PDF-")
    assert b"CreationDate" not in content


@pytest.mark.parametrize(
    "text",
    [
        "$x^2$ costs $5",
        "{{ 7*7 }} ${x}",
        "<script>alert(1)</script>",
        "\x00\x1b[31m",
        "مرفأ اللاذقية",
        "東京",
        "a" * 3000,
        "\ud83d\ude80 🚀",
    ],
)
def test_any_text_can_be_drawn(text: str) -> None:
    run = sample_runs.overland()
    run["report"]["title"] = text
    run["places"][0]["name_in_text"] = text
    run["legs"][0]["cargo"] = text
    run["claims"][0]["quote"] = text
    assert picture(run, "png", 400).startswith(b"\x89PNG")


def test_a_run_without_legs_or_claims_is_a_map_of_its_places() -> None:
    run = sample_runs.overland()
    run["legs"], run["claims"] = [], []
    for place in run["places"]:
        place["role"] = "mentioned"
    assert image(picture(run, width_px=400)).shape[1] == 400


def test_a_run_without_positions_cannot_be_drawn() -> None:
    run = sample_runs.overland()
    run["legs"], run["claims"] = [], []
    for place in run["places"]:
        place["lat"] = place["lon"] = None
    with pytest.raises(LookupError, match="nothing to draw"):
        picture(run)


def test_unknown_formats_and_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="Unknown picture format 'gif'"):
        picture(sample_runs.overland(), "gif")
    with pytest.raises(ValueError, match="200 to 10,000"):
        picture(sample_runs.overland(), "png", 10)


def test_the_plane_is_equal_area_and_comes_back() -> None:
    plane, extent = fit(np.array([[20.0, 40.0], [60.0, 60.0]]), (1.0, 2.0))
    assert isinstance(plane, Plane)
    lonlat = np.array([[30.0, 45.0], [50.0, 55.0], [plane.lon, plane.lat]])
    assert plane.inverse(plane.flat(plane.local(lonlat))) == pytest.approx(lonlat)
    assert plane.flat(plane.local(lonlat))[2] == pytest.approx([0, 0], abs=1e-12)
    cell = np.array([[40.0, 50.0], [40.1, 50.0], [40.1, 50.1], [40.0, 50.1]])
    x, y = plane.flat(plane.local(cell)).T
    area = 0.5 * abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))
    assert area == pytest.approx(np.radians(0.1) * (np.sin(np.radians(50.1)) - np.sin(np.radians(50.0))), rel=1e-4)
    assert 1.0 <= (extent[2] - extent[0]) / (extent[3] - extent[1]) <= 2.0


def test_a_route_around_the_world_gets_a_map_of_the_world() -> None:
    world, extent = fit(np.array([[-120.0, 30.0], [0.0, 50.0], [140.0, -35.0], [240.0, 30.0]]), (1.3, 1.9))
    assert isinstance(world, World)
    assert world.lon == pytest.approx(60.0)
    assert world.flat(world.local(np.array([[60.0, 0.0]])))[0] == pytest.approx([0.0, 0.0])
    assert extent[2] - extent[0] > 5.0


def test_land_is_cut_around_the_frame_and_never_turned_inside_out() -> None:
    layers = basemap((-5.0, -5.0, 5.0, 5.0))
    plane, _ = fit(np.array([[-4.0, -4.0], [4.0, 4.0]]), (1.0, 1.5))
    shapes = rings(layers.land, plane)

    def inside(lon: float, lat: float) -> bool:
        px, py = plane.flat(plane.local(np.array([[lon, lat]])))[0]
        count = 0
        for ring in shapes:
            a, b = ring, np.roll(ring, -1, axis=0)
            crosses = (a[:, 1] > py) != (b[:, 1] > py)
            with np.errstate(divide="ignore", invalid="ignore"):
                count += int((crosses & (px < (b[:, 0] - a[:, 0]) * (py - a[:, 1]) / (b[:, 1] - a[:, 1]) + a[:, 0])).sum())
        return count % 2 == 1

    assert not inside(0.0, 0.0) and not inside(-3.0, -3.0)
    assert inside(-1.0, 7.5) and inside(10.5, 0.0)
    assert all(np.abs(ring).max() < 1.0 for ring in shapes)


def test_a_line_is_broken_where_it_leaves_the_map() -> None:
    plane, _ = fit(np.array([[10.0, 10.0], [12.0, 12.0]]), (1.0, 1.5))
    line = stroke(np.array([[11.0, 11.0], [190.0, -11.0]]), plane)
    assert np.isfinite(line[0]).all() and np.isnan(line[1]).all()


def test_straight_links_to_the_network_are_told_apart() -> None:
    line = np.array([[0.0, 0.0], [0.5, 0.0], [1.0, 0.0], [2.0, 0.0], [2.01, 0.0]])
    leg = {"method": "network", "snap_m": [55_660.0, 1_113.0]}
    middle, whiskers = split(leg, line)
    assert middle[:, 0].tolist() == [0.5, 1.0, 2.0]
    assert [w[:, 0].tolist() for w in whiskers] == [[0.0, 0.5], [2.0, 2.01]]
    assert split({"method": "geodesic", "snap_m": [0, 0]}, line)[1] == []


def test_letters_are_measured_wrapped_and_checked() -> None:
    assert width("ii", SANS, 10) < width("WW", SANS, 10) < width("WW", BOLD, 10)
    assert width("Najin", SANS, 20) == pytest.approx(2 * width("Najin", SANS, 10))
    lines = wrapped("one two three four five six seven eight nine ten", SANS, 10, 80, 2)
    assert len(lines) == 2 and lines[-1].endswith("…")
    assert all(width(line, SANS, 10) <= 80 for line in lines)
    assert has_letters("Тихорецк Αθήνα دمشق") and not has_letters("東京")
    assert legible("a\nb\tc 東") == "a b c □"


def test_names_keep_off_each_other_and_on_the_sheet() -> None:
    sheet = Sheet(300, 200)
    boxes = []
    for _ in range(4):
        spot = sheet.beside(150, 100, "Vladivostok", SANS, 8, 6)
        assert spot is not None
        sheet.take(spot.box)
        boxes.append(spot.box)
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert all(b[0] >= 0 and b[2] <= 300 for b in boxes)
    assert sheet.beside(2, 2, "W" * 200, SANS, 8, 6) is None


def test_the_ties_of_a_railway_stand_square_to_it_at_even_spaces() -> None:
    from routes.maps.drawing import ties

    strokes = ties(np.array([[0.0, 0.0], [30.0, 0.0], [30.0, 30.0]])).reshape(-1, 3, 2)
    assert len(strokes) == 8
    assert strokes[0, :2].tolist() == [[3.75, -2.6], [3.75, 2.6]]
    assert strokes[-1, :2].round(9).tolist() == [[32.6, 26.25], [27.4, 26.25]]
    assert np.isnan(strokes[:, 2]).all()
    assert len(ties(np.full((4, 2), np.nan))) == len(ties(np.zeros((1, 2)))) == 0
