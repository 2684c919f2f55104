"""Claims: the distances and durations that a report states, with their two ends."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter

from routes.extraction import attribution, denials, durations, ends, lengths, pairs, takeups, voices
from routes.extraction.couples import Drawn
from routes.extraction.figures import Figure, Found, barred
from routes.extraction.legs import contained
from routes.extraction.lexicon import load
from routes.extraction.mentions import recovered
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import TO
from routes.extraction.scenes import Scene, takes_up, topic
from routes.extraction.sentences import Sentence
from routes.model import Claim, Leg, Span, Toponym
from routes.text import quotations

_RECENT = 4  # claims that a bare number may take up
_NEXT = 2  # sentences after which a figure no longer takes up the one before


def find(sentences: list[Sentence], toponyms: tuple[Toponym, ...], legs: tuple[Leg, ...], text: str, language: str) -> tuple[Claim, ...]:
    """Return the claims of a report in the order of its ``text``, ids ``c1`` and on.

    Counts, prices, widths, calibres and speeds are none; a figure without unit is one when it takes up the claim before it.
    """
    scene = Scene({t.id: t for t in toponyms}, legs, contained(toponyms), sorted(toponyms, key=lambda t: t.span))
    found: list[Found] = []
    drawn: list[Drawn] = []
    lexicon = load(language)
    known = denials.united(recovered(sentences, toponyms), lexicon)
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
    told = _voiced(denials.deny(made, known, scene, lexicon), made, sentences, quotations(text))
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
