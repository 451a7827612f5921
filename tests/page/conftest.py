"""A browser for the tests of the page, and what opens a page in it and listens for anything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.nouns import Extraction
from kg.page import html
from tests.page.browsing import Open, chromium, listen


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of some extractions; at the end nothing may have been logged, asked for or thrown."""
    noise: list[str] = []
    asked: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})

    def opened(extractions: list[Extraction], at: str = "", **arguments: object) -> Page:
        file = tmp_path / "graph.html"
        file.write_text(html(extractions, **arguments), encoding="utf-8")  # type: ignore[arg-type]
        page = context.new_page()
        listen(page, noise)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri() + at)
        page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    context.close()
    assert noise == []
    assert {url.partition("#")[0] for url in asked} == {(tmp_path / "graph.html").as_uri()}
