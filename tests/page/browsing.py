"""What the tests of the page in a browser share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

Open = Callable[..., Page]

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS, *flags])
        yield found
        found.close()


def listen(page: Page, noise: list[str]) -> None:
    """Writes to ``noise`` whatever a page logs, throws or asks."""
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("dialog", lambda dialog: noise.append(dialog.message))


def place(page: Page, id: str) -> tuple[float, float]:
    """Where a node lies on the screen."""
    at = page.evaluate("id => mulaqat.network.canvasToDOM(mulaqat.network.getPosition(id))", id)
    box = page.locator("#mynetwork").bounding_box()
    assert box is not None
    return box["x"] + at["x"], box["y"] + at["y"]


def untouched(page: Page) -> bool:
    """Whether nothing of a hostile text ran or became an element."""
    found = page.locator(
        "img, iframe, object, b, form, base, link, template, math, body style, #panel script, #list script,"
        " header script, svg[onload], [onerror], [onload], [onfocus], [ontoggle], [onmouseover]"
    ).count()
    return found == 0 and page.evaluate("window.hit === undefined")
