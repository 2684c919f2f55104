"""Change reports in ways that change nothing of who went where, and count the legs that change all the same.

    python tests/bench/mutations.py [HOW MANY] [FOLDER]

Of the seeds and, where they lie beside the checkout, of the reports with gold answers: 2,000 changes unless told otherwise.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from routes import pipeline

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))


def main() -> int:
    """Print every change of a leg, and how many there were."""
    from mutations import legs_of, mutate

    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    folders = [Path(sys.argv[2])] if len(sys.argv) > 2 else [TESTS.parent / "seeds", TESTS.parents[1] / "shared" / "reports"]
    paths = sorted(path for folder in folders for path in folder.glob("*.txt"))
    told, made = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(many):
            path = paths[number // 4 % len(paths)]
            report = pipeline.read(path)
            mentions = pipeline.extract(report)
            before = legs_of(mentions)
            dated = any("dateline" in t.cues for t in mentions.toponyms)
            change = mutate(report.text, report.language, number, dated=dated)
            file = Path(folder) / f"changed{change.suffix}"
            file.write_bytes(change.data)
            after = legs_of(pipeline.extract(pipeline.read(file)))
            made[change.kind] += 1
            if before != after:
                told[change.kind] += 1
                print(f"{path.stem} {change.kind} {change.added!r}: -{set(before) - set(after)} +{set(after) - set(before)}")
    print(", ".join(f"{kind}: {told[kind]} of {made[kind]}" for kind in made), f"; in all {told.total()} of {made.total()} changed a leg")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
