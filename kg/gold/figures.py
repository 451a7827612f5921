"""What the corpus holds, counted for its data card."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

from kg.gold.splits import SHARES, files_in

_COLUMNS = (
    "reports",
    "meetings",
    "optional",
    "without a meeting",
    "statements",
    "times",
    "persons",
    "mentions",
    "links",
    *SHARES,
)


def figures(folder: Path | str) -> dict[str, dict[str, int]]:
    """For each language, the numbers of reports, meetings and what else is annotated, from the compiled files."""
    file = Path(folder) / "splits.json"
    splits = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in files_in(Path(folder), ".json"):
        a = json.loads(path.read_text(encoding="utf-8"))
        counts[a["lang"]].update(
            {
                "reports": 1,
                "meetings": len(a["meetings"]),
                "optional": sum(m["optional"] for m in a["meetings"]),
                "without a meeting": int(a["distractor"]),
                "statements": len(a["statements"]),
                "times": len(a["time_expressions"]),
                "persons": len(a["persons"]),
                "mentions": len(a["mentions"]),
                "links": len(a["links"]),
                **{name: int(a["id"] in splits.get(name, ())) for name in SHARES},
            }
        )
    return {lang: {column: counted[column] for column in _COLUMNS} for lang, counted in sorted(counts.items())}


def as_table(counts: dict[str, dict[str, int]]) -> str:
    """The figures as a Markdown table."""
    rows = [["language", *_COLUMNS], ["---"] * (len(_COLUMNS) + 1)]
    rows += [[lang, *(str(n) for n in row.values())] for lang, row in counts.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
