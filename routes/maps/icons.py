"""Small drawings for modes and verdicts: shape tells them apart, colour only helps. Drawn for this project on a 16-unit grid."""

from __future__ import annotations

from routes.maps.markup import Html, tag

# Each is a list of SVG path data; strokes of 1.6 units, no fill.
PATHS: dict[str, tuple[str, ...]] = {
    "sea": ("M2 10.5h12l-1.6 3.2H4z", "M8 10.5V3l4.2 4.6H8", "M5.8 10.5V6"),
    "rail": ("M4.5 2.5h7v8h-7z", "M4.5 6.5h7", "M5.5 13.8l1.2-3.2M10.5 13.8L9.3 10.6", "M6.4 8.6h.1M9.5 8.6h.1"),
    "road": ("M1.5 4h8v7h-8z", "M9.5 6.5h3l2 2.2V11h-5", "M4 11.2a1.3 1.3 0 1 0 .1 0M11.6 11.2a1.3 1.3 0 1 0 .1 0"),
    "air": ("M8 1.8v12.4", "M8 5.6L1.8 9.4M8 5.6l6.2 3.8", "M8 11.8l-2.6 2M8 11.8l2.6 2"),
    "river": ("M1.5 8h13l-1.4 2.8H2.9z", "M4 8V5.4h4V8", "M1.5 13.6c1.1-1 2.2-1 3.3 0s2.2 1 3.2 0 2.2-1 3.3 0 2.1 1 3.2 0"),
    "pipeline": ("M1.5 6h4v4h-4M14.5 6h-4v4h4M5.5 8h5", "M8 8V4.2M6 4.2h4"),
    "unknown": ("M5 5.6a3 3 0 1 1 4.4 2.7c-1 .6-1.4 1.1-1.4 2.2", "M8 13.4v.1"),
    "supported": ("M3 8.6l3.4 3.4L13 4.6",),
    "contradicted": ("M4 4l8 8M12 4l-8 8",),
    "depends": ("M2.5 6.2c1.8-2 3.7-2 5.5 0s3.7 2 5.5 0", "M2.5 10.6c1.8-2 3.7-2 5.5 0s3.7 2 5.5 0"),
    "unverifiable": ("M5 5.6a3 3 0 1 1 4.4 2.7c-1 .6-1.4 1.1-1.4 2.2", "M8 13.4v.1"),
}


def icon(name: str, label: str = "") -> Html:
    """Return an icon; with a label it is an image with a name, without it decoration."""
    paths = [tag("path", d=d) for d in PATHS.get(name, PATHS["unknown"])]
    if label:
        return tag("svg", *paths, viewBox="0 0 16 16", class_="icon", role="img", aria_label=label)
    return tag("svg", *paths, viewBox="0 0 16 16", class_="icon", aria_hidden="true", focusable="false")
