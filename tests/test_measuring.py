"""Ad hoc distances and verdicts, and verdicts as tables."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sample_runs

import routes
from routes import tables
from routes.errors import PlaceError, UnknownValue
from routes.measuring import waypoints

ROUTES = Path(sys.executable).parent / "routes"


def test_distances_under_every_reading() -> None:
    found = {f.measure: round(f.best / 1000, 1) for f in routes.distance("Tikhoretsk", "border:UA")}
    assert (found["land:UA"], found["atom:crimea"], found["sea:UA"]) == (202.0, 275.6, 185.6)
    assert [f.measure for f in routes.distance("Najin", "Dunay")] == ["geodesic"]
    assert [f.measure for f in routes.distance("Najin", "Dunay", mode="sea")] == ["track:sea"]


def test_a_point_may_be_given_by_its_coordinates() -> None:
    assert routes.distance("45.85307, 40.11874", "border:UA")[0].best == pytest.approx(202_037, abs=10)
    assert routes.distance((40.11874, 45.85307), "-33.9 18.4")[0].best == pytest.approx(9_048_000, rel=0.02)


@pytest.mark.parametrize(
    ("origin", "target", "figure", "mode", "answer"),
    [
        ("Tikhoretsk", "border:UA", "about 290 km", "straight", "depends"),
        ("Najin", "Dunay", "113 miles", "straight", "supported"),
        ("Najin", "Dunay", "only 300 miles", "straight", "contradicted"),
        ("Najin", "Dunay", "two days", "sea", "supported"),
        ("Tikhoretsk", "Krasnodar", "125 km north-east", "straight", "supported"),
        ("Tikhoretsk", "Krasnodar", "125 km west", "straight", "contradicted"),
        ("Lampedusa", "coast:TN", "less than 150 km", "straight", "supported"),
        ("Tikhoretsk", "front:*", "290 km", "straight", "unverifiable"),
    ],
)
def test_a_figure_is_judged(origin: str, target: str, figure: str, mode: str, answer: str) -> None:
    assert routes.judge(origin, target, figure, mode=mode).answer == answer


def test_the_claim_and_the_verdict_may_be_in_other_languages() -> None:
    said = routes.judge("Tikhoretsk", "Krasnodar", "environ 125 km", language="fr", spoken="fr")
    assert said.reason.replace("\u202f", " ") == "125 km, c’est juste : ligne droite Tikhoretsk – Krasnodar, 126 km."


def test_a_name_may_be_told_from_its_namesakes() -> None:
    assert [waypoints(name, "")[0].place.country for name in ("Tripoli, Lebanon", "Tripoli, Libya")] == ["LB", "LY"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        (
            ("Nosuchplace", "Paris", "5 km"),
            PlaceError,
            "No place called 'Nosuchplace' is known; give another spelling, or its coordinates.",
        ),
        (
            ("Rome", "Paris", "far"),
            UnknownValue,
            "There is no figure with a unit in 'far'; write for example 290 km, 180 miles or two days.",
        ),
        (("95, 3", "Paris", "5 km"), UnknownValue, "The point 95.0, 3.0 is not latitude, longitude in degrees."),
    ],
)
def test_what_cannot_be_judged_is_said(words: tuple[str, str, str], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        routes.judge(*words)
    assert str(caught.value) == message


def test_distance_judges_a_claim_on_the_command_line(tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([ROUTES, "distance", *words], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)

    done = run("Najin", "Dunay", "--claim", "113 miles")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "supported: 113 miles holds: straight line Najin – Dunay is 182 km.")
    assert run("Najin", "Dunay", "--claim", "900 km", "--strict").returncode == 3
    assert '"answer": "supported"' in run("Najin", "Dunay", "--claim", "113 miles", "--json").stdout
    assert run("-33.9 18.4", "coast:ZA").returncode == 0


def nasty() -> dict[str, Any]:
    run = sample_runs.overland()
    run["claims"][0]["quote"] = '=HYPERLINK("x")| <b>\n`a`'
    return run


def test_the_csv_of_claims_has_a_row_for_each_reading_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(tables.as_csv(nasty()))))
    assert len(rows) == len(nasty()["claims"][0]["findings"])
    assert rows[0]["quote"].startswith("'=HYPERLINK")
    assert {row["unit"] for row in rows} == {"km"}


def test_the_markdown_of_claims_shows_report_text_as_it_is() -> None:
    (row,) = [line for line in tables.as_markdown(nasty()).splitlines() if "HYPERLINK" in line]
    assert row.startswith('| =HYPERLINK("x")\\| \\<b\\> \\`a\\` | ≈ depends | ')
    assert tables.as_markdown({**nasty(), "claims": []}).splitlines()[2] == "No claims of distance or time."


def test_check_prints_a_table_without_colour_when_piped(tmp_path: Path, article: Path) -> None:
    done = subprocess.run([ROUTES, "check", article], cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0 and b"\x1b" not in done.stdout
    assert "≈ depends" in done.stdout.decode() and "261" in done.stdout.decode()
    several = subprocess.run([ROUTES, "check", article, "--csv", "--json"], cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert (several.returncode, several.stderr.decode()) == (2, "routes: Choose one of --json, --csv and --markdown.\n")


def test_a_town_called_like_its_country_is_the_town() -> None:
    verdict = routes.judge("Djibouti", "Addis Ababa", "560 km")
    assert (verdict.answer, verdict.measure) == ("supported", "geodesic")


@pytest.mark.parametrize(
    ("one", "other", "countries"),
    [
        ("Córdoba", "Rosario", ("AR", "AR")),
        ("Córdoba", "Sevilla", ("ES", "ES")),
        ("Cartagena", "Murcia", ("ES", "ES")),
        ("Cartagena", "Barranquilla", ("CO", "CO")),
        ("Birmingham", "Montgomery", ("US", "US")),
        ("Paris", "Dallas", ("FR", "US")),
        ("London", "Paris", ("GB", "FR")),
    ],
)
def test_two_names_are_chosen_together(one: str, other: str, countries: tuple[str, str]) -> None:
    for pair, wanted in (((one, other), countries), ((other, one), countries[::-1])):
        places = [w.place for w in waypoints(*pair) if w and w.place]
        assert [(p.country, p.feature_code[:3]) for p in places] == [(c, "PPL") for c in wanted]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("coast:BY", "There is no coast 'BY' to measure to."),
        ("front:*", "There is no front '*' to measure to; add one with: routes atlas add FILE --mode front."),
        ("border:", "border: names nothing to measure to; write border:* for the nearest."),
        ("", "An end is empty; give a name, lat, lon, or for the second one border:UA, coast:RU or front:*."),
    ],
)
def test_what_cannot_be_measured_to_is_said_in_one_sentence(target: str, said: str) -> None:
    with pytest.raises(routes.RoutesError) as told:
        routes.distance("Minsk", target)
    assert str(told.value) == said


def test_a_line_is_only_the_second_end_and_only_measured_to_straight() -> None:
    for ends in (("border:UA", "Paris"), ("front:*", "coast:RU")):
        with pytest.raises(UnknownValue, match=rf"^{re.escape(ends[0])} can only be the second end; name the place first\.$"):
            routes.distance(*ends)
    with pytest.raises(UnknownValue, match=r"^border:UA is measured to as the crow flies; no way by sea leads to a line\.$"):
        routes.distance("Najin", "border:UA", mode="sea")


@pytest.mark.parametrize("claim", ["300 km/h", "abc", ""])
def test_words_without_a_length_or_a_time_are_no_claim(claim: str) -> None:
    with pytest.raises(UnknownValue, match=r"^There is no figure with a unit in "):
        routes.judge("Paris", "Berlin", claim)
