"""The page against the rules of axe-core, which is fetched for the test and never kept."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drawn_runs import sample

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return axe-core's script: from ROUTES_AXE, else packed by npm."""
    given = os.environ.get("ROUTES_AXE")
    if given:
        return Path(given).read_text("utf-8")
    folder = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run(["npm", "pack", "axe-core@4", "--silent"], cwd=folder, check=True, capture_output=True, timeout=120)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("axe-core is not at hand: set ROUTES_AXE to axe.min.js, or install npm")
    packed = next(folder.glob("axe-core-*.tgz")).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode()


def violations(v: Any, axe: str) -> list[tuple[str, str]]:
    v.page.evaluate(axe)
    found = v.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(rule["id"], node["html"][:160]) for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("view", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_is_broken(visit: Callable[..., Any], drawn: Callable[..., Path], axe: str, view: str, scheme: str) -> None:
    v = visit(drawn(sample(), "sample"), view, color_scheme=scheme, bypass_csp=True)
    assert violations(v, axe) == []


def test_no_rule_is_broken_with_everything_open(visit: Callable[..., Any], drawn: Callable[..., Path], axe: str) -> None:
    v = visit(drawn(sample(), "sample"), bypass_csp=True)
    v.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    v.page.locator('#claims [data-show="claim:c3"]').click()
    v.page.locator('#route [data-show="leg:l1"]').click()
    v.page.get_by_role("button", name="Layers").click()
    v.page.get_by_label("Places of the same name").check()
    assert violations(v, axe) == []


def test_the_list_of_reports(visit: Callable[..., Any], tmp_path: Path, axe: str) -> None:
    from routes.maps.index import index

    run = sample()
    path = tmp_path / "index.html"
    path.write_text(index([("convoy", run), ("other", run)]), "utf-8")
    v = visit(path, bypass_csp=True)
    assert violations(v, axe) == []


def test_the_list_finds_by_place(visit: Callable[..., Any], tmp_path: Path) -> None:
    from routes.maps.index import index

    run, other = sample(), sample()
    other["report"]["title"] = "Été à Najin"
    path = tmp_path / "index.html"
    path.write_text(index([("convoy", run), ("other", other)]), "utf-8")
    v = visit(path)
    v.page.get_by_role("searchbox").fill("ete najin")
    assert v.page.locator(".report:visible").count() == 1
    assert v.page.locator("#found").inner_text() == "1 of 2"
    v.page.get_by_role("searchbox").fill("kingston")
    assert v.page.locator(".report:visible").count() == 2
    v.clean()
