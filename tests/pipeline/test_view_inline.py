"""What a notebook shows: the page works inside the frame it is put into."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

import kg

TEXT = "भारत के विदेश मंत्री सुब्रह्मण्यम जयशंकर ने सोमवार को नई दिल्ली में जापान की विदेश मंत्री योको कामिकावा से मुलाक़ात की।"


def test_view_is_drawn_inside_a_notebook(tmp_path: Path) -> None:
    view = kg.view(kg.build(kg.Report("one", TEXT, "hi", date(2024, 3, 13))))
    page_around = tmp_path / "notebook.html"
    page_around.write_text(f"<!doctype html><meta charset='utf-8'>{view._repr_html_()}", encoding="utf-8")
    noise: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.goto(page_around.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator("html[data-ready]").wait_for(state="attached", timeout=60_000)
        frame.get_by_text("योको कामिकावा").first.wait_for(timeout=60_000)
        browser.close()
    assert noise == []
