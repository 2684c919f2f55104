"""Settings of a run: frozen, passed in, and part of the run's provenance."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from routes.errors import SettingsError

FILE = "routes.toml"
_PREFIX = "ROUTES_"


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
    online
        Whether names that no data set knows may be asked of a geocoder on the network.
    contact
        Address of a person (mail or page) that online services are told, as their rules ask.
    geocoder
        Which one, by its name in `geopy.geocoders`: "nominatim", "photon", "pelias", "arcgis", ...
    geocoder_url
        Of a server of one's own; "" for the public one.
    geocoder_key
        For services that want one.
    """

    worldview: str = "un"
    language: str = ""
    interface: str = ""
    online: bool = False
    contact: str = ""
    geocoder: str = "nominatim"
    geocoder_url: str = ""
    geocoder_key: str = ""


def load(given: Mapping[str, Any] | None = None, *, folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Return settings from all that may hold some: what is given first, then the environment, then ``routes.toml``, then the defaults.

    Parameters
    ----------
    given
        Values by name, as from a command line; None is as good as not given.
    folder
        Where ``routes.toml`` may lie; the working folder otherwise.
    environment
        Variables such as ROUTES_WORLDVIEW; those of this process otherwise.

    Raises
    ------
    SettingsError
        For a file that cannot be read, a name that is not known or a value of the wrong kind, with where it stands.
    """
    values = _file((folder or Path()) / FILE)
    known = {f.name: f for f in fields(Settings)}
    for name, text in (os.environ if environment is None else environment).items():
        key = name.removeprefix(_PREFIX).lower()
        if name.startswith(_PREFIX) and key in known:
            values[key] = _flag(text, name) if isinstance(known[key].default, bool) else text
    values |= {key: value for key, value in (given or {}).items() if value is not None}
    return Settings(**values)


def _file(path: Path) -> dict[str, Any]:
    """Return the values of a settings file, none where it is not there."""
    if not path.is_file():
        return {}
    import tomllib

    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    known = {f.name: type(f.default) for f in fields(Settings)}
    for key, value in values.items():
        if key not in known:
            import difflib

            near = difflib.get_close_matches(key, known, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}."
            raise SettingsError(f"{path.name} has no setting {key!r}; {hint}")
        if type(value) is not known[key]:
            wanted = "true or false" if known[key] is bool else "a text in quotes"
            raise SettingsError(f"{path.name}: {key} has to be {wanted}.")
    return values


def _flag(text: str, name: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("", "0", "false", "no", "off"):
        return False
    raise SettingsError(f"{name} is {text!r}; use 1 or 0.")
