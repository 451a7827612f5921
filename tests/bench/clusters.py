"""Who is who on the cross-report set: B³, beside exact match after folding and rapidfuzz at its best threshold.

    python tests/bench/clusters.py [FOLDER]

``dev`` are the stories with an even number, ``test`` the others. Persons, bodies, roles and meetings are taken from the
annotations; below that, the Hindi reports are read by ``kg`` itself, and what it finds is held against the annotated
persons, bodies and meetings by the words on which they stand.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from rapidfuzz import fuzz

from kg.extracting import extract
from kg.linking import link
from kg.linking.canonical import Groups
from kg.nouns import Extraction
from kg.text import fold
from tests.support.clusters import FOLDER, Clusters, b_cubed, clusters


def names(extractions: tuple[Extraction, ...]) -> dict[str, tuple[str, str]]:
    """The kind and the folded name of each occurrence."""
    return {f"{x.report.id}#{e.id}": (e.kind, fold(e.name)) for x in extractions for e in x.entities}


def exact(gold: Clusters) -> dict[str, str]:
    found = {key: "/".join(name) for key, name in names(gold.extractions).items()}
    return found | {f"{x.report.id}#{e.id}": e.id for x in gold.extractions for e in x.events}


def fuzzy(gold: Clusters, truth: dict[str, str]) -> tuple[float, tuple[float, float, float]]:
    """The best that joining names by their likeness alone can do, and the threshold at which it does."""
    known = {key: name for key, name in names(gold.extractions).items() if key in truth}
    keys = sorted(known)
    pairs = [
        (fuzz.token_sort_ratio(known[a][1], known[b][1]), a, b)
        for i, a in enumerate(keys)
        for b in keys[i + 1 :]
        if known[a][0] == known[b][0]
    ]
    best = (0.0, (0.0, 0.0, 0.0))
    for least in range(50, 101, 2):
        made = Groups(keys)
        for ratio, a, b in pairs:
            if ratio >= least:
                made.join(a, b)
        best = max(best, (float(least), b_cubed(truth, {key: made.top(key) for key in keys})), key=lambda x: x[1][2])
    return best


def end_to_end(gold: Clusters, lang: str) -> None:
    """What is read by kg and linked; an annotated thing is that which stands on the same words."""
    annotated = sorted((x for x in gold.extractions if x.report.lang == lang), key=lambda x: x.report.id)
    read = extract([x.report for x in annotated])
    ids = link(read).ids
    for kinds in (("person", "body"), ("event",)):
        truth = {key: c for key, c in gold.of_kind(*kinds).items() if key.startswith(f"{lang}-")}
        found: dict[str, str] = {}
        for mine, theirs in zip(annotated, read, strict=True):
            found |= _aligned(mine, theirs, ids)
        hits = sum(key in found for key in truth)
        show(f"read by kg, {lang}: {' + '.join(kinds)}, {hits} of {len(truth)} found", b_cubed(truth, found))


def _aligned(gold: Extraction, read: Extraction, ids) -> dict[str, str]:
    report, at = gold.report.id, defaultdict(set)
    for entity in read.entities:
        for span in entity.mentions:
            at[span.start].add(f"{report}#{entity.id}")
    for event in read.events:
        for span in (event.trigger, *event.also):
            at[span.start].add(f"{report}#{event.id}")
    found = {}
    things = [(e.id, e.mentions, e.kind) for e in gold.entities] + [(e.id, (e.trigger,), "event") for e in gold.events]
    for id, spans, kind in things:
        hits = [key for span in spans for key in at[span.start] if key.partition("#")[2].startswith(kind[:5])]
        if hits:
            found[f"{report}#{id}"] = ids.get(hits[0], hits[0])
    return found


def show(what: str, figures: tuple[float, float, float]) -> None:
    print(f"  {what:60} P {figures[0]:.3f}  R {figures[1]:.3f}  F1 {figures[2]:.3f}")


def main() -> None:
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    folder = Path(given[0]) if given else FOLDER
    for part in ("dev", "test"):
        gold = clusters(folder).part(part)
        ids = dict(link(gold.extractions).ids)
        print(f"{part}: {len(gold.extractions)} reports")
        for kinds in (("person",), ("body",), ("person", "body"), ("event",)):
            truth = gold.of_kind(*kinds)
            show(f"{' + '.join(kinds)}: {len(truth)} tellings of {len(set(truth.values()))}", b_cubed(truth, ids))
            show("  exact match after folding", b_cubed(truth, exact(gold)))
            if kinds != ("event",):
                least, figures = fuzzy(gold, truth)
                show(f"  rapidfuzz, best at {least:.0f}", figures)
        end_to_end(gold, "hi")


if __name__ == "__main__":
    main()
