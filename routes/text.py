"""Characters: folding names for comparison. No I/O."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, and punctuation that writers leave out or vary.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "ng",
        "'": "", "’": "", "‘": "", "ʼ": "", "ʻ": "", "`": "", "´": "", "ʹ": "", "ʺ": "", "″": "", "′": "",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ", ".": " ", ",": " ", "/": " ", "_": " ",
    }
)  # fmt: skip
_SPACES = re.compile(r"\s{1,1000}")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return a name without case, accents, apostrophes and hyphens, so that spellings of one name compare equal.

    "Saint-Étienne" and "saint etienne", "Орёл" and "орел", "N'Djamena" and "Ndjamena" fold to the same text.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", bare)).strip()
