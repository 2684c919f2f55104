"""A second interpreter over two pipes, which carry bytes and no objects: nothing that it sends can run anything here.

Unlike a worker of `multiprocessing` it does not run the caller's main script again, unpickles nothing, and ends when its pipes close,
however the caller ended.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from types import TracebackType
from typing import BinaryIO, cast

# The caller's own search path, whatever the folder that it was started in holds.
_START = "import sys; sys.path[:] = sys.argv[2:]; from routes.worker import begin; begin(sys.argv[1])"
_LENGTH = struct.Struct("<Q")
_LEAVING_S = 1.0  # what a process takes that has closed its pipe and is about to be gone
_MOST_BYTES = 1 << 32  # of a message: a length beyond this is no length


class Ended(Exception):
    """A worker that is there no more; its text says how it ended."""


class Pipe:
    """The worker's end of the line: whole messages in and out."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source, self._sink = source, sink

    def send(self, message: bytes) -> None:
        """Send a message.

        Raises
        ------
        OSError
            When the other end is gone.
        """
        self._sink.write(_LENGTH.pack(len(message)))
        self._sink.write(message)
        self._sink.flush()

    def receive(self) -> bytes | None:
        """Return the next message, None when the other end is gone before it was whole."""
        head = self._source.read(_LENGTH.size)
        size = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else _MOST_BYTES
        if size >= _MOST_BYTES:
            return None
        message = self._source.read(size)
        return message if len(message) == size else None


class Worker:
    """A process that runs one function of a module, which is given a `Pipe`; a context, at whose end it is gone."""

    def __init__(self, function: str) -> None:
        """Start the process.

        Parameters
        ----------
        function
            "module:name".

        Raises
        ------
        OSError
            When the system starts no process.
        """
        # What it has to say comes over the pipe: its standard error would only break into the caller's own message.
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, function, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._pipe = Pipe(cast("BinaryIO", self._process.stdout), cast("BinaryIO", self._process.stdin))

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()

    def send(self, message: bytes) -> None:
        """Send a message.

        Raises
        ------
        Ended
            When the process is gone.
        """
        try:
            self._pipe.send(message)
        except (OSError, ValueError) as error:
            raise self._ended() from error

    def receive(self) -> bytes:
        """Return the next message, waiting for it.

        Raises
        ------
        Ended
            When the process is gone.
        """
        try:
            message = self._pipe.receive()
        except (OSError, ValueError) as error:
            raise self._ended() from error
        if message is None:
            raise self._ended()
        return message

    def kill(self) -> None:
        """End the process at once; whoever waits for its next message hears of it."""
        self._process.kill()

    def end(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _ended(self) -> Ended:
        try:
            code = self._process.wait(_LEAVING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return Ended(f"by signal {-code}" if code < 0 else f"with code {code}")


def begin(function: str) -> None:
    """Be the second process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the caller's to answer, who then ends this process
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may come between
    module, _, name = function.partition(":")
    serve: Callable[[Pipe], None] = getattr(import_module(module), name)
    with suppress(BrokenPipeError):
        serve(Pipe(sys.stdin.buffer, sink))
    os._exit(0)  # a thread may still wait for the other end, which the interpreter takes for a reason to abort
