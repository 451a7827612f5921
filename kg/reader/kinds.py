"""What kind of statement a verb of speaking announces, from the word lists of its language."""

from __future__ import annotations

from functools import cache

from kg.language import folder, table
from kg.text import fold

UNKNOWN = "statement"


def claim_kind(lang: str, cue: str) -> str:
    """The claim type of the ontology for a verb of speaking; the longest phrase of the word lists that it holds wins.

    ``statement``, the widest type, where the language has no such lists or none of their phrases is there.
    """
    said = f" {fold(cue)} "
    hits = [(len(phrase), kind) for phrase, kind in _cues(lang) if f" {phrase} " in said]
    return max(hits)[1] if hits else UNKNOWN


@cache
def _cues(lang: str) -> tuple[tuple[str, str], ...]:
    if not (folder(lang) / "speech.toml").exists():
        return ()
    return tuple((fold(phrase), kind) for kind, phrases in table(lang, "speech")["cues"].items() for phrase in phrases)
