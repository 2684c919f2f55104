"""No pattern takes long over any text: counted in steps, so that a slow machine changes nothing."""

import pytest
import steps
from patterns import Pattern, find, worst

LENGTH = 600  # characters of a worst case: more than a loop may run for one character
MOST = 60  # steps a character: a line of a million characters then takes well under a second, and twice the line twice the time
PATTERNS = find()


def test_the_patterns_of_the_package_are_found() -> None:
    where = {p.where for p in PATTERNS}
    assert len(PATTERNS) > 30
    assert {"routes.text._TOKEN", "routes.extraction.pages._WORD", "routes.atlas.keys._PIECE"} <= where


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p.where)
def test_a_pattern_is_linear(pattern: Pattern) -> None:
    for text in worst(pattern, LENGTH):
        try:
            steps.count(pattern.pattern, pattern.flags, text, everywhere=pattern.everywhere, limit=MOST * (len(text) + 50))
        except steps.TooManySteps:
            pytest.fail(f"{pattern.where} takes more than {MOST} steps a character of {text[:40]!r}…")


def test_steps_are_counted_as_re_backtracks() -> None:
    assert steps.count("a+b", 0, "a" * 50, everywhere=False, limit=10_000) < 400
    with pytest.raises(steps.TooManySteps):
        steps.count("(?:a+)+b", 0, "a" * 50, everywhere=False, limit=10_000)
    with pytest.raises(steps.TooManySteps):
        steps.count(r"(?:<!--.{0,200}?-->){0,5}<p", 16, "<!---->" * 60, everywhere=False, limit=20_000)


@pytest.mark.parametrize("text", ["a1,b2", "", "aaa", "x.y.z", "12 345\n\n", "«a-b»"])
def test_the_engine_finds_what_re_finds(text: str) -> None:
    import re

    for pattern in (r"[a-z]+\d?", r"(?:a|ab)+?b", r"\s{1,3}$", r"(?<=a)\d", r"(?!b)\w", r"[^\W\d_]{1,2}\.", r"\b\w", r"(?>a+)."):
        counter = steps.Counter(text, 100_000)
        program = steps.build(steps.parser.parse(pattern), 0)
        found = [counter.run(program, at) for at in range(len(text) + 1)]
        assert found == [m.end() if (m := re.compile(pattern).match(text, at)) else -1 for at in range(len(text) + 1)]
