"""The cross-report set: who is who, and which meetings are one, by floors; and what must hold whatever the order."""

from __future__ import annotations

import random
from functools import cache

import pytest

from kg.linking import Linking, link
from kg.linking.ledger import is_human
from kg.nouns import Link
from tests.support.clusters import Clusters, b_cubed, clusters


@cache
def gold(part: str) -> Clusters:
    return clusters().part(part)


@cache
def linked(part: str) -> Linking:
    return link(gold(part).extractions)


def test_the_set_has_its_size() -> None:
    whole = clusters()
    told: dict[str, set[str]] = {}
    for key, cluster in whole.of_kind("event").items():
        told.setdefault(cluster, set()).add(key.rpartition("#")[0])
    in_two = [reports for reports in told.values() if len({r[:2] for r in reports}) >= 2]
    assert len(in_two) >= 60
    assert len(set(whole.of_kind("person").values())) >= 150
    assert {part: len(gold(part).extractions) > 80 for part in ("dev", "test")} == {"dev": True, "test": True}


@pytest.mark.parametrize("part", ["dev", "test"])
@pytest.mark.parametrize("kinds, least", [(("person", "body"), (0.97, 0.93)), (("event",), (0.96, 0.90))], ids=str)
def test_precision_and_f1_keep_their_floor(part: str, kinds: tuple[str, ...], least: tuple[float, float]) -> None:
    precision, _, f1 = b_cubed(gold(part).of_kind(*kinds), dict(linked(part).ids))
    assert precision >= least[0] and f1 >= least[1], (precision, f1)


def test_the_order_of_reports_changes_nothing() -> None:
    extractions = list(gold("dev").extractions)
    random.Random(5).shuffle(extractions)
    assert link(extractions) == linked("dev")


def test_what_a_human_calls_different_stays_apart_and_can_be_taken_back() -> None:
    extractions, before = gold("dev").extractions, linked("dev")
    joined = [line for line in before.links if line.verdict == "same"]
    for line in joined[:: len(joined) // 2]:
        said = Link(line.left, line.right, "different", "human:test", "")
        after = link(extractions, [said])
        assert after.ids[line.left] != after.ids[line.right]
        assert said in after.links
    assert link(extractions) == before


def test_a_human_joins_two_days_and_the_machine_never_does() -> None:
    extractions, before = gold("dev").extractions, linked("dev")
    days: dict[str, set[object]] = {}
    events = {}
    for extraction in extractions:
        for event in extraction.events:
            key = f"{extraction.report.id}#{event.id}"
            events[key] = event
            when = event.when
            if when and when.basis != "publication" and when.earliest == when.latest:
                days.setdefault(before.ids[key], set()).add(when.earliest)
    assert all(len(found) == 1 for found in days.values())
    first, second = [key for key in sorted(events) if before.ids[key] in days][:2]
    after = link(extractions, [Link(first, second, "same", "human:test", "")])
    assert after.ids[first] == after.ids[second]


def test_the_ledger_alone_gives_the_ids() -> None:
    """The machine's lines, read back, make the same of the reports; each merge is one line."""
    found = linked("dev")
    same = [line for line in found.links if line.verdict == "same"]
    assert len(same) == len(found.ids) - len(set(found.ids.values()))
    assert not any(map(is_human, found.links))
