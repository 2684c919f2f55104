"""The map page as a file: what it says without a script, that it is whole and closed, and that words of the report stay words."""

import json
import re
from html.parser import HTMLParser

import pytest
from drawn_runs import TEXT, hostile, sample

from routes.maps.ground import ground
from routes.maps.markup import escape, tag
from routes.maps.page import page
from routes.maps.sequence import numbers, steps, unrolled
from routes.maps.words import Words, fill, languages, vocabulary


class Reader(HTMLParser):
    """Collect elements, texts by id of the block they lie in, and attributes, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: dict[str, str] = {}
        self.text: list[str] = []
        self._block = ""
        self.feed(html)

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append((name, known))
        self._block = (known.get("id") or name) if name in {"script", "style"} else ""

    def handle_endtag(self, name: str) -> None:
        self._block = ""

    def handle_data(self, data: str) -> None:
        if self._block:
            self.blocks[self._block] = self.blocks.get(self._block, "") + data
        else:
            self.text.append(data)


@pytest.fixture(scope="module")
def html() -> str:
    run = sample()
    return page(run, ground(run))


@pytest.fixture(scope="module")
def reader(html: str) -> Reader:
    return Reader(html)


def test_the_text_twin_tells_the_route_in_order(reader: Reader) -> None:
    said = " ".join(" ".join(reader.text).split())
    places = [
        "Vladivostok",
        "by sea",
        "9,300",
        "Los Angeles",
        "by rail",
        "2,500",
        "Houston",
        "means not stated",
        "Miami",
        "by road",
        "Key West",
    ]
    at = said.index("Route")
    for words in places:
        found = said.find(words, at)
        assert found >= 0, f"{words} is missing after {said[at : at + 40]}"
        at = found


def test_the_text_twin_has_facts_claims_and_doubts(reader: Reader) -> None:
    said = " ".join(" ".join(reader.text).split())
    for words in (
        "3 May 2024", "40 field kitchens", "60\u202fkm", "straight line: no network track is known", "the report does not say how",
        "planned",
        "about 2,200 km away", "Holds", "Contradicted", "Depends on what is measured", "100 km is too short.", "nearest coast of Cuba",
        "The report does not say how they came to Miami.", "Borders as seen by: United Nations", "Coasts: GSHHG", "LGPL-3.0-or-later",
        "Published 20 May 2024", "Source: convoy.txt", "Leaflet 1.9",
    ):  # fmt: skip
        assert words in said or words.replace("\u202f", " ") in said, words


def test_everything_is_inside_the_file(html: str, reader: Reader) -> None:
    for name, attributes in reader.tags:
        assert name not in {"link", "iframe", "object", "embed", "base", "img"}
        assert "src" not in attributes
        assert not any(a.startswith("on") or a == "style" for a in attributes), (name, attributes)
    assert "url(" not in reader.blocks["style"]
    assert "@import" not in reader.blocks["style"]
    assert len(html.encode()) < 2_000_000


def test_the_policy_names_the_hash_of_what_is_inside(reader: Reader) -> None:
    import base64
    import hashlib

    policy = next(a["content"] for n, a in reader.tags if n == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy
    for block in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(reader.blocks[block].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_run_inside_is_the_run(reader: Reader) -> None:
    assert json.loads(reader.blocks["data-run"]) == sample()
    assert json.loads(reader.blocks["data-view"])["numbers"] == {"p1": 1, "p2": 2, "p3": 3, "p4": 4, "p5": 5, "p6": 6}


def test_the_same_run_gives_the_same_page(html: str) -> None:
    run = sample()
    assert page(run, ground(run)) == html


PAYLOADS = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "{{7*7}} ${7*7} {% raw %} {title}",
    "<!--title--><!--run--> --> <!--",
    "\u2028\u2029 </style> &lt;b&gt;",
    "javascript:alert(1)",
    "=HYPERLINK(\"x\")",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_a_report_stay_words(payload: str) -> None:
    run = hostile(payload)
    html = page(run, ground(sample()), "en")
    reader, plain = Reader(html), Reader(page(sample(), ground(sample()), "en"))
    assert json.loads(reader.blocks["data-run"]) == run
    assert sorted({n for n, _ in reader.tags}) == sorted({n for n, _ in plain.tags})
    assert [n for n, _ in reader.tags].count("script") == 4
    assert "".join(reader.text).count(payload.partition("\u2028")[0]) >= 8


def test_escaping_is_whole_and_happens_once() -> None:
    assert escape('<a href="x">&\'</a>') == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;"
    assert escape(escape("<")) == "&lt;"
    assert tag("p", "<b>", tag("i", "&"), class_='"', data_ref=1, hidden=True, title=None) == (
        '<p class="&quot;" data-ref="1" hidden>&lt;b&gt;<i>&amp;</i></p>'
    )


def test_a_route_over_180_degrees_stays_on_one_side() -> None:
    shift, lon = unrolled(sample())
    assert shift == {"l1": 0.0, "l2": 360.0, "l3": 360.0, "l4": 360.0, "l5": 360.0}
    assert lon["p1"] == 131.8735
    assert lon["p2"] == pytest.approx(241.7563)
    assert lon["p6"] == pytest.approx(283.2064)


def test_stops_between_legs_that_meet_come_once() -> None:
    told = [(s.kind, s.id) for s in steps(sample())]
    assert told[:5] == [("place", "p1"), ("leg", "l1"), ("place", "p2"), ("leg", "l2"), ("place", "p3")]
    assert told[-3:] == [("place", "p4"), ("leg", "l5"), ("place", "p6")]
    assert numbers(sample())["p4"] == 4


def test_a_leg_with_an_end_that_is_not_named_is_told() -> None:
    run = sample()
    run["legs"] = [run["legs"][0] | {"to": None, "geometry": None, "length_m": None, "method": None, "snap_m": None}]
    said = " ".join(Reader(page(run, ground(run))).text)
    assert "not named in the report" in said
    assert "could not be placed" in said


def test_a_length_beside_that_of_the_drawn_line_says_what_it_adds() -> None:
    run = sample()
    run["legs"] = [leg | {"length_m": 1_000_000.0, "line_m": 900_000.0} for leg in run["legs"] if leg["network"]]
    assert {leg["network"] for leg in run["legs"]} >= {"sea", "rail"}
    said = " ".join(" ".join(Reader(page(run, ground(run))).text).split())
    assert "adds what ships sail in the approaches to ports" in said
    assert "allows for bends that the map leaves out" in said


def test_a_run_without_legs_says_so() -> None:
    run = sample() | {"legs": [], "claims": [], "notes": []}
    assert "describes no movement" in page(run, ground(run))


def test_a_doubtful_leg_is_called_so_beside_its_figures() -> None:
    run = sample()
    assert '<em class="status">doubtful</em>' not in page(run, ground(run))
    run["legs"][0] |= {"status": "reported", "notes": [{"code": "doubtful-leg", "message": "It is doubtful."}]}
    assert '<em class="status">doubtful</em>' in page(run, ground(run))


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "pt", "ru", "uk"])
def test_each_language_has_every_word(language: str) -> None:
    from routes import assets

    own, base = assets.toml(f"maps/words/{language}.toml"), assets.toml("maps/words/en.toml")
    assert set(own) == set(base)
    for table in ("mode", "status", "verdict", "role", "track", "network", "ui", "worldview"):
        assert set(own[table]) == set(base[table]), table
    for key, phrase in base["ui"].items():
        assert set(re.findall(r"\{(\w+)\}", phrase)) == set(re.findall(r"\{(\w+)\}", own["ui"][key])), key
    assert len(own["months"]) == 12


def test_the_interface_speaks_the_language_of_the_report_or_the_one_asked_for() -> None:
    run = sample()
    run["report"]["language"] = "fr"
    html = page(run, ground(run))
    assert '<html lang="fr"' in html
    assert "Distances vérifiées" in html
    assert '<html lang="de"' in page(run, ground(run), "de")
    run["report"]["language"] = "tlh"
    assert '<html lang="en"' in page(run, ground(run))


@pytest.mark.parametrize(
    ("language", "metres", "expected"),
    [
        ("en", 9_391_234, "9,391\u202fkm"),
        ("fr", 9_391_234, "9\u202f391\u202fkm"),
        ("de", 1_234_567, "1.235\u202fkm"),
        ("ru", 41_000, "41\u202fкм"),
        ("en", 4_720, "4.7\u202fkm"),
        ("fr", 4_720, "4,7\u202fkm"),
        ("en", 850, "850\u202fm"),
        ("en", None, "—"),
    ],
)
def test_lengths_are_written_as_the_language_does(language: str, metres: float | None, expected: str) -> None:
    assert Words(language).length(metres) == expected


def test_dates_are_written_as_the_language_does() -> None:
    assert Words("fr").dates("2023-09-01", "2023-10-01") == "1 sept. 2023 – 1 oct. 2023"
    assert Words("de").date("2023-10-14") == "14. Okt. 2023"
    assert Words("en").date("2024-05") == "May 2024"
    assert Words("en").date("soon") == "soon"
    assert Words("en").dates(None, None) == ""


def test_gaps_are_filled_once() -> None:
    assert fill("{a} and {b}", {"a": "{b}", "b": "x"}) == "{b} and x"
    assert "fr" in languages()
    assert vocabulary("xx")["language"] == "en"


def test_the_report_is_data_and_its_sentences_are_quoted_once(reader: Reader) -> None:
    assert "".join(reader.text).count(TEXT.splitlines()[4]) == 1
    assert json.loads(reader.blocks["data-run"])["report"]["text"] == TEXT


def test_a_leg_without_a_length_makes_the_sum_a_least() -> None:
    run = sample()
    known = [leg for leg in run["legs"] if leg["length_m"] is not None][:2]
    open_ = {**known[1], **dict.fromkeys(("length_m", "geodesic_m", "geometry", "method", "network", "snap_m"))}
    for legs, said in (([known[0], open_], "≥ "), ([known[0]], "")):
        one = {**run, "legs": legs}
        told = "".join(Reader(page(one, ground(one))).text)
        assert re.search(rf"Length\s*{said}[\d,]+\skm", told), said
