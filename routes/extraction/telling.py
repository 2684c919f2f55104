"""The telling: where it stands, which place was reached last, and what is known of the next departure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routes.extraction.drafts import RECENT, Draft
from routes.extraction.sentences import barred, country

if TYPE_CHECKING:
    from routes.extraction.sentences import Sentence
    from routes.extraction.statements import Frame
    from routes.model import Span, Toponym

CLOSING = 2  # sentences in which the vehicle of a leg may still be named


@dataclass(slots=True)
class Teller:
    """Where the telling stands: the place reached last, and what is known of the next departure."""

    order: list[Toponym]
    dateline: Toponym | None = None
    scene: Toponym | None = None  # where the report's first sentence stands, which tells of no movement
    here: list[Toponym] = field(default_factory=list)
    since: int = -99  # the sentence in which `here` was last set
    underway: bool = False  # a departure was told last, and no arrival since
    mode: str = "unknown"  # of the vehicle loaded for the next departure
    spoken: tuple[str, int] = ("unknown", -99)  # the mode last spoken of, and where
    vehicle: tuple[str, int] = ("", -99)  # the vehicle named last, and where
    via: list[Toponym] = field(default_factory=list)
    start: str = ""
    cargo: Span | None = None
    drafts: list[Draft] = field(default_factory=list)
    source: list[Toponym] = field(default_factory=list)  # where the chain began
    found: tuple[Toponym, int] | None = None  # where a cargo was found of which no departure is told yet, and in which sentence
    rest: tuple[Toponym | None, int] = (None, -99)  # where something that nothing moves yet was told to be, and in which sentence
    scenery: tuple[Toponym | None, int, bool] = (None, -99, False)  # the place of a sentence without movement, and whether it opens with it
    ship: str = ""  # the name of what was told to set out last
    received: int = -99  # the sentence that told that a place received something
    landed: tuple[list[Toponym], int] = field(
        default_factory=lambda: ([], -99)
    )  # what was told to have been reached before the departure for it, and where
    frame: Frame | None = None  # the departure told last
    inbound: list[Toponym] = field(default_factory=list)  # where what was last told to come from somewhere comes to, if nothing tells
    retold: tuple[list[Toponym], int] = field(default_factory=lambda: ([], -99))  # where a way began that its sentence told from its end
    told: tuple[Draft | None, int] = (None, -99)  # the leg whose beginning was told after its end, and where
    aside: tuple[list[Toponym], int] = field(default_factory=lambda: ([], -99))  # where a way began that led to one told whole, and where
    laden: dict[str, tuple[Toponym, int]] = field(default_factory=dict)  # where a cargo was put on a vehicle, by the vehicle's word
    supplied: tuple[Toponym | None, int] = (None, -99)  # where a cargo was told to have been brought before its leg, and in which sentence
    lent: tuple[tuple[str, str], Sentence | None] = (("", ""), None)  # the days of a verb of movement that names no end, and its sentence
    halt: int = -99  # the sentence in which a stop on the way was told

    @property
    def last(self) -> Draft | None:
        """The leg told last."""
        return self.drafts[-1] if self.drafts else None


def before(teller: Teller, frame: Frame, *, here: bool = False) -> list[Toponym]:
    """Return the places named before a statement (``here``: up to its end), states left out, in order."""
    limit = frame.sentence.span.end if here else frame.sentence.span.start
    last = bisect_left(teller.order, limit, key=lambda t: t.span.start)
    return [t for t in teller.order[max(0, last - RECENT) : last] if not country(t) and not barred(t)]
