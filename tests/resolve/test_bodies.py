"""Short names of bodies: in brackets or by their initials; bodies side by side stay apart."""

from __future__ import annotations

import pytest

from kg.findings import Findings, Reference
from kg.nouns import Mention
from kg.resolve.people import cast

CASES = [
    ("The Peasants' League (PL) met.", ["Peasants' League", "PL"], 1),
    ("किसान मज़दूर संघ (केएमएस) की बैठक हुई।", ["किसान मज़दूर संघ", "केएमएस"], 1),
    ("किसान मज़दूर संघ-केएमएस की बैठक हुई। केएमएस ने कहा।", ["किसान मज़दूर संघ", "केएमएस"], 1),
    ("लोक दल-जन मंच की सरकार है।", ["लोक दल", "जन मंच"], 2),
    ("The People's League-Unity coalition met.", ["People's League", "Unity"], 2),
    ("The Unity (PL) list won.", ["Unity", "PL"], 2),
    ("The National Housing Bank lends. NHB said so.", ["National Housing Bank", "NHB"], 1),
    ("The Peasants' League, (and PL too) met.", ["Peasants' League", "PL"], 2),
    ("The National Housing Bank lends. NRB said so.", ["National Housing Bank", "NRB"], 2),
    (
        "National Housing Bank, New Harbour Board; NHB said so.",
        ["National Housing Bank", "New Harbour Board", "NHB"],
        3,
    ),
]


@pytest.mark.parametrize(("text", "names", "bodies"), CASES)
def test_a_short_name_is_the_body_that_spells_it_out(text: str, names: list[str], bodies: int) -> None:
    spans = [Mention(text.index(n), text.index(n) + len(n), n) for n in names]
    references = tuple(Reference(span, "organization", 0) for span in spans)
    found = cast(Findings((Mention(0, len(text), text),), references), lambda word: word, "hi")
    assert len(found.clusters) == bodies
    assert found.clusters[0].name == names[0]
