"""The command line as a user meets it: what it prints, what it writes, its exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from routes import assets, cli

ROUTES = Path(sys.executable).parent / "routes"


def routes(*words: object, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([ROUTES, *map(str, words)], cwd=cwd, input=stdin, capture_output=True, timeout=120, check=False)


def test_map_writes_four_files_and_a_summary(tmp_path: Path, article: Path) -> None:
    done = routes("map", article, "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        f"arms-najin-tikhoretsk-fr.{s}" for s in ("geojson", "html", "json", "png")
    ]
    said = done.stdout.decode()
    assert "Najin → Dunay by sea" in said and "Dunay → Tikhoretsk by rail" in said and "depends" in said
    run = json.loads((tmp_path / "out" / "arms-najin-tikhoretsk-fr.json").read_text("utf-8"))
    assert run["report"]["source"] == "arms-najin-tikhoretsk-fr.txt"
    assert (tmp_path / "out" / "arms-najin-tikhoretsk-fr.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "out" / "arms-najin-tikhoretsk-fr.html").stat().st_size < 2_000_000


def test_json_is_printed_and_nothing_is_written(tmp_path: Path, article: Path) -> None:
    done = routes("map", article, "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["format"] == "routes/1"
    assert list(tmp_path.iterdir()) == []


def test_standard_input(tmp_path: Path, article: Path) -> None:
    done = routes("map", "-", "--json", cwd=tmp_path, stdin=article.read_bytes())
    assert json.loads(done.stdout)["report"]["source"] == "standard input"


def test_a_folder_gives_all_maps_and_an_index_and_one_bad_report_stops_nothing(tmp_path: Path, article: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes(article.read_bytes())
    (folder / "bad.txt").write_bytes(b"")
    (folder / "ignored.mp3").write_bytes(b"ID3")
    done = routes("map", folder, "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("routes: bad.txt is empty: there is no text to read.")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["good.geojson", "good.html", "good.json", "good.png", "index.html"]
    assert "good.html" in (tmp_path / "out" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("missing.txt", None, 1, "There is no file missing.txt; check the path."),
        ("empty.txt", b"", 1, "empty.txt is empty: there is no text to read."),
        ("binary.txt", bytes(range(256)), 1, "binary.txt is not a text file: it holds binary data; save the report as plain text (UTF-8)."),
        (
            "film.mp4",
            b"x",
            1,
            "film.mp4: the format '.mp4' is not known; save the report as one of "
            ".txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf, .docx, .eml, .rss, .atom, .xml.",
        ),
        ("dull.txt", b"Nothing of note happened to anyone today.", 4, "No place was found in dull.txt, so there is nothing to draw."),
    ],
)
def test_bad_input_gets_one_sentence_and_leaves_nothing(tmp_path: Path, name: str, content: bytes | None, code: int, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = routes("map", name, "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode(), done.stdout) == (code, f"routes: {message}\n", b"")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["map"], "Name a report to map"),
        (["mpa"], 'Unknown command "mpa"'),
        (["map", "--nope", "a.txt"], "Unknown option"),
        (["map", "a.txt", "--worldview", "mars"], "There is no worldview 'mars'; there are un, defacto."),
        (["map", "a.txt", "--language", "xx"], "Reports in 'xx' cannot be read; the languages are de, en, es"),
        (["distance", "Paris", "Berlin", "--mode", "broom"], "There is no mode 'broom'"),
        (["map", ""], "A name is empty."),
        (["map", "a.txt", "b.txt", "--jobs", "-1"], "There cannot be -1 processes; give a number, or 0 for one a core."),
    ],
)
def test_usage_errors_exit_with_2(tmp_path: Path, words: list[str], part: str) -> None:
    done = routes(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert part in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_strict_exits_with_3_when_a_claim_is_contradicted(tmp_path: Path, seeds: Path) -> None:
    report = seeds / "middle-corridor-xian-poti-en.txt"
    assert routes("check", report, cwd=tmp_path).returncode == 0
    done = routes("check", report, "--strict", cwd=tmp_path)
    assert done.returncode == 3
    assert "contradicted Poti is only 100 km from Tbilisi" in done.stdout.decode() or "contradicted" in done.stdout.decode()


def test_an_output_folder_that_cannot_be_written(tmp_path: Path, article: Path) -> None:
    (tmp_path / "out").write_text("a file, not a folder")
    done = routes("map", article, "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("routes: Cannot write out/") and "Traceback" not in done.stderr.decode()


def test_distance_and_place(tmp_path: Path) -> None:
    done = routes("distance", "Tikhoretsk", "border:UA", cwd=tmp_path)
    assert done.returncode == 0 and "202.0 km" in done.stdout.decode()
    done = routes("place", "Najin", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)[0]["country"] == "KP"


def test_a_saved_run_is_exported_and_drawn_again(tmp_path: Path, article: Path) -> None:
    routes("map", article, "-o", ".", cwd=tmp_path)
    stem = "arms-najin-tikhoretsk-fr"
    page = (tmp_path / f"{stem}.html").read_bytes()
    assert routes("export", f"{stem}.json", "-f", "html", "-o", "again.html", cwd=tmp_path).returncode == 0
    assert (tmp_path / "again.html").read_bytes() == page
    assert routes("export", f"{stem}.json", "-f", "kml", cwd=tmp_path).stdout.decode().strip() == f"{stem}.kml"
    (tmp_path / "no.json").write_text("[]")
    done = routes("export", "no.json", "-f", "kml", cwd=tmp_path)
    said = "no.json is not a run or a map that routes wrote (format routes/1): it does not name the format routes/1."
    assert (done.returncode, done.stderr.decode()) == (1, f"routes: {said}\n")


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, routes, routes.cli; print(sorted({'numpy', 'scipy', 'shapely', 'pandas', 'folium', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, env={**os.environ}, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_the_help_names_every_language() -> None:
    assert f"({', '.join(assets.stems('extraction/lexicons'))})" in str(cli.map_.__doc__)


def test_the_atlas_lists_its_licences(tmp_path: Path) -> None:
    listed = json.loads(routes("atlas", "--json", cwd=tmp_path).stdout)
    assert listed and all({"source", "version", "licence", "attribution", "sha256", "bytes"} <= set(meta) for meta in listed.values())


def test_place_in_a_report_says_why_it_won_and_the_others_lost(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(
        "The dhow sailed from Mersin to Tripoli, 17 miles from the Syrian border, and its flour was trucked to Homs. "
        "The mill there has been running at a third of its capacity since the spring, and the governor has asked for more. Bakers wait "
        "from four in the morning. Another load is offered for Tripoli, Libya.",
        encoding="utf-8",
    )
    done = routes("place", "tripoli", "--in", "r.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.decode().split("\n\n")
    assert first.startswith("Tripoli: on the route, 1 mention\n  Tripoli (LB)  PPL")
    assert "    + at the stated distance" in first and "    - not at the stated distance" in first
    assert second.startswith("Tripoli: only mentioned, 1 mention\n  Tripoli (LY)  PPLC")


def test_place_in_a_report_that_does_not_name_it(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("The train left Astana for Aktau.", encoding="utf-8")
    done = routes("place", "Paris", "--in", "r.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode() == "routes: r.txt names no place called 'Paris'. It names Astana, Aktau.\n"
