"""The learned reader as a spaCy component, for those who want just the names.

    nlp = spacy.blank("hi")
    nlp.add_pipe("kg_reader")
    doc = nlp(text)

``doc.ents`` are the names (PER, ORG, LOC; those that were there before stay where they do not overlap), and
``doc.spans`` has a group for each other kind: ``role``, ``nationality``, ``trigger``, ``cue``, ``reference`` and
``statement``. Spans reach to the borders of the tokenizer's tokens. ``doc.user_data["kg_reader"]`` lists the links as
(link, span, span, probability) with spans as (start, end) in characters of the text.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.reader.decode import Found
from kg.reader.labels import NAMES, TIME
from kg.reader.model import load
from kg.reader.tagging import Tagged, tag

LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}
KEY = "kg_reader"
LEAST = 0.5
"""Links that are less likely are not listed."""


@dataclass
class ReaderComponent:
    """A spaCy component around a model folder, the shipped one where ``folder`` is None."""

    folder: Path | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The document with entities, span groups and links."""
        tagged = tag(load(self.folder), doc.text)
        names = [_span(doc, tagged, m, LABELS[m.kind]) for m in tagged.mentions if m.kind in NAMES]
        doc.ents = filter_spans([*doc.ents, *(s for s in names if s is not None)])
        groups: defaultdict[str, list[Span]] = defaultdict(list)
        for found in (*tagged.mentions, *tagged.statements):
            span = _span(doc, tagged, found, found.kind)
            if found.kind not in (*NAMES, TIME) and span is not None:
                groups[found.kind].append(span)
        for kind, spans in groups.items():
            doc.spans[kind] = spans
        doc.user_data[KEY] = [
            (link, tagged.span(tagged.mentions[i]), tagged.span(tagged.mentions[j]), round(float(sure[i, j]), 4))
            for link, sure in tagged.links.items()
            for i, j in np.argwhere(sure >= LEAST).tolist()
        ]
        return doc


@Language.factory("kg_reader", default_config={"folder": None}, assigns=["doc.ents", "doc.spans"])
def component(nlp: Language, name: str, folder: str | None) -> ReaderComponent:
    """The component ``kg_reader``; ``folder`` is a model folder, None for the shipped one."""
    return ReaderComponent(None if folder is None else Path(folder))


def _span(doc: Doc, tagged: Tagged, found: Found, label: str) -> Span | None:
    start, end = tagged.span(found)
    return doc.char_span(start, end, label=label, alignment_mode="expand")
