"""What an analyst comes for, done by a scripted user on the sample reports in at most four actions each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import kg
from tests.page.browsing import Open, listen, place
from tests.page.reports import english, hindi

REPORTS = Path(__file__).resolve().parents[2] / "data" / "reports"
MOST = 4


class User:
    """Clicks, types and chooses, and counts it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0
        self.panel = page.locator("#panel")

    def _act(self) -> None:
        self.actions += 1
        assert self.actions <= MOST

    def click(self, what: str | Locator, text: str | None = None) -> None:
        self._act()
        found = self.page.locator(what) if isinstance(what, str) else what
        (found.filter(has_text=text) if text else found).first.click()

    def write(self, field: str, text: str) -> None:
        self._act()
        self.page.locator(field).fill(text)

    def choose(self, field: str, option: str | int) -> None:
        self._act()
        where = {"index": option} if isinstance(option, int) else {"value": option}
        self.page.locator(field).select_option(**where)

    def click_line(self, one: str, other: str) -> None:
        """Clicks on the middle of the line between two persons in the drawing."""
        self._act()
        ids = [self.page.locator("#list button", has_text=name).first.get_attribute("data-id") for name in (one, other)]
        (x1, y1), (x2, y2) = [place(self.page, str(id)) for id in ids]
        self.page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)

    def find(self, name: str) -> None:
        """Types a name and presses Enter: two actions."""
        self.write("#search", name)
        self._act()
        self.page.locator("#search").press("Enter")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("tasks") / "graph.html"
    kg.view(kg.build(REPORTS), path=found)
    return found


@pytest.fixture
def user(browser: Browser, file: Path) -> Iterator[User]:
    noise: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    listen(page, noise)
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")
    yield User(page)
    context.close()
    assert noise == []


def test_sample_is_one_file_of_at_most_a_megabyte_and_a_half(file: Path) -> None:
    assert file.stat().st_size <= 1_500_000


def test_task_who_met_somebody_in_january(user: User) -> None:
    user.find("एस. जयशंकर")
    user.write("#from", "2020-01-01")
    user.write("#to", "2020-01-31")
    met = user.panel.locator("h3:has-text('Met') + .goto, h3:has-text('Met') + .goto + .goto")
    expect(met).to_have_text(["अयमान सफ़दी", "दिनेश गुणवर्धने"])


def test_task_what_did_somebody_say_there(user: User) -> None:
    user.find("इस्माईल हनीया")
    user.click("#panel .goto", "July 2024")
    statements = user.panel.locator("h3", has_text="Statements")
    expect(statements).to_be_visible()
    expect(user.panel.locator("h3:has-text('Statements') ~ .card blockquote").first).not_to_be_empty()


def test_task_show_the_sentence_and_its_report(user: User) -> None:
    user.find("के.पी. शर्मा ओली")
    user.click("#panel .goto", "Telephone call")
    expect(user.panel.locator("mark", has_text="के.पी. शर्मा ओली").first).to_be_visible()
    expect(user.panel.locator(".source").first).to_contain_text("Mulaqat sample reports")


def test_task_two_reports_of_one_call_beside_each_other(user: User) -> None:
    user.click("[data-view='table']")
    user.write("#filter", "ओली")
    user.click("#cells td button")
    expect(user.panel.locator("table.differ thead th")).to_have_count(2)
    expect(user.panel.locator("table.differ")).to_contain_text("समकक्ष")


def test_task_which_reports_disagree_and_in_what(open_page: Open) -> None:
    user = User(open_page([hindi(), english()]))
    user.click("#differ")
    user.click("#list button", "Meeting")
    expect(user.panel.locator("#differs")).to_have_text("The reports disagree: Status, Date")
    expect(user.panel.locator("td.odd")).to_have_text(["denied", "held", "11 March 2024", "12 March 2024"])


def test_task_what_was_called_off(user: User) -> None:
    user.click("[data-view='table']")
    user.write("#filter", "cancelled")
    expect(user.page.locator("#cells tbody tr")).to_have_count(1)
    user.click("#cells td button")
    expect(user.panel.locator(".status").first).to_have_text("cancelled")


def test_task_which_events_have_no_certain_day(user: User) -> None:
    user.click("[data-view='timeline']")
    bars = user.page.locator("#days g:has(rect:not(.ring):not(.lit))")
    assert bars.count() >= 5
    user.click(bars)
    expect(user.panel.locator("dl", has_text="EDTF").first).to_be_visible()


def test_task_on_which_day_of_the_war(user: User) -> None:
    user.click("[data-view='timeline']")
    user.choose("#axis", 1)
    user.write("#from", "2024-07-01")
    days = user.page.locator("#days .epoch").all_text_contents()
    assert days and all(text.startswith("day 2") or text.startswith("day 3") for text in days)


def test_task_how_often_two_persons_were_together(open_page: Open) -> None:
    user = User(open_page([hindi(), english()]))
    user.click("#people")
    user.click_line("Arzu Rana", "Vinay Kwatra")
    expect(user.panel).to_contain_text("Events together: 2")
    expect(user.panel.locator("mark").first).to_be_visible()


def test_task_a_list_of_january_for_the_spreadsheet(user: User) -> None:
    user.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    user.click("[data-view='table']")
    user.write("#from", "2020-01-05")
    user.write("#to", "2020-01-08")
    user.click("#csv")
    expect(user.page.locator("#rows")).to_contain_text("Rows copied")
    rows = user.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(rows) > 5 and "अयमान सफ़दी" in "".join(rows)


def test_task_a_link_in_urdu_for_a_colleague(user: User, browser: Browser) -> None:
    user.find("नरेंद्र मोदी")
    user.choose("#language", "ur")
    again = browser.new_page()
    again.goto(user.page.url)
    expect(again.locator("#panel h2")).to_have_text(user.panel.locator("h2").inner_text())
    expect(again.locator("html")).to_have_attribute("lang", "ur")
    again.close()


def test_task_who_stood_for_a_country(user: User) -> None:
    user.find("Nepal")
    expect(user.panel).to_contain_text("stood for")
    expect(user.panel).to_contain_text("के.पी. शर्मा ओली")


def test_task_what_lies_around_one_person(user: User) -> None:
    user.find("हसन रूहानी")
    user.click("#centre")
    shown = user.page.evaluate("mulaqat.seen().length")
    assert 5 < shown < 60
    expect(user.page.locator("#banner")).to_contain_text(f"{shown} of ")
