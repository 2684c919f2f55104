"""Online geocoders against a server of this machine that speaks Nominatim's protocol, well and badly."""

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from servers import Server, drip, redirect, send, serving

from routes import pipeline
from routes.errors import UnknownValue
from routes.gazetteers import online, turns
from routes.model import Report
from routes.runs import describe
from routes.settings import Settings

TEXT = "On 3 May 2024 a ship sailed from Odesa to Qwertyhafen with grain. Qwertyhafen lies 300 km from Odesa.\n"
NEAR = {
    "osm_type": "node", "osm_id": 77, "lat": "44.17", "lon": "28.65", "category": "place", "type": "town", "name": "Qwertyhafen",
    "display_name": "Qwertyhafen, Romania", "address": {"country_code": "ro"},
}  # fmt: skip
FAR = {**NEAR, "osm_id": 78, "lat": "-33.0", "lon": "151.0", "address": {"country_code": "au"}, "display_name": "Qwertyhafen, Australia"}
Answer = Callable[[BaseHTTPRequestHandler], None]


def knows(*rows: Any) -> Answer:
    return lambda to: send(to, json.dumps(rows).encode(), "application/json")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A cache of its own, and short times, so that the tests of waiting do not wait."""
    monkeypatch.setenv("ROUTES_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(turns.Turns.__init__, "__defaults__", (0.02, *(turns.Turns.__init__.__defaults__ or ())[1:]))
    monkeypatch.setattr(online, "NAME_S", 1.5)
    yield


def run(server: Server, text: str = TEXT) -> dict[str, Any]:
    settings = Settings(online=True, contact="desk@example.org", geocoder_url=server.url)
    return describe(pipeline.run(Report(text, source="a.txt"), settings))


def placed(made: dict[str, Any]) -> list[tuple[str, str]]:
    return [(p["name_in_text"], p["source_id"]) for p in made["places"] if "Qwerty" in p["name_in_text"]]


def with_romania(*rows: Any) -> tuple[dict[str, Any], Server]:
    with serving(knows(*rows)) as server:
        return run(server, TEXT + "The grain is from Ukraine and goes to Romania.\n"), server


def test_an_unknown_name_is_found_where_the_report_speaks_of_the_country() -> None:
    made, server = with_romania(NEAR, FAR)
    assert placed(made) == [("Qwertyhafen", "osm:node/77")]
    assert len(made["legs"]) == 1 and [c["verdict"] for c in made["claims"]] == ["supported"]
    (asked,) = made["provenance"]["online"]
    assert (asked["name"], asked["geocoder"], asked["host"]) == ("Qwertyhafen", "nominatim", server.host)
    assert "desk@example.org" in server.agents[0] and "desk@example.org" not in json.dumps(made)
    assert parse_qs(urlsplit(server.asked[0]).query)["q"] == ["Qwertyhafen"]


def test_an_answer_elsewhere_is_not_taken() -> None:
    made, _ = with_romania(FAR)
    assert placed(made) == [("Qwertyhafen", "")]
    assert "unknown-place" in [n["code"] for n in made["notes"]]


def test_the_order_of_the_answers_decides_nothing() -> None:
    assert placed(with_romania(FAR, NEAR)[0]) == placed(with_romania(NEAR, FAR)[0])


def test_an_answer_is_kept_for_good() -> None:
    with serving(knows(NEAR)) as server:
        text = TEXT + "The grain goes to Romania.\n"
        first, second = run(server, text), run(server, text)
    assert len(server.asked) == 1 and first == second


def test_nothing_is_asked_where_nobody_allowed_it_or_all_is_known() -> None:
    with serving(knows(NEAR)) as server:
        describe(pipeline.run(Report(TEXT), Settings(contact="a@b.org", geocoder_url=server.url)))
        run(server, "A ship sailed from Odesa to Constanta.\n")
    assert server.asked == []


def test_a_contact_is_wanted() -> None:
    with pytest.raises(UnknownValue, match=r'^Online geocoders want a contact: set contact = "you@example\.org" in routes\.toml'):
        pipeline.run(Report(TEXT), Settings(online=True))


def test_a_geocoder_that_geopy_does_not_know() -> None:
    with pytest.raises(UnknownValue, match="There is no geocoder 'oracle'"):
        pipeline.run(Report(TEXT), Settings(online=True, contact="a@b.org", geocoder="oracle"))


def faults() -> dict[str, Answer]:
    def status(code: int, **headers: str) -> Answer:
        return lambda to: send(to, b"no", status=code, **headers)

    def cut(to: BaseHTTPRequestHandler) -> None:
        send(to, b'[{"lat": "1"', **{"Content-Length": "5000"})
        to.close_connection = True

    def text(body: str) -> Answer:
        return lambda to: send(to, body.encode(), "application/json")

    odd = ("0", "1", "5", "3600", "-1", "1e9", "nan", "Wed, 21 Oct 2099 07:28:00 GMT", "", "99999999999999999999", "²")
    found: dict[str, Answer] = {f"429 {wait!r}": status(429, **{"Retry-After": wait.encode().decode("latin-1")}) for wait in odd}
    found |= {str(code): status(code) for code in (400, 401, 403, 404, 500, 502, 503, 504)}
    bodies = ("", "{", "[[]]", "null", '"x"', '[{"lat": "x"}]', "[" * 100_000, "[1]", "{}")
    found |= {f"malformed {n}": text(body) for n, body in enumerate(bodies)}
    rows = [{**NEAR, "lat": v} for v in ("NaN", "Infinity", "91", "1e400", "")]
    found |= {f"number {row['lat']!r}": knows(row) for row in rows}
    found |= {
        "cut": cut,
        "hanging": lambda to: time.sleep(4),
        "dripping": drip,
        "oversized": lambda to: send(to, b"[" + b" " * 3_000_000 + b"]"),
        "redirecting inside": lambda to: redirect(to, "http://127.0.0.1:9/"),
        "redirecting for ever": lambda to: redirect(to, to.path + "1"),
        "redirecting to a file": lambda to: redirect(to, "file:///etc/passwd"),
        "no HTTP": lambda to: to.wfile.write(b"hello\r\n\r\n"),
    }
    return found


@pytest.mark.parametrize("name", faults())
def test_every_fault_leaves_the_place_unresolved(name: str) -> None:
    with serving(faults()[name]) as server:
        began = time.monotonic()
        made = run(server, TEXT + "The grain goes to Romania.\n")
        assert time.monotonic() - began < online.RUN_S
    assert placed(made) == [("Qwertyhafen", "")] and [leg["geometry"] for leg in made["legs"]] == [None]
    assert len(server.asked) <= online.TRIES
    if name not in ("malformed 3", "malformed 8") and not name.startswith("number"):
        assert [n["code"] for n in made["notes"] if n["code"].startswith("online")] == ["online-fault"]


def test_a_second_try_may_help() -> None:
    answers = [503, 200]

    def flaky(to: BaseHTTPRequestHandler) -> None:
        code = answers.pop(0)
        send(to, json.dumps([NEAR]).encode(), status=code)

    with serving(flaky) as server:
        assert placed(run(server, TEXT + "The grain goes to Romania.\n")) == [("Qwertyhafen", "osm:node/77")]


def test_one_request_a_second_for_all_processes(tmp_path: Path) -> None:
    queues = [turns.Turns(pause_s=0.2), turns.Turns(pause_s=0.2)]
    at = []
    for k in range(5):
        queues[k % 2].wait(5.0)
        at.append(time.time())
    assert all(b - a >= 0.19 for a, b in pairwise(at))
