"""Writing arrays so that a program can map them: uncompressed, each on a boundary of 64 bytes. The wheel compresses the file."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

BOUNDARY = 64
_HEADER = 30  # bytes of the header of a member before its name
_PADDING = 0xD935  # the id of an extra field that only fills space, as in the zipalign tool


def save(path: Path, **arrays: NDArray[np.generic]) -> None:
    """Write a ``.npz`` file, the same bytes for the same arrays."""
    with ZipFile(path, "w", ZIP_STORED) as file:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, np.ascontiguousarray(array), allow_pickle=False)
            info = ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            at = file.start_dir + _HEADER + len(info.filename) + 4
            fill = -at % BOUNDARY
            info.extra = _PADDING.to_bytes(2, "little") + fill.to_bytes(2, "little") + bytes(fill)
            file.writestr(info, content.getvalue())
