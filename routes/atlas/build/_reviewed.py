"""Links and lines of the reviewed tables: what is known to run where the source has a gap."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.atlas.build import _lines

# How far the ends of a row may lie from the network, where the row says nothing else.
WITHIN_KM = 3.0


def add(lines: _lines.Lines, country: NDArray[np.uint8], codes: list[str], table: str) -> tuple[_lines.Lines, NDArray[np.uint8]]:
    """Return the network with the rows of a table added, all marked as inferred, and the countries of its nodes.

    ``codes`` grows by the countries that have no other line.

    A ``[[link]]`` joins the nodes nearest to its two points. A ``[[line]]`` is a missing line of one country through points of its
    own; its ends join the network where that is within reach and stay open elsewhere.

    Raises
    ------
    ValueError
        When a link lies too far from any node.
    """
    rows = assets.toml(f"atlas/facts/{table}")
    used = np.unique(np.r_[lines.u, lines.v])
    links = []
    for row in rows.get("link", []):
        ends = [_lines.nearest(lines, lat=lat, lon=lon, among=used) for lon, lat in (row["from"], row["to"])]
        far = max(m for _, m in ends)
        if far > 1000.0 * row.get("within_km", WITHIN_KM):
            raise ValueError(f"The reviewed link {row['name']!r} is {far / 1000:.1f} km from any node of the network.")
        links.append(_lines.Link(ends[0][0], ends[1][0], 1000.0 * row.get("km", 0.0)))
    for row in rows.get("line", []):
        if row["country"] not in codes:
            codes.append(row["country"])
        lines, country, more = _line(lines, country, codes.index(row["country"]), row)
        links += more
    return _lines.join(lines, links), country


def _line(
    lines: _lines.Lines, country: NDArray[np.uint8], code: int, row: dict[str, Any]
) -> tuple[_lines.Lines, NDArray[np.uint8], list[_lines.Link]]:
    """Return the network with the nodes of a missing line, their countries, and the links between them."""
    through = np.rint(np.array(row["through"]) * 1000).astype(np.int64)
    first = len(lines.lat)
    nodes = list(range(first, first + len(through)))
    used = np.unique(np.r_[lines.u, lines.v])
    tips = [_lines.nearest(lines, lat=lat, lon=lon, among=used) for lon, lat in (row["through"][0], row["through"][-1])]
    grown = _lines.Lines(np.r_[lines.lat, through[:, 1]], np.r_[lines.lon, through[:, 0]], lines.u, lines.v, lines.length, lines.inferred)
    pairs = np.array(list(itertools.pairwise(nodes)))
    straight = _lines.geodesic_lengths(grown, pairs[:, 0], pairs[:, 1])
    share = straight * max(1000.0 * row["km"] / straight.sum(), 1.0)
    links = [_lines.Link(int(a), int(b), float(m)) for (a, b), m in zip(pairs, share, strict=True)]
    links += [_lines.Link(near, end) for (near, far), end in zip(tips, (nodes[0], nodes[-1]), strict=True) if far <= 1000.0 * WITHIN_KM]
    return grown, np.r_[country, np.full(len(nodes), code, dtype=np.uint8)], links
