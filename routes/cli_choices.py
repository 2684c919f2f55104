"""What may be given on the command line: inputs, ends of a distance, worldviews, languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from routes.errors import UnknownValue

if TYPE_CHECKING:
    from routes.settings import Settings


def _no_option(type_: object, value: object) -> None:
    """Refuse words that begin with a hyphen, save the lone one that stands for standard input or output."""
    for word in value if isinstance(value, tuple) else (value,):
        if isinstance(word, str) and word.startswith("-") and word != "-":
            raise ValueError(f"Unknown option: {word}.")


def _named(type_: object, value: object) -> None:
    """Refuse empty words: they name the folder that one is in."""
    if "" in (value if isinstance(value, tuple) else (value,)):
        raise ValueError("A name is empty.")


def _no_option_but_number(type_: object, value: object) -> None:
    """Refuse words that begin with a hyphen, save negative degrees."""
    if isinstance(value, str) and value.startswith("-") and not value[1:2].isdigit():
        raise ValueError(f"Unknown option: {value}.")


Input = Annotated[str, Parameter(allow_leading_hyphen=True, validator=(_no_option, _named))]
Output = Annotated[str, Parameter(name=["--output", "-o"], allow_leading_hyphen=True, validator=_no_option)]
End = Annotated[str, Parameter(allow_leading_hyphen=True, validator=_no_option_but_number)]


def chosen(*, worldview: str = "", language: str = "", interface: str = "", online: bool = False) -> Settings:
    """Return the settings of a command: what its options say, then the environment, then ``routes.toml``.

    Raises
    ------
    UnknownValue
        For a worldview or a language that there is not.
    SettingsError
        For a file or variable that is wrong.
    """
    from routes.settings import load

    given = {"worldview": worldview, "language": language, "interface": interface, "online": online}
    settings = load({name: value for name, value in given.items() if value})
    known_worldview(settings.worldview)
    known_language(settings.language)
    known_language(settings.interface, "A map in {!r} cannot be made")
    return settings


def known_worldview(name: str) -> str:
    """Return the name of a worldview that the borders have.

    Raises
    ------
    UnknownValue
        When there is none of that name.
    """
    if name == "un":  # the default needs no look: opening the borders would hold up the start of the second process
        return name
    from routes.atlas.borders import worldviews

    if name not in worldviews():
        raise UnknownValue(f"There is no worldview {name!r}; there are {', '.join(worldviews())}.")
    return name


def known_language(code: str, refusal: str = "Reports in {!r} cannot be read") -> str:
    """Return the code of a language that reports can be read in and maps can speak, "" for any.

    Raises
    ------
    UnknownValue
        When there is none of that code; ``refusal`` says what cannot be done.
    """
    from routes.assets import stems

    known = stems("extraction/lexicons")
    if code and code not in known:
        raise UnknownValue(f"{refusal.format(code)}; the languages are {', '.join(known)}.")
    return code
