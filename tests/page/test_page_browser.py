"""The page in headless Chromium: drawn, silent, closed, and usable by mouse and by keyboard."""

from __future__ import annotations

import re
from html import escape
from itertools import combinations
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.page import Scope, html
from tests.page.browsing import Open, place, untouched
from tests.page.reports import HOSTILE, as_shown, crowd, english, hindi, hostile


def ink(page: Page) -> int:
    """How many pixels of the canvas are neither white nor transparent."""
    count: int = page.evaluate(
        """() => {
            const canvas = document.querySelector("#mynetwork canvas");
            const copy = document.createElement("canvas");
            copy.width = canvas.width;
            copy.height = canvas.height;
            const context = copy.getContext("2d", { willReadFrequently: true });
            context.drawImage(canvas, 0, 0);
            const pixels = context.getImageData(0, 0, copy.width, copy.height).data;
            let count = 0;
            for (let i = 0; i < pixels.length; i += 4)
                if (pixels[i + 3] > 0 && pixels[i] + pixels[i + 1] + pixels[i + 2] < 720) count += 1;
            return count;
        }"""
    )
    return count


def test_page_is_drawn_in_hindi(open_page: Open) -> None:
    page = open_page([hindi(), english()], lang="hi", title="मुलाक़ातें")
    assert ink(page) > 5000
    expect(page.locator("h1")).to_have_text("मुलाक़ातें")
    expect(page.locator("#banner")).to_have_text("8 दिखाए गए")
    expect(page.locator("#list")).to_contain_text("विनय क्वात्रा")
    expect(page.locator("#legend")).to_contain_text("व्यक्ति")


def test_page_tells_who_spoke_to_whom(open_page: Open) -> None:
    speaker = open_page([hindi()], lang="hi", scope=Scope("आरज़ू राणा"))
    expect(speaker.locator("#panel")).to_contain_text("विनय क्वात्रा से कहा")
    addressee = open_page([hindi()], lang="hi", scope=Scope("विनय क्वात्रा"))
    expect(addressee.locator("#panel")).to_contain_text("आरज़ू राणा ने कहा")


def test_page_click_on_an_event_shows_sentence_report_and_date(open_page: Open) -> None:
    page = open_page([hindi(), english()])
    page.mouse.click(*place(page, "event/one"))
    panel = page.locator("#panel")
    expect(panel.locator("#differs")).to_have_text("The reports disagree: Status, Date")
    expect(panel).to_contain_text("आरज़ू राणा ने मंगलवार 12 मार्च 2024 को काठमांडू में")
    assert "विदेश सचिव" in panel.locator("mark").all_inner_texts()
    for text in ("12 March 2024", "2024-03-12", "मंगलवार 12 मार्च 2024", "in person", "काठमांडू", "denied", "held"):
        expect(panel).to_contain_text(text)
    for text in ("काठमांडू में मुलाक़ात", "पहाड़ समाचार", "13 March 2024", "Valley Post"):
        expect(panel.locator(".source").filter(has_text=text).first).to_be_visible()
    link = panel.locator("a").first
    assert link.get_attribute("href") == "https://news.example/hi-a?x=1&y=2"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_page_marks_are_right_after_characters_beyond_the_basic_plane(open_page: Open) -> None:
    page = open_page([hindi()])
    page.locator("#list button", has_text="Arzu Rana").first.click()
    page.locator("#panel details summary").click()
    expect(page.locator("#panel details mark")).to_have_text("कहा")
    expect(page.locator("#panel .card blockquote", has_text="🌊 कोसी").first).to_be_visible()
    expect(page.locator("#panel")).to_contain_text("Difference in days")


def test_page_click_on_a_line_shows_role_and_body(open_page: Open) -> None:
    page = open_page([hindi()])
    (x1, y1), (x2, y2) = place(page, "person/kwatra"), place(page, "event/one")
    page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
    panel = page.locator("#panel")
    expect(panel.locator(".kind").first).to_have_text("took part")
    for text in ("विदेश सचिव", "भारत", "counterpart"):
        expect(panel.locator("dl").first).to_contain_text(text)


def test_page_click_on_a_name_under_its_sign_chooses_it(open_page: Open) -> None:
    page = open_page([hindi()])
    x, y = place(page, "place/kathmandu")
    page.mouse.click(x, y + 28)
    expect(page.locator("#panel h2")).to_have_text("काठमांडू")


def test_page_works_by_keyboard_alone(open_page: Open) -> None:
    page = open_page([hindi(), english()])
    page.locator("#overview").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("क्वात्रा")
    expect(page.locator("#found")).to_have_text("3 found")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Vinay Kwatra")
    expect(page.locator("#announce")).to_have_text("Vinay Kwatra, Person, 4 connections")
    page.locator("#list button[aria-current='true']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("Meeting: ")
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("Details")


@pytest.mark.parametrize("typed", ["विदेश सचिव", "क्वात्रा", "april 2024", "आरजू"])
def test_page_search_finds_names_roles_and_days(open_page: Open, typed: str) -> None:
    page = open_page([hindi(), english()])
    page.locator("#search").fill(typed)
    count = page.locator("#list li").count()
    assert 0 < count < 8
    expect(page.locator("#found")).to_have_text(f"{count} found")


def test_page_legend_hides_a_kind_and_a_line(open_page: Open) -> None:
    page = open_page([hindi(), english()])
    assert re.sub(r"\s+", " ", page.locator("#legend-nodes").inner_text()) == "Person 2 Organization 1 Place 3 Event 2"
    before = ink(page)
    page.locator("#legend input[data-kind='place']").uncheck()
    expect(page.locator("#list li")).to_have_count(5)
    page.wait_for_timeout(200)
    fewer = ink(page)
    assert fewer < before
    page.locator("#legend input[data-kind='line participant']").uncheck()
    page.wait_for_timeout(200)
    assert ink(page) < fewer
    page.locator("#legend input[data-kind='place']").check()
    expect(page.locator("#list li")).to_have_count(8)


def test_page_back_and_address_restore_a_choice(open_page: Open) -> None:
    page = open_page([hindi()])
    page.locator("#list button", has_text="Arzu Rana").first.click()
    page.locator("#panel .goto .name", has_text="Nepal").click()
    expect(page.locator("#panel h2")).to_have_text("Nepal")
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("Arzu Rana")
    again = open_page([hindi()], at=page.evaluate("location.hash"))
    expect(again.locator("#panel h2")).to_have_text("Arzu Rana")
    again.locator("#overview").click()
    expect(again.locator("#panel h2")).to_have_text("Details")


def test_page_opens_on_its_focus(open_page: Open) -> None:
    page = open_page([hindi(), english()], scope=Scope("Koshi Board"))
    expect(page.locator("#panel h2")).to_have_text("Koshi Board")
    expect(page.locator("#list button[aria-current='true']")).to_have_text("Koshi Board")


def test_page_says_how_much_is_shown(open_page: Open) -> None:
    page = open_page(crowd(600), scope=Scope(limit=40))
    expect(page.locator("#banner")).to_have_text(re.compile(r"^40 of \d{3} shown$"))
    expect(page.locator("#panel")).to_contain_text("--limit")


def test_page_draws_labels_that_do_not_collide(open_page: Open) -> None:
    for page, least in ((open_page([hindi(), english()]), 8), (open_page(crowd(800)), 30)):
        page.wait_for_timeout(200)
        boxes = [label["box"] for label in page.evaluate("mulaqat.labels()")]
        assert len(boxes) >= least
        for a, b in combinations(boxes, 2):
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


def test_page_of_nothing_says_so(open_page: Open) -> None:
    expect(open_page([]).locator("#panel")).to_contain_text("There is nothing to show")


@pytest.mark.parametrize("bad", HOSTILE[:10])
def test_page_shows_a_hostile_title_as_text(open_page: Open, bad: str) -> None:
    page = open_page([english()], title=bad)
    assert (page.locator("h1").text_content(), page.title()) == (as_shown(bad), as_shown(bad))
    assert untouched(page)


def test_page_shows_hostile_reports_as_text(open_page: Open) -> None:
    page = open_page(hostile(), concepts={bad: {"en": bad} for bad in HOSTILE})
    for number, bad in enumerate(HOSTILE):
        for id in (f"person/one{number}", f"organization/two{number}", f"place/place{number}", f"event/{number}"):
            page.evaluate("id => { location.hash = 'node=' + encodeURIComponent(id); }", id)
            page.wait_for_function("id => mulaqat.state().node === id", arg=id)
            assert bad.replace("\ud800", "\ufffd")[:900] in (page.locator("#panel").text_content() or "")
        assert untouched(page)
        addresses = page.eval_on_selector_all("a", "links => links.map(a => [a.protocol, a.rel])")
        assert all(address == ["https:", "noopener noreferrer"] for address in addresses)


@pytest.mark.parametrize("view", ["timeline", "table", "network"])
def test_page_shows_hostile_reports_as_text_in_every_view(open_page: Open, view: str) -> None:
    page = open_page(hostile(), at=f"#view={view}&people=1", concepts={bad: {"en": bad} for bad in HOSTILE})
    for bad in HOSTILE:
        page.locator("#search").fill(bad[:60])
    page.evaluate("mulaqat.svg()")
    page.locator("#search").fill("")
    assert untouched(page)


@pytest.mark.parametrize("bad", [b for b in HOSTILE if len(b) < 100])
def test_page_survives_a_hostile_address(open_page: Open, bad: str) -> None:
    at = quote(bad.encode("utf-8", "replace"))
    page = open_page([hindi()], at=f"#node={at}&view={at}&focus={at}&from={at}&type={at}&open={at}&hide={at}&lang={at}")
    page.locator("#clear").click()
    expect(page.locator("#list")).to_contain_text("Arzu Rana")
    assert untouched(page)


def test_page_text_stays_inside_its_direction(open_page: Open) -> None:
    page = open_page(hostile())
    for selector in ("#list .name", "h1"):
        assert page.locator(selector).first.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"
    assert "\u202e" not in page.evaluate("mulaqat.svg()")


def test_page_works_inside_a_sandboxed_frame(browser: Browser) -> None:
    page = browser.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.set_content(
        f'<iframe sandbox="allow-scripts" style="width:100%;height:640px" srcdoc="{escape(html([hindi()]))}"></iframe>'
    )
    frame = page.frame_locator("iframe")
    frame.locator("#list button", has_text="Arzu Rana").first.click()
    expect(frame.locator("#panel h2")).to_have_text("Arzu Rana")
    page.close()
    assert noise == []
