"""Names that no data set knows, asked of a geocoder on the network where a person allowed that."""

from __future__ import annotations

import re
from typing import Any

from routes.atlas.places import open_gazetteer
from routes.gazetteers.online import Online
from routes.model import Located, Mentions, Note, Report, Span, Toponym
from routes.settings import Settings

_UNKNOWN = ("unknown-end", "unknown-place", "placed-by-report", "placed-in-district")
MOST = 20  # names of one report


def ask(
    report: Report, mentions: Mentions, located: Located, settings: Settings
) -> tuple[tuple[Toponym, ...], tuple[Note, ...], list[Any]]:
    """Return toponyms for the names that no data set knew and a geocoder does, notes on the faults, and what was asked.

    Answers count only in the countries that the report's other places lie in.
    """
    names: dict[str, Span] = {}
    for note in (*mentions.notes, *located.notes):
        if note.code in _UNKNOWN and note.span is not None:
            names.setdefault(" ".join(report.text[slice(*note.span)].split()), note.span)
    if not names:
        return (), (), []
    countries = list(dict.fromkeys(w.place.country for w in located.waypoints if w.place and w.place.country))
    online = Online(settings)
    found: list[Toponym] = []
    notes: list[Note] = []
    for name, span in list(names.items())[:MOST]:
        places = online.places(name, report.language, countries, open_gazetteer())
        if places:
            pattern = r"(?<!\w)" + r"\s{1,20}".join(map(re.escape, name.split())) + r"(?!\w)"
            spans = [Span(*m.span()) for m in re.finditer(pattern, report.text)]
            found += [Toponym(f"o{len(found) + k}", s, report.text[slice(*s)], places) for k, s in enumerate(spans, 1)]
        elif name in online.faults:
            message = f"“{name}” was asked of {settings.geocoder}, in vain: {online.faults[name]}."
            notes.append(Note("online-fault", message, span, (("place", name), ("geocoder", settings.geocoder))))
    return tuple(found), tuple(notes), online.asked
