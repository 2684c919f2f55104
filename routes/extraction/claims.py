"""Claims: the distances and durations that a report states, with their two ends."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter

from routes.extraction import attribution, durations, ends, lengths, pairs, takeups, voices
from routes.extraction.couples import Drawn
from routes.extraction.figures import Figure, Found, barred
from routes.extraction.legs import contained
from routes.extraction.mentions import recovered
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import TO
from routes.extraction.scenes import Scene, takes_up, topic
from routes.extraction.sentences import Item, Sentence
from routes.model import Claim, Leg, Span, Toponym
from routes.text import quotations

_RECENT = 4  # claims that a bare number may take up
_SHORT = 8  # items of a sentence that may say of the one before that it is wrong, whatever it names
_NEXT = 2  # sentences after which a figure no longer takes up the one before


def find(sentences: list[Sentence], toponyms: tuple[Toponym, ...], legs: tuple[Leg, ...], text: str) -> tuple[Claim, ...]:
    """Return the claims of a report in the order of its ``text``, ids ``c1`` and on.

    Counts, prices, widths, calibres and speeds are none; a figure without unit is one when it takes up the claim before it.
    """
    scene = Scene({t.id: t for t in toponyms}, legs, contained(toponyms), sorted(toponyms, key=lambda t: t.span))
    found: list[Found] = []
    drawn: list[Drawn] = []
    known = recovered(sentences, toponyms)
    for sentence in known:
        scene.taken.clear()
        scene.ways += pairs.told(sentence, scene)
        for i, item in enumerate(sentence.items):
            if item.kind != "q" or item.quantity is None or barred(sentence.items, i):
                continue
            recent = [one for one in found[-_RECENT:] if sentence.index - one.sentence <= _NEXT]
            figure = Figure(sentence, i, item.quantity, scene, recent[-1] if recent else None)
            claim = _claim(figure, recent)
            drawn.append(Drawn(figure, claim, recent, scene.topic[1], scene.spot[1], frozenset(scene.taken)))
            if claim is None:
                continue
            if claim.kind != "duration":
                scene.taken.add(claim.target.split(":")[-1])
                scene.spot = sentence.index, _spot(sentence, claim, scene)
            found.append(Found(claim, sentence.index, i))
        scene.topic = sentence.index, topic(sentence, scene) or (scene.topic[1] if takes_up(sentence) else "")
        if any(ends.stranger(sentence.items, k) for k in range(len(sentence.items))):
            scene.strange = sentence.index
    attributed = zip(drawn, attribution.attribute(drawn, known, scene), strict=True)
    made = [Found(claim, one.figure.sentence.index, one.figure.i) for one, claim in attributed if claim is not None]
    told = _voiced(_deny(made, sentences, scene), made, sentences, quotations(text))
    return tuple(replace(claim, id=f"c{n}") for n, claim in enumerate(told, 1))


def _voiced(claims: list[Claim], found: list[Found], sentences: list[Sentence], quoted: list[Span]) -> list[Claim]:
    """Tell which claims the report makes in its own voice, and how likely each is told as a wrong one.

    In its own voice is what no quotation holds, and no word before it puts into another's mouth.
    """
    told, cited = [], []
    for claim, one in zip(claims, found, strict=True):
        k = bisect_right(quoted, claim.span.start, key=attrgetter("end"))  # both come in the order of the text
        cited.append(k < len(quoted) and quoted[k].overlaps(claim.span))
        said = any("word.said" in item.tags for item in sentences[one.sentence].items[: one.item])
        told.append(replace(claim, own=not (cited[-1] or said)))
    return voices.voiced(told, found, sentences, cited)


def _claim(figure: Figure, recent: list[Found]) -> Claim | None:
    if figure.quantity.unit in TIME_UNITS:
        return durations.read(figure)
    return lengths.read(figure) if figure.quantity.unit else takeups.read(figure, recent)


def _spot(sentence: Sentence, claim: Claim, scene: Scene) -> str:
    """Return where a distance leaves the reader: at the end of a way "to B", else at the place it is said of."""
    ids, ways = scene.hung(sentence)
    led = any(ways[k] in TO and scene.alike(ident, claim.target) for k, ident in ids.items())
    return claim.target if led else claim.origin


def _sets_right(items: list[Item]) -> bool:
    """Tell whether a figure follows the mark after a word that denies the one before it: "He was wrong: almost six hundred"."""
    denied = next((k for k in range(len(items) - 1, -1, -1) if "claim.denied" in items[k].tags), -1)
    return denied >= 0 and any(item.kind == "p" and item.key == ":" for item in items[denied:])


def _elsewhere(claim: Claim, items: list[Item], scene: Scene) -> bool:
    """Tell whether words name another place than the ends of a figure: "A is 2,100 km from B; from C to D it is 60"."""
    ends = (claim.origin, claim.target.rpartition(":")[2])
    named = (item.toponym.id for item in items if item.toponym is not None)
    return any(not any(ident == end or scene.alike(ident, end) for end in ends) for ident in named)


def _deny(found: list[Found], sentences: list[Sentence], scene: Scene) -> list[Claim]:
    """Mark the figures that the report itself calls false: by a word in their sentence, or by the correction that follows."""
    claims = []
    for n, one in enumerate(found):
        items = sentences[one.sentence].items
        later = next((f.item for f in found[n + 1 :] if f.sentence == one.sentence), len(items))
        earlier = next((f.item for f in reversed(found[:n]) if f.sentence == one.sentence), 0)
        denied = any("claim.denied" in item.tags for item in items[earlier:later])
        corrected = later < len(items) and any("claim.correction" in item.tags for item in items[one.item + 1 : later])
        corrected = corrected and not _elsewhere(one.claim, items[one.item + 1 : later], scene)
        following = sentences[one.sentence + 1].items if one.sentence + 1 < len(sentences) else []
        last = later == len(items)
        plain = len(following) <= _SHORT or not any(item.kind in "tq" for item in following)
        next_says = last and plain and any("claim.denied" in item.tags for item in following[:6])
        itself = any("claim.correction" in item.tags for item in items[max(0, one.item - 6) : one.item])
        itself = itself or _sets_right(items[earlier : one.item])
        claims.append(replace(one.claim, denied=(denied or corrected or next_says) and not itself))
    return claims
