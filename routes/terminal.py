"""What the command line says: the only module that writes to standard output and error, and never a control character.

A report's words may hold escape sequences that rename a window, fill the clipboard or hide what follows. In words for people these are
replaced by a mark; in JSON they are escaped, so that whoever reads it loses nothing.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from routes.text import escaped, printable

_signals: list[int] = []  # that asked the command to end


def prepare() -> None:
    """Let nothing that is said fail: for want of a character in the terminal's encoding, or of a stream that was closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  (open as long as the process lives)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def stop(number: int, _frame: object) -> None:
    """End the command at a signal as at Ctrl-C, so that what was begun is put away."""
    _signals.append(number)
    raise KeyboardInterrupt


def heed() -> None:
    """End a command that was asked to in a moment when that was lost: within what a library calls back, no exception comes through."""
    if _signals:
        raise KeyboardInterrupt


def show(text: str) -> None:
    """Write a result to standard output."""
    sys.stdout.write(printable(text).removesuffix("\n") + "\n")


def show_json(value: Any) -> None:
    """Write a result to standard output as JSON."""
    sys.stdout.write(escaped(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


def say(text: str) -> None:
    """Write anything else to standard error."""
    sys.stderr.write(printable(text) + "\n")
    sys.stderr.flush()
