"""A regular expression engine that counts: how many steps a backtracking search takes, whatever the machine.

It runs the parse trees of the standard library (`re._parser`) the way `re` does, so that what is slow there is many steps here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import _constants as op
from re import _parser as parser
from typing import Any

Program = list[tuple[Any, ...]]
_WORD = re.compile(r"\w")


class TooManySteps(Exception):
    """The search took more steps than it was given."""


def _category(code: Any) -> Callable[[str], bool]:
    pattern = {
        op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
        op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
    }[code]  # fmt: skip
    return re.compile(pattern).match  # type: ignore[return-value]


def single(code: Any, value: Any, flags: int) -> Callable[[str], bool] | None:
    """Return the test of a node that takes one character, None for any other node."""
    if code is op.LITERAL or code is op.NOT_LITERAL:
        wanted = chr(value)
        same = (lambda c: c.lower() == wanted.lower()) if flags & re.I else (lambda c: c == wanted)
        return same if code is op.LITERAL else lambda c: not same(c)
    if code is op.ANY:
        return (lambda c: True) if flags & re.S else (lambda c: c != "\n")
    if code is not op.IN:
        return None
    negate = value[0][0] is op.NEGATE
    tests: list[Callable[[str], bool]] = []
    for kind, item in value[negate:]:
        if kind is op.LITERAL:
            tests.append(lambda c, one=item: ord(c) == one)
        elif kind is op.RANGE:
            tests.append(lambda c, low=item[0], high=item[1]: low <= ord(c) <= high)
        else:
            tests.append(_category(item))
    if flags & re.I:
        return lambda c: any(t(d) for t in tests for d in (c.lower(), c.upper())) != negate
    return lambda c: any(t(c) for t in tests) != negate


def build(tree: Any, flags: int) -> Program:
    """Return a parse tree as instructions for `run`."""
    program: Program = []
    _emit(tree, flags, program)
    program.append(("match",))
    return program


def _emit(tree: Any, flags: int, out: Program) -> None:
    for code, value in tree:
        test = single(code, value, flags)
        if test is not None:
            out.append(("char", test))
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT):
            low, high, body = value
            at = len(out)
            out.append(())
            _emit(body, flags, out)
            out.append(("again", at))
            out[at] = ("loop", low, high, len(out), code is op.MAX_REPEAT)
        elif code in (op.POSSESSIVE_REPEAT, op.ATOMIC_GROUP):
            inner = [(op.MAX_REPEAT, value)] if code is op.POSSESSIVE_REPEAT else value
            out.append(("atomic", build(inner, flags)))
        elif code is op.SUBPATTERN:
            _emit(value[3], flags | value[1], out)
        elif code is op.BRANCH:
            _branch(value[1], flags, out)
        elif code is op.AT:
            out.append(("at", value))
        elif code in (op.ASSERT, op.ASSERT_NOT):
            direction, body = value
            width = body.getwidth()[0] if direction < 0 else 0
            out.append(("look", build(body, flags), code is op.ASSERT, width))
        else:
            raise NotImplementedError(code)


def _branch(choices: Any, flags: int, out: Program) -> None:
    ends = []
    for choice in choices[:-1]:
        at = len(out)
        out.append(())
        _emit(choice, flags, out)
        ends.append(len(out))
        out.append(())
        out[at] = ("split", len(out))
    _emit(choices[-1], flags, out)
    for end in ends:
        out[end] = ("jump", len(out))


class Counter:
    """Counts the steps of searches in one text, and stops at a limit."""

    def __init__(self, text: str, limit: int, flags: int = 0) -> None:
        self.text, self.limit, self.flags, self.steps = text, limit, flags, 0

    def run(self, program: Program, start: int) -> int:
        """Return where a match that begins at ``start`` ends, -1 when there is none."""
        text, size = self.text, len(self.text)
        stack: list[tuple[int, int, tuple[tuple[int, int, int], ...]]] = [(0, start, ())]
        while stack:
            pc, at, loops = stack.pop()
            while True:
                self.steps += 1
                if self.steps > self.limit:
                    raise TooManySteps
                name, *args = program[pc]
                if name == "match":
                    return at
                if name == "char":
                    if at >= size or not args[0](text[at]):
                        break
                    pc, at = pc + 1, at + 1
                elif name == "loop":
                    low, high, after, greedy = args
                    mine = loops[-1] if loops and loops[-1][0] == pc else (pc, 0, -1)
                    rest = loops[:-1] if loops and loops[-1][0] == pc else loops
                    inside, outside = (pc + 1, at, (*rest, (pc, mine[1] + 1, at))), (after, at, rest)
                    if mine[1] < low:
                        pc, at, loops = inside
                    elif (high is not op.MAXREPEAT and mine[1] >= high) or at == mine[2]:
                        pc, at, loops = outside
                    else:
                        first, second = (inside, outside) if greedy else (outside, inside)
                        stack.append(second)
                        pc, at, loops = first
                elif name in ("again", "jump"):
                    pc = args[0]
                elif name == "split":
                    stack.append((args[0], at, loops))
                    pc += 1
                elif name == "atomic":
                    end = self.run(args[0], at)
                    if end < 0:
                        break
                    pc, at = pc + 1, end
                elif name == "look":
                    inner, wanted, width = args
                    found = at >= width and self.run(inner, at - width) >= 0
                    if found != wanted:
                        break
                    pc += 1
                elif self._at(args[0], at):
                    pc += 1
                else:
                    break
        return -1

    def _at(self, where: Any, at: int) -> bool:
        text, size = self.text, len(self.text)
        if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return at == 0 or (where is op.AT_BEGINNING and bool(self.flags & re.M) and text[at - 1] == "\n")
        if where is op.AT_END:
            last = at == size or (at == size - 1 and text[at] == "\n")
            return last or (bool(self.flags & re.M) and text[at] == "\n")
        if where is op.AT_END_STRING:
            return at == size
        inner = (at > 0 and bool(_WORD.match(text[at - 1]))) != (at < size and bool(_WORD.match(text[at])))
        return inner if where is op.AT_BOUNDARY else not inner


def count(pattern: str, flags: int, text: str, *, everywhere: bool, limit: int) -> int:
    """Return the steps of matching a text once at its head, or of looking for all matches in it.

    Raises
    ------
    TooManySteps
        When there are more than ``limit``.
    """
    program = build(parser.parse(pattern, flags), flags)
    counter = Counter(text, limit, flags)
    at = 0
    while at <= len(text):
        end = counter.run(program, at)
        if not everywhere:
            break
        at = max(end, at + 1)
    return counter.steps
