"""Readers: a report in, findings out. Rules, the trained model, or both together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg import language
from kg.errors import KgError
from kg.findings import Findings
from kg.nouns import Report
from kg.time import Times

READERS = ("learned", "rules", "model")
"""``learned``: the model, with the rules where a language has some; ``rules`` or ``model``: one of them alone."""


def check(name: str) -> None:
    """Raise :class:`kg.errors.KgError` listing the readers there are, where ``name`` is none."""
    if name not in READERS:
        raise KgError(f"no reader {name!r}; there are: {', '.join(READERS)}")


def has_rules(lang: str) -> bool:
    """Whether a language (ISO 639-1) has words for events, so that its reports can be read by rules."""
    return (language.folder(lang) / "events.toml").is_file()


def reader(name: str, lang: str, model: Path | None = None) -> Callable[[Report], Findings]:
    """The function that reads reports of a language; ``model`` is the folder of a model, None for the shipped one.

    ``rules`` without words for events yields times only. Raises :class:`kg.errors.KgError` for another name,
    :class:`kg.errors.LanguageError` for a language without a folder.
    """
    check(name)
    if name == "rules":
        return _rules
    if name == "model" or not has_rules(lang):
        return lambda report: _model(report, model)
    return lambda report: _both(report, model)


def _rules(report: Report, times: Times | None = None) -> Findings:
    from kg.extractors import findings

    return findings(report, times)


def _model(report: Report, model: Path | None, times: Times | None = None) -> Findings:
    from kg.reader import findings

    return findings(report, times, folder=model)


def _both(report: Report, model: Path | None) -> Findings:
    from kg.reader.joined import joined
    from kg.time import times

    found = times(report.text, report.lang, published=report.published)
    return joined(_model(report, model, found), _rules(report, found))
