"""An itinerary as a notebook shows it: the page in a frame, and a picture where frames and scripts are not allowed."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from routes.errors import NothingToDraw
from routes.maps.ground import ground
from routes.maps.markup import tag
from routes.maps.page import page
from routes.maps.picture import picture
from routes.maps.sequence import Run

HEIGHT_PX = 640


def bundle(run: Run) -> dict[str, Any]:
    """Return a run by MIME type: HTML, PNG in base64 (none when no place has a position), and a line of text.

    The frame lies over the picture. A viewer that drops frames and styles, as GitHub does with every notebook and Jupyter
    with one that is not trusted, shows the picture.
    """
    layers = ground(run)
    title = run["report"]["title"] or run["report"]["source"]
    try:
        image = b64encode(picture(run, "png", layers=layers)).decode()
    except NothingToDraw:
        image = ""
    still = tag("img", src=f"data:image/png;base64,{image}", alt=title, width=960, style="width:100%;max-height:100%;object-fit:contain")
    frame = tag("iframe", srcdoc=page(run, layers), title=title, style="position:absolute;inset:0;width:100%;height:100%;border:0")
    html = tag("div", still if image else None, frame, style=f"position:relative;height:{HEIGHT_PX}px;overflow:hidden")
    legs, claims = len(run["legs"]), len(run["claims"])
    words = f"{title}: {legs} leg{'' if legs == 1 else 's'}, {claims} claim{'' if claims == 1 else 's'}"
    return {"text/html": html, "text/plain": words, **({"image/png": image} if image else {})}
