"""Tracks that the workers of one run share: what one of them has laid, the others read, also one that was begun anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from routes import cache
from routes.model import Note, Span, Track

FOLDER = (
    "ROUTES_SHARED_TRACKS"  # environment variable: a folder for as long as the run lasts, since it does not tell one atlas from another
)
_KIND = "tracks"


def through(lay: Callable[[Any], Track | str], key: tuple[Any, ...]) -> Track | str:
    """Return the track of a key, or why there is none: as another worker left it in the folder, else laid now and left there."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return lay(key)
    kept = cache.get(_KIND, repr(key), Path(folder))
    if isinstance(kept, dict):
        return _read(kept)
    if isinstance(kept, str):
        return kept
    found = lay(key)
    cache.put(_KIND, repr(key), found if isinstance(found, str) else asdict(found), Path(folder))
    return found


def _read(kept: dict[str, Any]) -> Track:
    """Return a track from its fields as JSON has them: lists for tuples."""
    values = {name: _tuples(value) for name, value in kept.items() if name != "notes"}
    notes = tuple(
        Note(n["code"], n["message"], None if n["span"] is None else Span(*n["span"]), _tuples(n["values"])) for n in kept["notes"]
    )
    return Track(**values, notes=notes)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
