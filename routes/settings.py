"""Settings of a run: frozen, passed in, and part of the run's provenance."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose for a run.

    Parameters
    ----------
    worldview
        Whose borders: a name of `routes.atlas.borders.worldviews`.
    language
        ISO 639-1 code of the report; "" reads it from the text.
    interface
        ISO 639-1 code of the language that the map speaks; "" for that of the report.
    """

    worldview: str = "un"
    language: str = ""
    interface: str = ""
