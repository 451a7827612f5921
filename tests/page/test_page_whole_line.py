"""Forty hostile strings from a file of reports to the page: none runs, and none breaks it."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, expect

import kg
from tests.page.browsing import listen, untouched
from tests.page.reports import HOSTILE

MEETING = "भारत के विदेश मंत्री सुब्रह्मण्यम जयशंकर ने {day} मार्च 2024 को नई दिल्ली में {name} से मुलाक़ात की।"


def test_hostile_reports_from_a_file_to_the_page(browser: Browser, tmp_path: Path) -> None:
    lines = [
        {
            "id": f"r{i}",
            "lang": "hi",
            "published": "2024-03-31",
            "title": bad,
            "publisher": bad,
            "url": bad,
            "source": bad,
            "text": MEETING.format(day=1 + i % 28, name="जापान की विदेश मंत्री योको कामिकावा " + bad)
            + f" {bad} ने कहा कि {bad}।",
        }
        for i, bad in enumerate(HOSTILE)
    ]
    file = tmp_path / "reports.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    graph = kg.build(file, tmp_path / "graph")
    assert len(graph.extractions) >= 38, [str(problem) for problem in graph.problems]
    noise: list[str] = []
    asked: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    listen(page, noise)
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "graph" / "graph.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    for id in page.evaluate("mulaqat.seen()"):
        page.evaluate("id => { location.hash = 'node=' + encodeURIComponent(id); }", id)
        page.wait_for_function("id => mulaqat.state().node === id", arg=id)
        expect(page.locator("#panel h2")).not_to_be_empty()
        assert untouched(page)
    for view in ("timeline", "table"):
        page.locator(f"[data-view='{view}']").click()
        assert untouched(page)
    page.close()
    assert noise == []
    assert [url for url in asked if not url.startswith("file:")] == []
