"""Whether a map still says what its report gives: the run inside it is made again, and its words are drawn again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from routes import pipeline
from routes.comparison import Change, compare
from routes.errors import NothingToDraw
from routes.model import Note, Report
from routes.plans.file import Plan, parse
from routes.runs import describe, dump
from routes.settings import Settings


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: whether the page shows the run it carries, whether the report is the original, what a new run changes."""

    page: str  # "same", "other" than what this version draws of the run inside, or "" for a run without a page
    report: str  # "same" or "other" than the original by its hash, "unknown" without the original
    changes: tuple[Change, ...]
    exact: bool  # whether the new run is the old one to the letter, spans and scores included

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return self.exact and self.page != "other" and self.report != "other"

    def lines(self) -> list[str]:
        """Return what was found besides the changes, a sentence each."""
        pages = {
            "same": "The page is what this version of routes draws of the run inside it.",
            "other": "The page is not what this version of routes draws of the run inside it: another version made it, or it was edited.",
        }
        reports = {
            "same": "The report has the hash that the map states.",
            "other": "The report does not have the hash that the map states: it is another text.",
            "unknown": "The hash of the original file was not compared: name that file to do so.",
        }
        found = [pages[self.page]] if self.page else []
        found.append(reports[self.report])
        if not self.exact and not self.changes:
            found.append("Only positions in the text, scores or reasons differ.")
        return found


def verify(run: dict[str, Any], content: str, original: bytes | None = None) -> Verification:
    """Make the run of a map again and compare.

    Parameters
    ----------
    run
        The run inside the map.
    content
        The file it came from: a page, or the run itself.
    original
        Bytes of the report's file.
    """
    again = _again(run)
    page = "" if content.lstrip().startswith("{") else "same" if pipeline.draw(run) == content else "other"
    stated = run["report"]["sha256"]
    if original is not None:
        report = "same" if hashlib.sha256(original).hexdigest() == stated else "other"
    else:  # text that was read as it stands can be told from the text alone
        report = "same" if hashlib.sha256(run["report"]["text"].encode()).hexdigest() == stated else "unknown"
    return Verification(page, report, compare(run, again), dump(run) == dump(again))


def _plan(run: dict[str, Any]) -> Plan | None:
    """Return the plan that a run was made by, None where there was none."""
    known = run["provenance"].get("plan")
    if known is None:
        return None
    return parse(known["text"], known["file"], known["sha256"])


def _again(run: dict[str, Any]) -> dict[str, Any]:
    told, chosen = run["report"], run["provenance"].get("settings") or {}
    settings = replace(Settings(), **{k: v for k, v in chosen.items() if k in Settings.__slots__})
    report = Report(**{field: told[field] for field in ("text", "language", "title", "published", "source", "sha256") if field in told})
    unread = [n for n in run["notes"] if n["code"].startswith("unread-")]  # known of the document, which is not at hand
    doubts = tuple(Note(n["code"], n["message"], None, tuple((n.get("values") or {}).items())) for n in unread)
    report = replace(report, author=told.get("author", ""), doubts=doubts)
    try:
        made = describe(pipeline.run(report, settings, _plan(run)))
    except NothingToDraw:
        provenance = pipeline.provenance(settings)
        made = {**run, "places": [], "legs": [], "claims": [], "notes": [], "provenance": provenance}
    again: dict[str, Any] = json.loads(dump(made))
    return again
