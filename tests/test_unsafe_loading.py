"""Nothing that is loaded can run anything: no module of the package can turn bytes or text into objects or code."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "routes"
FILES = sorted(ROOT.rglob("*.py"))
# What makes objects or code of bytes, and what does so inside: pools of processes pickle their tasks.
MODULES = {
    "pickle", "_pickle", "cPickle", "cloudpickle", "dill", "joblib", "shelve", "dbm", "marshal", "copyreg", "code", "codeop", "yaml",
    "multiprocessing", "concurrent.futures.process",
}  # fmt: skip
NAMES = {"eval", "exec", "compile", "__import__", "ProcessPoolExecutor", "read_pickle", "to_pickle", "loads_pickle"}


def rule(node: ast.AST) -> str:
    """Return what is wrong with a piece of code, "" where nothing is."""
    if isinstance(node, ast.Import):
        return next((a.name for a in node.names if a.name in MODULES or a.name.partition(".")[0] in MODULES), "")
    if isinstance(node, ast.ImportFrom):
        name = node.module or ""
        inner = {f"{name}.{a.name}" for a in node.names} | {a.name for a in node.names}
        return name if name in MODULES or name.partition(".")[0] in MODULES else next(iter(inner & (MODULES | NAMES)), "")
    if isinstance(node, ast.Name) and node.id in NAMES:
        return node.id
    if isinstance(node, ast.Attribute) and node.attr in NAMES - {"compile"}:
        return node.attr
    if isinstance(node, ast.Call):
        return _called(node)
    return ""


def _called(node: ast.Call) -> str:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    words = {k.arg: k.value for k in node.keywords}
    first = node.args[0] if node.args else None
    if name == "import_module" and isinstance(first, ast.Constant) and str(first.value).partition(".")[0] in MODULES:
        return str(first.value)
    if "shell" in words:
        return "shell="
    if isinstance(allowed := words.get("allow_pickle"), ast.AST) and not (isinstance(allowed, ast.Constant) and allowed.value is False):
        return "allow_pickle"
    if name == "load" and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in ("np", "numpy"):
        return "" if "allow_pickle" in words else "np.load without allow_pickle=False"
    return ""


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_makes_objects_or_code_of_what_it_reads(path: Path) -> None:
    found = [f"line {node.lineno}: {said}" for node in ast.walk(ast.parse(path.read_text("utf-8"))) if (said := rule(node))]  # type: ignore[attr-defined]
    assert not found


@pytest.mark.parametrize(
    "code",
    [
        "import pickle", "from pickle import loads", "import yaml", "import shelve", "eval('1')", "exec(x)",
        "import concurrent.futures.process", "from concurrent.futures import ProcessPoolExecutor", "import marshal",
        "np.load(p)",
        "np.load(p, allow_pickle=True)", "import_module('pickle')", "pandas.read_pickle(p)", "subprocess.run(c, shell=True)",
    ],
)  # fmt: skip
def test_the_rule_sees_what_it_is_for(code: str) -> None:
    assert any(rule(node) for node in ast.walk(ast.parse(code)))


def test_the_only_code_given_to_an_interpreter_is_written_in_the_package() -> None:
    given = [line.strip() for path in FILES for line in path.read_text("utf-8").splitlines() if re.search(r'"-c"', line)]
    assert given and all(re.search(r'"-c", _START\b', line) for line in given)


def test_a_worker_loads_no_object_from_the_other_side(tmp_path: Path) -> None:
    """A pickled object that would make a file is sent both ways of a pipe: it stays bytes."""
    mark = tmp_path / "hit"
    bomb = f"cposix\nsystem\n(S'touch {mark}'\ntR.".encode()
    code = "import sys; from routes.worker import Worker; w = Worker(sys.argv[1]); w.send(sys.stdin.buffer.read()); print(w.receive())"
    (tmp_path / "echo_of_tests.py").write_text("def serve(pipe):\n    pipe.send(pipe.receive())\n")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}", "echo_of_tests:serve"],
        input=bomb,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == repr(bomb)
    assert not mark.exists()
