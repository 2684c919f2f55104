"""Read every bomb and every document whose last word is easily lost, and broken PDFs, each in a process of its own; print time and memory.

python tests/bench/bombs.py [--pdfs 500] [--only NAME]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

REPORTS = Path(__file__).resolve().parents[1] / "reports"
sys.path.insert(0, str(REPORTS))
import bombs  # noqa: E402


def read(suffix: str, content: bytes, folder: Path) -> dict[str, Any]:
    path = folder / f"bomb{suffix}"
    path.write_bytes(content)
    command = [sys.executable, str(REPORTS / "reading.py"), str(path), suffix, bombs.MARK]
    done = subprocess.run(command, capture_output=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else {"said": f"ended with {done.returncode}", "broken": True}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pdfs", type=int, default=500)
    parser.add_argument("--only", default="")
    a = parser.parse_args()
    bad, slowest, largest = 0, 0.0, 0.0
    pdfs = {f"broken pdf {n}": (".pdf", lambda n=n: bombs.mutated(n)) for n in range(a.pdfs)}
    sets = {"bomb": bombs.bombs(), "lost": bombs.lost(), "pdf": pdfs}
    with tempfile.TemporaryDirectory() as folder:
        for kind, documents in sets.items():
            for name, (suffix, make) in documents.items():
                if a.only and a.only not in name:
                    continue
                r = read(suffix, make(), Path(folder))
                wrong = r.get("broken") or (r["said"] and ("\n" in r["said"] or not r["said"].startswith("bomb")))
                wrong = wrong or (kind == "lost" and not r["found"] and "truncated" not in r["said"])
                bad += bool(wrong)
                slowest, largest = max(slowest, r.get("wall", 0.0)), max(largest, r.get("here_mb", 0.0))
                if kind != "pdf" or wrong:
                    figures = f"{r.get('wall', 0):5.1f} s, {r.get('here_mb', 0):4.0f} MB here, {r.get('there_mb', 0):4.0f} MB there"
                    print(f"{'WRONG ' if wrong else ''}{name:34} {figures}  {'found' if r.get('found') else r['said'][:90]}", flush=True)
    print(f"{bad} wrong, at most {slowest:.1f} s and {largest:.0f} MB in the process that asks")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
