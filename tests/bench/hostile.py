"""Time what a hostile text costs: every pattern on its worst cases, and the whole line of stages on lines of a megabyte.

    python tests/bench/hostile.py [patterns | lines]

Processor time, and by how much it grows when the text is twice as long: a megabyte should take at most a second a pattern, and twice
the text at most 2.5 times as long.
"""

from __future__ import annotations

import re
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import routes
from routes.errors import NothingToDraw
from routes.model import Report

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SIZE = 1_000_000
LINES = {
    "no spaces": "x",
    "capitals": "A",
    "digits": "7",
    "brackets": "(",
    "quotes": "«",
    "a.a.a.": "a.",
    "capital words": "Aaa ",
    "shouted words": "PARIS ",
    "a name over and over": "Paris ",
    "names and commas": "Paris, Rome, ",
    "from … to …": "from Paris to Rome ",
    "kilometres": "50 km from Paris ",
    "hyphens": "a-",
    "apostrophes": "d'",
    "numbers": "1 ",
    "number words": "twenty-",
    "arrows": "Paris → ",
    "dates": "3 March ",
    "line ends": "\n",
    "full stops": "The ship sailed from Odesa to Izmir. ",
    "Cyrillic": "Москва ",
    "Cyrillic capitals": "Из Москвы в Курск ",
    "Han": "東京",
}


def patterns() -> None:
    """Print what the slowest worst case of each pattern takes."""
    from patterns import find, worst

    for one in find():
        compiled = re.compile(one.pattern, one.flags)
        text = max(worst(one, 4000), key=partial(_cost, compiled, everywhere=one.everywhere))
        whole = (text * (SIZE // max(1, len(text)) + 1))[:SIZE]
        half, full = (_cost(compiled, part, everywhere=one.everywhere) for part in (whole[: SIZE // 2], whole))
        print(f"{one.where:44} {full:7.3f} s a megabyte, {full / max(half, 1e-4):5.2f} times the half")


def _cost(pattern: re.Pattern[str], text: str, *, everywhere: bool) -> float:
    began = time.process_time()
    if everywhere:
        sum(1 for _ in pattern.finditer(text))
    else:
        pattern.match(text)
    return time.process_time() - began


def lines() -> None:
    """Print what a whole run over one line of a megabyte takes."""
    _run("From Paris to Rome.")
    for name, unit in LINES.items():
        text = (unit * (SIZE // len(unit) + 1))[:SIZE]
        half, full = _run(text[: SIZE // 2]), _run(text)
        print(f"{name:24} {full:7.2f} s a megabyte, {full / max(half, 1e-3):5.2f} times the half", flush=True)


def _run(text: str) -> float:
    began = time.process_time()
    with suppress(NothingToDraw):
        routes.run(Report(text=text))
    return time.process_time() - began


if __name__ == "__main__":
    chosen = sys.argv[1:]
    if chosen != ["lines"]:
        patterns()
    if chosen != ["patterns"]:
        lines()
