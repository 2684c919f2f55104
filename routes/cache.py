"""What is kept between runs: small JSON files in the user's cache folder, each with a header and a checksum.

A file that is damaged, foreign or of another format is as good as none. A folder that cannot be written costs speed and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from routes import writer
from routes.errors import OutputError

_HEADER = b"routes-cache/1 "


def folder() -> Path | None:
    """Return the cache folder: $ROUTES_CACHE, else where the system keeps such files; None where there is no home."""
    given = os.environ.get("ROUTES_CACHE")
    if given:
        return Path(given)
    try:
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA", "")
        elif sys.platform == "darwin":
            base = str(Path.home() / "Library" / "Caches")
        else:
            base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    except RuntimeError:  # a user without a home
        base = ""
    return Path(base) / "report-routes" if base else None


def get(kind: str, key: str, base: Path | None = None) -> Any:
    """Return what was kept under a key, in the cache folder or in another, None where nothing whole is there."""
    path = _path(kind, key, base)
    try:
        content = path.read_bytes() if path else b""
    except OSError:
        return None
    header, _, body = content.partition(b"\n")
    if header != _HEADER + hashlib.sha256(body).hexdigest().encode():
        return None
    try:
        return json.loads(body)
    except ValueError:
        return None


def put(kind: str, key: str, value: Any, base: Path | None = None) -> bool:
    """Keep a value of plain JSON under a key, in the cache folder or in another; return whether that was possible."""
    path = _path(kind, key, base)
    if path is None:
        return False
    body = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    try:
        writer.write(path, _HEADER + hashlib.sha256(body).hexdigest().encode() + b"\n" + body, private=True)
    except OutputError:
        return False
    return True


def _path(kind: str, key: str, base: Path | None) -> Path | None:
    base = base or folder()
    return base / kind / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.json" if base else None
