"""One request a second for the whole application: processes take turns by a lock and a time in the cache folder."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from routes import cache
from routes.errors import FetchError

PAUSE_S = 1.0  # what the public Nominatim allows (its usage policy)
_LOOK_S = 0.05


@dataclass
class Turns:
    """The queue of requests; without a cache folder, that of this process."""

    pause_s: float = PAUSE_S
    _last: list[float] = field(default_factory=lambda: [0.0])

    def wait(self, most_s: float) -> None:
        """Return when it is this process's turn.

        Raises
        ------
        FetchError
            When that does not come within the time given.
        """
        until = time.monotonic() + max(0.0, most_s)
        while True:
            with self._book() as book:
                now = time.time()
                passed = now - book.read()
                if passed >= self.pause_s or passed < -self.pause_s:  # a time in the future is of a clock that was set back
                    book.write(now)
                    return
            if time.monotonic() + _LOOK_S > until:
                raise FetchError("too many names are being asked for at once")
            time.sleep(min(_LOOK_S, self.pause_s))

    @contextmanager
    def _book(self) -> Iterator[_Book]:
        """Give the time of the last request, held by one process at a time; the system frees the lock of one that dies."""
        folder = cache.folder()
        try:
            import fcntl

            assert folder is not None
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(folder / "turns", os.O_RDWR | os.O_CREAT, 0o600)
        except (ImportError, OSError, AssertionError):
            yield _Book(-1, self._last)
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield _Book(handle, self._last)
        finally:
            os.close(handle)


@dataclass
class _Book:
    handle: int
    kept: list[float]

    def read(self) -> float:
        if self.handle < 0:
            return self.kept[0]
        try:
            return float(os.pread(self.handle, 40, 0) or 0.0)
        except ValueError:
            return 0.0

    def write(self, now: float) -> None:
        self.kept[0] = now
        if self.handle >= 0:
            os.pwrite(self.handle, f"{now:<32.6f}".encode(), 0)
