"""What is kept between runs: whole and ours, or as good as none."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routes import cache


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROUTES_CACHE", str(tmp_path))
    assert cache.put("places", "Odesa", {"lat": 46.5, "name": "Одеса"})
    (path,) = (tmp_path / "places").iterdir()
    return path


def test_a_value_is_kept(kept: Path) -> None:
    assert cache.get("places", "Odesa") == {"lat": 46.5, "name": "Одеса"}
    assert cache.get("places", "Varna") is None and cache.get("other", "Odesa") is None


def test_every_truncation_is_seen(kept: Path) -> None:
    whole = kept.read_bytes()
    for n in range(len(whole)):
        kept.write_bytes(whole[:n])
        assert cache.get("places", "Odesa") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_flipped_bit_is_seen(kept: Path, data: st.DataObject) -> None:
    whole = kept.read_bytes()
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    broken = bytearray(whole)
    broken[bit // 8] ^= 1 << bit % 8
    kept.write_bytes(bytes(broken))
    assert cache.get("places", "Odesa") is None
    kept.write_bytes(whole)


def nowhere() -> Path:
    raise RuntimeError("Could not determine home directory.")


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ROUTES_CACHE", str(tmp_path / "file"))
    assert not cache.put("places", "Odesa", 1)
    assert cache.get("places", "Odesa") is None
    monkeypatch.delenv("ROUTES_CACHE")
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    assert cache.folder() is None and not cache.put("places", "Odesa", 1)
