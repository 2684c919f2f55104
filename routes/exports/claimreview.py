"""Claims as schema.org ClaimReview (JSON-LD), with what only a newsroom can say left open and marked."""

from __future__ import annotations

import json
from typing import Any

from routes.exports.features import Run

OPEN = "TO BE FILLED IN BY THE NEWSROOM"
_RATINGS = {
    "supported": "Holds",
    "contradicted": "Contradicted",
    "depends": "Depends on what is measured",
    "unverifiable": "Cannot be checked",
}


def claimreview(run: Run) -> bytes:
    """Return the claims as a list of ClaimReview objects, safe inside a ``<script type="application/ld+json">``.

    Publisher, address, date and the number of the rating are a newsroom's own: they hold a text that begins with `OPEN`, which validators
    refuse, so that nothing goes out by mistake.
    """
    reviews = [_review(claim, run) for claim in run["claims"]]
    text = json.dumps(reviews, ensure_ascii=False, indent=1, allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return (text + "\n").encode("utf-8", "replace")


def _review(claim: dict[str, Any], run: Run) -> dict[str, Any]:
    report = run["report"]
    text, (start, end) = report["text"], claim["span"]
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
        "claimReviewed": sentence(text, start, end),
        "url": f"{OPEN}: address of the published review",
        "datePublished": f"{OPEN}: date of the review",
        "author": {"@type": "Organization", "name": f"{OPEN}: name", "url": f"{OPEN}: address"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": f"{OPEN}: who made the claim"},
            "datePublished": report["published"],
            "appearance": {k: v for k, v in appearance.items() if v},
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": _RATINGS.get(claim["verdict"], claim["verdict"]),
            "ratingValue": f"{OPEN}: number",
            "bestRating": f"{OPEN}: number",
            "worstRating": f"{OPEN}: number",
        },
        "reviewBody": " ".join(filter(None, [claim.get("reason_en") or claim["reason"], _figures(claim)])),
    }


def sentence(text: str, start: int, end: int, most: int = 400) -> str:
    """Return the sentence around some characters of a text, at most so many characters to either side."""
    before = text[max(0, start - most) : start]
    after = text[end : end + most]
    first = max((before.rfind(mark) + len(mark) for mark in (". ", "! ", "? ", "\n", "。") if mark in before), default=0)
    last = min((after.find(mark) + 1 for mark in (". ", "! ", "? ", "\n", "。") if mark in after), default=len(after))
    return (before[first:] + text[start:end] + after[:last]).strip()


def _figures(claim: dict[str, Any]) -> str:
    if claim["kind"] == "duration":
        found = [f"{f.get('label') or f['measure']}: {f['best_s'] / 3600:.1f} h" for f in claim["findings"]]
    else:
        found = [f"{f.get('label') or f['measure']}: {f['best_m'] / 1000:.1f} km" for f in claim["findings"]]
    return "; ".join(found) + "." if found else ""
