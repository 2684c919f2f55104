"""A plan at work on a report: the toponyms so far, and by which names they are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from routes.atlas.places import Gazetteer
from routes.model import Located, Place, Report, Span, Toponym
from routes.plans.file import Entry, Plan
from routes.text import fold


@dataclass
class Scene:
    """A plan, its report, and what is known of the names of both."""

    plan: Plan
    report: Report
    gazetteer: Gazetteer
    found: list[Toponym] = field(default_factory=list)
    chosen: dict[str, Entry] = field(default_factory=dict)  # toponym id -> the entry that placed it
    others: dict[str, tuple[Place, ...]] = field(default_factory=dict)  # toponym id -> the places that it could have meant
    added: int = 0

    def __post_init__(self) -> None:
        self._names: dict[str, list[str]] = {}

    def add(self, name: str, places: tuple[Place, ...], span: Span | None = None) -> Toponym:
        """Add a name; one that stands nowhere in the text gets an empty span of its own behind it."""
        self.added += 1
        after = len(self.report.text) + self.added
        toponym = Toponym(f"x{self.added}", span or Span(after, after), name, places)
        self.found.append(toponym)
        self._names.setdefault(fold(name), []).append(toponym.id)
        return toponym

    def index(self, located: Located) -> None:
        """Note by which names each place is known: as it is shown, as it is written, as the gazetteer has it."""
        by_span = {t.span: t.id for t in self.found}
        self._names = {}
        shown = [(w.name, w) for w in located.waypoints]
        shown += [(w.place.name, w) for w in located.waypoints if w.place]
        for name, w in shown:
            self._names.setdefault(fold(name), []).extend(by_span[m] for m in w.mentions if m in by_span)
        for t in self.found:
            self._names.setdefault(_key(t), []).append(t.id)

    def named(self, entry: Entry, key: str, name: str) -> str:
        """Return the id of the toponym that a name of the plan means: one of the report, else one of the gazetteer."""
        known = {t.id for t in self.found}
        ids = [id for id in self._names.get(fold(name), ()) if id in known]
        if ids:
            return ids[0]
        places = self.gazetteer.lookup(name, self.report.language)
        if not places:
            near = next((p.name for p in self.gazetteer.fuzzy(name, 1)), "")
            hint = f"did you mean {near}?" if near else "give it a [[place]] with lat and lon."
            self.plan.wrong(entry.at(key), f"no place called {name!r} is known; {hint}")
        return self.add(name, places).id

    def surface(self, id: str) -> str:
        """Return the folded writing of a toponym, "" for none."""
        return next((_key(t) for t in self.found if t.id == id), "")


def _key(t: Toponym) -> str:
    return fold(" ".join(t.surface.split()))
