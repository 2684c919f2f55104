# mypy: ignore-errors
# Compiled by numba, which infers its types from the first call.
"""Lines of sight over water, compiled: which corners see each other along great circles that only graze the land at both ends.

Positions are unit vectors of a sphere on which latitude and longitude are taken as they stand; the tracks are drawn the same way, so
that what was tested is what is drawn. Lengths are measured on the ellipsoid elsewhere.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CELL_DEG = 0.1
COLUMNS, ROWS = 3600, 1800
PIECE_RAD = 50.0 / 6371.0  # a great circle is tested in straight pieces of 50 km, as it is drawn
SLACK = 0.035  # sine of 2 degrees by which a line may miss being tangent


def arm_vectors(lonlat: Floats, arm: Floats) -> Floats:
    """Return (n, 3) tangent vectors for (n, 2) directions (east, north)."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    east = np.column_stack([-np.sin(lon), np.cos(lon), np.zeros_like(lon)])
    north = np.column_stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
    return np.ascontiguousarray(east * arm[:, :1] + north * arm[:, 1:])


class Walls:
    """Wall segments in a grid of cells, for compiled tests."""

    def __init__(self, segments: Floats) -> None:
        self.segments = np.ascontiguousarray(_within(segments))
        self.first, self.items = _binned(self.segments)

    def args(self) -> tuple[Any, Any, Any]:
        """Return what the compiled functions take."""
        return self.segments, self.first, self.items


def _within(segments: Floats) -> Floats:
    """Return the segments in [-180, 180], those that pass 180 degrees on both sides."""
    west = segments[np.minimum(segments[:, 0], segments[:, 2]) < -180.0] + [360.0, 0, 360.0, 0]
    east = segments[np.maximum(segments[:, 0], segments[:, 2]) > 180.0] - [360.0, 0, 360.0, 0]
    return np.concatenate([segments, west, east])


@njit(cache=False)
def _cover(segment, columns, rows):
    c0 = int(np.floor((min(segment[0], segment[2]) + 180.0) / CELL_DEG))
    c1 = int(np.floor((max(segment[0], segment[2]) + 180.0) / CELL_DEG))
    r0 = int(np.floor((min(segment[1], segment[3]) + 90.0) / CELL_DEG))
    r1 = int(np.floor((max(segment[1], segment[3]) + 90.0) / CELL_DEG))
    return max(c0, 0), min(c1, columns - 1), max(r0, 0), min(r1, rows - 1)


@njit(cache=False)
def _binned(segments):
    count = np.zeros(COLUMNS * ROWS + 1, np.int64)
    for i in range(len(segments)):
        c0, c1, r0, r1 = _cover(segments[i], COLUMNS, ROWS)
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                count[r * COLUMNS + c + 1] += 1
    first = np.cumsum(count)
    at = first[:-1].copy()
    items = np.empty(first[-1], np.int32)
    for i in range(len(segments)):
        c0, c1, r0, r1 = _cover(segments[i], COLUMNS, ROWS)
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                k = r * COLUMNS + c
                items[at[k]] = i
                at[k] += 1
    return first, items


@njit(cache=False)
def _cell_blocks(k, x0, y0, x1, y1, segments, first, items):
    for n in range(first[k], first[k + 1]):
        s = segments[items[n]]
        d1 = (x1 - x0) * (s[1] - y0) - (y1 - y0) * (s[0] - x0)
        d2 = (x1 - x0) * (s[3] - y0) - (y1 - y0) * (s[2] - x0)
        if (d1 > 0 and d2 > 0) or (d1 < 0 and d2 < 0):
            continue
        e1 = (s[2] - s[0]) * (y0 - s[1]) - (s[3] - s[1]) * (x0 - s[0])
        e2 = (s[2] - s[0]) * (y1 - s[1]) - (s[3] - s[1]) * (x1 - s[0])
        if (e1 > 0 and e2 > 0) or (e1 < 0 and e2 < 0):
            continue
        return True
    return False


@njit(cache=False)
def _piece_blocked(x0, y0, x1, y1, segments, first, items):
    """Walk the cells of a straight piece in lon lat that lies within [-180, 180]."""
    c = min(max(int(np.floor((x0 + 180.0) / CELL_DEG)), 0), COLUMNS - 1)
    r = min(max(int(np.floor((y0 + 90.0) / CELL_DEG)), 0), ROWS - 1)
    c_end = min(max(int(np.floor((x1 + 180.0) / CELL_DEG)), 0), COLUMNS - 1)
    r_end = min(max(int(np.floor((y1 + 90.0) / CELL_DEG)), 0), ROWS - 1)
    dx, dy = x1 - x0, y1 - y0
    sc = 1 if dx > 0 else -1
    sr = 1 if dy > 0 else -1
    big = 1e30
    tx = ((c + (1 if sc > 0 else 0)) * CELL_DEG - 180.0 - x0) / dx if dx != 0 else big
    ty = ((r + (1 if sr > 0 else 0)) * CELL_DEG - 90.0 - y0) / dy if dy != 0 else big
    sx = CELL_DEG / abs(dx) if dx != 0 else big
    sy = CELL_DEG / abs(dy) if dy != 0 else big
    for _ in range(abs(c_end - c) + abs(r_end - r) + 1):
        if _cell_blocks(r * COLUMNS + c, x0, y0, x1, y1, segments, first, items):
            return True
        if tx < ty:
            c += sc
            tx += sx
        else:
            r += sr
            ty += sy
        if c < 0 or c >= COLUMNS or r < 0 or r >= ROWS:
            break
    return False


@njit(cache=False)
def blocked(p, q, segments, first, items):
    """Tell whether the great circle between two unit vectors meets a wall."""
    dot = min(1.0, max(-1.0, p[0] * q[0] + p[1] * q[1] + p[2] * q[2]))
    cross = np.sqrt((p[1] * q[2] - p[2] * q[1]) ** 2 + (p[2] * q[0] - p[0] * q[2]) ** 2 + (p[0] * q[1] - p[1] * q[0]) ** 2)
    angle = np.arctan2(cross, dot)
    n = int(np.ceil(angle / PIECE_RAD))
    n = max(n, 1)
    lon0 = np.degrees(np.arctan2(p[1], p[0]))
    lat0 = np.degrees(np.arcsin(min(1.0, max(-1.0, p[2]))))
    for i in range(1, n + 1):
        t = i / n
        if angle > 1e-9:
            wp, wq = np.sin((1 - t) * angle) / cross, np.sin(t * angle) / cross
        else:
            wp, wq = 1 - t, t
        x = wp * p[0] + wq * q[0]
        y = wp * p[1] + wq * q[1]
        z = wp * p[2] + wq * q[2]
        lon1 = np.degrees(np.arctan2(y, x))
        lat1 = np.degrees(np.arctan2(z, np.sqrt(x * x + y * y)))
        step = lon1 - lon0
        if step > 180.0 or step < -180.0:
            shift = -360.0 if step > 180.0 else 360.0
            if _piece_blocked(lon0, lat0, lon1 + shift, lat1, segments, first, items):
                return True
            if _piece_blocked(lon0 - shift, lat0, lon1, lat1, segments, first, items):
                return True
        elif _piece_blocked(lon0, lat0, lon1, lat1, segments, first, items):
            return True
        lon0, lat0 = lon1, lat1
    return False


@njit(cache=False)
def _grazes(nx, ny, nz, size, a, b):
    s1 = nx * a[0] + ny * a[1] + nz * a[2]
    s2 = nx * b[0] + ny * b[1] + nz * b[2]
    slack = SLACK * size
    return s1 * s2 >= 0.0 or abs(s1) < slack or abs(s2) < slack


@njit(cache=False)
def tangents(u, ua, ub, ulat, v, va, vb, vlat, same, reach_rad, near_rad, segments, first, items):
    """Return the pairs (i of u, j of v) that see each other along a line tangent at both ends; both sorted by latitude.

    Within ``near_rad`` the line need not be tangent at j, a corner of a wider stand-off: this is how a track comes in to the coast.
    """
    rows = [(0, 0) for _ in range(0)]
    reach_deg = np.degrees(reach_rad)
    least = np.cos(min(reach_rad, np.pi))
    near = np.cos(near_rad)
    low = 0
    for i in range(len(u)):
        while low < len(v) and vlat[low] < ulat[i] - reach_deg:
            low += 1
        j = max(low, i + 1) if same else low
        p = u[i]
        while j < len(v) and vlat[j] <= ulat[i] + reach_deg:
            q = v[j]
            dot = p[0] * q[0] + p[1] * q[1] + p[2] * q[2]
            if dot >= least:
                nx, ny, nz = p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]
                size = np.sqrt(nx * nx + ny * ny + nz * nz)
                if (
                    size > 1e-9
                    and _grazes(nx, ny, nz, size, ua[i], ub[i])
                    and (dot > near or _grazes(nx, ny, nz, size, va[j], vb[j]))
                    and not blocked(p, q, segments, first, items)
                ):
                    rows.append((i, j))
            j += 1
    out = np.empty((len(rows), 2), np.int32)
    for k in range(len(rows)):
        out[k, 0], out[k, 1] = rows[k]
    return out


@njit(cache=False)
def sights(p, q, segments, first, items):
    """Tell for n pairs of unit vectors whether each line is clear."""
    out = np.empty(len(p), np.bool_)
    for i in range(len(p)):
        out[i] = not blocked(p[i], q[i], segments, first, items)
    return out


@njit(cache=False)
def _gates_met(x0, y0, x1, y1, gates):
    mask = np.uint64(0)
    for g in range(len(gates)):
        ax, ay, bx, by = gates[g, 0, 0], gates[g, 0, 1], gates[g, 1, 0], gates[g, 1, 1]
        if max(ay, by) < min(y0, y1) or min(ay, by) > max(y0, y1):
            continue
        shift = np.round((x0 - ax) / 360.0) * 360.0
        ax += shift
        bx += shift
        d1 = (x1 - x0) * (ay - y0) - (y1 - y0) * (ax - x0)
        d2 = (x1 - x0) * (by - y0) - (y1 - y0) * (bx - x0)
        e1 = (bx - ax) * (y0 - ay) - (by - ay) * (x0 - ax)
        e2 = (bx - ax) * (y1 - ay) - (by - ay) * (x1 - ax)
        if d1 * d2 <= 0 and e1 * e2 <= 0:
            mask |= np.uint64(1) << np.uint64(g)
    return mask


@njit(cache=False)
def crossings(p, q, gates):
    """Return for n great circles a bit for each gate (g, 2, 2) of lon lat that they cross."""
    out = np.zeros(len(p), np.uint64)
    for i in range(len(p)):
        dot = p[i, 0] * q[i, 0] + p[i, 1] * q[i, 1] + p[i, 2] * q[i, 2]
        angle = np.arccos(min(1.0, max(-1.0, dot)))
        n = max(1, int(np.ceil(angle / PIECE_RAD)))
        lon0 = np.degrees(np.arctan2(p[i, 1], p[i, 0]))
        lat0 = np.degrees(np.arcsin(p[i, 2]))
        for k in range(1, n + 1):
            t = k / n
            wp, wq = 1 - t, t
            if angle > 1e-7:
                wp, wq = np.sin((1 - t) * angle), np.sin(t * angle)
            x, y, z = wp * p[i, 0] + wq * q[i, 0], wp * p[i, 1] + wq * q[i, 1], wp * p[i, 2] + wq * q[i, 2]
            lon1 = np.degrees(np.arctan2(y, x))
            lat1 = np.degrees(np.arctan2(z, np.sqrt(x * x + y * y)))
            lon1 += np.round((lon0 - lon1) / 360.0) * 360.0
            out[i] |= _gates_met(lon0, lat0, lon1, lat1, gates)
            lon0, lat0 = lon1, lat1
    return out


@njit(cache=False)
def departures(u, ulat, v, va, vb, vlat, skip, reach_rad, sectors, segments, first, items):
    """Return for every i of u the nearest j of v in each sector that it sees along a line that grazes the land at j alone.

    From a straight shore or out of a bay a ship stands out to sea without rounding anything; ``skip`` is the index in v of u's first
    row where both are the same list, or far off.
    """
    rows = [(0, 0) for _ in range(0)]
    reach_deg = np.degrees(reach_rad)
    least = np.cos(reach_rad)
    low = 0
    for i in range(len(u)):
        while low < len(v) and vlat[low] < ulat[i] - reach_deg:
            low += 1
        p = u[i]
        size0 = np.sqrt(p[0] * p[0] + p[1] * p[1]) + 1e-12
        found = np.empty(0, np.int64)
        near = [0 for _ in range(0)]
        dots = [0.0 for _ in range(0)]
        j = low
        while j < len(v) and vlat[j] <= ulat[i] + reach_deg:
            q = v[j]
            dot = p[0] * q[0] + p[1] * q[1] + p[2] * q[2]
            if dot >= least and not (skip and j == i):
                nx, ny, nz = p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]
                size = np.sqrt(nx * nx + ny * ny + nz * nz)
                if size > 1e-9 and _grazes(nx, ny, nz, size, va[j], vb[j]):
                    near.append(j)
                    dots.append(-dot)
            j += 1
        if len(near) == 0:
            continue
        found = np.argsort(np.array(dots))
        full = np.zeros(sectors, np.bool_)
        tests = 0
        for k in found:
            q = v[near[k]]
            east = (-p[1] * q[0] + p[0] * q[1]) / size0
            north = (q[2] - p[2] * (p[0] * q[0] + p[1] * q[1] + p[2] * q[2])) / size0
            s = int((np.arctan2(east, north) / (2 * np.pi) + 1.0) * sectors) % sectors
            if full[s]:
                continue
            tests += 1
            if tests > 60:
                break
            if not blocked(p, q, segments, first, items):
                full[s] = True
                rows.append((i, near[k]))
    out = np.empty((len(rows), 2), np.int32)
    for k in range(len(rows)):
        out[k, 0], out[k, 1] = rows[k]
    return out
