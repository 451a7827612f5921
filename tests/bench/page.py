"""First draw of the page in headless Chromium, beside pyvis as it comes.

Run from the checkout: ``python -m tests.bench.page``. Prints one line a size: seconds from opening the file to a drawn
canvas, seconds to write the file, and its size. pyvis gets the same nodes and edges, its own template, layout in the
browser; what it asks of the network is refused at once.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import BrowserContext, TimeoutError, sync_playwright
from pyvis.network import Network

from kg.nouns import Extraction
from kg.page import html, selection
from tests.page.reports import crowd

PATIENCE = 60.0
INK = """() => {
    const canvas = document.querySelector("#mynetwork canvas");
    if (!canvas || !canvas.width) return false;
    const copy = document.createElement("canvas");
    copy.width = copy.height = 60;
    copy.getContext("2d").drawImage(canvas, 0, 0, 60, 60);
    return copy.getContext("2d").getImageData(0, 0, 60, 60).data.some((v, i) => i % 4 === 0 && v > 0 && v < 240);
}"""


def pyvis_page(extractions: list[Extraction], limit: int) -> str:
    found = selection(extractions, limit=limit)
    net = Network(cdn_resources="in_line")
    for node in found.nodes:
        net.add_node(node.id, label=node.label)
    for edge in found.edges:
        net.add_edge(edge.source, edge.target)
    return str(net.generate_html())


def first_draw(context: BrowserContext, page_html: str) -> float | None:
    """Seconds until something is drawn and the page answers; None where that takes longer than PATIENCE."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page_html, encoding="utf-8")
        page = context.new_page()
        page.route("http*://**", lambda route: route.abort())
        page.set_default_timeout(PATIENCE * 1000)
        begin = time.perf_counter()
        try:
            page.goto(file.as_uri())
            while not page.evaluate(INK):
                if time.perf_counter() - begin > PATIENCE:
                    return None
                page.wait_for_timeout(20)
            return time.perf_counter() - begin
        except TimeoutError:
            return None
        finally:
            page.close()


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        for limit, reports in ((300, crowd(1000)), (2000, crowd(2300))):
            begin = time.perf_counter()
            ours = html(reports, limit=limit)
            written = time.perf_counter() - begin
            draws = [first_draw(context, ours) for _ in range(3)]
            theirs = first_draw(context, pyvis_page(reports, limit))
            best = min(draw for draw in draws if draw is not None)
            other = f"{theirs:.2f} s" if theirs is not None else f"nothing in {PATIENCE:.0f} s"
            print(
                f"{limit} nodes: first draw {best:.2f} s (pyvis as it comes: {other}); written in {written:.2f} s,"
                f" {len(ours.encode()) / 1e6:.2f} MB"
            )
        browser.close()


if __name__ == "__main__":
    main()
