"""Letters on a picture: measuring, wrapping, and finding a free spot for a name.

Everything is in points (1/72 inch) with y upwards. Only the fonts inside matplotlib are used, so the same picture comes
out on every machine.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]  # x0, y0, x1, y1

SANS, BOLD, SERIF = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSerif-Italic.ttf"
_ASCENT, _DESCENT = 0.78, 0.24  # parts of the size that letters of the DejaVu fonts take up
_CELL = 2.0


@cache
def _face(font: str) -> Any:
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(Path(get_data_path()) / "fonts" / "ttf" / font))


@cache
def properties(font: str, size: float) -> Any:
    """Return what matplotlib takes for a font: the file itself, never a search among the fonts of the machine."""
    from matplotlib import get_data_path
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(Path(get_data_path()) / "fonts" / "ttf" / font), size=size)


@cache
def _advance(letter: str, font: str) -> float:
    """Return the width of a letter as a part of the size, unhinted."""
    from matplotlib.ft2font import LoadFlags

    face = _face(font)
    face.set_size(100, 72)
    return float(face.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536.0 / 100.0)


@cache
def width(text: str, font: str, size: float) -> float:
    """Return the width of a line of text."""
    return sum(_advance(letter, font) for letter in text) * size


def has_letters(text: str, font: str = SANS) -> bool:
    """Tell whether the font has every letter of a text."""
    face = _face(font)
    return all(face.get_char_index(ord(c)) for c in text if not c.isspace())


def legible(text: str, font: str = SANS) -> str:
    """Return a text on one line that the font can write: other letters become a box, control characters a space."""
    face = _face(font)
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs", "Cn") else c for c in text)
    return " ".join(
        "".join(c if c.isspace() or face.get_char_index(ord(c)) or unicodedata.category(c) == "Cf" else "□" for c in plain).split()
    )


def wrapped(text: str, font: str, size: float, most: float, lines: int) -> list[str]:
    """Return a text broken into lines no wider than ``most``, the last one ending in "…" when there would be more."""
    out: list[str] = []
    words = [piece for word in legible(text, font).split(" ") for piece in _broken(word, font, size, most)]
    while words and len(out) < lines:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", font, size) <= most:
            line = f"{line} {words.pop(0)}"
        out.append(line)
    if words and out:
        last = out[-1]
        while last and width(last + "…", font, size) > most:
            last = last[:-1]
        out[-1] = last.rstrip(" ,;:.–-") + "…"
    return out


def _broken(word: str, font: str, size: float, most: float) -> list[str]:
    """Return a word in pieces that fit."""
    if width(word, font, size) <= most:
        return [word]
    n = max(1, int(len(word) * most / width(word, font, size) * 0.9))
    return [word[i : i + n] for i in range(0, min(len(word), 40 * n), n)]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line of text goes: its box, and the left end of its baseline."""

    box: Box
    x: float
    y: float
    cost: float


class Sheet:
    """What is taken on the map, in cells of two points."""

    def __init__(self, width_pt: float, height_pt: float) -> None:
        self.width, self.height = width_pt, height_pt
        self.grid = np.zeros((int(height_pt / _CELL) + 1, int(width_pt / _CELL) + 1), np.float32)

    def _cells(self, box: Box) -> tuple[slice, slice]:
        x0, y0, x1, y1 = (max(0, int(v / _CELL)) for v in box)
        return slice(y0, y1 + 1), slice(x0, x1 + 1)

    def cost(self, box: Box) -> float:
        """Return how much a box would cover, infinite when it leaves the sheet."""
        if box[0] < 3 or box[1] < 3 or box[2] > self.width - 3 or box[3] > self.height - 3:
            return float("inf")
        return float(self.grid[self._cells(box)].sum())

    def take(self, box: Box, weight: float = 50.0) -> None:
        """Mark a box as taken."""
        cells = self._cells(box)
        self.grid[cells] = np.maximum(self.grid[cells], weight)

    def trace(self, xy: Floats, weight: float = 3.0) -> None:
        """Mark the cells that a line passes."""
        line = xy[np.isfinite(xy).all(axis=1)]
        if len(line) < 2:
            return
        gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        at = np.arange(0.0, min(gone[-1], 50_000.0), _CELL / 2)
        x, y = np.interp(at, gone, line[:, 0]), np.interp(at, gone, line[:, 1])
        inside = (x >= 0) & (y >= 0) & (x < self.width) & (y < self.height)
        cells = (y[inside] / _CELL).astype(int), (x[inside] / _CELL).astype(int)
        self.grid[cells] = np.maximum(self.grid[cells], weight)

    def beside(self, x: float, y: float, text: str, font: str, size: float, gap: float) -> Spot | None:
        """Return the best spot for a name around a point, None when every one leaves the sheet."""
        w, up, down = width(text, font, size), size * _ASCENT, size * _DESCENT
        rise, slant = (up - down) / 2, gap * 0.72
        choices = (
            (x + gap, y - rise), (x - gap - w, y - rise), (x + slant, y + slant), (x + slant, y - slant - up + down),
            (x - slant - w, y + slant), (x - slant - w, y - slant - up + down), (x - w / 2, y + gap + down), (x - w / 2, y - gap - up),
        )  # fmt: skip
        best: Spot | None = None
        for order, (left, base) in enumerate(choices):
            box = (left - 1, base - down, left + w + 1, base + up)
            cost = self.cost(box) + 0.6 * order
            if cost < (best.cost if best else float("inf")):
                best = Spot(box, left, base, cost)
        return best

    def over(self, x: float, y: float, text: str, font: str, size: float) -> Spot:
        """Return the spot of a name whose middle lies on a point."""
        w, up, down = width(text, font, size), size * _ASCENT, size * _DESCENT
        box = (x - w / 2 - 2, y - (up + down) / 2, x + w / 2 + 2, y + (up + down) / 2)
        return Spot(box, x - w / 2, y - (up - down) / 2, self.cost(box))
