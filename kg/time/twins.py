"""One day written in two calendars: a lunar date beside its Gregorian twin is decided by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from kg.nouns import When

_NEAR = 16
_LUNAR = ("umm-al-qura", "hijri", "islamic-civil")
_SLACK = timedelta(days=2)


def _is_day(when: When) -> bool:
    return when.earliest is not None and len(when.edtf) == 10


def _beside(first: When, second: When) -> bool:
    if first.evidence is None or second.evidence is None:
        return False
    return 0 <= second.evidence.start - first.evidence.end <= _NEAR


def join_twins(whens: Sequence[When]) -> list[When]:
    """Lunar days take the Gregorian day beside them; twins that disagree by more than sighting allows get a warning."""
    out = list(whens)
    for k in range(len(out) - 1):
        pair = out[k], out[k + 1]
        if not (_beside(*pair) and _is_day(pair[0]) and _is_day(pair[1])):
            continue
        for at, other in ((k, pair[1]), (k + 1, pair[0])):
            this = out[at]
            if this.calendar == "gregorian" or other.calendar != "gregorian" or other.basis != "stated":
                continue
            if this.earliest is None or this.latest is None or other.earliest is None:
                continue
            lunar = this.calendar in _LUNAR
            slack = _SLACK if lunar else timedelta()
            if this.earliest - slack <= other.earliest <= this.latest + slack:
                if lunar:
                    day = other.earliest
                    out[at] = replace(this, edtf=other.edtf, earliest=day, latest=day, rule="hijri-by-twin")
            else:
                warning = f"{this.text} is {this.edtf}, but {other.text} beside it is {other.edtf}"
                out[at] = replace(this, warnings=(*this.warnings, warning))
    return out
