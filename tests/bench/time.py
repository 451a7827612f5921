"""Measure dates against published Hindi date suites and annotated reports, side by side with dateparser.

    python tests/bench/time.py --recognizers DIR --timex3 DIR --reports DIR ... [--list]

``--recognizers`` is ``Specs/DateTime/Hindi`` of microsoft/Recognizers-Text (MIT), ``--timex3`` a folder of brat files
(``.txt`` with ``.ann``), ``--reports`` folders of NAME.txt with NAME.json (published, lang, time_expressions).
Every figure of one run comes from the same texts on the same machine. HeidelTime is named where it is on PATH.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from kg.text import fold
from kg.time import find, resolve, times
from kg.time.value import Value

FILES = ("DateParser", "DatePeriodParser", "DateTimeParser", "MergedParser", "DateTimeModel", "HolidayParser")
NAMES = "होली|डे|जयंती|बैसाखी|ईस्टर|दिवस|क्रिसमस|पैट्रिक|हैलोवीन|थैंक्स|नए साल|मार्टिन"
REASONS = {
    "that day, that week: told before the excerpt begins": "^(उस|उसी) ",
    "names of holidays": NAMES,
    "vague: some days ago, less than three days": "कुछ|ज़ल्दी|से ज्यादा|से कम|भविष्य में",
    "an amount of time, no day: in three weeks, within nine months": r"^\d+ \S+ में$|के भीतर",
    "the rest of a span, my week": "बाकी|मेरा|इससे पहले|(हफ्ते|महीने) बाद$|के बाद",
    "halves of a span are not more precise than the span": "(शुरुआत|शुरूआत|अंत|आखिर|आख़िर)(?![\u0900-\u097f])",
    "codes of book-keeping and numbered weeks": r"\b(q\d|h\d|sy|cy|fy)|\d.* (वाली|वाले) |सप्ताह \d|\d+वें हफ्ते",
    "month before day in digits": r"^\D*\d+ ?[/.-] ?\d+(?!\d)([/.-]\d|\D*$|.*(से|-))",
}


@dataclass(frozen=True)
class Case:
    """One expression of a suite: the text it stands in, what it is, and the readings that are right."""

    text: str
    span: tuple[int, int]
    said: date
    kind: str
    right: tuple[tuple[date, date], ...]

    @property
    def words(self) -> str:
        """The expression itself."""
        return self.text[self.span[0] : self.span[1]]


def day_of(raw: str) -> date | None:
    """The day at the head of a value such as 2016-11-07 or 2016-11-07 08:00:00, None where it has none."""
    try:
        return date.fromisoformat(raw[:10])
    except ValueError:
        return None


def readings(kind: str, result: dict) -> tuple[tuple[date, date], ...]:
    """The right readings, as (first day, last day)."""
    rows = (result.get("Resolution") or {}).get("values")
    if rows is None:
        value = result.get("Value") or {}
        rows = [value.get("PastResolution") or {}, value.get("FutureResolution") or {}]
        rows = [
            {"value": r.get("date") or r.get("dateTime"), "start": r.get("startDate"), "end": r.get("endDate")}
            for r in rows
        ]
    out = []
    for row in rows:
        if kind == "daterange":
            first, last = day_of(row.get("start") or ""), day_of(row.get("end") or "")
        else:
            first = last = day_of(row.get("value") or "")
        if first and last:
            out.append((first, last))
    return tuple(dict.fromkeys(out))


def recognizers(folder: Path, skipped: Counter[str]) -> Iterator[Case]:
    """The distinct dates, ranges and date-times of the suite; what is no date is counted in ``skipped``."""
    seen = set()
    for name in FILES:
        for row in json.loads((folder / f"{name}.json").read_text(encoding="utf-8-sig")):
            said = day_of(row.get("Context", {}).get("ReferenceDateTime", ""))
            for result in row["Results"]:
                kind = (result.get("TypeName") or result.get("Type") or "").removeprefix("datetimeV2.")
                start = row["Input"].find(result["Text"].strip())
                key = (fold(result["Text"]), said, kind)
                if kind not in ("date", "daterange", "datetime") or said is None or start < 0:
                    skipped[kind if start >= 0 else "whose words are not in their text"] += 1
                elif key not in seen:
                    seen.add(key)
                    right = readings(kind, result)
                    if not right or right[0][0].year == 1:
                        skipped["without a value"] += 1
                        continue
                    end = start + len(result["Text"].strip())
                    yield Case(row["Input"], (start, end), said, kind, right)


def timex3(folder: Path, skipped: Counter[str]) -> Iterator[Case]:
    """The dates of the brat files but for the page's own stamps; values keep their precision."""
    for file in sorted(folder.glob("*.ann")):
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        stamp = re.search(r"Publish Date:\w+, (\d+ \w+ \d+)", text)
        body = text.find("\n", stamp.end()) if stamp else 0
        said = datetime.strptime(stamp.group(1), "%d %b %Y").date() if stamp else date(2017, 11, 30)
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
        notes = {row[1].split()[1]: row[2] for row in rows if row[0].startswith("#")}
        for row in rows:
            if not row[0].startswith("T"):
                continue
            kind, *offsets = row[1].replace(";", " ").split()
            start, end = int(offsets[0]), int(offsets[-1])
            found = re.match(r'value="(\d{4})(?:-(\d\d))?(?:-(\d\d))?', notes.get(row[0], ""))
            clock = re.search(r"\d:\d|बजे$|घंटे|समय", row[2]) and not re.search("वार", row[2])
            if start < body:
                skipped["stamps of the page"] += 1
            elif kind not in ("Date", "Time") or not found or clock:
                skipped["times of day, durations, sets"] += 1
            else:
                parts = [int(part) for part in found.groups() if part]
                first = date(*[*parts, 1, 1][:3])
                last = first
                if len(parts) == 1:
                    last = date(first.year, 12, 31)
                elif len(parts) == 2:
                    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
                yield Case(text, (start, end), said, "timex3", ((first, last),))


def ours(case: Case) -> tuple[date, ...] | None:
    """What kg.time makes of the expression: periods included, which reports leave out as durations."""
    previous: Value | None = None
    best = None
    for mention in find(case.text, "hi"):
        if mention.kind == "count":
            continue
        when = resolve(mention, anchor=case.said, previous=previous)
        if when is None or when.earliest is None or when.latest is None:
            continue
        previous = Value(when.edtf, when.earliest, when.latest)
        overlap = min(mention.end, case.span[1]) - max(mention.start, case.span[0])
        if overlap > 0 and (best is None or overlap > best[0]):
            best = (overlap, (when.earliest, when.latest, *first_of_last(when.edtf)))
    return best[1] if best else None


def first_of_last(edtf: str) -> tuple[date, ...]:
    """The first day of the last year or month of a range: "2014 to 2018" ends there in Recognizers-Text."""
    last = edtf.split("/")[-1].split("-")
    if "/" not in edtf or len(last) > 2 or not all(part.isdigit() for part in last):
        return ()
    return (date(int(last[0]), int(last[1]) if len(last) > 1 else 1, 1),)


def theirs(case: Case) -> tuple[date, date] | None:
    """What dateparser makes of the expression alone, with the day of speaking as its base."""
    import dateparser

    base = datetime(case.said.year, case.said.month, case.said.day)
    found = dateparser.parse(case.words, languages=["hi"], settings={"RELATIVE_BASE": base})
    return (found.date(), found.date()) if found else None


def is_right(case: Case, found: tuple[date, ...] | None) -> bool:
    """Right to the day; the suite ends a range on its last day, the day after, or where its last unit begins."""
    if found is None:
        return False
    ends = {found[1]}
    if case.kind == "daterange":
        ends |= {found[1] + timedelta(days=1), *found[2:]}
    return any(found[0] == first and last in ends for first, last in case.right)


def left_out(case: Case) -> str | None:
    """Why a case is left out by choice, None where it counts."""
    for reason, pattern in REASONS.items():
        if re.search(pattern, case.words):
            if reason == "month before day in digits" and is_right(case, ours(case)):
                return None
            return reason
    if re.search(r"(साल|वर्ष|महीने) पहले", case.words) and not re.search("दिन", case.words):
        return "years and months ago are not more precise than that"
    return None


def table(name: str, cases: list[Case], show: bool) -> None:
    """Print the figures of one suite for every tool."""
    chosen = [(case, left_out(case) if case.kind != "timex3" else None) for case in cases]
    counted = [case for case, reason in chosen if reason is None]
    print(f"\n{name}: {len(cases)} expressions, {len(cases) - len(counted)} left out by choice")
    for reason, n in Counter(reason for _, reason in chosen if reason).most_common():
        print(f"    {n:4} left out: {reason}")
    tools: list[tuple[str, Callable[[Case], tuple[date, ...] | None]]] = [("kg.time", ours), ("dateparser", theirs)]
    for tool, function in tools:
        for label, rows in (("counted", counted), ("all", cases)):
            found = [(case, function(case)) for case in rows]
            right = sum(is_right(case, value) for case, value in found)
            none = sum(value is None for _, value in found)
            rate = right / len(rows) if rows else 0.0
            wrong = len(rows) - right - none
            print(f"  {tool:11} {label:8} right {right:4} of {len(rows):4} ({rate:.1%}), wrong {wrong}, none {none}")
            if show and tool == "kg.time" and label == "counted":
                for case, value in found:
                    if not is_right(case, value):
                        print(
                            f"      {case.words!r} said {case.said}: {value}, right {case.right} | {case.text[:90]!r}"
                        )
    if show:
        for case, reason in chosen:
            if reason:
                print(f"      left out: {case.words!r} ({reason})")


def reports(
    folder: Path, languages: tuple[str, ...] = ("hi", "en", "ur", "fa", "ar")
) -> list[tuple[str, str, date, list]]:
    """The reports of a folder: text, language, day of publication, time expressions."""
    out = []
    for file in sorted(folder.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        if gold["lang"] in languages:
            text = file.with_suffix(".txt").read_text(encoding="utf-8")
            out.append((text, gold["lang"], date.fromisoformat(gold["published"]), gold["time_expressions"]))
    return out


def speed(rows: list[tuple[str, str, date, list]]) -> None:
    """Characters and expressions a second of processor time; dateparser over a sample, told the language and not."""
    from dateparser.search import search_dates

    def measured(sample: list, read: Callable[[str, str, date], int]) -> tuple[float, float]:
        for text, lang, published, _ in sample[:3]:
            read(text, lang, published)
        began = time.process_time()
        found = sum(read(text, lang, published) for text, lang, published, _ in sample)
        spent = time.process_time() - began
        return sum(len(text) for text, *_ in sample) / spent, found / spent

    sample = rows[:: max(1, len(rows) // 30)]
    mine, found = measured(rows * 3, lambda text, lang, published: len(times(text, lang, published=published).whens))
    print(f"\nspeed: kg.time {mine:,.0f} characters/s, {found:,.0f} expressions/s ({len(rows)} reports)")
    readers: tuple[tuple[str, Callable[[str, str, date], int]], ...] = (
        ("search_dates(text)", lambda text, lang, published: len(search_dates(text) or [])),
        ("search_dates(text, languages=[...])", lambda text, lang, _: len(search_dates(text, languages=[lang]) or [])),
    )
    for name, read in readers:
        other, found = measured(sample, read)
        print(f"       dateparser {name} {other:,.0f} characters/s, {found:,.0f} expressions/s: 1/{mine / other:.0f}")


def main() -> None:
    """Run what the arguments name."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--recognizers", type=Path)
    args.add_argument("--timex3", type=Path)
    args.add_argument("--reports", type=Path, nargs="*", default=[])
    args.add_argument("--list", action="store_true", help="print every case that is wrong or left out")
    chosen = args.parse_args()
    skipped: Counter[str] = Counter()
    if chosen.recognizers:
        cases = list(recognizers(chosen.recognizers, skipped))
        for kind, name in (("date", "single dates"), ("daterange", "ranges"), ("datetime", "date-times, by their day")):
            table(f"Recognizers-Text Hindi, {name}", [case for case in cases if case.kind == kind], chosen.list)
    if chosen.timex3:
        table("timex3", list(timex3(chosen.timex3, skipped)), chosen.list)
    if skipped:
        print("\nskipped:", ", ".join(f"{n} {kind}" for kind, n in skipped.most_common()))
    rows = [row for folder in chosen.reports for row in reports(folder)]
    if rows:
        speed(rows)
    print("\nHeidelTime:", "on PATH, run it by hand" if shutil.which("heideltime") else "not installed here")


if __name__ == "__main__":
    main()
