"""Words of a report that look like code are shown as they are and run nothing, in every place where the page shows words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drawn_runs import TEXT, hostile, sample

pytestmark = pytest.mark.browser
SHARED = Path(__file__).resolve().parents[3] / "shared" / "hostile"
OWN = [
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "<img src=x onerror='window.hit=1'>",
    "\"><svg/onload=window.hit=1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<style>body{display:none}</style>",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    "{% for x in y %}<!--title--><!--script-->{title} {0} %s",
    "<a href=\"javascript:window.hit=1\">x</a>",
    "&lt;b&gt; &amp; &#x3c;",
    "\u202eright to left\u202c \u2028 \u2029 \ufeff",
    "__proto__", "constructor", "toString",
    "]]> --> */ // <!--",
]  # fmt: skip


def shared_payloads() -> list[str]:
    """Return the payloads of the shared collections, none where they are not at hand."""
    found: list[str] = []
    if (SHARED / "xss-payloads.txt").exists():
        found += (SHARED / "xss-payloads.txt").read_text("utf-8", errors="replace").splitlines()
    if (SHARED / "blns.json").exists():
        found += json.loads((SHARED / "blns.json").read_text("utf-8"))
    return [p for p in dict.fromkeys(found) if p.strip()]


def batched(payloads: list[str], size: int) -> list[list[str]]:
    return [payloads[i : i + size] for i in range(0, len(payloads), size)]


def with_all(payloads: list[str]) -> dict[str, Any]:
    """Return a run with one place, leg, claim and note for each payload, and all of them in title and text."""
    text, run = "", sample()
    places, legs, claims, notes = [], [], [], []
    for i, payload in enumerate(payloads):
        span = [len(text), len(text) + len(payload)]
        text += f"{payload}\n{TEXT.splitlines()[2]}\n"
        base = hostile(payload)
        place, leg, claim = base["places"][0], base["legs"][0], base["claims"][0]
        places.append(place | {"id": f"p{i}", "mentions": [span], "lon": round(-170 + 340 * i / len(payloads), 3), "lat": 40 + i % 20})
        legs.append(leg | {"id": f"l{i}", "from": f"p{i}", "to": f"p{max(0, i - 1)}", "span": span})
        claims.append(claim | {"id": f"c{i}", "from": f"p{i}", "span": span})
        notes.append({"code": "x", "message": payload, "span": span})
    report = {**run["report"], "title": " ".join(payloads[:20]), "text": text, "source": payloads[0]}
    return {**run, "report": report, "places": places, "legs": legs, "claims": claims, "notes": notes}


def look_everywhere(v: Any, run: dict[str, Any]) -> None:
    """Open what can be opened, and compare what is shown with what was written."""
    page = v.page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    shown = page.evaluate("[...document.querySelectorAll('#telling .cargo')].map(n => n.textContent)")
    assert shown == [clean(leg["cargo"]) for leg in run["legs"]]
    quotes = page.evaluate("[...document.querySelectorAll('#telling .said q')].map(n => n.textContent)")
    assert quotes == [clean(claim["quote"]) for claim in run["claims"]]
    assert page.locator("h1").evaluate("n => n.textContent") == clean(run["report"]["title"])
    assert page.locator("#report .text").evaluate("n => n.textContent") == run["report"]["text"]
    names = page.evaluate("[...document.querySelectorAll('.stop-name')].map(n => n.textContent)")
    assert sorted(names) == sorted(
        p["name_in_text"] for p in run["places"] if p["id"] in {e for x in run["legs"] for e in (x["from"], x["to"])}
    )
    for leg in run["legs"][:: max(1, len(run["legs"]) // 3)]:
        page.locator(f'#telling [data-show="leg:{leg["id"]}"]').click()
        assert page.locator(".leaflet-popup blockquote").evaluate("n => n.textContent") == leg["quote"]
    assert page.evaluate("window.hit") is None
    assert page.evaluate("[...document.querySelectorAll('script, style')].length") == 5
    assert page.locator("iframe, object, embed, img, base, [onclick], [onerror], [onload]").count() == 0
    v.clean()


def clean(text: str) -> str:
    """Return what a parser makes of text in HTML: NUL replaced, line ends as one."""
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("i", range(len(OWN)))
def test_each_payload_alone(visit: Callable[..., Any], drawn: Callable[..., Path], i: int) -> None:
    run = hostile(OWN[i])
    v = visit(drawn(run, f"own-{i}", "en"))
    assert v.page.locator("h1").evaluate("n => n.textContent") == OWN[i]
    v.page.locator('#route [data-show="leg:l1"]').click()
    assert v.page.locator(".leaflet-popup bdi").first.evaluate("n => n.textContent") == OWN[i]
    v.page.locator('#claims [data-show="claim:c1"]').click()
    v.page.locator('#route [data-show="place:p1"]').click()
    assert v.page.locator(".leaflet-popup .pop-title").evaluate("n => n.textContent") == OWN[i]
    assert v.page.evaluate("window.hit") is None
    v.clean()


@pytest.mark.parametrize("i", range(len(OWN)))
def test_each_payload_in_a_comparison_and_in_doubts(visit: Callable[..., Any], tmp_path: Path, i: int) -> None:
    from routes.maps.ground import ground
    from routes.maps.page import page

    before, after = hostile(OWN[i]), sample()
    before["legs"][1]["cargo"] = OWN[i]
    before["places"][3]["lat"] += 2
    after["notes"].append({"code": "unknown-place", "message": "x", "values": {"place": OWN[i]}, "span": None})
    after["places"][0]["reasons"] = after["places"][2]["alternatives"][0]["reasons"] = [OWN[i]]
    path = tmp_path / "compared.html"
    path.write_text(page(after, ground(after, "en", before), "en", before), "utf-8", newline="")
    v = visit(path)
    shown = v.page.evaluate("[...document.querySelectorAll('#changes del, #changes bdi')].map(n => n.textContent)")
    assert clean(OWN[i]) in shown
    assert f"No data set knows “{clean(OWN[i])}”; give its lat and lon in a plan." in v.page.locator("#doubts").evaluate(
        "n => n.textContent"
    )
    for button in v.page.locator("#changes button").all():
        button.click()
    v.page.locator(".tool.layers").click()
    v.page.locator('[data-layer="homonyms"]').check()
    v.page.locator("path.homonym-dot").dispatch_event("mouseover")
    assert v.page.evaluate("window.hit") is None
    assert v.page.locator("iframe, object, embed, img, base, [onclick], [onerror], [onload]").count() == 0
    v.clean()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_every_shared_payload(visit: Callable[..., Any], tmp_path: Path, part: int) -> None:
    from routes.maps.ground import ground
    from routes.maps.page import page

    payloads = shared_payloads()
    if not payloads:
        pytest.skip("the shared collections of payloads are not at hand")
    layers = ground(sample())
    for some in batched(payloads[part::4], 120):
        run = with_all(some)
        path = tmp_path / "shared.html"
        path.write_text(page(run, layers, "en"), "utf-8", newline="")
        v = visit(path)
        look_everywhere(v, run)
        v.context.close()
