"""What `import routes` offers."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import routes


def test_every_public_name_is_there_documented_and_typed() -> None:
    assert dir(routes) == sorted(routes.__all__)
    for name in routes.__all__:
        thing = getattr(routes, name)
        assert thing.__doc__, name
        if inspect.isfunction(thing):
            untyped = [p for p in inspect.signature(thing).parameters.values() if p.annotation is inspect.Parameter.empty]
            assert not untyped, name
            assert inspect.signature(thing).return_annotation is not inspect.Signature.empty, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = routes.nothing


def test_a_folder_may_be_named_by_a_string(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("A ship sailed from Odesa to Constanta on 3 May 2024 with grain.", "utf-8")
    (outcome,) = routes.map_many([str(report)], str(tmp_path / "out"), routes.load_settings(folder=tmp_path, environment={}))
    assert outcome.error is None
    assert sorted(p.name for p in (tmp_path / "out").iterdir() if p.suffix == ".html") == ["a.html", "index.html"]


def test_a_plan_is_written_corrected_and_read_again(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("A ship sailed from Odesa to Constanta on 3 May 2024 with grain.", "utf-8")
    path = tmp_path / "a.plan.toml"
    path.write_text(routes.plan_of(report) + '\n[[leg]]\nfrom = "Constanta"\nto = "Varna"\nmode = "road"\n', "utf-8")
    run = routes.run(report, plan=routes.read_plan(path))
    assert [(run.waypoint(leg.origin).name, run.waypoint(leg.destination).name, leg.mode) for leg in run.legs] == [
        ("Odesa", "Constanta", "sea"), ("Constanta", "Varna", "road"),
    ]  # fmt: skip


def test_geoparse_leaves_the_collector_of_cycles_as_it_was() -> None:
    import gc

    routes.geoparse("The ship sailed from Odesa to Varna.")
    assert gc.isenabled()
    gc.disable()
    try:
        routes.geoparse("The ship sailed from Odesa to Varna.")
        assert not gc.isenabled()
    finally:
        gc.enable()
