"""Checking: claims against places, borders and tracks."""

from routes.checks.choosing import choose
from routes.checks.consistency import contradictions
from routes.checks.verdicts import check

__all__ = ["check", "choose", "contradictions"]
