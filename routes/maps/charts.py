"""A claim as a picture: the figures that its words allow, and what each reading measures."""

from __future__ import annotations

from typing import Any

from routes.maps.markup import Html, tag
from routes.maps.words import Words

WIDTH, ROW, TOP = 320.0, 16.0, 20.0


def readings_chart(claim: dict[str, Any], words: Words) -> Html | None:
    """Return a strip chart, None when nothing was measured. The table below it says the same, so it is hidden from screen readers."""
    unit = "s" if claim["kind"] == "duration" else "m"
    findings = [f for f in claim["findings"] if f.get(f"best_{unit}") is not None]
    if not findings:
        return None
    low, high = claim[f"low_{unit}"], claim[f"high_{unit}"]
    figures = [v for f in findings for v in (f[f"low_{unit}"], f[f"best_{unit}"], f[f"high_{unit}"])]
    bounded = [v for v in (low, high) if v and v < 20 * max([*figures, 1])]
    top = max([*figures, *bounded]) * 1.08 or 1.0
    height = TOP + ROW * len(findings) + 4

    def x(value: float) -> float:
        return round(4 + (WIDTH - 8) * min(max(value, 0), top) / top, 1)

    last = x(high) if high is not None and high <= top else WIDTH - 4
    band = tag("rect", x=x(low), y=0, width=round(max(last - x(low), 2), 1), height=height, class_="band")
    said = words.duration if unit == "s" else words.length
    middle = min(max((x(low) + last) / 2, 30), WIDTH - 30)
    claimed = low if high is None or high > top else high if not low else (low + high) / 2
    parts = [band, tag("text", said(claimed), x=round(middle, 1), y=13, text_anchor="middle")]
    for i, f in enumerate(findings):
        y = TOP + ROW * i + ROW / 2
        kind = "fits" if f["fits"] else "misfits"
        start, end = x(f[f"low_{unit}"]), x(f[f"high_{unit}"])
        parts.append(tag("line", x1=4, x2=WIDTH - 4, y1=y, y2=y, class_="rule"))
        parts.append(tag("line", x1=start, x2=max(end, start + 1), y1=y, y2=y, class_=f"span {kind}"))
        parts.append(tag("circle", cx=x(f[f"best_{unit}"]), cy=y, r=4.5, class_=kind))
    return tag("svg", *parts, viewBox=f"0 0 {WIDTH:g} {height:g}", class_="chart", aria_hidden="true", focusable="false")
