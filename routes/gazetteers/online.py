"""Geocoders on the network, for names that no data set knows: off unless asked for, and bounded whatever they do.

geopy puts the questions and reads the answers; the one HTTP client fetches them, so that size, time and redirects have limits that
geopy itself does not set. An answer is a candidate, not a place: it counts only where it lies in a country that the report
speaks of, and it is then weighed like any other.
"""

from __future__ import annotations

import inspect
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from routes import cache, web
from routes.errors import FetchError, UnknownValue
from routes.gazetteers.turns import Turns
from routes.geodesy import distance_m
from routes.model import Gazetteer, Place
from routes.settings import Settings

NAME_S, RUN_S = 10.0, 60.0  # seconds for one name, and for all names of a report
TRIES = 3  # requests for one name
MOST_BYTES = 1_000_000
_ANSWERS = 5
_EMPTY_DAYS = 30  # after which a name that nobody knew is asked again
_SAME_M = 25_000.0  # an answer this near to a place of a like name is that place
_PLACES = {"city": "PPL", "town": "PPL", "village": "PPL", "hamlet": "PPL", "country": "PCLI", "state": "ADM1", "region": "ADM1"}
_KINDS = {"aeroway": "AIRP", "railway": "RSTN", "harbour": "PRT", "port": "PRT", "ferry_terminal": "PRT", "military": "MILB"}


class Refused(Exception):
    """A status that is no answer; ``again`` tells whether another try may help."""

    def __init__(self, status: int, wait_s: float) -> None:
        super().__init__(f"status {status}")
        self.again = status == 429 or status >= 500
        self.wait_s = wait_s


@dataclass
class Online:
    """A geocoder for one report: its time, and what it said."""

    settings: Settings
    turns: Turns = field(default_factory=Turns)
    clock: Callable[[], float] = time.monotonic
    asked: list[dict[str, str]] = field(default_factory=list)  # name, geocoder, host, date of each answer that was used
    faults: dict[str, str] = field(default_factory=dict)  # name -> what went wrong

    def __post_init__(self) -> None:
        if not self.settings.contact.strip():
            raise UnknownValue('Online geocoders want a contact: set contact = "you@example.org" in routes.toml, or ROUTES_CONTACT.')
        self._until = self.clock() + RUN_S
        self._name_until = 0.0
        self._geocoder: Any = None

    def places(self, name: str, language: str, countries: Sequence[str], gazetteer: Gazetteer) -> tuple[Place, ...]:
        """Return the places that a geocoder gives for a name and that lie in one of the countries.

        A fault gives none, and is noted in ``faults``: a place is never guessed.
        """
        found = self._kept(name, language)
        if found is None:
            geocoder = self._opened()
            try:
                found = self._ask(geocoder, name, language)
            except (FetchError, Refused, ValueError, KeyError, TypeError, AttributeError, LookupError, RecursionError) as error:
                self.faults[name] = str(error).rstrip(".") or type(error).__name__
                return ()
        near = [p for p in getattr(gazetteer, "fuzzy", lambda _: ())(name) if p.country in countries]
        fitting = [_compared(p, near) for p in found["places"] if p.country in countries]
        if fitting:
            self.asked.append({"name": name, "geocoder": self.settings.geocoder, "host": found["host"], "date": found["date"]})
        return tuple(dict.fromkeys(fitting))

    def _key(self, name: str, language: str) -> str:
        return "|".join((self.settings.geocoder, self.settings.geocoder_url, language, name))

    def _kept(self, name: str, language: str) -> dict[str, Any] | None:
        """Return an answer from the cache; one without places only while it is young."""
        known = cache.get("geocoder", self._key(name, language))
        try:
            places = [Place(**p) for p in known["places"]]
            age = time.time() - time.mktime(time.strptime(known["date"], "%Y-%m-%d"))
            return {**known, "places": places} if places or age < _EMPTY_DAYS * 86400 else None
        except (TypeError, KeyError, ValueError):
            return None

    def _ask(self, geocoder: Any, name: str, language: str) -> dict[str, Any]:
        """Ask the geocoder, again where that may help and time is left, and keep the answer."""
        self._name_until = min(self.clock() + NAME_S, self._until)
        wanted = {"exactly_one": False, "limit": _ANSWERS, "addressdetails": True, "language": language or None}
        accepted = inspect.signature(geocoder.geocode).parameters
        named = {key: value for key, value in wanted.items() if key in accepted and value is not None}
        for attempt in range(TRIES):
            if self.clock() >= self._name_until:
                raise FetchError("no time is left for it")
            try:
                answers = geocoder.geocode(name, **named) or []
                break
            except (Refused, FetchError) as error:
                wait = error.wait_s if isinstance(error, Refused) else 0.5
                last = attempt == TRIES - 1 or (isinstance(error, Refused) and not error.again)
                if last or not wait < self._name_until - self.clock():
                    if isinstance(error, Refused) and error.again:
                        self._until = self.clock()  # it wants to be left alone: no other name is asked for in this run
                    raise
                time.sleep(wait)
        places = [place for place in map(self._place, answers[:_ANSWERS]) if place is not None]
        found = {"date": time.strftime("%Y-%m-%d"), "host": self._host(geocoder)}
        cache.put("geocoder", self._key(name, language), {**found, "places": [_plain(p) for p in places]})
        return {**found, "places": places}

    def _opened(self) -> Any:
        """Return the geocoder, made once."""
        if self._geocoder is not None:
            return self._geocoder
        from importlib.metadata import version

        from geopy.exc import ConfigurationError, GeocoderNotFound
        from geopy.geocoders import get_geocoder_for_service

        s, own = self.settings, urlsplit(self.settings.geocoder_url)
        agent = f"report-routes/{version('report-routes')} ({s.contact})"
        options = {"user_agent": agent, "adapter_factory": self._adapter, "api_key": s.geocoder_key or None}
        if s.geocoder_url:
            options |= {"domain": own.netloc + own.path.rstrip("/"), "scheme": own.scheme}
        try:
            kind = get_geocoder_for_service(s.geocoder)
            accepted = inspect.signature(kind).parameters
            self._geocoder = kind(**{k: v for k, v in options.items() if k in accepted and v is not None})
        except GeocoderNotFound as error:
            raise UnknownValue(f"There is no geocoder {s.geocoder!r}; geopy knows nominatim, photon, pelias, arcgis and others.") from error
        except (ConfigurationError, TypeError) as error:
            raise UnknownValue(f"The geocoder {s.geocoder!r} wants more settings (geocoder_key, geocoder_url): {error}.") from error
        return self._geocoder

    def _host(self, geocoder: Any) -> str:
        return urlsplit(self.settings.geocoder_url).netloc or str(getattr(geocoder, "domain", ""))

    def _adapter(self, *, proxies: Any, ssl_context: Any) -> Any:
        """Return what geopy fetches with: the one HTTP client, one request a second for the whole application."""
        from geopy.adapters import BaseSyncAdapter

        online = self

        class Adapter(BaseSyncAdapter):  # type: ignore[misc]
            def get_text(self, url: str, *, timeout: Any, headers: Any) -> str:
                return online._fetch(url, headers).decode("utf-8")

            def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:
                return json.loads(self.get_text(url, timeout=timeout, headers=headers))

        return Adapter(proxies=proxies, ssl_context=ssl_context)

    def _fetch(self, url: str, headers: dict[str, str]) -> bytes:
        self.turns.wait(self._name_until - self.clock())
        own = urlsplit(self.settings.geocoder_url)
        trusted = frozenset({f"{own.hostname}:{own.port or (443 if own.scheme == 'https' else 80)}"} if own.hostname else ())
        left = max(0.1, min(NAME_S / TRIES, self._name_until - self.clock()))
        answer = web.get(url, headers=headers, most_bytes=MOST_BYTES, most_hops=0, most_s=left, trusted=trusted)
        if answer.status != 200:
            raise Refused(answer.status, _seconds(answer.headers.get("retry-after", "")))
        return answer.content

    def _place(self, location: Any) -> Place | None:
        """Return an answer as a place, None where it is off the globe."""
        lat, lon, raw = float(location.latitude), float(location.longitude), location.raw or {}
        if not (math.isfinite(lat) and math.isfinite(lon) and -90 <= lat <= 90 and -180 <= lon <= 180):
            return None
        from routes.atlas.borders import open_borders

        address = raw["address"] if isinstance(raw.get("address"), dict) else {}
        code = str(address.get("country_code") or "").upper() or open_borders().country_at(lat=lat, lon=lon)
        known = f"osm:{raw['osm_type']}/{raw['osm_id']}" if "osm_id" in raw and "osm_type" in raw else f"{lat:.5f},{lon:.5f}"
        name = str(raw.get("name") or str(location.address).partition(",")[0])
        kind = (str(raw.get("category") or raw.get("class") or ""), str(raw.get("type") or ""))
        feature = _KINDS.get(kind[1]) or _KINDS.get(kind[0]) or _PLACES.get(kind[1]) or "PPL"
        return Place(name[:200], lat=lat, lon=lon, country=code, feature_code=feature, source=self.settings.geocoder, source_id=known)


def _compared(place: Place, near: Sequence[Place]) -> Place:
    """Return the embedded place of a like name that an answer is, the answer itself where it is none."""
    return next((p for p in near if distance_m(lat1=p.lat, lon1=p.lon, lat2=place.lat, lon2=place.lon) < _SAME_M), place)


def _seconds(text: str) -> float:
    """Return the wait that a server asks for; one that is no plain number of seconds is too long to wait."""
    if not text:
        return 1.0
    return float(text) if text.strip().isdigit() and len(text) < 6 else math.inf


def _plain(place: Place) -> dict[str, Any]:
    return asdict(replace(place, bbox=None))
