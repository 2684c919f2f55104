"""Make the outputs of the seeds again and compare them with the committed ones.

    python tests/bench/outputs.py ROUTES_COMMAND SEEDS OUTPUTS

Text files must be the same to the byte. Pictures must show the same: processors may round a blended pixel differently.
"""

import subprocess
import sys
import tempfile
from pathlib import Path


def same(made: Path, kept: Path) -> bool:
    if made.suffix != ".png":
        return made.read_bytes() == kept.read_bytes()
    import numpy as np
    from PIL import Image

    a, b = (np.asarray(Image.open(p).convert("RGB"), dtype=float) for p in (made, kept))
    return a.shape == b.shape and float(np.abs(a - b).mean()) < 0.5


def main() -> int:
    command, seeds, outputs = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([command, "map", seeds, "-o", folder], check=True)
        made = {p.name: p for p in Path(folder).iterdir()}
        kept = {p.name: p for p in outputs.iterdir()}
        wrong = sorted(set(made) ^ set(kept)) + sorted(n for n in set(made) & set(kept) if not same(made[n], kept[n]))
    print(f"{len(kept)} committed files, {len(wrong)} differ" + "".join(f"\n  {n}" for n in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
