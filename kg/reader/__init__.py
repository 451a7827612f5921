"""The learned reader: a report in, findings out, by a small encoder and scores of links.

It finds names, offices, triggers of meetings, verbs of speaking and who belongs to what; expressions of time are found
and resolved by :mod:`kg.time`. The model ships in ``models/reader`` and is loaded when first needed; it runs under
onnxruntime on the CPU.
"""

from __future__ import annotations

from pathlib import Path

from kg.findings import Findings
from kg.nouns import Mention, Report
from kg.reader.found import put_together
from kg.reader.model import load
from kg.reader.tagging import Tagged, names_by_scheme
from kg.reader.tagging import tag as _tag
from kg.time import Times
from kg.time import times as find_times

__all__ = ["findings", "names", "tag"]


def tag(text: str, lang: str, *, folder: Path | None = None) -> Tagged:
    """Mentions and links of a text with calibrated probabilities. Raises :class:`kg.errors.ResourceError`."""
    spans = [(w.evidence.start, w.evidence.end) for w in find_times(text, lang, published=None).whens if w.evidence]
    return _tag(load(folder), text, spans)


def names(text: str, *, scheme: str | None = None, folder: Path | None = None) -> list[tuple[Mention, str]]:
    """The names of persons, organizations and places in a text, each with its kind.

    ``scheme``, one of :data:`kg.reader.labels.SCHEMES`, has them marked as that corpus marks them, not as we do.
    """
    spans = names_by_scheme(load(folder), text, scheme)
    return [(Mention(a, b, text[a:b], "reader", m.confidence), m.kind) for (a, b), m in spans]


def findings(report: Report, times: Times | None = None, *, folder: Path | None = None) -> Findings:
    """All findings of a report by the shipped model, or the one in a folder.

    ``times`` are those of the report, where they are known already. Raises :class:`kg.errors.ResourceError` without a
    model, :class:`kg.errors.LanguageError` for a language whose expressions of time are not known.
    """
    times = times or find_times(report.text, report.lang, published=report.published)
    spans = [(w.evidence.start, w.evidence.end) for w in times.whens if w.evidence]
    return put_together(report, _tag(load(folder), report.text, spans), times, load(folder).calibration)
