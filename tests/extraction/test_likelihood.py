"""Legs that are weighed: what no rule reads is joined where its words make it likely, what a rule reads wrongly is left out or doubted."""

from pathlib import Path

import pytest

from routes import assets, pipeline
from routes.errors import AtlasError
from routes.extraction import likelihood, network
from routes.extraction.heading import describe
from routes.model import Itinerary, Mentions, Report


def read(text: str, language: str = "en") -> Mentions:
    return pipeline.extract(describe(Report(text, language=language, published="2024-03-10")))


def told(text: str, language: str = "en") -> list[str]:
    mentions = read(text, language)
    names = {t.id: t.surface for t in mentions.toponyms}
    return [f"{names[leg.origin]} > {names[leg.destination]} by {leg.mode}" for leg in mentions.legs]


def run(text: str) -> Itinerary:
    return pipeline.run(Report(text, language="en", published="2024-03-10"))


@pytest.mark.parametrize(
    ("text", "legs"),
    [
        (
            "Trucks were seen at Kufra on Monday. On Friday the same trucks were photographed in Sebha, on Sunday they stood in Tripoli.",
            ["Kufra > Sebha by road"],
        ),
        (
            "Nobody boards at Calais any more. The dinghies put out from Dunkirk, and Dover is where the lucky ones step ashore.",
            ["Dunkirk > Dover by sea"],
        ),
    ],
)
def test_what_no_rule_reads_is_joined_where_its_words_make_it_likely(text: str, legs: list[str]) -> None:
    assert told(text) == legs


def test_a_place_on_the_way_counts_as_one_of_the_route_though_no_leg_tells_how() -> None:
    itinerary = run("The convoy set out from Agadez for Sebha. By Dirkou two lorries had broken down. Niamey is 740 km from Agadez.")
    assert {w.name: w.role for w in itinerary.waypoints} == {
        "Agadez": "on_route",
        "Sebha": "on_route",
        "Dirkou": "on_route",
        "Niamey": "mentioned",
    }


def test_an_airport_is_no_stop_beside_its_city() -> None:
    itinerary = run(
        "Evacuees are being flown from Kabul to Doha. Some 3,900 people have left Hamid Karzai International Airport since Monday."
    )
    assert {w.name: w.role for w in itinerary.waypoints if w.name.startswith("Hamid")} == {
        "Hamid Karzai International Airport": "mentioned"
    }


def test_nothing_is_joined_that_its_clause_denies() -> None:
    assert told("Gemi Mersin'den Girne'ye gitmedi.", "tr") == []


def test_the_weights_are_small_and_need_no_pickle() -> None:
    assert (assets.PACKAGE / "extraction" / network.FILE).stat().st_size < 5_000_000
    known, readers = network.load()
    assert "motion.move.any" in known["tags"]
    assert len(readers) == 3


def test_a_list_of_hundreds_of_names_is_left_to_the_rules() -> None:
    text = "The ship sailed from Odesa to Izmir. " + "Paris, Rome, Berlin, Madrid, Vienna. " * 100
    mentions = read(text)
    assert [leg.likelihood for leg in mentions.legs] == [1.0]


def test_damaged_weights_are_refused_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "extraction").mkdir()
    whole = (assets.PACKAGE / "extraction" / network.FILE).read_bytes()
    monkeypatch.setattr(assets, "PACKAGE", tmp_path)
    for damaged in (None, b"", whole[:5000], whole[: len(whole) // 2]):
        network.load.cache_clear()
        if damaged is not None:
            (tmp_path / "extraction" / network.FILE).write_bytes(damaged)
        with pytest.raises(AtlasError, match="reinstall report-routes"):
            network.load()
    network.load.cache_clear()


def test_a_leg_that_its_words_make_unlikely_is_left_out_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likelihood, "KEPT", 0.3)
    text = "The carrier left Fremantle for Haifa on 5 January. She turned off Salalah and was back at anchor on 29 January."
    mentions = read(text)
    assert told(text) == ["Fremantle > Haifa by unknown"]
    assert [note.message for note in mentions.notes if note.code == "unlikely-leg"] == [
        "A way from Haifa to Salalah could be read here, but the words make it unlikely; it is left out."
    ]
