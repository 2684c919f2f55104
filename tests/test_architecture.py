"""The rules of the house, read off the source: imports point down, files and functions stay small."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "routes"
FILES = sorted(ROOT.rglob("*.py"))
GROUND = {
    "cache",
    "model",
    "errors",
    "units",
    "geodesy",
    "text",
    "settings",
    "assets",
    "runs",
    "schema",
    "web",
    "worker",
    "writer",
    "integrity",
    "comparison",
}
STAGES = {"reports", "extraction", "gazetteers", "networks", "checks"}
OUTPUTS = {"maps", "exports"}


def module(path: Path) -> str:
    return ".".join(("routes", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def is_module(name: str) -> bool:
    path = ROOT.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                # "from routes.networks import rail" depends on rail, not on what the package's __init__ says
                names.add(inner if is_module(inner) else node.module)
    return {n for n in names if n == "routes" or n.startswith("routes.")}


def part(name: str) -> str:
    """The layer's name: the first part below ``routes``."""
    return name.split(".")[1] if "." in name else ""


def allowed(own: str) -> set[str]:
    if own in GROUND:
        return GROUND
    if own == "atlas":
        return GROUND | {"atlas"}
    if own in STAGES:
        return GROUND | {"atlas", own}
    if own in OUTPUTS:
        return GROUND | {"atlas"} | OUTPUTS
    if own in {"pipeline", "plans", "lookups", "geoparsing", "measuring", "explanation"}:
        return GROUND | {"atlas", "pipeline", "plans", "lookups", "geoparsing", "measuring", "explanation"} | STAGES | OUTPUTS
    return (
        GROUND
        | {
            "atlas",
            "pipeline",
            "plans",
            "lookups",
            "geoparsing",
            "measuring",
            "explanation",
            "batch",
            "crowd",
            "corpus",
            "ledger",
            "summary",
            "cli",
            "cli_desk",
            "cli_saved",
            "cli_checks",
            "cli_choices",
            "tables",
            "terminal",
            "verification",
            "",
        }
        | STAGES
        | OUTPUTS
    )


@pytest.mark.parametrize("path", FILES, ids=module)
def test_imports_point_down(path: Path) -> None:
    own = part(module(path))
    wrong = sorted(
        n
        for n in imported(path)
        if part(n) and (ROOT / f"{part(n)}.py").exists() | (ROOT / part(n)).is_dir() and part(n) not in allowed(own)
    )
    assert not wrong, f"{module(path)} may not import {wrong}"


def test_no_import_circles() -> None:
    modules = {module(p): p for p in FILES}
    graph = {name: sorted(n for n in imported(p) if n in modules and n != name) for name, p in modules.items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path, name))
        if name not in done:
            for other in graph[name]:
                # importing "routes.x" through "from routes import x" names the package too; that is no dependence on the package's own code
                if other != "routes":
                    visit(other, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", FILES, ids=module)
def test_files_and_functions_stay_small(path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.count("\n") <= 400, f"{module(path)} has over 400 lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{module(path)}.{node.name} has over 60 lines"


@pytest.mark.parametrize("path", [p for p in FILES if "build" not in p.parts and not p.name.startswith("cli")], ids=module)
def test_only_the_command_line_prints(path: Path) -> None:
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "print"]
    assert not calls


def test_no_drawer_modules() -> None:
    assert not [module(p) for p in FILES if p.stem in {"utils", "helpers", "manager", "common", "misc"}]
