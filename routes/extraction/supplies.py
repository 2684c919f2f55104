"""Supplies: from where that which has left a place was brought there before: "She left A. The grain had been railed from C"."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from routes.extraction.drafts import Draft
from routes.extraction.regions import close
from routes.extraction.sentences import area, same, spot
from routes.extraction.starts import splits
from routes.extraction.statuses import earlier, status

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame
    from routes.extraction.telling import Teller
    from routes.model import Toponym

_LINKS = frozenset({"word.relative", "word.there_from", "word.there", "word.then", "word.and"})


def supplies(teller: Teller, last: Draft | None, frame: Frame) -> bool:
    """Take in from where a cargo was brought to the place that it has left; tell whether a statement says that."""
    place = _supplied(teller, last, frame)
    if place is not None:
        teller.drafts.append(Draft(frame.origins[0], place, frame, frame.mode, False, False, status(frame), list(frame.via)))
        teller.supplied = (place, frame.sentence.index)
    return place is not None


def _supplied(teller: Teller, last: Draft | None, frame: Frame) -> Toponym | None:
    """Return the place that a cargo has left, and was brought to before, else None: "She left A. The grain had been railed from C"."""
    start, told = (last.origin, last.frame) if last is not None and last.destination is not None else (None, None)
    at_end = last is not None and last.destination is not None and any(same(t, last.destination) for t in teller.here)
    if teller.underway and teller.here and teller.frame is not None:
        start, told, at_end = teller.here[0], teller.frame, True  # "She left A on Friday. The grain had been railed from C"
    if start is None or told is None or not spot(start) or area(frame.origins[0]) or told.halted or not at_end:
        return None
    comes = frame.kind == "move" or (frame.kind == "arrive" and earlier(frame))  # but "milk still arrives by air from C"
    left = told.kind in ("depart", "move", "load") and earlier(frame) and not earlier(told)  # "It left A for B. It had come from C"
    comes = comes or _tagged(frame, "word.inbound") or (left and _tagged(frame, "word.come"))
    load = next((item for item in frame.clause if "word.cargo" in item.tags and item.start < frame.origins[0].span.start), None)
    if not comes or frame.sentence.index - told.sentence.index != 1 or (load is None and not left):
        return None
    by = load is not None and any(item.has("vehicle.") and item.start < load.start for item in frame.clause)  # "lorries with grain from C"
    known = any(close(frame.origins[0], t) for t in (start, *(teller.here)))
    other = splits(frame) or frame.says("word.hither") or frame.says("word.here")
    after = takewhile(lambda item: item.key != ";", frame.sentence.items[frame.last :])
    onward = _leads_on(list(after))  # "it came from C, from where it was driven to the port"
    return None if by or known or other or onward else start


def _leads_on(items: list[Item]) -> bool:
    """Tell whether what follows a start moves on; a participle of what it came by does not: "on lorries escorted by the police"."""
    linked = any(not item.tags.keys().isdisjoint(_LINKS) or item.toponym is not None for item in items)
    return linked and any(item.has("motion.") for item in items)


def _tagged(frame: Frame, tag: str) -> bool:
    return frame.predicate is not None and tag in frame.predicate.tags
