"""The values that flow through `routes`: frozen, slotted, standard library only.

Every stage is a function from these values to these values. Scalars that are coordinates are always
named ``lat`` and ``lon`` (degrees, WGS 84); pairs are always (lon, lat); lengths are metres and carry
their unit in the name. A `Span` is a half-open range of characters of ``Report.text``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, NamedTuple, Protocol

Mode = Literal["sea", "rail", "road", "air", "river", "pipeline", "unknown"]
Status = Literal["reported", "planned", "blocked", "interrupted"]
Role = Literal["on_route", "mentioned", "metonym"]
ClaimKind = Literal["point-to-point", "point-to-border", "point-to-coast", "point-to-line", "route-length", "duration"]
Comparator = Literal["about", "exact", "more_than", "less_than", "range"]
Said = Literal["", "origin", "target", "neither"]

_DISPUTED = 0.7  # likelihood from which a figure is told as wrong: of twenty that are as doubtful, nineteen are
Answer = Literal["supported", "contradicted", "depends", "unverifiable"]


class Span(NamedTuple):
    """A half-open range of characters, ``text[start:end]``, of a report."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Report:
    """A document as it was read: text in NFC, and where it came from."""

    text: str
    language: str = ""  # ISO 639-1, "" when it could not be told
    title: str = ""
    published: str = ""  # ISO 8601 date, "" when unknown
    source: str = ""  # a file name or an address, never a local folder
    sha256: str = ""  # of the original bytes
    author: str = ""  # as the document names them, "" when it does not
    doubts: tuple[Note, ...] = ()  # about what could not be read


SEAS = frozenset({"SEA", "SEAS", "OCN", "GULF"})  # feature codes of what a distance is told from by its coast
SMALL_STATE_M = 35_000.0  # radius of a state, below which its name is as good as that of a place: Malta, Curaçao


@dataclass(frozen=True, slots=True)
class Place:
    """A thing in the world, from a gazetteer.

    ``feature_code`` is a GeoNames code (PPL, PPLC, ADM1, PCLI, PRT, AIRP, RSTN, SEA, STRT, ...); ``radius_m`` is the extent that
    the point stands for (0 for a village); ``country`` is ISO 3166-1 alpha-2, "" for the high sea;
    ``bbox`` is (west, south, east, north) in degrees for areas, west > east when it crosses 180 degrees.
    """

    name: str
    lat: float
    lon: float
    country: str = ""
    feature_code: str = "PPL"
    admin1: str = ""
    population: int = 0
    radius_m: float = 0.0
    source: str = "geonames"
    source_id: str = ""
    bbox: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name found in the text that may be a place, with what the text says about it.

    ``candidates`` are the places that bear the name, most prominent first. ``cues`` are the words of the
    text that bear on the choice, as data, for example ``("port", "near")``: feature words (port, airport, base, station,
    country, region, river, sea, border, ...), ``demonym`` (an adjective or inhabitant's name), ``metonym`` (a
    government), ``person``, ``dateline``, ``passed`` (likely on a route, told by a leg or not). ``within`` is the id of the toponym
    that the text says contains it ("Najin, in North Korea"). ``vague_m`` is how far from the place the text may mean ("a depot near
    Tikhoretsk"). ``root`` is what the mentions of a name share that no data set knows, whatever their case; "" for a name with
    candidates.
    """

    id: str
    span: Span
    surface: str
    candidates: tuple[Place, ...] = ()
    cues: tuple[str, ...] = ()
    within: str = ""
    vague_m: float = 0.0
    root: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym could mean, with its score and the reasons for and against it."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A place of the report: all its mentions, what was chosen, and what lost.

    ``place`` is None when the name could not be placed ("ambiguous" or unknown). ``radius_m`` is the
    uncertainty of the point: the extent of the place joined with the vagueness of the words.
    """

    id: str
    name: str  # as the report writes it, in the nominative where known
    mentions: tuple[Span, ...]
    place: Place | None
    radius_m: float = 0.0
    role: Role = "mentioned"
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    alternatives: tuple[Candidate, ...] = ()
    set_by_person: tuple[str, ...] = ()  # the values that a plan gave, by the plan's keys


@dataclass(frozen=True, slots=True)
class Leg:
    """One movement between two places: who goes where, by what, when.

    ``origin``, ``destination`` and ``via`` are ids: of toponyms after extraction, of waypoints after
    location; "" is an end that the report does not name. ``start`` and ``end`` are ISO dates or "".
    """

    id: str
    origin: str
    destination: str
    span: Span  # the sentence or clause that says so
    mode: Mode = "unknown"
    status: Status = "reported"
    via: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    cargo: str = ""
    evidence: tuple[Span, ...] = ()  # the words the reading rests on: verb, vehicle, ends
    set_by_person: tuple[str, ...] = ()  # the values that a plan gave, by the plan's keys
    mode_implied: bool = False  # the mode is taken over from the words before; the leg's own name none
    hints: tuple[str, ...] = ()  # the words around it that bear on the mode, as `routes.extraction.hints` names them
    likelihood: float = 1.0  # that the report tells of it, as `routes.extraction.likelihood` weighs its words; 1 for a person's own
    modes: tuple[float, ...] = ()  # how likely each `Mode` is by the words around it, in their order; () where that was not weighed


@dataclass(frozen=True, slots=True)
class Couple:
    """Two places, by their ids, that a figure may be said of, and how likely that is by the words around it, 0 to 1."""

    origin: str
    target: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A distance or a duration that the report states.

    ``low`` and ``high`` bound what the words allow, in metres (in seconds for kind "duration"). ``origin`` and ``target`` are ids of
    toponyms, then of waypoints; ``target`` may also be "border:ID" (of that country; "border:*" is the
    nearest border) or "coast:ID" ("coast:*" the nearest coast), with ID a toponym id after extraction, an ISO
    3166-1 code after location, or "front:*" (the lines of that mode which the user added). ``leg`` is the id of the leg that a
    route-length or duration is about, or "".
    """

    id: str
    span: Span
    kind: ClaimKind
    value: float
    unit: str  # km, m, mi, nmi, ft, verst; min, h, d, week; until it is located also mile, of either kind
    low: float
    high: float
    comparator: Comparator = "exact"
    hedge: str = ""  # the word itself: "about", "environ"
    origin: str = ""
    target: str = ""
    direction: str = ""  # N, NNE, ... of origin as seen from target ("60 km north-east of X")
    leg: str = ""
    basis: str = ""  # what the words say was measured: "straight", "road", "rail", "sea", "" when nothing
    converted: tuple[float, str] | None = None  # the same figure in a second unit: (180.0, "mi")
    denied: bool = False  # the report itself calls the figure false
    set_by_person: tuple[str, ...] = ()  # the values that a plan gave, by the plan's keys
    round_trip: bool = False  # the time there and back
    implied: bool = False  # an end is taken over from before, or an unknown name stands between it and the figure
    stray: bool = False  # a name that nobody knows stands nearer to the figure than its ends: it may be of that place
    bare: bool = False  # its sentence names neither of its ends, and no other place
    sole: bool = False  # its ends are the only places that its sentence names
    said: Said = ""  # which of its ends its sentence names, where nothing without a name may be the other
    echo: bool = False  # its ends are those of the figure before, which it takes up: "a poster says 2,000"
    own: bool = False  # the report says it in its own voice, and not in a quotation
    doubt: float = -1.0  # how likely its words tell it as somebody's wrong figure, not as a fact; below 0 where that was not weighed
    likelihood: float = 0.0  # of its ends, by the words around it and how far they lie apart; 0 where that was not weighed
    way: float = 0.0  # how likely the words make it the length of a way rather than of a line; 0 where that was not weighed
    couples: tuple[Couple, ...] = ()  # what else it may be said of, and its own ends, the likeliest first

    @property
    def disputed(self) -> bool:
        """Whether the report tells it as wrong: by a word that says so, or by all that stands around it."""
        return self.denied or self.doubt >= _DISPUTED


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt about the report or the run: a stable code, one English sentence, and where it arose.

    ``values`` are the facts in the sentence by name, so that it can be said in other languages; names that end in ``_m`` are
    lengths in metres, ``country`` is ISO 3166-1 alpha-2.
    """

    code: str
    message: str
    span: Span | None = None
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Mentions:
    """What extraction read from the text alone, before anything is placed."""

    toponyms: tuple[Toponym, ...] = ()
    legs: tuple[Leg, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    language: str = ""  # of the report, ISO 639-1


@dataclass(frozen=True, slots=True)
class Located:
    """What location made of the mentions: waypoints, and legs and claims that refer to them."""

    waypoints: tuple[Waypoint, ...] = ()
    legs: tuple[Leg, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """The geometry of a leg.

    ``lonlat`` has unwrapped longitudes (170, 190: never a jump of 360 degrees). The network part runs from
    ``lonlat[first]`` to ``lonlat[last]``; what lies outside are the straight whiskers between the ends and the
    network, whose lengths are ``snap_m``. ``length_m`` covers whiskers too. ``low_m`` and ``high_m`` are an honest interval.

    ``line_m`` is the geodesic length of ``lonlat`` as drawn. It is the smaller of the two: a mapped line is generalised, so
    ``length_m`` counts what the source measured along the full line, or allows for the bends that the map leaves out; at sea it
    allows for the approaches to ports.
    """

    lonlat: tuple[tuple[float, float], ...]
    length_m: float
    geodesic_m: float
    method: str  # "network", "geodesic" (a straight line because that is how one moves or no network is known)
    network: str = ""  # "sea", "rail", "road", "river", "" for a geodesic
    snap_m: tuple[float, float] = (0.0, 0.0)
    low_m: float = 0.0
    high_m: float = 0.0
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2 in travel order
    passages: tuple[str, ...] = ()  # suez, bosporus, ... in travel order
    inferred: tuple[tuple[int, int], ...] = ()  # ranges of lonlat that no source shows
    notes: tuple[Note, ...] = ()
    leg: str = ""  # the id of the leg, "" for an ad hoc track
    line_m: float = 0.0
    country_m: tuple[float, ...] = ()  # metres in each of ``countries``


@dataclass(frozen=True, slots=True)
class Finding:
    """One reading of a claim, measured. Values are metres (seconds for durations)."""

    measure: str  # a stable code: "geodesic", "land:UA", "atom:crimea", "boundary:RU-UA", "track:rail", ...
    low: float
    best: float
    high: float
    fits: bool
    estimated: bool = False  # low to high is a plausible range, not a measured figure with its uncertainty
    label: str = ""  # the reading in the report's language
    # The two (lon, lat) points of a straight measure, for a border its nearest one; None where the leg's own line is measured.
    start: tuple[float, float] | None = None
    end: tuple[float, float] | None = None
    data: str = ""  # what was measured on: a file of the atlas, "own/NAME", "WGS84" for a bare geodesic
    worldview: str = ""  # whose borders, "" where none matter


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the findings make of a claim, in one sentence."""

    claim: str
    answer: Answer
    reason: str  # in the report's language
    reason_en: str
    findings: tuple[Finding, ...] = ()
    measure: str = ""  # the code of the finding that it rests on, "" when none does


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A whole run: one report and everything that was understood, measured and doubted."""

    report: Report
    waypoints: tuple[Waypoint, ...] = ()
    legs: tuple[Leg, ...] = ()
    tracks: tuple[Track, ...] = ()
    claims: tuple[Claim, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    notes: tuple[Note, ...] = ()
    provenance: dict[str, Any] | None = None

    def waypoint(self, id: str) -> Waypoint | None:
        """Return the waypoint with this id, None where there is none."""
        return next((w for w in self.waypoints if w.id == id), None)

    def track(self, leg: str) -> Track | None:
        """Return the track of the leg with this id, None where it could not be traced."""
        return next((t for t in self.tracks if t.leg == leg), None)

    def verdict(self, claim: str) -> Verdict | None:
        """Return the verdict on the claim with this id."""
        return next((v for v in self.verdicts if v.claim == claim), None)

    # The two conveniences below call upwards, to the outputs, for people in notebooks; by name, since nothing in this file depends on them.

    def to_gdf(self, layer: str = "legs") -> Any:
        """Return "places", "legs" or "claims" as a `geopandas.GeoDataFrame` (EPSG:4326, lengths in metres).

        Raises
        ------
        UnknownValue
            When there is no such layer.
        """
        from routes.errors import UnknownValue

        found = import_module("routes.exports").frames(import_module("routes.runs").describe(self))
        if layer not in found:
            raise UnknownValue(f"There is no layer {layer!r}; use one of {', '.join(found)}.")
        return found[layer]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Show the map in a notebook: the page in a frame of its own, and a picture for viewers that show no frames."""
        bundle: dict[str, Any] = import_module("routes.maps.notebook").bundle(import_module("routes.runs").describe(self))
        return bundle

    def _repr_html_(self) -> str:
        """Show the map in a notebook, for viewers that ask for HTML alone."""
        return str(self._repr_mimebundle_()["text/html"])


class Hit(NamedTuple):
    """A run of characters that the gazetteer knows, from `Gazetteer.scan`."""

    start: int
    end: int
    candidates: tuple[Place, ...]  # most prominent first
    how: str  # "exact", "folded", "inflected", "adjective", "demonym"


class Gazetteer(Protocol):
    """What extraction and resolution ask of any source of places."""

    def lookup(self, name: str, language: str = "") -> tuple[Place, ...]:
        """Return the places that bear a name, most prominent first."""

    def scan(self, text: str, language: str = "") -> list[Hit]:
        """Return every known name of a text in one pass, overlapping ones too, by start then longest first."""

    def respelled(self, name: str, language: str) -> tuple[Place, ...]:
        """Return the places that a name means which is listed only in other letters, most prominent first."""
