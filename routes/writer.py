"""The one way to write files: whole or not at all, under temporary names that are then changed; and to have a folder for a while.

Whoever writes holds a lock on the temporary file or folder, which the system frees when a process dies, however that happens: one that
can be locked belongs to nobody, and the next one who writes there removes it.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
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


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder of this user's own, among the temporary files of the system, as long as the context lasts.

    Raises
    ------
    OutputError
        When none can be made.
    """
    base = Path()
    try:
        base = Path(tempfile.gettempdir())
        _tidied(base)
        handle, folder = _held(base)
    except OSError as error:
        raise OutputError(f"No folder for temporary files can be made in {base}: {error.strerror or error}.") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def tidy(folder: Path) -> None:
    """Remove the temporary files and folders in a folder that nobody is writing any more."""
    try:
        with os.scandir(folder) as entries:
            found = [Path(e.path) for e in entries if e.name.startswith(_PREFIX) and e.name.endswith(_SUFFIX)]
    except OSError:
        return
    for path in found:
        with suppress(OSError):
            _remove_abandoned(path)


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


def _held(base: Path) -> tuple[int | None, Path]:
    """Make a temporary folder that is locked; return the handle that holds the lock, where the system has such, and its name."""
    for _ in range(_TRIES):
        path = base / f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}"
        path.mkdir(mode=0o700)
        if os.name != "posix":  # where a folder cannot be opened
            return None, path
        try:
            handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        _lock(handle)
        if path.is_dir():  # else somebody tidied between its making and its locking
            return handle, path
        os.close(handle)
    raise OSError("its temporary folders are removed again and again")


def _lock(handle: int) -> None:
    """Lock a file or folder, where the system and the file system know how."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def _remove_abandoned(path: Path) -> None:
    """Remove a temporary file, or a folder that this user made, unless somebody is writing it."""
    try:
        import fcntl
    except ImportError:
        if time.time() - path.stat().st_mtime > _ABANDONED_S:
            path.unlink()  # a folder is left alone: its time tells nothing of the files in it
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(
            handle, fcntl.LOCK_EX | fcntl.LOCK_NB
        )  # held until it is gone: who has just made it, and waits to lock it, makes another
        known = os.fstat(handle)
        if not stat.S_ISDIR(known.st_mode):
            path.unlink()
        elif known.st_uid == os.getuid():
            shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(handle)
