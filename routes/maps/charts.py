"""A claim as a picture: the figures that its words allow, and what each reading measures."""

from __future__ import annotations

from typing import Any

from routes.maps.markup import Html, tag

WIDTH, HEIGHT, EDGE = 320.0, 14.0, 4.0


class Strip:
    """The scale that all readings of a claim share."""

    def __init__(self, claim: dict[str, Any]) -> None:
        self.unit = "s" if claim["kind"] == "duration" else "m"
        self.low, self.high = claim[f"low_{self.unit}"], claim[f"high_{self.unit}"]
        figures = [f[f"{part}_{self.unit}"] for f in claim["findings"] for part in ("low", "best", "high")]
        known = [v for v in figures if v is not None]
        bounded = [v for v in (self.low, self.high) if v and v < 20 * max([*known, 1])]
        self.top: float = max([*known, *bounded, 1]) * 1.06

    def x(self, value: float) -> float:
        """Return where a figure lies on the strip."""
        return round(EDGE + (WIDTH - 2 * EDGE) * min(max(value, 0), self.top) / self.top, 1)

    def draw(self, finding: dict[str, Any]) -> Html | None:
        """Return one reading as a strip: what the words allow as a band, the measured interval and its best figure on it.

        The list says the same in words, so the strip is hidden from screen readers.
        """
        best = finding[f"best_{self.unit}"]
        if best is None:
            return None
        first = self.x(self.low or 0)
        last = self.x(self.high) if self.high is not None and self.high <= self.top else WIDTH
        kind, y = "fits" if finding["fits"] else "misfits", HEIGHT / 2
        start, end = self.x(finding[f"low_{self.unit}"]), self.x(finding[f"high_{self.unit}"])
        parts = [
            tag("rect", x=first, y=0, width=round(max(last - first, 2), 1), height=HEIGHT, class_="band"),
            tag("line", x1=EDGE, x2=WIDTH - EDGE, y1=y, y2=y, class_="rule"),
            tag("line", x1=start, x2=max(end, start + 1), y1=y, y2=y, class_=f"span {kind}"),
            tag("line", x1=self.x(best), x2=self.x(best) + 0.01, y1=y, y2=y, class_=f"dot {kind}"),
        ]
        box = f"0 0 {WIDTH:g} {HEIGHT:g}"
        return tag("svg", *parts, viewBox=box, preserveAspectRatio="none", class_="strip", aria_hidden="true", focusable="false")
