"""Plans as a person edits them: what a changed line does to the run that the map shows."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes import pipeline, plans
from routes.errors import PlanError, RoutesError
from routes.plans.file import parse
from routes.runs import describe

NAME = "arms-najin-tikhoretsk-en"


class Desk:
    """A report, its plan as `routes plan` writes it, and the edits of a person."""

    def __init__(self, folder: Path, text: str) -> None:
        self.report = folder / "report.txt"
        self.report.write_text(text, "utf-8")
        self.path = folder / "report.plan.toml"
        self.path.write_text(plans.write(pipeline.run(self.report)), "utf-8")

    def take_off(self, entry: str, line: str, new: str = "") -> None:
        """Take the "#" away from a line of the entry that begins with a key, and write another value."""
        text = self.path.read_text("utf-8")
        start = text.index(entry)
        at = text.index(f"# {line}", start)
        end = text.index("\n", at)
        self.path.write_text(text[:at] + (new or text[at + 2 : end]) + text[end:], "utf-8")

    def add(self, lines: str) -> None:
        self.path.write_text(self.path.read_text("utf-8") + lines, "utf-8")

    def run(self) -> dict[str, Any]:
        return describe(pipeline.run(self.report))

    def error(self) -> str:
        with pytest.raises(PlanError) as caught:
            self.run()
        return str(caught.value)

    def line(self, words: str) -> int:
        return next(n for n, line in enumerate(self.path.read_text("utf-8").split("\n"), 1) if words in line)


@pytest.fixture
def desk(tmp_path: Path, seeds: Path) -> Desk:
    return Desk(tmp_path, (seeds / f"{NAME}.txt").read_text("utf-8"))


def place(run: dict[str, Any], name: str) -> dict[str, Any]:
    return next(p for p in run["places"] if p["name_in_text"] == name)


def leg(run: dict[str, Any], n: int) -> tuple[str, list[str], str, str]:
    names = {p["id"]: p["name_in_text"] for p in run["places"]}
    told = run["legs"][n]
    return names[told["from"]], [names[v] for v in told["via"]], names[told["to"]], told["mode"]


def test_a_plan_that_nobody_touched_changes_nothing(desk: Desk) -> None:
    desk.path.rename(desk.path.with_suffix(".off"))
    before = desk.run()
    desk.path.with_suffix(".off").rename(desk.path)
    after = desk.run()
    assert after["provenance"].pop("plan")["file"] == "report.plan.toml"
    assert after == before


def test_a_place_by_its_id(desk: Desk) -> None:
    desk.take_off('name = "Najin"', "id = ", 'id = "geonames:2042645"')
    found = place(desk.run(), "Najin")
    assert (found["name"], found["source_id"], found["set_by_person"]) == ("Rajin", "geonames:2042645", ["id"])
    assert found["reasons"] == ["set by a person"]


def test_a_place_by_its_coordinates(desk: Desk) -> None:
    desk.take_off('name = "Dunay"', "lat = ", "lat = 42.90")
    desk.take_off('name = "Dunay"', "lon = ", "lon = 132.35")
    run = desk.run()
    found = place(run, "Dunay")
    assert (found["lat"], found["lon"], found["country"], found["set_by_person"]) == (42.9, 132.35, "RU", ["lat", "lon"])
    assert run["legs"][0]["geometry"]["coordinates"][-1] == [132.35, 42.9]


def test_candidate_two_is_the_second_of_the_plans_own_list(desk: Desk) -> None:
    text = desk.path.read_text("utf-8")
    block = text[text.index('name = "WASHINGTON"') :]
    second = re.findall(r'"(\S+) [^"]*",  # 2', block)[0]
    desk.take_off('name = "WASHINGTON"', "candidate = ", "candidate = 2")
    assert place(desk.run(), "WASHINGTON")["source_id"] == second


def test_candidate_two_without_a_list_is_the_second_of_the_map(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "A convoy went from Benghazi to Tripoli by road on 3 May 2024.\n")
    first = place(desk.run(), "Tripoli")
    desk.path.write_text('report = "report.txt"\n[[place]]\nname = "Tripoli"\ncandidate = 2\n', "utf-8")
    second = place(desk.run(), "Tripoli")
    assert first["country"] == "LY"
    assert second["source_id"] == first["alternatives"][0]["source_id"] != first["source_id"]
    assert first["source_id"] in [a["source_id"] for a in second["alternatives"]]


def test_a_name_that_is_no_place(desk: Desk) -> None:
    desk.take_off('name = "Pyongyang"', "ignore")
    assert "Pyongyang" not in [p["name_in_text"] for p in desk.run()["places"]]


def test_a_name_that_no_gazetteer_knows_is_placed_where_the_text_has_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "On 3 May 2024 a ship sailed from Odesa to Qwertyhafen with grain. Qwertyhafen lies 300 km from Odesa.\n")
    assert [leg["geometry"] for leg in desk.run()["legs"]] == [None]
    desk.take_off('name = "Qwertyhafen"', "lat", "lat = 44.17")
    desk.take_off('name = "Qwertyhafen"', "lon", "lon = 28.65")
    run = desk.run()
    assert leg(run, 0) == ("Odesa", [], "Qwertyhafen", "sea")
    found = place(run, "Qwertyhafen")
    assert (len(found["mentions"]), found["country"], found["source"]) == (2, "RO", "person")
    assert [c["verdict"] for c in run["claims"]] == ["supported"]


@pytest.mark.parametrize(
    ("line", "new", "key", "value"),
    [
        ("mode", 'mode = "road"', "mode", "road"),
        ("start", 'start = "2023-08-20"', "start", "2023-08-20"),
        ("start", "start = 2023-08-20", "start", "2023-08-20"),
        ("end", 'end = "2023-11"', "end", "2023-11"),
        ("status", 'status = "planned"', "status", "planned"),
        ("cargo", 'cargo = "shells"', "cargo", "shells"),
    ],
)
def test_a_value_of_a_leg(desk: Desk, line: str, new: str, key: str, value: str) -> None:
    desk.take_off('leg = "Dunay → Tikhoretsk"', line, new)
    told = desk.run()["legs"][1]
    assert (told[key], told["set_by_person"]) == (value, [line])


def test_a_leg_by_way_of_a_place_that_the_report_does_not_name(desk: Desk) -> None:
    before = desk.run()["legs"][1]["length_m"]
    desk.take_off('leg = "Dunay → Tikhoretsk"', "via", 'via = ["Khabarovsk", "Yakutsk"]')
    run = desk.run()
    assert leg(run, 1) == ("Dunay", ["Khabarovsk", "Yakutsk"], "Tikhoretsk", "rail")
    assert run["legs"][1]["length_m"] > before + 500_000
    assert (place(run, "Khabarovsk")["mentions"], place(run, "Khabarovsk")["set_by_person"]) == ([], ["name"])


def test_the_ends_of_a_leg(desk: Desk) -> None:
    desk.take_off('leg = "Najin → Dunay"', "to", 'to = "Vladivostok"')
    run = desk.run()
    assert leg(run, 0) == ("Najin", [], "Vladivostok", "sea")
    assert run["legs"][0]["set_by_person"] == ["to"]
    assert leg(run, 1)[0] == "Dunay"


def test_a_leg_is_left_out_and_one_is_added(desk: Desk) -> None:
    desk.take_off('leg = "Najin → Dunay"', "ignore")
    desk.add('\n[[leg]]\nfrom = "Tikhoretsk"\nto = "Krasnodar"\nmode = "road"\nquote = "ammunition depot near Tikhoretsk"\n')
    run = desk.run()
    assert [leg(run, n) for n in (0, 1)] == [("Dunay", [], "Tikhoretsk", "rail"), ("Tikhoretsk", [], "Krasnodar", "road")]
    assert run["legs"][1]["quote"] == "ammunition depot near Tikhoretsk"
    assert run["legs"][1]["method"] == "network"


def test_a_claim_is_left_out_one_is_changed_and_one_is_added(desk: Desk) -> None:
    quotes = [c["quote"] for c in desk.run()["claims"]]
    desk.take_off(f'quote = "{quotes[1]}"', "ignore")
    desk.take_off(f'quote = "{quotes[0]}"', "value", "value = 202")
    desk.add('\n[[claim]]\nfrom = "Najin"\nto = "border:CN"\nvalue = 30\nunit = "km"\ncomparator = "about"\n')
    run = desk.run()
    assert [(c["value"], c["verdict"], c["set_by_person"]) for c in run["claims"]] == [
        (202, "supported", ["value"]),
        (30, "supported", ["unit", "comparator", "value", "from", "to"]),
    ]
    assert run["claims"][1]["to"] == "border:CN"


def test_a_time_of_travel_is_added(desk: Desk) -> None:
    desk.add('\n[[claim]]\nfrom = "Dunay"\nto = "Tikhoretsk"\nvalue = 15\nunit = "min"\n')
    claim = desk.run()["claims"][-1]
    assert (claim["kind"], claim["leg"], claim["verdict"]) == ("duration", "l2", "contradicted")


def test_title_language_and_date_of_the_report(desk: Desk) -> None:
    desk.take_off("format", "title", 'title = "Arms by sea and rail"')
    desk.take_off("format", "published", "published = 2023-10-15")
    report = desk.run()["report"]
    assert (report["title"], report["published"]) == ("Arms by sea and rail", "2023-10-15")


def test_the_page_says_which_values_a_person_set(desk: Desk) -> None:
    desk.take_off('leg = "Dunay → Tikhoretsk"', "mode", 'mode = "road"')
    desk.take_off('name = "Najin"', "id = ", 'id = "geonames:2042645"')
    page = pipeline.draw(desk.run())
    assert "set by a person: mode" in page and "set by a person: id" in page


def test_corrections_survive_a_report_that_changes(desk: Desk) -> None:
    desk.take_off('leg = "Dunay → Tikhoretsk"', "mode", 'mode = "road"')
    text = desk.report.read_text("utf-8")
    desk.report.write_text("A correction was made to this report.\n\n" + text.replace("more than 1,000", "some 1,100"), "utf-8")
    assert desk.run()["legs"][1]["mode"] == "road"


def test_a_plan_written_anew_keeps_what_was_set(desk: Desk) -> None:
    desk.take_off('leg = "Dunay → Tikhoretsk"', "mode", 'mode = "road"')
    desk.take_off('leg = "Dunay → Tikhoretsk"', "via", 'via = ["Khabarovsk"]')
    desk.take_off('name = "WASHINGTON"', "candidate = ", "candidate = 2")
    desk.take_off('name = "Pyongyang"', "ignore")
    desk.add('\n[[place]]\nname = "Tikhoretsk depot"\nlat = 45.9\nlon = 40.0\n\n[[leg]]\nfrom = "Tikhoretsk"\nto = "Tikhoretsk depot"\n')
    before = desk.run()
    desk.path.write_text(pipeline.plan_of(desk.report), "utf-8")
    assert 'mode = "road"' in desk.path.read_text("utf-8").split("\n")
    after = desk.run()
    for run in (before, after):
        run["provenance"].pop("plan")
    assert after == before
    again = pipeline.plan_of(desk.report)
    assert again == desk.path.read_text("utf-8")


def edits() -> list[tuple[str, str, str, str]]:
    """Entry, line, new line, and what is said about it."""
    rail = 'leg = "Dunay → Tikhoretsk"'
    najin = 'name = "Najin"'
    return [
        (rail, "mode", 'mode = "train"', "mode is 'train'; use one of sea, rail, road, air, river, pipeline, unknown."),
        (rail, "mode", 'mod = "rail"', "[[leg]] has no key 'mod'; did you mean 'mode'?"),
        (rail, "mode", "mode = rail", "invalid value."),
        (rail, "start", 'start = "in May"', "start has to be a date such as 2023-09-01."),
        (rail, "start", 'start = "2023-02-30"', "start has to be a date such as 2023-09-01."),
        (rail, "via", 'via = "Khabarovsk"', "via has to be a list in brackets."),
        (rail, "via", 'via = ["Khabarovks"]', "no place called 'Khabarovks' is known; did you mean Khabarovsk?"),
        (rail, "to", 'to = "Qqqqzzzz"', "no place called 'Qqqqzzzz' is known; give it a [[place]] with lat and lon."),
        (najin, "lat", "lat = 42.0", "lat and lon go together; give both."),
        (najin, "lat", 'lat = "42"', "lat has to be a number."),
        (najin, "candidate", "candidate = 9", "there is no candidate 9; use 1 to 2."),
        (najin, "id", 'id = "geonames:1"', "no place has the id 'geonames:1'; `routes place Najin` lists ids."),
        (najin, "ignore", "ignore = 1", "ignore has to be true or false."),
    ]


@pytest.mark.parametrize(("entry", "line", "new", "message"), edits())
def test_a_slip_is_told_with_its_line(desk: Desk, entry: str, line: str, new: str, message: str) -> None:
    desk.take_off(entry, line, new)
    assert desk.error() == f"report.plan.toml, line {desk.line(new)}: {message}"


def test_two_lines_that_contradict_each_other(desk: Desk) -> None:
    desk.take_off('name = "Najin"', "candidate", "candidate = 2")
    desk.take_off('name = "Najin"', "ignore")
    said = desk.error()
    first, second = desk.line("candidate = 2"), desk.line("ignore = true  ")
    second = next(n for n, text in enumerate(desk.path.read_text("utf-8").split("\n"), 1) if text.startswith("ignore"))
    assert said == f"report.plan.toml, line {second}: 'ignore' contradicts 'candidate' in line {first}; keep one of them."


def test_two_entries_about_one_leg(desk: Desk) -> None:
    desk.add('\n[[leg]]\nleg = "Najin -> Dunay"\nmode = "air"\n')
    first = desk.line('leg = "Najin → Dunay"') - 1
    assert desk.error().endswith(f"'Najin -> Dunay' has an entry in line {first} already; put both into one.")


def test_a_key_that_stands_twice(desk: Desk) -> None:
    desk.take_off('leg = "Najin → Dunay"', "mode", 'mode = "sea"\nmode = "air"')
    line = desk.line('mode = "air"')
    assert desk.error() == f"report.plan.toml, line {line}: a key stands here a second time."


def test_what_the_report_no_longer_has(desk: Desk) -> None:
    text = desk.report.read_text("utf-8")
    desk.take_off('name = "Tikhoretsk"', "lat", "lat = 45.9")
    desk.take_off('name = "Tikhoretsk"', "lon", "lon = 40.1")
    desk.report.write_text(text.replace("Tikhoretsk", "Krasnodar"), "utf-8")
    line = desk.line('name = "Tikhoretsk"')
    assert (
        desk.error()
        == f"report.plan.toml, line {line}: 'Tikhoretsk' no longer occurs in the report; correct the name or delete this [[place]]."
    )
    desk.path.write_text('report = "report.txt"\n\n[[leg]]\nleg = "Dunay → Tikhoretsk"\nmode = "road"\n', "utf-8")
    assert desk.error() == (
        "report.plan.toml, line 4: the report no longer tells of a leg 'Dunay → Tikhoretsk'; "
        "its legs are: Najin → Dunay; Dunay → Krasnodar."
    )
    desk.path.write_text('report = "report.txt"\n[[claim]]\nquote = "about 900 km"\nignore = true\n', "utf-8")
    assert desk.error().startswith("report.plan.toml, line 3: 'about 900 km' no longer stands in the report")


def test_an_untouched_entry_of_a_place_that_went_away_is_no_error(desk: Desk) -> None:
    text = desk.report.read_text("utf-8")
    desk.report.write_text(text.replace("Pyongyang wants", "The North wants"), "utf-8")
    assert desk.run()["legs"]


def test_a_plan_that_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "convoy.plan.toml"
    path.write_text(
        'title = "A convoy"\n\n[[place]]\nname = "the camp"\nlat = 32.1\nlon = 20.2\n\n'
        '[[leg]]\nfrom = "Benghazi"\nto = "Tripoli"\nmode = "road"\nvia = ["the camp"]\nstart = 2024-05-03\n\n'
        '[[claim]]\nfrom = "Benghazi"\nto = "Tripoli"\nvalue = 1000\nunit = "km"\nkind = "route-length"\n',
        "utf-8",
    )
    run = describe(pipeline.run(path))
    assert leg(run, 0) == ("Benghazi", ["the camp"], "Tripoli", "road")
    assert place(run, "Tripoli")["country"] == "LY"
    assert (run["report"]["title"], run["legs"][0]["start"]) == ("A convoy", "2024-05-03")
    assert run["legs"][0]["quote"].startswith('[[leg]]\nfrom = "Benghazi"')
    assert run["claims"][0]["verdict"] in ("supported", "depends")
    assert "A convoy" in pipeline.draw(run)


def test_a_plan_by_its_own_name_maps_its_report(desk: Desk) -> None:
    desk.take_off('leg = "Dunay → Tikhoretsk"', "mode", 'mode = "road"')
    assert describe(pipeline.run(desk.path)) == desk.run()


def test_an_empty_plan_alone() -> None:
    with pytest.raises(PlanError, match=r"^a\.toml, line 1: a plan without a report needs a \[\[leg\]\] or a \[\[place\]\]\.$"):
        plans.alone(parse("", "a.toml"))


def test_names_in_case_forms_are_called_as_the_map_shows_them(tmp_path: Path, seeds: Path) -> None:
    desk = Desk(tmp_path, (seeds / "volga-astrakhan-nizhny-ru.txt").read_text("utf-8"))
    desk.take_off('name = "Астрахань"', "lat", "lat = 46.4")
    desk.take_off('name = "Астрахань"', "lon", "lon = 48.1")
    found = place(desk.run(), "Астрахань")
    assert (found["lat"], len(found["mentions"]) > 1) == (46.4, True)


@settings(max_examples=300)
@given(st.text(alphabet=st.sampled_from("[]\"'=\n# placelegnamefromtoclaimquote12.→-{},"), max_size=120) | st.text(max_size=60))
def test_any_text_is_a_plan_or_one_sentence(text: str) -> None:
    try:
        parse(text, "a.toml")
    except PlanError as error:
        assert re.fullmatch(r"a\.toml, line \d+: [^\n]+", str(error)), str(error)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.toml", r"There is no file .*none\.toml; check the path\."),
        ("", r"Cannot read .*: Is a directory\."),
        ("a\0.toml", r"Cannot read .*: embedded null byte\."),
    ],
)
def test_a_plan_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(RoutesError, match=f"^{said}$"):
        plans.read(f"{tmp_path}/{name}")
