"""A file, an address of the web, standard input or a string of bytes becomes a `Report`, or one clear sentence says why not."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from routes import web
from routes.errors import ReportError, ReportMissing
from routes.model import Note, Report
from routes.reports import kinds
from routes.reports.document import Document, Unreadable
from routes.reports.encodings import decode
from routes.reports.kinds import Kind

LARGEST_BYTES = 10_000_000  # of text: that of a 1,000-page book is a fifth of this
LARGEST_FILE_BYTES = 50_000_000  # of formats that carry pictures too
_ROOMY = frozenset({"pdf", "docx", "eml"})
_ITEM = re.compile(r"(?P<feed>.{1,4000})#(?P<number>[1-9]\d{0,4})")


def read(source: str | Path) -> Report:
    """Read a report from a path, from an address (http, https), or from standard input when the source is "-".

    ``FEED#3`` is the third item of a news feed.

    Raises
    ------
    ReportMissing
        When there is no such file.
    ReportError
        When it is a folder, empty, too large, of a format that is not known, or when some of its text would be lost.
    FetchError
        When an address is not allowed or cannot be fetched.
    """
    name = str(source)
    item = _ITEM.fullmatch(name)
    if item is None or is_there(name) or not (web.is_address(name) or _is_feed(item["feed"])):
        return _report(*_open(source))
    content, name, kind, charset = _open(item["feed"])
    return _report(content, name, kind, charset, number=int(item["number"]) if kind == "feed" else 0)


def is_there(name: str) -> bool:
    """Tell whether a name is that of a file or folder; one that can be none is not."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def items(source: str) -> list[str]:
    """Return the reports that a source holds: the items of a news feed one by one, otherwise the source itself."""
    if source == "-" or web.is_address(source) or not _is_feed(source):
        return [source]
    content, name, kind, charset = _open(source)
    if kind != "feed":
        return [source]
    return [f"{source}#{n}" for n in range(1, len(_parsed(content, name, kind, charset).items) + 1)]


def _is_feed(name: str) -> bool:
    return kinds.SUFFIXES.get(Path(name).suffix.lower()) == "feed"


def from_bytes(content: bytes, name: str, suffix: str = "") -> Report:
    """Make a report of the bytes of a document; ``name`` is what messages and the page call it.

    Without a suffix the kind is told from the bytes.
    """
    return _report(content, name, kinds.settle(content, suffix), "")


def _open(source: str | Path) -> tuple[bytes, str, Kind, str]:
    """Return the bytes of a source, its name, its kind, and the encoding that a server gave."""
    if str(source) == "-":
        if sys.stdin is None:
            raise ReportError("Standard input is closed; name a file, or pipe a report into it.")
        content = sys.stdin.buffer.read(LARGEST_FILE_BYTES + 1)
        return content, "standard input", kinds.settle(content, ""), ""
    if web.is_address(str(source)):
        answer = web.get(str(source), headers={"Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.5"})
        if answer.status != 200:
            raise ReportError(f"{source} cannot be read: the server answers with status {answer.status}.")
        suffix = PurePosixPath(unquote(urlsplit(answer.url).path)).suffix
        served = suffix if answer.media_type in ("application/octet-stream", "binary/octet-stream") else ""
        return answer.content, str(source).partition("#")[0], kinds.settle(answer.content, served, answer.media_type), answer.charset
    path = Path(source)
    content = _file(path)
    return content, path.name, kinds.settle(content, path.suffix), ""


def _file(path: Path) -> bytes:
    """Return the bytes of a file that may be a report."""
    try:
        if path.is_dir():
            raise ReportError(f"{path} is a folder; name a report in it.")
        kind = kinds.SUFFIXES.get(path.suffix.lower(), "text")
        most = LARGEST_FILE_BYTES if kind in _ROOMY else LARGEST_BYTES
        if path.stat().st_size > most:
            raise ReportError(_large(str(path), most))
        if path.suffix.lower() not in ("", *kinds.SUFFIXES):
            raise ReportError(f"{path}: the format {path.suffix!r} is not known; save the report as one of {kinds.known()}.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReportMissing(f"There is no file {path}; check the path.") from error
    except (OSError, ValueError) as error:
        if isinstance(error, ReportError):
            raise
        raise ReportError(f"Cannot read {path}: {getattr(error, 'strerror', None) or error}.") from error


def _large(name: str, most: int) -> str:
    return f"{name} is larger than {most // 1_000_000} MB, so its text would be truncated; give the text of one report."


def _report(content: bytes, name: str, kind: Kind, charset: str, number: int = 0) -> Report:
    most = LARGEST_FILE_BYTES if kind in _ROOMY else LARGEST_BYTES
    if len(content) > most:
        raise ReportError(_large(name, most))
    if not content.strip():
        raise ReportError(f"{name} is empty: there is no text to read.")
    if kind == "text":
        try:
            document, text = Document(), decode(content, (charset,))
        except Unreadable as error:
            raise ReportError(f"{name} {error}.") from error
    else:
        document = _chosen(_parsed(content, name, kind, charset), name, number)
        text = document.text
    name = f"{name}#{number}" if number else name
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReportError(f"{name} is empty: there is no text to read.")
    title = unicodedata.normalize("NFC", " ".join(document.title.split()))
    doubts = tuple(Note(d.code, d.message, None, tuple(d.values.items())) for d in document.doubts)
    return Report(text, "", title, document.published, name, hashlib.sha256(content).hexdigest(), " ".join(document.author.split()), doubts)


def _parsed(content: bytes, name: str, kind: Kind, charset: str) -> Document:
    from routes.reports import isolation

    return isolation.parse(kind, content, name, charset)


def _chosen(document: Document, name: str, number: int) -> Document:
    """Return the item of a feed that is meant, the document itself where it is no feed."""
    if not document.items and not number:
        return document
    count = len(document.items)
    if number > count:
        raise ReportError(f"{name} holds {count} items and no number {number}.")
    if not number and count > 1:
        raise ReportError(f"{name} is a news feed of {count} items; name one of them: {name}#1 to {name}#{count}.")
    return document.items[(number or 1) - 1]
