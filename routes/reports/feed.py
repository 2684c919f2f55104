"""News feeds (RSS 0.9–2.0, Atom): each item is a report of its own."""

from __future__ import annotations

from typing import Any

from routes.reports.document import Document, Unreadable, day
from routes.reports.pages import fragment

_BODIES = ("encoded", "content", "description", "summary")  # the fullest first


def parse(content: bytes) -> Document:
    """Return a document whose items are the feed's.

    Raises
    ------
    Unreadable
        When it is no feed, or the parser would leave out a part of it.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"is not a feed that can be read: {error.msg}") from error
    items = [_item(node) for node in root.iter() if _name(node) in ("item", "entry")]
    if not items:
        raise Unreadable("is not a news feed (RSS or Atom) with items in it")
    return Document(items=items)


def _item(node: Any) -> Document:
    parts: dict[str, Any] = {}
    for child in node:
        parts.setdefault(_name(child), child)
    body = next((_markup(parts[name]) for name in _BODIES if name in parts and _markup(parts[name]).strip()), "")
    when = next((_text(parts[name]) for name in ("pubDate", "published", "date", "updated") if name in parts), "")
    who = next((_text(parts[name]) for name in ("creator", "author") if name in parts), "")
    title = " ".join(fragment(_markup(parts["title"]))) if "title" in parts else ""
    return Document(fragment(body), title=title, author=who, published=day(when))


def _name(node: Any) -> str:
    """Return an element's name without its namespace, "" for comments."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _markup(node: Any) -> str:
    """Return what an element holds as HTML: escaped markup as it is meant, Atom's XHTML as it stands."""
    from lxml import etree

    if len(node):
        return "".join([node.text or "", *(etree.tostring(child, encoding="unicode") for child in node)])
    return node.text or ""
