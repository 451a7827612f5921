"""Train, dev and test: which report is in which, fixed in ``splits.json``."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

Splits = dict[str, list[str]]

_LANGUAGE = "[a-z][a-z]"

SHARES = {"train": 0.7, "dev": 0.15, "test": 0.15}


def files_in(folder: Path, suffix: str) -> list[Path]:
    """The files of reports with a suffix in a folder and its folders of languages, by name; other folders are not ours.

    So ``data/gold/clusters``, a collection of its own, does not belong to ``data/gold``.
    """
    found = [*folder.glob(f"*{suffix}"), *folder.glob(f"{_LANGUAGE}/*{suffix}")]
    return sorted(p for p in found if p.name != "splits.json")


def check_splits(ids: set[str], splits: Splits) -> list[str]:
    """Each report in exactly one split, and the splits have their shares of each language (to one report)."""
    errors = [f"splits are {sorted(splits)}, not {sorted(SHARES)}"] if set(splits) != set(SHARES) else []
    listed = Counter(i for names in splits.values() for i in names)
    errors += [f"splits: {i} stands {n} times" for i, n in listed.items() if n > 1]
    errors += [f"splits: {i} is in none: run the split command" for i in sorted(ids - set(listed))]
    errors += [f"splits: there is no report {i}" for i in sorted(set(listed) - ids)]
    for lang in sorted({_lang(i) for i in ids}):
        total = sum(_lang(i) == lang for i in ids)
        for name, share in SHARES.items():
            n = sum(_lang(i) == lang for i in splits.get(name, ()))
            if abs(n - share * total) > 1:
                errors.append(f"splits: {name} has {n} of {total} {lang} reports, not {share:.0%}")
    return errors


def extended(splits: Splits, ids: set[str]) -> Splits:
    """The splits with the new ids put where their language lacks most; ids already listed stay where they are.

    New ids come in the order of their SHA-256, so that neither their numbers nor their authors decide.
    """
    result = {name: list(splits.get(name, ())) for name in SHARES}
    listed = {i for names in result.values() for i in names}
    totals = Counter(_lang(i) for i in ids | listed)
    for id in sorted(ids - listed, key=lambda i: sha256(i.encode()).hexdigest()):
        has = {name: sum(_lang(i) == _lang(id) for i in names) for name, names in result.items()}
        lacking = max(SHARES, key=lambda name: SHARES[name] * totals[_lang(id)] - has[name])
        result[lacking].append(id)
    return {name: sorted(names) for name, names in result.items()}


def split(folder: Path | str) -> Splits:
    """Put the reports under a folder that no split has yet into ``splits.json`` there, and return the splits."""
    file = Path(folder) / "splits.json"
    old = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    splits = extended(old, {p.stem for p in files_in(Path(folder), ".gold")})
    file.write_text(json.dumps(splits, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return splits


def _lang(id: str) -> str:
    return id.split("-")[0]
