"""Which kind of document something is: by its first bytes where they are telling, else by its name, else by what a server said."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["text", "markdown", "html", "pdf", "docx", "eml", "feed"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".docx": "docx", ".eml": "eml", ".rss": "feed", ".atom": "feed", ".xml": "feed",
}  # fmt: skip
TYPES: dict[str, Kind] = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "message/rfc822": "eml", "text/markdown": "markdown",
    "text/plain": "text", "application/rss+xml": "feed", "application/atom+xml": "feed", "application/xml": "feed", "text/xml": "feed",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
_NAMES: dict[Kind, str] = {
    "text": "plain text", "markdown": "Markdown", "html": "HTML", "pdf": "PDF", "docx": "DOCX", "eml": "EML", "feed": "RSS or Atom",
}  # fmt: skip
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,50}\r?\n){3,200}\r?\n")
_MAIL = re.compile(rb"^(?:from|received|return-path|mime-version|message-id|subject):", flags=re.I | re.M)
# What opens a feed or a page; nothing is given back once taken, or comments in a row would be tried in every combination.
_COMMENTS = rb"(?:(?><!--.{0,2000}?-->)\s{0,200}+){0,5}+"
_FEED = re.compile(rb"\s{0,200}+(?:<\?xml[^>]{0,300}\?>)?\s{0,200}+" + _COMMENTS + rb"<(?:rss|feed|rdf:RDF)[\s>]", flags=re.S)
_PAGE = re.compile(rb"\s{0,200}+" + _COMMENTS + rb"<(?:!doctype\s{1,20}html|html|head|body)[\s>]", flags=re.S | re.I)


def known() -> str:
    """Return the suffixes that are read, for messages."""
    return ", ".join(SUFFIXES)


def name(kind: Kind) -> str:
    """Return what people call a kind of document."""
    return _NAMES[kind]


def told(content: bytes) -> Kind | None:
    """Return the kind that the first bytes are, None where they could be several."""
    head = content[:20_000]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _FEED.match(head):
        return "feed"
    if _PAGE.match(head):
        return "html"
    if _HEADERS.match(head) and _MAIL.search(head):
        return "eml"
    return None


def settle(content: bytes, suffix: str, served: str = "") -> Kind:
    """Return the kind of a document.

    Parameters
    ----------
    content
        The whole of it.
    suffix
        Of its name, with the point; "" where it has none.
    served
        The media type that a server gave it.
    """
    seen = told(content)
    if seen in ("pdf", "docx"):
        return seen
    said = SUFFIXES.get(suffix.lower()) or TYPES.get(served.partition(";")[0].strip().lower())
    # ".xml" and "text/xml" may be a page; what has neither name nor type is what it looks like.
    return (seen or "text") if said is None or (said == "feed" and seen) else said
