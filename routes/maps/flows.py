"""All routes of many reports as one map: same places are one, and a line is the wider the more reports tell of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, hypot, radians, sqrt

from routes.maps.basemap import Basemap
from routes.maps.icons import icon
from routes.maps.markup import Html, tag
from routes.maps.sequence import Run
from routes.maps.thumbnail import Frame, Point, mercator, rings
from routes.maps.words import Words

WIDTH, HEIGHT, PAD = 1152.0, 560.0, 34.0
_SAME_KM = 10.0  # places of one country nearer than this are one
_KM_DEG = 111.2  # kilometres of a degree of latitude
_LABELS = 40  # names on the map; the others are in the list
_LEAST, _MOST = 1.6, 9.0  # width of a line in pixels: of one report, and at most


@dataclass
class Node:
    """A place of the reports."""

    name: str
    lon: float
    lat: float
    country: str
    source_ids: set[str] = field(default_factory=set)
    weight: int = 0


@dataclass
class Flow:
    """What goes between two places by one mode, either way: the reports that tell of it, and the longest line drawn for it."""

    ends: tuple[int, int]
    mode: str
    known: bool
    stems: dict[str, str] = field(default_factory=dict)  # stem -> title
    ways: set[tuple[int, int]] = field(default_factory=set)
    line: list[Point] = field(default_factory=list)


def gather(reports: Sequence[tuple[str, Run]]) -> tuple[list[Node], list[Flow]]:
    """Return the places and flows of many runs, those that most reports tell of first."""
    nodes: list[Node] = []
    cells: dict[tuple[int, int], list[int]] = {}
    flows: dict[tuple[int, int, str], Flow] = {}
    for stem, run in reports:
        at = {p["id"]: _node(nodes, cells, p) for p in run["places"] if p["lat"] is not None and p["role"] == "on_route"}
        for leg in run["legs"]:
            if not leg.get("geometry") or leg["from"] not in at or leg["to"] not in at:
                continue
            way = at[leg["from"]], at[leg["to"]]
            ends = min(way), max(way)
            known = leg["method"] == "network" or leg["mode"] == "air"
            flow = flows.setdefault((*ends, leg["mode"]), Flow(ends, leg["mode"], known))
            flow.stems[stem] = run["report"]["title"] or run["report"]["source"] or stem
            flow.ways.add(way)
            line = [(x, y) for x, y in leg["geometry"]["coordinates"]]
            if len(line) > len(flow.line):
                flow.line, flow.known = line, known
    for flow in flows.values():
        for end in flow.ends:
            nodes[end].weight += len(flow.stems)
    return nodes, sorted(flows.values(), key=lambda f: (-len(f.stems), f.ends, f.mode))


def _node(nodes: list[Node], cells: dict[tuple[int, int], list[int]], place: dict[str, object]) -> int:
    """Return the number of a place: of the same thing, or of one of its country close by, as a town and its port are."""
    lat, lon = float(str(place["lat"])), (float(str(place["lon"])) + 180) % 360 - 180
    row, column = int(lat * 5), int(lon * 5)  # cells of a fifth of a degree: at the most 22 km
    for k in (k for i in (-1, 0, 1) for j in (-1, 0, 1) for k in cells.get((row + i, column + j), ())):
        near = hypot(lat - nodes[k].lat, (lon - nodes[k].lon) * cos(radians(lat))) * _KM_DEG < _SAME_KM
        if place["source_id"] in nodes[k].source_ids or (near and nodes[k].country == place["country"]):
            nodes[k].source_ids.add(str(place["source_id"]))
            return k
    nodes.append(Node(str(place["name"]), lon, lat, str(place["country"]), {str(place["source_id"])}))
    cells.setdefault((row, column), []).append(len(nodes) - 1)
    return len(nodes) - 1


def section(reports: Sequence[tuple[str, Run]], layers: Basemap, words: Words, address: Callable[[str], str]) -> Html | None:
    """Return the map of all routes and the list of its flows, each a link to the maps of its reports; None where there is no flow.

    Parameters
    ----------
    reports
        Stem and run of each.
    layers
        The land under it.
    words
        Of the page.
    address
        Gives the address of a map by its stem.
    """
    nodes, flows = gather(reports)
    if not flows:
        return None
    cut = _cut([x for f in flows for x, _ in f.line])
    lines = [_turned(f.line, cut) for f in flows]
    frame = Frame([mercator(x, y) for line in lines for x, y in line], WIDTH, HEIGHT, PAD)
    parts = [tag("rect", width=WIDTH, height=HEIGHT, class_="water")]
    parts += [tag("path", d=rings(frame, layers, name), class_=kind) for name, kind in (("land", "land"), ("lakes", "water"))]
    names = [_name(f, nodes) for f in flows]
    for n in reversed(range(len(flows))):  # the widest on top
        parts.append(_line(n, flows[n], frame.path([frame.at(x, y) for x, y in lines[n]]), names[n], words, address))
    parts += _spots(nodes, frame, cut)
    box = f"0 0 {WIDTH:g} {HEIGHT:g}"
    drawing = tag("svg", *parts, viewBox=box, class_="thumb flows", role="group", aria_label=words.say("all_routes"))
    rows = [_row(n, f, names[n], words, address) for n, f in enumerate(flows)]
    listed = tag("details", tag("summary", words.say("flows", n=str(len(flows)))), tag("ul", *rows), id="flow-list")
    return tag("section", tag("h2", words.say("all_routes")), drawing, listed, class_="all")


def _cut(lons: list[float]) -> float:
    """Return the longitude at which the world is cut open: in the middle of the widest gap between the lines."""
    known = sorted({round(x % 360.0, 1) for x in lons})
    gaps = [(b - a, (a + b) / 2) for a, b in pairwise([*known, known[0] + 360.0])]
    return max(gaps)[1] % 360.0


def _turned(line: list[Point], cut: float) -> list[Point]:
    """Return a line moved by whole turns to lie east of the cut."""
    middle = (min(x for x, _ in line) + max(x for x, _ in line)) / 2
    shift = cut + (middle - cut) % 360.0 - middle
    return [(x + shift - 360.0 * (cut > 180.0), y) for x, y in line]


def _name(flow: Flow, nodes: list[Node]) -> str:
    first, last = min(flow.ways)
    return f"{nodes[first].name} {'↔' if len(flow.ways) > 1 else '→'} {nodes[last].name}"


def _line(n: int, flow: Flow, d: str, name: str, words: Words, address: Callable[[str], str]) -> Html:
    """Return the line of a flow: a link to its one map, or to the list of its maps."""
    width = round(min(_MOST, _LEAST * sqrt(len(flow.stems))), 1)
    stems = list(flow.stems)
    title = tag("title", f"{name}, {words.name('mode', flow.mode)}: {len(stems)}")
    body = tag("path", d=d, class_=f"line {flow.mode} {'known' if flow.known else 'straight'}", stroke_width=width)
    wide = tag("path", d=d, class_="touch")
    return tag(
        "a",
        title,
        tag("path", d=d, class_="halo", stroke_width=width + 2.6),
        body,
        wide,
        href=address(stems[0]) if len(stems) == 1 else f"#flow-{n}",
    )


def _spots(nodes: list[Node], frame: Frame, cut: float) -> list[Html]:
    """Return the places, and the names of those that most routes touch where they do not cover each other."""
    parts: list[Html] = []
    taken: list[tuple[float, float, float, float]] = []
    for node in sorted(nodes, key=lambda k: (-k.weight, k.name)):
        if not node.weight:
            continue
        (lon, lat) = _turned([(node.lon, node.lat)], cut)[0]
        x, y = frame.at(lon, lat)
        parts.append(tag("circle", cx=round(x, 1), cy=round(y, 1), r=3.4))
        wide = 7.0 * len(node.name)
        left = x + 7 if x + 12 + wide < WIDTH else x - 7 - wide
        box = (left, y - 8, left + wide, y + 8)
        if len(taken) < _LABELS and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            parts.append(tag("text", node.name, x=round(left, 1), y=round(y + 4, 1)))
    return parts


def _row(n: int, flow: Flow, name: str, words: Words, address: Callable[[str], str]) -> Html:
    links = [tag("a", title, href=address(stem), dir="auto") for stem, title in flow.stems.items()]
    said = [part for link in links for part in (", ", link)][1:]
    return tag("li", icon(flow.mode, words.name("mode", flow.mode)), tag("b", tag("bdi", name)), tag("span", *said), id=f"flow-{n}")
