"""The same page in Firefox, driven over Marionette, the protocol that Firefox itself speaks."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from drawn_runs import TEXT, sample

pytestmark = pytest.mark.browser
FIREFOX = os.environ.get("ROUTES_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
# Nothing of Firefox's own goes out: every request but those for files meets a closed port.
PREFERENCES = {
    "marionette.port": 0, "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9, "app.update.enabled": False, "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False, "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.prefersReducedMotion": 1, "intl.accept_languages": "en",
}  # fmt: skip


class Firefox:
    """A window of Firefox: open a page, run a script in it, press a key, read the console."""

    def __init__(self, folder: Path) -> None:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (folder / "user.js").write_text("\n".join(lines), "utf-8")
        command = [str(FIREFOX), "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", str(folder)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env={**os.environ, "HOME": str(folder)}, **quiet)
        port = folder / "MarionetteActivePort"
        for _ in range(600):
            if port.exists() and port.read_text().strip():
                break
            time.sleep(0.1)
        self.line = socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=60)
        self.count = 0
        self._message()  # the greeting
        self("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})

    def __call__(self, command: str, **parameters: Any) -> Any:
        self.count += 1
        body = json.dumps([0, self.count, command, parameters])
        self.line.sendall(f"{len(body.encode())}:{body}".encode())
        _, _, error, result = self._message()
        assert error is None, error
        return result

    def _message(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self.line.recv(1)
        body = b""
        while len(body) < int(size[:-1]):
            body += self.line.recv(65536)
        return json.loads(body)

    def run(self, script: str) -> Any:
        return self("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def press(self, key: str) -> None:
        steps = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": steps}])

    def console(self, address: str) -> list[str]:
        """Return what was said about a page: errors, warnings, refusals of its policy."""
        self("Marionette:SetContext", value="chrome")
        script = """return Services.console.getMessageArray().filter((m) => m instanceof Ci.nsIScriptError)
            .map((m) => [m.sourceName, m.errorMessage]);"""
        said = self.run(script)
        self("Marionette:SetContext", value="content")
        return [message for source, message in said if source.startswith(address)]

    def close(self) -> None:
        self.line.close()
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if FIREFOX is None:
        pytest.skip("Firefox is not installed: set ROUTES_FIREFOX to its path")
    window = Firefox(tmp_path_factory.mktemp("profile"))
    yield window
    window.close()


def test_the_page_opens_and_is_silent(firefox: Firefox, drawn: Callable[..., Path]) -> None:
    address = drawn(sample(), "sample").as_uri()
    firefox("WebDriver:Navigate", url=address)
    assert firefox.run("return document.querySelectorAll('path.leg-line').length") >= 5
    assert firefox.run("return document.documentElement.scrollWidth <= innerWidth")
    pixels = "document.querySelector('canvas.ground').getContext('2d').getImageData(0, 0, 300, 300).data"
    assert firefox.run(f"return new Set({pixels}).size") > 3  # land and water, not an empty canvas
    assert firefox.run("return performance.getEntriesByType('resource').length") == 0
    assert firefox.console(address) == []


def test_keys_step_through_the_story(firefox: Firefox, drawn: Callable[..., Path]) -> None:
    firefox("WebDriver:Navigate", url=drawn(sample(), "sample").as_uri())
    for _ in range(4):
        firefox.press("\ue014")  # arrow right
    assert firefox.run("return document.querySelector('.step-name').textContent") == "Los Angeles → Houston · by rail"
    lit = "return [...document.querySelectorAll('#report .mark.lit')].map((n) => n.textContent).join('')"
    assert firefox.run(lit) == TEXT.splitlines()[3]
    firefox.press("\ue00c")  # escape
    assert firefox.run("return document.querySelectorAll('.chosen').length") == 0


def test_a_click_on_a_claim_draws_its_line(firefox: Firefox, drawn: Callable[..., Path]) -> None:
    address = drawn(sample(), "sample").as_uri()
    firefox("WebDriver:Navigate", url=address)
    found = firefox("WebDriver:FindElement", using="css selector", value='#claims [data-show="claim:c3"]')["value"]
    firefox("WebDriver:ElementClick", id=next(iter(found.values())))
    assert firefox.run("return document.querySelectorAll('path.claim-line.lit').length") == 1
    assert firefox.run("return document.querySelector('.card.chosen').dataset.ref") == "claim:c3"
    assert firefox.run("return location.hash").endswith("show=claim%3Ac3")
    assert firefox.console(address) == []


def test_words_that_look_like_code_run_nothing(firefox: Firefox, drawn: Callable[..., Path]) -> None:
    from drawn_runs import hostile

    payload = "</script><img src=x onerror='window.hit=1'>{{7*7}}${window.hit=1}"
    firefox("WebDriver:Navigate", url=drawn(hostile(payload), "hostile-firefox", "en").as_uri())
    assert firefox.run("return document.querySelector('h1').textContent") == payload
    assert firefox.run("return window.hit ?? null") is None
    assert firefox.run("return document.images.length") == 0
