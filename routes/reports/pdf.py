"""PDF: words by pdfium, put together to paragraphs by where they stand; a second engine where the first finds hardly any."""

from __future__ import annotations

import io
import re
import statistics
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from routes.reports.document import Document, Doubt, Unreadable

FEW = 200  # characters a page, under which another engine is asked
_NONE = 20  # characters of a page that holds no text
_MOST_PAGES = 3000
_FURNITURE = 3  # pages on which a line has to stand to be a running head
_BREAK = "\x02\ufffe\u00ad"  # what pdfium puts for a hyphen at the end of a line
_ENDS = (".", "!", "?", "…", "”", "»", ":")
_DIGITS = re.compile(r"\d{1,20}")


@dataclass(slots=True)
class _Line:
    """A line of a page: its text and where it stands, in points from the foot."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def parse(content: bytes) -> Document:
    """Return the text of a PDF as paragraphs.

    Raises
    ------
    Unreadable
        When it is locked, broken, or only pictures.
    """
    pages = _pdfium(content)
    found = sum(len(line.text) for page in pages for line in page)
    paragraphs, sizes = _paragraphs(_without_furniture(pages)), [sum(len(line.text) for line in page) for page in pages]
    if found < FEW * max(1, len(pages)):
        second = _pypdf(content)
        if sum(len(p) for page in second for p in page) > found:
            paragraphs, sizes = [p for page in second for p in page], [sum(map(len, page)) for page in second]
    empty = [n for n, size in enumerate(sizes, 1) if size < _NONE]
    if len(empty) == len(sizes):
        raise Unreadable("holds pictures of pages and no text; recognise the text first (OCR) and save it as text or PDF")
    document = Document(paragraphs)
    if empty:
        which = ", ".join(map(str, empty[:12])) + (", …" if len(empty) > 12 else "")
        message = f"These pages hold no text that can be read: {which}. Pictures are not read."
        document.doubts.append(Doubt("unread-pages", message, {"pages": which}))
    return document


def _pdfium(content: bytes) -> list[list[_Line]]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("is locked with a password; save a copy without one") from error
        raise Unreadable("is not a PDF that can be read; open it in a viewer and save it anew") from error
    if len(pdf) > _MOST_PAGES:
        raise Unreadable(f"has {len(pdf)} pages, so it would be truncated at {_MOST_PAGES}; save the pages of one report")
    pages = []
    for page in pdf:
        text = page.get_textpage()
        pages.append(_lines(text))
        text.close()
        page.close()
    return pages


def _lines(page: Any) -> list[_Line]:
    """Return the lines of a page in reading order, as pdfium has them."""
    whole = page.get_text_range()
    lines: list[_Line] = []
    at = 0
    for piece in re.split(rf"(\r\n|\n|\r|(?<=[{_BREAK}]))", whole):
        if piece.strip():
            boxes = (
                [page.get_charbox(at + k) for k, c in enumerate(piece) if not c.isspace()] if at + len(piece) <= page.count_chars() else []
            )
            boxes = [b for b in boxes if b[2] > b[0] or b[3] > b[1]]
            if boxes:
                left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
                # The middle of all tops and bottoms: one superscript or large initial moves no line.
                top, bottom = statistics.median(b[3] for b in boxes), statistics.median(b[1] for b in boxes)
            else:
                left = right = top = bottom = 0.0
            lines.append(_Line(piece.strip(" \t"), left, right, top, bottom))
        at += len(piece)
    return lines


def _without_furniture(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Return the pages without running heads and page numbers: first or last lines that most pages share, figures aside."""
    edges = Counter(key for page in pages for key in {_key(line) for line in (*page[:2], *page[-2:])})
    running = {key for key, n in edges.items() if n >= max(_FURNITURE, len(pages) // 2 + 1)}
    out = []
    for page in pages:
        kept = [line for k, line in enumerate(page) if not (_key(line) in running and (k < 2 or k >= len(page) - 2))]
        out.append(kept)
    return out


def _key(line: _Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.bottom / 10)


def _paragraphs(pages: list[list[_Line]]) -> list[str]:
    """Put lines together: a wider gap than between most lines, another size, or a short last line ends a paragraph."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    gaps = [a.bottom - b.bottom for page in pages for a, b in pairwise(page) if 0 < a.bottom - b.bottom < 60]
    usual = statistics.median_low(gaps) if gaps else 0.0
    height = statistics.median(max(0.1, line.top - line.bottom) for line in lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    firsts = {id(page[0]) for page in pages if page}
    found = [lines[0].text]
    for before, line in pairwise(lines):
        ended = before.text.rstrip().endswith(_ENDS)
        short = before.right < right - 0.4 * (right - left)
        resized = abs((before.top - before.bottom) - (line.top - line.bottom)) > 0.35 * height
        gap = before.bottom - line.bottom
        if id(line) in firsts:  # over the foot of a page, a sentence that has not ended goes on
            parted = ended or short or resized
        else:
            apart = gap > 1.3 * usual or gap < -0.3 * height
            indented = line.left > before.left + 0.8 * height
            parted = apart or (resized and short) or (ended and (short or indented))
        if parted:
            found.append(line.text)
        else:
            found[-1] = _sewn(found[-1], line.text)
    return [re.sub(f"[{_BREAK}]", "", p) for p in found]


def _sewn(text: str, line: str) -> str:
    """Join two lines of a paragraph: a hyphen that only the line's end asked for goes, one before a capital or a figure stays."""
    bare = text.rstrip(_BREAK)
    if bare != text or (bare.endswith(("-", "\u2010")) and bare[-2:-1].isalpha()):
        stem = bare.rstrip("-\u2010") if bare == text else bare
        return stem + line if line[:1].islower() else f"{stem}-{line}"
    return f"{text} {line}"


def _pypdf(content: bytes) -> list[list[str]]:
    """Return paragraphs page by page as the second engine reads them: empty lines part them."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return []  # the first engine's few words are all there is
    out = []
    for text in pages:
        paragraphs: list[str] = []
        for block in re.split(r"\n[^\S\n]{0,200}\n", text):
            lines = [line.strip() for line in block.splitlines() if line.strip()]
            if lines:
                whole = lines[0]
                for line in lines[1:]:
                    whole = _sewn(whole, line)
                paragraphs.append(whole)
        out.append(paragraphs)
    return out
