"""What changed between two runs: the lists that `routes diff` and `routes verify` print, and the map that is drawn of them."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sample_runs
from hypothesis import given
from hypothesis import strategies as st

from routes.comparison import compare, deviation_m
from routes.runs import parse

ROUTES = Path(sys.executable).parent / "routes"


def two() -> tuple[dict[str, Any], dict[str, Any]]:
    run = sample_runs.overland()
    return run, copy.deepcopy(run)


def test_a_run_is_the_same_as_itself() -> None:
    old, new = two()
    assert compare(old, new) == ()


def test_other_ids_and_other_positions_in_the_text_are_no_change() -> None:
    old, new = two()
    names = {"p1": "x1", "p2": "x2", "p3": "x3"}
    for place in new["places"]:
        place["id"], place["mentions"] = names[place["id"]], [[a + 9, b + 9] for a, b in place["mentions"]]
    for leg in new["legs"]:
        leg |= {"id": leg["id"] + "x", "from": names[leg["from"]], "to": names[leg["to"]], "span": [1, 2]}
    new["claims"][0] |= {"from": "x3", "span": [3, 4], "id": "c9"}
    assert compare(old, new) == ()


def test_a_place_that_moved_tells_how_far() -> None:
    old, new = two()
    new["places"][2] |= {"lat": 45.863, "country": "UA"}
    (change,) = compare(old, new)
    assert (change.kind, change.title, change.what, change.moved_m) == ("place", "Tikhoretsk", "changed", 1111)
    assert [tuple(d) for d in change.details] == [("country", "RU", "UA")]


def test_a_leg_by_another_way_tells_its_length_and_how_far_its_line_is_off() -> None:
    old, new = two()
    line = new["legs"][0]["geometry"]["coordinates"]
    line[2] = [131.5, 42.2]  # from 42.4: 22 km south, on a line that runs east-north-east
    new["legs"][0]["length_m"] += 9000
    (change,) = compare(old, new)
    assert (change.kind, change.title, change.after) == ("leg", "Najin → Dunay", "l1")
    assert 17_000 < change.moved_m < 22_300
    assert [d.field for d in change.details] == ["length_m"]


def test_another_destination_is_one_changed_leg_and_two_places() -> None:
    old, new = two()
    new["places"][2] |= {"name": "Krasnodar", "name_in_text": "Krasnodar", "source_id": "9", "lat": 45.04, "lon": 38.98}
    new["legs"][1]["quote"] = "Ils sont partis vers Krasnodar"
    changes = {(c.kind, c.title, c.what) for c in compare(old, new)}
    assert ("place", "Krasnodar", "added") in changes and ("place", "Tikhoretsk", "removed") in changes
    assert ("leg", "Dunay → Krasnodar", "changed") in changes
    assert not {k for k in changes if k[0] == "leg" and k[2] != "changed"}


def test_a_claim_of_another_figure_is_the_same_claim() -> None:
    old, new = two()
    new["claims"][0] |= {"quote": "environ 300 km", "value": 300.0, "verdict": "contradicted"}
    new["claims"][0]["findings"][1]["best_m"] = 270_000
    (change,) = compare(old, new)
    assert {d.field: (d.before, d.after) for d in change.details} == {
        "quote": ("environ 290 km", "environ 300 km"),
        "value": (290.0, 300.0),
        "verdict": ("depends", "contradicted"),
        "Crimée: best_m": (275_600, 270_000),
    }


def test_data_settings_and_notes_are_told() -> None:
    old, new = two()
    old["provenance"]["data"] = [{"file": "rail.npz", "version": "1", "sha256": "aa"}, {"file": "gone.npz"}]
    new["provenance"]["data"] = [{"file": "rail.npz", "version": "2", "sha256": "bb"}]
    new["provenance"]["settings"] = {"worldview": "defacto", "language": ""}
    new["notes"] = []
    found = [(c.kind, c.title, c.what) for c in compare(old, new)]
    assert found == [
        ("setting", "settings", "changed"),
        ("data", "gone.npz", "removed"),
        ("data", "rail.npz", "changed"),
        ("note", "“a depot near Tikhoretsk” may be up to 15 km from the town.", "removed"),
    ]


@pytest.mark.parametrize("shift", [0.0, 360.0])
def test_lines_that_differ_only_in_their_points_are_not_apart(shift: float) -> None:
    whole = np.array([[170.0, 10.0], [190.0, 12.0]])
    parts = np.array([[170.0, 10.0], [175.0, 10.5], [185.0, 11.5], [190.0, 12.0]]) - np.array([shift, 0.0])
    assert deviation_m(whole, parts) < 5.0


@given(st.floats(0.001, 2.0), st.floats(-60, 60), st.floats(-180, 180))
def test_parallel_lines_are_apart_by_their_distance(up: float, lat: float, lon: float) -> None:
    line = np.array([[lon, lat], [lon, lat + 4.0], [lon, lat + 8.0]])
    # A line moved along itself is off by as much at its ends; the metre of a degree differs by 1 % over the globe.
    assert deviation_m(line, line + np.array([0.0, up])) == pytest.approx(up * 111_195, rel=0.01)


def test_a_run_is_read_from_its_page() -> None:
    from routes.pipeline import draw

    run = sample_runs.overland()
    run["report"]["title"] = '</script><script id="data-run">{"format":"routes/1"}</script>'
    assert parse(draw(run)) == json.loads(json.dumps(run))


@pytest.mark.parametrize("text", ["", "{}", "[]", "<html></html>", '{"format": "routes/0"}', '"routes/1"'])
def test_what_is_no_run_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


def command(*words: object, cwd: Path) -> tuple[int, str, str]:
    done = subprocess.run([ROUTES, *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    text = "The ship left Hamburg for Oslo on 3 May 2024. Oslo lies about 700 km from Hamburg.\n"
    (folder / "a.txt").write_text(text, "utf-8")
    (folder / "b.txt").write_text(text.replace("Oslo", "Bergen"), "utf-8")
    assert command("map", "a.txt", "-o", ".", cwd=folder)[0] == command("map", "b.txt", "-o", ".", cwd=folder)[0] == 0
    return folder


def test_a_fresh_map_is_the_same(made: Path) -> None:
    code, out, err = command("verify", "a.html", "a.txt", cwd=made)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "The page is what this version of routes draws of the run inside it.",
        "The report has the hash that the map states.",
        "The same.",
    ]


def test_an_edited_map_is_found_out(made: Path) -> None:
    page = (made / "a.html").read_text("utf-8")
    (made / "words.html").write_text(page.replace("<h1", "<h1 class=x", 1), "utf-8")
    code, out, _ = command("verify", "words.html", cwd=made)
    assert code == 1 and "was edited" in out and out.endswith("Not the same.\n")
    (made / "figure.html").write_text(page.replace('"verdict":"supported"', '"verdict":"contradicted"'), "utf-8")
    code, out, _ = command("verify", "figure.html", cwd=made)
    assert code == 1 and "~ claim    about 700 km from Hamburg: verdict contradicted → supported" in out


def test_another_report_is_found_out(made: Path) -> None:
    code, out, _ = command("verify", "a.json", "b.txt", cwd=made)
    assert code == 1 and "it is another text" in out


def test_verify_gives_json(made: Path) -> None:
    code, out, _ = command("verify", "a.html", "--json", cwd=made)
    assert (code, json.loads(out)) == (0, {"same": True, "page": "same", "report": "same", "changes": []})


def test_diff_lists_and_draws(made: Path) -> None:
    code, out, err = command("diff", "a.json", "b.html", "-o", "diff.html", cwd=made)
    assert (code, err) == (0, "")
    assert "+ place    Bergen\n" in out and "- place    Oslo\n" in out and "~ leg      Hamburg → Bergen: moved " in out
    drawn = (made / "diff.html").read_text("utf-8")
    assert '<section id="changes"' in drawn and '"ghosts":[{' in drawn
    assert parse(drawn)["report"]["source"] == "b.txt"


def test_diff_of_the_same_says_so(made: Path) -> None:
    assert command("diff", "a.json", "a.html", cwd=made) == (0, "Nothing changed.\n", "")
    assert command("diff", "a.json", "a.html", "--json", cwd=made) == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("verify", "none.html"), "There is no file none.html; check the path."),
        (("diff", "a.txt", "b.json"), "a.txt is not a run or a map that routes wrote (format routes/1):"),
        (("verify", "a.png"), "a.png is not text: it is no run and no map that routes wrote."),
        (("verify", "."), ". cannot be read: Is a directory."),
    ],
)
def test_bad_files_get_one_sentence(made: Path, words: tuple[str, ...], said: str) -> None:
    code, out, err = command(*words, cwd=made)
    assert (code, out) == (1, "")
    assert err.startswith(f"routes: {said}") and err.count("\n") == 1
