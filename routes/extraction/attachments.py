"""Attachments: how a name hangs on the words before it, and so what it is to their verb of movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.gaps import after_way, ago, apart, holds, led_to, measured, of_goods, spent_time, surrounds, worked
from routes.extraction.joints import conjunction
from routes.extraction.prepositions import AT, OF, TO
from routes.extraction.sentences import Item, adjective, area, country, halted
from routes.text import BULLETS, DASHES

if TYPE_CHECKING:
    from routes.model import Toponym

_GOODS = 3  # items from goods to the "of" of where they are from
_LISTED = {"load": "from", "unload": "to"}  # what a name after such a word and a colon is: "Puerto de carga: A"
_READINGS = 4  # candidates of a name that are looked at
_ADJECTIVES = 2  # a noun and its adjective
_ENDING = frozenset(",;.:)")
_HEADS = BULLETS | frozenset(":(")  # marks after which a line begins
_LINKS = DASHES | frozenset(",/(&")  # marks between names told in one breath
_PAIRED = 2  # a name and a comma
_HALT = 6  # items from a stop to the "at" of where it is made
_NOUNS = frozenset({"word.name", "word.noun", "word.feature", "word.det", "word.port", "word.airport", "word.border"})
_REACH = 10  # items that may lie between a preposition and its name


def motion(item: Item) -> tuple[str, str]:
    """Return class and mode of a word as a verb of movement, ("", "") when it is none."""
    found = [tag.split(".")[1:] for tag in item.tags if tag.startswith("motion.")]
    if not found:
        return "", ""
    kind = "connect" if any(name == "connect" for name, _ in found) else found[0][0]
    return kind, next((mode for other, mode in found if other == kind and mode != "any"), "any")


def attach(items: list[Item], k: int, first: int, last: int, known: dict[int, str] | None = None) -> str:
    """Return how the name at ``items[k]`` is attached: a preposition's role, "object", "anchor", "beside", "" for nothing.

    ``known`` keeps what was found for the names before it in the same clause, which a long list of names asks for again and again.
    """
    if known is None:
        known = {}
    if k not in known:
        known[k] = _attach(items, k, first, last, known)
    return known[k]


def _attach(items: list[Item], k: int, first: int, last: int, known: dict[int, str]) -> str:
    if "word.through" in items[k].tags and not (k > first and items[k - 1].has("prep.")):
        return "via"
    if k + 1 < last and items[k + 1].kind == "w" and "word.line" in items[k + 1].tags and items[k + 1].start - items[k].end == 1:
        return ""  # "on the Benguela line"
    if k > first and "word.agent" in items[k - 1].tags:
        acts = not items[k - 1].has("prep.") or (k + 1 < last and "word.acted" in items[k + 1].tags)
        if acts:
            return ""  # "paid for by A", "von A finanzierte Züge"
    if k > first + 1 and items[k - 1].value("prep.") == "of" and "word.out" in items[k - 2].tags:
        return "from"  # "smuggled out of A"
    if _again(items, k, last) or (k > first and items[k - 1].key == ":" and _opens(items, k, last)):
        return "from"  # "so the medics drove: A to B in eleven hours"
    return _attached(items, k, first, last, known) or ("from" if _opens(items, k, last) else "")


def _again(items: list[Item], k: int, last: int) -> bool:
    """Tell whether a name begins the next stretch of a list, where the one before ended: "Oslo to London, London to Dubai"."""
    if k < _PAIRED or k + 2 >= last or items[k + 1].value("prep.") != "to" or items[k - 1].key not in (",", ";"):
        return False
    before, name = items[k - 2].toponym, items[k].toponym
    return before is not None and name is not None and before.surface == name.surface


def _opens(items: list[Item], k: int, last: int) -> bool:
    """Tell whether a name without preposition is where a way begins: "1. Kansas City to Laredo", "a service, Mersin to Tripoli"."""
    if _compound(items, k, last):
        return True
    if k and not (items[k - 1].kind == "p" or items[k - 1].key.isdigit()):
        return False
    if k + 2 >= last:
        return False
    kind = items[k + 1].value("prep.")
    if kind == "dest" and k and items[k - 1].key == "," and items[k + 2].kind == "t":
        return True  # "the Maria, Sines for Rotterdam"
    head = k == 0 or items[k - 1].key in _HEADS or (items[k - 1].key in ".)" and k > 1 and items[k - 2].key.isdigit())
    if kind != "to" and not (kind == "at_to" and head):
        return False
    after = next((item for item in items[k + 2 : min(last, k + 5)] if not ("word.det" in item.tags or "word.feature" in item.tags)), None)
    return after is not None and after.kind == "t"


def _compound(items: list[Item], k: int, last: int) -> bool:
    """Tell whether two names make one word with a vehicle or a voyage: "the Ullapool to Stornoway ferry"."""
    if k + 3 >= last or items[k + 1].value("prep.") != "to" or items[k + 2].kind != "t":
        return False
    return items[k + 3].has("vehicle.") or items[k + 3].has("travel.")


def _attached(items: list[Item], k: int, first: int, last: int, known: dict[int, str]) -> str:  # noqa: PLR0912 - one branch for each kind of word
    """Return what `attach` does by the words before a name."""
    of = feature = False
    j = k - 1
    while j >= first and k - j <= _REACH:
        item = items[j]
        if item.kind == "t" and not adjective(items, j):
            return _after_name(items, j, k, first, last, known)
        if item.kind == "q" and not spent_time(item):
            return "anchor" if item.unit else ""
        if item.kind == "d" or item.has("date.weekday"):
            return ""
        if item.kind == "p":
            if item.key == ":" and j > first and (listed := _LISTED.get(motion(items[j - 1])[0])):
                return listed
            if item.key == "," and j > first and items[j - 1].kind == "t":
                return _after_name(items, j - 1, k, first, last, known)
            if not _transparent(items, j, k, first, last):
                return ""
        kind = "with" if "word.along" in item.tags else item.value("prep.")  # "с посадками обе Америки"
        feature = feature or "word.feature" in item.tags or "word.port" in item.tags or "word.there_noun" in item.tags
        if kind == "near":
            if j > first and items[j - 1].kind == "t":
                return "beside"
            if worked(items, j, first):
                return "at"  # "captagon pressed near Homs", "récoltés la veille autour de B"
        elif "word.around" in item.tags and surrounds(items, j, k, first):
            return _governed(items, j, k, first)
        elif kind == "of" and not _bearing(items, j, first):
            if measured(items, j, first):
                return "anchor"
            of = True
        elif _said_of_another(item) or (of and not feature and not kind and of_goods(items, j, first)):
            return ""  # "for the wounded of Gaza"
        elif kind in OF and _bearing(items, j, first):
            return "beside"
        elif _owned(items, j, k, first, last):
            if measured(items, j - 1, first):
                return "anchor"
            of = feature = True  # "en el golfo de Urabá", "im Hafen von Tartus": what stands before the feature governs
        elif kind == "of_from":
            if how := _of_or_from(items, j, k, first, last):
                return how
            of = True
        elif kind:
            if j > first and (agent := _by_whom(items, j, kind, of)) is not None:
                return agent
            if kind == "from" and _far_from(items, j, k, first, last):
                return "anchor"
            return _placed(items, j, k, first) if kind in AT else kind
        elif item.has("motion.") and "word.feature" not in item.tags:
            return "object" if not of or feature or motion(item)[0] == "connect" else ""
        elif conjunction(item) or ("word.then" in item.tags and j == k - 1 and _name_before(items, j, first) >= 0):
            return _after_name(items, _name_before(items, j, first), k, first, last, known) if _name_before(items, j, first) >= 0 else ""
        elif "word.then" in item.tags and j > first and (spent_time(items[j - 1]) or items[j - 1].has("motion.arrive.any")):
            pass  # "reached, two weeks later, Lagos"
        elif item.has("word.clause") or "word.then" in item.tags or "word.relative" in item.tags or "word.locates" in item.tags:
            return ""
        j -= 1
    return ""


def _said_of_another(item: Item) -> bool:
    """Tell whether a phrase leads to the name of a ship or of who wills it: "a bordo del Riga", "por orden de un juez de Tampa"."""
    phrase = item.end - item.start > len(item.key)
    return phrase and ("word.agent" in item.tags or ("word.aboard" in item.tags and item.has("prep.")))


def _owned(items: list[Item], j: int, k: int, first: int, last: int) -> bool:
    """Tell whether an ambiguous "of" at ``items[j]`` says of what a site is: "en el puerto de A", "im Hafen von A"."""
    agent = items[j].value("prep.") == "from" and "word.agent" in items[j].tags
    goes = agent and _goes_on(items, k, last)
    if agent and led_to(items, j - 1, first) and not (goes and items[k + 1].key != ","):
        return True
    return j > first and ((agent and not goes) or "prep.of_from" in items[j].tags) and _is_site(items, j - 1, first)


def _by_whom(items: list[Item], j: int, kind: str, of: bool) -> str | None:
    """Return how a name is attached after who did something, None where none is told.

    "noleggiato dalla Caritas di Udine", "réclamées par la ville de Lyon"; but who has a thing tells where it is: "cédées par un
    musée de Lyon".
    """
    if "word.supply" in items[j].tags:
        return ""  # "die Versorgung von A"
    kept = "word.kept" in items[j - 1].tags
    if kind == "via" and of and (kept or items[j - 1].done):
        return "at" if kept else ""
    return "" if kind == "from" and "word.by" in items[j].tags and items[j - 1].done else None


def _name_before(items: list[Item], j: int, first: int) -> int:
    """Return where the name stands that the word at ``items[j]`` joins to the next, even after a comma where it is "then"; -1 for none."""
    i = j - 1
    while "word.then" in items[j].tags and i > first and (items[i].key == "," or "word.and" in items[i].tags):
        i -= 1
    return i if i >= first and items[i].kind == "t" else -1


def _of_or_from(items: list[Item], j: int, k: int, first: int, last: int) -> str:
    """Return how an ambiguous "de" at ``items[j]`` attaches a name, "" where it only means "of"."""
    if j > first and "word.course" in items[j - 1].tags:
        return "to"  # "prendre la route d'Adré"
    if items[j].has("motion."):
        led = motion(items[j])[0] in ("move", "depart", "arrive", "load") or _goes_on(items, k, last)  # "la traversée de Sète à Tanger"
        return "from" if led else "object"
    if (since := ago(items, j, first)) >= 0:
        return "from" if motion(items[since])[0] in ("move", "depart", "arrive", "load") else ""
    if measured(items, j, first) and not _way_of(items, j, k, last):
        return "anchor"
    return "from" if _leaves(items, j, k, first, last) else ""


def _bearing(items: list[Item], j: int, first: int) -> bool:
    """Tell whether the words before the "of" at ``items[j]`` say on which side of a name another one lies: "A, to the south of B"."""
    k = j - 1
    if k < first or not items[k].has("direction."):
        return False
    while k > first and (items[k].has("direction.") or items[k].has("prep.") or "word.det" in items[k].tags):
        k -= 1
    return k > first and items[k].key == "," and items[k - 1].kind == "t"


def _is_site(items: list[Item], j: int, first: int) -> bool:
    """Tell whether the noun at ``items[j]``, or the one before an adjective there, is a kind of place: "the rail terminal of A"."""
    word = items[j]
    if "word.feature" in word.tags or "word.port" in word.tags:
        return True
    loose = word.kind == "w" and not word.has("motion.") and not word.has("prep.") and "word.det" not in word.tags and " " not in word.key
    return loose and j > first and items[j - 1].kind == "w" and ("word.feature" in items[j - 1].tags or "word.port" in items[j - 1].tags)


def _governed(items: list[Item], j: int, k: int, first: int) -> str:
    """Return the preposition that governs a place named by what lies in it: "to the refinery in Schwedt" is "to"."""
    for i in range(j - 1, max(first - 1, j - 7), -1):
        item = items[i]
        if item.kind == "t":
            inner, outer = item.toponym, items[k].toponym
            around = outer is not None and area(outer) and (inner is None or _can_lie_in(inner, outer))
            return "within" if i >= j - 5 and around else "at"
        kind = item.value("prep.")
        if kind in ("from", "to", "dest", "via", "for"):
            return kind if i < j - 1 else "at"
        if kind in OF and i < j - 1:
            continue
        noun = not _NOUNS.isdisjoint(item.tags) or holds(items, i) or (i > first and "word.det" in items[i - 1].tags)
        loose = item.kind == "w" and (noun or not item.tags or item.has("direction."))
        if not loose or item.has("motion.") or item.has("vehicle."):
            break
    return "at"


def _can_lie_in(inner: Toponym, outer: Toponym) -> bool:
    """Tell whether a place can lie in an area: no "da Rotterdam in Ucraina"."""
    countries = {c.country for c in outer.candidates[:1]}
    return not (inner.candidates and countries) or any(c.country in countries for c in inner.candidates[:_READINGS])


def _transparent(items: list[Item], j: int, k: int, first: int, last: int) -> bool:
    """Tell whether the words before the mark at ``items[j]`` govern the name after it all the same."""
    opens = items[j].key in "«“\"„(‘'" or (items[j].key == ":" and j > first and items[j - 1].has("motion."))
    return opens or _stated(items, j, first) or _apposed(items, j, k, first, last)


def _apposed(items: list[Item], j: int, k: int, first: int, last: int) -> bool:
    """Tell whether a name between commas says which place was just spoken of: "à leur camp de base, Bouaké, à une centaine de km"."""
    if items[j].key != "," or j + 1 != k or j == first or (k + 1 < last and items[k + 1].key not in _ENDING):
        return False
    return any("word.feature" in item.tags or "word.town" in item.tags for item in items[max(first, j - _ADJECTIVES) : j])


def _placed(items: list[Item], j: int, k: int, first: int) -> str:
    """Return how an "in", which may be "into", attaches a name: its case may say that an end lies there, "из приюта в Киеве"."""
    if _halts(items, j, first):
        return "via"
    if "word.toward" in items[j].tags and j + 1 == k and items[j - 1].key != ",":
        return "at_to"  # "évacués sur B", but "à A, sur l'île de B"
    if items[j].value("prep.") == "at" or (_sited(items, j, first) and not items[k].led_into):
        return "at" if items[j].has("motion.depart.any") else _governed(items, j, k, first)  # "nach ihrem Aufbruch in A"
    toponym = items[k].toponym
    rests = "resting" in toponym.cues if toponym is not None else bool(items[k].tags.get("word.name"))
    led = _governed(items, j, k, first) if rests else "at"
    return led if led in ("from", "to", "via") else "at_to"


def _halts(items: list[Item], j: int, first: int) -> bool:
    """Tell whether a stop on the way leads to the "at" at ``items[j]``: "with a stop for the night at B", "com parada para banho em B"."""
    for i in range(j, max(first, j - _HALT), -1):
        if "word.halt" in items[i].tags or (i == j and items[i].has("motion.stop.any")):
            return halted(items, i)
        if items[i].kind not in "wq" or items[i].has("motion."):
            return False
    return False


def _stated(items: list[Item], j: int, first: int) -> bool:
    """Tell whether a dash stands for "is" after what something is bound for: "порт назначения — Сантус"."""
    return items[j].key in DASHES and j > first and items[j - 1].has("motion.") and motion(items[j - 1])[0] == "expect"


def _sited(items: list[Item], j: int, first: int) -> bool:
    """Tell whether an "in" that may be "into" only says where a site lies that "from" or "to" leads to: "из аэропорта в Кабуле"."""
    site = j - 1
    if (
        site <= first
        or items[j].has("motion.")
        or not ("word.feature" in items[site].tags or "word.port" in items[site].tags or "word.airport" in items[site].tags)
    ):
        return False
    before = next((i for i in range(site - 1, max(first - 1, site - 3), -1) if items[i].has("prep.")), -1)
    return before >= 0 and items[before].value("prep.") in ("from", "to", "via") and not any(i.kind == "t" for i in items[before:j])


def _far_from(items: list[Item], j: int, k: int, first: int, last: int) -> bool:
    """Tell whether the "from" at ``items[j]`` says how far something is, "arrived, twelve days out of A", and not where it set out."""
    spent = j - 2 if j > first + 1 and items[j - 1].has("basis.") else j - 1  # "twelve hours of road from A"
    gone = "word.leaving" in items[j].tags or after_way(items, j, first) or _lasts(items, j, first)
    left = j > first and spent_time(items[spent]) and gone
    moved = spent_time(items[spent]) or any(item.has("motion.") for item in items[first:spent])
    lasted = moved and spent > first and "claim.duration" in items[spent - 1].tags  # "rallié B au terme de 840 km de route depuis A"
    left = left or (lasted and items[spent].unit != "" and items[spent - 1].has("prep.") == spent_time(items[spent]))
    return not left and ((measured(items, j, first) and not _goes_on(items, k, last)) or apart(items, j, first))


def _lasts(items: list[Item], j: int, first: int) -> bool:
    """Tell whether a time before the "from" at ``items[j]`` says how long a movement took: "drifted for three weeks from A"."""
    k = j - 2
    if k > first and items[k].value("prep.") == "dest":
        k -= 1
    return k >= first and motion(items[k])[0] in ("move", "depart")


def _goes_on(items: list[Item], k: int, last: int) -> bool:
    """Tell whether the next name after ``items[k]`` is a destination: "from A to B"."""
    for i in range(k + 1, min(last, k + 12)):
        item = items[i]
        if item.kind == "t":
            led = [j for j in range(i - 1, k, -1) if items[j].has("prep.")]
            site = len(led) > 1 and items[led[0]].value("prep.") in OF and not items[led[0] - 1].has("direction.")
            if site and _is_site(items, led[0] - 1, k):
                led = led[1:]  # "de A al puerto de B"
            kind = items[led[0]].value("prep.") if led else ""
            if kind not in TO and (kind in ("at", "near", "of", "of_from", "via") or items[i - 1].key == ","):
                continue
            return kind in TO
        if item.has("motion.") or item.has("word.clause") or (item.kind == "p" and item.key not in ",()"):
            return False
    return False


def _way_of(items: list[Item], j: int, k: int, last: int) -> bool:
    """Tell whether a figure before the "de" at ``items[j]`` is of a way to the next name: "370 km de Bouar à Bangui"."""
    bearing = any(item.has("direction.") for item in items[max(0, j - 3) : j])
    after = next((i for i in range(k + 1, min(last, k + 5)) if items[i].kind == "t"), k)
    return not bearing and _goes_on(items, k, last) and not any(item.kind == "p" for item in items[k + 1 : after])


def _leaves(items: list[Item], j: int, k: int, first: int, last: int) -> bool:
    """Tell whether an ambiguous "de" at ``items[j]`` means "from"."""
    if _goes_on(items, k, last):
        return True
    if j <= first or items[j - 1].kind == "p":  # "De Pital son llevados a Moín", "De X, zarpan lanchas hacia Y"
        return any(motion(item)[0] in ("move", "depart", "load", "arrive", "cross") for item in items[k + 1 : last])
    before = items[j - 1]
    if before.has("medium.") or before.kind == "d" or "word.then" in before.tags:
        return True
    dated = before.has("date.") and any(motion(item)[0] in ("move", "arrive") for item in items[first:j])
    came, name = any(motion(item)[0] == "arrive" for item in items[first:j]), items[k].toponym
    while j > first + 1 and not before.has("prep.") and (before.has("date.") or "word.adverb" in before.tags or before.kind == "q"):
        j -= 1  # "zarparon ayer de A", "salían de noche de A", "despegó siete veces de A"
        before = items[j - 1]
    if before.kind == "t" and (dated or (came and name is not None and not area(name))):
        return True  # "est arrivé à B vendredi de A"
    if "word.come" in before.tags or "word.receive" in before.tags or _received(items, j, first):
        return True  # "venu d'Oran", "recibió de Túnez dátiles"
    if before.has("travel.") and j > first + 1 and "word.det" in items[j - 2].tags:
        return False  # "l'escorte des Casques bleus"
    return motion(before)[0] in ("move", "depart", "arrive") and not before.has("word.feature") and not before.has("vehicle.")


def _received(items: list[Item], j: int, first: int) -> bool:
    """Tell whether an "of" follows goods that are received: "recibió 300 toneladas de gas licuado de Bonny"."""
    goods = any("word.cargo" in item.tags for item in items[max(first, j - _GOODS) : j])
    taken = next((item for item in reversed(items[first:j]) if item.has("motion.")), None)
    return goods and taken is not None and "word.receive" in taken.tags


def _after_name(items: list[Item], j: int, k: int, first: int, last: int, known: dict[int, str]) -> str:
    """Return the role of a name coordinated with the one at ``items[j]`` ("A and B", "A, B"), "within" after a comma."""
    between = [item for item in items[j + 1 : k] if "word.then" not in item.tags]  # "Direction A, puis B"
    both = any(map(conjunction, between))
    if k - j > 1 and all(item.key in _LINKS or conjunction(item) for item in between):
        inner = items[k].toponym
        if not both and inner is not None and country(inner) and between and between[0].key in (",", "("):
            return "within"
        return attach(items, j, first, last, known)
    if both and len(between) <= 4:
        return attach(items, j, first, last, known)
    return ""
