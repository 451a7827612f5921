"""The page from a server: it asks for what it needs, and says so where it is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.page import Explorer, Scope, render
from tests.page.browsing import listen
from tests.page.reports import crowd, english, hindi
from tests.page.serving import served


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(Explorer([hindi(), english(), *crowd(300)]), Scope(limit=20)) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    noise: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    listen(page, noise)
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    yield page
    page.close()
    assert [text for text in noise if "400" not in text] == []


def test_explorer_opens_on_a_part_and_says_how_much_it_is(page: Page) -> None:
    expect(page.locator("#banner")).to_contain_text("20 of ")


def test_explorer_finds_what_is_not_loaded_and_shows_it_with_its_sentence(page: Page) -> None:
    page.locator("#search").fill("क्वात्रा")
    expect(page.locator("#list button")).to_have_count(1)
    page.locator("#search").press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Vinay Kwatra")
    page.locator("#panel .goto", has_text="12 March 2024").first.click()
    expect(page.locator("#panel mark", has_text="विनय क्वात्रा").first).to_be_visible()
    expect(page.locator("#differs")).to_contain_text("Status, Date")


def test_explorer_asks_again_for_other_days_and_back_brings_the_first_selection(page: Page) -> None:
    page.locator("#from").fill("2024-04-01")
    page.wait_for_function("() => mulaqat.seen().includes('event/two')")
    page.go_back()
    page.wait_for_function("() => !mulaqat.seen().includes('event/two')")
    expect(page.locator("#banner")).to_contain_text("20 of ")


def test_explorer_starts_from_any_node_and_expands(page: Page, address: str) -> None:
    page.goto(address + "#focus=organization/board&depth=1")
    page.wait_for_function("() => mulaqat.seen().join() === 'event/one,organization/board'")
    page.evaluate("location.hash += '&node=event/one'")
    page.locator("#expand").click()
    page.wait_for_function("() => mulaqat.seen().includes('person/kwatra')")
    page.reload()
    page.wait_for_function("() => mulaqat.seen().includes('person/kwatra')")


def test_explorer_says_what_the_server_refused(page: Page, address: str) -> None:
    page.goto(address + "#focus=Nobody")
    expect(page.locator("#empty")).to_contain_text("nothing in these reports is called so")


GRAPHICS_CARD = """
    const ask = WebGL2RenderingContext.prototype.getParameter;
    WebGL2RenderingContext.prototype.getParameter = function (key) {
        return key === 0x9246 ? "a graphics card" : ask.call(this, key);
    };
"""


@pytest.mark.parametrize(("card", "kind"), [(False, "plain"), (True, "webgl")])
def test_explorer_draws_many_nodes_otherwise(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, card: bool, kind: str
) -> None:
    monkeypatch.setattr(render, "LARGE", 30)
    noise: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    listen(page, noise)
    if card:
        page.add_init_script(GRAPHICS_CARD)
    with served(Explorer([hindi(), english(), *crowd(100)]), Scope(limit=60)) as address:
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        assert page.evaluate("mulaqat.drawing().kind") == kind
        page.locator("#list button").first.click()
        expect(page.locator("#panel h2")).not_to_have_text("Details")
        page.locator("#zoom-in").click()
        with page.expect_download():
            page.locator("#png").click()
        page.evaluate("location.hash = 'focus=organization/board&depth=1'")
        page.wait_for_function("() => mulaqat.drawing().kind === 'vis'")
    page.close()
    assert [text for text in noise if "GPU stall" not in text] == []


def test_explorer_chooses_a_sign_among_many_by_a_click(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "LARGE", 30)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    with served(Explorer(crowd(100)), Scope(limit=60)) as address:
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        x, y = page.evaluate("mulaqat.whereOnSheet('person/p3')")
        page.mouse.click(x, y)
        expect(page.locator("#panel h2")).to_have_text("Person 3")
    page.close()
