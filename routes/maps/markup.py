"""HTML from values. `escape` is the one function of the project that escapes HTML; everything else goes through `tag`."""

from __future__ import annotations

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\0": "\ufffd"})
_VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})


class Html(str):
    """Markup that is already safe: only `escape`, `tag` and `join` make it from text."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Return text as markup that shows it verbatim, in content and in quoted attributes. Markup comes back as it is."""
    return text if isinstance(text, Html) else Html(text.translate(_ESCAPES))


def join(*children: str | None) -> Html:
    """Return markup of pieces, plain text escaped, None left out."""
    return Html("".join(escape(c) for c in children if c is not None))


def tag(name: str, /, *children: str | None, **attributes: str | int | float | bool | None) -> Html:
    """Return an element.

    Parameters
    ----------
    name
        The element's name.
    children
        Markup, or plain text that is escaped; None is left out.
    attributes
        By name, ``class_`` for class and ``data_ref`` for data-ref; True is an attribute without value, None and False are left out.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    start = Html(f"<{name}{written}>")
    return start if name in _VOID else Html(f"{start}{join(*children)}</{name}>")
