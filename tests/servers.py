"""Servers on this machine that behave as told, for what fetches from the network."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Server:
    """What a running server was asked for, and where it is."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Server]:
    known = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            known.at.append(time.monotonic())
            known.agents.append(self.headers.get("User-Agent", ""))
            try:
                answer(self)
            except (BrokenPipeError, ConnectionError):
                self.close_connection = True

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()


def send(to: BaseHTTPRequestHandler, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
    to.send_response(status)
    to.send_header("Content-Type", kind)
    for name, value in ({"Content-Length": str(len(body))} | headers).items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()
    to.wfile.write(body)


def redirect(to: BaseHTTPRequestHandler, where: str) -> None:
    send(to, b"", status=302, Location=where)


def drip(to: BaseHTTPRequestHandler, seconds: float = 30.0) -> None:
    """Send a byte now and then."""
    to.send_response(200)
    to.send_header("Content-Type", "text/html")
    to.end_headers()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        to.wfile.write(b"a")
        to.wfile.flush()
        time.sleep(0.05)
