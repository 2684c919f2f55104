"""Pulling a way over water taut: corners are cut, one by one or a few together, where a straighter line is clear."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routes.geodesy import Floats, unit_vectors
from routes.networks.sea_lines import RADIUS_M, angles, clear, crosses_gates, degrees

Ints = NDArray[np.intp]
# What a cut must save, in metres and as part of the way that it replaces, of one corner and of several: what turns little keeps a track
# off the shore.
LEAST_ONE, LEAST_MORE = (150.0, 0.003), (1_000.0, 0.01)
LEAST_WHOLE = 0.0001  # ... and at least this part of the whole line
STAND_OFF_M = 5_000.0  # how far off the capes that they round ships keep, about three nautical miles
LEG_PART = 0.25  # ... but no more than this part of the way to the next cape
LEAST_TURN = 0.02  # twice the sine of half the turn of a corner
ROOM_M, ROOM_PART = 6_000.0, 0.08  # how far off land a cut keeps, as far as that is no more than this part of it ...
HARBOUR_M = 4_000.0  # ... except this near to the ends
ROUNDS = 9
MOST = 4  # corners that one cut may leave out
# Where a cut begins and ends, as parts of the leg before the first corner and of the leg after the last; of several corners only the
# first of these are tried.
CUTS = np.array(
    [(0, 0), (0.2, 0.2), (0.5, 0.5), (0, 0.25), (0.25, 0), (0.06, 0.06), (0, 0.6), (0.6, 0), (0.35, 0.35), (0.7, 0.7), (0.85, 0.85)]
)
FEW = 3


def stood_off(line: Floats, gates: Floats) -> Floats:
    """Return a taut line with its corners moved out to sea, as ships keep off the capes that they round.

    A corner moves away from the land that it turns about, by at most `STAND_OFF_M` and a part of the shorter of its legs, and by less
    or not at all where a moved leg would meet land or a gate.
    """
    if len(line) < 3:
        return line
    v = unit_vectors(line)
    out = -(_towards(v[1:-1], v[:-2]) + _towards(v[1:-1], v[2:]))
    size = np.linalg.norm(out, axis=1)  # twice the sine of half the turn
    step = angles(v[:-1], v[1:]) * RADIUS_M
    shift = np.where(size < LEAST_TURN, 0.0, np.minimum(STAND_OFF_M, LEG_PART * np.minimum(step[:-1], step[1:])))
    out /= np.maximum(size, LEAST_TURN)[:, None]
    at = np.flatnonzero(shift)
    if len(at):
        shift[at] = np.minimum(shift[at], STAND_OFF_M - _off_land_m(v[at + 1], -out[at]))
    for _ in range(6):
        at = np.flatnonzero(shift)
        if not len(at):
            break
        moved = line.copy()
        moved[at + 1] = degrees(v[at + 1] + out[at] * (shift[at] / RADIUS_M)[:, None])
        moved[at + 1, 0] = line[at + 1, 0] + (moved[at + 1, 0] - line[at + 1, 0] + 180.0) % 360.0 - 180.0
        legs = np.unique(np.concatenate([at, at + 1]))
        bad = np.zeros(len(step), dtype=bool)
        bad[legs] = ~clear(moved[legs], moved[legs + 1]) | crosses_gates(moved[legs], moved[legs + 1], gates)
        if not bad.any():
            return moved
        less = bad[:-1] | bad[1:]
        shift[less] = np.where(shift[less] > STAND_OFF_M / 5, shift[less] / 2, 0.0)
    return line


def _off_land_m(v: Floats, inwards: Floats) -> Floats:
    """Return how far off land points are in a direction, in steps of parts of the stand-off; the stand-off itself where none is so near."""
    steps = STAND_OFF_M * np.array([0.25, 0.5, 0.75, 1.0])
    goal = v[:, None] + inwards[:, None] * (steps / RADIUS_M)[None, :, None]
    free = clear(np.repeat(degrees(v), len(steps), axis=0), degrees(goal.reshape(-1, 3))).reshape(-1, len(steps))
    return np.asarray(free.cumprod(axis=1).sum(axis=1) * steps[0])


def _towards(a: Floats, b: Floats) -> Floats:
    """Return the unit vectors along the ground from a towards b."""
    along = b - a * (a * b).sum(axis=1, keepdims=True)
    return np.asarray(along / np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-15))


class _Chains:
    """Runs of a line's corners that a cut may leave out: the vertex before each, the one after, and what a cut must save."""

    def __init__(self, line: Floats, tried: set[bytes]) -> None:
        self.v = unit_vectors(line)
        run = np.concatenate([[0.0], np.cumsum(angles(self.v[:-1], self.v[1:]) * RADIUS_M)])
        befores, afters, leasts = [], [], []
        for skipped in range(1, min(MOST, len(line) - 2) + 1):
            i = np.arange(len(line) - skipped - 1)
            j = i + skipped + 1
            way = run[j] - run[i]
            metres, part = LEAST_ONE if skipped == 1 else LEAST_MORE
            least = np.maximum(max(metres, LEAST_WHOLE * float(run[-1])), part * way)
            worth = way - angles(self.v[i], self.v[j]) * RADIUS_M > least
            befores.append(i[worth])
            afters.append(j[worth])
            leasts.append(least[worth])
        self.before, self.after, self.least = np.concatenate(befores), np.concatenate(afters), np.concatenate(leasts)
        new = np.array([self.key(line, k) not in tried for k in range(len(self.before))], dtype=bool)
        self.before, self.after, self.least = self.before[new], self.after[new], self.least[new]
        self.way = run[self.after] - run[self.before]

    def key(self, line: Floats, k: int) -> bytes:
        return line[self.before[k] : self.after[k] + 1].tobytes()


def tightened(line: Floats, gates: Floats) -> Floats:
    """Return a shorter line as far as lines over water that cross no gate allow, made from a line by cutting its corners.

    Parameters
    ----------
    line
        (n, 2) lon lat of the vertices, unwrapped; between them lie great circles.
    gates
        (g, 2, 2) lines that may not be crossed.
    """
    tried: set[bytes] = set()
    for _ in range(ROUNDS):
        if len(line) < 3:
            break
        chains = _Chains(line, tried)
        if not len(chains.before):
            break
        found = _cuts(chains, gates)
        tried.update(chains.key(line, k) for k in range(len(chains.before)) if k not in found)
        if not found:
            break
        line = _applied(line, chains, found)
    return line


def _cuts(chains: _Chains, gates: Floats) -> dict[int, tuple[float, Floats]]:
    """Return for the chains that can be cut what that saves in metres and the vertices instead."""
    v, n = chains.v, len(chains.before)
    before, after = v[chains.before], v[chains.after]
    p, q = _along(before, v[chains.before + 1], CUTS[:, 0]), _along(after, v[chains.after - 1], CUTS[:, 1])
    gain = chains.way[:, None] - (angles(before[:, None], p) + angles(p, q) + angles(q, after[:, None])) * RADIUS_M
    single = chains.after - chains.before == 2
    worth = (gain > chains.least[:, None]) & (single[:, None] | (np.arange(len(CUTS)) < FEW))
    chain, cut = np.nonzero(worth)
    start, end = degrees(p[chain, cut]), degrees(q[chain, cut])
    seen = clear(start, end)
    if len(gates) and seen.any():
        seen[seen] = ~crosses_gates(start[seen], end[seen], gates)
    if seen.any():
        seen[seen] = _roomy(p[chain[seen], cut[seen]], q[chain[seen], cut[seen]], v[[0, -1]])
    score = np.full(worth.shape, -np.inf)
    score[chain[seen], cut[seen]] = gain[chain[seen], cut[seen]]
    best = score.argmax(axis=1)
    found: dict[int, tuple[float, Floats]] = {}
    for k in np.flatnonzero(np.isfinite(score[np.arange(n), best])).tolist():
        c = int(best[k])
        new = [x for x, part in ((p[k, c], CUTS[c, 0]), (q[k, c], CUTS[c, 1])) if part]
        found[k] = float(score[k, c]), degrees(np.array(new).reshape(-1, 3))
    return found


def _roomy(p: Floats, q: Floats, ends: Floats) -> NDArray[np.bool_]:
    """Tell which lines from p to q, rows of unit vectors, keep some way off land on both sides; near the ends of the track all do."""
    out = np.ones(len(p), dtype=bool)
    near = [(angles(x[:, None], ends[None]) * RADIUS_M).min(axis=1) < HARBOUR_M for x in (p, q)]
    test = np.flatnonzero(~near[0] & ~near[1])
    if len(test):
        side = np.cross(p[test], q[test])
        room = np.minimum(ROOM_M, ROOM_PART * angles(p[test], q[test]) * RADIUS_M)
        side *= (room / RADIUS_M)[:, None] / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-12)
        lines = [(degrees(p[test] + k * side), degrees(q[test] + k * side)) for k in (1, -1)]
        ok = clear(np.concatenate([a for a, _ in lines]), np.concatenate([b for _, b in lines]))
        out[test] = ok[: len(test)] & ok[len(test) :]
    return out


def _along(a: Floats, b: Floats, parts: Floats) -> Floats:
    """Return (n, k, 3) unit vectors at k parts of the great circles from a to b (n, 3)."""
    angle = np.maximum(angles(a, b), 1e-12)[:, None]
    mixed = np.sin((1 - parts) * angle)[:, :, None] * a[:, None] + np.sin(parts * angle)[:, :, None] * b[:, None]
    return np.asarray(mixed / np.linalg.norm(mixed, axis=2, keepdims=True))


def _applied(line: Floats, chains: _Chains, found: dict[int, tuple[float, Floats]]) -> Floats:
    """Return the line with the best cuts of those that touch no leg of each other."""
    chosen: list[int] = []
    for k in sorted(found, key=lambda k: (-found[k][0], k)):
        if all(chains.after[k] <= chains.before[j] or chains.before[k] >= chains.after[j] for j in chosen):
            chosen.append(k)
    parts, at = [], 0
    for k in sorted(chosen, key=lambda k: int(chains.before[k])):
        i, new = int(chains.before[k]), found[k][1]
        new[:, 0] = line[i, 0] + (new[:, 0] - line[i, 0] + 180.0) % 360.0 - 180.0
        parts += [line[at : i + 1], new]
        at = int(chains.after[k])
    return np.concatenate([*parts, line[at:]])
