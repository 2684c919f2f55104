"""The files inside the package, which are only read."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from routes.errors import AtlasError

PACKAGE = Path(str(resources.files("routes")))
DATA = PACKAGE / "atlas" / "data"
FACTS = PACKAGE / "atlas" / "facts"


def data_path(name: str) -> Path:
    """Return the path of an embedded data file.

    Raises
    ------
    AtlasError
        When the file is missing, so that the installation is broken.
    """
    path = DATA / name
    if not path.is_file():
        raise AtlasError(f"The embedded data file {name} is missing; reinstall report-routes.")
    return path


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
        if isinstance(error, AtlasError):
            raise
        raise AtlasError(f"The embedded data file {name} is damaged; reinstall report-routes.") from error
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
        raise AtlasError(f"The embedded data file {name} is damaged; reinstall report-routes.") from error


@cache
def toml(path: str) -> dict[str, Any]:
    """Return a TOML file of the package, by its path below ``routes/``, parsed once."""
    return tomllib.loads((PACKAGE / path).read_text("utf-8"))


@cache
def manifest() -> dict[str, Any]:
    """Return the atlas manifest: every data file with source, version, licence, attribution, sha256."""
    loaded: dict[str, Any] = json.loads(data_path("manifest.json").read_text("utf-8"))
    return loaded
