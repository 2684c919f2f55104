"""Open pages in Chromium with the network off; print size, requests, messages and when the first leg is painted.

python tests/bench/pages.py outputs/*.html
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

PAINT = "performance.getEntriesByType('paint').find(p => p.name === 'first-contentful-paint')?.startTime"


def main(paths: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    print(f"{'page':44} {'kB':>6} {'requests':>9} {'messages':>9} {'legs':>5} {'paint ms':>9}")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path in map(Path, paths):
            times, asked, said, legs = [], 0, 0, 0
            for _ in range(5):
                context = chromium.new_context(viewport={"width": 1440, "height": 900}, offline=True)
                page = context.new_page()
                seen: dict[str, list[str]] = {"asked": [], "said": []}
                page.on("request", lambda r, s=seen: s["asked"].append(r.url))
                page.on("console", lambda m, s=seen: s["said"].append(m.text))
                page.on("pageerror", lambda e, s=seen: s["said"].append(str(e)))
                page.goto(path.resolve().as_uri())
                page.wait_for_timeout(200)
                times.append(page.evaluate(PAINT))
                asked, said = max(asked, len(seen["asked"]) - 1), max(said, len(seen["said"]))
                legs = page.locator("path.leg-hit").count()
                context.close()
            print(f"{path.name:44} {path.stat().st_size // 1000:>6} {asked:>9} {said:>9} {legs:>5} {median(times):>9.0f}")
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1:])
