"""Workers of one run share the tracks that they lay."""

from pathlib import Path

import pytest

from routes import networks
from routes.errors import NoTrack
from routes.networks.shared import FOLDER


def test_a_track_that_another_worker_laid_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odesa, varna, kharkiv, belgorod = (30.75, 46.48), (27.93, 43.2), (36.23, 49.99), (36.58, 50.6)

    def lay() -> list[object]:
        networks._laid.cache_clear()
        return [networks.track(odesa, varna, mode="sea"), networks.track(kharkiv, belgorod, mode="rail", date="2023-05-01")]

    alone = lay()
    monkeypatch.setenv(FOLDER, str(tmp_path))
    assert lay() == alone
    assert len(list(tmp_path.rglob("*.json"))) == 2
    monkeypatch.setattr(networks, "_traced", None)
    assert lay() == alone
    with pytest.raises(TypeError):
        networks.track(varna, odesa, mode="sea")


def test_the_reason_why_there_is_none_is_shared_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    for _ in range(2):
        networks._laid.cache_clear()
        with pytest.raises(NoTrack, match="No railway"):
            networks.track((-0.1, 51.5), (-74.0, 40.7), mode="rail")
    networks._laid.cache_clear()
