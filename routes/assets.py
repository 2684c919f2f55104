"""The files inside the package, which are only read; the data among them only whole, with the hash that the manifest names."""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from routes import integrity
from routes.errors import AtlasError

PACKAGE = Path(str(resources.files("routes")))
DATA = PACKAGE / "atlas" / "data"
FACTS = PACKAGE / "atlas" / "facts"
MANIFEST = "manifest.json"


def data_path(name: str) -> Path:
    """Return the path of an embedded data file that is whole.

    Raises
    ------
    AtlasError
        When the file is missing or not the one that the manifest names, so that the installation is broken.
    """
    path = DATA / name
    if not path.is_file():
        raise AtlasError(f"The embedded data file {name} is missing; reinstall report-routes.")
    if name != MANIFEST and name not in _whole(DATA):
        raise _damaged(name)
    return path


def damaged() -> list[str]:
    """Return the data files that are missing or damaged, all of them read now."""
    return [name for name, meta in manifest().items() if not (DATA / name).is_file() or integrity.hash_of(DATA / name) != meta["sha256"]]


def _damaged(name: str) -> AtlasError:
    mend = "reinstall report-routes"
    if name == MANIFEST:  # where two branches rebuilt data, their manifests were put together without either's hash
        mend += ", or seal it anew where the repository is at hand: python -m routes.atlas.build --manifest"
    return AtlasError(f"The embedded data file {name} is damaged; {mend}.")


@cache
def _whole(folder: Path) -> frozenset[str]:
    return integrity.whole(folder, {name: meta["sha256"] for name, meta in manifest().items()})


@cache
def arrays(name: str) -> dict[str, Any]:
    """Return the named arrays of an embedded ``.npz`` file, read-only and opened once.

    What the file stores as it is, is mapped: pages are read when touched. Only what it compresses is loaded.
    """
    import numpy as np

    path = data_path(name)
    try:
        with ZipFile(path) as file:
            stored = [info for info in file.infolist() if info.compress_type == ZIP_STORED]
            compressed = [info.filename.removesuffix(".npy") for info in file.infolist() if info.compress_type != ZIP_STORED]
        loaded = {info.filename.removesuffix(".npy"): array for info, array in zip(stored, _stored(path, stored), strict=True)}
        if compressed:
            with np.load(path, allow_pickle=False) as packed:
                loaded |= {key: packed[key] for key in compressed}
    except (ValueError, OSError, EOFError, KeyError, BadZipFile) as error:
        raise _damaged(name) from error
    for array in loaded.values():
        array.flags.writeable = False
    return loaded


def _stored(path: Path, members: list[ZipInfo]) -> list[Any]:
    """Return the arrays of the uncompressed members of a ``.npz`` file, mapped read-only."""
    import io
    import mmap

    import numpy as np

    with path.open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    out = []
    for info in members:
        name, extra = (int.from_bytes(whole[info.header_offset + k : info.header_offset + k + 2], "little") for k in (26, 28))
        start = info.header_offset + 30 + name + extra
        head = io.BytesIO(whole[start : start + min(info.file_size, 4096)])
        read = np.lib.format.read_array_header_2_0 if np.lib.format.read_magic(head)[0] > 1 else np.lib.format.read_array_header_1_0
        shape, fortran, dtype = read(head)
        count = int(np.prod(shape, dtype=np.int64))
        if dtype.hasobject or head.tell() + count * dtype.itemsize != info.file_size:
            raise ValueError(f"{info.filename} does not hold what it says")
        flat = np.frombuffer(whole, dtype, count, start + head.tell())
        flat = flat if flat.flags.aligned else flat.copy()
        out.append(flat.reshape(shape, order="F" if fortran else "C"))
    return out


@cache
def mapped(name: str) -> Any:
    """Return the array of an embedded ``.npy`` file, mapped read-only: pages are read when touched."""
    import numpy as np

    try:
        return np.load(data_path(name), mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise _damaged(name) from error


@cache
def toml(path: str) -> dict[str, Any]:
    """Return a TOML file of the package, by its path below ``routes/``, parsed once."""
    return tomllib.loads((PACKAGE / path).read_text("utf-8"))


@cache
def stems(folder: str) -> tuple[str, ...]:
    """Return the names of the TOML files in a folder of the package, by its path below ``routes/``: languages, mostly.

    Raises
    ------
    AtlasError
        When there is none, so that the installation is broken.
    """
    found = tuple(sorted(path.stem for path in (PACKAGE / folder).glob("*.toml")))
    if not found:
        raise AtlasError(f"The folder {folder} of the package cannot be read; reinstall report-routes.")
    return found


@cache
def manifest() -> dict[str, Any]:
    """Return the atlas manifest: every data file with source, version, licence, attribution, sha256.

    Raises
    ------
    AtlasError
        When it is missing, or is not what its own seal says.
    """
    content = data_path(MANIFEST).read_bytes()
    try:
        loaded: dict[str, Any] = json.loads(content)
        given = loaded.pop(MANIFEST)["sha256"]
        whole = seal(content, given) == given
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise _damaged(MANIFEST) from error
    if not whole:
        raise _damaged(MANIFEST)
    return loaded


def seal(content: bytes, given: str) -> str:
    """Return the hash of a manifest without the hash that is in it."""
    return hashlib.sha256(content.replace(given.encode(), b"", 1)).hexdigest()
