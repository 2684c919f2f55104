"""``python -m routes.atlas.build [LAYER ...]``: compile all layers, or the named ones, and write the manifest."""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
import sys
import time
from pathlib import Path
from typing import Any

import routes.atlas.build as package
from routes.assets import DATA, write


def layers() -> dict[str, Any]:
    """Return the layer modules by name: those beside this file that have ``META`` and ``build``."""
    found = {}
    for info in pkgutil.iter_modules(package.__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            if hasattr(module, "META") and hasattr(module, "build"):
                found[info.name] = module
    return found


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


def main() -> int:
    """Build and report; exit 2 for an unknown layer."""
    modules = layers()
    wanted = sys.argv[1:] or list(modules)
    unknown = [name for name in wanted if name not in modules]
    if unknown:
        print(f"Unknown layer {unknown[0]!r}; there are {', '.join(modules)}.", file=sys.stderr)
        return 2
    DATA.mkdir(parents=True, exist_ok=True)
    for name in wanted:
        began = time.perf_counter()
        modules[name].build(DATA)
        print(
            f"{name}: {time.perf_counter() - began:.0f} s, "
            + ", ".join(f"{f} {(DATA / f).stat().st_size:,} bytes" for f in modules[name].META)
        )
    write(DATA / "manifest.json", (json.dumps(describe(modules, DATA), indent=1, ensure_ascii=False) + "\n").encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
