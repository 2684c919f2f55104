"""What happens where a line leaves a country: closed borders, change of gauge, areas that two countries share."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from routes import assets
from routes.geodesy import distance_m
from routes.networks.graph import Bools, Floats, Graph, Ints, Path, Piece

# What changing bogies or transhipping costs, as metres of line: enough to prefer a way round in the same gauge when it is little longer.
BREAK_COST_M = 60_000.0
GRAZE_M = 15_000.0


class Crossing(NamedTuple):
    """What is known of one edge that joins two countries."""

    pair: tuple[str, str]
    closed: str  # why the border is closed, "" when it is open
    since: str
    gauges: tuple[int, int] | None  # the two gauges where they differ


def visited(graph: Graph, path: Path) -> tuple[tuple[str, float], ...]:
    """Return the countries of a path in travel order: ISO 3166-1 codes, each with the metres of line in it.

    A visit of less than `GRAZE_M` between two stretches in one country is left out: near a border it is the generalised line
    that leaves the country, not the train.
    """
    visits: list[tuple[str, float]] = [(graph.owners[graph.country_of(path.anchors[0])][0], 0.0)]
    for piece in path.pieces:
        nodes = (graph.u[piece.edge], graph.v[piece.edge]) if piece.start_m <= piece.stop_m else (graph.v[piece.edge], graph.u[piece.edge])
        far = abs(piece.stop_m - piece.start_m)
        for node in nodes:
            owners = graph.owners[graph.codes[int(graph.country[node])]]
            if owners and owners[0] != visits[-1][0]:
                visits.append((owners[0], 0.0))
            visits[-1] = (visits[-1][0], visits[-1][1] + far / 2)
    changed = True
    while changed:
        changed = False
        for i in range(1, len(visits) - 1):
            if visits[i - 1][0] == visits[i + 1][0] and visits[i][1] < GRAZE_M:
                visits[i - 1 : i + 2] = [(visits[i - 1][0], visits[i - 1][1] + visits[i][1] + visits[i + 1][1])]
                changed = True
                break
    return tuple(visits)


def inspect(graph: Graph, edge: int, mode: str, date: str = "") -> Crossing | None:
    """Return what is known of a crossing, None for an edge inside one country."""
    a, b = (graph.codes[int(graph.country[n])] for n in (graph.u[edge], graph.v[edge]))
    if a == b:
        return None
    row = closure((a, b), mode, date)
    gauges = _gauge_break(graph, edge, a, b) if mode == "rail" else None
    return Crossing((a, b), str(row["reason"]) if row else "", str(row["since"]) if row else "", gauges)


@cache
def closure(pair: tuple[str, str], mode: str, date: str = "") -> dict[str, object] | None:
    """Return the row that closes a border for a mode on a date (ISO, "" for now), None when it is open."""
    rows: list[dict[str, object]] = assets.toml("atlas/facts/closed_borders.toml")["closed"]
    for row in rows:
        only = row.get("only", ["rail", "road"])
        assert isinstance(only, list) and isinstance(row["pair"], list)
        since, until = str(row["since"]), str(row["until"])
        holds = since <= date and (not until or date <= until) if date else not until
        if sorted(pair) == sorted(row["pair"]) and mode in only and holds:
            return row
    return None


@lru_cache(maxsize=4096)
def moment(date: str) -> str:
    """Return the first moment from which on all borders are as on a date (ISO, "" for now), one for all dates up to the next change."""
    rows: list[dict[str, object]] = assets.toml("atlas/facts/closed_borders.toml")["closed"]
    since = max((str(row["since"]) for row in rows if str(row["since"]) <= date), default="0")
    until = max((str(row["until"]) for row in rows if "" < str(row["until"]) < date), default="")
    return max(since, f"{until}+") if date else ""  # a "+" is less than what may follow a date: "2018-05-15+" is after that day


def gauges_at(pair: tuple[str, str], lat: float, lon: float) -> tuple[int, int] | None:
    """Return the gauges on the two sides of a border crossing in millimetres; None where they are one, or one is not known.

    Those of the countries' main networks count, unless the table has a row for the crossing or for the whole border.
    """
    facts = assets.toml("atlas/facts/gauges.toml")
    here, there = (facts["country"].get(code, [0])[0] for code in pair)
    rows = [row for row in facts["border"] if sorted(row["pair"]) == sorted(pair)]
    for row in sorted(rows, key=lambda row: "at" not in row):
        if "at" not in row or distance_m(lat1=lat, lon1=lon, lat2=row["at"][1], lon2=row["at"][0]) <= row["km"] * 1000.0:
            here, there = row["gauges"] if row["pair"][0] == pair[0] else row["gauges"][::-1]
            break
    return (here, there) if here and there and abs(here - there) > facts["same_mm"] else None


def _gauge_break(graph: Graph, edge: int, a: str, b: str) -> tuple[int, int] | None:
    """Return the two gauges where an edge between two codes of a graph changes gauge."""
    pair = tuple((graph.owners[code] or ("",))[0] for code in (a, b))
    return gauges_at((pair[0], pair[1]), float(graph.lat[graph.u[edge]]), float(graph.lon[graph.u[edge]]))


@cache
def _breaks(graph: Graph) -> tuple[Ints, Bools]:
    """Return the edges between countries, and which of them change gauge."""
    edges = np.flatnonzero(graph.crossing)
    pairs = [(graph.codes[int(graph.country[graph.u[e]])], graph.codes[int(graph.country[graph.v[e]])]) for e in edges.tolist()]
    return edges, np.array([_gauge_break(graph, e, *pair) is not None for e, pair in zip(edges.tolist(), pairs, strict=True)], dtype=bool)


def price(
    graph: Graph,
    cost: Floats,
    mode: str,
    closed: Iterable[str] = (),
    date: str = "",
    ends: tuple[frozenset[str], frozenset[str]] | None = None,
) -> Floats:
    """Return the cost of each edge with closed borders and breaks of gauge added.

    Parameters
    ----------
    closed
        More borders that must not be crossed, as "RU-UA".
    ends
        The countries of the two ends of the leg: a report that sends a leg over the closed border between them is believed,
        and the track carries a note.
    """
    detour_m = 1000.0 * float(assets.toml("atlas/facts/closed_borders.toml")["detour_km"])
    shut = {frozenset(name.split("-", 1)) for name in closed}
    out = cost.copy()
    edges = np.flatnonzero(graph.crossing)
    if mode == "rail":
        edges, breaks = _breaks(graph)
        out[edges[breaks]] += BREAK_COST_M
    # Two codes of at most 255 make one number, so that each border is looked up once however many lines cross it.
    number = graph.country[graph.u[edges]].astype(np.int64) * 256 + graph.country[graph.v[edges]]
    for border in np.unique(number).tolist():
        pair = (graph.codes[border // 256], graph.codes[border % 256])
        if frozenset(pair) in shut:
            out[edges[number == border]] = np.inf
        elif closure(pair, mode, date):
            sides = [set(graph.owners[c]) for c in pair]
            if ends is None or not any(a & sides[0] and b & sides[1] for a, b in (ends, ends[::-1])):
                out[edges[number == border]] += detour_m
    return out


def cut_across(graph: Graph, path: Path, mode: str) -> set[str]:
    """Return the countries that a path enters and leaves to the same neighbour, with a change of gauge on both borders.

    No train does that to save a way inside one network: from Vladivostok to the west it keeps to Russia.
    """
    crossed = on_path(graph, path.pieces, mode)
    shown = [tuple((graph.owners[c] or ("",))[0] for c in crossing.pair) for crossing in crossed]
    return {
        a[1]
        for (a, b), (first, second) in zip(itertools.pairwise(shown), itertools.pairwise(crossed), strict=True)
        if first.gauges and second.gauges and a[0] == b[1] and a[1] == b[0]
    }


def on_path(graph: Graph, pieces: Sequence[Piece], mode: str, date: str = "") -> list[Crossing]:
    """Return the crossings among the pieces of a path, each from the country that is left to the one that is entered."""
    out = []
    for piece in pieces:
        crossing = inspect(graph, piece.edge, mode, date) if graph.crossing[piece.edge] else None
        if crossing and piece.start_m > piece.stop_m:
            crossing = crossing._replace(pair=crossing.pair[::-1], gauges=crossing.gauges and crossing.gauges[::-1])
        if crossing:
            out.append(crossing)
    return out
