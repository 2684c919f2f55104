"""Score the reports with gold answers, when they lie beside the project: python tests/bench/reports.py."""

import subprocess
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"


def main() -> int:
    scorer, reports = SHARED / "eval" / "score_reports.py", SHARED / "reports"
    if not scorer.is_file():
        print("skipped: there are no reports with gold answers beside the project")
        return 0
    command = f"{sys.executable} -m routes.cli map {{}} --json"
    return subprocess.run([sys.executable, str(scorer), str(reports), "--each", "--command", command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
