"""IRIs: plain ASCII names, the same on every machine."""

from __future__ import annotations

import re

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import iris
from kg.nouns import Mention


@pytest.mark.parametrize(
    ("id", "iri"),
    [
        ("person/1f0c52a9be34", "person/1f0c52a9be34"),
        ("organization/1f0c52a9be34", "org/1f0c52a9be34"),
        ("place/gaza", "place/gaza"),
        ("event/meeting-2024-07-30-8edfd112", "event/meeting-2024-07-30-8edfd112"),
        ("claim/0db513cf8f6b", "claim/0db513cf8f6b"),
    ],
)
def test_ids_become_iris_by_a_prefix(id: str, iri: str) -> None:
    assert iris.thing(id) == iris.BASE + iri


def test_names_in_other_scripts_are_hashed_alike_with_and_without_nukta() -> None:
    assert iris.thing("place/ग़ज़ा") == iris.thing("place/गजा") != iris.thing("place/गाजा")
    assert re.fullmatch(r"place/[0-9a-f]{12}", iris.thing("place/ग़ज़ा").removeprefix(iris.BASE))


@pytest.mark.parametrize("id", ["hi-00", "air-en-376939", "a.b_c", "2024"])
def test_plain_report_ids_are_kept(id: str) -> None:
    assert iris.document(id) == f"{iris.BASE}doc/{id}"
    assert iris.graph(id) == f"{iris.GRAPHS}doc/{id}"


@pytest.mark.parametrize("id", ["Hi-00", "a b", "a/b", "ख़बर", "", "../x", "a#b", "x\n"])
def test_other_report_ids_are_hashed(id: str) -> None:
    assert re.fullmatch(re.escape(iris.BASE) + "doc/[0-9a-f]{16}", iris.document(id))


@settings(deadline=None)
@given(st.text())
def test_every_id_gives_an_iri_that_oxigraph_takes(id: str) -> None:
    for iri in (iris.thing(id), iris.thing("person/" + id), iris.document(id), iris.graph(id)):
        assert iri.isascii()
        pyoxigraph.NamedNode(iri)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["http://", "https://", "", "http://example.org", "https://उदाहरण.भारत/"]))
def test_a_web_address_is_an_iri_that_oxigraph_takes_or_nothing(rest: str, start: str) -> None:
    iri = iris.web(start + rest)
    if iri is not None:
        assert iri.startswith(("http://", "https://"))
        pyoxigraph.NamedNode(iri)
        assert iris.web(iri) == iri


@pytest.mark.parametrize(
    "address",
    [None, "", "javascript:alert(1)", "data:text/html,x", "ftp://x.org/", "//x.org", "x.org", "http://", "http://a b/"]
    + ["https://user:secret@x.org/", "https://x.org<script>", 'https://x.org"onclick="', "file:///etc/passwd"],
)
def test_other_addresses_are_left_out(address: str | None) -> None:
    assert iris.web(address) is None


def test_a_web_address_keeps_its_script_and_escapes_what_an_iri_may_not_hold() -> None:
    assert iris.web(" https://example.org/ख़बर?q=क ख#अंश ") == "https://example.org/ख़बर?q=क%20ख#अंश"
    assert iris.web("https://example.org/<img src='x'>|%zz") == "https://example.org/%3Cimg%20src='x'%3E%7C%25zz"


def test_wikidata_ids_need_no_prefix() -> None:
    assert iris.same_as("Q1156") == "http://www.wikidata.org/entity/Q1156"
    assert iris.same_as("https://www.geonames.org/1") == "https://www.geonames.org/1"
    assert iris.same_as("unknown") is None


def test_one_span_is_another_mention_for_another_node() -> None:
    span = Mention(0, 4, "हमास", "name")
    assert iris.mention("hi-00", span, "a") != iris.mention("hi-00", span, "b")
    assert iris.mention("hi-00", span, "a").startswith(f"{iris.BASE}doc/hi-00/m/0-4-")
    assert iris.mention("hi-00", span, "a") != iris.mention("hi-01", span, "a")


def test_the_same_office_without_a_body_is_another_post_for_another_holder() -> None:
    assert iris.post("राष्ट्रपति", "person/a") != iris.post("राष्ट्रपति", "person/b")
    assert iris.post("राष्ट्रपति", "place/x") == iris.post("राष्‍ट्रपति", "place/x")


def test_a_discrepancy_is_the_same_both_ways() -> None:
    assert iris.discrepancy("a", "b") == iris.discrepancy("b", "a")
