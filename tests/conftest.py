"""No test reaches the network: a connection to anything but this machine fails loudly."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine fails no test
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
LOCAL = {"127.0.0.1", "::1", "localhost", ""}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in LOCAL:
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(scope="session", autouse=True)
def no_own_data(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a developer added to the atlas changes no test, in this process or in those that it starts."""
    os.environ["ROUTES_DATA"] = str(tmp_path_factory.mktemp("no-own-data"))
    os.environ["ROUTES_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def article(seeds: Path) -> Path:
    """The French report that the README maps."""
    return seeds / "arms-najin-tikhoretsk-fr.txt"
