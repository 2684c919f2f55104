"""Degrees as the embedded networks keep them: whole thousandths, which take half the memory of the numbers that they stand for."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Degrees:
    """An array of degrees, kept in thousandths and given out as float64."""

    __slots__ = ("thousandths",)

    def __init__(self, thousandths: NDArray[np.int32]) -> None:
        self.thousandths = thousandths

    def __len__(self) -> int:
        return len(self.thousandths)

    def __getitem__(self, index: Any) -> Any:
        return self.thousandths[index] / 1000.0

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Floats:
        return np.asarray(self.thousandths / 1000.0, dtype=dtype)


def extremes(of: np.ufunc, degrees: Degrees | Floats, first: NDArray[Any]) -> Degrees | Floats:
    """Return the least (``np.minimum``) or greatest (``np.maximum``) of each run of an array; the runs start at ``first``."""
    if isinstance(degrees, Degrees):
        return Degrees(of.reduceat(degrees.thousandths, first))
    return np.asarray(of.reduceat(degrees, first))
