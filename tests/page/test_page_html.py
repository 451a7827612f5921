"""The page as a file: complete in itself, the same bytes each time, nothing in it that a report could run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.errors import LanguageError
from kg.page import Explorer, html
from tests.page.reports import HOSTILE, as_shown, crowd, english, hindi, hostile


class Parts(HTMLParser):
    """The elements of a page in order, and the text inside scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.titles: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.elements[-1] if self.elements else ("", {})
        if tag in ("script", "style") and data.strip():
            self.raw.append((tag, attributes, data))
        if tag == "title" and data.strip():
            self.titles.append(data)


def test_html_is_a_whole_page_in_its_language() -> None:
    page = html([hindi()], title="मुलाक़ात", lang="hi")
    assert page.startswith('<!DOCTYPE html>\n<html lang="hi" dir="ltr">')
    assert '<html lang="ur" dir="rtl">' in html([hindi()], lang="ur")
    assert '<meta charset="utf-8">' in page[:1024]
    assert Parts(page).titles[0] == "मुलाक़ात"
    assert "आरज़ू राणा" in page


def test_html_loads_nothing_from_outside() -> None:
    for tag, attributes in Parts(html([hindi(), english()])).elements:
        assert tag not in {"link", "iframe", "object", "embed", "base", "img", "form"}
        assert not {"src", "href", "action", "srcset", "data", "poster"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]


def test_html_has_only_addresses_of_reports_outside_of_the_library() -> None:
    parts = Parts(html([hindi(), english()]))
    texts = [text for _, _, text in parts.raw if "vis-network" not in text[:200]]
    found = {url for text in texts for url in re.findall(r"https?://[^\"'\s\\]+", text)}
    assert found == {
        "https://news.example/hi-a?x=1",
        "https://www.wikidata.org/entity/Q1",
        "http://www.w3.org/2000/svg",
    }


def test_html_policy_allows_the_scripts_of_the_page_by_hash_and_nothing_else() -> None:
    parts = Parts(html(hostile()))
    policy = policy_of(parts)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    run = [(tag, text) for tag, attributes, text in parts.raw if attributes.get("type") != "application/json"]
    for kind, tag in (("script-src", "script"), ("style-src", "style")):
        hashes = [hashlib.sha256(text.encode()).digest() for t, text in run if t == tag]
        assert rules[kind].split() == [f"'sha256-{base64.b64encode(h).decode()}'" for h in hashes]


def policy_of(parts: Parts) -> str:
    return next(a["content"] for _, a in parts.elements if a.get("http-equiv") == "Content-Security-Policy") or ""


def test_only_the_page_of_the_explorer_may_ask_and_only_its_own_server() -> None:
    assert "connect-src" not in policy_of(Parts(html([hindi()])))
    assert "connect-src 'self';" in policy_of(Parts(Explorer([hindi()]).page()))


def test_html_of_hostile_reports_has_the_same_elements_as_any_other() -> None:
    harmless = [tag for tag, _ in Parts(html([english()])).elements]
    concepts = {bad: {"en": bad} for bad in HOSTILE}
    assert len(set(HOSTILE)) == 40
    assert [tag for tag, _ in Parts(html(hostile(), concepts=concepts)).elements] == harmless
    for bad in HOSTILE:
        parts = Parts(html([english()], title=bad))
        assert [tag for tag, _ in parts.elements] == harmless
        (data,) = [json.loads(text) for _, a, text in parts.raw if a.get("type") == "application/json"]
        assert data["title"] == as_shown(bad)


def test_script_makes_elements_of_text_in_no_other_way() -> None:
    ours = next(text for tag, _, text in Parts(html([])).raw if tag == "script" and "textContent" in text[:900])
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc"):
        assert way not in ours
    assert ours.count("href:") == 2  # the link of a report, and what a picture is saved by


def test_html_is_the_same_whatever_the_order_of_reports() -> None:
    reports = [*crowd(60), hindi(), english()]
    assert html(reports) == html(reports[::-1])


def test_html_is_the_same_with_any_hash_seed() -> None:
    script = (
        "import hashlib; from kg.page import Scope, html; from tests.page import reports as r;"
        "page = html([*r.crowd(90), r.hindi(), r.english(), *r.hostile()], Scope(limit=60));"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    path = str(Path(__file__).resolve().parents[2])
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(seen) == 1


def test_html_stays_small() -> None:
    assert len(html(crowd(1000)).encode()) < 1_500_000


def test_html_of_nothing_says_so() -> None:
    page = html([])
    assert "There is nothing to show" in page


def test_html_refuses_a_language_without_words() -> None:
    with pytest.raises(LanguageError, match="there are: ar, en, fa, hi, ur"):
        html([hindi()], lang="xx")
