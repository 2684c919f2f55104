"""Borders: the five readings, exactness against brute force, speed, lengths, overlaps, cover, and the geodesics below them.

Run ``python tests/bench/borders.py [PART ...]``; parts are readings, geodesics, speed, lengths, cover, overlaps, brute (the last needs the
packages of the ``atlas`` extra and some minutes). Evaluation files are read from ``../shared`` beside the repository where it exists.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import random
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import numpy as np

from routes.assets import FACTS
from routes.atlas.borders import open_borders, worldviews
from routes.geodesy import ellipsoid, geodesic

SHARED = Path(__file__).resolve().parents[3] / "shared"
TIKHORETSK = {"lat": 45.85307, "lon": 40.11874}
EXPECTED_KM = {
    "land-undisputed:UA": 202.0,
    "atom:crimea": 275.6,
    "boundary:RU-UA": 202.2,
    "sea:UA": 185.6,
    "sea-atom:crimea": 269.7,
}
# Countries whose outline comes from the zones, not from a fact polygon: only those can be compared with them.
CODES = """
    UA RU US CA MX FR DE PL ES PT NO SE FI EE LV LT BY HU SK RO BG GR TR IR IQ KZ UZ KG TJ AF MN KR KP JP ID NZ AU CL AR BR
    BO PE EC CO VE NG NE ML DZ TN LY AO CD ZA MZ MG FJ AT SA CH
"""
COUNTRIES = CODES.split()


def say(name: str, **figures: object) -> None:
    print(name.ljust(12), "  ".join(f"{key} {value}" for key, value in figures.items()), flush=True)


def readings() -> None:
    """The readings of a claim at Tikhoretsk, against independent figures."""
    found = {r.measure: r.distance for r in open_borders().readings("UA", **TIKHORETSK)}
    for measure, km in EXPECTED_KM.items():
        d = found[measure]
        say("readings", measure=measure, km=f"{d.distance_m / 1000:.2f}", expected=km, at=f"{d.lat:.3f} N {d.lon:.3f} E")
        assert abs(d.distance_m / 1000 - km) <= 0.5


def geodesics() -> None:
    """All rows of the published test set of geodesics."""
    path = SHARED / "hostile" / "GeodTest-short.dat.gz"
    if not path.exists():
        return say("geodesics", skipped="no test file")
    with gzip.open(path, "rt") as file:
        rows = np.array([[float(x) for x in line.split()[:7]] for line in file])
    lat1, lon1, azi1, lat2, lon2, _, s12 = rows.T
    _, _, distance = ellipsoid().inv(lon1, lat1, lon2, lat2)
    lon, lat, _ = ellipsoid().fwd(lon1, lat1, azi1, s12)
    back = np.array(ellipsoid().inv(lon, lat, lon2, lat2)[2])
    worst = np.abs(np.array(distance) - s12).max()
    say("geodesics", rows=len(rows), inverse_worst_nm=f"{worst * 1e9:.1f}", direct_worst_nm=f"{back.max() * 1e9:.1f}")


def speed() -> None:
    """First and warm queries, and countries along tracks."""
    code = (
        "import time; from routes.geodesy import ellipsoid; ellipsoid(); import numpy; t = time.perf_counter(); "
        "from routes.atlas.borders import open_borders; open_borders().to_country('%s', lat=45.85307, lon=40.11874); "
        "print(time.perf_counter() - t)"
    )
    for country in ("UA", "RU", "CA"):
        runs = [
            float(subprocess.run([sys.executable, "-c", code % country], capture_output=True, text=True, check=True).stdout)
            for _ in range(5)
        ]
        say("first", country=country, median_ms=f"{sorted(runs)[2] * 1000:.0f}", worst_ms=f"{max(runs) * 1000:.0f}")
    borders, rng, times = open_borders(), random.Random(7), []
    for country in COUNTRIES:
        borders.to_country(country, lat=0, lon=0)
    for _ in range(1000):
        country, lat, lon = rng.choice(COUNTRIES), rng.uniform(-60, 75), rng.uniform(-180, 180)
        began = time.perf_counter()
        borders.to_country(country, lat=lat, lon=lon)
        times.append(time.perf_counter() - began)
    say(
        "warm",
        median_ms=f"{np.median(times) * 1000:.2f}",
        p95_ms=f"{np.percentile(times, 95) * 1000:.2f}",
        of="1000 random points anywhere",
    )
    tracks = {
        "Vladivostok-Moscow": geodesic(lat1=43.1, lon1=131.9, lat2=55.75, lon2=37.6, step_m=3_200),
        "Lisbon-Shanghai": geodesic(lat1=38.7, lon1=-9.1, lat2=31.2, lon2=121.5, step_m=5_400),
        "through the Aegean": np.column_stack([np.linspace(20, 28, 2000), np.linspace(40, 36, 2000)]),
    }
    for name, line in tracks.items():
        runs = []
        for _ in range(5):
            began = time.perf_counter()
            found = borders.countries_along(line)
            runs.append(time.perf_counter() - began)
        order = " ".join(code or "-" for code, _ in itertools.groupby(found))
        say(
            "along",
            track=name,
            points=len(line),
            first_ms=f"{runs[0] * 1000:.1f}",
            median_ms=f"{sorted(runs)[2] * 1000:.1f}",
            order=order[:90],
        )


def boundary_km(first: str, second: str) -> float:
    """Return the length of the land boundary between two countries."""
    borders = open_borders()
    masks = [borders._labels(borders.atoms_of(code), False) for code in (first, second)]
    ends = borders.lines.decode(borders.lines.between(*masks)).ends
    return float(np.sum(ellipsoid().inv(*ends.T)[2])) / 1000 if len(ends) else 0.0


def lengths() -> None:
    """Land boundaries against the measured on-land column and against the CIA's figures."""
    path = SHARED / "truth" / "borders.csv"
    if not path.exists():
        return say("lengths", skipped="no table")
    good = cia = 0
    rows = list(csv.DictReader(path.open()))
    for row in rows:
        km = boundary_km(*row["pair"].split("-"))
        published, measured = float(row["cia_km"]), float(row["measured_on_land_km"])
        off, off_cia = km / measured - 1 if measured else float("inf"), km / published - 1
        good += min(abs(off), abs(off_cia)) <= 0.10
        cia += abs(off_cia) <= 0.10
        if min(abs(off), abs(off_cia)) > 0.10 or abs(off_cia) > 0.10:
            say("length", pair=row["pair"], km=f"{km:.0f}", measured=f"{measured:.0f}", cia=f"{published:.0f}", off_cia=f"{off_cia:+.1%}")
    say("lengths", pairs=len(rows), within_10_percent_of_either=good, of_the_published_figure=cia)


def random_land(count: int, seed: int) -> np.ndarray:
    """Return points on land, uniform on the sphere, by the land of the sources."""
    import shapely

    from routes.atlas.build._atoms import load_land

    rng = np.random.default_rng(seed)
    lon, lat = rng.uniform(-180, 180, count * 4), np.degrees(np.arcsin(rng.uniform(-1, 1, count * 4)))
    land = shapely.STRtree([piece for polygon in load_land() for piece in quarter(polygon)])
    hit = np.unique(land.query(shapely.points(lon, lat), predicate="intersects")[0])
    return np.column_stack([lon, lat])[hit][:count]


def cover() -> None:
    """Every worldview gives a country to every point of the sources' land; what no country has is named."""
    points = random_land(50_000, 3)
    for name in worldviews():
        borders = open_borders(name)
        found = borders.countries_along(points)
        empty = points[[not code for code in found]]
        atoms = [borders.atom_at(lat=lat, lon=lon) for lon, lat in empty.tolist()]
        say("cover", worldview=name, land_points=len(points), without_country=len(empty), of_which=sorted(set(atoms)) or "none")


def overlaps() -> None:
    """No two atoms overlap on more than a square kilometre."""
    import shapely

    borders = open_borders()
    parts, owners = [], []
    for atom in borders.atoms:
        if borders.has_land(atom):
            for part in getattr(shape := borders.atom_shape(atom), "geoms", [shape]):
                pieces = quarter(part)
                parts += pieces
                owners += [atom] * len(pieces)
    owner, tree, worst = np.array(owners), shapely.STRtree(parts), {}
    left, right = tree.query(parts, predicate="intersects")
    keep = (left < right) & (owner[left] != owner[right])
    for i, j in zip(left[keep], right[keep], strict=True):
        shared = parts[i].intersection(parts[j])
        if shared.area:
            km2 = shared.area * 111.2**2 * np.cos(np.radians(shared.centroid.y))
            pair = tuple(sorted((owners[i], owners[j])))
            worst[pair] = worst.get(pair, 0.0) + km2
    top = sorted(worst.items(), key=lambda item: -item[1])[:3]
    say(
        "overlaps",
        atoms=len(set(owners)),
        pairs_above_1_km2=sum(v > 1 for v in worst.values()),
        largest=[(p, f"{v:.3f} km2") for p, v in top],
    )


def quarter(polygon: object) -> list:
    """Cut a polygon into pieces of at most 2,000 vertices, so that intersections stay fast."""
    import shapely

    if shapely.get_num_coordinates(polygon) <= 2000:
        return [polygon]
    w, s, e, n = polygon.bounds
    boxes = [(w, s, (w + e) / 2, n), ((w + e) / 2, s, e, n)] if e - w > n - s else [(w, s, e, (s + n) / 2), (w, (s + n) / 2, e, n)]
    cut = [shapely.intersection(shapely.make_valid(polygon), shapely.box(*b)) for b in boxes]
    return [q for c in cut for p in getattr(c, "geoms", [c]) if p.geom_type == "Polygon" for q in quarter(p)]


def pieces(lines: object, size: int = 300) -> list:
    """Return lines cut into stretches of at most so many vertices."""
    import shapely

    rings = [shapely.get_coordinates(line) for line in shapely.get_parts(lines)]
    return [shapely.LineString(r[i : i + size + 1]) for r in rings for i in range(0, len(r) - 1, size)]


def source_area(code: str, zones: dict) -> object:
    """Return the zones of a country without what an overlap gives to another one, and without what the Antarctic Treaty covers."""
    import shapely

    from routes.atlas.build._atoms import zone_countries

    country = tomllib.loads((FACTS / "worldviews.toml").read_text("utf-8"))["worldview"]["un"]["country"]
    facts = tomllib.loads((FACTS / "disputed_areas.toml").read_text("utf-8"))
    owner = {zone: country.get(atom, atom) for zone, atom in zone_countries().items()}
    whole = shapely.union_all([p for zone, of in owner.items() if of == code for p in zones[zone]])
    for overlap in facts["overlap"]:
        if any(owner[z] == code for z in overlap["zones"]) and country[overlap["atom"]] != code:
            first, second = (shapely.union_all(zones[z]) for z in overlap["zones"])
            whole = whole.difference(first.intersection(second))
    for area in facts["area"]:
        if code in area["within"] and country.get(area["atom"], area["atom"]) != code:
            whole = whole.difference(shapely.Polygon(area["polygon"]))
    return shapely.union_all([p for p in shapely.get_parts(whole) if p.bounds[3] > -60])


def source_outline(code: str, zones: dict, land: object, coast: object) -> np.ndarray:
    """Return the edges, (n, 4) of lon, lat, lon, lat: the unsimplified border where it is on land, the coast where it is in the country."""
    import shapely

    whole = source_area(code, zones)
    border = np.array(pieces(shapely.boundary(whole)), dtype=object)
    i, j = land.query(border, predicate="intersects")
    found = list(shapely.intersection(border[i], land.geometries[j]))
    for part in shapely.get_parts(whole):
        for piece in quarter(part):
            near = coast.geometries[coast.query(piece, predicate="intersects")]
            found += list(shapely.intersection(near, piece))
    lines = [line for f in found for line in shapely.get_parts(f) if line.geom_type == "LineString"]
    coords, index = shapely.get_coordinates(lines, return_index=True)
    same = index[1:] == index[:-1]
    return np.hstack([coords[:-1][same], coords[1:][same]])


def brute_distance_m(ends: np.ndarray, *, lat: float, lon: float) -> float:
    """Return the distance to the nearest of all edges: each in a plane around the point, then geodesics along the best twenty."""
    geod, n = ellipsoid(), 2 * len(ends)
    azimuth, _, distance = (np.array(x) for x in geod.inv(np.full(n, lon), np.full(n, lat), *ends.reshape(-1, 2).T))
    plane = np.column_stack([distance * np.sin(np.radians(azimuth)), distance * np.cos(np.radians(azimuth))]).reshape(-1, 4)
    a, along = plane[:, :2], plane[:, 2:] - plane[:, :2]
    share = np.clip(-(a * along).sum(axis=1) / np.maximum((along * along).sum(axis=1), 1e-9), 0, 1)
    best = np.argsort(((a + share[:, None] * along) ** 2).sum(axis=1))[:20]
    steps = np.linspace(0, 1, 401)[:, None]
    points = np.vstack([ends[i, :2] + steps * (ends[i, 2:] - ends[i, :2]) for i in best])
    return float(np.min(geod.inv(np.full(len(points), lon), np.full(len(points), lat), *points.T)[2]))


def brute(per_country: int = 17) -> None:
    """Random points around 60 countries, against all edges of the unsimplified sources."""
    import shapely

    from routes.atlas.build._atoms import load_land, load_zones

    zones, borders, rng = load_zones(), open_borders(), random.Random(11)
    polygons = load_land()
    land = shapely.STRtree([piece for polygon in polygons for piece in quarter(polygon)])
    shores = [line for line in pieces(shapely.boundary(shapely.multipolygons(polygons))) if np.abs(np.abs(line.xy[0]) - 180).max() > 1e-9]
    coast = shapely.STRtree(shores)
    errors: list[tuple[float, str]] = []
    for code in COUNTRIES:
        ends = source_outline(code, zones, land, coast)
        west, south, east, north = ends[:, 0].min(), ends[:, 1].min(), ends[:, 0].max(), ends[:, 1].max()
        for _ in range(per_country):
            lat, lon = rng.uniform(max(-89, south - 5), min(89, north + 5)), rng.uniform(west - 5, east + 5)
            found = borders.to_country(code, lat=lat, lon=lon)
            true = brute_distance_m(ends, lat=lat, lon=lon)
            errors.append((abs((found.depth_m if found.inside else found.distance_m) - true), f"{code} {lat:.3f} {lon:.3f} {true:.0f} m"))
        say("brute", country=code, edges=len(ends), worst_m=f"{max(errors[-per_country:])[0]:.1f}", at=max(errors[-per_country:])[1])
    figures = np.array([e[0] for e in errors])
    say("brute", points=len(errors), countries=len(COUNTRIES), median_m=f"{np.median(figures):.1f}", worst_m=f"{figures.max():.1f}",
        above_10_m=int((figures > 10).sum()))  # fmt: skip


PARTS = {f.__name__: f for f in (readings, geodesics, speed, lengths, cover, overlaps, brute)}


def main() -> None:
    """Run the named parts, or all but the slow one."""
    for name in sys.argv[1:] or [part for part in PARTS if part != "brute"]:
        PARTS[name]()


if __name__ == "__main__":
    main()
