"""Makes the pictures of the README from the sample reports, in headless Chromium.

Run from the checkout: ``python -m tests.pictures``. Writes ``docs/pictures/*.png``.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import kg
from tests.page.browsing import chromium

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
PICTURES = {
    "network": ("hi", "#node={oli}"),
    "timeline": ("en", "#view=timeline&to=2020-01-12&type=meeting"),
    "table": ("ur", "#view=table&from=2020-01-01&to=2020-01-12&node={oli}"),
}


def main() -> None:
    """Build the sample reports and take one picture a view."""
    graph = kg.build(ROOT / "data" / "reports")
    call = next(e.id for x in graph.extractions for e in x.events if e.type == "phone-call")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name, (lang, at) in PICTURES.items():
            file = Path(folder) / f"{name}.html"
            kg.view(graph, lang=lang, path=file)
            page = browser.new_page(viewport={"width": 1280, "height": 760})
            page.goto(file.as_uri() + at.format(oli=call))
            page.wait_for_selector("html[data-ready]")
            if name == "network":
                page.evaluate("id => document.querySelector(`#list button[data-id='${id}']`).click()", call)
            page.wait_for_timeout(500)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()


if __name__ == "__main__":
    main()
