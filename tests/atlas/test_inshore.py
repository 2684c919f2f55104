"""The distance of raster cells to land is exact."""

from __future__ import annotations

import numpy as np
import pytest

from routes.atlas.inshore import off_land


@pytest.mark.parametrize(("shape", "share"), [((23, 31), 0.98), ((31, 7), 0.5), ((1, 12), 0.7), ((12, 1), 0.7), ((20, 20), 0.995)])
def test_it_is_the_least_of_all_distances(shape: tuple[int, int], share: float) -> None:
    water = np.random.default_rng(5).random(shape) < share
    water[0, 0] = False
    row, column = np.nonzero(~water)
    rows, columns = np.indices(shape)
    expected = np.hypot(rows[:, :, None] - row, columns[:, :, None] - column).min(axis=2)
    assert off_land(water) == pytest.approx(expected, abs=1e-12)


def test_water_alone_is_infinitely_far_off() -> None:
    assert np.isinf(off_land(np.ones((4, 5), dtype=bool))).all()
