"""Triggers and their links → meetings: which triggers tell of one occasion, who took part, where and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.findings import Frame, Slot
from kg.nouns import Mention, Mode, Status
from kg.reader.labels import MODES, NAMES, ORGANIZATION, PERSON, PLACE, STATUSES, TIME, TRIGGER
from kg.reader.tagging import Tagged
from kg.text import words


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


def drafts(text: str, tagged: Tagged, index: Mapping[int, int], thresholds: Mapping[str, float]) -> list[Draft]:
    """The meetings of a text in the order of their first triggers; ``index`` maps names to references."""
    entities = group(text, tagged)
    means = _means(tagged, thresholds["same-entity"])
    found = []
    for triggers in _occasions(tagged, thresholds["same-meeting"]):
        if max(tagged.mentions[t].confidence for t in triggers) < thresholds["trigger"]:
            continue
        participants = []
        for kind, entity in entities:
            sure = max(_participant(tagged, t, entity, means) for t in triggers)
            if sure >= thresholds["participant" if kind == PERSON else "side"]:
                participants.append(index[entity[0]])
        if not participants:
            continue
        status = np.mean([tagged.states[t][0] for t in triggers], axis=0)
        mode = MODES[int(np.mean([tagged.states[t][1] for t in triggers], axis=0).argmax())]
        place = _best(tagged, "place", triggers, (PLACE, ORGANIZATION), thresholds["place"])
        found.append(
            Draft(
                triggers[0],
                STATUSES[int(status.argmax())],
                None if mode == "open" else mode,  # type: ignore[arg-type]
                tuple(sorted(participants)),
                index[place] if place is not None else None,
                _best(tagged, "time", triggers, (TIME,), thresholds["time"]),
            )
        )
    return found


def group(text: str, tagged: Tagged) -> list[tuple[str, list[int]]]:
    """The names of a text by whom they name: kind, and mentions in text order.

    Two names of persons are one where one is the beginning or the end of the other; other names where they are equal.
    """
    order = [n for n, m in enumerate(tagged.mentions) if m.kind in NAMES]
    keys = {n: words(text[slice(*tagged.span(tagged.mentions[n]))]) for n in order}
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
    short, long = sorted((a, b), key=len)
    if kind != PERSON:
        return list(a) == list(b)
    return bool(short) and (short == long[-len(short) :] or short == long[: len(short)])


def _means(tagged: Tagged, threshold: float) -> dict[int, list[int]]:
    """The pronouns and descriptions that stand for each name."""
    found: dict[int, list[int]] = {}
    for (link, i, j), p in tagged.links.items():
        if link == "same-entity" and p >= threshold:
            found.setdefault(j, []).append(i)
    return found


def _participant(tagged: Tagged, trigger: int, entity: Sequence[int], means: Mapping[int, Sequence[int]]) -> float:
    """How likely somebody took part: the mean over the names, each with the pronouns that stand for it."""
    links = tagged.links
    return float(
        np.mean([max(links.get(("participant", trigger, m), 0.0) for m in (n, *means.get(n, ()))) for n in entity])
    )


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
    links = tagged.links
    return (links.get(("same-meeting", a, b), 0.0) + links.get(("same-meeting", b, a), 0.0)) / 2


def _best(tagged: Tagged, link: str, triggers: Sequence[int], kinds: Sequence[str], threshold: float) -> int | None:
    sure = [
        (tagged.links.get((link, t, n), 0.0), -n)
        for t in triggers
        for n, m in enumerate(tagged.mentions)
        if m.kind in kinds
    ]
    top, n = max(sure, default=(0.0, 0))
    return -n if top >= threshold else None
