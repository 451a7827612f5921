"""Triggers and their links → meetings: which triggers tell of one occasion, who took part, where and when."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.findings import Frame, Slot
from kg.nouns import Mention, Mode, Report, Status
from kg.reader.labels import MODES, NAMES, ORGANIZATION, PERSON, PLACE, STATUSES, TIME, TRIGGER
from kg.reader.model import Calibration
from kg.reader.tagging import Tagged
from kg.reader.titles import bare
from kg.text import one_name, words

NEARLY = 0.75


@dataclass(frozen=True)
class Draft:
    """A meeting: its first trigger, its participants as references, place (a reference), time (a mention)."""

    trigger: int
    status: Status
    mode: Mode | None
    participants: tuple[int, ...]
    place: int | None
    time: int | None

    def frame(self, trigger: Mention, sentence: int, when: int | None, speech: int | None) -> Frame:
        """The frame of this meeting."""
        phone = self.mode == "phone"
        return Frame(
            type="phone-call" if phone else "meeting",
            trigger=trigger,
            sentence=sentence,
            status=self.status,
            mode=self.mode,
            slots=tuple(Slot(n, "participant") for n in self.participants),
            place=self.place,
            time=when,
            another=True,
            family="meeting",
            speech=speech,
        )


@dataclass(frozen=True)
class Entity:
    """A person, body or place of a report: its names in text order, and with them what points to it."""

    kind: str
    names: tuple[int, ...]
    mentions: tuple[int, ...]


def entities(report: Report, tagged: Tagged, calibration: Calibration) -> list[Entity]:
    """The entities of a report in text order."""
    means = _means(tagged, calibration.thresholds["same-entity"])
    return [
        Entity(kind, tuple(names), tuple(sorted({r for n in names for r in (n, *means.get(n, ()))})))
        for kind, names in group(report, tagged)
    ]


def drafts(tagged: Tagged, known: Sequence[Entity], index: Mapping[int, int], calibration: Calibration) -> list[Draft]:
    """The meetings of a report in the order of their first triggers; ``index`` maps names to references.

    Where only a state is left of those who met, there is no meeting: it met nobody.
    """
    thresholds = calibration.thresholds
    places = [entity.names for entity in known if entity.kind in (PLACE, ORGANIZATION)]
    times = [(n,) for n, m in enumerate(tagged.mentions) if m.kind == TIME]
    found = []
    for triggers in _occasions(tagged, thresholds["same-meeting"]):
        if max(tagged.mentions[t].confidence for t in triggers) < thresholds["trigger"]:
            continue
        sides = [entity for entity in known if _took_part(tagged, triggers, entity, calibration)]
        if not sides or [entity.kind for entity in sides] == [PLACE]:
            continue
        participants = [index[entity.names[0]] for entity in sides]
        status = np.mean([tagged.states[t][0] for t in triggers], axis=0)
        mode = MODES[int(np.mean([tagged.states[t][1] for t in triggers], axis=0).argmax())]
        place = _surest(tagged, "place", triggers, places, calibration)
        found.append(
            Draft(
                triggers[0],
                STATUSES[int(status.argmax())],
                None if mode == "open" else mode,  # type: ignore[arg-type]
                tuple(sorted(participants)),
                index[place] if place is not None else None,
                _surest(tagged, "time", triggers, times, calibration),
            )
        )
    return found


def _took_part(tagged: Tagged, triggers: Sequence[int], entity: Entity, calibration: Calibration) -> bool:
    least = calibration.thresholds["participant" if entity.kind == PERSON else "side"]
    return tied(tagged, "participant", triggers, entity.mentions, calibration) >= least


def tied(tagged: Tagged, link: str, source: Sequence[int], target: Sequence[int], calibration: Calibration) -> float:
    """How likely two entities are linked: the odds of all pairs of their mentions, added up."""
    rows = tagged.odds[link]
    odds = sum(rows[i][j] for i in source for j in target)
    slope, shift = calibration.links[link]
    return 1 / (1 + math.exp(-(slope * math.log(max(odds, 1e-9)) + shift)))


def _surest(
    tagged: Tagged,
    link: str,
    triggers: Sequence[int],
    groups: Sequence[Sequence[int]],
    calibration: Calibration,
) -> int | None:
    sure = [(tied(tagged, link, triggers, names, calibration), -names[0]) for names in groups]
    top, first = max(sure, default=(0.0, 0))
    return -first if top >= calibration.thresholds[link] else None


def group(report: Report, tagged: Tagged) -> list[tuple[str, list[int]]]:
    """The names of a report by whom they name: kind, and mentions in text order.

    Two names of persons are one where :func:`kg.text.one_name` holds; other names where they are equal.
    """
    order = [n for n, m in enumerate(tagged.mentions) if m.kind in NAMES]
    keys = {n: _key(report, tagged, n) for n in order}
    groups: list[tuple[str, list[int]]] = []
    for n in sorted(order, key=lambda n: (-len(keys[n]), n)):
        kind = tagged.mentions[n].kind
        same = next((g for k, g in groups if k == kind and any(_same(kind, keys[n], keys[m]) for m in g)), None)
        if same is None:
            groups.append((kind, [n]))
        else:
            same.append(n)
    return sorted(((kind, sorted(g)) for kind, g in groups), key=lambda item: item[1])


def _same(kind: str, a: Sequence[str], b: Sequence[str]) -> bool:
    return one_name(a, b) if kind == PERSON else list(a) == list(b)


def _key(report: Report, tagged: Tagged, n: int) -> list[str]:
    start, end = tagged.span(tagged.mentions[n])
    name = report.text[start:end]
    return words(name[slice(*bare(name, report.lang))] if tagged.mentions[n].kind == PERSON else name)


def _means(tagged: Tagged, threshold: float) -> dict[int, list[int]]:
    """The pronouns and descriptions that stand for each name: for several only where one is nearly as likely."""
    found: dict[int, list[int]] = {}
    sure = tagged.links["same-entity"]
    least = np.maximum(sure.max(1, initial=0, keepdims=True) * NEARLY, threshold)
    for i, j in np.argwhere(sure >= least).tolist():
        found.setdefault(j, []).append(i)
    return found


def _occasions(tagged: Tagged, threshold: float) -> list[list[int]]:
    """The triggers by occasion: two are of one where the mean probability of both directions is high enough."""
    triggers = [n for n, m in enumerate(tagged.mentions) if m.kind == TRIGGER]
    groups: list[list[int]] = []
    for t in triggers:
        sure = [(float(np.mean([_both(tagged, t, u) for u in g])), n) for n, g in enumerate(groups)]
        top, n = max(sure, default=(0.0, -1))
        if n >= 0 and top >= threshold:
            groups[n].append(t)
        else:
            groups.append([t])
    return groups


def _both(tagged: Tagged, a: int, b: int) -> float:
    same = tagged.links["same-meeting"]
    return float(same[a, b] + same[b, a]) / 2
