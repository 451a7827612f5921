"""The cross-report set, ``data/gold/clusters``: what a perfect reader would find there, and who is who."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.gazetteer import load as gazetteer
from kg.linking.canonical import occurrence
from kg.nouns import Entity, Event, Extraction, Mention, Participation, Report, When
from kg.text import fold, name_key
from tests.support.gold import _bounds

FOLDER = Path(__file__).resolve().parents[2] / "data" / "gold" / "clusters"
KINDS = {"p": "person", "o": "organization", "l": "place", "n": "place"}


@dataclass(frozen=True)
class Clusters:
    """Reports, and the true cluster of each occurrence (``REPORT#ID``), such as ``s01/person/tariq-mansouri``."""

    extractions: tuple[Extraction, ...]
    truth: dict[str, str]

    def part(self, name: str) -> Clusters:
        """The stories with an even number are ``dev``, the others ``test``."""
        wanted = {key: c for key, c in self.truth.items() if (int(c[1:3]) % 2 == 0) == (name == "dev")}
        reports = {key.rpartition("#")[0] for key in wanted}
        return Clusters(tuple(x for x in self.extractions if x.report.id in reports), wanted)

    def of_kind(self, *kinds: str) -> dict[str, str]:
        """The true clusters of these kinds: person, body, event."""
        return {key: cluster for key, cluster in self.truth.items() if cluster.split("/")[1] in kinds}


def clusters(folder: Path = FOLDER) -> Clusters:
    """The whole set, as far as its tables and annotations go together."""
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for file in sorted(folder.glob("identity-*.tsv")):
        with file.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text, delimiter="\t"):
                rows[row["report"]][row["entity"]] = row["cluster"]
    found, truth = [], {}
    for report, entities in sorted(rows.items()):
        file = folder / report[:2] / f"{report}.json"
        if not file.exists():
            continue
        made = _Report(json.loads(file.read_text("utf-8")), file.with_suffix(".txt").read_bytes().decode("utf-8"))
        found.append(made.extraction())
        truth |= {occurrence(report, made.ids[e]): c for e, c in entities.items() if e in made.ids}
    return Clusters(tuple(found), truth)


class _Report:
    def __init__(self, gold: dict[str, Any], text: str) -> None:
        self.gold, self.text = gold, text
        self.report = Report(gold["id"], text, gold["lang"], date.fromisoformat(gold["published"]))
        self.links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for link in gold["links"]:
            self.links[link["type"]][link["from"]].append(link["to"])
        self.spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for mention in gold["mentions"]:
            self.spans[mention["entity"]].append(mention)
        self.ids: dict[str, str] = {}
        self.entities = tuple(self._entity(key) for key in self.spans if key[0] in KINDS)

    def extraction(self) -> Extraction:
        sentence = Mention(0, len(self.text), self.text)
        return Extraction(self.report, (sentence,), self.entities, tuple(map(self._event, self.gold["meetings"])))

    def _entity(self, key: str) -> Entity:
        kind = KINDS[key[0]]
        names = [m["text"] for m in self.spans[key] if m["form"] in ("name", "short", None)]
        name = max(names or [self.spans[key][0]["text"]], key=lambda n: (len(n.split()), len(n)))
        row = next(iter([*gazetteer().lookup(name), *gazetteer().demonyms().get(fold(name), ())]), None)
        if kind == "place" and row is not None:
            id = f"place/{row.id.lower()}"
        else:
            alone = kind == "person" and " " not in fold(name)
            id = f"{kind}/{_digest(kind, name_key(name), self.report.id if alone else '')}"
        while id in self.ids.values() and kind != "place":
            id += "x"
        self.ids[key] = id
        mentions = tuple(Mention(m["start"], m["end"], m["text"]) for m in self.spans[key])
        return Entity(id, kind, name, mentions, tuple(sorted(set(names) - {name})))  # type: ignore[arg-type]

    def _event(self, meeting: dict[str, Any]) -> Event:
        key = meeting["id"]
        parts = tuple(self._part(key, p) for p in self.links["participant"][key] if p[0] == "p")
        sides = [s for s in self.links["participant"][key] if s[0] != "p"]
        place = next(iter(self.links["place"][key]), None)
        trigger = self.spans[key][0]
        when = None
        if meeting["date"] is not None:
            first, last = _bounds(meeting["date"])
            when = When(meeting["date"], first, last, meeting["date_text"] or "", "stated", "date")
        elif meeting["status"] == "held":
            day = self.report.published
            when = When(f"../{day}", None, day, "", "publication", "told as fact", day)
        members = sorted([p.entity for p in parts] + [self.ids[s] for s in sides])
        dated = meeting["date"] or ""
        id = f"event/meeting-{dated or 'undated'}-{_digest(dated, *members, '' if dated else self.report.id)[:8]}"
        while id in self.ids.values():
            id += "x"
        self.ids[key] = id
        return Event(
            id,
            "meeting",
            meeting["status"],
            Mention(trigger["start"], trigger["end"], trigger["text"]),
            (),
            meeting["mode"],
            parts,
            tuple(self.ids[s] for s in sides),
            self.ids[place] if place else None,
            when,
        )

    def _part(self, event: str, person: str) -> Participation:
        role = next((m["text"] for r in self.links["role"][person] for m in self.spans[r]), None)
        body = next(iter(self.links["organization"][person]), None)
        country = next(iter(self.links["country"][person]), None)
        first = self.spans[person][0]
        return Participation(
            self.ids[person],
            "participant",
            (Mention(first["start"], first["end"], first["text"]),),
            role,
            None,
            self.ids[body] if body else None,
            self.ids[country] if country else None,
        )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def b_cubed(truth: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 (Bagga and Baldwin 1998) over the occurrences of ``truth``.

    Occurrences that ``found`` lacks stand alone.
    """
    answer = {key: found.get(key, key) for key in truth}
    of_truth, of_answer = defaultdict(set), defaultdict(set)
    for key in truth:
        of_truth[truth[key]].add(key)
        of_answer[answer[key]].add(key)
    precision = recall = 0.0
    for key in truth:
        shared = len(of_truth[truth[key]] & of_answer[answer[key]])
        precision += shared / len(of_answer[answer[key]])
        recall += shared / len(of_truth[truth[key]])
    precision, recall = precision / len(truth), recall / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)
