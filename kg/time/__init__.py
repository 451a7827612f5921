"""Which day does this sentence mean? Find expressions of time in five languages and resolve them to days.

Usable alone: :func:`times` takes a text, its language and the day of publication. Values are EDTF (ISO 8601-2, level 1)
with their first and last Gregorian day. Weeks, tenses and calendars follow the language of the text.
"""

from __future__ import annotations

from kg.time.epochs import Epoch, load_epochs
from kg.time.grammar import find
from kg.time.mention import TimeMention
from kg.time.report import Times, times
from kg.time.resolve import resolve

__all__ = ["Epoch", "TimeMention", "Times", "find", "load_epochs", "resolve", "times"]
