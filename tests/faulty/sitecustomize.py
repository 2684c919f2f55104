"""Loaded by every interpreter that finds this folder on its path: the nth call of a kind fails, as $ROUTES_FAULT says ("open:17").

Without a number the calls are counted, and their number ends the name of an empty file that begins as $ROUTES_FAULT_COUNT says: one that
is empty can be made by a process that may not write any.
"""

import atexit
import builtins
import io
import os
import socket
import subprocess
import sys
from typing import Any

KIND, _, NUMBER = os.environ.get("ROUTES_FAULT", ":").partition(":")
NTH = int(NUMBER or 0)
# Where the interpreter and the libraries keep their own files: a library that cannot be loaded is a broken installation.
OWN = (*(os.path.realpath(p) for p in (sys.prefix, sys.base_prefix)), "/usr", "/proc", "/sys", "/dev", "/etc")
calls = 0


def fails(number: int, reason: str) -> None:
    global calls  # noqa: PLW0603  (counted for the whole process)
    calls += 1
    if calls == NTH:
        raise OSError(number, reason)


def reaching(real: Any, number: int, reason: str) -> Any:
    """Let a call that names a file fail, unless the file is the interpreter's."""

    def reached(file: Any = ".", *words: Any, **named: Any) -> Any:
        if not isinstance(file, int) and not os.path.abspath(os.fspath(file)).startswith(OWN):  # noqa: PTH100  (Path would make calls of its own)
            fails(number, reason)
        return real(file, *words, **named)

    return reached


def failing(real: Any, number: int, reason: str) -> Any:
    def called(*words: Any, **named: Any) -> Any:
        fails(number, reason)
        return real(*words, **named)

    return called


class Full(io.BufferedWriter):
    def write(self, content: Any) -> int:
        fails(28, "No space left on device")
        return super().write(content)


def fdopen(handle: int, mode: str = "r", *words: Any, **named: Any) -> Any:
    return Full(io.FileIO(handle, "w")) if mode == "wb" else real_fdopen(handle, mode, *words, **named)


real_fdopen = os.fdopen
if KIND == "open":
    builtins.open = io.open = reaching(io.open, 24, "Too many open files")
    os.open = reaching(os.open, 24, "Too many open files")
elif KIND == "write":
    os.fdopen = fdopen
elif KIND == "fsync":
    os.fsync = failing(os.fsync, 5, "Input/output error")
elif KIND == "rename":
    os.replace = failing(os.replace, 18, "Invalid cross-device link")
    os.rename = failing(os.rename, 18, "Invalid cross-device link")
elif KIND == "mkdir":
    os.mkdir = failing(os.mkdir, 13, "Permission denied")
elif KIND == "stat":
    os.stat = reaching(os.stat, 5, "Input/output error")
elif KIND == "list":
    os.scandir = reaching(os.scandir, 13, "Permission denied")
    os.listdir = reaching(os.listdir, 13, "Permission denied")
elif KIND == "process":
    subprocess.Popen.__init__ = failing(subprocess.Popen.__init__, 11, "Resource temporarily unavailable")  # type: ignore[method-assign]
elif KIND == "socket":
    for name in ("connect", "sendall", "recv_into"):
        setattr(socket.socket, name, failing(getattr(socket.socket, name), 104, "Connection reset by peer"))

if KIND and not NTH and (counted := os.environ.get("ROUTES_FAULT_COUNT")):
    leave = os._exit

    def note(code: int = 0) -> None:
        io.FileIO(f"{counted}{calls}", "a").close()

    def left(code: int) -> None:
        note()
        leave(code)

    os._exit = left
    atexit.register(note)
