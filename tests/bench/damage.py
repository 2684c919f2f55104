"""Flip 10,000 bits of the atlas, one at a time, and count those that are not seen.

python tests/bench/damage.py [--flips 10000]
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from routes import assets
from routes.errors import AtlasError


def seen(name: str) -> bool:
    assets.manifest.cache_clear()
    assets._whole.cache_clear()
    try:
        assets.data_path(name)
    except AtlasError as error:
        return "\n" not in str(error)
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flips", type=int, default=10_000)
    a = parser.parse_args()
    real, names, missed, began = assets.DATA, sorted(assets.manifest()), 0, time.process_time()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as temporary:
        for number, name in enumerate(names):
            folder = Path(temporary) / str(number)
            folder.mkdir()
            assets.DATA = folder
            for file in (name, assets.MANIFEST):
                (folder / file).write_bytes((real / file).read_bytes())
            path = folder / name
            with path.open("r+b", buffering=0) as file:
                for _ in range(a.flips // len(names) + 1):
                    bit = chance.randrange(path.stat().st_size * 8)
                    for again in (False, True):
                        file.seek(bit // 8)
                        byte = file.read(1)[0] ^ (1 << bit % 8)
                        file.seek(bit // 8)
                        file.write(bytes([byte]))
                        if not again:
                            missed += not seen(name)
    flips = (a.flips // len(names) + 1) * len(names)
    print(f"{flips:,} flips in {len(names)} files, {missed} not seen, {time.process_time() - began:.0f} s of processor time")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
