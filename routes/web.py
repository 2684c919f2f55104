"""The one HTTP client: it reaches public addresses only, and ends within its limits whatever the other side does.

The address is checked where the connection is made, on every hop, so that a name that resolves anew to another address, a
redirect, or an odd spelling of a local address leads nowhere. A watchdog shuts the socket at the deadline: a server that
sends a byte now and then holds nobody up.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from routes.errors import FetchError

if TYPE_CHECKING:
    import http.client  # with ssl, loaded where something is fetched: a report from a file should not wait for it

MOST_BYTES = 10_000_000
MOST_HOPS = 5
MOST_S = 20.0
_AGENT = "report-routes"
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The registries of special addresses (IANA) as Python knows them lack some, by version: the whole of 192.0.0.0/24 (one cloud's
# metadata), the relays of 6to4, and all that is not global unicast of version 6 (site-local, other ranges for NAT64).
_SPECIAL = (ipaddress.IPv4Network("192.0.0.0/24"), ipaddress.IPv4Network("192.88.99.0/24"))
_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the address that it came from in the end, status, media type, encoding and bytes."""

    url: str
    status: int
    media_type: str
    charset: str
    headers: Mapping[str, str]
    content: bytes


def is_address(source: str) -> bool:
    """Tell whether a source is an address of the web and not a file's name."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]{1,30}://", source) is not None


def public(address: Address) -> bool:
    """Tell whether an address is one of the open Internet, also where it wraps another one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return public(inner)
        if address not in _UNICAST:
            return False
    elif any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback)


def get(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    most_bytes: int = MOST_BYTES,
    most_hops: int = MOST_HOPS,
    most_s: float = MOST_S,
    trusted: frozenset[str] = frozenset(),
) -> Answer:
    """Fetch an address.

    Parameters
    ----------
    url
        http or https.
    headers
        Sent to the first host only, beside those of the client.
    most_bytes, most_hops, most_s
        Limits: of the content as it comes out of any compression, of redirects, and of seconds for everything together.
    trusted
        "host:port" of servers of one's own that may be reached although their addresses are not public.

    Raises
    ------
    FetchError
        When the address is not allowed, a limit is passed, or the server cannot be reached. Any status is an answer.
    """
    deadline = time.monotonic() + most_s
    sent = dict(headers or {})
    for _ in range(most_hops + 1):
        parts = _parts(url)
        answer = _once(parts, sent, most_bytes, deadline, trusted)
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return answer
        url = urljoin(url, answer.headers["location"])
        sent = {}
    raise FetchError(f"{_shown(url)} was not reached: it redirects more than {most_hops} times.")


def _parts(url: str) -> SplitResult:
    """Return the parts of an address that may be asked for."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError as error:
        raise FetchError(f"{_shown(url)} is not an address of the web ({error}).") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise FetchError(f"{_shown(url)} is not an address that is fetched; use one that begins with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{_shown(url)} holds a user name; addresses are fetched without one.")
    return parts


def _shown(url: str) -> str:
    """Return an address for messages: without user name and password, not longer than a line."""
    bare = re.sub(r"//[^/?#]{0,2000}@", "//", url)
    return bare if len(bare) <= 200 else bare[:200] + "…"


def _once(parts: SplitResult, headers: dict[str, str], most_bytes: int, deadline: float, trusted: frozenset[str]) -> Answer:
    import http.client
    import zlib

    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    shown = _shown(parts.geturl())
    try:
        with _connected(parts.scheme, host, port, deadline, trusted) as connection:
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
                f"?{quote(parts.query, safe='/%:@!$&()*+,;=?~')}" if parts.query else ""
            )
            connection.request(
                "GET", target, headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}
            )
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            content = b"" if response.status in _REDIRECTS else _content(response, found, most_bytes, shown)
            if time.monotonic() >= deadline:  # where no length was promised, the watchdog's cut looks like the end
                raise TimeoutError("cut off")
            kind, charset = response.headers.get_content_type(), response.headers.get_content_charset() or ""
            return Answer(parts.geturl(), response.status, kind, charset, found, content)
    except FetchError:
        raise
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if time.monotonic() >= deadline - 0.05:
            raise FetchError(f"{shown} did not answer in time.") from error
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise FetchError(f"{shown} cannot be fetched: {' '.join(str(reason).split())[:200]}.") from error


@contextmanager
def _connected(scheme: str, host: str, port: int, deadline: float, trusted: frozenset[str]) -> Iterator[http.client.HTTPConnection]:
    """Connect to a host whose address is public, and cut the connection at the deadline."""
    import http.client
    import ssl

    raw = _socket(host, port, deadline, trusted)
    cutter = raw.dup()
    watchdog = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, (cutter,))
    watchdog.daemon = True
    watchdog.start()
    connection = http.client.HTTPConnection(host, port)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if scheme == "https" else raw
        yield connection
    finally:
        watchdog.cancel()
        connection.close()
        raw.close()
        cutter.close()


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _socket(host: str, port: int, deadline: float, trusted: frozenset[str]) -> socket.socket:
    """Connect to the first address of a host that answers; all have to be public, since which one answers is the other side's choice."""
    own = f"{host}:{port}" in trusted
    found = _resolved(host, port, deadline)
    for *_, (number, *_) in found:
        if not own and not public(ipaddress.ip_address(number.partition("%")[0])):
            raise FetchError(f"{host} is not fetched: {number} is not an address of the open Internet.")
    last: OSError | None = None
    for family, kind, protocol, _, address in found:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(max(0.05, deadline - time.monotonic()))
            sock.connect(address)
            return sock
        except OSError as error:
            sock.close()
            last = error
    raise last or OSError("no address")


def _resolved(host: str, port: int, deadline: float) -> list[tuple[int, int, int, str, tuple[str, int]]]:
    """Return the addresses of a host, in a thread that is left behind when the system's resolver hangs."""
    found: list[tuple[int, int, int, str, tuple[str, int]]] = []
    wrong: list[Exception] = []

    def look() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))  # type: ignore[arg-type]
        except (OSError, UnicodeError, ValueError) as error:
            wrong.append(error)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(max(0.05, deadline - time.monotonic()))
    if wrong:
        raise FetchError(f"{host} is not known; check the address and the connection.") from wrong[0]
    if not found:
        raise FetchError(f"{host} could not be looked up in time.")
    return found


def _content(response: http.client.HTTPResponse, headers: Mapping[str, str], most: int, shown: str) -> bytes:
    """Read a content of limited size, also after its compression."""
    import zlib

    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{shown} is compressed by {coding[:40]!r}, which is not read.")
    expand: Callable[[bytes, int], bytes] | None = None
    unpacker = None
    if coding not in ("", "identity"):
        unpacker = zlib.decompressobj(wbits=47 if "gzip" in coding else zlib.MAX_WBITS)
        expand = unpacker.decompress
    out = bytearray()
    while piece := response.read1(65536):
        while piece:
            out += expand(piece, most + 1 - len(out)) if expand else piece
            piece = unpacker.unconsumed_tail if unpacker else b""
            if len(out) > most:
                raise FetchError(f"{shown} is larger than {most / 1e6:g} MB.")
    if response.length:  # the server promised more
        raise FetchError(f"{shown} was cut off, so its text would be truncated; try again.")
    if unpacker and not unpacker.eof:
        raise FetchError(f"{shown} was cut off, so its text would be truncated; try again.")
    return bytes(out)
