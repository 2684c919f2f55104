"""Reading a report: from its text alone, the places, legs and claims it speaks of."""

from __future__ import annotations

from dataclasses import replace

from routes.model import Gazetteer, Mentions, Note, Report, Span, Toponym
from routes.text import prose

__all__ = ["extract"]


def extract(report: Report, gazetteer: Gazetteer) -> Mentions:
    """Read names, legs and claims from a report.

    Parameters
    ----------
    report
        A report; language and date of publication are told from the text where they are missing.
    gazetteer
        What knows the names of places.

    Returns
    -------
    Mentions
        Toponyms with their candidates, and legs and claims that refer to toponyms by id.
    """
    from routes.extraction import heading, paragraphs

    described = heading.describe(report)
    return understand(described, paragraphs.names(paragraphs.parts(described.text, described.language), gazetteer))


def understand(report: Report, found: tuple[Toponym, ...]) -> Mentions:
    """Read legs and claims from a report whose names are known."""
    from routes.extraction import claims, hints, legs, paragraphs

    read = paragraphs.read(paragraphs.parts(report.text, report.language), found, report.published)
    bare, passed, notes = legs.find(read, found, report.text, report.language)
    told = hints.told(bare, read, found)
    figures = claims.find(read, found, told, report.text, report.language)
    measured = {end for claim in figures for end in (claim.origin, claim.target)}  # "30 miles from Vladivostok" is not on the way
    names = tuple(replace(t, cues=(*t.cues, "passed")) if t.id in passed - measured else t for t in found)
    doubts = (*strange(report), *notes, *unread(report.text))
    return Mentions(names, told, figures, doubts, report.language)


def strange(report: Report) -> tuple[Note, ...]:
    """Return a note where a report is in none of the languages that are read: its names are looked up, its sentences are not understood."""
    from routes.extraction.lexicon import languages

    if report.language in languages() or not report.text.strip():
        return ()
    read = ", ".join(languages())
    message = (
        f"This text is in none of the languages that are read ({read}): names are looked up, but legs and claims may be missed or wrong."
    )
    return (Note("unknown-language", message, None, (("languages", read),)),)


def unread(text: str) -> tuple[Note, ...]:
    """Return a note on each part of a text that was not read, since it is no prose."""
    return tuple(
        Note(
            "unread",
            f"{span.end - span.start:,} characters without the end of a sentence or a line are no prose: nothing in them was read.",
            Span(span.start, span.start + 1),
            (("count", f"{span.end - span.start}"),),
        )
        for span in prose(text)[1]
    )
