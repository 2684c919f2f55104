"""Web pages: the main text by trafilatura, all that is visible where that leaves out what matters."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from routes.reports.document import Document, Unreadable, day

_BLOCKS = frozenset(
    (  # noqa: SIM905 - one word a line would take the place of the code
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul "
        "head item list quote row cell code"  # the last line is trafilatura's (TEI)
    ).split()
)
_HIDDEN = frozenset(["script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "datalist", "select"])
_AROUND = frozenset(["nav", "footer", "aside", "form", "button"])
_DEEPEST = 256  # elements in one another: beyond, a page is no usual one, and all that is visible is taken
_MOST_ELEMENTS = 30_000  # beyond these too; the longest live blogs have some 10,000
_LEAST_BLOCK = 80  # characters of a paragraph that the main text may not lack


def parse(content: bytes, charset: str = "") -> Document:
    """Return the main text of an HTML page with its title, author and date.

    Parameters
    ----------
    content
        The page.
    charset
        What the server said it is encoded in; "" for what the page says, or what fits.
    """
    import trafilatura

    tree = tree_of(content, charset)
    visible = blocks(tree, _HIDDEN | _AROUND) or blocks(tree, _HIDDEN)
    if not _usual(tree):
        return Document(paragraphs=visible, title=" ".join((tree.findtext(".//title") or "").split()))
    metadata = trafilatura.extract_metadata(tree, extensive=False)
    found: Any = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True, with_metadata=False)
    main = blocks(found.body, frozenset()) if found is not None and found.body is not None else []
    return Document(
        paragraphs=_as_shown(main, blocks(tree, _HIDDEN)) if _holds(main, visible) else visible,
        title=(metadata.title or "") if metadata else "",
        author=(metadata.author or "") if metadata else "",
        published=day((metadata.date or "") if metadata else ""),
    )


def fragment(markup: str) -> list[str]:
    """Return all visible paragraphs of a piece of HTML, as mails and feeds carry it."""
    return blocks(tree_of(markup.encode(), "utf-8"), _HIDDEN) if markup.strip() else []


def tree_of(content: bytes, charset: str = "") -> Any:
    """Return the tree of a page.

    Raises
    ------
    Unreadable
        Where the parser would leave out text: it builds no more than 2,048 elements in one another.
    """
    import lxml.html
    from lxml.etree import LxmlError

    text = _decoded(content, charset)
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text.encode(errors="replace"), parser=parser, ensure_head_body=True)
    except LxmlError as error:
        raise Unreadable(f"holds no text that can be read as HTML ({str(error).splitlines()[0]})") from error
    cut = next((e for e in parser.error_log if e.type_name in ("ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY", "ERR_INTERNAL_ERROR")), None)
    if cut is not None:
        raise Unreadable(f"is nested too deep or too large, so its text would be truncated ({cut.message.strip()}); save it as plain text")
    while (after := tree.getnext()) is not None:  # what stands behind the end of the page, and is shown all the same
        after.tag = "div"
        tree.body.append(after)
    return tree


def blocks(tree: Any, hidden: frozenset[str]) -> list[str]:
    """Return the texts of a tree's blocks in order, without elements of the given names; a line break stays one."""
    found: list[str] = []
    line: list[str] = []

    def end() -> None:
        text = "".join(line)
        line.clear()
        if text.strip():
            found.append(text)

    skipped = None  # the outermost element being left out
    from lxml.etree import iterwalk

    for event, node in iterwalk(tree, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if skipped is None and (name in hidden or not name):
                skipped = node
            if skipped is not None:
                continue
            if name in _BLOCKS:
                end()
            elif name in ("br", "lb"):
                line.append("\n")
            line.append(_flat(node.text))
        else:
            if skipped is node:
                skipped = None
            if skipped is not None:
                continue
            if name in _BLOCKS:
                end()
            if node is not tree:
                line.append(_flat(node.tail))
    end()
    return found


def _usual(tree: Any) -> bool:
    """Tell whether a page has no more elements, and none deeper in one another, than pages have."""
    from lxml.etree import iterwalk

    depth = count = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            return False
    return True


def _flat(text: str | None) -> str:
    """Return text with its line breaks as spaces: in HTML only elements break lines."""
    return re.sub(r"[\n\r\t]{1,1000}", " ", text or "")


def _holds(main: list[str], visible: list[str]) -> bool:
    """Tell whether the main text has the page's longest paragraph: where it lacks that, it is not the main text."""
    if not main or not visible:
        return bool(main)
    longest = _squeezed(max(visible, key=len))
    return len(longest) < _LEAST_BLOCK or longest in _squeezed("".join(main))


def _as_shown(main: list[str], visible: list[str]) -> list[str]:
    """Return the visible blocks that the main text is made of: trafilatura puts spaces into words of which a letter is set apart."""
    left = Counter(map(_squeezed, main))
    whole = "\n".join(left)
    kept = []
    for block in visible:
        key = _squeezed(block)
        if left[key] > 0 or (len(key) >= _LEAST_BLOCK and key in whole):
            left[key] -= 1
            kept.append(block)
    return kept if sum(len(_squeezed(b)) for b in kept) > 0.9 * len(whole) else main


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _decoded(content: bytes, charset: str) -> str:
    """Return the page as text: by its mark, by what the server or the page says where that reads, else by what fits best."""
    from routes.reports.encodings import decode

    head = content[:4096].decode("latin-1")
    said = re.search(r"<meta[^>]{0,300}charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", head, flags=re.I) or re.match(
        r"\s{0,99}<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([\w-]{1,40})", head
    )
    return decode(content, (charset, said.group(1) if said else ""))
