"""What a report says that cannot all be true."""

from dataclasses import replace

import pytest
from scenes import claim, waypoint

from routes.checks import contradictions
from routes.model import Leg, Note, Place, Span, Track

TEXT = "Aktau lies 380 km from Baku. The ship left on 3 May and came in on 4 May. Later they say Aktau is 900 km from Baku."
A = waypoint("p1", Place("Aktau", 43.65, 51.15, "KZ"))
B = waypoint("p2", Place("Baku", 40.37767, 49.89201, "AZ"))
FIRST = claim(380, span=Span(TEXT.index("380"), TEXT.index("380") + 6))
SECOND = claim(900, id="c2", span=Span(TEXT.index("900"), TEXT.index("900") + 6))


def notes(*claims: object, legs: tuple[Leg, ...] = (), tracks: tuple[Track, ...] = ()) -> list[Note]:
    return list(contradictions(TEXT, claims, (), [A, B], legs, tracks))  # type: ignore[arg-type]


def test_two_figures_of_one_distance_contradict_each_other_with_both_sentences() -> None:
    found = notes(FIRST, SECOND)
    assert [n.code for n in found] == ["claims-conflict"]
    assert found[0].message == (
        "Two figures of the same thing contradict each other: “Aktau lies 380 km from Baku.” and "
        "“Later they say Aktau is 900 km from Baku.”."
    )
    assert dict(found[0].values) == {"first": "Aktau lies 380 km from Baku.", "second": "Later they say Aktau is 900 km from Baku."}
    assert [n.code for n in notes(FIRST, replace(SECOND, origin="p2", target="p1"))] == ["claims-conflict"]


@pytest.mark.parametrize(
    "second",
    [
        replace(SECOND, denied=True),
        replace(SECOND, implied=True),
        replace(SECOND, target="p3"),
        replace(SECOND, low=500_000, high=560_000),  # a road may be so much longer
        replace(SECOND, kind="route-length"),  # the way, not the line
        replace(SECOND, comparator="less_than"),
    ],
)
def test_figures_that_may_both_be_true(second: object) -> None:
    assert notes(FIRST, second) == []


def test_a_way_shorter_than_the_line() -> None:
    assert [n.code for n in notes(SECOND, replace(FIRST, kind="route-length"))] == ["route-below-line"]


def track(leg: str, km: float) -> Track:
    return Track(((51.15, 43.65), (49.89, 40.38)), km * 1000, km * 900, "network", "sea", leg=leg)


@pytest.mark.parametrize(("km", "codes"), [(410, []), (9000, ["impossible-dates"])])
def test_dates_have_to_hold_the_leg(km: float, codes: list[str]) -> None:
    told = Leg("l1", "p1", "p2", Span(29, 73), mode="sea", start="2024-05-03", end="2024-05-04")
    found = notes(legs=(told,), tracks=(track("l1", km),))
    assert [n.code for n in found] == codes
    if found:
        assert "9,000 km between 2024-05-03 and 2024-05-04: at the least 108 hours are needed." in found[0].message


def test_dates_have_to_hold_the_whole_chain() -> None:
    first = Leg("l1", "p1", "p2", Span(29, 73), mode="sea", start="2024-05-03")
    last = Leg("l2", "p2", "p1", Span(74, 110), mode="sea", end="2024-05-04")
    assert [n.code for n in notes(legs=(first, last), tracks=(track("l1", 3000), track("l2", 3000)))] == ["impossible-dates"]
    assert notes(legs=(first, last), tracks=(track("l1", 400), track("l2", 400))) == []


def test_a_journey_does_not_go_on_before_it_begins() -> None:
    first = Leg("l1", "p1", "p2", Span(29, 73), mode="sea", start="2024-05-03")
    last = Leg("l2", "p2", "p1", Span(74, 110), mode="sea", start="2024-04-20")
    assert [n.code for n in notes(legs=(first, last), tracks=(track("l1", 400), track("l2", 400)))] == ["dates-reversed"]


def test_dates_have_to_hold_every_stretch_and_the_note_quotes_its_sentences_alone() -> None:
    text = "A ship left A for B on 3 May. A train went on to C, where it came on 4 May. Lorries took it to D later. It rained."
    spans = [Span(text.index(words), text.index(".", text.index(words)) + 1) for words in ("A ship", "A train", "Lorries")]
    legs = (
        Leg("l1", "p1", "p2", spans[0], mode="sea", start="2024-05-03"),
        Leg("l2", "p2", "p1", spans[1], mode="sea", end="2024-05-04"),
        Leg("l3", "p1", "p2", spans[2], mode="sea"),
    )
    (note,) = contradictions(text, (), (), [A, B], legs, (track("l1", 3000), track("l2", 3000), track("l3", 100)))
    assert note.code == "impossible-dates"
    assert note.message.endswith("“A ship left A for B on 3 May.” and “A train went on to C, where it came on 4 May.”")
