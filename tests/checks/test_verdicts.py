"""Verdicts on claims between places whose distances are known."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.checks import check
from routes.model import Claim, Leg, Place, Span, Track, Verdict, Waypoint

A = Waypoint("p1", "Aktau", (Span(0, 5),), Place("Aktau", 43.65, 51.15, "KZ"))
B = Waypoint("p2", "Baku", (Span(9, 13),), Place("Baku", 40.37767, 49.89201, "AZ"))  # 378 km from Aktau
SPAN = Span(0, 20)


def claim(km: float, slack: float = 0.05, **more: object) -> Claim:
    made = Claim("c1", SPAN, "point-to-point", km, "km", km * 1000 * (1 - slack), km * 1000 * (1 + slack), origin="p1", target="p2")
    return replace(made, **more)  # type: ignore[arg-type]


def verdict(made: Claim, language: str = "en", legs: tuple[Leg, ...] = (), tracks: tuple[Track, ...] = ()) -> Verdict:
    return check([made], [A, B], legs, tracks, language=language)[0]


@pytest.mark.parametrize(
    ("km", "answer"),
    [
        (380, "supported"),
        (370, "supported"),
        (430, "depends"),
        (600, "depends"),
        (330, "depends"),
        (700, "contradicted"),
        (250, "contradicted"),
        (100, "contradicted"),
    ],
)
def test_a_distance_between_two_places(km: float, answer: str) -> None:
    assert verdict(claim(km)).answer == answer


def test_the_sentence_gives_the_figures_in_both_languages() -> None:
    said = verdict(claim(1000), language="fr")
    assert said.reason == "1\u202f000 km, c’est trop : ligne droite Aktau – Baku, 378 km ; le chiffre est 164 % au-dessus."
    assert said.reason_en == "1,000 km is too long: straight line Aktau – Baku is 378 km, so the figure is 164 % above it."


def test_a_converted_figure_is_named_as_such() -> None:
    assert verdict(claim(380, converted=(236.0, "mi"))).reason_en.endswith(" 380 km is 236 miles converted.")


def test_a_second_unit_that_says_something_else_is_told() -> None:
    said = verdict(claim(380, converted=(300.0, "mi"))).reason_en
    assert said.endswith(" The report also gives 300 miles, but that would be 483 km.")


@pytest.mark.parametrize(
    ("language", "value", "unit", "said"),
    [
        ("en", 11.5, "h", "11.5 hours "),
        ("en", 1, "week", "1 week "),
        ("fr", 1.5, "d", "1,5 jour"),
        ("de", 1, "d", "1 Tag "),
        ("es", 1, "h", "1 hora "),
        ("it", 1, "nmi", "1 miglio nautico "),
        ("pt", 2, "week", "2 semanas "),
        ("ru", 1102, "nmi", "1\u00a0102 морские мили —"),
        ("ru", 21, "d", "21 сутки —"),
        ("uk", 5, "verst", "5 верст —"),
        ("uk", 1.5, "week", "1,5 тижня —"),
        ("pl", 21, "d", "21 dób –"),
        ("pl", 22, "d", "22 doby –"),
        ("tr", 1102, "nmi", "1.102 deniz mili "),
        ("tr", 1.5, "d", "1,5 gün "),
    ],
)
def test_a_figure_is_repeated_as_the_report_gives_it(language: str, value: float, unit: str, said: str) -> None:
    kind = "duration" if unit in ("h", "d", "week") else "point-to-point"
    assert verdict(claim(380, kind=kind, value=value, unit=unit), language).reason.startswith(said)


def test_a_range_is_repeated_with_both_its_ends() -> None:
    said = verdict(claim(380, value=375, low=350 * 0.98e3, high=400 * 1.02e3, comparator="range")).reason_en
    assert said.startswith("350 to 400 km holds:")


def test_the_sentences_of_turkish() -> None:
    assert verdict(claim(1000), "tr").reason == "1.000 km fazla: düz çizgi Aktau – Baku, 378 km; verilen rakam yüzde 164 daha büyük."
    assert verdict(claim(380), "tr").reason == "380 km doğru: düz çizgi Aktau – Baku, 378 km."


def test_an_understood_end_of_a_border_is_told_with_the_place_it_is_seen_from() -> None:
    made = claim(90, kind="point-to-border", target="border:TR", implied=True)
    assert verdict(made, "fr").reason.startswith("90 km dépend des lieux visés, car l’article en laisse un sous-entendu ; vu depuis Aktau")


@pytest.mark.parametrize(("km", "remark"), [(290, "180 miles"), (386, "240 miles"), (300, ""), (280, ""), (400, "")])
def test_kilometres_that_are_round_miles_get_a_remark(km: float, remark: str) -> None:
    said = verdict(claim(km)).reason_en
    assert (f"It is what {remark} gives when converted" in said) if remark else ("converted" not in said)


@pytest.mark.parametrize(
    ("direction", "answer"), [("NNE", "supported"), ("NE", "supported"), ("E", "depends"), ("W", "contradicted"), ("SSW", "depends")]
)
def test_a_direction_has_to_hold_too(direction: str, answer: str) -> None:
    # Aktau lies to the north-north-east of Baku (15 degrees)
    assert verdict(claim(380, direction=direction)).answer == answer


@pytest.mark.parametrize(("likelihood", "answer"), [(0.0, "contradicted"), (0.79, "depends"), (0.81, "contradicted")])
def test_a_direction_speaks_against_ends_that_are_only_likely(likelihood: float, answer: str) -> None:
    assert verdict(claim(380, direction="W", likelihood=likelihood)).answer == answer


def test_an_end_that_the_report_leaves_unsaid_decides_the_figure() -> None:
    said = verdict(claim(380, target=""))
    assert said.answer == "depends"
    assert said.reason_en == "380 km depends on a place that the report does not name; only Aktau is known."


def test_an_end_that_is_named_but_not_known_cannot_be_checked() -> None:
    said = check([claim(380)], [A, replace(B, name="Nowhere", place=None)])[0]
    assert (said.answer, said.findings) == ("unverifiable", ())
    assert said.reason_en == "380 km cannot be checked: it is not known where Nowhere is."


def test_an_end_that_is_too_vague_cannot_be_checked() -> None:
    said = check([claim(380)], [replace(A, name="Siberia", radius_m=500_000), B])[0]
    assert said.answer == "unverifiable"
    assert said.reason_en == "380 km cannot be checked: Siberia is too large or too vague for such a figure."


LEG = Leg("l1", "p1", "p2", SPAN, mode="sea")
TRACK = Track(((51.15, 43.65), (49.89201, 40.37767)), 410_000, 378_000, "network", "sea", low_m=400_000, high_m=420_000, leg="l1")


@pytest.mark.parametrize(("km", "answer"), [(410, "supported"), (480, "depends"), (300, "contradicted"), (900, "contradicted")])
def test_a_route_length_is_measured_along_the_track(km: float, answer: str) -> None:
    assert verdict(claim(km, kind="route-length"), legs=(LEG,), tracks=(TRACK,)).answer == answer


@pytest.mark.parametrize(("hours", "answer"), [(22, "supported"), (8, "depends"), (2, "contradicted"), (400, "depends")])
def test_a_duration_is_measured_by_the_speed_of_the_mode(hours: float, answer: str) -> None:
    made = claim(1, kind="duration", value=hours, unit="h", low=hours * 3600, high=hours * 3600)
    assert verdict(made, legs=(LEG,), tracks=(TRACK,)).answer == answer


def test_a_track_without_a_network_is_no_proof_of_a_length() -> None:
    straight = replace(TRACK, method="geodesic", network="", length_m=378_000)
    said = verdict(claim(480, kind="route-length"), legs=(LEG,), tracks=(straight,))
    assert (said.answer, said.findings[0].measure) == ("supported", "circuity")


@given(st.floats(10, 3000), st.floats(0.0, 0.3), st.floats(0.0, 0.3))
def test_widening_a_claim_never_turns_support_into_contradiction(km: float, slack: float, more: float) -> None:
    if verdict(claim(km, slack)).answer == "supported":
        assert verdict(claim(km, slack + more)).answer == "supported"


@given(st.floats(10, 3000))
def test_swapping_the_places_or_the_unit_changes_no_verdict(km: float) -> None:
    first = claim(km)
    assert verdict(first).answer == verdict(replace(first, origin="p2", target="p1")).answer
    assert verdict(first).answer == verdict(replace(first, value=km / 1.609344, unit="mi")).answer


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "pt", "ru", "tr", "uk"])
def test_a_figure_between_places_only_understood_is_not_contradicted(language: str) -> None:
    found = verdict(claim(100, implied=True), language)
    assert found.answer == "depends"
    assert all(word in found.reason for word in ("Aktau", "Baku", "378"))
    assert verdict(claim(380, implied=True)).answer == "supported"


def test_a_figure_that_the_report_calls_false_stays_contradicted() -> None:
    assert verdict(claim(100, implied=True, denied=True)).answer == "contradicted"


@pytest.mark.parametrize(
    ("km", "said", "answer"),
    [
        (390, {}, "depends"),
        (410, {}, "contradicted"),
        (390, {"sole": True}, "contradicted"),
        (390, {"sole": True, "own": True}, "depends"),
        (410, {"sole": True, "own": True}, "contradicted"),
        (39_800, {}, "contradicted"),
        (41_000, {}, "depends"),
    ],
)
def test_a_figure_ten_times_off_is_said_of_other_places_unless_they_alone_are_named(km: float, said: dict[str, bool], answer: str) -> None:
    ends = [replace(A, place=Place("A", 0.0, 0.0)), replace(B, place=Place("B", 0.0, 36.0))]  # 4,007 km apart
    verdict = check([claim(km, 0.0, span=Span(200, 206), **said)], ends, [], [])[0]
    assert verdict.answer == answer
    assert ("hardly said of these two places" in verdict.reason_en) == (answer == "depends")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"own": True}, "depends"),
        ({"own": True, "sole": True}, "contradicted"),
        ({"own": True, "denied": True}, "contradicted"),
        ({}, "contradicted"),
    ],
)
def test_what_a_report_says_itself_is_left_open_rather_than_called_wrong_unless_it_is_plain(said: dict[str, bool], answer: str) -> None:
    found = verdict(claim(100, **said))
    assert found.answer == answer
    assert ("does not fit as it was read: straight line Aktau – Baku is 378 km" in found.reason_en) == (answer == "depends")


@pytest.mark.parametrize(
    ("km", "told", "answer", "words"),
    [
        (100, {"doubt": 0.01, "sole": True, "likelihood": 1.0}, "contradicted", "is too short"),
        (100, {"doubt": 0.01, "sole": True, "likelihood": 0.9}, "depends", "The report tells it as a fact"),
        (270, {"doubt": 0.01, "sole": True, "likelihood": 1.0}, "depends", "The report tells it as a fact"),
        (100, {"doubt": 0.2, "sole": True, "likelihood": 0.9}, "contradicted", "is too short"),
        (100, {"doubt": 0.8, "own": True}, "contradicted", "is too short"),
        (100, {"doubt": 0.8, "implied": True}, "contradicted", "is too short"),
        (100, {"doubt": 0.51, "implied": True, "denied": True}, "contradicted", "is too short"),
        (100, {"doubt": 0.49, "implied": True, "denied": True}, "depends", "leaves one unsaid"),
        (380, {"doubt": 0.95}, "depends", "tells it as a doubtful figure"),
        (380, {"doubt": 0.95, "denied": True}, "depends", "calls 380 km false, yet it fits"),
        (380, {"doubt": 0.8}, "supported", "holds"),
        (
            350,
            {"doubt": 0.01, "implied": True, "likelihood": 0.1, "comparator": "about", "low": 315_000.0, "high": 385_000.0},
            "supported",
            "holds",
        ),
    ],
)
def test_how_a_figure_is_told_weighs_in_its_verdict(km: float, told: dict[str, object], answer: str, words: str) -> None:
    found = verdict(claim(km, **told))
    assert found.answer == answer
    assert words in found.reason_en
