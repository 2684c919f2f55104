"""Errors: one root, and leaves that are also the builtin a caller would catch.

An error is for the caller's mistakes and broken resources. A doubt about a report is a `Note`, never an error.
"""


class RoutesError(Exception):
    """Anything that `routes` refuses to do, said in one sentence."""

    exit_code = 1


class ReportError(RoutesError, ValueError):
    """A report that cannot be read: empty, binary, of an unknown format."""


class ReportMissing(RoutesError, FileNotFoundError):
    """A report that is not there."""


class SettingsError(RoutesError, ValueError):
    """A settings file or variable that cannot be read or holds what is no setting."""


class PlanError(RoutesError, ValueError):
    """A plan that cannot be read or does not fit its report, with the line."""


class FetchError(RoutesError, ConnectionError):
    """An address that is not fetched: not allowed, out of reach, too large or too slow."""


class NothingToDraw(RoutesError, LookupError):
    """A report in which no place was found."""

    exit_code = 4


class PlaceError(RoutesError, LookupError):
    """A name, code or point that no data set knows."""


class NoTrack(RoutesError, LookupError):
    """Two points that a network does not join: another water body, too far inland, no line."""


class UnknownValue(RoutesError, ValueError):
    """An argument outside the values it may take: a mode, a worldview, a unit, a format."""


class AtlasError(RoutesError, OSError):
    """An embedded data file that is missing or damaged."""


class UnreadWarning(UserWarning):
    """Text that was passed over because it is no prose."""


class OutputError(RoutesError, OSError):
    """A result that could not be written."""


def named(name: str, message: str) -> RoutesError:
    """Return the error of a name, as another process reports it; an `OutputError` where the name is none of these."""
    kind = globals().get(name)
    return kind(message) if isinstance(kind, type) and issubclass(kind, RoutesError) else OutputError(message)


def cause(error: Exception) -> str:
    """Return what is behind an error that nobody expected, as the end of a sentence: the machine, or the program."""
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    if isinstance(error, OSError):  # a full disk, no more files or processes
        told = [str(error.filename)] if error.filename else []
        return f"the system refuses it ({': '.join([*told, error.strerror or str(error)])})"
    return f"{type(error).__name__}, which is a fault of routes"
