"""Markdown: what its reader sees, without marks and addresses; title, date and author from front matter."""

from __future__ import annotations

import re

from routes.reports.document import Document, day

_FRONT = re.compile(r"---[^\S\n]{0,20}\n(.{0,20000}?)\n(?:---|\.\.\.)[^\S\n]{0,20}(?:\n|$)", flags=re.S)
_DEEPEST = 10_000  # the default of 20 leaves out what lies deeper, without a word
_FIELD = re.compile(r"^(title|date|author)[^\S\n]{0,20}:(.{1,1000})$", flags=re.M | re.I)


def parse(text: str) -> Document:
    """Return the paragraphs of a Markdown text (CommonMark with tables)."""
    from markdown_it import MarkdownIt

    from routes.reports.pages import fragment

    front = _FRONT.match(text.replace("\r\n", "\n"))
    fields = {name.lower(): value.strip().strip("\"'") for name, value in _FIELD.findall(front.group(1))} if front else {}
    body = text.replace("\r\n", "\n")[front.end() :] if front else text
    html = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").render(body)
    return Document(fragment(html), title=fields.get("title", ""), author=fields.get("author", ""), published=day(fields.get("date", "")))
