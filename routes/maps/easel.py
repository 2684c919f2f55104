"""A second process that draws the picture while the first one reads the report and writes the page.

It starts at once, loads what drawing needs and draws a small sample, so that nothing is left to load when the run comes. Then it
works out the ground, hands it back for the page, and draws. A plain interpreter over two pipes: unlike a worker of
`multiprocessing` it does not run the caller's main script again, and it ends when the pipes close, however the caller ended.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from threading import Thread
from types import TracebackType
from typing import Any, cast

from routes.errors import OutputError, RoutesError
from routes.maps.sequence import Run

# The caller's own search path, whatever the folder that it was started in holds.
_START = "import sys; sys.path[:] = sys.argv[1:]; from routes.maps.easel import serve; serve()"


class Easel:
    """A process that draws one picture; a context, at whose end it is gone."""

    def __init__(self) -> None:
        # What it has to say comes over the pipe: its standard error would only break into the caller's own message.
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise OutputError(f"The picture cannot be drawn: no process could be started ({error.strerror or error}).") from error

    def __enter__(self) -> Easel:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def begin(self, run: Run) -> None:
        """Hand over the run, which is drawn from now on."""
        assert self._process.stdin
        try:
            pickle.dump(run, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.close()
        except OSError as error:
            raise self._ended() from error

    def take(self) -> Any:
        """Return the next thing that is ready: first the ground (`routes.maps.basemap.Basemap`), then the bytes of the PNG.

        Raises
        ------
        RoutesError
            What stopped the drawing; `OutputError` when the process itself came to an end.
        """
        assert self._process.stdout
        try:
            done = pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise self._ended() from error
        if isinstance(done, RoutesError):
            raise done
        return done

    def _ended(self) -> OutputError:
        self._process.kill()
        code = self._process.wait()
        how = f"by signal {-code}" if code < 0 else f"with code {code}"
        return OutputError(f"The picture could not be drawn: the process that draws it was ended {how}.")


def serve() -> None:
    """Be the second process: get ready, wait for the run, send back the ground and the picture, or the error that stopped either."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the caller's to answer, who then ends this process
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may come between
    gc.disable()  # there is nothing to find in so short a life
    given: list[Run] = []
    reading = Thread(target=lambda: given.append(pickle.load(sys.stdin.buffer)), daemon=True)
    reading.start()
    try:
        _prepare(reading)
        reading.join()
        if not given:
            return
        from routes.maps.ground import ground
        from routes.maps.picture import picture

        layers = ground(given[0])
        _send(out, layers)
        _send(out, picture(given[0], "png", layers=layers))
    except BrokenPipeError:
        return
    except Exception as error:  # whatever it is, the caller has to hear of it in one sentence
        known = (
            error if isinstance(error, RoutesError) else OutputError(f"The picture could not be drawn: {type(error).__name__}: {error}.")
        )
        _send(out, known)


def _send(out: Any, thing: object) -> None:
    pickle.dump(thing, out, pickle.HIGHEST_PROTOCOL)
    out.flush()


def _prepare(reading: Thread) -> None:
    """Load the libraries and the atlas, and draw a small picture, as long as the run has not come."""
    for name in ("matplotlib.backends.backend_agg", "matplotlib.figure", "PIL.PngImagePlugin"):
        import_module(name)
    from routes.maps import picture
    from routes.maps.ground import ground

    for step in (lambda: ground(_SAMPLE), lambda: picture.picture(_SAMPLE, width_px=400)):
        if reading.is_alive():
            step()


_PLACE = {"name": "Ab 1", "radius_m": 0.0, "role": "on_route", "country": "", "lat": 54.0}
_LEG: dict[str, object] = {
    "id": "l",
    "from": "a",
    "to": "b",
    "via": [],
    "mode": "rail",
    "status": "reported",
    "start": None,
    "end": None,
    "cargo": "",
}
_LINE = {"type": "LineString", "coordinates": [[8.0, 54.0], [11.0, 54.2], [14.0, 54.0]]}
_SAMPLE = cast(
    "Run",
    {
        "report": {"title": "Ab", "source": "ab", "published": "2000-01-01", "language": "en", "text": ""},
        "places": [{**_PLACE, "id": "a", "lon": 8.0}, {**_PLACE, "id": "b", "lon": 14.0}],
        "legs": [{**_LEG, "length_m": 4e5, "method": "geodesic", "network": None, "snap_m": [0, 0], "notes": [], "geometry": _LINE}],
        "claims": [],
        "notes": [],
        "provenance": {},
    },
)
