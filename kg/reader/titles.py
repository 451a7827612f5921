"""A person's name without the titles around it: ``Lt. Gen. Ranbir Singh`` → ``Ranbir Singh``."""

from __future__ import annotations

import re
from functools import cache

from kg.language import folder, table
from kg.text import fold

_WORD = re.compile(r"\S+")


def bare(name: str, lang: str) -> tuple[int, int]:
    """Where the name proper stands inside ``name``, as start and end; all of it where nothing else would be left."""
    before, after = _titles(lang)
    words = [(m.start(), m.end(), fold(m.group()).strip(".,")) for m in _WORD.finditer(name)]
    first, last = 0, len(words)
    while first < last - 1:
        two = first < last - 2 and f"{words[first][2]} {words[first + 1][2]}" in before
        if not two and words[first][2] not in before:
            break
        first += 2 if two else 1
    while last - 1 > first and words[last - 1][2] in after:
        last -= 1
    return (words[first][0], words[last - 1][1]) if words else (0, len(name))


@cache
def _titles(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """The folded titles before and after names: of ``titles.toml``, or of ``names.toml`` where a language has that."""
    if (folder(lang) / "titles.toml").exists():
        lists = table(lang, "titles")
        before, after = lists["before"], lists["after"]
    else:
        person = table(lang, "names")["person"] if (folder(lang) / "names.toml").exists() else {}
        before, after = person.get("honorifics", ()), person.get("honorifics_after", ())
    return _folded(before), _folded(after)


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(w).strip(".,") for w in words)
