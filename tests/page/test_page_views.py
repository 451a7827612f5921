"""Three views of one selection, filters, languages, pictures, and what assistive technology finds."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kg.page import Scope
from tests.page.browsing import Open
from tests.page.reports import crowd, english, hindi


def test_views_show_one_selection_and_share_the_choice(open_page: Open) -> None:
    page = open_page([hindi(), english()])
    page.locator("[data-view='table']").click()
    expect(page.locator("#cells tbody tr")).to_have_count(2)
    page.locator("#cells td button").first.click()
    expect(page.locator("#panel h2")).to_contain_text("Meeting: ")
    page.locator("[data-view='timeline']").click()
    expect(page.locator("#days g[aria-pressed='true']")).to_have_count(1)
    page.locator("#days g[role=button]").nth(1).click()
    page.locator("[data-view='table']").click()
    expect(page.locator("#cells tr[aria-selected='true']")).to_have_attribute("data-id", "event/two")
    page.go_back()
    page.go_back()
    expect(page.locator("#days g[aria-pressed='true']")).to_have_attribute("data-id", "event/one")


def test_timeline_draws_a_known_day_as_a_sign_and_bounds_as_a_bar(open_page: Open) -> None:
    page = open_page([hindi()], at="#view=timeline")
    one, two = (page.locator(f"#days g[data-id='event/{id}']") for id in ("one", "two"))
    expect(one.locator("polygon")).to_have_count(1)
    expect(two.locator("polygon")).to_have_count(0)
    bar = two.locator("rect:not(.ring):not(.lit)").bounding_box()
    sign = one.locator("polygon").bounding_box()
    assert bar and sign and bar["width"] > 10 * sign["width"] > 0
    expect(two).to_have_attribute("aria-label", re.compile("April 2024, planned"))


def test_timeline_counts_days_on_request(open_page: Open) -> None:
    page = open_page([hindi()], at="#view=timeline")
    page.locator("#axis").select_option(index=1)
    assert all(re.fullmatch(r"day \d+", text) for text in page.locator("#days .epoch").all_text_contents())
    assert page.locator("#days .epoch").count() >= 3


def test_timeline_is_walked_by_arrow_keys(open_page: Open) -> None:
    page = open_page([hindi()], at="#view=timeline")
    page.locator("#days g[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#days g[aria-pressed='true']")).to_be_focused()
    assert page.evaluate("mulaqat.state().node") == "event/two"


def test_table_sorts_filters_and_copies(open_page: Open) -> None:
    page = open_page([hindi(), english()], at="#view=table")
    first = page.locator("#cells tbody tr").first
    expect(first).to_have_attribute("data-id", "event/one")
    page.locator("th [data-key='day']").click()
    expect(first).to_have_attribute("data-id", "event/two")
    expect(page.locator("th[aria-sort='descending']")).to_contain_text("Date")
    page.locator("#filter").fill("काठमांडू")
    expect(page.locator("#cells tbody tr")).to_have_count(1)
    rows = list(csv.reader(io.StringIO(page.evaluate("mulaqat.csv()"))))
    assert rows[0][:4] == ["Date", "Event", "Status", "Who"]
    assert rows[1][:3] == ["11 March 2024 / 12 March 2024", "Meeting", "denied / held"]
    assert len(rows) == 2
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#csv").click()
    expect(page.locator("#rows")).to_have_text("Rows copied: 1")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Date,Event,Status")


def test_table_copies_nothing_that_a_spreadsheet_would_run(open_page: Open) -> None:
    from tests.page.reports import hostile

    page = open_page(hostile(), at="#view=table")
    rows = list(csv.reader(io.StringIO(page.evaluate("mulaqat.csv()"))))
    assert len(rows) == 41
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r")]


def test_filters_by_day_type_status_and_disagreement(open_page: Open) -> None:
    page = open_page([hindi(), english()])

    def events() -> set[str]:
        return {id for id in page.evaluate("mulaqat.seen()") if id.startswith("event/")}

    page.locator("#from").fill("2024-04-02")
    assert events() == {"event/two"}
    assert "place/kathmandu" not in page.evaluate("mulaqat.seen()")
    expect(page.locator("#banner")).to_have_text("3 of 8 shown")
    page.locator("#clear").click()
    page.locator("#differ").check()
    assert events() == {"event/one"}
    page.locator("#differ").uncheck()
    page.locator("input[data-kind='status planned']").uncheck()
    assert events() == {"event/one"}
    page.locator("#clear").click()
    page.locator("#type").select_option("communication")
    assert events() == {"event/one", "event/two"}
    page.locator("#to").fill("2023-01-01")
    expect(page.locator("#empty")).to_be_visible()


def test_a_copied_link_restores_all_that_was_asked(open_page: Open) -> None:
    at = "#view=timeline&node=event/two&from=2024-04-01&to=2024-04-30&hide=place&lang=ur"
    page = open_page([hindi(), english()], at=at)
    assert page.evaluate("location.hash") == at
    expect(page.locator("#from")).to_have_value("2024-04-01")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#days g[aria-pressed='true']")).to_have_attribute("data-id", "event/two")
    expect(page.locator("input[data-kind='place']")).not_to_be_checked()


def test_a_node_is_expanded_and_folded(open_page: Open) -> None:
    page = open_page(crowd(400), scope=Scope(limit=20))
    badge = page.evaluate("mulaqat.network.moveTo({scale: 1}), mulaqat.network.redraw(), mulaqat.badges()[0]")
    assert badge
    left, top, right, bottom = badge["box"]
    spot = {"x": (left + right) / 2, "y": (top + bottom) / 2}
    at = page.evaluate("spot => mulaqat.network.canvasToDOM(spot)", spot)
    box = page.locator("#mynetwork").bounding_box()
    assert box
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    more = page.evaluate("mulaqat.seen().length")
    assert more > 20
    expect(page.locator("#banner")).to_contain_text(f"{more} of ")
    expect(page.locator("#collapse")).to_be_visible()
    page.go_back()
    page.wait_for_function("() => mulaqat.seen().length === 20")
    page.go_forward()
    page.wait_for_function("() => mulaqat.seen().length > 20")
    page.locator("#collapse").click()
    page.wait_for_function("() => mulaqat.seen().length <= 21")


def test_a_page_starts_again_from_any_node(open_page: Open) -> None:
    page = open_page([hindi(), english()])
    page.locator("#list button[data-id='organization/board']").click()
    page.locator("#centre").click()
    expect(page.locator("#banner")).to_have_text("5 of 8 shown")
    page.locator("#uncentre").click()
    expect(page.locator("#banner")).to_have_text("8 shown")


def test_persons_only_are_joined_by_the_meetings_they_shared(open_page: Open) -> None:
    page = open_page([hindi()])
    page.locator("#people").check()
    assert page.evaluate("mulaqat.seen()") == ["person/kwatra", "person/rana"]
    page.evaluate("location.hash += '&node=together person/kwatra person/rana'")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Events together: 2")
    expect(panel.locator("blockquote").first).to_contain_text("मुलाक़ात की")


@pytest.mark.parametrize(
    ("code", "banner", "kind", "day"),
    [
        ("hi", "8 दिखाए गए", "व्यक्ति", "12 मार्च 2024"),
        ("ur", "8 دکھائے گئے", "فرد", "12 مارچ 2024"),
        ("fa", "۸ نشان داده شده", "شخص", "۱۲ مارس ۲۰۲۴"),
        ("ar", "عُرض ٨", "شخص", "١٢ مارس ٢٠٢٤"),
    ],
)
def test_language_is_switched_while_reading(open_page: Open, code: str, banner: str, kind: str, day: str) -> None:
    page = open_page([hindi(), english()])
    page.locator("#language").select_option(code)
    expect(page.locator("#banner")).to_have_text(banner)
    expect(page.locator("#legend-nodes li").first).to_contain_text(kind)
    expect(page.locator("html")).to_have_attribute("dir", "ltr" if code == "hi" else "rtl")
    page.evaluate("location.hash += '&node=event/one'")
    expect(page.locator("#panel")).to_contain_text(day)
    if code != "hi":
        panel, board = (page.locator(part).bounding_box() for part in ("#panel", "nav"))
        assert panel and board and panel["x"] < board["x"]


@pytest.mark.parametrize(
    ("edtf", "en", "hi", "fa"),
    [
        ("2024-07-30", "30 July 2024", "30 जुलाई 2024", "۳۰ ژوئیه ۲۰۲۴"),
        ("2024-07", "July 2024", "जुलाई 2024", "ژوئیه ۲۰۲۴"),
        ("2024", "2024", "2024", "۲۰۲۴"),
        ("../2024-07-30", "on or before 30 July 2024", "30 जुलाई 2024 को या उससे पहले", "۳۰ ژوئیه ۲۰۲۴ یا پیش از آن"),
        ("2024-07-30/..", "on or after 30 July 2024", "30 जुलाई 2024 को या उसके बाद", "۳۰ ژوئیه ۲۰۲۴ یا پس از آن"),
        ("2024-01/2024-03", "January 2024 to March 2024", "जनवरी 2024 से मार्च 2024 तक", "ژانویه ۲۰۲۴ تا مارس ۲۰۲۴"),
        ("2024-07-30~", "about 30 July 2024", "30 जुलाई 2024 के आसपास", "حدود ۳۰ ژوئیه ۲۰۲۴"),
        ("2024-07?", "perhaps July 2024", "शायद जुलाई 2024", "شاید ژوئیه ۲۰۲۴"),
        ("2024-07-XX", "July 2024", "जुलाई 2024", "ژوئیه ۲۰۲۴"),
        ("XXXX-06-21", "XXXX-06-21", "XXXX-06-21", "XXXX-06-21"),
        ("2024-13", "2024-13", "2024-13", "2024-13"),
    ],
)
def test_days_are_said_in_words(open_page: Open, edtf: str, en: str, hi: str, fa: str) -> None:
    page = open_page([])
    said = page.evaluate("edtf => ['en', 'hi', 'fa'].map(code => mulaqat.day(edtf, code))", edtf)
    assert said == [en, hi, fa]


@pytest.mark.parametrize("view", ["network", "timeline"])
def test_pictures_are_saved_as_png_and_as_svg_without_anything_foreign(
    open_page: Open, tmp_path: Path, view: str
) -> None:
    page = open_page([hindi(), english()], at=f"#view={view}")
    for kind, head in (("png", b"\x89PNG"), ("svg", b"<svg")):
        with page.expect_download() as saved:
            page.locator(f"#{kind}").click()
        file = tmp_path / f"picture.{kind}"
        saved.value.save_as(file)
        assert file.read_bytes().startswith(head)
        assert file.stat().st_size > 1200
    picture = ElementTree.parse(tmp_path / "picture.svg")
    tags = {element.tag.rpartition("}")[2] for element in picture.iter()}
    assert tags <= {"svg", "g", "rect", "line", "circle", "polygon", "text", "title"}
    assert "Vinay Kwatra" in "".join(picture.getroot().itertext())


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("view", ["network", "timeline", "table"])
@pytest.mark.parametrize("code", ["en", "ur"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, tmp_path: Path, view: str, code: str, theme: str) -> None:
    from kg.page import html

    file = tmp_path / "graph.html"
    file.write_text(html([hindi(), english()]), encoding="utf-8")
    context = browser.new_context(color_scheme=theme, bypass_csp=True)
    page = context.new_page()
    for node in ("", "event/one"):
        page.goto(f"{file.as_uri()}#view={view}&lang={code}&node={node}")
        page.wait_for_selector("html[data-ready]")
        assert serious(page) == []
    context.close()


def test_dark_is_dark_and_print_is_without_controls(open_page: Open) -> None:
    page = open_page([hindi()])
    page.locator("#theme").select_option("dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)"
    page.locator("#theme").select_option("light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    for part in ("nav", "#filters", "#language"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("#panel")).to_be_visible()
