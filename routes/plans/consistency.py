"""What a plan may not say at once: each contradiction is told with both of its lines."""

from __future__ import annotations

from routes.plans.file import Entry, Plan, subject

_PLACED = ("candidate", "id", "lat", "ignore")


def check(plan: Plan) -> None:
    """Refuse a plan whose lines contradict each other, or an entry that says nothing of what it is about.

    Raises
    ------
    PlanError
        With the lines.
    """
    for place in plan.places:
        _place(plan, place)
    for leg in plan.legs:
        if "leg" not in leg and not ("from" in leg and "to" in leg):
            plan.wrong(leg.line, 'a [[leg]] needs the leg that it corrects (leg = "A → B"), or "from" and "to" of one to add.')
        if "start" in leg and "end" in leg and leg["start"] and leg["end"] and leg["end"] < leg["start"]:
            plan.wrong(leg.at("end"), f"the end, {leg['end']}, lies before the start, {leg['start']} (line {leg.at('start')}).")
        _ignored(plan, leg, {"leg", "nth", "ignore"})
    for claim in plan.claims:
        if "quote" not in claim and not all(key in claim for key in ("from", "value", "unit")):
            plan.wrong(claim.line, 'a [[claim]] needs the "quote" that it corrects, or "from", "to", "value" and "unit" of one to add.')
        if "value" in claim and claim["value"] < 0:
            plan.wrong(claim.at("value"), "value has to be 0 or more.")
        _ignored(plan, claim, {"quote", "nth", "ignore"})
    _twice(plan, plan.places, "name")
    _twice(plan, [leg for leg in plan.legs if "leg" in leg], "leg")
    _twice(plan, [claim for claim in plan.claims if "quote" in claim], "quote")


def _place(plan: Plan, place: Entry) -> None:
    if not place.values.get("name", "").strip():
        plan.wrong(place.line, 'a [[place]] needs the "name" that the report writes.')
    if ("lat" in place) != ("lon" in place):
        plan.wrong(place.at("lat" if "lat" in place else "lon"), "lat and lon go together; give both.")
    if "lat" in place and not (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180):
        plan.wrong(place.at("lat"), f"{place['lat']}, {place['lon']} is not on the globe; lat is -90 to 90, lon -180 to 180.")
    if "nth" in place and place["nth"] < 1:
        plan.wrong(place.at("nth"), "nth counts from 1.")
    said = [key for key in _PLACED if key in place and place[key] is not False]
    if len(said) > 1:
        first, second = sorted(said, key=place.at)[:2]
        plan.wrong(place.at(second), f"{second!r} contradicts {first!r} in line {place.at(first)}; keep one of them.")
    if "candidate" in place:
        known = place.values.get("candidates")
        if place["candidate"] < 1 or (known is not None and place["candidate"] > len(known)):
            count = f"1 to {len(known)}" if known is not None else "1 or more"
            plan.wrong(place.at("candidate"), f"there is no candidate {place['candidate']}; use {count}.")


def _ignored(plan: Plan, entry: Entry, named: set[str]) -> None:
    other = sorted(set(entry.values) - named, key=entry.at)
    if entry.values.get("ignore") and other:
        plan.wrong(entry.at(other[0]), f"{other[0]!r} contradicts 'ignore' in line {entry.at('ignore')}; keep one of them.")


def _twice(plan: Plan, entries: tuple[Entry, ...] | list[Entry], key: str) -> None:
    seen: dict[tuple[str, int], Entry] = {}
    for entry in entries:
        about = (subject(entry[key]), entry.values.get("nth", 0))
        if about in seen:
            plan.wrong(entry.line, f"{entry[key]!r} has an entry in line {seen[about].line} already; put both into one.")
        seen[about] = entry
