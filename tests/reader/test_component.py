"""The reader as a spaCy component: entities, span groups and links on the document."""

from __future__ import annotations

import pytest
import spacy

TEXT = "Finance Minister Sunita Rao met builder Amar Singh in Bhopal on Friday."
HINDI = "वित्त मंत्री सुनीता राव ने शुक्रवार को भोपाल में उद्योगपति अमर सिंह से मुलाकात की।"


@pytest.mark.parametrize(("lang", "text"), [("en", TEXT), ("hi", HINDI)])
def test_names_are_entities_and_the_rest_span_groups(lang: str, text: str) -> None:
    nlp = spacy.blank(lang)
    nlp.add_pipe("kg_reader")
    doc = nlp(text)
    assert [e.label_ for e in doc.ents] == (["PER", "PER", "LOC"] if lang == "en" else ["PER", "LOC", "PER"])
    assert [s.text for s in doc.spans["trigger"]] in (["met"], ["मुलाकात की"], ["मुलाकात"])
    links = {(link, text[a:b], text[c:d]) for link, (a, b), (c, d), _ in doc.user_data["kg_reader"]}
    person = "Sunita Rao" if lang == "en" else "सुनीता राव"
    assert any(link == "participant" and there == person for link, _, there in links)


def test_entities_that_were_there_stay() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "DAY", "pattern": "Friday"}])
    nlp.add_pipe("kg_reader")
    assert "DAY" in {e.label_ for e in nlp(TEXT).ents}
