"""KML for globes and GPX for receivers. Text is escaped, and characters that XML cannot hold are left out."""

from __future__ import annotations

import html
import re
from typing import Any

from routes.exports.features import Feature, Pair, Run, features

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Okabe and Ito (2008), as aabbggrr.
_COLOURS = {
    "sea": "ffb27200", "rail": "ff005ed5", "road": "ff007ab0", "air": "ff7f43a8", "river": "ff5f8000", "pipeline": "ff4b4b4b",
    "unknown": "ff615b55",
}  # fmt: skip
_CLAIM = "ffa03f7a"


def text(value: Any) -> str:
    """Return a value as XML character data or the value of an attribute."""
    return html.escape(_FORBIDDEN.sub("", str(value)), quote=True)


def title(row: Feature) -> str:
    """Return a short name of a row."""
    v = row.values
    if row.layer == "legs":
        return f"{v['from'] or '?'} → {v['to'] or '?'}"
    return str(v["name_in_text"] if row.layer == "places" else f"{v['quote']} ({v['label'] or v['measure']})")


def summary(row: Feature) -> str:
    """Return what there is to say about a row, one fact a line."""
    v = row.values
    if row.layer == "legs":
        facts = [v["mode"], v["status"], _km(v["length_m"]), " – ".join(d for d in (v["start"], v["end"]) if d), v["cargo"], v["quote"]]
    elif row.layer == "places":
        facts = [v["name"], v["country"], f"± {_km(v['radius_m'])}" if v["radius_m"] else "", v["role"]]
    else:
        facts = [v["verdict"], _km(v["best"]) if v["measured_in"] == "m" else "", v["reason"], v["quote"]]
    return "\n".join(str(f) for f in facts if f)


def _km(metres: float | None) -> str:
    return "" if metres is None else f"{metres / 1000:.1f} km"


def _flat(value: Any) -> str:
    return "; ".join(str(v) for v in value) if isinstance(value, list | tuple) else "" if value is None else str(value)


def kml(run: Run) -> bytes:
    """Return a run as KML 2.2: a folder for each layer, names, descriptions and all values.

    Viewers show a description as HTML, so the text in it is escaped once for HTML and once for XML.
    """
    rows = features(run)
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<kml xmlns="http://www.opengis.net/kml/2.2">', "<Document>"]
    out.append(f"<name>{text(run['report']['title'] or run['report']['source'])}</name>")
    for name, colour in {**_COLOURS, "claim": _CLAIM}.items():
        out.append(f'<Style id="{name}"><LineStyle><color>{colour}</color><width>{2 if name == "claim" else 4}</width></LineStyle></Style>')
    for layer in ("legs", "places", "claims"):
        out.append(f"<Folder><name>{layer}</name>")
        out += [_placemark(row) for row in rows if row.layer == layer]
        out.append("</Folder>")
    out += ["</Document>", "</kml>", ""]
    return "\n".join(out).encode()


def _placemark(row: Feature) -> str:
    style = {"legs": row.values.get("mode", ""), "claims": "claim"}.get(row.layer)
    data = "".join(f'<Data name="{text(k)}"><value>{text(_flat(v))}</value></Data>' for k, v in row.values.items())
    about = "<br/>".join(html.escape(line) for line in summary(row).split("\n"))
    return (
        f'<Placemark id="{text(row.layer + "-" + row.id)}"><name>{text(title(row))}</name><description>{text(about)}</description>'
        + (f"<styleUrl>#{text(style)}</styleUrl>" if style in _COLOURS or style == "claim" else "")
        + f"<ExtendedData>{data}</ExtendedData>{_kml_geometry(row)}</Placemark>"
    )


def _kml_geometry(row: Feature) -> str:
    pieces = row.pieces
    if not pieces:
        return ""
    if len(row.points) == 1:
        return f"<Point><coordinates>{_pair(pieces[0][0])}</coordinates></Point>"
    lines = [f"<LineString><tessellate>1</tessellate><coordinates>{' '.join(map(_pair, p))}</coordinates></LineString>" for p in pieces]
    return lines[0] if len(lines) == 1 else f"<MultiGeometry>{''.join(lines)}</MultiGeometry>"


def _pair(point: Pair) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.7f}".rstrip("0").rstrip(".")


def gpx(run: Run) -> bytes:
    """Return a run as GPX 1.1: places as waypoints, legs as tracks, a track segment ending where 180 degrees are crossed.

    GPX wants longitudes below 180, so the meridian itself is written as 179.9999999 from the west and -180 from the east.
    """
    rows = features(run)
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<gpx version="1.1" creator="routes" xmlns="http://www.topografix.com/GPX/1/1">']
    out.append(f"<metadata><name>{text(run['report']['title'] or run['report']['source'])}</name></metadata>")
    for row in rows:
        if row.layer == "places" and row.points:
            out.append(f"<wpt {_spot(row.pieces[0][0])}>{_about(row, row.values['role'])}</wpt>")
    for row in rows:
        if row.layer == "legs" and row.points:
            tracks = ("".join(f"<trkpt {_spot(point)}/>" for point in piece) for piece in row.pieces)
            out.append(f"<trk>{_about(row, row.values['mode'])}{''.join(f'<trkseg>{t}</trkseg>' for t in tracks)}</trk>")
    return "\n".join([*out, "</gpx>", ""]).encode()


def _about(row: Feature, kind: str) -> str:
    return f"<name>{text(title(row))}</name><desc>{text(summary(row))}</desc><type>{text(kind)}</type>"


def _spot(point: Pair) -> str:
    return f'lat="{_number(point[1])}" lon="{_number(min(point[0], 179.9999999))}"'
