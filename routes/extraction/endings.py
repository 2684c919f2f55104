"""Endings of the names of a page: the marks behind them, as far as words alone tell, for the search of names.

What the marks say of a movement is read from items, see `routes.extraction.marks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.marks import BETWEEN, NAMED, NOUN, PAIR

if TYPE_CHECKING:
    from routes.extraction.lexicon import Lexicon
    from routes.extraction.pages import Page

_APOSTROPHES = frozenset("'’ʼ‘")
_CLOSING = 12  # words from a name to the verb that closes its clause
STRONG = frozenset({"from", "to", "at", "via", "between", "near", "attributive"})  # marks that places bear sooner than people and things


def of_page(page: Page, lexicon: Lexicon) -> dict[int, str]:
    """Return the marks of the names of a page, each for every word in capitals that it may govern."""
    found: dict[int, str] = {}
    if not lexicon.cases:
        return found
    words, i = page.words, 0
    for k in range(1, len(words)):  # "IĞDIR'DAN": the ending of a name in capitals is no word
        if words[k].upper and words[k - 1].upper and page.gap(k) in _APOSTROPHES and lexicon.case(words[k].low, hung=True):
            words[k] = words[k]._replace(capital=False, upper=False)
    page.capitals = [k for k in page.capitals if words[k].capital]
    while i < len(words):
        last = i
        if words[i].capital:
            while last + 1 < len(words) and words[last + 1].capital and page.gap(last + 1) in (" ", "-") and page.joined[last + 1]:
                last += 1
            kind = _mark_after(page, last, lexicon)
            if kind:
                found.update(dict.fromkeys(range(_coordinated(page, i, lexicon), last + 1), kind))
        i = last + 1
    return found


def _coordinated(page: Page, first: int, lexicon: Lexicon) -> int:
    """Return the first of the words in capitals that "and" joins to a marked name: "İstanbul ile Ankara arasında"."""
    words = page.words
    while first > 1 and page.joined[first] and words[first - 2].capital and page.joined[first - 1]:
        if "word.and" not in lexicon.alone(words[first - 1].low):
            break
        first -= PAIR
    return first


def verb(page: Page, lexicon: Lexicon, first: int) -> str:
    """Return the class of the verb of movement that closes the clause of a marked name, "" for none."""
    for k in range(first + 1, min(len(page.words), first + _CLOSING)):
        if page.first[k]:
            break
        found = next((tag.split(".")[1] for words, tag, _ in lexicon.entries(page.words[k].low) if _moves(page, k, words, tag)), "")
        if found:
            return found
    return ""


def _moves(page: Page, k: int, words: tuple[str, ...], tag: str) -> bool:
    """Tell whether an entry that begins at a word is a verb of movement and stands there whole."""
    if not tag.startswith("motion."):
        return False
    following = [w.low for w in page.words[k + 1 : k + len(words)]]
    pairs = zip(words[1:], following, strict=False)
    return len(following) == len(words) - 1 and all(a == b or (a.endswith("*") and b.startswith(a[:-1])) for a, b in pairs)


def _mark_after(page: Page, last: int, lexicon: Lexicon) -> str:
    """Return the mark behind the words in capitals that end with a word: its ending, that of its noun, or a postposition."""
    words, k, kind = page.words, last + 1, ""
    if k < len(words) and page.gap(k) in _APOSTROPHES and not words[k].capital:
        kind, k = lexicon.case(words[k].low, hung=True), k + 1
    for n in range(k, min(len(words), k + NAMED)):
        if words[n].capital or not page.joined[n] or page.gap(n) != " ":
            break
        tags = set(lexicon.alone(words[n].low))
        after = next((tag.partition(".")[2] for tag in tags if tag.startswith((f"after_{kind}.", "after."))), "")
        if after:
            return "" if after == "none" else after
        if kind in ("", "of", "attributive") and tags & NOUN:
            kind = lexicon.case(words[n].low) or kind
        elif n > k or (tags and BETWEEN.isdisjoint(tags)):
            break
    return "" if kind == "none" else kind
