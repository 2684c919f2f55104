"""The other side of `isolation`: one process that reads one document within its limits, and says what it read or why not."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import Any

from routes.reports.document import Document, Unreadable

CPU_S = 8
MEMORY_BYTES = 1 << 30
LONGEST = 10_000_000  # characters: five books
LONGEST_BYTES = 4 * LONGEST + 1_000_000  # of an answer
DEEP = "is nested too deep, so its text would be truncated; save it as plain text"


def limit() -> None:
    """Put limits on this process, where the system has them: processor time, memory, no file, no core dump."""
    try:
        import resource
    except ImportError:  # Windows: the caller's clock is the only limit there
        return
    for what, most in (("RLIMIT_CPU", CPU_S), ("RLIMIT_AS", MEMORY_BYTES), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        kind = getattr(resource, what, None)
        if kind is not None:
            resource.setrlimit(kind, (most, most))


def parse(kind: str, content: bytes, charset: str = "") -> Document:
    """Parse a document of a kind of `routes.reports.kinds`."""
    if kind == "markdown":
        from routes.reports.encodings import decode

        return import_module("routes.reports.markdown").parse(decode(content))  # type: ignore[no-any-return]
    if kind == "html":
        return import_module("routes.reports.pages").parse(content, charset)  # type: ignore[no-any-return]
    modules = {"pdf": "pdf", "docx": "word", "eml": "mail", "feed": "feed"}
    reader: Callable[[bytes], Document] = import_module(f"routes.reports.{modules[kind]}").parse
    return reader(content)


def answer(kind: str, content: bytes, charset: str) -> dict[str, Any]:
    """Return the document, or what is wrong with it, as plain values."""
    try:
        document = parse(kind, content, charset)
        if len(document.text) + sum(len(item.text) for item in document.items) > LONGEST:
            return {"error": f"holds more than {LONGEST:,} characters, so it would be truncated; give the text of one report"}
    except Unreadable as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"takes more than {MEMORY_BYTES >> 20:,} MB of memory to read, so its text would be truncated"}
    except RecursionError:
        return {"error": DEEP}
    except Exception as error:  # whatever a parser trips over, the document is at fault, and the caller goes on
        return {"error": f"is damaged: {type(error).__name__} while reading it as {kind.upper()}; save it anew, or as plain text"}
    return {"document": asdict(document)}


def serve() -> None:
    """Read a document from standard input, write the answer to standard output."""
    kind, charset = sys.argv[1:3]
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may come between
    content = sys.stdin.buffer.read()
    limit()
    said = json.dumps(answer(kind, content, charset), ensure_ascii=False).encode(errors="replace")
    if len(said) > LONGEST_BYTES:  # a title, an author or doubts without end
        said = json.dumps({"error": "says more about itself than can be read; save its text as plain text"}).encode()
    out.write(said)
    out.flush()
    os._exit(0)
