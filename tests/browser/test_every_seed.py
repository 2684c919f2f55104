"""The maps of all seeds, drawn from their kept runs, used in three sizes of window as a person would."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from math import hypot
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import VIEWPORTS, Visit

from routes.maps.sequence import numbers, steps
from routes.maps.words import Words, interface

pytestmark = pytest.mark.browser
RUNS = sorted(p for p in (Path(__file__).resolve().parents[2] / "outputs").glob("*.json"))


class Opened(NamedTuple):
    """A page, and the run it shows."""

    visit: Visit
    run: dict[str, Any]
    view: str
    words: Words

    @property
    def page(self) -> Any:
        return self.visit.page


@pytest.fixture(scope="module", params=[(r, v) for r in RUNS for v in VIEWPORTS], ids=lambda p: f"{p[0].stem}-{p[1]}")
def opened(request: pytest.FixtureRequest, browser: Any, drawn: Callable[..., Path]) -> Iterator[Opened]:
    path, view = request.param
    run = json.loads(path.read_text("utf-8"))
    made = Visit(browser, drawn(run, path.stem), view)
    yield Opened(made, run, view, Words(interface(run)))
    made.clean()  # nothing that the tests below did made the page speak or ask
    made.context.close()


@pytest.fixture(autouse=True)
def at_the_start(opened: Opened) -> None:
    """Each test begins with the whole route and nothing chosen."""
    opened.page.mouse.move(2, 2)
    opened.page.keyboard.press("Escape")
    opened.page.locator(".tool.all").click()
    opened.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def boxes(page: Any, selector: str) -> list[dict[str, float]]:
    """Return the boxes of what can be seen."""
    found: list[dict[str, float]] = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)]
             .filter((n) => n.checkVisibility({ visibilityProperty: true })).map((n) => {
               const b = n.getBoundingClientRect();
               return { x: b.x, y: b.y, w: b.width, h: b.height, text: n.textContent };
             })""",
        selector,
    )
    return found


def overlap(a: dict[str, float], b: dict[str, float], slack: float = 2.0) -> bool:
    across = min(a["x"] + a["w"], b["x"] + b["w"]) - max(a["x"], b["x"])
    down = min(a["y"] + a["h"], b["y"] + b["h"]) - max(a["y"], b["y"])
    return across > slack and down > slack


def test_the_route_is_there_and_the_page_fits(opened: Opened) -> None:
    page, run = opened.page, opened.run
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("path.leg-hit").count() == sum(bool(leg["geometry"]) for leg in run["legs"])
    assert page.locator(".stop-num").count() == len(numbers(run))
    frame = boxes(page, "#map")[0]
    for mark in boxes(page, ".stop-num"):
        assert frame["x"] <= mark["x"] and mark["x"] + mark["w"] <= frame["x"] + frame["w"]
        assert frame["y"] <= mark["y"] and mark["y"] + mark["h"] <= frame["y"] + frame["h"]


def test_names_and_numbers_keep_apart(opened: Opened) -> None:
    names, marks = boxes(opened.page, ".stop-name"), boxes(opened.page, ".stop-num")
    assert len(names) >= min(2, len(marks))
    for i, name in enumerate(names):
        assert not [other["text"] for other in names[i + 1 :] if overlap(name, other)]
        assert not [mark["text"] for mark in marks if overlap(name, mark)]
    for i, mark in enumerate(marks):
        assert not [other["text"] for other in marks[i + 1 :] if hypot(mark["x"] - other["x"], mark["y"] - other["y"]) < 21]


def test_names_keep_clear_of_the_tools(opened: Opened) -> None:
    tools = boxes(opened.page, "#stage .group, #stage .legend, #stage .steps, #stage .time")
    for name in boxes(opened.page, ".stop-name"):
        assert not [tool["text"] for tool in tools if overlap(name, tool)]


def test_each_step_of_the_story_shows_its_sentence(opened: Opened) -> None:
    page, run = opened.page, opened.run
    told = [s for s in steps(run) if s.id]
    legs = {leg["id"]: leg for leg in run["legs"]}
    for i, step in enumerate(told, 1):
        page.keyboard.press("ArrowRight")
        assert page.locator(".step-count").inner_text() == f"{i} / {len(told) + len(run['claims'])}"
        assert page.locator(f'#route [data-ref="{step.kind}:{step.id}"]').first.evaluate("n => n.classList.contains('chosen')")
        if step.kind == "leg":
            lit = page.eval_on_selector_all("#report .mark.lit", "nodes => nodes.map(n => n.textContent).join('')")
            assert legs[step.id]["quote"] in lit


def test_each_claim_says_its_verdict_and_lights_its_words(opened: Opened) -> None:
    page = opened.page
    for claim in opened.run["claims"]:
        page.locator(f'#claims [data-show="claim:{claim["id"]}"]').click()
        card = page.locator(f'.card[data-ref="claim:{claim["id"]}"]')
        assert opened.words.name("verdict", claim["verdict"]) in card.inner_text()
        assert card.evaluate("n => n.classList.contains('chosen')")
        lit = page.eval_on_selector_all("#report .mark.lit", "nodes => nodes.map(n => n.textContent).join('')")
        assert claim["quote"] in lit
        points = {(f["nearest"]["lat"], f["nearest"]["lon"]) for f in claim["findings"] if f["nearest"]}
        measured = points and claim["kind"] not in ("duration", "route-length") and not claim["findings"][0]["measure"].startswith("track")
        assert page.locator("path.claim-line.lit").count() >= bool(measured)


def test_lengths_change_their_unit_everywhere(opened: Opened) -> None:
    page = opened.page
    total = sum(leg["length_m"] or 0 for leg in opened.run["legs"])
    page.locator(".tool.layers").click()
    page.locator('input[name="unit"][value="nmi"]').check()
    shown = page.locator(".figures .len").first.inner_text()
    figure = float(re.sub(r"[^\d,.]", "", shown).replace(opened.words.all["thousands"], "").replace(opened.words.all["decimal"], "."))
    assert figure == pytest.approx(total / 1852, rel=0.001, abs=0.5)
    assert opened.words.name("unit", "nmi") in page.locator(".scale").inner_text()
    page.locator('input[name="unit"][value="km"]').check()
    page.keyboard.press("Escape")


def test_the_key_names_the_modes_that_are_drawn(opened: Opened) -> None:
    page = opened.page
    if not page.locator(".legend").evaluate("n => n.open"):
        page.locator(".legend summary").click()
    rows = [row["text"] for row in boxes(page, ".legend-list li span")]
    drawn = {leg["mode"] for leg in opened.run["legs"] if leg["geometry"]}
    assert {opened.words.name("mode", m) for m in drawn} <= set(rows)
    assert len(rows) <= len(drawn) + 6
    if opened.view == "phone":
        page.locator(".legend summary").click()


def test_homonyms_come_on_demand(opened: Opened) -> None:
    page = opened.page
    others = sum(len(p["alternatives"]) for p in opened.run["places"])
    assert page.locator("path.homonym-dot").count() == 0
    if not others:
        return
    page.locator(".tool.layers").click()
    page.locator('[data-layer="homonyms"]').check()
    assert page.locator("path.homonym-dot").count() == others
    page.locator('[data-layer="homonyms"]').uncheck()
    page.keyboard.press("Escape")


def test_the_wheel_and_the_hand_move_the_map(opened: Opened) -> None:
    page, frame = opened.page, boxes(opened.page, "#map")[0]
    x, y = frame["x"] + frame["w"] / 2, frame["y"] + frame["h"] / 3
    before = page.url
    page.mouse.move(x, y)
    page.mouse.wheel(0, -240)
    page.wait_for_function("(url) => location.href !== url", arg=before)
    zoomed = page.url
    page.mouse.down()
    page.mouse.move(x + 90, y + 60, steps=4)
    page.mouse.up()
    page.wait_for_function("(url) => location.href !== url", arg=zoomed)


def test_the_twin_lists_every_leg_in_order(opened: Opened) -> None:
    page, run = opened.page, opened.run
    listed = page.eval_on_selector_all("#route > ol > li", "nodes => nodes.map(n => n.dataset.ref ?? '')")
    assert [ref for ref in listed if ref] == [f"{s.kind}:{s.id}" for s in steps(run) if s.id]
    page.locator("#annex summary").first.click()
    assert page.locator("#annex tbody tr").count() == len(run["legs"])
    page.locator("#annex summary").first.click()


def test_the_saved_geojson_has_every_leg_and_place(opened: Opened) -> None:
    page, run = opened.page, opened.run
    page.locator(".tool.down").click()
    with page.expect_download() as waiting:
        page.locator('[data-save="geojson"]').click()
    page.keyboard.press("Escape")
    found = json.loads(Path(waiting.value.path()).read_text("utf-8"))["features"]
    kinds = [f["properties"]["type"] for f in found]
    assert kinds.count("leg") == sum(bool(leg["geometry"]) for leg in run["legs"])
    assert kinds.count("place") == sum(p["lat"] is not None for p in run["places"])


def test_the_page_is_no_larger_than_it_may_be(opened: Opened) -> None:
    size = len(Path(opened.visit.address.removeprefix("file://")).read_bytes())
    assert size <= (2_000_000 if "arms" in opened.visit.address else 4_000_000)
