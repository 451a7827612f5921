"""In which language is a text: the script decides first, then letters and frequent words, then py3langid.

The word lists are ``languages.toml`` beside this file. Script ranges are the Unicode blocks Devanagari, Devanagari
Extended, Arabic, Arabic Supplement, Arabic Extended-A and the Arabic presentation forms, and Latin.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import LanguageError
from kg.resources import read_toml

UNDETERMINED = "und"

_SAMPLE = 20_000
_SCRIPTS = {
    "devanagari": re.compile(r"[\u0904-\u0963\u0971-\u097f\ua8e0-\ua8ff]+"),
    "arabic": re.compile(
        r"[\u0620-\u065f\u066e-\u06d3\u06ee-\u06ef\u06fa-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+"
    ),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+"),
}
_ANY_SCRIPT = re.compile("|".join(pattern.pattern for pattern in _SCRIPTS.values()))
_OTHER_LETTERS = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
_WRITTEN_IN = {
    **dict.fromkeys(("hi", "mr", "ne", "sa", "mai", "bho"), "devanagari"),
    **dict.fromkeys(("ur", "fa", "ar", "ps", "sd", "ckb", "ug"), "arabic"),
    **dict.fromkeys(("en", "de", "fr", "es", "it", "pt", "tr", "id"), "latin"),
}
_ENGLISH_SHARE = 0.2
_ENGLISH_WORDS = 4
_CLEAR_LEAD = 5.0


def code(value: str) -> str:
    """The primary language of a BCP 47 tag (RFC 5646), in lower case: ``hi-IN`` gives ``hi``.

    Whether there are rules for the language is not asked. Raises :class:`LanguageError` where it is no such tag.
    """
    found = _CODE.fullmatch(value.strip())
    if found is None:
        raise LanguageError(
            f"language {value[:40]!r} is not a language code; write a code such as hi, en, ur, fa or ar"
        )
    return found[1].lower()


def script(text: str) -> str:
    """The script of more than half of the letters: ``devanagari``, ``arabic``, ``latin``, ``other``; else ``none``."""
    counts = {name: sum(map(len, pattern.findall(text))) for name, pattern in _SCRIPTS.items()}
    counts["other"] = len(_OTHER_LETTERS.findall(_ANY_SCRIPT.sub("", text)))
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] * 2 > sum(counts.values()) else "none"


def identify(text: str, hint: str | None = None) -> str:
    """The language code of a text, ``und`` when unsure.

    ``hint`` is a code from a place that is often wrong, such as ``<html lang>``: it is taken unless the script of
    the text speaks against it. Only the first 20,000 characters are looked at.
    """
    sample = text[:_SAMPLE]
    written = script(sample)
    if hint and hint != UNDETERMINED and _agrees(hint, written):
        return hint
    if written == "devanagari":
        return "hi"
    if written == "arabic":
        return _arabic_script(sample)
    if written == "latin":
        return _latin_script(sample)
    return UNDETERMINED


@cache
def features() -> dict[str, dict[str, Any]]:
    """The letters and words that tell languages apart, by language code, as in ``languages.toml``."""
    return read_toml(Path(__file__).with_name("languages.toml"))


def _agrees(language: str, written: str) -> bool:
    if written == "none":
        return True
    if language in _WRITTEN_IN:
        return _WRITTEN_IN[language] == written
    return written in ("latin", "other")


def _latin_script(text: str) -> str:
    tokens = [token.lower() for token in _SCRIPTS["latin"].findall(text)]
    frequent = set(features()["en"]["words"])
    hits = [token for token in tokens if token in frequent]
    enough = len(tokens) >= _ENGLISH_WORDS and len(hits) >= _ENGLISH_SHARE * len(tokens)
    return "en" if enough and len(set(hits)) >= 2 else UNDETERMINED


def _arabic_script(text: str) -> str:
    tokens = Counter(_SCRIPTS["arabic"].findall(text))
    letters = Counter(text)
    scores = {
        language: sum(tokens[word] for word in row["words"]) + sum(letters[letter] for letter in row["letters"]) / 2
        for language, row in features().items()
        if row["script"] == "arabic"
    }
    first, second = sorted(scores, key=lambda language: (-scores[language], language))[:2]
    if scores[first] >= 2 and scores[first] > 1.5 * scores[second]:
        return first
    return _by_model(text, sorted(scores))


def _by_model(text: str, languages: list[str]) -> str:
    """py3langid's order among ``languages``, where the first leads clearly (difference of log probabilities)."""
    import py3langid  # type: ignore[import-untyped]

    ranked = [(language, float(score)) for language, score in py3langid.rank(text) if language in languages]
    (first, best), (_, next_best) = ranked[:2]
    return str(first) if best - next_best >= _CLEAR_LEAD else UNDETERMINED
