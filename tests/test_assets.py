"""Arrays written uncompressed are mapped on a boundary, read-only; compressed ones are loaded all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from routes import assets, integrity
from routes.atlas.build import _stored
from routes.errors import AtlasError

ARRAYS = {
    "numbers": np.arange(7, dtype=np.int32),
    "table": np.arange(6.0).reshape(2, 3),
    "names": np.array(["RU", "Köln"]),
    "none": np.empty((0, 2)),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder whose manifest takes every file as it is when it is first looked for."""

    def manifest() -> dict[str, Any]:
        return {p.name: {"sha256": integrity.hash_of(p)} for p in tmp_path.iterdir()}

    monkeypatch.setattr(assets, "DATA", tmp_path)
    monkeypatch.setattr(assets, "manifest", manifest)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    assets.arrays.cache_clear()
    assets._whole.cache_clear()


def test_what_is_saved_is_read_back(folder: Path) -> None:
    _stored.save(folder / "some.npz", **ARRAYS)
    found = assets.arrays("some.npz")
    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)
        assert not found[name].flags.writeable
        assert found[name].ctypes.data % 16 == 0 or not array.size


def test_numpy_reads_it_too(folder: Path) -> None:
    _stored.save(folder / "some.npz", **ARRAYS)
    with np.load(folder / "some.npz", allow_pickle=False) as file:
        assert np.array_equal(file["table"], ARRAYS["table"])


def test_compressed_arrays_are_loaded(folder: Path) -> None:
    np.savez_compressed(folder / "some.npz", table=ARRAYS["table"])
    assert assets.arrays("some.npz")["table"].tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]


def test_the_same_arrays_give_the_same_bytes(folder: Path) -> None:
    _stored.save(folder / "one.npz", **ARRAYS)
    _stored.save(folder / "two.npz", **ARRAYS)
    assert (folder / "one.npz").read_bytes() == (folder / "two.npz").read_bytes()


@pytest.mark.parametrize("keep", [0, 40, 300])
def test_a_damaged_file_is_named(folder: Path, keep: int) -> None:
    _stored.save(folder / "some.npz", **ARRAYS)
    whole = (folder / "some.npz").read_bytes()
    (folder / "some.npz").write_bytes(whole[:keep])
    with pytest.raises(AtlasError, match=r"some\.npz is damaged"):
        assets.arrays("some.npz")
