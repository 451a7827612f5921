"""What words and the calendar say of a meeting's status, whatever the model is sure of.

``She had been due to meet the mayor``: it was to be, and was not. What is dated after the
publication has not been held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.findings import Frame
from kg.language import folder, table
from kg.nouns import Mention, Report, When
from kg.reader.tokens import Span
from kg.text import words


@dataclass(frozen=True, slots=True)
class _Unmet:
    """Phrases of folded words before and after a trigger, and how many words may stand between."""

    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()
    apart: int = 0


def settled(frame: Frame, report: Report, sentence: Span, times: Sequence[When]) -> Frame:
    """A meeting of the model with the status that words around its trigger, or its day, leave to it."""
    if frame.status in {"planned", "held"} and unmet(report, sentence, frame.trigger):
        return replace(frame, status="cancelled")
    when = times[frame.time] if frame.time is not None else None
    if frame.status != "held" or when is None or report.published is None or when.earliest is None:
        return frame
    ahead = when.earliest > report.published and not when.rule.startswith("weekday-")
    return replace(frame, status="planned") if ahead else frame


def unmet(report: Report, sentence: Span, trigger: Mention) -> bool:
    """Whether the words beside a trigger, in its sentence, say that the meeting was to be and was not."""
    listed = _listed(report.lang)
    before = words(report.text[sentence[0] : trigger.start])
    after = words(report.text[trigger.start : sentence[1]])
    inside = len(words(trigger.text))
    return any(
        before[at : at + len(phrase)] == list(phrase)
        for phrase in listed.before
        for at in range(max(0, len(before) - len(phrase) - listed.apart), len(before))
    ) or any(
        after[at : at + len(phrase)] == list(phrase)
        for phrase in listed.after
        for at in range(inside + listed.apart + 1)
    )


@cache
def _listed(lang: str) -> _Unmet:
    """The phrases of a language's ``unmet.toml``; none where it has no such file."""
    if not (folder(lang) / "unmet.toml").exists():
        return _Unmet()
    lists = table(lang, "unmet")
    before, after = (tuple(tuple(words(p)) for p in lists.get(side, ())) for side in ("before", "after"))
    return _Unmet(before, after, lists["apart"])
