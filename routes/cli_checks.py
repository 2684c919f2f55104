"""The verbs of the command line that judge what is claimed: check, distance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes import terminal
from routes.cli_choices import End, Input, chosen, known_language, known_worldview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.model import Finding, Verdict


def check(
    report: Input,
    *,
    json: bool = False,
    csv: bool = False,
    markdown: bool = False,
    worldview: str = "",
    language: str = "",
    strict: bool = False,
) -> int:
    """Check the distance and time claims of a report and print each verdict.

    Parameters
    ----------
    report
        A file, an address (https://...), or - for standard input.
    json
        Print the claims as JSON.
    csv
        Print them as a table for spreadsheets, one row for each reading; no cell can start a formula.
    markdown
        Print them as a table to paste into a story.
    worldview
        Whose borders: un or defacto.
    language
        Language of the report; read from the text otherwise.
    strict
        Exit with 3 when a claim is contradicted.
    """
    from routes import batch, tables
    from routes.errors import UnknownValue

    if json + csv + markdown > 1:
        raise UnknownValue("Choose one of --json, --csv and --markdown.")
    run = batch.run_one(report, chosen(worldview=worldview, language=language))
    if json:
        terminal.show_json(run["claims"])
    elif csv:
        terminal.show(tables.as_csv(run))
    elif markdown:
        terminal.show(tables.as_markdown(run))
    else:
        tables.show(run)
    return 3 if strict and any(claim["verdict"] == "contradicted" for claim in run["claims"]) else 0


def distance(
    from_: End,
    to: End,
    *,
    claim: str = "",
    mode: str = "straight",
    worldview: str = "un",
    language: str = "en",
    json: bool = False,
    strict: bool = False,
) -> int:
    """Measure how far a place is from another, from a border or from a coast; judge a figure that is claimed of it.

    Parameters
    ----------
    from_
        A place ("Tripoli, Lebanon" where there are several), or "lat, lon" in degrees.
    to
        The same, or "border:UA", "border:*" (the nearest), "coast:RU", "coast:*", "front:*" (front lines that were added), "line:NAME".
    claim
        A figure in words, to be judged: "about 290 km", "more than two days".
    mode
        straight, or along a network: sea, rail, road, river, air.
    worldview
        Whose borders: un or defacto.
    language
        Language of the claim and of the verdict.
    json
        Print the findings, or the verdict, as JSON.
    strict
        Exit with 3 when the claim is contradicted.
    """
    from dataclasses import asdict

    from routes import measuring, tables

    asked = {"mode": mode, "worldview": known_worldview(worldview), "language": known_language(language) or "en"}
    verdict: Verdict | None = None
    if claim:
        verdict = measuring.judge(from_, to, claim, spoken=asked["language"], **asked)
        found: Sequence[Finding] = verdict.findings
    else:
        found = measuring.distance(from_, to, **asked)
    if json:
        value: Any = asdict(verdict) if verdict else [asdict(f) for f in found]
        terminal.show_json(value)
    else:
        if verdict:
            terminal.show(f"{verdict.answer}: {verdict.reason}")
        for f in found:
            terminal.show(tables.line(f, time=verdict is not None and f.measure.startswith("time")))
    return 3 if strict and verdict is not None and verdict.answer == "contradicted" else 0
