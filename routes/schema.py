"""Of which kind each value of a saved run is: a file that only says it is one is refused before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from routes.model import Answer, ClaimKind, Comparator, Mode, Role, Status

Kind = Callable[[Any], bool]
_MOST = 1e15  # of any figure
_LON = 900.0  # degrees of an unwrapped track


def misfit(part: str, value: dict[str, Any]) -> str:
    """Return the first key of a part of a run whose value is not of its kind, "" where all are; what is lacking is no misfit."""
    return next((key for key, kind in _PARTS.get(part, {}).items() if key in value and not kind(value[key])), "")


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -_MOST < value < _MOST


def _among(literal: Any) -> Kind:
    return lambda value: isinstance(value, str) and value in get_args(literal)


def _maybe(kind: Kind) -> Kind:
    return lambda value: value is None or kind(value)


def _list(kind: Kind) -> Kind:
    return lambda value: isinstance(value, list) and all(map(kind, value))


def _record(kinds: dict[str, Kind]) -> Kind:
    return lambda value: isinstance(value, dict) and all(kind(value[key]) for key, kind in kinds.items() if key in value)


def _span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(at) is int for at in value) and 0 <= value[0] <= value[1]


def _pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_number, value)) and abs(value[0]) <= _LON and abs(value[1]) <= 90.0


def _line(value: Any) -> bool:
    points: Any = value.get("coordinates") if isinstance(value, dict) and value.get("type") == "LineString" else None
    return _list(_pair)(points) and len(points) > 1


def _facts(value: Any) -> bool:
    return isinstance(value, dict) and all(v is None or _text(v) or _flag(v) or _number(v) for v in value.values())


def _all(names: str, kind: Kind) -> dict[str, Kind]:
    return dict.fromkeys(names.split(), kind)


_NOTE = {**_all("code message", _text), "span": _maybe(_span), "values": _maybe(_facts)}
_CANDIDATE = {**_all("name country feature_code source_id", _text), **_all("lat lon score", _number), "reasons": _list(_text)}
_POINT = _all("lat lon", _maybe(_number))
_FINDING = {
    **_all("measure label data", _text), **_all("low_m best_m high_m low_s best_s high_s", _number),
    **_all("fits estimated", _maybe(_flag)), **_all("start nearest", _maybe(_record(_POINT))), "worldview": _maybe(_text),
}  # fmt: skip
_PARTS: dict[str, dict[str, Kind]] = {
    "report": _all("source sha256 title language published author text", _text),
    "places": {
        **_all("id name name_in_text country feature_code source source_id", _text), **_all("lat lon", _maybe(_number)),
        **_all("radius_m score", _number), **_all("reasons set_by_person", _list(_text)), "mentions": _list(_span), "role": _among(Role),
        "alternatives": _list(_record(_CANDIDATE)),
    },
    "legs": {
        **_all("id from to quote cargo", _text), **_all("start end network", _maybe(_text)), "mode": _among(Mode), "status": _among(Status),
        **_all("via set_by_person countries passages", _list(_text)), "span": _span, "evidence": _list(_span), "country_m": _list(_number),
        **_all("length_m geodesic_m low_m high_m line_m", _maybe(_number)), "snap_m": _maybe(_list(_number)),
        "method": _maybe(lambda value: value in ("network", "geodesic")), "inferred": _list(_list(_number)), "geometry": _maybe(_line),
        "notes": _list(_record(_NOTE)),
    },
    "claims": {
        **_all("id quote unit hedge basis reason reason_en", _text), "kind": _among(ClaimKind), "comparator": _among(Comparator),
        **_all("value low_m high_m low_s high_s", _maybe(_number)), **_all("from to direction leg measure", _maybe(_text)),
        **_all("denied implied round_trip", _flag), "set_by_person": _list(_text), "span": _span, "verdict": _among(Answer),
        "findings": _list(_record(_FINDING)),
    },
    "notes": _NOTE,
}  # fmt: skip
