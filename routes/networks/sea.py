"""Sea tracks: over water only, taut like a thread pulled tight around the capes, along canals and straits by name."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np

from routes.atlas import coast
from routes.errors import NoTrack
from routes.geodesy import Floats, length_m, unwrap
from routes.model import Note, Track
from routes.networks import sea_ends, sea_lines, sea_net, sea_search, sea_taut
from routes.networks.sea_ends import End, Pair

FAR_M = 5_000.0  # an end farther from water than this gets a note
# What published lengths count beyond the drawn line, the approaches with their pilots and lanes: this much, less on short hops. Fitted to
# every second published length of the bench. It grows with the line, so that what is drawn longer is never called shorter.
APPROACH_M, SETTLED_M = 12_000.0, 200_000.0
UNDER, OVER, SHORT_M = 0.015, 0.047, 500_000.0  # of the length and this much more; see interval
CHANNEL_DEG = 0.03  # what lies on land within 3 km of a channel is the channel


def trace(origin: Pair, destination: Pair, *, via: Sequence[Pair] = (), avoid: Sequence[str] = (), arctic: bool = False) -> Track:
    """Return the shortest track over water between two points.

    Parameters
    ----------
    origin, destination, via
        (lon, lat) in degrees. A point on land is joined to the nearest water by a straight whisker.
    avoid
        Passages not to use ("suez", "panama", "bosporus", ...; see ``atlas/facts/passages.toml``).
    arctic
        Whether the passages that ice closes may be used.

    Raises
    ------
    NoTrack
        When an end lies more than 25 km from navigable water, or the ends on waters that are not joined.
    UnknownValue
        For an unknown passage.
    """
    shut = sea_net.shut_gates(avoid, arctic)
    points = [origin, *via, destination]
    ends = [sea_ends.join(_turned(float(lon)), float(lat)) for lon, lat in points]
    pieces = [_leg(a, b, shut) for a, b in itertools.pairwise(ends)]
    waters = [pieces[0][0], *(piece[-1] for piece in pieces)]
    snaps = [sea_ends.distance_m(end.asked, _pair(water)) for end, water in zip(ends, waters, strict=True)]
    line = sea_lines.draw(np.concatenate(pieces))
    land_m = _land_off_channels_m(line)
    whole = [np.array([end.asked]) for end in (ends[0], ends[-1])]
    full = unwrap(_without_repeats(np.concatenate([whole[0], line, whole[1]])))
    drawn = length_m(full)
    total = drawn + APPROACH_M * (1.0 - math.exp(-drawn / SETTLED_M))
    straight = sea_ends.distance_m(origin, destination)
    names = sea_net.passages()[0]
    crossed = [names[g] for g in sea_lines.gate_crossings(full, sea_net.passages()[1])]
    low, high = interval(total, straight)
    return Track(
        lonlat=tuple((float(x), float(y)) for x, y in full),
        length_m=total,
        geodesic_m=straight,
        method="network",
        network="sea",
        snap_m=(snaps[0], snaps[-1]),
        low_m=low,
        high_m=high,
        passages=tuple(name for name, _ in itertools.groupby(crossed)),
        notes=_notes(ends, snaps, land_m),
    )


def _turned(lon: float) -> float:
    """Return a longitude in [-180, 180), as it is where it lies there already."""
    return lon if -180.0 <= lon < 180.0 else (lon + 180.0) % 360.0 - 180.0


def _pair(point: Floats) -> tuple[float, float]:
    return float(point[0]), float(point[1])


def _without_repeats(line: Floats) -> Floats:
    """Return a line of at least two points without points that are as good as the one before."""
    step = np.abs(np.diff(line, axis=0))
    step[:, 0] = np.abs(coast.wrapped(step[:, 0]))
    keep = np.concatenate([[True], step.max(axis=1) > 1e-9])
    keep[-1] = True
    return line[keep] if keep.sum() > 1 else line[[0, -1]]


def interval(total_m: float, straight_m: float) -> tuple[float, float]:
    """Return the lengths between which a ship's way probably lies.

    Nine in ten of the published lengths on which it was fitted lie between (``tests/bench/sea.py interval`` says how many of others do).
    They are longer than the tracks more often than shorter: ships keep off the coast, follow lanes and fetch their pilots.
    """
    base = total_m + SHORT_M
    return max(straight_m, total_m - UNDER * base), total_m + OVER * base


def _land_off_channels_m(line: Floats) -> float:
    """Return how many metres of a line lie on land that is no canal or river of the network."""
    import shapely

    parts = coast.land_parts(line)
    if not parts:
        return 0.0
    channels = sea_net.channels()
    lands = shapely.linestrings(np.concatenate([p for _, p in parts]), indices=np.repeat(np.arange(len(parts)), [len(p) for _, p in parts]))
    far = ~shapely.dwithin(channels, lands, CHANNEL_DEG)
    return float(sum(length_m(p) for (_, p), off in zip(parts, far, strict=True) if off))


def _notes(ends: Sequence[End], snaps: Sequence[float], land_m: float) -> tuple[Note, ...]:
    notes = [
        Note(
            "far-from-water",
            f"The point {e.asked[0]:.3f}, {e.asked[1]:.3f} lies {snap / 1000:.0f} km from navigable water.",
            values=(("length_m", round(snap)), ("end", "start" if e is ends[0] else "end" if e is ends[-1] else "way")),
        )
        for e, snap in zip(ends, snaps, strict=True)
        if snap > FAR_M
    ]
    if land_m > 500.0:
        message = f"{land_m / 1000:.1f} km of the track lie on land in the coast data."
        notes.append(Note("over-land", message, values=(("length_m", round(land_m)),)))
    return tuple(notes)


def _leg(a: End, b: End, shut: tuple[str, ...]) -> Floats:
    """Return the vertices from the water of one end to the water of the other, unwrapped."""
    gates = sea_net.gates_of(shut)
    both = np.array([a.asked, b.asked])
    if a.afloat and b.afloat and (a.asked == b.asked or (sea_lines.clear(both[:1], both[1:])[0] and not _shut(both, gates))):
        return unwrap(both)
    way = sea_search.shortest(a, b, shut)
    hop = sea_ends.hop(a, b)
    if hop is not None and (way is None or hop[0] < way.cost_m) and not _shut(hop[1], gates):
        return sea_taut.tightened(unwrap(hop[1]), gates)
    if way is None:
        raise NoTrack(_apart(a, b, shut))
    between = sea_net.open_net().lonlat[way.nodes[1:-1]]
    line = [a.way(way.first), between, b.way(way.last)[::-1]]
    if len(way.nodes) == 1:
        line[2] = line[2][1:]
    return sea_taut.stood_off(sea_taut.tightened(unwrap(_without_repeats(np.concatenate(line))), gates), gates)


def _shut(line: Floats, gates: Floats) -> bool:
    return bool(sea_lines.crosses_gates(line[:-1], line[1:], gates).any())


def _apart(a: End, b: End, shut: tuple[str, ...]) -> str:
    """Return the sentence that says why two ends are not joined."""
    net = sea_net.open_net()
    one, two = set(net.component[a.nodes].tolist()), set(net.component[b.nodes].tolist())
    pair = f"{a.asked[0]:.3f}, {a.asked[1]:.3f} and {b.asked[0]:.3f}, {b.asked[1]:.3f}"
    if not one & two:
        return f"The points {pair} lie on different waters that no sea passage joins."
    return f"No open passage joins the points {pair}" + (f" with {', '.join(shut)} closed." if shut else ".")
