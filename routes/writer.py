"""The one way to write files: whole or not at all, under temporary names that are then changed.

Whoever writes holds a lock on the temporary file, which the system frees when a process dies, however that happens: a temporary file
that can be locked belongs to nobody, and the next one who writes into the folder removes it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from routes.errors import OutputError

_PREFIX, _SUFFIX = ".routes-", ".tmp"
_ABANDONED_S = 3600.0  # age at which a temporary file belongs to nobody, where the system has no such locks
_TRIES = 5


def write(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path
        Where; folders that are missing are made. A link there is replaced, not followed.
    content
        All of it.
    private
        Whether the file, and the folders made for it, are for this user only; otherwise as the user's umask has it.

    Raises
    ------
    OutputError
        When the folder cannot be made or the file cannot be written.
    """
    write_all({path: content}, private=private)


def write_all(files: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Write files that belong together, as `write` does: none takes its name before all are on the disk."""
    begun: list[tuple[BinaryIO, Path, Path]] = []
    path = Path()
    try:
        for path, content in files.items():
            _folder(path.parent, private)
            _tidied(path.parent)
            file, temporary = _begun(path.parent, 0o600 if private else 0o666)
            begun.append((file, temporary, path))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if os.name != "posix":  # where a file that is open cannot be renamed
                file.close()
        while begun:  # renamed under the lock: nobody takes one for abandoned in between
            file, temporary, path = begun[0]
            temporary.replace(path)
            begun.pop(0)
            file.close()
    except (OSError, ValueError) as error:
        raise OutputError(f"Cannot write {path}: {getattr(error, 'strerror', None) or error}.") from error
    finally:
        for file, temporary, _ in begun:
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Remove the temporary files in a folder that nobody is writing any more."""
    try:
        with os.scandir(folder) as entries:
            found = [Path(e.path) for e in entries if e.name.startswith(_PREFIX) and e.name.endswith(_SUFFIX)]
    except OSError:
        return
    for path in found:
        with suppress(OSError):
            if _abandoned(path):
                path.unlink()


@cache
def _tidied(folder: Path) -> None:
    """Tidy a folder once for the process."""
    tidy(folder)


def _folder(folder: Path, private: bool) -> None:
    for missing in reversed([p for p in (folder, *folder.parents) if not p.is_dir()]):
        missing.mkdir(mode=0o700 if private else 0o777, exist_ok=True)


def _begun(folder: Path, mode: int) -> tuple[BinaryIO, Path]:
    """Make a temporary file that is locked; return it and its name."""
    for _ in range(_TRIES):
        path = folder / f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}"
        file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode), "wb")
        try:
            _lock(file.fileno())
            if os.fstat(file.fileno()).st_nlink:  # else somebody tidied between its making and its locking
                return file, path
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
        file.close()
    raise OSError("its temporary files are removed again and again")


def _lock(handle: int) -> None:
    """Lock a file, where the system and the file system know how."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def _abandoned(path: Path) -> bool:
    """Tell whether nobody is writing a temporary file."""
    try:
        import fcntl
    except ImportError:
        return time.time() - path.stat().st_mtime > _ABANDONED_S
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True
