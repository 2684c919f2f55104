"""Dates, online images, and pages that compare two runs, in Chromium."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drawn_runs import sample

from routes.maps.page import TILES

pytestmark = pytest.mark.browser
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


def dated() -> dict[str, Any]:
    """Return the sample with two more dates; two of its legs have none."""
    run = sample()
    run["legs"][1] |= {"start": "2024-05-21", "end": "2024-05-28"}
    run["legs"][3] |= {"end": "2024-06"}
    return run


def dimmed(page: Any) -> set[str]:
    return {ref for ref in ("l1", "l2", "l3", "l4", "l5") if page.locator(f'#telling .leg.later[data-ref="leg:{ref}"]').count()}


@pytest.mark.parametrize("view", ["desktop", "phone"])
def test_the_slider_shows_what_had_begun(visit: Callable[..., Any], drawn: Callable[..., Path], view: str) -> None:
    v = visit(drawn(dated(), "dated"), view)
    page, slider, out = v.page, v.page.locator(".time-range"), v.page.locator(".time-out")
    assert out.inner_text() == "All dates"
    assert dimmed(page) == set()
    slider.focus()
    page.keyboard.press("Home")
    assert (out.inner_text(), slider.get_attribute("aria-valuetext")) == ("Up to 3 May 2024", "Up to 3 May 2024")
    assert dimmed(page) == {"l2", "l4"}
    assert page.locator("path.leg-line.rail.later").count() == page.locator("path.leg-line.rail").count() > 0
    assert page.locator("path.leg-line.sea.later").count() == 0
    page.keyboard.press("ArrowRight")
    assert out.inner_text() == "Up to 21 May 2024"
    assert dimmed(page) == {"l4"}
    page.keyboard.press("End")
    assert out.inner_text() == "All dates"
    assert page.locator("#map .later").count() == 0
    v.clean()


def test_the_slider_says_that_undated_legs_stay(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    page = visit(drawn(dated(), "dated")).page
    assert page.locator(".time small").inner_text() == "Legs without a date stay on the map."


def test_no_slider_where_nothing_comes_later(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    assert visit(drawn(sample(), "sample")).page.locator(".time").count() == 0


def test_online_images_come_after_a_click_that_says_so(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    v = visit(drawn(sample(), "sample"), offline=False)
    page, asked = v.page, []
    page.route("https://**/*", lambda route: (asked.append(route.request.url), route.fulfill(body=PIXEL, content_type="image/png")))
    page.get_by_role("button", name="Online map").click()
    assert asked == []
    told = page.locator(".online-ask").inner_text()
    assert TILES["host"] in told and "your address" in told
    page.get_by_role("button", name=f"Load from {TILES['host']}").click()
    page.wait_for_selector(".leaflet-tile-loaded")
    assert asked and all(url.startswith(f"https://{TILES['host']}/") for url in asked)
    assert page.locator(".credit").inner_text() == "© OpenStreetMap contributors"
    page.get_by_role("button", name="Back to the map in this file").click()
    assert page.locator(".leaflet-tile").count() == 0
    assert page.locator(".credit").inner_text() == ""
    count = len(asked)
    page.locator(".tool.plus").click()
    page.wait_for_timeout(200)
    assert len(asked) == count
    assert v.said == []


def test_a_server_that_sends_nothing_is_told_and_the_map_stays(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    page = visit(drawn(sample(), "sample")).page  # the network is off
    page.get_by_role("button", name="Online map").click()
    page.get_by_role("button", name=f"Load from {TILES['host']}").click()
    page.wait_for_function("document.querySelector('.online-note').textContent !== ''")
    assert page.locator(".online-note").inner_text() == f"{TILES['host']} sent no images. The map in this file stays."
    assert page.locator(".leaflet-tile").count() == 0


def test_nothing_but_images_of_one_host_is_ever_allowed(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    v = visit(drawn(sample(), "sample"), offline=False)
    asked: list[str] = []
    v.page.route("https://**/*", lambda route: (asked.append(route.request.url), route.fulfill(body=PIXEL, content_type="image/png")))
    v.page.evaluate("""() => { const image = new Image(); image.src = "https://example.org/x.png"; document.body.append(image);
        return fetch("https://tile.openstreetmap.org/x").catch(() => {}); }""")
    v.page.wait_for_timeout(200)
    assert asked == []


@pytest.fixture
def compared(tmp_path: Path) -> Path:
    from routes.maps.ground import ground
    from routes.maps.page import page

    before, after = sample(), sample()
    before["places"][2] |= {"lat": 30.5, "lon": -97.5}
    before["legs"][1]["geometry"]["coordinates"] = [[lon, lat + 1.5] for lon, lat in after["legs"][1]["geometry"]["coordinates"]]
    before["legs"][1]["length_m"] = 2_600_000
    before["claims"][0]["verdict"] = "contradicted"
    before["legs"].append({**before["legs"][4], "id": "l6", "from": "p6", "to": "p1", "quote": "gone"})
    path = tmp_path / "compared.html"
    path.write_text(page(after, ground(after, beside=before), before=before), "utf-8")
    return path


def test_a_comparison_lists_and_draws_what_moved(visit: Callable[..., Any], compared: Path) -> None:
    v = visit(compared)
    page = v.page
    listed = [" ".join(text.split()) for text in page.locator("#changes li").all_inner_texts()]
    assert any(text.startswith("Houston moved by ") for text in listed)
    rail = next(text for text in listed if text.startswith("Los Angeles → Houston"))
    assert "its line moved by up to 16" in rail and "Length 2,600 km → 2,500 km" in rail
    assert any("Verdict Contradicted → Holds" in text for text in listed)
    assert sum(text.endswith("gone") for text in listed) == 1
    assert page.locator("path.ghost").count() == 4  # two lines, the place as it was and its way to where it is
    assert "as it was before" in page.locator(".legend-list").inner_text()
    v.clean()


def test_a_change_is_found_on_the_map(visit: Callable[..., Any], compared: Path) -> None:
    page = visit(compared).page
    page.locator("#changes button", has_text="Los Angeles → Houston").click()
    assert page.locator('.leg[data-ref="leg:l2"]').evaluate("n => n.classList.contains('chosen')")
    before = page.url
    page.locator("#changes [data-ghost]").click()
    page.wait_for_function("(url) => location.href !== url", arg=before)


def test_the_verdicts_lead_to_the_claims(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    page = visit(drawn(sample(), "sample"), "laptop").page
    link = page.get_by_role("link", name=re.compile(r"^Holds\s*1\s*Contradicted\s*1\s*Depends on what is measured\s*1$"))
    link.click()
    box, frame = page.locator("#claims").bounding_box(), page.locator("#telling").bounding_box()
    assert frame["y"] - 1 <= box["y"] < frame["y"] + frame["height"]


def test_doubts_are_in_the_language_of_the_page(visit: Callable[..., Any], drawn: Callable[..., Path]) -> None:
    run = sample()
    note = {"code": "far-snap", "message": "The start lies 60 km away.", "values": {"end": "start", "length_m": 60_000, "network": "sea"}}
    note["values"]["place"] = "Vladivostok"
    run["legs"][0]["notes"] = [note]
    run["notes"].append({**note, "span": run["legs"][0]["span"]})
    page = visit(drawn(run, "doubts-de", "de")).page
    doubt = page.locator("#doubts li", has_text="Vladivostok liegt 60")
    assert "vom nächsten bekannten Weg (Seeweg) entfernt; dieses Stück ist gerade." in doubt.inner_text()
    assert doubt.locator(".detail").inner_text() == "Vladivostok → Los Angeles"
    assert doubt.locator("button").get_attribute("lang") == "de"
