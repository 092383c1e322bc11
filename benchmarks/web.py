"""`make bench-web`: what each page weighs and when it is seen, on a slow phone.

A real house behind Debian's nginx with HTTP/2 and brotli, as in deploy/, opened cold by Debian's
Chromium: processor ÷ 4, 1.6 Mbit/s, 150 ms, 390 pixels. Writes docs/measurements.md.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession

from benchmarks.proxy import nginx
from benchmarks.scenarios import sign_in
from benchmarks.seeding import World, seed
from benchmarks.serving import house
from tests.harness.browser import chromium

MEASUREMENTS = Path(__file__).parents[1] / "docs" / "measurements.md"
FIRST_PAINT, LARGEST_PAINT, BLOCKING, SHIFT = 1200.0, 1800.0, 300.0, 0.05
_KB = 1000
_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
_WATCH = """(() => {
  const seen = window.seen = {fcp: 0, lcp: 0, cls: 0, tbt: 0};
  const watch = (type, take) => new PerformanceObserver(
    (list) => list.getEntries().forEach(take)).observe({type, buffered: true});
  watch("paint", (each) => {
    if (each.name === "first-contentful-paint") seen.fcp = each.startTime; });
  watch("largest-contentful-paint", (each) => { seen.lcp = each.startTime; });
  watch("layout-shift", (each) => { if (!each.hadRecentInput) seen.cls += each.value; });
  watch("longtask", (each) => { seen.tbt += Math.max(0, each.duration - 50); });
})()"""
_SETTLED_MS = 1_500


@dataclass(frozen=True)
class Row:
    """A page, who opens it, and what its HTML may weigh in kB (web.md 8.1)."""

    name: str
    path: str
    ceiling: int
    signed_in: bool = True


ROWS = (
    Row("front page", "/", 8, signed_in=False),
    Row("join", "/join", 4, signed_in=False),
    Row("sign in", "/sign-in", 4, signed_in=False),
    Row("home, 20 posts", "/", 14),
    Row("this house, 20 posts", "/house", 14),
    Row("post with 50 replies", "/@member0/{world.thread}", 20),
    Row("write", "/write", 6),
    Row("notifications", "/notifications", 12),
    Row("search results", "/search?q=member", 12),
    Row("profile", "/@member1", 14),
    Row("settings", "/settings", 6),
    Row("settings, profile", "/settings/profile", 6),
    Row("settings, data", "/settings/data", 6),
    Row("about", "/about", 6, signed_in=False),
    Row("nothing there", "/nothing-here", 6, signed_in=False),
)


def main() -> None:
    """Measures each row, prints it, and writes the page."""
    parser = argparse.ArgumentParser(prog="make bench-web", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="write docs/measurements.md")
    chosen = parser.parse_args()
    with house() as served:
        world = seed(served)
        cookie = sign_in(served)
        with nginx(served.port) as (address, encoding), chromium() as browser:
            found = [(row, _measured(browser, address, row, world, cookie)) for row in ROWS]
    text = _written(found, encoding)
    print(text)
    if chosen.keep:
        MEASUREMENTS.write_text(text)


def _measured(
    browser: Browser, address: str, row: Row, world: World, cookie: str
) -> dict[str, float]:
    with _phone(browser) as (context, line):
        if row.signed_in:
            pairs = [pair.split("=", 1) for pair in cookie.split("; ")]
            context.add_cookies([{"name": n, "value": v, "url": address} for n, v in pairs])
        weights = _weighing(line)
        page = context.pages[0]
        page.add_init_script(_WATCH)
        page.goto(address + row.path.format(world=world), wait_until="load")
        page.wait_for_timeout(_SETTLED_MS)
        seen: dict[str, float] = page.evaluate("window.seen")
    return {**weights, **seen}


@contextmanager
def _phone(browser: Browser) -> Iterator[tuple[BrowserContext, CDPSession]]:
    """A cold browser on a slow phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, ignore_https_errors=True, locale="en-GB"
    )
    line = context.new_cdp_session(context.new_page())
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", _LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    yield context, line
    context.close()


def _weighing(line: CDPSession) -> dict[str, float]:
    """Adds up what comes over the wire, by kind, while the page loads."""
    weights = {"html": 0.0, "css": 0.0, "js": 0.0, "other": 0.0, "requests": 0.0}
    kinds: dict[str, str] = {}
    known = {"Document": "html", "Stylesheet": "css", "Script": "js"}

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = known.get(event["type"], "other")

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in kinds:
            weights[kinds[event["requestId"]]] += event["encodedDataLength"] / _KB
            weights["requests"] += 1

    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", finished)
    return weights


def _written(found: list[tuple[Row, dict[str, float]]], encoding: str) -> str:
    lines = [
        "# Measurements of the pages",
        "",
        f"Written by `make bench-web` on {datetime.now(UTC).date().isoformat()}: a house of 50"
        f" members and 2,500 posts behind nginx, HTTP/2 and {encoding}; Chromium opens each page"
        " cold on a phone of 390 pixels, processor ÷ 4, 1.6 Mbit/s, 150 ms. Weights are kB on the"
        " wire with their headers, times milliseconds. **Bold** is over its ceiling.",
        "",
        "| page | HTML | of | CSS | JS | other | requests | FCP | LCP | TBT | CLS |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row, seen in found:
        cells = [
            row.name,
            _cell(seen["html"], row.ceiling),
            str(row.ceiling),
            _cell(seen["css"], 14),
            _cell(seen["js"], 30),
            f"{seen['other']:.1f}",
            f"{seen['requests']:.0f}",
            _cell(seen["fcp"], FIRST_PAINT, 0),
            _cell(seen["lcp"], LARGEST_PAINT, 0),
            _cell(seen["tbt"], BLOCKING, 0),
            _cell(seen["cls"], SHIFT, 3),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(value: float, ceiling: float, digits: int = 1) -> str:
    text = f"{value:.{digits}f}"
    return f"**{text}**" if value > ceiling else text


if __name__ == "__main__":
    main()
