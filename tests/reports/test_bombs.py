"""No document exhausts who reads it, and none loses its last word without saying so.

Each bomb is read as a report is, in a process with limits; what is only about words is parsed here. `tests/bench/bombs.py` reads all of
them, and 500 broken PDFs, each alone, and prints time and memory.
"""

from __future__ import annotations

import json
import subprocess
import sys

import bombs
import pytest

from routes.errors import ReportError
from routes.reports import parsing
from routes.reports.kinds import settle
from routes.reports.reader import from_bytes

SOON = [  # those that are refused or read at once
    "attributes, feed", "entities, feed", "entities, html", "entities, word", "quadratic entities", "flate in flate", "zip, 10 GB",
    "many members", "no zip", "brackets, markdown",
]  # fmt: skip
SECRETS = ["a file as an entity", "a file as an entity, word"]
LONG = ("9.5 MB", "9 MB", "20 MB")


def read(name: str) -> tuple[str, str]:
    """Return the text of a bomb, or the sentence that refuses it."""
    suffix, make = bombs.bombs()[name]
    try:
        return from_bytes(make(), f"bomb{suffix}", suffix).text, ""
    except ReportError as error:
        return "", str(error)


@pytest.mark.parametrize("name", SOON)
def test_a_bomb_is_read_or_refused_in_one_sentence(name: str) -> None:
    text, said = read(name)
    assert text or (said.startswith("bomb") and said.endswith(".") and "\n" not in said)
    assert len(text) < 1_000_000


@pytest.mark.parametrize("name", SECRETS)
def test_no_file_of_this_machine_comes_in(name: str) -> None:
    text, said = read(name)
    assert "root:" not in text + said and "/bin/" not in text + said


@pytest.mark.parametrize("seed", range(8))
def test_a_broken_pdf_is_read_or_refused_in_one_sentence(seed: int) -> None:
    try:
        assert from_bytes(bombs.mutated(seed), "broken.pdf", ".pdf").text
    except ReportError as error:
        assert str(error).startswith("broken.pdf ") and "\n" not in str(error)


@pytest.mark.parametrize("name", [name for name in bombs.lost() if not name.endswith(LONG)])
def test_the_last_words_are_found_or_said_to_be_lost(name: str) -> None:
    suffix, make = bombs.lost()[name]
    content = make()
    if suffix == ".txt":
        assert bombs.MARK in from_bytes(content, "a.txt").text
        return
    said = parsing.answer(settle(content, suffix), content, "")
    assert "truncated" in said["error"] if "error" in said else bombs.MARK in "\n".join(said["document"]["paragraphs"])


@pytest.mark.parametrize("depth", [255, 300, 1500, 2500])
def test_the_deepest_words_are_found_or_said_to_be_lost(depth: int) -> None:
    said = parsing.answer("html", bombs.deep("div", depth), "")
    assert "error" not in said or depth > 2048  # from where on depends on the version of libxml2
    assert "truncated" in said["error"] if "error" in said else bombs.MARK in "\n".join(said["document"]["paragraphs"])


def test_a_paragraph_of_many_megabytes_is_whole() -> None:
    assert from_bytes(b"<p>" + b"word " * 600_000 + b"Odesa</p>", "a.html", ".html").text.endswith("Odesa")


def test_an_answer_without_end_is_refused() -> None:
    code = "import sys; from routes.reports import parsing; parsing.LONGEST_BYTES = 100; sys.argv[1:] = ['markdown', '']; parsing.serve()"
    done = subprocess.run([sys.executable, "-c", code], input=b"word " * 100, capture_output=True, check=True)
    assert json.loads(done.stdout) == {"error": "says more about itself than can be read; save its text as plain text"}
