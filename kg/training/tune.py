"""Thresholds of a reader, chosen by what comes out of whole reports: coordinate ascent on annotated dev reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.nouns import Report
from kg.reader.found import put_together
from kg.reader.model import Calibration, load
from kg.reader.tagging import Tagged, tag
from kg.records import to_record
from kg.resolve import assemble
from kg.time import Times, times
from kg.training.score import Score

CHOSEN = ("participant", "same-entity", "side", "speaker", "time", "trigger")
"""Offices, bodies, states and places keep the thresholds of :mod:`kg.training.calibrate`, which weigh what is wrongly
found: here only what is missed would count. So do the words for one meeting: real news has more of them than the
annotated reports, and a meeting told twice is one too many."""
STEPS = (-0.2, -0.1, -0.05, 0.05, 0.1, 0.2)
LEAST, MOST = 0.1, 0.95
FLOOR = {"trigger": 0.5}
"""Annotated reports are dense with meetings, news is not: below that, real news gives meetings that are none."""
WEIGHTS = {
    "whole event": 2.0,
    "meeting": 1.0,
    "participant": 1.0,
    "date": 0.5,
    "role": 0.5,
    "organization": 0.5,
    "place": 0.5,
    "speaker": 0.5,
    "silent": 0.5,
}
"""What a good threshold is for: mostly events that are right as a whole."""


@dataclass(frozen=True)
class _Read:
    report: Report
    annotation: Mapping[str, Any]
    tagged: Tagged
    times: Times


def tune(folder: Path, reports: Sequence[tuple[Report, Mapping[str, Any]]], rounds: int = 2) -> None:
    """Choose the thresholds of a model folder on annotated reports, and write them into its ``calibration.json``."""
    model = load(folder)
    read = [_read(folder, report, annotation) for report, annotation in reports]
    best = dict(model.calibration.thresholds)

    def worth(thresholds: dict[str, float]) -> float:
        return _worth(read, replace(model.calibration, thresholds=thresholds))

    best = _ascended(best, worth, rounds)
    file = folder / "calibration.json"
    settings = json.loads(file.read_text(encoding="utf-8"))
    settings["thresholds"] = best
    file.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    load.cache_clear()


def _ascended(best: dict[str, float], worth: Callable[[dict[str, float]], float], rounds: int) -> dict[str, float]:
    top = worth(best)
    for _ in range(rounds):
        before = top
        for name in CHOSEN:
            for step in STEPS:
                value = round(min(MOST, max(FLOOR.get(name, LEAST), best[name] + step)), 2)
                found = worth({**best, name: value})
                if found > top + 1e-9:
                    top, best = found, {**best, name: value}
            print(json.dumps({"threshold": name, "value": best[name], "worth": round(top, 4)}), file=sys.stderr)
        if top == before:
            break
    return best


def _read(folder: Path, report: Report, annotation: Mapping[str, Any]) -> _Read:
    found = times(report.text, report.lang, published=report.published)
    spans = [(w.evidence.start, w.evidence.end) for w in found.whens if w.evidence]
    return _Read(report, annotation, tag(load(folder), report.text, spans), found)


def _worth(read: Sequence[_Read], calibration: Calibration) -> float:
    score = Score()
    for one in read:
        findings = put_together(one.report, one.tagged, one.times, calibration)
        score.add(one.annotation, to_record(assemble(one.report, findings)))
    figures = score.figures()
    return sum(weight * (figures[name].share or 0.0) for name, weight in WEIGHTS.items() if name in figures)
