"""What else a browser opens, the list of reports, a picture as SVG, a notebook: words that look like code run nothing there either."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.test_hostile_words import OWN, clean, shared_payloads
from drawn_runs import hostile

pytestmark = pytest.mark.browser
SOME = 60  # of the shared payloads


def payloads() -> list[str]:
    shared = shared_payloads()
    return [*OWN, *random.Random(1).sample(shared, min(SOME, len(shared)))]


def unharmed(v: Any, *, scripts: int) -> None:
    """Fail when anything of the words became an element, ran, spoke or asked for something."""
    assert v.page.evaluate("window.hit") is None
    assert v.page.evaluate("document.querySelectorAll('script').length") == scripts
    assert v.page.locator("iframe, object, embed, base, [onclick], [onerror], [onload]").count() == 0
    v.clean()


def test_the_list_of_reports(visit: Callable[..., Any], tmp_path: Path) -> None:
    from routes.maps.index import index

    words = payloads()
    path = tmp_path / "index.html"
    path.write_text(index([(f"r{n}", hostile(word)) for n, word in enumerate(words)]), "utf-8", newline="")
    v = visit(path)
    unharmed(v, scripts=1)
    shown = v.page.evaluate("[...document.querySelectorAll('.report')].map(n => n.textContent)")
    assert len(shown) == len(words)
    assert all(clean(word) in text for word, text in zip(words, shown, strict=True))


@pytest.mark.parametrize("n", range(4))
def test_a_picture_as_svg(visit: Callable[..., Any], tmp_path: Path, n: int) -> None:
    from routes import exports

    path = tmp_path / "picture.svg"
    path.write_bytes(exports.export(hostile("\n".join(OWN[n::4])), "svg"))
    unharmed(visit(path), scripts=0)


def test_a_view_in_a_notebook(visit: Callable[..., Any], tmp_path: Path) -> None:
    from routes.maps.ground import ground
    from routes.maps.markup import tag
    from routes.maps.page import page

    run = hostile("</iframe>\"'><script>parent.hit=1</script>")
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{tag('iframe', srcdoc=page(run, ground(run)))}", "utf-8", newline="")
    v = visit(path)
    assert v.page.evaluate("window.hit") is None
    assert v.page.evaluate("[document.querySelectorAll('script').length, document.querySelectorAll('iframe').length]") == [0, 1]
    frame = v.page.frames[-1]
    assert frame.locator("h1").evaluate("n => n.textContent") == run["report"]["title"]
    assert frame.evaluate("window.hit") is None
