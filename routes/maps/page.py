"""The map page: one HTML file with everything inside it, that asks nothing of any network.

The report's words reach the page twice: as text escaped by `routes.maps.markup.escape` in the text twin, and as data in a
JSON block that the script shows through ``textContent`` only. A Content-Security-Policy with the hashes of the one script and
the one style sheet lets nothing else run, should a word of the report ever be taken for markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache, partial
from pathlib import Path
from typing import Any

from routes.atlas.countries import country_name
from routes.maps import annex, story
from routes.maps.basemap import Basemap
from routes.maps.changes import Before
from routes.maps.icons import PATHS
from routes.maps.markup import Html, escape, tag
from routes.maps.sequence import Run, numbers, steps, unrolled
from routes.maps.words import Words, interface

SCRIPTS = (
    "format.js", "earth.js", "ground.js", "route.js", "ghosts.js", "time.js", "online.js", "reading.js", "tools.js", "files.js", "main.js",
)  # fmt: skip
# What the page may ask for, and only once its reader clicks a button that says so.
TILES = {
    "host": "tile.openstreetmap.org",
    "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    "credit": "© OpenStreetMap contributors",
}
_GAP = re.compile(r"<!--([a-z_]{1,30})-->")
_JSON = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def page(run: Run, layers: Basemap, language: str = "", before: Run | None = None) -> str:
    """Return the map of a run as one HTML page, the same text for the same run.

    Parameters
    ----------
    run
        A run as `routes.runs.describe` gives it, or as it was saved.
    layers
        What lies under the route, from `routes.maps.ground.ground`.
    language
        Of the interface; when empty that of the settings, else of the report, else English.
    before
        An earlier run: what changed since is listed, and drawn in grey under the route.
    """
    words = Words(language or interface(run))
    teller = story.Teller(run, words, partial(country_name, language=words.language))
    earlier = Before(run, before, teller) if before else None
    script, style = code(), look()
    gaps = {
        "policy": policy(script, style),
        "title": escape(run["report"]["title"] or run["report"]["source"] or words.say("route")),
        "description": escape(alternative(teller)),
        "style": style,
        "skip": escape(words.say("skip")),
        "headline": story.headline(teller),
        "map_label": escape(f"{words.say('map')}. {words.say('map_help')}"),
        "no_script": escape(words.say("no_script")),
        "changes": earlier.section() if earlier else "",
        "route": story.route(teller),
        "claims": story.claims(teller) if run["claims"] or run["legs"] else "",
        "doubts": story.doubts(teller) or "",
        "table": annex.table(teller) if run["legs"] else "",
        "places": annex.places(teller),
        "report_title": escape(words.say("report")),
        "sources": annex.sources(teller, leaflet_version()),
        "run": data_block("run", run),
        "layers": data_block("layers", layers.as_json() if hasattr(layers, "as_json") else layers),
        "view": data_block("view", {**view(run, teller), "ghosts": earlier.ghosts() if earlier else []}),
        "script": script,
        "language": escape(words.language),
        "direction": escape(words.all["direction"]),
    }
    return _GAP.sub(lambda gap: gaps[gap.group(1)], static("page.html"))


def alternative(teller: story.Teller) -> str:
    """Return one sentence that stands for the map."""
    names = [teller.place_name(s.id) for s in steps(teller.run) if s.kind == "place"]
    return teller.words.say("summary", stops=" → ".join(names)) if names else teller.words.say("map")


def view(run: Run, teller: story.Teller) -> dict[str, Any]:
    """Return what the script needs besides the run: numbers, order, longitudes that fit together, words, icons, countries."""
    shift, lon = unrolled(run)
    order = [f"{s.kind}:{s.id}" for s in steps(run) if s.id] + [f"claim:{c['id']}" for c in run["claims"]]
    codes = sorted({b["country"] for p in run["places"] for b in (p, *p["alternatives"]) if b["country"]})
    reasons = {text: teller.doubter.reason(text) for p in run["places"] for b in p["alternatives"] for text in b["reasons"]}
    countries = {code: teller.country(code) for code in codes}
    spoken_ = {table: words for table, words in teller.words.all.items() if table not in ("note", "reason")}
    names = {"words": spoken_, "icons": PATHS, "countries": countries, "reasons": reasons, "tiles": TILES}
    return {"numbers": numbers(run), "order": order, "shift": shift, "lon": lon, **names}


def data_block(id: str, value: Any) -> Html:
    """Return a value as a block of JSON that no HTML parser can leave early."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark, code_ in _JSON:  # plain replacing takes a fiftieth of the time of str.translate here
        text = text.replace(mark, code_)
    return tag("script", Html(text), type="application/json", id=f"data-{id}")


def policy(script: str, style: str) -> Html:
    """Return the Content-Security-Policy that lets this script and this style work and nothing else."""
    return escape(
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data: blob: https://{TILES['host']}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def static(name: str) -> str:
    """Return a file of the page's own code."""
    return (Path(__file__).parent / "static" / name).read_text("utf-8")


def _leaflet(name: str) -> str:
    from xstatic.pkg import leaflet

    return (Path(leaflet.BASE_DIR) / name).read_text("utf-8")


@cache
def leaflet_version() -> str:
    """Return the version that the library itself states."""
    found = re.search(r"Leaflet (\d{1,3}\.\d{1,3}\.\d{1,3})", _leaflet("leaflet.js")[:200])
    return found.group(1) if found else ""


@cache
def code() -> str:
    """Return Leaflet and the page's script as one script."""
    library = re.sub(r"\n//# sourceMappingURL=\S{1,200}", "", _leaflet("leaflet.js"))
    own = "\n".join(static(name) for name in SCRIPTS)
    return _inert(f'{library}\n(() => {{\n"use strict";\n{own}\n}})();')


@cache
def look() -> str:
    """Return the style sheets; Leaflet's rules that fetch images are left out, since nothing here uses them."""
    library = re.sub(r"[^{}]{1,400}\{[^{}]{0,800}url\([^{}]{0,800}\}", "", _leaflet("leaflet.css"))
    return _inert(f"{library}\n{static('page.css')}")


def _inert(text: str) -> str:
    """Refuse code that would end its own element; files come from the package, so this is a slip of ours."""
    if re.search(r"</(?:script|style)|<!--", text, flags=re.I):
        raise ValueError("The page's code holds a sequence that HTML would take for its end.")
    return text
