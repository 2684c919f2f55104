"""Nothing that a report, a plan, a run or a name says can take over a terminal: no command writes a control character."""

from __future__ import annotations

import ast
import contextlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from routes import terminal
from routes.runs import parse

ROOT = Path(__file__).resolve().parent.parent / "routes"
# ESC, CSI of seven and of eight bits, a window title, a link, the clipboard, C1, DEL, every mark of direction, lines that are none.
ESCAPES = (
    "\x1b[31m", "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\link", "\x1b]52;c;ZXZpbA==\x07", "\x9b31m",
    "\x9d52;c;ZXZpbA==\x9c", "\x90", "\x85", "\x7f", "\x08", "\x0b", "\x0c", "\x1c", "\u202e", "\u202d", "\u202a",
    "\u202b", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c", "\u2028", "\u2029",
)  # fmt: skip
ALLOWED = "\n"
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
TITLE = f"Ships {''.join(ESCAPES)} leave"
TEXT = f"{TITLE}\n\n" + "".join(
    f"On {n % 27 + 1} May 2024 a ship with {e}grain{e} sailed from Odesa{e} to Constanta. Odesa {e} is about 300{e} km from {e}Constanta.\n"
    f"Odesa is 310 km {e}from Constanta, and lies 20 km from Xy{e}zzqa.\n{'So it is said. ' * 90}\n"
    for n, e in enumerate(ESCAPES)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, a run and a plan that are full of escapes, under names that hold some."""
    folder = tmp_path_factory.mktemp("esc\x1b[31mapes")
    (folder / "in").mkdir()
    (folder / "in" / "re\x1b]0;x\x07port\u202e.txt").write_text(TEXT, "utf-8")
    (folder / "in" / "empty\x9b.txt").write_bytes(b"")
    (folder / "page.html").write_text(f"<title>{TITLE}</title><p>{TEXT}</p><meta name=author content='{TITLE}'>", "utf-8")
    (folder / "bad.plan.toml").write_text('format = "routes-plan/1"\n[[place]]\nname = "a\\u001b[31m"\nmod\\u009b = 1\n', "utf-8")
    run("map", folder / "page.html", "-o", folder / "out")
    saved = json.loads((folder / "out" / "page.json").read_text("utf-8"))
    other = json.loads(json.dumps(saved))
    for thing in (*other["places"], *other["legs"], *other["claims"]):
        for key, value in list(thing.items()):
            if isinstance(value, str) and key not in FIXED:
                thing[key] = value + "".join(ESCAPES)
    other["report"]["title"] = TITLE
    (folder / "other.json").write_text(json.dumps(other), "utf-8")
    parse(json.dumps(other))  # it is read, and its escapes are met
    return folder


def run(*words: Any, given: bytes = b"") -> tuple[int, str]:
    """Run a command; return its exit code and all that it wrote, standard output and error."""
    done = subprocess.run([sys.executable, "-m", "routes.cli", *map(str, words)], input=given, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "surrogateescape")


# What a run is refused with where it holds anything else, and what ties its parts together.
FIXED = ("id", "from", "to", "leg", "verdict", "kind", "mode", "status", "method", "unit", "role", "comparator")
COMMANDS: dict[str, list[Any]] = {
    "map": ["map", "{}/page.html", "-o", "{}/again"],
    "map --json": ["map", "{}/page.html", "--json"],
    "map a folder": ["map", "{}/in", "-o", "{}/many"],
    "map what is not there": ["map", "no\x1b[31mthing\u202e.txt"],
    "map an address": ["map", "http://127.0.0.1/\x1b[31m\u202e"],
    "map in a language": ["map", "{}/page.html", "--lang", "\x1b[31m"],
    "map with a plan": ["map", "{}/page.html", "--plan", "{}/bad.plan.toml"],
    "an option": ["map", "--\x1b[31m\u202e"],
    "a verb": ["\x1b[31m\u202e"],
    "check": ["check", "{}/page.html"],
    "check --json": ["check", "{}/page.html", "--json"],
    "check --csv": ["check", "{}/page.html", "--csv"],
    "check --markdown": ["check", "{}/page.html", "--markdown"],
    "plan": ["plan", "{}/page.html", "-o", "-"],
    "place": ["place", "\x1b[31mOdesa\u202e"],
    "place --in": ["place", "Odesa", "--in", "{}/page.html"],
    "place --in --json": ["place", "Odesa", "--in", "{}/page.html", "--json"],
    "distance": ["distance", "Odesa", "Xy\x1b[31m", "--claim", "\u202e300 km\x9b"],
    "export": ["export", "{}/out/page.json", "-f", "\x1b[31m"],
    "export to": ["export", "{}/out/page.json", "-f", "csv", "-o", "{}/out/\x1b[31m.csv"],
    "verify": ["verify", "{}/other.json"],
    "diff": ["diff", "{}/out/page.json", "{}/other.json"],
    "diff --json": ["diff", "{}/out/page.json", "{}/other.json", "--json"],
    "atlas add": ["atlas", "add", "{}/in/\x1b[31m.txt"],
    "atlas remove": ["atlas", "remove", "\x1b[31m\u202e"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_writes_a_control_character(folder: Path, name: str) -> None:
    _, said = run(*(str(word).replace("{}", str(folder)) for word in COMMANDS[name]))
    assert said and "Traceback" not in said
    assert FORBIDDEN.findall(said) == []


def test_standard_input_is_no_exception() -> None:
    _, said = run("map", "-", "--json", given=TEXT.encode())
    assert FORBIDDEN.findall(said) == []
    assert json.loads(said)["report"]["text"] == TEXT.replace("\r", "\n")


def test_json_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"text": "".join(ESCAPES) + "\ud800", "n": [1.5, None]}
    terminal.show_json(value)
    said = capsys.readouterr().out
    assert FORBIDDEN.findall(said) == [] and json.loads(said) == value


def test_a_plan_keeps_what_it_escapes() -> None:
    import tomllib

    from routes.plans.writing import _toml

    for escape in ESCAPES:
        assert FORBIDDEN.findall(_toml(escape)) == []
        assert tomllib.loads(f"a = {_toml(escape)}") == {"a": escape}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_one_module_speaks(path: Path) -> None:
    """Nothing else prints, or writes to a standard stream; a bar of progress and the tables of rich are for terminals or clean already."""
    if path.name == "terminal.py" or "build" in path.parts:
        return
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        said = ast.unparse(node.func)
        if said == "print" or (said in ("sys.stdout.write", "sys.stderr.write") and "isatty" not in path.read_text("utf-8")):
            found.append(f"line {node.lineno}: {said}")
    assert not found


def test_a_signal_that_came_in_a_moment_that_swallowed_it_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "_signals", [])
    terminal.heed()
    with contextlib.suppress(KeyboardInterrupt):
        terminal.stop(15, None)
    with pytest.raises(KeyboardInterrupt):
        terminal.heed()
