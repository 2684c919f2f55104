"""A file, standard input or a string of bytes becomes a `Report`, or one clear sentence says why not."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from pathlib import Path

from routes.errors import ReportError, ReportMissing
from routes.model import Report

FORMATS = (".txt", ".text", ".md", ".markdown")
LARGEST_BYTES = 10_000_000  # the text of a 1,000-page book is a fifth of this
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read(source: str | Path) -> Report:
    """Read a report from a path, or from standard input when the source is "-".

    Raises
    ------
    ReportMissing
        When there is no such file.
    ReportError
        When it is a folder, empty, too large, binary, or of a format that is not known.
    """
    if str(source) == "-":
        return from_bytes(sys.stdin.buffer.read(LARGEST_BYTES + 1), "standard input")
    path = Path(source)
    try:
        if path.is_dir():
            raise ReportError(f"{path} is a folder; name a report in it.")
        if path.stat().st_size > LARGEST_BYTES:
            raise ReportError(f"{path} is larger than {LARGEST_BYTES // 1_000_000} MB; give the text of one report.")
        if path.suffix.lower() not in ("", *FORMATS):
            raise ReportError(f"{path}: the format {path.suffix!r} is not known; save the report as one of {', '.join(FORMATS)}.")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ReportMissing(f"There is no file {path}; check the path.") from error
    except (OSError, ValueError) as error:
        if isinstance(error, ReportError):
            raise
        raise ReportError(f"Cannot read {path}: {getattr(error, 'strerror', None) or error}.") from error
    return from_bytes(content, path.name)


def from_bytes(content: bytes, name: str) -> Report:
    """Make a report of the bytes of a text file; ``name`` is what messages and the page call it."""
    if len(content) > LARGEST_BYTES:
        raise ReportError(f"{name} is larger than {LARGEST_BYTES // 1_000_000} MB; give the text of one report.")
    text = unicodedata.normalize("NFC", decode(content, name)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReportError(f"{name} is empty: there is no text to read.")
    return Report(text=text, source=name, sha256=hashlib.sha256(content).hexdigest())


def decode(content: bytes, name: str) -> str:
    """Return the text of the bytes: UTF-8, UTF-16 with its mark, otherwise the encoding that fits best.

    Raises
    ------
    ReportError
        When the bytes are not text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in content:
        raise ReportError(f"{name} is not a text file: it holds binary data; save the report as plain text (UTF-8).")
    else:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes as detect

        found = detect(content)
        best = found.best()
        # Where several encodings read equally well, the one that most old files have.
        best = next((m for m in found if m.encoding == "cp1252" and best and m.chaos <= best.chaos), best)
        if best is None:
            raise ReportError(f"{name} is not a text file that can be read; save it as plain text (UTF-8).") from None
        text = str(best)
    # A form feed or a stray control character happens; a file full of them is not a text.
    if len(_CONTROLS.findall(text[:100_000])) > max(3, len(text[:100_000]) // 100):
        raise ReportError(f"{name} is not a text file: it holds binary data; save the report as plain text (UTF-8).")
    return text
