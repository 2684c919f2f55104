"""Word documents (DOCX): every paragraph that a reader sees, also in tables, boxes, insertions and notes."""

from __future__ import annotations

import io
from typing import Any

from routes.reports.document import Document, Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_NOTES = ("footnotes", "endnotes")


def parse(content: bytes) -> Document:
    """Return the paragraphs of a DOCX in order, then its notes; deleted text under tracked changes is left out.

    Raises
    ------
    Unreadable
        When it is no DOCX, or broken.
    """
    from zipfile import BadZipFile

    import docx
    from lxml import etree

    try:
        file = docx.Document(io.BytesIO(content))
        paragraphs = _paragraphs(file.element.body)
        for part in file.part.package.iter_parts():
            if any(part.partname.endswith(f"/{name}.xml") for name in _NOTES):
                parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
                paragraphs += _paragraphs(etree.fromstring(part.blob, parser))
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            f"is damaged, so its text would be truncated ({error.msg}); open it in a word processor and save it anew"
        ) from error
    except (BadZipFile, KeyError, ValueError, AttributeError, OSError) as error:
        raise Unreadable("is not a Word document that can be read (.docx); open it in a word processor and save it anew") from error
    return Document(paragraphs=paragraphs, author=file.core_properties.author or "")


def _paragraphs(body: Any) -> list[str]:
    """Return the text of each paragraph, one inside a text box by itself; the copies for old programs are left out."""
    open_: list[list[str]] = []
    found: list[str] = []
    from lxml.etree import iterwalk

    walk = iterwalk(body, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag == _FALLBACK:
                walk.skip_subtree()
            elif node.tag == f"{_W}p":
                open_.append([])
            elif open_ and node.tag == f"{_W}t":
                open_[-1].append(node.text or "")
            elif open_ and node.tag in _WRITTEN and node.getparent().tag == f"{_W}r":
                open_[-1].append(_WRITTEN[node.tag])
        elif node.tag == f"{_W}p" and open_:
            found.append("".join(open_.pop()))
    return found
