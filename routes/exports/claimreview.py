"""Claims as schema.org ClaimReview (JSON-LD), with what only a newsroom can say left open and marked."""

from __future__ import annotations

import json
from typing import Any

from routes.exports.features import Run
from routes.model import Span
from routes.text import sentence_around

OPEN = "TO BE FILLED IN BY THE NEWSROOM"
_MEASURED = {
    "supported": "measured: holds",
    "contradicted": "measured: contradicted",
    "depends": "measured: depends on the reading",
    "unverifiable": "measured: cannot be checked",
}


def claimreview(run: Run) -> bytes:
    """Return the claims as a list of ClaimReview objects, safe inside a ``<script type="application/ld+json">``.

    Publisher, address, date and the whole rating are a newsroom's own: they hold a text that begins with `OPEN`, which validators
    refuse, so that nothing goes out by mistake. What was measured is in the review's body, with its data and worldview.
    """
    reviews = [_review(claim, run) for claim in run["claims"]]
    text = json.dumps(reviews, ensure_ascii=False, indent=1, allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return (text + "\n").encode("utf-8", "replace")


def _review(claim: dict[str, Any], run: Run) -> dict[str, Any]:
    report = run["report"]
    appearance = {
        "@type": "CreativeWork",
        "headline": report["title"],
        "inLanguage": report["language"],
        "datePublished": report["published"],
    }
    source = report["source"]
    appearance["url" if source.startswith(("http://", "https://")) else "identifier"] = source
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": _claimed(claim, run),
        "url": f"{OPEN}: address of the published review",
        "datePublished": f"{OPEN}: date of the review",
        "author": {"@type": "Organization", "name": f"{OPEN}: name", "url": f"{OPEN}: address"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": f"{OPEN}: who made the claim"},
            "datePublished": report["published"] or f"{OPEN}: date of the claim",
            "appearance": {k: v for k, v in appearance.items() if v},
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": f"{OPEN}: rating in words ({_MEASURED.get(claim['verdict'], claim['verdict'])})",
            "ratingValue": f"{OPEN}: number",
            "bestRating": f"{OPEN}: number",
            "worstRating": f"{OPEN}: number",
        },
        "reviewBody": _body(claim, run),
    }


def _claimed(claim: dict[str, Any], run: Run) -> str:
    """Return the sentence of a claim, with its figure where the sentence makes several claims."""
    text = run["report"]["text"]
    said = sentence_around(text, Span(*claim["span"]))
    alike = sum(sentence_around(text, Span(*other["span"])) == said for other in run["claims"])
    return said if alike == 1 else f"{said} [{claim['quote']}]"


def _body(claim: dict[str, Any], run: Run) -> str:
    """Return what was measured: the sentence in the report's language and in English, every reading, what they rest on."""
    said = dict.fromkeys(filter(None, (claim["reason"], claim.get("reason_en"))))
    settings = (run.get("provenance") or {}).get("settings", {})
    files = dict.fromkeys(name for f in claim["findings"] for name in f.get("data", "").split())
    views = dict.fromkeys(f["worldview"] for f in claim["findings"] if f.get("worldview"))
    view = ", ".join(views) or settings.get("worldview", "")
    rests = [f"Data: {', '.join(files)}." if files else "", f"Borders as seen by: {view}." if view else ""]
    return " ".join(filter(None, [*said, _figures(claim), *rests]))


def _figures(claim: dict[str, Any]) -> str:
    """Return every reading with its figure, as a range where it is one."""
    unit, shown, size = ("s", "h", 3600) if claim["kind"] == "duration" else ("m", "km", 1000)
    found = []
    for f in claim["findings"]:
        low, best, high = (f[f"{part}_{unit}"] / size for part in ("low", "best", "high"))
        wide = not f.get("estimated") and high - low > 0.02 * high
        figure = f"{low:.1f} to {high:.1f}" if f.get("estimated") else f"{best:.1f}"
        found.append(f"{f.get('label') or f['measure']}: {figure} {shown}" + (f" ({low:.1f} to {high:.1f})" if wide else ""))
    return "; ".join(found) + "." if found else ""
