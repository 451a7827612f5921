"""Measure a reader: names on held-out sentences, frames on a folder of annotated reports.

python -m kg.training.evaluate names --model FOLDER --corpora FOLDER
python -m kg.training.evaluate frames --model FOLDER --reports FOLDER --out FILE.jsonl
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from kg.findings import Findings
from kg.nouns import Report
from kg.reader import findings, names
from kg.reader.labels import NAMES
from kg.training.corpora import parts
from kg.training.data import Example


def name_scores(examples: Iterable[Example], folder: Path | None) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 (exact spans) for each kind of name."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for example in examples:
        wanted = {(m.start, m.end, m.kind) for m in example.marks}
        said = {(m.start, m.end, kind) for m, kind in names(example.text, folder=folder)}
        for counter, spans in ((gold, wanted), (found, said), (right, wanted & said)):
            counter.update(kind for _, _, kind in spans)
    out = {}
    for kind in NAMES:
        p = right[kind] / found[kind] if found[kind] else 0.0
        r = right[kind] / gold[kind] if gold[kind] else 0.0
        out[kind] = {
            "p": round(100 * p, 1),
            "r": round(100 * r, 1),
            "f1": round(200 * p * r / (p + r), 1) if p + r else 0.0,
            "gold": gold[kind],
        }
    return out


def records(files: Sequence[Path], reader: Callable[[Report], Findings]) -> tuple[list[str], float]:
    """One JSON line a report, and the seconds that reading and assembling took."""
    from kg.records import dumps
    from kg.resolve import assemble

    lines, spent = [], 0.0
    for file in files:
        annotation = json.loads(file.read_text(encoding="utf-8"))
        text = file.with_suffix(".txt").read_bytes().decode()
        published = date.fromisoformat(annotation["published"]) if annotation["published"] else None
        report = Report(annotation["id"], text, annotation["lang"], published)
        begun = time.perf_counter()
        extraction = assemble(report, reader(report))
        spent += time.perf_counter() - begun
        lines.append(dumps(extraction))
    return lines, spent


def main() -> None:
    """Measure from the command line."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    args.add_argument("what", choices=["names", "frames"])
    args.add_argument("--model", type=Path)
    args.add_argument("--corpora", type=Path)
    args.add_argument("--limit", type=int, default=None, help="sentences of each corpus")
    args.add_argument("--reports", type=Path)
    args.add_argument("--only", type=Path, help="JSON with gold_dev, the reports to read")
    args.add_argument("--out", type=Path)
    given = args.parse_args()
    if given.what == "names":
        for corpus, examples in parts(given.corpora)[1].items():
            print(corpus, json.dumps(name_scores(examples[: given.limit], given.model)), flush=True)
        return
    files = sorted(given.reports.glob("*.json"))
    if given.only is not None:
        wanted = set(json.loads(given.only.read_text(encoding="utf-8"))["gold_dev"])
        files = [f for f in sorted(given.reports.glob("*/*.json")) if f.stem in wanted]
    lines, spent = records(files, lambda report: findings(report, folder=given.model))
    given.out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(json.dumps({"reports": len(lines), "seconds": round(spent, 2)}))


if __name__ == "__main__":
    main()
