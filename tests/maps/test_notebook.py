"""What a notebook shows of an itinerary."""

import base64
import html
import re
from dataclasses import replace

import sample_runs

from routes import pipeline
from routes.model import Itinerary, Report


def test_a_frame_with_the_page_lies_over_a_picture() -> None:
    itinerary = sample_runs.overland_itinerary()
    shown = itinerary._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain", "image/png"}
    assert base64.b64decode(shown["image/png"]).startswith(b"\x89PNG")
    assert shown["text/plain"] == "Des conteneurs nord-coréens au dépôt de Tikhoretsk: 2 legs, 1 claim"
    framed = re.search(r'<iframe srcdoc="([^"]*)"', shown["text/html"])
    assert framed and html.unescape(framed.group(1)) == pipeline.draw(itinerary)
    assert shown["text/html"].index("<img ") < shown["text/html"].index("<iframe ")
    assert itinerary._repr_html_() == shown["text/html"]


def test_a_hostile_title_stays_text() -> None:
    title = '"><script>alert(1)</script>'
    itinerary = replace(sample_runs.overland_itinerary(), report=Report("Najin", title=title))
    shown = itinerary._repr_html_()
    assert "<script" not in shown and title not in shown


def test_a_run_without_places_shows_its_page() -> None:
    shown = Itinerary(Report("Nothing here."), provenance={})._repr_mimebundle_()
    assert "image/png" not in shown and "<iframe " in shown["text/html"]
