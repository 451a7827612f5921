"""How far two annotators of the same reports agree.

Both use the keys of the data card. Spellings are compared folded (:func:`kg.text.fold`) and must then be the same:
a longer role or a shorter name of a body is a difference.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import rustworkx as rx

from kg.text import fold, words

Report = Mapping[str, Any]
Meeting = Mapping[str, Any]
Figure = dict[str, float]

_ALL = "all"
_SCALE = 1_000_000


def read_reports(folder: Path) -> dict[str, Report]:
    """The annotated reports under a folder, by id: its ``.json`` files or, where it has none, its JSON lines."""
    files = sorted(folder.rglob("*.json")) or sorted(folder.rglob("*.jsonl"))
    rows = [row for file in files for row in _rows(file)]
    return {row["id"]: row for row in rows if "meetings" in row}


def agreement(first: Path, second: Path) -> dict[str, dict[str, Figure]]:
    """For each language and for ``all``, how far the second annotation of its reports agrees with the first.

    Each figure has ``agree``, ``first`` and ``second`` (how many both have, and each has) and ``share``: twice the
    agreed over the sum of the others, that is F1 with either as the truth; 1 where neither has any. Meetings that
    either holds optional do not count. A report of ``second`` that ``first`` lacks raises ``KeyError``.
    """
    firsts, seconds = read_reports(first), read_reports(second)
    counts: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for name, there in seconds.items():
        for figure, (agree, one, two) in _compared(firsts[name], there).items():
            for lang in (there["lang"], _ALL):
                counts[lang][figure].update(agree=agree, first=one, second=two)
    return {lang: {f: _figure(n) for f, n in found.items()} for lang, found in sorted(counts.items())}


def _rows(file: Path) -> list[Any]:
    text = file.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line] if file.suffix == ".jsonl" else [json.loads(text)]


def _figure(n: Counter[str]) -> Figure:
    total = n["first"] + n["second"]
    return {**{k: n[k] for k in ("agree", "first", "second")}, "share": 2 * n["agree"] / total if total else 1.0}


def _compared(one: Report, two: Report) -> dict[str, tuple[int, int, int]]:
    """Of one report, for each figure: how many agree, how many the first has, how many the second has."""
    pairs = [(one["meetings"][i], two["meetings"][j]) for i, j in pairing(one["meetings"], two["meetings"], _alike)]
    firm = [(a, b) for a, b in pairs if not (a["optional"] or b["optional"])]
    excused = {id(m) for pair in pairs if pair not in firm for m in pair}
    counted = [[m for m in r["meetings"] if not m["optional"] and id(m) not in excused] for r in (one, two)]
    events = len(counted[0]), len(counted[1])
    same_people = [(a, b, _both(a, b)) for a, b in firm]
    met = [(p, q) for _, _, people in same_people for p, q in people]
    whole = [people for a, b, people in same_people if _whole(a, b, people)]
    spoken = [Counter(fold(s["speaker"]) for s in r["statements"]) for r in (one, two)]
    times = [r["time_expressions"] for r in (one, two)]
    noticed = pairing(times[0], times[1], _share_words)
    result = {
        "meeting": (len(firm), *events),
        "whole event": (len(whole), *events),
        "whole event with roles": (sum(all(_same_office(p, q) for p, q in people) for people in whole), *events),
        "participant": (len(met), _people(counted[0]), _people(counted[1])),
        "role": _of_pairs(met, "role"),
        "body": _of_pairs(met, "org"),
        "date": _of_pairs(firm, "date"),
        "status": _of_pairs(firm, "status"),
        "place": _of_pairs(firm, "place"),
        "time expression": (len(noticed), len(times[0]), len(times[1])),
        "time value": (
            sum(times[0][i]["value"] == times[1][j]["value"] for i, j in noticed),
            len(times[0]),
            len(times[1]),
        ),
        "speaker": ((spoken[0] & spoken[1]).total(), spoken[0].total(), spoken[1].total()),
    }
    for kind in ("persons", "organizations", "places"):
        sets = [{fold(n) for n in r[kind]} for r in (one, two)]
        result[kind] = (len(sets[0] & sets[1]), len(sets[0]), len(sets[1]))
    return result


def _people(meetings: Iterable[Meeting]) -> int:
    return sum(len(m["participants"]) for m in meetings)


def _of_pairs(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], key: str) -> tuple[int, int, int]:
    """Over pairs: how many have the same value there, how many the first has at all, how many the second."""
    values = [(fold(a[key] or ""), fold(b[key] or "")) for a, b in pairs]
    return sum(a == b != "" for a, b in values), sum(a != "" for a, _ in values), sum(b != "" for _, b in values)


def _whole(a: Meeting, b: Meeting, people: Sequence[object]) -> bool:
    """The same persons, the same sides without a person, the same day and status."""
    exact = len(people) == len(a["participants"]) == len(b["participants"])
    return exact and _sides(a) == _sides(b) and (a["date"], a["status"]) == (b["date"], b["status"])


def _same_office(p: Mapping[str, Any], q: Mapping[str, Any]) -> bool:
    return all(fold(p[key] or "") == fold(q[key] or "") for key in ("role", "org"))


def _sides(meeting: Meeting) -> set[str]:
    return {fold(name) for name in meeting["other_orgs"]}


def _both(a: Meeting, b: Meeting) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    here, there = a["participants"], b["participants"]
    return [(here[i], there[j]) for i, j in pairing(here, there, _same_person)]


def _same_person(p: Mapping[str, Any], q: Mapping[str, Any]) -> float:
    """Whether some name of one holds all words of some name of the other: a title more makes no other person."""
    here, there = (
        [set(words(name)) for name in (person["name"], *person["aliases"]) if words(name)] for person in (p, q)
    )
    return float(any(a <= b or b <= a for a in here for b in there))


def _alike(a: Meeting, b: Meeting) -> float:
    """0 for two meetings that share no side; of those that do, the day and the status decide between equals."""
    shared = len(_both(a, b)) + len(_sides(a) & _sides(b))
    sides = [len(m["participants"]) + len(m["other_orgs"]) for m in (a, b)]
    if not any(sides):
        return float(fold(a["trigger"]) == fold(b["trigger"]))
    closeness = (a["status"] == b["status"]) / 4 + (a["date"] == b["date"]) / 8
    return shared / max(sides) + closeness if shared else 0.0


def _share_words(a: Mapping[str, str], b: Mapping[str, str]) -> float:
    one, two = set(words(a["text"])), set(words(b["text"]))
    return len(one & two) / len(one | two) if one and two else 0.0


def pairing(here: Sequence[Any], there: Sequence[Any], like: Callable[[Any, Any], float]) -> list[tuple[int, int]]:
    """The one-to-one pairing with the greatest sum of likeness, as indices in order; no pair has likeness 0."""
    graph: rx.PyGraph[int, int] = rx.PyGraph()
    graph.add_nodes_from(range(len(here) + len(there)))
    for i, a in enumerate(here):
        for j, b in enumerate(there):
            if weight := round(like(a, b) * _SCALE):
                graph.add_edge(i, len(here) + j, weight)
    found = rx.max_weight_matching(graph, weight_fn=int)
    return sorted((min(pair), max(pair) - len(here)) for pair in found)
