"""The map page in Chromium, with the network off, used as a person would use it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drawn_runs import TEXT, sample

from routes.exports.table import safe
from routes.geodesy import distance_m

pytestmark = pytest.mark.browser
VIEWS = ["desktop", "laptop", "phone"]


@pytest.fixture
def there(visit: Callable[..., Any], drawn: Callable[..., Path]) -> Callable[..., Any]:
    """Open the sample's page."""

    def go(view: str = "desktop", **context: Any) -> Any:
        return visit(drawn(sample(), "sample"), view, **context)

    return go


FOCUSED = """(() => { const n = document.activeElement;
    return n.dataset.show || n.getAttribute('aria-label') || n.id || n.textContent; })()"""


def lit(page: Any) -> list[str]:
    return page.eval_on_selector_all("#report .mark.lit", "nodes => nodes.map(n => n.textContent)")


@pytest.mark.parametrize("view", VIEWS)
def test_it_opens_without_a_request_or_a_message(there: Callable[..., Any], view: str) -> None:
    v = there(view)
    v.page.wait_for_timeout(300)
    v.clean()
    assert v.page.locator("path.leg-line").count() >= 5


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_sticks_out_sideways(there: Callable[..., Any], view: str) -> None:
    page = there(view).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("view", VIEWS)
def test_every_stop_is_in_view_at_first(there: Callable[..., Any], view: str) -> None:
    page = there(view).page
    frame = page.locator("#map").bounding_box()
    marks = page.locator(".stop-num")
    assert marks.count() == 6
    for i in range(6):
        box = marks.nth(i).bounding_box()
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_stop_marks_do_not_hide_one_another(there: Callable[..., Any]) -> None:
    page = there().page
    boxes = [page.locator(".stop-num").nth(i).bounding_box() for i in range(6)]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert max(abs(a["x"] - b["x"]), abs(a["y"] - b["y"])) > 12


def test_a_route_over_180_degrees_is_one_line(there: Callable[..., Any]) -> None:
    page = there().page
    d = page.locator("path.leg-line.sea").first.get_attribute("d")
    assert d.count("M") == 1
    xs = [float(x) for x, _ in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", d)]
    assert xs[-1] > xs[0]
    numbers = {page.locator(".stop-num").nth(i).inner_text(): page.locator(".stop-num").nth(i).bounding_box()["x"] for i in range(6)}
    assert numbers["1"] < numbers["2"] < numbers["3"] < numbers["6"]


def test_dashes_say_what_is_known(there: Callable[..., Any]) -> None:
    page = there().page
    dash = {
        m: page.locator(f"path.leg-line.{m}").first.get_attribute("stroke-dasharray") for m in ("sea", "rail", "road", "unknown", "air")
    }
    assert dash == {"sea": None, "rail": None, "road": "11 8", "unknown": "0.1 8", "air": None}
    assert page.locator("path.whisker").count() == 1


def test_a_click_on_a_leg_lights_its_sentence(there: Callable[..., Any]) -> None:
    v = there()
    v.page.locator('[data-show="leg:l3"]').click()
    assert "".join(lit(v.page)) == TEXT.splitlines()[4]
    assert v.page.locator('.leg[data-ref="leg:l3"]').evaluate("n => n.classList.contains('chosen')")
    assert TEXT.splitlines()[4] in v.page.locator(".leaflet-popup blockquote").inner_text()
    v.clean()


def test_pointing_at_a_line_lights_its_sentence(there: Callable[..., Any]) -> None:
    page = there().page
    page.locator(".mode-badge.rail").hover()
    assert "".join(lit(page)) == TEXT.splitlines()[3]
    assert page.locator('.leg[data-ref="leg:l2"]').evaluate("n => n.classList.contains('lit')")
    page.mouse.move(5, 5)
    assert lit(page) == []


def test_pointing_at_the_text_lights_the_map(there: Callable[..., Any]) -> None:
    page = there().page
    piece = page.locator("#report .mark", has_text="100 km from the coast of")
    piece.hover()
    assert page.locator('.card[data-ref="claim:c3"]').evaluate("n => n.classList.contains('lit')")
    assert page.locator("path.claim-line.lit").count() == 1


def test_a_chosen_claim_says_at_the_end_of_its_line_what_was_measured(there: Callable[..., Any]) -> None:
    page = there().page
    page.locator('#claims [data-show="claim:c3"]').click()
    tag = page.locator(".claim-icon.lit .claim-tag")
    assert re.sub(r"\s", " ", tag.inner_text()) == "232 km nearest coast of Cuba"
    assert "misfits" in tag.get_attribute("class")
    end, box = page.locator("path.claim-end.lit").bounding_box(), tag.bounding_box()
    across = max(box["x"] - end["x"] - end["width"], end["x"] - box["x"] - box["width"])
    down = max(box["y"] - end["y"] - end["height"], end["y"] - box["y"] - box["height"])
    assert -1 <= max(across, down) < 30


def test_a_click_in_the_text_chooses(there: Callable[..., Any]) -> None:
    page = there().page
    page.locator("#report .mark", has_text="about 2,200 km away").click()
    assert page.locator('.card[data-ref="claim:c1"]').evaluate("n => n.classList.contains('chosen')")
    assert "claim%3Ac1" in page.url


def test_a_tap_on_the_map_opens_what_is_there(there: Callable[..., Any]) -> None:
    page = there("phone").page
    page.locator(".mode-badge.sea").tap()
    assert "Vladivostok → Los Angeles" in page.locator(".leaflet-popup").inner_text()
    assert "40 field kitchens" in page.locator(".leaflet-popup").inner_text()


def test_arrow_keys_step_through_the_route_and_round(there: Callable[..., Any]) -> None:
    page = there().page
    name = page.locator(".step-name")
    assert name.inner_text() == "Whole route"
    seen = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        seen.append(name.inner_text())
    assert seen == ["1 Vladivostok", "Vladivostok → Los Angeles · by sea", "2 Los Angeles", "Los Angeles → Houston · by rail"]
    assert page.locator(".step-count").inner_text() == "4 / 15"
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    assert name.inner_text() == "Whole route"
    page.keyboard.press("ArrowLeft")
    assert name.inner_text().startswith("Contradicted")


def test_a_step_moves_the_map_to_the_stop(there: Callable[..., Any]) -> None:
    page = there().page
    page.keyboard.press("ArrowRight")
    frame, mark = page.locator("#map").bounding_box(), page.locator(".stop-num", has_text="1").first.bounding_box()
    assert abs(mark["x"] + 12 - frame["x"] - frame["width"] / 2) < 60


def test_escape_lets_go(there: Callable[..., Any]) -> None:
    page = there().page
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert page.locator(".step-name").inner_text() == "Whole route"
    assert page.locator(".chosen").count() == 0


def test_shift_and_arrows_move_the_map_and_keys_zoom(there: Callable[..., Any]) -> None:
    page = there().page
    page.locator("#map").focus()
    before = page.url
    page.keyboard.press("Shift+ArrowUp")
    page.wait_for_timeout(400)
    moved = page.url
    assert moved != before
    page.keyboard.press("+")
    page.wait_for_timeout(400)
    assert float(page.url.split("#")[1].split("/")[0]) > float(moved.split("#")[1].split("/")[0])


def test_everything_is_reached_with_the_tab_key(there: Callable[..., Any]) -> None:
    page = there().page
    seen = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(FOCUSED))
    for wanted in ("place:p1", "leg:l5", "claim:c3", "note:0", "Zoom in", "Layers", "Measure", "Download", "Next step", "report"):
        assert wanted in seen, wanted


def test_measuring_gives_three_units(there: Callable[..., Any]) -> None:
    v = there()
    page = v.page
    page.get_by_role("button", name="Measure", exact=True).click()
    box = page.locator("#map").bounding_box()
    a, b = (box["x"] + 300, box["y"] + 500), (box["x"] + 500, box["y"] + 600)
    page.mouse.click(*a)
    page.mouse.click(*b)
    text = page.locator(".measure-out").inner_text()
    km, mi, nmi = (float(n.replace(",", "")) for n in re.findall(r"([\d.,]+)\s(?:km|mi|nmi)", text))
    assert km > 100
    assert mi == pytest.approx(km / 1.609344, rel=0.01)
    assert nmi == pytest.approx(km / 1.852, rel=0.01)
    page.get_by_role("button", name="Undo").click()
    assert page.locator(".measure-out").inner_text().startswith("Click points")
    page.keyboard.press("Escape")
    assert page.locator(".measure-box").is_hidden()
    v.clean()


@pytest.mark.parametrize("view", ["desktop", "phone"])
def test_measuring_from_stop_to_stop_takes_their_exact_places(there: Callable[..., Any], view: str) -> None:
    v = there(view)
    page = v.page
    page.get_by_role("button", name="Measure", exact=True).click()
    named = {p["name"]: p for p in sample()["places"]}
    ends = []
    for n in (0, 1):
        mark = page.locator(".stop-mark").nth(n)
        ends.append(named[mark.locator(".stop-name").inner_text()])
        mark.locator(".stop-num").click()
    assert page.locator(".leaflet-popup").count() == 0
    km = float(page.locator(".measure-out").inner_text().split()[0].replace(",", ""))
    a, b = ends
    expected = distance_m(lat1=a["lat"], lon1=a["lon"], lat2=b["lat"], lon2=b["lon"]) / 1000
    assert km == pytest.approx(expected, rel=0.01)
    v.clean()


@pytest.mark.parametrize(
    ("pair", "metres"),
    [
        ((43.1056, 131.8735, 34.0522, -118.2437), 8_894_941),
        ((0, 0, 0, 1), 111_319.491),
        ((52, 5, 52, 5), 0),
        ((-36.85, 174.76, -33.45, -70.67), 9_690_730),
    ],
)
def test_the_page_measures_on_the_ellipsoid(there: Callable[..., Any], pair: tuple[float, ...], metres: float) -> None:
    source = (Path(__file__).parents[2] / "routes/maps/static/earth.js").read_text("utf-8")
    expected = distance_m(lat1=pair[0], lon1=pair[1], lat2=pair[2], lon2=pair[3])
    assert _measure(there().page, source, pair) == pytest.approx(expected, abs=0.01)
    assert _measure(there().page, source, pair) == pytest.approx(metres, abs=1)


def _measure(page: Any, source: str, pair: tuple[float, ...]) -> float:
    """Run the page's own function outside the page's policy, which allows no new code."""
    blank = page.context.new_page()
    blank.evaluate(f"() => {{ {source}; window.measured = geodesicLength({', '.join(map(str, pair))}); }}")
    return float(blank.evaluate("window.measured"))


def test_units_change_everywhere(there: Callable[..., Any]) -> None:
    page = there().page
    page.get_by_role("button", name="Layers").click()
    page.get_by_label("nmi").check()
    assert re.sub(r"\s", " ", page.locator('.leg[data-ref="leg:l4"] .facts b').inner_text()) == "112 nmi"
    assert "nmi" in page.locator(".scale").inner_text()
    assert "unit=nmi" in page.url


def test_layers_show_and_hide(there: Callable[..., Any]) -> None:
    page = there().page
    assert page.locator("path.homonym-dot").count() == 0
    assert page.locator("path.mentioned-dot").count() == 0
    page.get_by_role("button", name="Layers").click()
    page.get_by_label("Places of the same name").check()
    page.get_by_label("Places mentioned").check()
    assert page.locator("path.homonym-dot").count() == 1
    assert page.locator("path.mentioned-dot").count() == 1
    assert page.locator("path.claim-line").count() == 2
    page.get_by_label("Measured lines").uncheck()
    assert page.locator("path.claim-line").count() == 0
    page.get_by_label("Grid").check()
    page.keyboard.press("Escape")
    assert page.locator(".flyout").first.is_hidden()


def test_uncertainty_is_a_circle(there: Callable[..., Any]) -> None:
    page = there().page
    assert page.locator("path.doubt-circle").count() == 2


def test_a_link_keeps_the_view(there: Callable[..., Any], visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    page = there().page
    page.locator('[data-show="claim:c3"]').click()
    page.get_by_role("button", name="Zoom out").click()
    page.wait_for_timeout(400)
    kept = page.url
    other = page.context.new_page()
    other.goto(kept)
    other.wait_for_timeout(200)
    assert other.url == kept
    assert other.locator(".card.chosen").get_attribute("data-ref") == "claim:c3"


@pytest.mark.parametrize("broken", ["#x", "#1/2", "#9999/abc/1&show=zzz", "#3/NaN/1", "#3/1e9/1e9", "#%", "#&&&=&show=%E0%A4%A"])
def test_a_broken_link_still_opens(there: Callable[..., Any], broken: str) -> None:
    v = there()
    page = v.context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto(v.address + broken)
    page.wait_for_timeout(150)
    assert errors == []
    assert page.locator("path.leg-line").count() >= 5


def test_the_link_is_copied(there: Callable[..., Any]) -> None:
    page = there().page
    page.get_by_role("button", name="Copy link").click()
    assert page.locator(".toast").inner_text() == "Link copied"


def test_light_and_dark(there: Callable[..., Any]) -> None:
    v = there()
    ground_ = "getComputedStyle(document.body).backgroundColor"
    assert v.page.evaluate(ground_) == "rgb(255, 255, 255)"
    v.page.get_by_role("button", name="Light or dark").click()
    assert v.page.evaluate(ground_) == "rgb(24, 32, 39)"
    v.page.get_by_role("button", name="Light or dark").click()
    assert v.page.evaluate(ground_) == "rgb(255, 255, 255)"
    v.clean()


def test_dark_follows_the_system(there: Callable[..., Any]) -> None:
    v = there(color_scheme="dark")
    assert v.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(24, 32, 39)"
    water = v.page.evaluate("[...document.querySelector('canvas.ground').getContext('2d').getImageData(5, 5, 1, 1).data]")
    assert sum(water[:3]) < 200


def _saved(v: Any, name: str) -> Path:
    v.page.get_by_role("button", name="Download").click()
    with v.page.expect_download() as waiting:
        v.page.get_by_role("button", name=name, exact=True).click()
    return Path(waiting.value.path())


def test_geojson_is_cut_at_180_degrees(there: Callable[..., Any]) -> None:
    found = json.loads(_saved(there(), "GeoJSON").read_text("utf-8"))
    kinds = [f["properties"]["type"] for f in found["features"]]
    assert kinds.count("leg") == 5
    assert kinds.count("place") == 7
    assert kinds.count("measured") == 2
    sea = found["features"][0]["geometry"]
    assert sea["type"] == "MultiLineString"
    assert [len(part) for part in sea["coordinates"]] == [5, 4]
    assert sea["coordinates"][0][-1] == [180, 48]
    assert sea["coordinates"][1][0] == [-180, 48]

    def points(value: Any) -> Any:
        return [value] if isinstance(value[0], int | float) else [p for part in value for p in points(part)]

    for feature in found["features"]:
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points(feature["geometry"]["coordinates"]))


def test_csv_is_safe_for_spreadsheets(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    """The page marks the cells that the package's own tables mark, and a mark can be taken back."""
    run = sample()
    starts = ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\u207a", "'", "a", "(", "\u2212"]
    texts = [before + start + '1+cmd|"/c"!A1;x' for before in ("", " ", "\u00a0", "\u200b", "\ufeff", "\u202e") for start in starts]
    run["legs"] = [{**run["legs"][0], "id": f"l{n}", "cargo": text} for n, text in enumerate(texts, 1)]
    rows = list(csv.reader(io.StringIO(_saved(visit(drawn(run, "formula")), "CSV").read_bytes().decode("utf-8-sig"), newline="")))
    cargo = rows[0].index("cargo")
    assert [r[cargo] for r in rows[1:]] == [safe(text) for text in texts]


def test_json_is_the_run(there: Callable[..., Any]) -> None:
    assert json.loads(_saved(there(), "JSON").read_text("utf-8")) == sample()


def test_png_is_a_picture(there: Callable[..., Any]) -> None:
    v = there()
    content = _saved(v, "PNG").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(content[16:20], "big") == 2400
    assert len(content) > 100_000
    v.clean()


def test_print_shows_the_whole_and_hides_the_tools(there: Callable[..., Any]) -> None:
    v = there()
    v.page.emulate_media(media="print")
    v.page.wait_for_timeout(100)
    assert v.page.locator(".tools").is_hidden()
    assert v.page.locator("#print-map").is_visible()
    assert v.page.locator("#report").evaluate("n => n.scrollHeight <= n.clientHeight + 10")
    assert len(v.page.pdf()) > 50_000
    v.clean()


def test_a_small_map_has_an_overview(there: Callable[..., Any]) -> None:
    page = there().page
    assert page.locator(".inset").is_hidden()
    page.locator('#route [data-show="place:p6"]').click()
    assert page.locator(".inset").is_visible()


def test_the_key_names_only_what_is_drawn(there: Callable[..., Any]) -> None:
    rows = there().page.locator(".legend-list li").all_inner_texts()
    for words in ("by sea", "by rail", "by road", "by air", "means not stated", "along a known network", "straight: no network known"):
        assert words in rows
    assert "by river" not in rows


def test_right_to_left_text_reads_right_to_left(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    run = sample()
    arabic = "غادرت السفينة فلاديفوستوك"
    run["report"] |= {"title": arabic, "text": arabic + "\n" + TEXT, "language": "ar"}
    for item in (*run["legs"], *run["claims"], *run["notes"]):
        item["span"] = [item["span"][0] + len(arabic) + 1, item["span"][1] + len(arabic) + 1]
    v = visit(drawn(run, "arabic"))
    assert v.page.locator("h1").evaluate("n => getComputedStyle(n).direction") == "rtl"
    assert v.page.locator("#report .text").evaluate("n => getComputedStyle(n).direction") == "rtl"
    v.clean()


def test_spans_count_characters_beyond_the_basic_plane_as_one(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    run = sample()
    run["report"]["text"] = "😀🚢" + TEXT
    for item in (*run["legs"], *run["claims"], *run["notes"]):
        item["span"] = [item["span"][0] + 2, item["span"][1] + 2]
    page = visit(drawn(run, "emoji")).page
    page.locator('[data-show="claim:c2"]').click()
    assert lit(page) == ["some 400 km"]


def test_without_a_script_the_story_is_there(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    v = visit(drawn(sample(), "sample"), java_script_enabled=False)
    for words in ("Vladivostok", "40 field kitchens", "Contradicted", TEXT.splitlines()[4]):
        assert v.page.get_by_text(words).first.is_visible()


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "pt", "ru", "uk"])
def test_every_language_opens(visit: Callable[..., Any], drawn: Callable[..., Path], language: str) -> None:
    v = visit(drawn(sample(), f"in-{language}", language), "phone")
    assert v.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    v.clean()


def test_a_run_without_legs_shows_its_places(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    v = visit(drawn(sample() | {"legs": [], "claims": [], "notes": []}, "bare"))
    assert v.page.locator("path.mentioned-dot").count() == 7
    v.clean()


def test_a_run_without_a_single_place_opens(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    v = visit(drawn(sample() | {"places": [], "legs": [], "claims": [], "notes": []}, "empty"))
    v.page.wait_for_timeout(100)
    v.clean()


def test_the_route_is_painted_within_a_second(there: Callable[..., Any]) -> None:
    """Not a timing of this machine: the route is there when loading ends, without waiting for anything."""
    page = there().page
    assert page.evaluate("document.querySelectorAll('path.leg-line').length") >= 5


def test_a_step_on_a_phone_brings_its_words_below_the_map(there: Callable[..., Any]) -> None:
    page = there("phone").page
    for _ in range(4):
        page.get_by_role("button", name="Next step").tap()
    frame, item = page.locator("#stage").bounding_box(), page.locator('.leg[data-ref="leg:l2"]').bounding_box()
    assert frame["y"] == 0
    assert frame["height"] <= item["y"] + 1 < 844
