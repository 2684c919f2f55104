"""What happens where a line leaves a country: closed borders, change of gauge, areas that two countries share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from routes import assets
from routes.geodesy import distance_m
from routes.networks.graph import Bools, Floats, Graph, Path

# What changing bogies or transhipping costs, as metres of line: enough to prefer a way round in the same gauge when it is little longer.
BREAK_COST_M = 60_000.0
GRAZE_M = 15_000.0


class Crossing(NamedTuple):
    """What is known of one edge that joins two countries."""

    pair: tuple[str, str]
    closed: str  # why the border is closed, "" when it is open
    since: str
    gauges: tuple[int, int] | None  # the two gauges where they differ


def visited(graph: Graph, path: Path) -> tuple[str, ...]:
    """Return the countries of a path in travel order as ISO 3166-1 codes.

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
    return tuple(code for code, _ in visits)


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


def _gauge_break(graph: Graph, edge: int, a: str, b: str) -> tuple[int, int] | None:
    """Return the main gauges of two countries when neither runs on in the other and no dual-gauge line is near."""
    facts = assets.toml("atlas/facts/gauges.toml")
    here, there = (facts["country"].get(graph.owners[code][0] if graph.owners[code] else "") for code in (a, b))
    if not here or not there:
        return None
    same = facts["same_mm"]
    if any(abs(here[0] - g) <= same for g in there) or any(abs(there[0] - g) <= same for g in here):
        return None
    lat, lon = float(graph.lat[graph.u[edge]]), float(graph.lon[graph.u[edge]])
    for row in facts["dual"]:
        if distance_m(lat1=lat, lon1=lon, lat2=row["at"][1], lon2=row["at"][0]) <= row["km"] * 1000.0:
            return None
    return here[0], there[0]


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
    for edge in np.flatnonzero(graph.crossing & np.isfinite(cost)).tolist():
        crossing = inspect(graph, edge, mode, date)
        assert crossing is not None
        if frozenset(crossing.pair) in shut:
            out[edge] = np.inf
        else:
            sides = [set(graph.owners[c]) for c in crossing.pair]
            between = ends is not None and any(a & sides[0] and b & sides[1] for a, b in (ends, ends[::-1]))
            out[edge] += detour_m * bool(crossing.closed and not between) + BREAK_COST_M * bool(crossing.gauges)
    return out


def on_path(graph: Graph, edges: Sequence[int], mode: str, date: str = "") -> list[Crossing]:
    """Return the crossings among the edges of a path, in its order."""
    mask: Bools = graph.crossing
    found = [inspect(graph, int(e), mode, date) for e in edges if mask[e]]
    return [crossing for crossing in found if crossing is not None]
