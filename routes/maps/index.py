"""The list of many reports: a page that shows each one small, with its verdicts, and finds them by any word."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import quote

from routes.maps import flows
from routes.maps.basemap import Basemap, basemap
from routes.maps.icons import icon
from routes.maps.markup import Html, join, tag
from routes.maps.page import static
from routes.maps.sequence import Run, travelled_m
from routes.maps.story import Teller
from routes.maps.thumbnail import thumbnail
from routes.maps.words import Words

WORLD = (-180.0, -58.0, 180.0, 80.0)
MOST_STOPS = 300  # that make the ground finer, spread over all reports


def index(reports: Sequence[tuple[str, Run]], language: str = "en") -> str:
    """Return the list of reports as one HTML page that works offline, without its script too.

    Parameters
    ----------
    reports
        The stem of each map's file name, which lies beside the list as ``stem.html``, and its run.
    language
        Of the list itself; titles and places keep their own.
    """
    words = Words(language)
    style, script = static("index.css"), static("index.js")
    policy = f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="generator", content="routes"),
        tag("title", words.say("index")),
        tag("style", Html(style)),
    )
    total, layers = len(reports), shared_ground([run for _, run in reports])
    found = words.say("found", n=str(total), total=str(total))
    search = tag("input", type="search", id="search", autocomplete="off", placeholder=words.say("search"), aria_label=words.say("search"))
    body = join(
        tag("header", tag("h1", words.say("index")), tag("p", words.say("index_lead"))),
        tag(
            "main",
            flows.section(reports, layers, words, _address),
            tag("div", search, tag("output", found, id="found", data_pattern=words.all["ui"]["found"]), class_="bar"),
            tag("ul", *[_card(stem, run, layers, words) for stem, run in reports], id="reports"),
        ),
        tag("footer", tag("p", words.say("made"))),
        tag("script", Html(script)),
    )
    return f"<!DOCTYPE html>\n{tag('html', tag('head', head), tag('body', body), lang=words.language, dir=words.all['direction'])}\n"


def shared_ground(runs: Sequence[Run]) -> Basemap:
    """Return one world for all drawings, finer where reports have stops: a ground for each would take most of the time."""
    stops = [(p["lon"], p["lat"]) for run in runs for p in run["places"] if p["lon"] is not None and p["role"] == "on_route"]
    return basemap(WORLD, stops=stops[:: max(1, len(stops) // MOST_STOPS)])


def _card(stem: str, run: Run, layers: Basemap, words: Words) -> Html:
    """Return one report: drawing, title, where it goes, its figures and verdicts, and the words it is found by."""
    teller = Teller(run, words)
    report = run["report"]
    title = report["title"] or report["source"] or stem
    legs = [tag("li", icon(leg["mode"], words.name("mode", leg["mode"])), tag("bdi", teller.leg_title(leg))) for leg in run["legs"][:4]]
    if len(run["legs"]) > 4:
        legs.append(tag("li", f"+ {len(run['legs']) - 4}"))
    length, more = travelled_m(run)
    facts = [words.date(report["published"]), report["language"], "" if length is None else more + words.length(length)]
    marks = []
    for answer in ("supported", "contradicted", "depends", "unverifiable"):
        count = sum(c["verdict"] == answer for c in run["claims"])
        if count:
            name = words.name("verdict", answer)
            marks.append(tag("span", icon(answer, name), str(count), class_=f"tally {answer}", title=name))
    names = [str(p[key]) for p in run["places"] for key in ("name", "name_in_text") if p.get(key)]
    haystack = " ".join([title, report["source"], *dict.fromkeys(names)]).casefold()
    return tag(
        "li",
        thumbnail(run, layers),
        tag(
            "div",
            tag("p", " · ".join(f for f in facts if f), class_="facts"),
            tag("h2", tag("a", title, href=_address(stem), dir="auto", lang=report["language"] or None)),
            tag("ul", *legs, class_="legs") if legs else None,
            tag("p", *marks, class_="marks") if marks else None,
        ),
        class_="report",
        data_words=haystack,
    )


def _address(stem: str) -> str:
    """Return the address of a map beside the list, with everything quoted that could make it point elsewhere."""
    return f"./{quote(stem, safe='')}.html"


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
