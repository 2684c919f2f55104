"""The one way to write a file: whole or not at all, under a temporary name that is then changed.

Whoever writes holds a lock on the temporary file, which the system frees when a process dies, however that happens: a temporary file
that can be locked belongs to nobody, and the next one who writes into the folder removes it.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

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
    temporary = None
    try:
        _folder(path.parent, private)
        _tidied(path.parent)
        handle, temporary = _begun(path.parent, 0o600 if private else 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if os.name == "posix":  # renamed under the lock: nobody takes it for abandoned in between
                temporary.replace(path)
        if os.name != "posix":
            temporary.replace(path)
        temporary = None
    except (OSError, ValueError) as error:
        raise OutputError(f"Cannot write {path}: {getattr(error, 'strerror', None) or error}.") from error
    finally:
        if temporary:
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


def _begun(folder: Path, mode: int) -> tuple[int, Path]:
    """Make a temporary file that is locked; return its handle and name."""
    for _ in range(_TRIES):
        path = folder / f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        try:
            _lock(handle)
            if os.fstat(handle).st_nlink:  # else somebody tidied between its making and its locking
                return handle, path
        except BaseException:
            os.close(handle)
            path.unlink(missing_ok=True)
            raise
        os.close(handle)
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
