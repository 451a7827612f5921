"""The ledger and the canonical map: one answer in any order, merges can be undone, ``different`` holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.linking import ledger
from kg.linking.canonical import Occurrence, canonical, groups, occurrence
from kg.nouns import Link

IDS = [f"person/{n}" for n in "abcd"]
ONES = [Occurrence(occurrence(report, id), id) for report in ("r1", "r2", "r3") for id in IDS]
KEYS = [one.key for one in ONES]
BY = st.sampled_from(["machine:name", "machine:office", "human:asha", "human:omar"])


def _link(ends: tuple[str, str], verdict: str, by: str, why: str = "") -> Link:
    day = date(2024, 7, 30) if by.startswith("human") else None
    return Link(*ledger.ends(*ends), verdict, by, why, day)  # type: ignore[arg-type]


PAIRS = st.tuples(st.sampled_from(KEYS + IDS), st.sampled_from(KEYS + IDS)).filter(lambda p: p[0] != p[1])
LINKS = st.builds(_link, PAIRS, st.sampled_from(ledger.VERDICTS), BY, st.text(max_size=9))
LEDGERS = st.lists(LINKS, max_size=14)


@given(LEDGERS, st.randoms())
def test_the_canonical_map_knows_no_order(links: list[Link], dice) -> None:
    ones, shuffled = list(ONES), list(links)
    dice.shuffle(ones)
    dice.shuffle(shuffled)
    assert canonical(ones, shuffled) == canonical(ONES, links)


@given(LEDGERS)
def test_what_a_human_calls_different_is_never_one(links: list[Link]) -> None:
    made = groups(ONES, links)
    for link in links:
        if link.verdict == "different" and ledger.is_human(link):
            left = [k for k, o in zip(KEYS, ONES, strict=True) if link.left in (k, o.id)]
            right = [k for k, o in zip(KEYS, ONES, strict=True) if link.right in (k, o.id)]
            assert not any(made.together(a, b) for a in left for b in right if a != b and not {a, b} <= set(left)), link


@given(LEDGERS, LINKS)
def test_taking_a_line_back_undoes_it(links: list[Link], more: Link) -> None:
    assert canonical(ONES, [x for x in [*links, more] if x != more]) == canonical(ONES, [x for x in links if x != more])


@given(LEDGERS)
def test_things_that_are_not_joined_have_different_ids(links: list[Link]) -> None:
    ids, made = canonical(ONES, links), groups(ONES, links)
    assert all((ids[a] == ids[b]) == made.together(a, b) for a in KEYS for b in KEYS)


@given(LEDGERS)
def test_a_ledger_reads_as_it_was_written(links: list[Link]) -> None:
    assert set(ledger.loads(ledger.dumps(links))) == set(links)


def test_a_chain_stops_at_what_is_different() -> None:
    a, b, c = "r1#person/a", "r2#person/b", "r3#person/c"
    links = [_link((a, b), "same", "human:asha"), _link((b, c), "same", "machine:name")]
    ids = canonical(ONES, links)
    assert ids[a] == ids[b] == ids[c] == "person/a"
    apart = canonical(ONES, [*links, _link((a, c), "different", "human:omar")])
    assert apart[a] == apart[b] == "person/a" != apart[c]


def test_namesakes_keep_apart_and_the_first_keeps_the_id() -> None:
    ids = canonical(ONES, [_link(("r1#person/a", "r2#person/a"), "same", "machine:name")])
    assert ids["r1#person/a"] == ids["r2#person/a"] == "person/a"
    assert ids["r3#person/a"] != "person/a" and ids["r3#person/a"].startswith("person/")


def test_an_id_that_speaks_for_itself_names_the_group() -> None:
    short, full = Occurrence("r1#person/0", "person/0", False), Occurrence("r2#person/9", "person/9")
    assert set(canonical([short, full], [_link((short.key, full.key), "same", "machine:name")]).values()) == {
        "person/9"
    }


def test_a_human_line_beats_the_machine_on_one_pair() -> None:
    a, b = "r1#person/a", "r2#person/b"
    links = [_link((a, b), "different", "machine:office"), _link((a, b), "same", "human:asha")]
    assert canonical(ONES, links)[b] == "person/a"


def test_things_of_two_kinds_are_never_joined() -> None:
    event = Occurrence("r1#event/x", "event/x")
    ids = canonical([*ONES, event], [_link((event.key, "r2#person/b"), "same", "human:asha")])
    assert ids[event.key] == "event/x"


@pytest.mark.parametrize(
    "line, said",
    [
        ("a/1\tb/1\tsame\thuman:x\twhy", "5 cells"),
        ("a/1\tb/1\tmaybe\thuman:x\twhy\t", "allowed: same, different, unsure"),
        ("a/1\tb/1\tsame\tx\twhy\t", "write human:NAME"),
        ("a/1\ta/1\tsame\thuman:x\twhy\t", "two different occurrences"),
        ("a/1\tb/1\tsame\thuman:x\twhy\tyesterday", "YYYY-MM-DD"),
    ],
)
def test_a_broken_line_is_named(line: str, said: str) -> None:
    with pytest.raises(ResourceError, match="line 2: ") as error:
        ledger.loads("\t".join(ledger.COLUMNS) + f"\n{line}\n")
    assert said in str(error.value)


def test_cells_cannot_run_in_a_spreadsheet() -> None:
    text = ledger.dumps([_link(("r#person/a", "r#person/b"), "same", "human:=x", "=1+1\tand\nmore")])
    assert "\t'=1+1\\tand\\nmore\t" in text
