"""Voices: which figures a report tells as facts, and which as somebody's wrong ones."""

from pathlib import Path

import pytest

from routes import assets, pipeline
from routes.errors import AtlasError
from routes.extraction import network, voices
from routes.model import Report


def verdict(text: str, language: str) -> tuple[float, str]:
    """Return how doubtful the first figure of a text is, and its verdict."""
    itinerary = pipeline.run(Report(text, language=language, published="2024-03-10"))
    return itinerary.claims[0].doubt, itinerary.verdicts[0].answer


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The train left Odesa for Kyiv. A blogger wrote that Odesa is 100 km from Kyiv. It is 440."),
        ("en", 'The train left Odesa for Kyiv. "Odesa is just 100 km from Kyiv," a leaflet promised.'),
        ("fr", "Le train a quitté Lyon pour Paris. Un tract promet « Lyon à 100 km de Paris » ; c'est faux."),
    ],
)
def test_a_figure_in_another_mouth_that_is_set_right_is_told_as_wrong(language: str, text: str) -> None:
    doubt, answer = verdict(text, language)
    assert doubt > 0.9
    assert answer == "contradicted"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The train left Odesa for Kyiv. Odesa lies some 440 km from Kyiv."),
        ("de", "Der Zug fuhr von Köln nach Berlin. Köln liegt 480 Kilometer von Berlin."),
    ],
)
def test_what_the_report_says_itself_is_told_as_a_fact(language: str, text: str) -> None:
    doubt, answer = verdict(text, language)
    assert 0 <= doubt < 0.05
    assert answer == "supported"


def test_a_fact_between_two_places_that_are_as_good_as_certain_can_still_be_wrong() -> None:
    assert verdict("The train left Odesa for Kyiv. Odesa is 100 km from Kyiv.", "en")[1] == "contradicted"


def test_a_fact_that_is_off_by_little_is_rather_misread() -> None:
    assert verdict("The train left Odesa for Kyiv. Odesa is 330 km from Kyiv.", "en")[1] == "depends"


def test_damaged_weights_are_refused_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "extraction").mkdir()
    monkeypatch.setattr(assets, "PACKAGE", tmp_path)
    network.tagged.cache_clear()
    with pytest.raises(AtlasError, match="reinstall report-routes"):
        network.tagged(voices.FILE)
    network.tagged.cache_clear()
