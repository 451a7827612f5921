"""First draw and redraw of the page in headless Chromium, beside pyvis as it comes.

Run from the checkout: ``python -m tests.bench.page``, with ``--quick`` without pyvis. Prints one line a size: seconds
from opening the page to a drawn canvas (best of three), beside pyvis with the same nodes and edges in the same run (its
own template, layout in the browser; what it asks of the network is refused at once), seconds to write the file, its
size. Then the explorer with 10,000 nodes: seconds to the first draw where the layout is known and where it is not,
and milliseconds for a frame while it is moved and for the whole picture when it stands still.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, TimeoutError
from pyvis.network import Network

from kg.nouns import Extraction
from kg.page import Explorer, Scope, html, selection
from tests.page.browsing import chromium
from tests.page.reports import crowd
from tests.page.serving import served

PATIENCE = 60.0
INK = """() => {
    const canvas = document.querySelector(".sheet") || document.querySelector("#mynetwork canvas");
    if (!canvas || !canvas.width) return false;
    const copy = document.createElement("canvas");
    copy.width = copy.height = 60;
    copy.getContext("2d").drawImage(canvas, 0, 0, 60, 60);
    return copy.getContext("2d").getImageData(0, 0, 60, 60).data.some((v, i) => i % 4 === 0 && v > 0 && v < 240);
}"""
FRAMES = """async () => {
    const { eye, move } = mulaqat.drawing();
    const times = [];
    for (let i = 0; i < 40; i += 1) {
        const begin = performance.now();
        eye.x += i % 2 ? 40 : -40;
        move();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - begin);
    }
    return times;
}"""
STILL = """() => {
    const { eye, paint } = mulaqat.drawing();
    const canvas = document.querySelector(".sheet");
    const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const times = [];
    for (let i = 0; i < 10; i += 1) {
        const begin = performance.now();
        eye.x += i % 2 ? 40 : -40;
        paint();
        copy.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1);
        copy.getImageData(0, 0, 1, 1);
        times.push(performance.now() - begin);
    }
    return times;
}"""


def pyvis_page(extractions: list[Extraction], limit: int) -> str:
    found = selection(extractions, Scope(limit=limit))
    net = Network(cdn_resources="in_line")
    for node in found.nodes:
        net.add_node(node.id, label=node.label)
    for edge in found.edges:
        net.add_edge(edge.source, edge.target)
    return str(net.generate_html())


def first_draw(context: BrowserContext, address: str, then: Callable[[Page], None] | None = None) -> float | None:
    """Seconds until something is drawn and the page answers; None where that takes longer than PATIENCE."""
    page = context.new_page()
    page.route("https://**", lambda route: route.abort())
    page.set_default_timeout(PATIENCE * 1000)
    begin = time.perf_counter()
    try:
        page.goto(address)
        while not page.evaluate(INK):
            if time.perf_counter() - begin > PATIENCE:
                return None
            page.wait_for_timeout(20)
        seconds = time.perf_counter() - begin
        if then is not None:
            then(page)
        return seconds
    except TimeoutError:
        return None
    finally:
        page.close()


def files(context: BrowserContext, quick: bool) -> None:
    for limit, reports in ((300, crowd(1000)), (2000, crowd(2300))):
        begin = time.perf_counter()
        ours = html(reports, Scope(limit=limit))
        written = time.perf_counter() - begin
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "ours.html"
            file.write_text(ours, encoding="utf-8")
            best = min(first_draw(context, file.as_uri()) or PATIENCE for _ in range(3))
            other = "not run"
            if not quick:
                file.write_text(pyvis_page(reports, limit), encoding="utf-8")
                theirs = first_draw(context, file.as_uri())
                other = f"{theirs:.2f} s" if theirs is not None else f"nothing in {PATIENCE:.0f} s"
        print(
            f"{limit} nodes: first draw {best:.2f} s (pyvis as it comes: {other}); written in {written:.2f} s,"
            f" {len(ours.encode()) / 1e6:.2f} MB"
        )


def explorer(context: BrowserContext, limit: int = 10_000) -> None:
    asked = Explorer(crowd(int(limit * 1.15)))
    begin = time.perf_counter()
    asked.answer("selection", {"depth": "2", "limit": str(limit)})
    layout = time.perf_counter() - begin
    frames: list[float] = []
    still: list[float] = []

    def move(page: Page) -> None:
        page.wait_for_timeout(500)
        frames.extend(page.evaluate(FRAMES))
        page.wait_for_timeout(500)
        still.extend(page.evaluate(STILL))

    with served(asked, Scope(limit=limit)) as address:
        draws = [first_draw(context, address, move) or PATIENCE for _ in range(3)]
    print(
        f"explorer, {limit} nodes: first draw {min(draws):.2f} s, {min(draws) + layout:.2f} s where the layout is not"
        f" known; median frame while moved {statistics.median(frames):.0f} ms, median whole picture"
        f" {statistics.median(still):.0f} ms"
    )


def main() -> None:
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        files(context, "--quick" in sys.argv)
        explorer(context)


if __name__ == "__main__":
    main()
