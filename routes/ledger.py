"""What the maps of a folder were made of, so that only what changed is made again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache as once
from pathlib import Path
from typing import Any

from routes import assets, cache, web
from routes.reports import reader
from routes.settings import Settings

_KIND = "ledger"


class Ledger:
    """The keys of the maps in an output folder: kept in the cache, not among the maps."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._name = str(out.absolute())
        kept = cache.get(_KIND, self._name)
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}

    def fresh(self, stem: str, key: str) -> bool:
        """Tell whether the files of a map are those that were made of the same things."""
        known = self._kept.get(stem)
        return bool(key) and isinstance(known, list) and known[0] == key and known[1] == self._files(stem)

    def note(self, stem: str, key: str) -> None:
        """Note what the files of a map were made of, "" for what is made anew each time."""
        self._kept[stem] = [key, self._files(stem)]

    def save(self) -> None:
        """Keep the ledger; where that is not possible, all is made again next time."""
        cache.put(_KIND, self._name, self._kept)

    def _files(self, stem: str) -> list[Any]:
        """Return size and time of each file of a map, so that one that was changed or deleted is made again."""
        found = []
        for suffix in ("html", "json", "geojson", "png"):
            try:
                known = (self.out / f"{stem}.{suffix}").stat()
                found.append([suffix, known.st_size, known.st_mtime_ns])
            except OSError:
                found.append([suffix, -1, -1])
        return found


def key_of(source: str, settings: Settings) -> str:
    """Return what a map is made of as one hash: report, plan, settings, data and program; "" for what is read anew each time."""
    if source == "-" or web.is_address(source):
        return ""
    path = Path(source)
    if "#" in source and not reader.is_there(source):
        path = Path(source.rpartition("#")[0])
    try:
        parts = [hashlib.sha256(path.read_bytes()).hexdigest(), source]
        plan = path.with_name(f"{path.stem}.plan.toml")
        parts.append(hashlib.sha256(plan.read_bytes()).hexdigest() if plan.is_file() else "")
    except OSError:
        return ""
    return hashlib.sha256(json.dumps([*parts, asdict(settings), _program()]).encode()).hexdigest()


@once
def _program() -> str:
    """Return a hash of the program and its data: the version, the manifest, the added data sets, and the program's own files."""
    from routes.atlas import own

    files = sorted(p for p in assets.PACKAGE.rglob("*") if p.suffix in (".py", ".toml", ".js", ".css", ".html"))
    stamps = [[str(p.relative_to(assets.PACKAGE)), (known := p.stat()).st_size, known.st_mtime_ns] for p in files]
    added = [[a.name, a.sha256] for a in own.added()]
    manifest = {name: meta.get("sha256") for name, meta in assets.manifest().items()}
    return hashlib.sha256(json.dumps([stamps, added, manifest]).encode()).hexdigest()
