"""Read a document in a process of its own and print what came of it, with time and memory; argv: file, suffix, mark."""

import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from routes.errors import ReportError
from routes.reports.reader import from_bytes


def main() -> None:
    content, began = Path(sys.argv[1]).read_bytes(), time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    said, found = "", False
    try:
        found = sys.argv[3] in from_bytes(content, f"bomb{sys.argv[2]}", sys.argv[2]).text
    except ReportError as error:
        said = str(error)
    here, there = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # The system's own count begins with that of the process which started this one.
    status = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split() if Path("/proc/self/status").exists() else []
    most_mb = int(status[0]) / 1024 if status else here.ru_maxrss / 1024
    seconds = {"wall": time.perf_counter() - began, "cpu": here.ru_utime + here.ru_stime + there.ru_utime + there.ru_stime - used}
    print(json.dumps({"said": said, "found": found, **seconds, "here_mb": most_mb, "there_mb": there.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
