"""Drafts: legs being put together, joined where one is told twice, and made into the legs of the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from routes.extraction.sentences import area, same
from routes.model import Leg, Mode, Note, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame
    from routes.model import Toponym

NEIGHBOURS_DEG = 0.7  # about 50 km: a city and its airport, base or outer port
SUBURB_DEG = 0.3  # about 20 km: a town and its suburb
_STEM = 4  # letters that the cases of a name share
_READINGS = 4  # candidates of a name that are looked at
_SHORT = 2  # letters of the longest word that tells nothing of a name
_STEPS = 8  # legs that one is compared with as their sum
TOLD = 2  # strength of a mode that the statement itself tells
RECENT = 60  # legs, and places, that a statement can refer to


@dataclass(slots=True)
class Draft:
    """A leg being put together."""

    origin: Toponym | None
    destination: Toponym | None
    frame: Frame
    mode: str
    implied: bool  # its origin comes from the order of the telling
    weak: bool  # an end is a whole country
    status: Status = "reported"
    via: list[Toponym] = field(default_factory=list)
    start: str = ""
    end: str = ""
    cargo: Span | None = None
    begun_after: int = -99  # the sentence that told its beginning after its end


def unknown(drafts: list[Draft]) -> tuple[Note, ...]:
    """Note the legs that were left out because an end is in no gazetteer."""
    ends = {t.span: t.surface for d in drafts for t in (d.origin, d.destination) if t is not None and not t.id}
    return tuple(
        Note("unknown-end", f"No data set knows “{name.title()}”, so the leg there is left out.", span, (("place", name.title()),))
        for span, name in ends.items()
    )


def finish(drafts: list[Draft], text: str) -> tuple[Leg, ...]:
    """Join legs told twice, drop those between whole countries when finer ones are told or no vehicle is, and number the rest."""
    _pass_unknown(drafts)
    _begin_anew(drafts)
    _begin_later(drafts)
    whole = [d for d in drafts if d.origin and d.origin.id and d.destination and d.destination.id]
    kept: list[Draft] = []
    finer = [d for d in whole if not d.weak]
    for draft in finer or [d for d in whole if d.mode != "unknown"]:
        twin = next((k for k in kept[-RECENT:] if _alike(k, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        if twin.mode == "unknown":
            twin.mode = draft.mode
        twin.start, twin.end, twin.cargo = twin.start or draft.start, twin.end or draft.end, twin.cargo or draft.cargo
        twin.via += [v for v in draft.via if not any(same(v, w) for w in twin.via)]
    _return(kept)
    summaries = [d for d in kept if _sums_up(d, kept)]
    return tuple(made(f"l{n}", draft, text) for n, draft in enumerate((d for d in kept if not any(d is s for s in summaries)), 1))


def _pass_unknown(drafts: list[Draft]) -> None:
    """Let a way by one means begin where it began, where only its stop in between is in no gazetteer: "ferried to X, they reached B"."""
    for a, b in pairwise(drafts):
        stop = a.destination
        if stop is None or stop.id or b.origin is None or not b.implied or not same(stop, b.origin) or a.origin is None:
            continue
        returns = b.destination is None or same(a.origin, b.destination)
        if b.frame.sentence is a.frame.sentence and agree(a.mode, b.mode) and not (returns or b.frame.says("word.split")):
            b.origin, b.mode = a.origin, b.mode if a.mode == "unknown" else a.mode
            b.via = [*a.via, *b.via]


def _begin_anew(drafts: list[Draft]) -> None:
    """Let a way that was first told as a whole, and then in stretches that end where it ended, begin where the whole began.

    "Stolen in A, the car turned up in D. It was driven to B, shipped to C and sold on to D": the drive to B was from A.
    """
    for n, (whole, first) in enumerate(pairwise(drafts)):
        end = whole.destination
        if end is None or whole.origin is None or not first.implied or first.origin is None or not same(first.origin, end):
            continue
        if whole.frame.strength >= TOLD or first.frame.sentence.index - whole.frame.sentence.index > 1 or first.frame.says("word.then"):
            continue
        for later in _onward(first, drafts[n + 2 : n + 2 + _STEPS]):
            if later.frame.says("word.back"):
                break
            if later.destination is not None and same(later.destination, end):
                first.origin = whole.origin
                break


def _begin_later(drafts: list[Draft]) -> None:
    """Let a leg that was told from its end begin where the way told after it has led: "It docked at C. It had left A by rail for B".

    So it is of the news that a report begins with: "It came to C from A. It reached B in ten days".
    """
    for n, (whole, first) in enumerate(pairwise(drafts)):
        if whole.origin is None or first.origin is None or not first.implied or not same(whole.origin, first.origin):
            continue
        apart = first.frame.says("word.split") or first.frame.says("word.share") or first.frame.chained
        index = first.frame.sentence.index
        back = 0 <= index - whole.begun_after <= 1 and any("word.earlier" in item.tags for item in first.frame.sentence.items)
        opens = (
            not n and whole.frame.sentence.index <= 1 and agree(whole.mode, first.mode) and first.frame.sentence is not whole.frame.sentence
        )
        begun = max(whole.frame.sentence.index, whole.begun_after)
        if apart or not (back or (opens and 0 <= index - begun <= 1)):
            continue
        *_, last = (first, *_onward(first, drafts[n + 2 : n + 2 + _STEPS]))
        reached = last.destination
        if reached is not None and whole.destination is not None and not (_beside(reached, whole.destination) or area(whole.destination)):
            whole.origin, whole.implied = reached, True


def _onward(first: Draft, later: list[Draft]) -> Iterator[Draft]:
    """Yield the legs told after one that go on from each other, the first of them from its end."""
    reached = first.destination
    for draft in later:
        if reached is None or draft.origin is None or not same(draft.origin, reached):
            return
        yield draft
        reached = draft.destination


def _return(drafts: list[Draft]) -> None:
    """Let a way back of which nothing tells how it went go by what the way out went by."""
    for draft in drafts:
        if draft.mode == "unknown" and draft.origin and draft.destination:
            out = {
                d.mode
                for d in drafts
                if d.origin and d.destination and one_place(d.origin, draft.destination) and one_place(d.destination, draft.origin)
            }
            draft.mode = out.pop() if len(out) == 1 else "unknown"


def _sums_up(draft: Draft, drafts: list[Draft]) -> bool:
    """Tell whether a leg only sums up others that are told one by one: "from A to C" where A to B and B to C are told."""
    if draft.status != "reported" or draft.frame.says("word.split"):
        return False
    if draft.origin is None or draft.destination is None:
        return False
    others = [d for d in drafts if d is not draft and d.origin and d.destination][-RECENT:]
    told = draft.mode if draft.frame.strength >= TOLD else "unknown"
    ends, modes, steps = [draft.origin], set[str](), 0
    while ends and steps < _STEPS:
        onward = [d for d in others if any(d.origin and one_place(d.origin, end) for end in ends)]
        others = [d for d in others if not any(d is o for o in onward)]
        steps, modes = steps + 1, modes | {d.mode for d in onward}
        ends = [d.destination for d in onward if d.destination]
        last = next((d for d in onward if d.destination and one_place(d.destination, draft.destination)), None)
        if last is not None:
            if steps > 1 and draft.begun_after >= 0 and last.frame.strength < TOLD <= draft.frame.strength:
                last.mode = draft.mode  # "ships landed them at C. They had been driven from A to B. From B to C it took three hours"
                return True
            return steps > 1 and (told == "unknown" or told in modes)
    return False


def _alike(a: Draft, b: Draft) -> bool:
    if not (a.origin and b.origin and a.destination and b.destination):
        return False
    told = agree(a.mode, b.mode) or b.frame.strength < TOLD  # a mode only taken over does not make another leg
    return told and one_place(a.origin, b.origin) and one_place(a.destination, b.destination)


def _stem(word: str) -> str:
    """Return what the cases of a name have in common: its first letters, in a short one all but the last."""
    return word[: min(_STEM, max(_SHORT, len(word) - 1))].casefold()


def one_place(a: Toponym, b: Toponym) -> bool:
    """Tell whether two names are of one place, or of a town and its port or airport of the same name."""
    if same(a, b):
        return True
    if not (a.candidates and b.candidates):
        return False
    words = {_stem(w) for w in a.surface.split() if len(w) > _SHORT}
    if not any(_stem(w) in words for w in b.surface.split()):
        return False
    return _beside(a, b)


def _beside(a: Toponym, b: Toponym) -> bool:
    """Tell whether two names can be of one place or of neighbours: any of the readings of each may be the one that is chosen later."""
    if same(a, b):
        return True
    pairs = [(a.candidates[0], c) for c in b.candidates[:_READINGS]] if a.candidates else []
    pairs += [(b.candidates[0], c) for c in a.candidates[:_READINGS]] if b.candidates else []
    return any(abs(p.lat - q.lat) + abs(p.lon - q.lon) < NEIGHBOURS_DEG for p, q in pairs)


def agree(a: str, b: str) -> bool:
    """Tell whether two modes can be one: they are equal, or one is not known."""
    return a == b or "unknown" in (a, b)


def made(name: str, draft: Draft, text: str) -> Leg:
    """Return the leg that a draft has become, with an id and the words that it rests on."""
    frame = draft.frame
    evidence: list[Item] = [frame.predicate] if frame.predicate else []
    evidence += [i for i in frame.items if i.toponym and i.toponym in (draft.origin, draft.destination, *draft.via)]
    ends = (draft.origin, draft.destination)
    via = [v for n, v in enumerate(draft.via) if not any(e and same(v, e) for e in ends) and not any(same(v, w) for w in draft.via[:n])]
    return Leg(
        id=name,
        origin=draft.origin.id if draft.origin else "",
        destination=draft.destination.id if draft.destination else "",
        span=frame.sentence.span,
        mode=cast(Mode, draft.mode),
        status=draft.status,
        via=tuple(v.id for v in via),
        start=draft.start,
        end=draft.end,
        cargo=" ".join(text[draft.cargo.start : draft.cargo.end].split()) if draft.cargo else "",
        evidence=tuple(Span(i.start, i.end) for i in sorted(evidence, key=lambda i: i.start)),
        mode_implied=draft.mode != "unknown" and frame.strength < TOLD,
    )
