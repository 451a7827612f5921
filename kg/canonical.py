"""One thing, one id, over all reports: the last step before extractions become graphs.

The named graph of a report is a function of its extraction with canonical ids. What is kept is the extraction as it
was found; whatever changes the ids (a new report, one taken back, a judgement) is applied here, over all of them, and
only the graphs that come out differently are written again.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.nouns import Extraction

IDENTITY = True
"""Whether :func:`canonical` changes nothing, so that a change of one report leaves the others as they are."""


def canonical(extractions: Iterable[Extraction]) -> Iterable[Extraction]:
    """The extractions, in the same order, with the ids that things have over all reports."""
    return extractions
