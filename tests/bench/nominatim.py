"""Ask a real Nominatim for a village that no data set knows, through the whole of `routes map --online`.

    python tests/bench/nominatim.py http://127.0.0.1:8088

How to have one (Debian, and a Python environment of its own): PostgreSQL with PostGIS and osm2pgsql from Debian, then

    pip install nominatim-db nominatim-api falcon uvicorn osmium psycopg-binary
    python tests/bench/nominatim.py --osm small.osm          (writes four places by hand)
    nominatim import --osm-file small.osm --project-dir nominatim
    nominatim serve --project-dir nominatim --server 127.0.0.1:8088

`nominatim import` wants a role of PostgreSQL that may create databases, and one called www-data.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

OSM = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="by hand">
<bounds minlat="44" minlon="30" maxlat="47" maxlon="37"/>
<node id="1" version="1" lat="46.62" lon="31.10"><tag k="place" v="village"/>
<tag k="name" v="Тестовець"/><tag k="name:en" v="Testovets"/></node>
<node id="2" version="1" lat="46.48" lon="30.73"><tag k="place" v="city"/><tag k="name" v="Одеса"/><tag k="name:en" v="Odesa"/></node>
<node id="11" version="1" lat="44" lon="30"/><node id="12" version="1" lat="44" lon="37"/>
<node id="13" version="1" lat="47" lon="37"/><node id="14" version="1" lat="47" lon="30"/>
<way id="21" version="1"><nd ref="11"/><nd ref="12"/><nd ref="13"/><nd ref="14"/><nd ref="11"/></way>
<relation id="31" version="1"><member type="way" ref="21" role="outer"/><tag k="type" v="boundary"/><tag k="boundary" v="administrative"/>
<tag k="admin_level" v="2"/><tag k="name" v="Україна"/><tag k="name:en" v="Ukraine"/><tag k="ISO3166-1:alpha2" v="UA"/></relation>
</osm>
"""
REPORT = """Grain moves from the village

Published 3 May 2024

Trucks carried grain by road from Odesa to the village of Testovets on 2 May 2024. From the village of Nowherovka they went on to Mykolaiv.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", nargs="?", default="http://127.0.0.1:8088")
    parser.add_argument("--osm", default="")
    a = parser.parse_args()
    if a.osm:
        Path(a.osm).write_text(OSM, "utf-8")
        return
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        (folder / "report.txt").write_text(REPORT, "utf-8")
        own = {
            "ROUTES_CONTACT": "desk@example.org", "ROUTES_GEOCODER": "nominatim", "ROUTES_GEOCODER_URL": a.url,
            "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": os.pathsep.join(sys.path),
        }  # fmt: skip
        command = [sys.executable, "-m", "routes.cli", "map", "report.txt", "--online", "--json"]
        done = subprocess.run(command, cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, check=True)
    run = json.loads(done.stdout)
    for place in run["places"]:
        if place["role"] == "on_route":
            print(f"{place['name_in_text']:12} {place['lat']} {place['lon']} {place['source']} {place['source_id']}")
    for note in run["notes"]:
        print("note:", note["message"])
    print("asked:", run["provenance"].get("online"))


if __name__ == "__main__":
    main()
