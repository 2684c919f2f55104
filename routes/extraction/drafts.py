"""Drafts: legs being put together, joined where one is told twice, and made into the legs of the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from routes.extraction.sentences import same
from routes.model import Leg, Mode, Note, Span, Status

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame
    from routes.model import Toponym

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
    cargo: str = ""


def unknown(drafts: list[Draft]) -> tuple[Note, ...]:
    """Note the legs that were left out because an end is in no gazetteer."""
    ends = {t.span: t.surface for d in drafts for t in (d.origin, d.destination) if t is not None and not t.id}
    return tuple(
        Note("unknown-end", f"No data set knows “{name.title()}”, so the leg there is left out.", span, (("place", name.title()),))
        for span, name in ends.items()
    )


def finish(drafts: list[Draft]) -> tuple[Leg, ...]:
    """Join legs told twice, drop those between whole countries when finer ones are told or no vehicle is, and number the rest."""
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
    return tuple(_leg(f"l{n}", draft) for n, draft in enumerate(kept, 1))


def _alike(a: Draft, b: Draft) -> bool:
    if not (a.origin and b.origin and a.destination and b.destination):
        return False
    told = agree(a.mode, b.mode) or b.frame.strength < 2  # a mode only taken over does not make another leg
    return told and same(a.origin, b.origin) and same(a.destination, b.destination)


def agree(a: str, b: str) -> bool:
    """Tell whether two modes can be one: they are equal, or one is not known."""
    return a == b or "unknown" in (a, b)


def _leg(name: str, draft: Draft) -> Leg:
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
        cargo=draft.cargo,
        evidence=tuple(Span(i.start, i.end) for i in sorted(evidence, key=lambda i: i.start)),
        mode_implied=draft.mode != "unknown" and frame.strength < 2,
    )
