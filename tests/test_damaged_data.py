"""Data that something has written to is never used: not one bit of the atlas, of the cache, or of added places may differ."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from routes import assets, cache, integrity
from routes.atlas import intake, own
from routes.errors import AtlasError

EACH = 12  # flips of a file of the atlas; tests/bench/damage.py makes 10,000
NAMES = sorted(assets.manifest())
FOREIGN = [
    b"", b"\0" * 100, b"{}", b'{"lat": 1}', b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94.",
    b"SQLite format 3\0" + bytes(100),
    b"routes-cache/2 " + b"0" * 64 + b"\n{}", b"routes-cache/1 " + b"0" * 64 + b"\n{}", b"routes-cache/1 \n{}", b"\xff\xfe",
]  # fmt: skip


def forget() -> None:
    assets.manifest.cache_clear()
    assets._whole.cache_clear()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """Put one file of the atlas and its manifest into a data folder of its own."""
    monkeypatch.setenv("ROUTES_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "data"
    folder.mkdir()
    real = assets.DATA

    def put(name: str) -> Path:
        for file in (name, assets.MANIFEST):
            (folder / file).write_bytes((real / file).read_bytes())
        return folder / name

    forget()
    monkeypatch.setattr(assets, "DATA", folder)
    yield put
    forget()


def flipped(path: Path, bit: int) -> None:
    """Turn one bit of a file, and turn it back the next time."""
    with path.open("r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0] ^ (1 << bit % 8)
        file.seek(bit // 8)
        file.write(bytes([byte]))


@pytest.mark.parametrize("name", NAMES)
def test_every_flipped_bit_of_the_atlas_is_seen(copy: Callable[[str], Path], name: str) -> None:
    path = copy(name)
    assert assets.data_path(name) == path
    chance, size = random.Random(name), path.stat().st_size * 8
    for bit in [0, size - 1, *(chance.randrange(size) for _ in range(EACH))]:
        flipped(path, bit)
        forget()
        with pytest.raises(AtlasError, match=rf"^The embedded data file {name} is damaged; reinstall report-routes\.$"):
            assets.data_path(name)
        flipped(path, bit)
    forget()
    assert assets.data_path(name) == path


@pytest.mark.parametrize("name", NAMES)
def test_every_truncation_of_the_atlas_is_seen(copy: Callable[[str], Path], name: str) -> None:
    path = copy(name)
    whole = path.read_bytes()
    for keep in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:keep])
        forget()
        with pytest.raises(AtlasError, match="is damaged"):
            assets.data_path(name)
    path.unlink()
    forget()
    with pytest.raises(AtlasError, match="is missing"):
        assets.data_path(name)


def test_every_flipped_bit_and_truncation_of_the_manifest_is_seen(copy: Callable[[str], Path]) -> None:
    copy("basemap.json")
    path = assets.DATA / assets.MANIFEST
    whole, chance = path.read_bytes(), random.Random(1)
    known = assets.manifest()
    for bit in [chance.randrange(len(whole) * 8) for _ in range(2000)]:
        broken = bytearray(whole)
        broken[bit // 8] ^= 1 << bit % 8
        path.write_bytes(broken)
        forget()
        with pytest.raises(AtlasError, match=r"^The embedded data file manifest\.json is damaged; reinstall report-routes, or "):
            assets.manifest()
    for keep in range(0, len(whole), 97):
        path.write_bytes(whole[:keep])
        forget()
        with pytest.raises(AtlasError, match="damaged"):
            assets.manifest()
    path.write_bytes(whole)
    forget()
    assert assets.manifest() == known


def test_the_manifest_is_sealed_and_every_file_of_it_is_whole() -> None:
    assert assets.MANIFEST in json.loads((assets.DATA / assets.MANIFEST).read_text("utf-8"))
    assert assets.damaged() == []


def test_all_data_are_read_on_demand() -> None:
    done = subprocess.run([sys.executable, "-m", "routes.cli", "atlas", "--check"], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "All data are whole.\n", "")


def test_a_damaged_atlas_is_one_sentence_on_the_command_line(copy: Callable[[str], Path], tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from routes import assets, cli; assets.DATA = Path(sys.argv.pop(1)); cli.main()"
    path = copy("places-rows.npy")
    flipped(path, 123_456)
    done = subprocess.run([sys.executable, "-c", code, str(path.parent), "place", "Odesa"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("routes: The embedded data file places-") and done.stderr.count(b"\n") == 1


def test_a_file_is_read_again_only_when_it_was_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTES_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "a"
    path.write_bytes(b"words")
    wanted = {"a": integrity.hash_of(path)}
    monkeypatch.setattr(integrity, "_SETTLED_NS", -1)
    assert integrity.whole(tmp_path, wanted) == {"a"}
    read: list[str] = []
    monkeypatch.setattr(integrity, "hash_of", lambda path, most=None: read.append(path.name))
    assert integrity.whole(tmp_path, wanted) == {"a"} and read == []
    os.utime(path)
    assert integrity.whole(tmp_path, wanted) == frozenset() and read == ["a"]


def test_a_file_written_a_moment_ago_is_not_taken_for_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTES_CACHE", str(tmp_path / "cache"))
    (tmp_path / "a").write_bytes(b"words")
    wanted = {"a": integrity.hash_of(tmp_path / "a")}
    for _ in range(50):
        assert integrity.whole(tmp_path, wanted) == {"a"}
        flipped(tmp_path / "a", 3)
        assert integrity.whole(tmp_path, wanted) == frozenset()
        flipped(tmp_path / "a", 3)


@pytest.mark.parametrize("content", FOREIGN)
def test_foreign_bytes_under_a_name_of_the_cache_are_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setenv("ROUTES_CACHE", str(tmp_path))
    cache.put("places", "Odesa", {"lat": 46.5})
    (path,) = (tmp_path / "places").iterdir()
    path.write_bytes(content)
    decoded: list[object] = []
    monkeypatch.setattr(json, "loads", decoded.append)
    assert cache.get("places", "Odesa") is None and decoded == []
    assert cache.put("places", "Odesa", {"lat": 46.5})


def test_every_flipped_bit_of_added_places_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTES_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ROUTES_CACHE", str(tmp_path / "cache"))
    table = tmp_path / "rows.txt"
    table.write_text("1\tOdesa\tOdesa\t\t46.5\t30.7\tP\tPPL\tUA\t\t\t\t\t\t1000\t\t\t\t2024-01-01\n")
    path = intake.add(table, name="mine").path
    chance, size = random.Random(1), path.stat().st_size * 8
    for bit in [0, size - 1, *(chance.randrange(size) for _ in range(300))]:
        flipped(path, bit)
        with pytest.raises(AtlasError, match=r"^The added data set mine cannot be read \(it is not as it was written\); remove it"):
            own.describe(path)
        flipped(path, bit)
    whole = path.read_bytes()
    for keep in range(0, len(whole), 501):
        path.write_bytes(whole[:keep])
        with pytest.raises(AtlasError, match="cannot be read"):
            own.describe(path)
    path.write_bytes(whole)
    assert own.describe(path).places == 1
