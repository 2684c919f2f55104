"""The text twin: everything the map says as headings, lists and tables, for people and machines that read.

It is the panel beside the map, too: the page's script only adds to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from routes.maps.charts import Strip
from routes.maps.doubts import Doubter, standing
from routes.maps.icons import icon
from routes.maps.markup import Html, tag
from routes.maps.sequence import Run, Step, numbers, steps, travelled_m
from routes.maps.words import Words
from routes.text import fold

# Lengths that differ by less are the same to a reader.
_SAME = 0.005


class Teller:
    """A run and the words to tell it in."""

    def __init__(self, run: Run, words: Words, country: Callable[[str], str] = str) -> None:
        self.run = run
        self.words = words
        self.country = country
        self.places: dict[str, dict[str, Any]] = {p["id"]: p for p in run["places"]}
        self.legs: dict[str, dict[str, Any]] = {leg["id"]: leg for leg in run["legs"]}
        self.numbers = numbers(run)
        self.doubter = Doubter(words, country)

    def place_name(self, id: str | None) -> str:
        """Return the name of a place as the report writes it."""
        place = self.places.get(id or "")
        if place is None:
            return self.words.say("not_named")
        return str(place.get("name_in_text") or place["name"])

    def leg_title(self, leg: dict[str, Any]) -> str:
        """Return "origin → destination"."""
        return f"{self.place_name(leg.get('from'))} → {self.place_name(leg.get('to'))}"

    def length(self, metres: float | None) -> Html:
        """Return a length that the page can turn into miles."""
        return tag("span", self.words.length(metres), class_="len", data_m=metres) if metres is not None else tag("span", "—")

    def measured(self, value: float | None, claim: dict[str, Any]) -> Html:
        """Return a length, or a time for a claim about one."""
        return tag("span", self.words.duration(value)) if claim["kind"] == "duration" else self.length(value)

    def track_word(self, leg: dict[str, Any]) -> str:
        """Return how the line of a leg came about."""
        word = self.words.name
        if not leg.get("geometry"):
            return word("track", "none")
        if leg["method"] == "network":
            return word("track", "network").replace("{network}", word("network", leg.get("network") or ""))
        return word("track", "unstated" if leg["mode"] == "unknown" else "flight" if leg["mode"] == "air" else "geodesic")


def headline(teller: Teller) -> Html:
    """Return title, source, date and the figures that sum up the run."""
    report, words = teller.run["report"], teller.words
    published = words.say("published", date=words.date(report["published"])) if report["published"] else None
    source = words.say("source", source=report["source"]) if report["source"] else None
    kicker = Html(" ".join(tag("span", bit, dir="auto") for bit in (published, source) if bit))
    return tag(
        "header",
        tag("p", kicker, class_="kicker") if kicker else None,
        tag("h1", report["title"] or report["source"] or words.say("route"), dir="auto", lang=report["language"] or None),
        figures(teller),
        id="headline",
    )


def figures(teller: Teller) -> Html:
    """Return the length, stops, legs and verdicts in one line."""
    run, words = teller.run, teller.words
    length, more = travelled_m(run)
    rows = [] if length is None else [(words.say("length"), tag("span", more, teller.length(length)))]
    counts = [("stops", len(teller.numbers)), ("legs", len(run["legs"]))] if run["legs"] else [("places", len(run["places"]))]
    rows += [(words.say(name), tag("span", str(n))) for name, n in counts]
    cells = [tag("div", tag("dt", name), tag("dd", value)) for name, value in rows]
    tally = [(v, sum(c["verdict"] == v for c in run["claims"])) for v in ("supported", "contradicted", "depends", "unverifiable")]
    marks = [
        tag("span", icon(v, words.name("verdict", v)), tag("span", str(n)), class_=f"tally {v}", title=words.name("verdict", v))
        for v, n in tally
        if n
    ]
    if marks:
        link = tag("a", *marks, href="#claims")
        cells.append(tag("div", tag("dt", words.say("claims_count")), tag("dd", link)))
    return tag("dl", *cells, class_="figures")


def route(teller: Teller) -> Html:
    """Return the stops and legs in order."""
    say = teller.words.say
    told = steps(teller.run)
    items = [_stop(teller, s) if s.kind == "place" else _leg(teller, teller.legs[s.id]) for s in told]
    body = tag("ol", *items, class_="route") if items else tag("p", say("no_legs"), class_="empty")
    return tag("section", tag("h2", say("route"), id="route-title"), body, id="route", aria_labelledby="route-title")


def _stop(teller: Teller, step: Step) -> Html:
    words, place = teller.words, teller.places.get(step.id)
    if place is None:
        return tag("li", tag("span", "?", class_="num"), tag("span", words.say("not_named"), class_="name"), class_="stop unnamed")
    bits: list[str] = []
    if fold(place["name"]) != fold(teller.place_name(step.id)):
        bits.append(place["name"])
    if place["country"]:
        bits.append(teller.country(place["country"]))
    if place["lat"] is None:
        bits.append(words.say("not_placed"))
    detail = [tag("bdi", b) for b in bits]
    if step.first and place["radius_m"]:
        detail.append(_gap(words.say("uncertain", length="\0"), teller.length(place["radius_m"])))
    if place.get("set_by_person"):
        detail.append(by_hand(words, place))
    button = tag("button", tag("bdi", teller.place_name(step.id)), type="button", class_="name", data_show=f"place:{step.id}")
    line = tag("span", *[tag("span", d) for d in detail], class_="detail") if detail else None
    return tag("li", tag("span", str(step.number), class_="num"), tag("div", button, line), class_="stop", data_ref=f"place:{step.id}")


def by_hand(words: Words, thing: dict[str, Any]) -> Html:
    """Return which values of a place, leg or claim a person set, by the keys of the plan."""
    return tag("em", f"{words.say('set_by_person')}: {', '.join(thing['set_by_person'])}", class_="by-hand")


def _gap(phrase: str, value: Html) -> Html:
    """Return a phrase with markup in place of its one gap, which is written as NUL."""
    before, _, after = phrase.partition("\0")
    return tag("span", before, value, after)


def _leg(teller: Teller, leg: dict[str, Any]) -> Html:
    words, say = teller.words, teller.words.say
    when = words.dates(leg["start"], leg["end"])
    status = words.name("status", standing(leg)) if standing(leg) != "reported" else ""
    facts = [
        tag("b", teller.length(leg["length_m"])) if leg.get("length_m") is not None else None,
        tag("span", when) if when else None,
        tag("bdi", leg["cargo"], class_="cargo") if leg["cargo"] else None,
        tag("em", status, class_="status") if status else None,
        by_hand(words, leg) if leg.get("set_by_person") else None,
    ]
    name = f"{words.name('mode', leg['mode'])}: {teller.leg_title(leg)}"
    label = tag("span", words.name("mode", leg["mode"]))
    button = tag("button", label, type="button", class_="name", data_show=f"leg:{leg['id']}", aria_label=name)
    return tag(
        "li",
        tag("span", icon(leg["mode"]), class_="badge"),
        tag(
            "div",
            tag("p", button, class_="title"),
            tag("p", *[tag("span", f) for f in facts if f], class_="facts"),
            tag("ul", *[_via(teller, v) for v in leg["via"]], class_="vias", aria_label=say("via")) if leg["via"] else None,
            _how(teller, leg),
            tag("blockquote", leg["quote"], dir="auto", lang=teller.run["report"]["language"] or None) if leg["quote"] else None,
            class_="body",
        ),
        class_=f"leg {leg['mode']} {leg['status']}",
        data_ref=f"leg:{leg['id']}",
    )


def _via(teller: Teller, id: str) -> Html:
    """Return a stop on the way of a leg."""
    button = tag("button", tag("bdi", teller.place_name(id)), type="button", class_="name", data_show=f"place:{id}")
    return tag("li", tag("span", str(teller.numbers.get(id, "")), class_="num"), button, data_ref=f"place:{id}")


def _how(teller: Teller, leg: dict[str, Any]) -> Html:
    """Return the small print of a leg: how it was traced, what is not network, what it passes."""
    say = teller.words.say
    lines: list[Html] = [tag("li", teller.track_word(leg))]
    for metres, id in zip(leg.get("snap_m") or (), (leg.get("from"), leg.get("to")), strict=False):
        if metres and metres >= 500:
            lines.append(tag("li", _gap(say("snap", length="\0", place=teller.place_name(id)), teller.length(metres))))
    if leg.get("geodesic_m") and leg["method"] == "network":
        lines.append(tag("li", _gap(say("straight", length="\0"), teller.length(leg["geodesic_m"]))))
    if leg.get("line_m") and abs(leg["length_m"] - leg["line_m"]) > _SAME * leg["length_m"]:
        added = "drawn-sea" if leg["network"] == "sea" else "drawn"
        lines.append(tag("li", _gap(say(added, length="\0"), teller.length(leg["line_m"]))))
    if len(set(leg["countries"])) > 1:
        lines.append(tag("li", f"{say('countries')}: ", *_crossed(teller, leg)))
    if leg["passages"]:
        lines.append(tag("li", f"{say('passages')}: ", ", ".join(p.replace("_", " ").capitalize() for p in leg["passages"])))
    if leg.get("inferred"):
        lines.append(tag("li", say("inferred")))
    told = {n["message"] for n in teller.run["notes"]}
    for note in leg.get("notes") or ():
        if note["message"] not in told:
            words, language = teller.doubter.note(note)
            lines.append(tag("li", words, class_="doubt", lang=language))
    return tag("ul", *lines, class_="how")


def _crossed(teller: Teller, leg: dict[str, Any]) -> list[Html | str]:
    """Return the countries of a leg in travel order, each with the length of the track in it where that is known."""
    metres = leg.get("country_m") or [None] * len(leg["countries"])
    out: list[Html | str] = []
    for code, far in zip(leg["countries"], metres, strict=True):
        if not code:
            continue
        out += [" → ", teller.country(code)] if out else [teller.country(code)]
        if far is not None:
            out += [" ", teller.length(far)]
    return out


def claims(teller: Teller) -> Html:
    """Return the claims as cards: what was said, what was measured, and the verdict in words."""
    say = teller.words.say
    cards = [_claim(teller, c) for c in teller.run["claims"]]
    body = tag("ul", *cards, class_="cards") if cards else tag("p", say("no_claims"), class_="empty")
    return tag("section", tag("h2", say("claims"), id="claims-title"), body, id="claims", aria_labelledby="claims-title")


def _claim(teller: Teller, claim: dict[str, Any]) -> Html:
    words = teller.words
    reason = claim.get("reason_en") if words.language == "en" and claim.get("reason_en") else claim["reason"]
    verdict = tag("span", icon(claim["verdict"]), words.name("verdict", claim["verdict"]), class_=f"verdict {claim['verdict']}")
    quote = tag("q", tag("bdi", claim["quote"]), lang=teller.run["report"]["language"] or None)
    return tag(
        "li",
        tag("p", verdict),
        tag("p", tag("button", quote, type="button", class_="name", data_show=f"claim:{claim['id']}"), class_="said"),
        tag("p", reason, class_="reason", dir="auto") if reason else None,
        tag("p", words.say("denied"), class_="reason") if claim.get("denied") else None,
        tag("p", by_hand(words, claim), class_="reason") if claim.get("set_by_person") else None,
        _readings(teller, claim) if claim["findings"] else None,
        class_="card",
        data_ref=f"claim:{claim['id']}",
    )


def _readings(teller: Teller, claim: dict[str, Any]) -> Html:
    """Return every reading of a claim, its figure, and both on one scale."""
    say, unit, strip = teller.words.say, "s" if claim["kind"] == "duration" else "m", Strip(claim)
    rows = []
    for f in claim["findings"]:
        low, high = f.get(f"low_{unit}"), f.get(f"high_{unit}")
        best, span = teller.measured(f[f"best_{unit}"], claim), None
        between = (teller.measured(low, claim), "–", teller.measured(high, claim))
        if f.get("estimated"):
            best = tag("span", *between)
        elif low is not None and high is not None and high - low > 0.01 * max(high, 1):
            span = tag("small", " (", *between, ")")
        mark = icon("supported" if f["fits"] else "contradicted", say("fits" if f["fits"] else "misfits"))
        label = tag("span", f.get("label") or f["measure"], class_="label", dir="auto")
        figure = tag("span", tag("b", best), span, class_="figure")
        rows.append(tag("li", mark, label, figure, strip.draw(f), class_="fits" if f["fits"] else "misfits"))
    return tag("ul", *rows, class_="readings", aria_label=say("measured"))


def doubts(teller: Teller) -> Html | None:
    """Return the notes of the run, None when there are none."""
    notes = teller.run["notes"]
    if not notes:
        return None
    say = teller.words.say
    items = []
    for i, note in enumerate(notes):
        words, language = teller.doubter.note(note)
        if note.get("span"):
            button = tag("button", words, type="button", dir="auto", lang=language, data_show=f"note:{i}")
            items.append(tag("li", button, _about(teller, note), data_ref=f"note:{i}"))
        else:
            items.append(tag("li", tag("span", words, dir="auto", lang=language)))
    return tag("section", tag("h2", say("doubts"), id="doubts-title"), tag("ul", *items), id="doubts", aria_labelledby="doubts-title")


def _about(teller: Teller, note: dict[str, Any]) -> Html | None:
    """Return which leg a note is about."""
    leg = next((leg for leg in teller.run["legs"] if any(n["message"] == note["message"] for n in leg.get("notes") or ())), None)
    return tag("span", tag("bdi", teller.leg_title(leg)), class_="detail") if leg else None
