"""Readers: a report in, findings out. Rules for the languages that have them, the learned reader for the others."""

from __future__ import annotations

from collections.abc import Callable

from kg import language
from kg.errors import KgError
from kg.findings import Findings
from kg.nouns import Report

READERS = ("auto", "rules", "learned")


def check(name: str) -> None:
    """Raise :class:`kg.errors.KgError` listing the readers there are, where ``name`` is none."""
    if name not in READERS:
        raise KgError(f"no reader {name!r}; there are: {', '.join(READERS)}")


def has_rules(lang: str) -> bool:
    """Whether a language (ISO 639-1) has words for events, so that its reports can be read by rules."""
    return (language.folder(lang) / "events.toml").is_file()


def reader(name: str, lang: str) -> Callable[[Report], Findings]:
    """The function that reads reports of a language.

    ``auto`` takes the rules where there are some, else the learned reader; ``rules`` without words for events yields
    times only. Raises :class:`kg.errors.KgError` for another name, :class:`kg.errors.LanguageError` for a language
    without a folder.
    """
    check(name)
    if name == "learned" or (name == "auto" and not has_rules(lang)):
        from kg.reader import findings as learned

        return learned
    from kg.extractors import findings as by_rules

    return by_rules
