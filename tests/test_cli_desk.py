"""The verbs of daily work, as a user meets them."""

import json
from pathlib import Path

from test_cli import routes


def test_a_plan_is_written_beside_the_report_kept_and_taken_into_account(tmp_path: Path, seeds: Path) -> None:
    report = tmp_path / "arms.txt"
    report.write_bytes((seeds / "arms-najin-tikhoretsk-en.txt").read_bytes())
    done = routes("plan", "arms.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode()) == (0, "arms.plan.toml\n"), done.stderr
    plan = tmp_path / "arms.plan.toml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace('# mode = "rail"', 'mode = "road"'), "utf-8")
    done = routes("plan", "arms.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (
        1,
        "routes: arms.plan.toml is there already and is kept; --refresh writes it anew with all that it sets.\n",
    )
    assert 'mode = "road"' in plan.read_text("utf-8")
    run = json.loads(routes("map", "arms.txt", "--json", cwd=tmp_path).stdout)
    assert (run["legs"][1]["mode"], run["legs"][1]["set_by_person"]) == ("road", ["mode"])
    assert routes("plan", "arms.txt", "--refresh", cwd=tmp_path).returncode == 0
    assert '\nmode = "road"\n' in plan.read_text("utf-8")


def test_a_plan_of_standard_input_is_printed_and_given_by_name(tmp_path: Path, seeds: Path) -> None:
    content = (seeds / "arms-najin-tikhoretsk-en.txt").read_bytes()
    printed = routes("plan", "-", cwd=tmp_path, stdin=content).stdout.decode()
    (tmp_path / "mine.toml").write_text(printed.replace('# mode = "rail"', 'mode = "road"'), "utf-8")
    done = routes("map", "-", "--plan", "mine.toml", "--json", cwd=tmp_path, stdin=content)
    assert json.loads(done.stdout)["legs"][1]["mode"] == "road", done.stderr


def test_a_slip_in_a_plan_is_one_sentence_with_its_line(tmp_path: Path, seeds: Path) -> None:
    (tmp_path / "arms.txt").write_bytes((seeds / "arms-najin-tikhoretsk-en.txt").read_bytes())
    (tmp_path / "arms.plan.toml").write_text('[[place]]\nname = "Najin"\nlatitude = 3\n', "utf-8")
    done = routes("map", "arms.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (
        1,
        "routes: arms.plan.toml, line 3: [[place]] has no key 'latitude'; did you mean 'lat'?\n",
    )


def test_a_plan_alone_in_a_folder_is_mapped_and_one_of_a_report_is_not_mapped_twice(tmp_path: Path, seeds: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "arms.txt").write_bytes((seeds / "arms-najin-tikhoretsk-en.txt").read_bytes())
    (folder / "arms.plan.toml").write_text(
        'format = "routes-plan/1"\nreport = "arms.txt"\n[[leg]]\nleg = "Najin → Dunay"\nignore = true\n', "utf-8"
    )
    (folder / "convoy.plan.toml").write_text(
        'format = "routes-plan/1"\n[[leg]]\nfrom = "Benghazi"\nto = "Tripoli"\nmode = "road"\n', "utf-8"
    )
    done = routes("map", folder, "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "out").glob("*.html")) == ["arms.html", "convoy.html", "index.html"]
    assert len(json.loads((tmp_path / "out" / "arms.json").read_text("utf-8"))["legs"]) == 1


def test_a_map_made_with_a_plan_or_of_a_document_is_verified(tmp_path: Path, seeds: Path) -> None:
    text = (seeds / "arms-najin-tikhoretsk-en.txt").read_text("utf-8")
    (tmp_path / "arms.eml").write_bytes(b"From: Ada <a@b.org>\nMIME-Version: 1.0\nSubject: Arms\n\n" + text.encode())
    (tmp_path / "arms.plan.toml").write_text('report = "arms.eml"\n[[leg]]\nleg = "Dunay → Tikhoretsk"\nmode = "road"\n', "utf-8")
    assert routes("map", "arms.eml", "-o", ".", cwd=tmp_path).returncode == 0
    done = routes("verify", "arms.html", "--report", "arms.eml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
