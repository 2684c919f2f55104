"""Chromium for the tests of the page, with the network off."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

REQUIRED = os.environ.get("ROUTES_BROWSER") == "required"
CHROMIUM = os.environ.get("ROUTES_CHROMIUM", "/usr/bin/chromium")
VIEWPORTS = {"desktop": (1440, 900), "laptop": (1280, 720), "phone": (390, 844)}


def skip(reason: str) -> None:
    """Skip, or fail where the browser must be there."""
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        skip("playwright is not installed")
    if not Path(CHROMIUM).exists():
        skip(f"Chromium is not at {CHROMIUM}")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Visit:
    """An open page, with all that it said on the console and asked of the network."""

    def __init__(self, browser: Any, path: Path, view: str, **context: Any) -> None:
        width, height = VIEWPORTS[view]
        options = {
            "viewport": {"width": width, "height": height},
            "offline": True,
            "reduced_motion": "reduce",
            "has_touch": view == "phone",
        }
        self.context = browser.new_context(**{**options, **context})
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())
        self.address = path.as_uri()

    def clean(self) -> None:
        """Fail when the page said a word or asked for anything but itself."""
        assert self.said == []
        assert [a for a in self.asked if a.partition("#")[0] != self.address and not a.startswith(("blob:", "data:"))] == []


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    open_: list[Visit] = []

    def go(path: Path, view: str = "desktop", **context: Any) -> Visit:
        made = Visit(browser, path, view, **context)
        open_.append(made)
        return made

    yield go
    for made in open_:
        made.context.close()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write the page of a run to a file, each run once."""
    from routes.maps.ground import ground
    from routes.maps.page import page

    folder, known = tmp_path_factory.mktemp("pages"), {}

    def draw(run: dict[str, Any], name: str, language: str = "") -> Path:
        if name not in known:
            known[name] = folder / f"{name}.html"
            known[name].write_text(page(run, ground(run), language), "utf-8")
        return known[name]

    return draw


if str(Path(__file__).parent.parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).parent.parent))
