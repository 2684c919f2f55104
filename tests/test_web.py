"""The HTTP client: nothing of this machine or its network is reached, and every answer ends within the limits."""

import gzip
import ipaddress
import socket
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from servers import Server, drip, redirect, send, serving

from routes import web
from routes.errors import FetchError
from routes.reports.reader import read

HOSTS = [
    "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "0177.1",
    "017700000001",
    "0", "0.0.0.0", "localhost", "localhost.", "LOCALHOST", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[2002:7f00:0001::1]", "[fe80::1]", "[fc00::1]",
    "[fd00:ec2::254]", "169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]", "100.100.100.200", "192.168.0.1",
    "192.168.1.1", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "100.64.0.1", "198.18.0.1", "192.0.0.1", "192.0.2.1",
    "203.0.113.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "[ff02::1]", "[2001:db8::1]", "[fec0::1]", "[100::1]",
    "１２７.0.0.1", "①②⑦.0.0.1",
]  # fmt: skip
INNER = (
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "169.254.169.254",
    "192.168.0.1",
    "172.16.5.4",
    "100.100.100.200",
    "192.0.0.192",
)


def spellings(address: str) -> list[str]:
    """Return the ways in which the address of this machine or its network is written, plain and inside other ones."""
    number = int(ipaddress.IPv4Address(address))
    a, b, c, d = address.split(".")
    high, low = number >> 16, number & 0xFFFF
    plain = [
        address,
        str(number),
        hex(number),
        f"0{number:o}",
        f"0{int(a):o}.0{int(b):o}.0{int(c):o}.0{int(d):o}",
        f"{int(a):#x}.{b}.{c}.{d}",
    ]
    plain += [
        f"{a}.{(int(b) << 16) | low}",
        f"{a}.{b}.{low}",
        f"{int(a):#x}.{int(b):#x}.{low:#x}",
        f"000{int(a):o}.{b}.{c}.{d}",
        f"{address}.",
    ]
    inside = [f"[::ffff:{address}]", f"[::ffff:{high:x}:{low:x}]", f"[::{address}]", f"[64:ff9b::{address}]", f"[64:ff9b:1::{address}]"]
    inside += [
        f"[2002:{high:x}:{low:x}::1]",
        f"[2001:0:{high:x}:{low:x}:0:0:{high ^ 0xFFFF:x}:{low ^ 0xFFFF:x}]",
        f"[0:0:0:0:0:FFFF:{address}]",
    ]
    return plain + inside


SCHEMES = ["file", "ftp", "gopher", "dict", "ldap", "jar", "ws", "sftp", "tftp", "data", "javascript", "netdoc", "HTTPX", "unix"]


@pytest.fixture
def canary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that nothing may reach; names are looked up without asking anybody."""
    ask = socket.getaddrinfo

    def numeric(host: Any, *words: Any, **named: Any) -> Any:
        if str(host).rstrip(".").lower() == "localhost":
            host = "127.0.0.1"
        return ask(host, *words, **{**named, "flags": 0 if str(host)[:1].isdigit() or ":" in str(host) else socket.AI_NUMERICHOST})

    monkeypatch.setattr(socket, "getaddrinfo", numeric)
    with serving(lambda to: send(to, b"secret")) as server:
        yield server


def variants(port: int) -> list[str]:
    plain = [f"http://{host}:{port}/" for host in dict.fromkeys([*HOSTS, *(s for inner in INNER for s in spellings(inner))])] + [
        f"https://{host}:{port}/" for host in HOSTS[:12]
    ]
    odd = [f"http://example.org@127.0.0.1:{port}/", f"http://127.0.0.1:{port}#@example.org/", f"http://127.0.0.1:{port}\\@example.org/"]
    odd += [f"http://user:pw@127.0.0.1:{port}/", f"http:// 127.0.0.1:{port}/", f"http://127.0.0.1:{port}%20/", f"HTTP://127.0.0.1:{port}/"]
    odd += [
        f"http://127.0.0.1%00.example.org:{port}/",
        f"http://127。0。0。1:{port}/",
        f"http://[::1%25lo]:{port}/",
        "http://:80/",
        "http:///x",
    ]
    return plain + odd + [f"{scheme}://127.0.0.1:{port}/etc/passwd" for scheme in SCHEMES]


def test_nothing_of_this_machine_is_reached(canary: Server) -> None:
    urls = variants(canary.port)
    assert len(urls) >= 200
    for url in urls:
        with pytest.raises(FetchError) as caught:
            web.get(url, most_s=2.0)
        assert str(caught.value).endswith(".") and "\n" not in str(caught.value), url
    assert canary.asked == []


def test_no_redirect_leads_to_this_machine(canary: Server) -> None:
    wanted: list[str] = []
    with serving(lambda to: redirect(to, wanted[-1])) as door:
        for url in variants(canary.port):
            wanted.append(url)
            if url.startswith("http:///") or "\\" in url:
                continue  # read as a path of the door's own host
            with pytest.raises(FetchError):
                web.get(door.url, trusted=frozenset({door.host}), most_s=2.0)
    assert canary.asked == []


def test_a_name_that_resolves_anew_leads_nowhere(canary: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [[("93.184.216.34", canary.port), ("127.0.0.1", canary.port)], [("127.0.0.1", canary.port)]]

    def rebinding(*_: Any, **__: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", a) for a in (answers.pop(0) if len(answers) > 1 else answers[0])]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    for _ in range(3):
        with pytest.raises(FetchError, match=r"127\.0\.0\.1 is not an address of the open Internet"):
            web.get(f"http://rebind.example:{canary.port}/")
    assert canary.asked == []


@given(st.ip_addresses())
def test_wrapped_addresses_are_judged_by_what_they_wrap(address: web.Address) -> None:
    if isinstance(address, ipaddress.IPv4Address):
        for wrapped in (f"::ffff:{address}", f"64:ff9b::{address}"):
            assert web.public(ipaddress.ip_address(wrapped)) == web.public(address)
    assert not (web.public(address) and (address.is_private or address.is_loopback or address.is_link_local or address.is_multicast))


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what is not about addresses: this machine counts as the open Internet."""
    monkeypatch.setattr(web, "public", lambda address: True)


@pytest.mark.usefixtures("trusting")
def test_an_address_is_a_report() -> None:
    page = "<html><head><title>Ships</title></head><body><p>A ship left Odesa for Varna – at night.</p></body></html>"
    with serving(lambda to: send(to, page.encode("cp1252"), "text/html; charset=windows-1252")) as server:
        report = read(f"{server.url}/news/ships?id=1#top")
    assert report.text == "Ships\n\nA ship left Odesa for Varna – at night."
    assert report.source == f"{server.url}/news/ships?id=1"
    assert server.asked == ["/news/ships?id=1"] and server.agents[0].startswith("report-routes")


@pytest.mark.usefixtures("trusting")
def test_redirects_are_followed_five_times() -> None:
    def hop(to: BaseHTTPRequestHandler) -> None:
        n = int(to.path[1:])
        redirect(to, f"/{n - 1}") if n else send(to, b"there", "text/plain")

    with serving(hop) as server:
        assert web.get(f"{server.url}/5").content == b"there"
        with pytest.raises(FetchError, match="redirects more than 5 times"):
            web.get(f"{server.url}/6")


def _answers() -> dict[str, tuple[Any, str]]:
    def promise(to: BaseHTTPRequestHandler) -> None:
        send(to, b"half", **{"Content-Length": "100"})
        to.close_connection = True

    def silent(_: BaseHTTPRequestHandler) -> None:
        time.sleep(3)

    def headers(to: BaseHTTPRequestHandler) -> None:
        for _ in range(100):
            to.wfile.write(b"HTTP/1.0 200 OK"[:1])
            to.wfile.flush()
            time.sleep(0.05)

    return {
        "large": (lambda to: send(to, b"x" * 11_000_000), "is larger than 10 MB"),
        "gzip bomb": (lambda to: send(to, gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), "is larger than 10 MB"),
        "deflate bomb": (lambda to: send(to, zlib.compress(bytes(50_000_000)), Content_Encoding="deflate"), "is larger than 10 MB"),
        "half a gzip": (lambda to: send(to, gzip.compress(b"words " * 9000)[:60], Content_Encoding="gzip"), "truncated"),
        "no gzip": (lambda to: send(to, b"plain", Content_Encoding="gzip"), "cannot be fetched"),
        "brotli": (lambda to: send(to, b"plain", Content_Encoding="br"), "is compressed by 'br'"),
        "cut": (promise, "cannot be fetched|truncated"),
        "silent": (silent, "did not answer in time"),
        "dripping": (drip, "did not answer in time|truncated"),
        "dripping headers": (headers, "did not answer in time"),
        "no HTTP": (lambda to: to.wfile.write(b"SSH-2.0\r\n\r\n"), "cannot be fetched"),
    }


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("name", _answers())
def test_every_bad_answer_ends_in_one_sentence(name: str) -> None:
    answer, message = _answers()[name]
    with serving(answer) as server, pytest.raises(FetchError, match=message) as caught:
        web.get(server.url, most_s=1.0 if name in ("silent", "dripping", "dripping headers") else 20.0)
    assert "\n" not in str(caught.value)
