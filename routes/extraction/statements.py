"""Statements of movement, as frames fill them from clauses and chains from lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from routes.extraction.sentences import Item, Sentence
from routes.model import Toponym


@dataclass(slots=True)
class Frame:
    """One statement of movement."""

    kind: str
    predicate: Item | None
    sentence: Sentence
    first: int  # items of the statement: its clause, or the part of the clause that tells this stretch of the way
    last: int
    whole: tuple[int, int] = (0, 0)  # items of the clause
    origins: list[Toponym] = field(default_factory=list)
    destinations: list[Toponym] = field(default_factory=list)
    via: list[Toponym] = field(default_factory=list)
    held: list[Toponym] = field(default_factory=list)  # where it stands and cannot go on
    elsewhere: list[Toponym] = field(default_factory=list)  # where the telling stands, from where it did not come
    chained: bool = False  # goes on from the frame before it in the same clause
    heading: bool = False  # a line of a list that only names the two ends
    halted: bool = False  # its origin is only a stop: where it set out may be told later
    way_on: str = ""  # "way", "next": names a way by a noun and its end only, "the crossing to B takes a day"
    failed: bool = False  # says that an end was never reached
    mode: str = "unknown"
    onward: str = ""  # the mode of the vehicle that an unloading puts the cargo on
    strength: int = 0  # 3 a medium phrase, 2 verb or vehicle, 1 the sentence's vehicle, 0 nothing

    @property
    def items(self) -> list[Item]:
        """The items of the statement."""
        return self.sentence.items[self.first : self.last]

    @property
    def clause(self) -> list[Item]:
        """The items of the clause, which may hold other statements that share the verb."""
        return self.sentence.items[slice(*self.whole)] if self.whole[1] else self.items

    @property
    def part(self) -> int:
        """The number of the part of its sentence, between semicolons, in which the statement begins."""
        return sum(item.key == ";" for item in self.sentence.items[: self.first + 1])

    def at(self, otherwise: int) -> int:
        """Return where the predicate stands among the items of the sentence, ``otherwise`` when it is not in the statement."""
        return next((i for i in range(self.first, self.last) if self.sentence.items[i] is self.predicate), otherwise)

    def says(self, tag: str) -> bool:
        """Tell whether the statement has a word of a kind."""
        return any(tag in item.tags for item in self.items)


def index_of(items: list[Item], item: Item | None, otherwise: int) -> int:
    """Return where an item itself, and none that equals it, stands among others; ``otherwise`` when it does not."""
    return next((i for i, other in enumerate(items) if other is item), otherwise)
