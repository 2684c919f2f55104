"""A second process that draws the picture while the first one reads the report and writes the page.

It starts at once, loads what drawing needs and draws a small sample, so that nothing is left to load when the run comes. Then it
works out the ground, hands it back for the page, and draws. What passes between the two is JSON and plain numbers.
"""

from __future__ import annotations

import gc
import json
from contextlib import suppress
from dataclasses import astuple
from importlib import import_module
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, cast

from routes import errors
from routes.errors import OutputError, RoutesError
from routes.maps.sequence import Run
from routes.worker import Ended, Pipe, Worker

if TYPE_CHECKING:  # loaded where the second process has begun: the first one has to start it at once
    from routes.maps.basemap import Basemap

_LINES = ("land", "lakes", "islands", "borders", "disputed")
_GROUND, _PICTURE, _ERROR = b"G", b"P", b"E"  # what a message is


class Easel:
    """A process that draws one picture; a context, at whose end it is gone."""

    def __init__(self) -> None:
        try:
            self._worker = Worker("routes.maps.easel:serve")
        except OSError as error:
            raise OutputError(f"The picture cannot be drawn: no process could be started ({error.strerror or error}).") from error

    def __enter__(self) -> Easel:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._worker.end()

    def begin(self, run: Run) -> None:
        """Hand over the run, which is drawn from now on; what stopped the process before is told by `ground`."""
        with suppress(Ended):
            self._worker.send(json.dumps(run).encode())

    def ground(self) -> Basemap:
        """Return the ground.

        Raises
        ------
        RoutesError
            What stopped the drawing; `OutputError` when the process itself came to an end.
        """
        return _unpacked(self._take(_GROUND))

    def picture(self) -> bytes:
        """Return the bytes of the PNG, which come after the ground; errors as for `ground`."""
        return self._take(_PICTURE)

    def _take(self, wanted: bytes) -> bytes:
        try:
            message = self._worker.receive()
        except Ended as error:
            raise _ended(error) from error
        if message[:1] == _ERROR:
            raise errors.named(*json.loads(message[1:]))
        if message[:1] != wanted:
            raise OutputError("The picture could not be drawn: the process that draws it sent something else.")
        return message[1:]


def _ended(error: Ended) -> OutputError:
    return OutputError(f"The picture could not be drawn: the process that draws it was ended {error}.")


def serve(pipe: Pipe) -> None:
    """Be the second process: get ready, wait for the run, send back the ground and the picture, or the error that stopped either."""
    gc.disable()  # there is nothing to find in so short a life
    given: list[bytes] = []
    reading = Thread(target=lambda: given.extend(filter(None, [pipe.receive()])), daemon=True)
    reading.start()
    try:
        _prepare(reading)
        reading.join()
        if not given:
            return
        from routes.maps.ground import ground
        from routes.maps.picture import picture

        run = json.loads(given[0])
        layers = ground(run)
        pipe.send(_GROUND + _packed(layers))
        pipe.send(_PICTURE + picture(run, "png", layers=layers))
    except BrokenPipeError:
        return
    except Exception as error:  # whatever it is, the caller has to hear of it in one sentence
        known = error if isinstance(error, RoutesError) else OutputError(f"The picture could not be drawn: {errors.cause(error)}.")
        pipe.send(_ERROR + json.dumps([type(known).__name__, str(known)]).encode())


def _packed(layers: Basemap) -> bytes:
    """Return the ground as a line of JSON and the numbers of its lines."""
    lines = [getattr(layers, name) for name in _LINES] + list(layers.rivers)
    head = {
        "lines": [len(each.counts) for each in lines],
        "labels": [astuple(label) for label in layers.labels],
        **{name: getattr(layers, name) for name in ("bounds", "worldview", "shifts", "attribution")},
    }
    numbers = [part.astype("<i8").tobytes() for each in lines for part in (each.counts, each.points)]
    return b"".join([json.dumps(head).encode(), b"\n", *numbers])


def _unpacked(message: bytes) -> Basemap:
    import numpy as np

    from routes.maps.basemap import Basemap, Lines
    from routes.maps.labels import Label

    head, _, body = message.partition(b"\n")
    told = json.loads(head)
    numbers = np.frombuffer(body, "<i8")
    lines, at = [], 0
    for n in told["lines"]:
        counts = numbers[at : at + n]
        end = at + n + 2 * int(counts.sum())
        lines.append(Lines(numbers[at + n : end].reshape(-1, 2), counts))
        at = end
    return Basemap(
        bounds=tuple(told["bounds"]),
        worldview=told["worldview"],
        shifts=tuple(told["shifts"]),
        rivers=tuple(lines[len(_LINES) :]),
        labels=tuple(Label(*label) for label in told["labels"]),
        attribution=tuple(told["attribution"]),
        **dict(zip(_LINES, lines, strict=False)),
    )


def _prepare(reading: Thread) -> None:
    """Load the libraries and the atlas, and draw a small picture, as long as the run has not come."""
    from routes.maps import picture
    from routes.maps.ground import ground

    picture.load()
    for name in ("matplotlib.backends.backend_agg", "matplotlib.figure", "PIL.PngImagePlugin"):
        import_module(name)
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
