"""Short names made of letters: ``BJP``; in Hindi the English letters by their names: ``जेएनयू``, but not ``भाजयुमो``."""

from __future__ import annotations

import re
from functools import cache

from kg.language import folder, table
from kg.text import fold

_CAPITALS = re.compile("[A-Z][A-Z&]+")


def is_acronym(word: str, lang: str) -> bool:
    """Whether a word is two letters or more, read one by one."""
    if _CAPITALS.fullmatch(word.replace(".", "")):
        return True
    letters = _letters(lang)
    return letters is not None and letters.fullmatch(fold(word).replace(".", "")) is not None


@cache
def _letters(lang: str) -> re.Pattern[str] | None:
    if not (folder(lang) / "names.toml").exists():
        return None
    names = sorted(map(fold, table(lang, "names")["person"]["initials"]), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, names))}){{2,}}")
