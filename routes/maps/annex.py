"""The back pages of the text twin: the route as a table, every place, and what it all rests on."""

from __future__ import annotations

from typing import Any

from routes.maps.doubts import standing
from routes.maps.markup import Html, tag
from routes.maps.story import Teller


def table(teller: Teller) -> Html:
    """Return the legs as a table, for pasting and for screen readers."""
    words, say = teller.words, teller.words.say
    columns = ("from", "to", "mode", "length", "dates", "cargo", "status", "track")
    head = tag("tr", *[tag("th", say(c), scope="col") for c in columns])
    rows = []
    for leg in teller.run["legs"]:
        cells = (
            tag("bdi", teller.place_name(leg.get("from"))),
            tag("bdi", teller.place_name(leg.get("to"))),
            words.name("mode", leg["mode"]),
            teller.length(leg.get("length_m")),
            words.dates(leg["start"], leg["end"]),
            tag("bdi", leg["cargo"]),
            words.name("status", standing(leg)),
            teller.track_word(leg),
        )
        rows.append(tag("tr", *[tag("td", c) for c in cells], data_ref=f"leg:{leg['id']}"))
    body = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag(
        "details", tag("summary", say("table")), tag("div", body, class_="scroll", tabindex=0, role="region", aria_label=say("table"))
    )


def places(teller: Teller) -> Html:
    """Return every place of the report, what it was taken for, and what else bears its name."""
    say = teller.words.say
    order = sorted(
        teller.run["places"], key=lambda p: (teller.numbers.get(p["id"], 1000), p["mentions"][0][0] if p["mentions"] else 0, p["id"])
    )
    items = [_place(teller, p) for p in order]
    return tag("details", tag("summary", say("places")), tag("ul", *items, class_="places"), open=not teller.run["legs"])


def _place(teller: Teller, place: dict[str, Any]) -> Html:
    words = teller.words
    name = tag("bdi", str(place.get("name_in_text") or place["name"]))
    number = teller.numbers.get(place["id"])
    button = tag("button", name, type="button", class_="name", data_show=f"place:{place['id']}")
    bits = [place["name"], teller.country(place["country"]) if place["country"] else "", words.name("role", place["role"])]
    if place["lat"] is None:
        bits.append(words.say("not_placed"))
    else:
        bits.append(f"{words.number(place['lat'], 4)}° {words.number(place['lon'], 4)}°")
    reasons = "; ".join(map(teller.doubter.reason, place.get("reasons") or ()))
    others = []
    for other in place["alternatives"]:
        about = [teller.country(other["country"]) if other["country"] else "", *map(teller.doubter.reason, other["reasons"])]
        others.append(f"{other['name']} ({', '.join(filter(None, about))})")
    return tag(
        "li",
        tag("p", tag("b", f"{number} ") if number else None, button),
        tag("p", " · ".join(b for b in bits if b), class_="detail", dir="auto"),
        tag("p", reasons, class_="detail", dir="auto") if reasons else None,
        tag("p", f"{words.say('also')}: {'; '.join(others)}", class_="detail", dir="auto") if others else None,
        data_ref=f"place:{place['id']}",
    )


def sources(teller: Teller, leaflet: str) -> Html:
    """Return the footer: worldview, data sets with licence and attribution, versions, the hash of the report."""
    run, words, say = teller.run, teller.words, teller.words.say
    known = run["provenance"]
    view = (known.get("settings") or {}).get("worldview", "")
    items = [tag("li", line) for line in dict.fromkeys(_credit(d) for d in (*(known.get("data") or ()), *(known.get("own") or ())))]
    versions = ", ".join([*(f"{k} {v}" for k, v in (known.get("software") or {}).items()), f"Leaflet {leaflet}"])
    body = tag(
        "div",
        tag("p", say("worldview", name=words.name("worldview", view))) if view else None,
        tag("ul", *items),
        tag("p", f"{say('versions')}: {versions}"),
        tag("p", f"{say('hash')}: ", tag("code", run["report"]["sha256"])) if run["report"]["sha256"] else None,
        tag("p", say("made")),
        class_="inner",
    )
    return tag("footer", tag("details", tag("summary", tag("h2", say("sources"))), body), id="sources")


def _credit(data: dict[str, Any]) -> str:
    """Return what a data set is, whose it is and under which licence, in one line."""
    title, owner = str(data.get("title") or data.get("file") or ""), str(data.get("attribution") or "")
    licence = str(data.get("licence") or "")
    named = [title, *([owner] if owner and owner not in title else []), *([licence] if licence and licence not in owner else [])]
    return " — ".join(n for n in named if n)
