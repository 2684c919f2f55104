"""Legs and claims of a plan: corrected, left out, added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from routes.errors import PlaceError
from routes.extraction.numbers import Quantity, interval
from routes.model import Claim, Leg, Located, Span
from routes.plans.file import Entry, Plan, subject
from routes.plans.scene import Scene
from routes.text import fold
from routes.units import SECONDS


def called(leg: Leg, located: Located) -> str:
    """Return what a plan calls a leg."""
    names = {w.id: w.name for w in located.waypoints}
    return f"{names.get(leg.origin, '?')} → {names.get(leg.destination, '?')}"


def _pick(plan: Plan, entry: Entry, key: str, keys: Sequence[str]) -> int:
    """Return the number of what an entry speaks of, -1 where it is not among the keys."""
    same = [n for n, k in enumerate(keys) if subject(k) == subject(entry[key])]
    nth = entry.values.get("nth", 1)
    if same and not 1 <= nth <= len(same):
        plan.wrong(entry.at("nth"), f"{entry[key]!r} is told {len(same)} times, not {nth}.")
    return same[nth - 1] if same else -1


def legs_of(scene: Scene, legs: tuple[Leg, ...], located: Located) -> tuple[Leg, ...]:
    """Return the legs as corrected, left out and added."""
    plan, keys = scene.plan, [called(leg, located) for leg in located.legs]
    kept: list[Leg | None] = list(legs)
    for entry in plan.legs:
        base = Leg(f"l{len(kept) + 1}", "", "", entry.span if not plan.report else Span(0, 0))
        number = -1
        if "leg" in entry:
            if not entry.sets:
                continue
            number = _pick(plan, entry, "leg", keys)
            if number < 0:
                told = "; ".join(dict.fromkeys(keys)) or "none"
                plan.wrong(entry.at("leg"), f"the report no longer tells of a leg {entry['leg']!r}; its legs are: {told}.")
            if entry.values.get("ignore"):
                kept[number] = None
                continue
            base = kept[number] or base
        elif "quote" in entry:
            base = replace(base, span=_quoted(scene, entry))
        leg = _leg(scene, entry, base)
        if number < 0:
            kept.append(leg)
        else:
            kept[number] = leg
    return tuple(leg for leg in kept if leg is not None)


def _leg(scene: Scene, entry: Entry, base: Leg) -> Leg:
    given: dict[str, Any] = {key: entry[key] for key in ("mode", "status", "start", "end", "cargo") if key in entry}
    for key, value in (("from", "origin"), ("to", "destination")):
        if key in entry:
            given[value] = scene.named(entry, key, entry[key])
    if "via" in entry:
        given["via"] = tuple(scene.named(entry, "via", name) for name in entry["via"])
    if not given:
        return base
    words = {"origin": "from", "destination": "to"}
    return replace(base, **given, set_by_person=tuple(words.get(key, key) for key in given))


def _quoted(scene: Scene, entry: Entry) -> Span:
    """Return where the words of an entry stand in the report."""
    pattern = r"\s{1,20}".join(map(re.escape, entry["quote"].split()))
    found = re.search(pattern, scene.report.text) if pattern else None
    if found is None:
        scene.plan.wrong(entry.at("quote"), f"{entry['quote']!r} no longer stands in the report; correct the quote or delete this entry.")
    return Span(*found.span())


def claims_of(scene: Scene, claims: tuple[Claim, ...], legs: tuple[Leg, ...]) -> tuple[Claim, ...]:
    """Return the claims as corrected, left out and added."""
    plan, text = scene.plan, scene.report.text
    keys = [text[slice(*claim.span)] for claim in claims]
    kept: list[Claim | None] = list(claims)
    for entry in plan.claims:
        if not entry.sets:
            continue
        number = _pick(plan, entry, "quote", keys) if "quote" in entry else -1
        span = entry.span if not plan.report else Span(0, 0)
        if number < 0 and "quote" in entry:
            span = _quoted(scene, entry)
            if not ("from" in entry and "value" in entry and "unit" in entry):
                told = "; ".join(repr(" ".join(k.split())) for k in keys) or "none"
                plan.wrong(entry.at("quote"), f"no claim was understood there, only {told}; to add one, give from, to, value and unit.")
        if entry.values.get("ignore"):
            kept[number] = None
            continue
        base = kept[number] if number >= 0 else Claim(f"c{len(kept) + 1}", span, "point-to-point", 0.0, "km", 0.0, 0.0)
        assert base is not None
        claim = _claim(scene, entry, base, legs, new=number < 0)
        if number < 0:
            kept.append(claim)
        else:
            kept[number] = claim
    return tuple(claim for claim in kept if claim is not None)


def _claim(scene: Scene, entry: Entry, base: Claim, legs: tuple[Leg, ...], *, new: bool) -> Claim:
    given: dict[str, Any] = {key: entry[key] for key in ("kind", "unit", "comparator") if key in entry}
    if "value" in entry:
        given["value"] = float(entry["value"])
    if "from" in entry:
        given["origin"] = scene.named(entry, "from", entry["from"])
    if "to" in entry:
        border = entry["to"].partition(":")[0] in ("border", "coast")
        given["target"] = _border(scene, entry) if border else scene.named(entry, "to", entry["to"])
    if not given:
        return base
    claim = replace(base, **given, implied=False)
    if new and "kind" not in entry:
        where = claim.target.partition(":")[0]
        kind: Any = {"border": "point-to-border", "coast": "point-to-coast"}.get(where, "point-to-point")
        claim = replace(claim, kind="duration" if claim.unit in SECONDS else kind)
    elif "to" in entry and "kind" not in entry and claim.kind in ("point-to-point", "point-to-border", "point-to-coast"):
        where = claim.target.partition(":")[0]
        claim = replace(claim, kind={"border": "point-to-border", "coast": "point-to-coast"}.get(where, "point-to-point"))  # type: ignore[arg-type]
    if (claim.kind == "duration" and claim.unit not in SECONDS) or (claim.kind != "duration" and claim.unit in SECONDS):
        scene.plan.wrong(entry.at("unit"), f"{claim.unit!r} is no unit of a claim of kind {claim.kind!r}.")
    if {"value", "unit", "comparator"} & set(given):
        low, high = interval(_quantity(claim), claim.comparator)
        claim = replace(claim, low=low, high=high, converted=None)
    if claim.kind in ("route-length", "duration") and ("from" in entry or "to" in entry):
        ends = (fold(entry.values.get("from", "")), fold(entry.values.get("to", "")))
        same = [leg.id for leg in legs if _ends(scene, leg) == ends]
        claim = replace(claim, leg=same[0] if same else "")
    words = {"origin": "from", "target": "to"}
    return replace(claim, set_by_person=tuple(words.get(key, key) for key in given))


def _ends(scene: Scene, leg: Leg) -> tuple[str, str]:
    return scene.surface(leg.origin), scene.surface(leg.destination)


def _quantity(claim: Claim) -> Quantity:
    """Return a figure as if it had been read, its last digit that is not 0 the last that was counted."""
    step = 1.0
    while claim.value >= 10 * step and claim.value % (10 * step) == 0:
        step *= 10
    while claim.value % step and step > 1e-3:
        step /= 10
    return Quantity(0, 0, claim.value, claim.value, claim.value, claim.unit, step, False, 0, False)


def _border(scene: Scene, entry: Entry) -> str:
    """Return a border or coast of the plan, with its country known."""
    kind, _, code = entry["to"].partition(":")
    if code != "*":
        try:
            scene.gazetteer.country(code)
        except PlaceError:
            scene.plan.wrong(entry.at("to"), f"{code!r} is no country; write border:UA with its two letters (ISO 3166-1), or border:*.")
    return f"{kind}:{code}"
