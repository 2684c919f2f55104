"""Whether files are still what they were: by a hash of all their bytes, which is only taken again where something may have written.

Reading all data again in every run would take longer than most runs, so what was found whole is kept in the cache with its size, times
and inode: a file that anything has written to since is read again. Without a cache all is read in each run.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from routes import cache

_KIND = "whole"
_SETTLED_NS = 2_000_000_000  # age from which the times of a file tell whether it was written to again (coarse clocks of file systems)
_PIECE = 1 << 20
_MARK = b"routes-sha256 "


def whole(folder: Path, wanted: Mapping[str, str], *, most: Mapping[str, int] | None = None) -> frozenset[str]:
    """Return which files of a folder have the hash that is wanted of them.

    Parameters
    ----------
    folder
        Where they lie.
    wanted
        SHA-256 in hexadecimal by file name.
    most
        How many bytes of a file the hash is of, where that is not all.
    """
    kept = cache.get(_KIND, str(folder.absolute()))
    known: dict[str, Any] = kept if isinstance(kept, dict) else {}
    found = set()
    keep = {name: stamp for name, stamp in known.items() if name not in wanted}
    for name, sha256 in wanted.items():
        try:
            size, *times, inode = _stamp(folder / name)
            stamp = [sha256, size, *times, inode]
            if known.get(name) != stamp and hash_of(folder / name, (most or {}).get(name)) != sha256:
                continue
        except OSError:
            continue
        found.add(name)
        if time.time_ns() - max(times) > _SETTLED_NS:
            keep[name] = stamp
    if keep != known:
        cache.put(_KIND, str(folder.absolute()), keep)
    return frozenset(found)


def hash_of(path: Path, most: int | None = None) -> str:
    """Return the SHA-256 of a file, or of its first bytes."""
    digest, left = hashlib.sha256(), path.stat().st_size if most is None else most
    with path.open("rb") as file:
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()


def seal(path: Path) -> None:
    """Put the hash of a file at its end, where readers of its format leave it alone."""
    mark = _MARK + hash_of(path).encode()
    with path.open("ab") as file:
        file.write(mark)


def sealed(path: Path) -> bool:
    """Tell whether a file is as it was when it was sealed."""
    length = len(_MARK) + 64
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(0, size - length))
            mark = file.read()
    except OSError:
        return False
    wanted = mark[len(_MARK) :].decode("ascii", "replace")
    return mark.startswith(_MARK) and path.name in whole(path.parent, {path.name: wanted}, most={path.name: size - length})


def _stamp(path: Path) -> list[int]:
    known = os.stat(path)  # noqa: PTH116  (Path.stat takes twice as long, and there are two dozen files)
    return [known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino]
