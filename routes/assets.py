"""The files inside the package, and the one way to write a file outside it."""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from routes.errors import AtlasError, OutputError

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
    """Return the named arrays of an embedded ``.npz`` file, read-only and loaded once."""
    import numpy as np

    try:
        with np.load(data_path(name), allow_pickle=False) as file:
            loaded = {key: file[key] for key in file.files}
    except (ValueError, OSError, EOFError, KeyError, BadZipFile) as error:
        if isinstance(error, AtlasError):
            raise
        raise AtlasError(f"The embedded data file {name} is damaged; reinstall report-routes.") from error
    for array in loaded.values():
        array.flags.writeable = False
    return loaded


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


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: to a temporary name beside it, then renamed.

    Raises
    ------
    OutputError
        When the folder cannot be made or the file cannot be written.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".routes-", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"Cannot write {path}: {error.strerror or error}.") from error
