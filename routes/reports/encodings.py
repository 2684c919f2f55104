"""Bytes to text: by their mark, by what the document says of itself, otherwise by what fits best."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from routes.reports.document import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BINARY = "is not a text file: it holds binary data; save the report as plain text (UTF-8)"
_HEAD = 100_000  # characters by which a file is told to be text
# What pages call Latin-1 is read as its superset everywhere on the web (WHATWG Encoding Standard).
_WEB = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030"}


def decode(content: bytes, said: Sequence[str] = ()) -> str:
    """Return the text of the bytes.

    Parameters
    ----------
    content
        A whole file.
    said
        Encodings that someone says it has, the most trusted first; one that does not read the bytes is passed over.

    Raises
    ------
    Unreadable
        When the bytes are not text.
    """
    wide = next((name for mark, name in _MARKS if content.startswith(mark)), "") or _unmarked(content)
    if wide:
        said = (wide, *said)
    elif b"\x00" in content:
        raise Unreadable(_BINARY)
    text = next((t for name in (*said, "utf-8") if name and (t := _strictly(content, name)) is not None), None)
    text = _guessed(content) if text is None else text
    # A form feed or a stray control character happens; a file full of them is not a text.
    if len(_CONTROLS.findall(text[:_HEAD])) > max(3, len(text[:_HEAD]) // 100):
        raise Unreadable(_BINARY)
    return text


def _strictly(content: bytes, name: str) -> str | None:
    try:
        return content.decode(_WEB.get(name.lower(), name))
    except (LookupError, ValueError):
        return None


def _unmarked(content: bytes) -> str:
    """Return which UTF-16 bytes without a mark are in, "" for none: every second byte of most characters is then small."""
    even, odd = content[:_HEAD:2], content[1:_HEAD:2]
    if not odd or len(content) % 2:
        return ""
    small = [sum(b < 8 for b in half) / len(half) for half in (even, odd)]
    if max(small) < 0.8 or min(small) > 0.1:
        return ""
    return "utf-16-be" if small[0] > small[1] else "utf-16-le"


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes as detect

    found = detect(content)
    best = found.best()
    # Where several encodings read equally well, the one that most old files have.
    best = next((m for m in found if m.encoding == "cp1252" and best and m.chaos <= best.chaos), best)
    if best is None:
        raise Unreadable("is not a text file that can be read; save it as plain text (UTF-8)")
    return str(best)
