"""Compile the atlas: ``python -m routes.atlas.build [--check | --manifest] [LAYER ...]``.

All layers, or the named ones, are compiled and the manifest is written. With ``--check`` nothing is written: the layers are compiled into
a temporary folder, and every file has to be, byte for byte, the one that the manifest names. With ``--manifest`` nothing is compiled: the
manifest is written of the files that are there.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import pkgutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import routes.atlas.build as package
from routes.assets import DATA, MANIFEST, manifest
from routes.writer import write


def layers() -> dict[str, Any]:
    """Return the layer modules by name: those beside this file that have ``META`` and ``build``."""
    found = {}
    for info in pkgutil.iter_modules(package.__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            if hasattr(module, "META") and hasattr(module, "build"):
                found[info.name] = module
    return found


def sealed(entries: dict[str, Any]) -> bytes:
    """Return the manifest as its file, with a hash of itself."""
    blank = _dumped({**entries, MANIFEST: {"sha256": ""}})
    return _dumped({**entries, MANIFEST: {"sha256": hashlib.sha256(blank).hexdigest()}})


def _dumped(entries: dict[str, Any]) -> bytes:
    return (json.dumps(entries, indent=1, ensure_ascii=False) + "\n").encode()


def describe(modules: dict[str, Any], out: Path) -> dict[str, Any]:
    """Return the manifest of the files that exist: their metadata, size and sha256, by file name."""
    entries = {}
    for module in modules.values():
        for name, meta in module.META.items():
            path = out / name
            if path.exists():
                content = path.read_bytes()
                entries[name] = {**meta, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return dict(sorted(entries.items()))


def compiled(name: str, module: Any, out: Path) -> None:
    """Compile a layer into a folder and say what came out."""
    began = time.perf_counter()
    module.build(out)
    files = ", ".join(f"{f} {(out / f).stat().st_size:,} bytes" for f in module.META)
    print(f"{name}: {time.perf_counter() - began:.0f} s, {files}", flush=True)


def differing(modules: dict[str, Any], out: Path) -> list[str]:
    """Return the files of the layers that are not those of the manifest."""
    known = manifest()
    made = describe(modules, out)
    return [name for module in modules.values() for name in module.META if made[name]["sha256"] != known[name]["sha256"]]


def main() -> int:
    """Build and report; exit 1 when a check finds a difference, 2 for an unknown layer."""
    modules = layers()
    parser = argparse.ArgumentParser(prog="python -m routes.atlas.build", description=__doc__)
    parser.add_argument("layers", nargs="*", metavar="LAYER", help=", ".join(modules))
    parser.add_argument("--check", action="store_true", help="write nothing: compare with the manifest")
    parser.add_argument("--manifest", action="store_true", help="compile nothing: write the manifest")
    asked = parser.parse_args()
    wanted = asked.layers or list(modules)
    unknown = [name for name in wanted if name not in modules]
    if unknown:
        print(f"Unknown layer {unknown[0]!r}; there are {', '.join(modules)}.", file=sys.stderr)
        return 2
    if asked.check:
        with tempfile.TemporaryDirectory() as folder:
            for name in wanted:
                compiled(name, modules[name], Path(folder))
            wrong = differing({name: modules[name] for name in wanted}, Path(folder))
        print(f"Not the bytes of the manifest: {', '.join(wrong)}." if wrong else "The same bytes as in the manifest.")
        return 1 if wrong else 0
    DATA.mkdir(parents=True, exist_ok=True)
    if asked.manifest:
        write(DATA / MANIFEST, sealed(describe(modules, DATA)))
        return 0
    for name in wanted:
        compiled(name, modules[name], DATA)
        write(DATA / MANIFEST, sealed(describe(modules, DATA)))  # at once: later layers read earlier ones, which have to be whole
        manifest.cache_clear()
    return 0


if __name__ == "__main__":
    sys.exit(main())
