"""Every pattern of the package, found by reading it, and the texts that are worst for a pattern, made from its parse tree."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as op
from re import _parser as parser
from typing import Any, NamedTuple

import steps

import routes

_ANCHORED = frozenset({"match", "fullmatch"})
_METHODS = _ANCHORED | {"search", "findall", "finditer", "sub", "subn", "split", "compile"}
_OWN_TEXT = ("routes.atlas.build", "routes.maps.page")  # read the sources of the atlas and of Leaflet, never a report
_ALPHABET = "aA1 .\n-'<,!"


class Pattern(NamedTuple):
    """A pattern with its place in the package; ``everywhere`` tells whether it is looked for at every position of a text."""

    where: str
    pattern: str
    flags: int
    everywhere: bool


def find() -> list[Pattern]:
    """Return the patterns of all modules: compiled ones by whatever holds them, others by the calls that name them."""
    found: dict[tuple[str, int], Pattern] = {}
    for info in sorted(pkgutil.walk_packages(routes.__path__, "routes."), key=lambda info: info.name):
        if info.name.startswith(_OWN_TEXT) or info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        source = Path(str(module.__file__)).read_text("utf-8")
        held = list(_held(module, source))
        texts = {one.pattern for one in held}
        for one in (*held, *(one for one in _called(module, source) if one.pattern not in texts)):
            known = found.get((one.pattern, one.flags))
            if known is None or (one.everywhere and not known.everywhere):
                found[one.pattern, one.flags] = one
    return list(found.values())


def _held(module: Any, source: str) -> Iterator[Pattern]:
    """Yield the compiled patterns among a module's values, and inside its lists and tables."""
    for name, value in vars(module).items():
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple, set, frozenset)) else (value,)
        for one in inside:
            if isinstance(one, re.Pattern) and not name.startswith("__"):
                uses = set(re.findall(rf"\b{re.escape(name)}\.(\w+)", source)) & _METHODS
                text = one.pattern.decode("latin-1") if isinstance(one.pattern, bytes) else one.pattern
                yield Pattern(f"{module.__name__}.{name}", text, one.flags & ~re.U, not uses or not uses <= _ANCHORED)


def _called(module: Any, source: str) -> Iterator[Pattern]:
    """Yield the patterns that are given to `re` where they are used."""
    for node in ast.walk(ast.parse(source)):
        function = node.func if isinstance(node, ast.Call) else None
        if not (isinstance(node, ast.Call) and isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)):
            continue
        if function.value.id != "re" or function.attr not in _METHODS:
            continue
        text = _written(node.args[0], module)
        flags = [k.value for k in node.keywords if k.arg == "flags"]
        flags += node.args[1:2] if function.attr == "compile" else []
        value = eval(compile(ast.Expression(flags[0]), "<flags>", "eval"), vars(module)) if flags else 0
        text = text.decode("latin-1") if isinstance(text, bytes) else text
        yield Pattern(f"{module.__name__}:{node.lineno}", text, int(value), function.attr not in _ANCHORED)


def _written(node: ast.expr, module: Any) -> Any:
    """Return a pattern as the module writes it; what only a call knows, such as an escaped name, stands as a word."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else _written(part, module) for part in node.values)
    try:
        inner = node.value if isinstance(node, ast.FormattedValue) else node
        return eval(compile(ast.Expression(inner), "<pattern>", "eval"), vars(module))
    except NameError:
        return "word"


def worst(pattern: Pattern, length: int) -> Iterator[str]:
    """Yield texts of about a length that make a pattern backtrack: what each of its loops takes, over and over, and no end to it."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    letters = list(dict.fromkeys(c for c in (*_letters(tree, pattern.flags), *_ALPHABET)))
    own = letters[: max(1, len(letters) - len(_ALPHABET))][:8]
    seen = set()
    for unit in (*letters, *(a + b for a in own for b in own if a != b), *_pumps(tree, pattern.flags)):
        for head in dict.fromkeys(("", *_heads(tree, pattern.flags))):
            text = (head + unit * (length // max(1, len(unit))))[:length]
            for end in ("", "\x00"):
                if text + end not in seen:
                    seen.add(text + end)
                    yield text + end


def _letters(tree: Any, flags: int) -> Iterator[str]:
    """Yield a character for each node that takes one."""
    for code, value in tree:
        if steps.single(code, value, flags) is not None:
            yield _letter(code, value, flags)
        else:
            for inner in _inner(code, value):
                yield from _letters(inner, flags)


def _letter(code: Any, value: Any, flags: int) -> str:
    test = steps.single(code, value, flags)
    assert test is not None
    own = [chr(v if k is op.LITERAL else v[0]) for k, v in value if k in (op.LITERAL, op.RANGE)] if code is op.IN else []
    tried = [*own, *([chr(value)] if code is op.LITERAL else []), *"aA1 .\n-,:;'\"<>()[]{}/_#@é\u0301\u00a0"]
    return next((c for c in tried if test(c)), "\u4e00")


def _inner(code: Any, value: Any) -> list[Any]:
    """Return the trees inside a node."""
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return [value[2]]
    if code is op.SUBPATTERN:
        return [value[3]]
    if code is op.BRANCH:
        return list(value[1])
    if code is op.ATOMIC_GROUP:
        return [value]
    return [value[1]] if code in (op.ASSERT, op.ASSERT_NOT) else []


def _sample(tree: Any, flags: int, more: int = 0) -> str:
    """Return a text that a tree matches, with each loop run its fewest times and so many more."""
    parts = []
    for code, value in tree:
        if steps.single(code, value, flags) is not None:
            parts.append(_letter(code, value, flags))
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            parts.append(_sample(value[2], flags, more) * min(value[0] + more, value[1]))
        elif code not in (op.ASSERT, op.ASSERT_NOT):
            parts += [_sample(inner, flags, more) for inner in _inner(code, value)[:1]]
    return "".join(parts)


def _pumps(tree: Any, flags: int) -> Iterator[str]:
    """Yield what the body of each loop matches, and what the whole pattern does."""
    for more in (0, 1, 2):
        yield _sample(tree, flags, more)
    for code, value in tree:
        for inner in _inner(code, value):
            if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
                for more in (0, 1, 3):
                    yield _sample(inner, flags, more)
            yield from _pumps(inner, flags)


def _heads(tree: Any, flags: int) -> Iterator[str]:
    """Yield what stands before each loop of the outermost tree."""
    for n, (code, _) in enumerate(tree):
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            yield _sample(tree[:n], flags, 1)
