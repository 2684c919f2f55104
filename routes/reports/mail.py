"""Mails (EML): subject, date, sender and the text, or the HTML where there is no text."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import pairwise

from routes.reports.document import Document, Doubt, Unreadable, day
from routes.reports.pages import fragment

_WIDEST = 78  # RFC 5322: lines of a mail should be no longer
_NO_WRAP = 100  # characters of a line that nobody wrapped


def parse(content: bytes) -> Document:
    """Return a mail as a document; a doubt names each attachment, which is not read.

    Raises
    ------
    Unreadable
        When it holds no text.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()] if message.is_multipart() else []
    paragraphs: list[str] = []
    if isinstance(body, EmailMessage):
        text = _text(body)
        html = body.get_content_subtype() == "html"
        paragraphs = fragment(text) if html else _unwrapped(text.replace("\r\n", "\n"))
    if not any(p.strip() for p in paragraphs):
        holds = f"; save {attached[0]}, which it carries, and map that" if attached else ""
        raise Unreadable(f"is a mail without text{holds}")
    doubts = [Doubt("unread-attachment", f"The mail carries “{name}”, which was not read.", {"file": name}) for name in attached[:20]]
    return Document(
        paragraphs, title=str(message["subject"] or ""), author=_sender(message), published=day(str(message["date"] or "")), doubts=doubts
    )


def _unwrapped(text: str) -> list[str]:
    """Return the paragraphs of a mail, lines that were only broken to fit put together again, so that no name is broken."""
    lines = text.split("\n")
    widest = min(_WIDEST, max((len(line.rstrip()) for line in lines if len(line) <= _NO_WRAP), default=0))
    found: list[str] = [""]
    for before, line in pairwise(["", *lines]):
        if not line.strip():
            found.append("")
            continue
        word = len(line.split(maxsplit=1)[0])
        forced = before.strip() and len(before) <= _NO_WRAP and len(before.rstrip()) + 1 + word > widest
        found[-1] += (" " if forced else "\n" if found[-1] else "") + line.strip()
    return found


def _text(body: EmailMessage) -> str:
    """Return the text of a part: as it says it is encoded, else as fits best."""
    from routes.reports.encodings import decode

    payload = body.get_payload(decode=True)
    return decode(payload if isinstance(payload, bytes) else str(payload).encode(), (body.get_content_charset() or "",))


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(str(message["from"] or ""))
    return name or address
