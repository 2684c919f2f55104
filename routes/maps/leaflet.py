"""A run as folium layers, for notebooks that build maps of their own.

folium renders popups, tooltips, layer names and the properties of GeoJSON as Jinja templates in Python and as template
strings in the browser. So no character of a report reaches it that either could read: every sign but letters and digits becomes a numeric
character reference, which shows as the sign and means nothing else.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from routes.maps.basemap import UNIT_DEG, Lines
from routes.maps.canvas import BORDER, COAST, INK, LAND, MEASURE, MODES, WATER
from routes.maps.ground import bounds, ground
from routes.maps.sequence import Run, nearest, numbers, unrolled
from routes.maps.story import Teller
from routes.maps.words import Words, interface
from routes.model import Itinerary

_LINE_SCALE = 1.6  # pixels on a screen for each point of the picture's lines


def inert(text: str) -> str:
    """Return HTML that shows a text and can be nothing else: not a tag, a template expression, an entity or the end of a string."""
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in str(text))


def folium_map(run: Run | Itinerary, **options: Any) -> Any:
    """Return a `folium.Map` of a run, with the ground of the atlas instead of tiles.

    Parameters
    ----------
    run
        A run as `routes.runs.describe` gives it or its file holds it, or an itinerary.
    options
        Further options of `folium.Map`; ``tiles`` is None unless given, so the ground needs no server. The page that folium saves
        still loads Leaflet from the net; `routes.draw` makes a page that loads nothing.
    """
    import folium

    if isinstance(run, Itinerary):
        from routes.runs import describe

        run = describe(run)
    teller = Teller(run, Words(interface(run)))
    shift, lon = unrolled(run)
    chart = folium.Map(**{"tiles": None, "control_scale": True, "world_copy_jump": False, **options})
    if options.get("tiles") is None:
        _ground(run).add_to(chart)
    words = teller.words
    for name, layer in (("route", _legs(teller, shift)), ("stops", _stops(teller, lon)), ("claims", _claims(teller, lon))):
        group = folium.FeatureGroup(name=inert(words.say(name)))
        for item in layer:
            item.add_to(group)
        group.add_to(chart)
    folium.LayerControl().add_to(chart)
    spots = [(lon[id], teller.places[id]["lat"]) for id in numbers(run) if id in lon] or [
        (x, teller.places[id]["lat"]) for id, x in lon.items()
    ]
    lines = [[(x + shift[leg["id"]], y) for x, y in leg["geometry"]["coordinates"]] for leg in run["legs"] if leg["geometry"]]
    west, south, east, north = bounds([*spots, *(p for line in lines for p in line)])
    chart.fit_bounds([[south, west], [north, east]])
    return chart


def _popup(*lines: str) -> Any:
    import folium

    return folium.Popup("<br>".join(inert(line) for line in lines if line), max_width=340)


def _ground(run: Run) -> Any:
    """Return land, water and borders as one layer, which carries no text."""
    import folium

    layers = ground(run)
    group = folium.FeatureGroup(name="Atlas", control=False)
    for turn in layers.shifts:
        for lines, fill in ((layers.land, LAND), (layers.lakes, WATER), (layers.islands, LAND)):
            rings = [[[round(x + turn, 4), round(y, 4)] for x, y in np.concatenate([ring, ring[:1]]).tolist()] for ring in lines]
            shapes = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
            style = {"color": COAST, "weight": 0.7, "fillColor": fill, "fillOpacity": 1.0}
            folium.GeoJson(_alone(shapes), style_function=_always(style), smooth_factor=0.5, interactive=False).add_to(group)
        for lines, dash in ((layers.borders, ""), (layers.disputed, "4 3")):
            shapes = {"type": "MultiLineString", "coordinates": _pairs(lines, turn)}
            style = {"color": BORDER, "weight": 1.0, "dashArray": dash}
            folium.GeoJson(_alone(shapes), style_function=_always(style), interactive=False).add_to(group)
    return group


def _pairs(lines: Lines, turn: int) -> list[Any]:
    digits = len(str(round(1 / UNIT_DEG)))
    return [[[round(x + turn, digits), round(y, digits)] for x, y in line.tolist()] for line in lines]


def _alone(geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": geometry}]}


def _always(style: dict[str, Any]) -> Any:
    return lambda _: style


def _legs(teller: Teller, shift: dict[str, float]) -> list[Any]:
    folium: Any = import_module("folium")
    out: list[Any] = []
    for leg in teller.run["legs"]:
        if not leg["geometry"]:
            continue
        width, colour, _ = MODES.get(leg["mode"], MODES["unknown"])
        known = leg["method"] == "network" or leg["mode"] == "air"
        dash = None if known else "1 7" if leg["mode"] == "unknown" else "10 7"
        said = (teller.leg_title(leg), teller.words.name("mode", leg["mode"]), teller.words.length(leg["length_m"]), leg["quote"])
        points = [(y, x + shift[leg["id"]]) for x, y in leg["geometry"]["coordinates"]]
        line = folium.PolyLine(
            points, color=colour, weight=width * _LINE_SCALE, dash_array=dash, popup=_popup(*said), tooltip=inert(said[0])
        )
        out.append(line)
    return out


def _stops(teller: Teller, lon: dict[str, float]) -> list[Any]:
    folium: Any = import_module("folium")
    out: list[Any] = []
    for id, number in teller.numbers.items():
        place = teller.places.get(id)
        if place is None or id not in lon:
            continue
        at, name = (place["lat"], lon[id]), teller.place_name(id)
        if place["radius_m"] > 0:
            out.append(folium.Circle(at, radius=place["radius_m"], color=INK, weight=1, dash_array="3 3", fill=False))
        style: dict[str, Any] = {"radius": 7, "color": "white", "weight": 2, "fill": True, "fill_color": INK, "fill_opacity": 1.0}
        out.append(folium.CircleMarker(at, popup=_popup(f"{number}. {name}", place["name"]), tooltip=inert(f"{number}. {name}"), **style))
    return out


def _claims(teller: Teller, lon: dict[str, float]) -> list[Any]:
    folium: Any = import_module("folium")
    out: list[Any] = []
    for claim in teller.run["claims"]:
        for finding in claim["findings"] if claim["kind"] != "duration" else ():
            a, b = finding.get("start"), finding.get("nearest")
            if a and b:
                start = nearest(a["lon"], lon.get(claim["from"] or "", a["lon"]))
                line = [(a["lat"], start), (b["lat"], nearest(b["lon"], start))]
                verdict = teller.words.name("verdict", claim["verdict"])
                said = (claim["quote"], verdict, finding.get("label") or "", teller.words.length(finding["best_m"]), claim["reason"])
                out.append(
                    folium.PolyLine(line, color=MEASURE, weight=1.6, dash_array="6 3", popup=_popup(*said), tooltip=inert(claim["quote"]))
                )
    return out
