import re

import pytest
import sample_runs

from routes.maps.leaflet import folium_map, inert

PAYLOADS = [
    "{{ 'zq' * 3 }}",
    "{% for x in range(3) %}boo{% endfor %}",
    "${7*7}",
    "`${alert(1)}`",
    "</script><script>alert(1)</script>",
    "{# gone #}",
    "\\u003cscript>",
    "a'b\"c",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_report_text_is_shown_and_never_run(payload: str) -> None:
    run = sample_runs.overland()
    run["places"][0]["name_in_text"] = run["places"][0]["name"] = payload
    run["legs"][0]["quote"] = run["legs"][0]["cargo"] = payload
    run["claims"][0]["quote"] = run["claims"][0]["reason"] = run["claims"][0]["findings"][0]["label"] = payload
    page = folium_map(run).get_root().render()
    assert payload not in page
    assert "zqzqzq" not in page and "booboo" not in page and "<script>alert" not in page
    assert page.count(inert(payload)) >= 4


def test_inert_text_is_the_text_as_html() -> None:
    import html

    for text in (*PAYLOADS, "Najin → Dunay, ≈ 290 km", "東京 北"):
        assert html.unescape(inert(text)) == text
        assert not re.search(r"[{}$`<>\\\"'%]", inert(text))


def test_a_map_has_its_legs_stops_and_measured_lines_and_asks_for_no_tiles() -> None:
    page = folium_map(sample_runs.pacific()).get_root().render()
    assert page.count("L.polyline(") == 4
    assert page.count("L.circleMarker(") == 5
    assert "tileLayer" not in page
    assert "241.73" in page  # the far shore, past 180 degrees


def test_an_itinerary_can_be_drawn() -> None:
    assert "L.polyline(" in folium_map(sample_runs.overland_itinerary()).get_root().render()
