"""Foreign formats are parsed in a process of their own: a bomb, a hang or a crash in a parser ends that process and nothing else."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import Any

from routes.errors import ReportError
from routes.reports import parsing
from routes.reports.document import Document, Doubt

WALL_S = 11
# The caller's own search path, whatever the folder that it was started in holds.
_START = "import sys; sys.path[:] = sys.argv[3:]; from routes.reports.parsing import serve; serve()"


def parse(kind: str, content: bytes, name: str, charset: str = "") -> Document:
    """Return a document that another process parsed.

    Raises
    ------
    ReportError
        When it cannot be read within the limits of `routes.reports.parsing`, with what to do.
    """
    command = [sys.executable, "-c", _START, kind, charset, *sys.path]
    try:
        done = subprocess.run(command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=WALL_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise ReportError(
            f"{name} takes more than {WALL_S} seconds to read, so its text would be truncated; save it as plain text."
        ) from error
    except OSError as error:
        raise ReportError(f"{name} cannot be read: no process could be started ({error.strerror or error}).") from error
    if done.returncode:
        raise ReportError(f"{name} {_ended(done.returncode)}; save it as plain text.")
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise ReportError(f"{name} broke the program that reads it; save its text as plain text.") from error
    if "error" in said:
        raise ReportError(f"{name} {said['error']}.")
    return _document(said["document"])


def _document(values: dict[str, Any]) -> Document:
    doubts = [Doubt(**doubt) for doubt in values["doubts"]]
    return Document(**{**values, "doubts": doubts, "items": [_document(item) for item in values["items"]]})


def _ended(code: int) -> str:
    """Say how the process ended."""
    if code in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 9)):
        return f"takes more than {parsing.CPU_S} seconds to read, so its text would be truncated"
    return f"broke the program that reads it ({f'signal {-code}' if code < 0 else f'code {code}'})"
