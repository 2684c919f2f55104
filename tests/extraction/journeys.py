"""Reports in miniature, with names marked in square brackets, for the tests of legs and claims."""

import re

from routes.extraction import understand
from routes.model import Mentions, Place, Report, Span, Toponym


def told(language: str, marked: str, published: str = "2024-03-10") -> tuple[Mentions, dict[str, str]]:
    """Read a text whose names stand in brackets, those of states in double ones; names with the same first letters are one place."""
    text, found = "", []
    for piece in re.split(r"(\[\[?[^\]]+\]\]?)", marked):
        name = piece.strip("[]")
        if piece.startswith("["):
            code = "PCLI" if piece.startswith("[[") else "PPL"
            key = name[:4]
            lat = float(sum(ord(c) * (n + 1) for n, c in enumerate(key)) % 80)
            span = Span(len(text), len(text) + len(name))
            found.append(Toponym(f"t{len(found)}", span, name, (Place(name, lat=lat, lon=0.0, feature_code=code, source_id=key),)))
        text += name if piece.startswith("[") else piece
    mentions = understand(Report(text=text, language=language, published=published), tuple(found))
    return mentions, {t.id: t.surface for t in found}
