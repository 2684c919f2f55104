"""The verbs of daily work on reports: their plans."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from routes.cli_choices import Input
from routes.errors import PlanError


def plan(
    report: Input, *, output: Annotated[str, Parameter(name=["--output", "-o"])] = "", refresh: bool = False, language: str = ""
) -> int:
    """Write what was understood of a report as a plan: a file to correct, which `routes map` takes into account from then on.

    Parameters
    ----------
    report
        A file; of an address or standard input (-) the plan is printed.
    output
        File to write, - to print; REPORT.plan.toml beside the report otherwise.
    refresh
        Write a plan that is there already anew: what it sets is kept, comments of your own are not.
    language
        Language of the report; read from the text otherwise.
    """
    from routes import assets, pipeline, plans, web
    from routes.settings import Settings

    printed = output == "-" or (not output and (report == "-" or web.is_address(report)))
    path = Path(output) if output and not printed else plans.path_of(Path(report))
    if not printed and path.exists() and not refresh:
        raise PlanError(f"{path} is there already and is kept; --refresh writes it anew with all that it sets.")
    text = pipeline.plan_of(report, Settings(language=language))
    if printed:
        sys.stdout.write(text)
    else:
        assets.write(path, text.encode())
        sys.stdout.write(f"{path}\n")
    return 0
