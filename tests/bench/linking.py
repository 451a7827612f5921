"""What linking costs as the reports grow: time, memory and pairs, on made-up reports.

    python tests/bench/linking.py 10000 30000 100000

Each size runs in a process of its own. A report tells one meeting of two or three persons of a population that grows
with the reports, so many for one surname; the frequent ones are very frequent (Zipf), as in the news. Each person is
spelled in three scripts, in two ways each, has an office of a country in two of three reports, and meets others on
days of two years.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from kg.linking import link
from kg.nouns import Entity, Event, Extraction, Mention, Participation, Report, When

ONSETS = ["b", "p", "t", "d", "k", "g", "m", "n", "r", "l", "s", "z", "j", "f", "h", "sh", "ch", "kh"]
VOWELS = ["a", "i", "u", "o"]
DEVANAGARI = dict(
    zip(ONSETS, ["ब", "प", "त", "द", "क", "ग", "म", "न", "र", "ल", "स", "ज़", "ज", "फ़", "ह", "श", "च", "ख़"], strict=True)
)
ARABIC = dict(
    zip(ONSETS, ["ب", "پ", "ت", "د", "ک", "گ", "م", "ن", "ر", "ل", "س", "ز", "ج", "ف", "ه", "ش", "چ", "خ"], strict=True)
)
MATRAS = {"a": "ा", "i": "ी", "u": "ू", "o": "ो"}
LONG = {"a": "ا", "i": "ی", "u": "و", "o": "و"}
OFFICES = {
    "en": ["foreign minister", "energy minister", "mayor", "ambassador", "director", "coach", "governor", "rector"],
    "hi": ["विदेश मंत्री", "ऊर्जा मंत्री", "महापौर", "राजदूत", "निदेशक", "कोच", "राज्यपाल", "कुलपति"],
    "fa": ["وزیر امور خارجه", "وزیر نیرو", "شهردار", "سفیر", "مدیر", "مربی", "استاندار", "رئیس دانشگاه"],
}
COUNTRIES = {"en": ["India", "Iran", "Nepal", "Oman", "Chile"], "hi": ["भारत", "ईरान", "नेपाल", "ओमान", "चिली"]}
COUNTRIES["fa"] = ["هند", "ایران", "نپال", "عمان", "شیلی"]
IDS = ["place/q668", "place/q794", "place/q837", "place/q842", "place/q298"]

Word = list[tuple[str, str]]


def word(dice: random.Random) -> Word:
    return [(dice.choice(ONSETS), dice.choice(VOWELS)) for _ in range(dice.choice((2, 3, 3)))]


def written(name: Word, lang: str, slip: bool) -> str:
    if lang == "hi":
        return "".join(DEVANAGARI[c] + ("" if slip and n else MATRAS[v]) for n, (c, v) in enumerate(name))
    if lang == "fa":
        return "".join(ARABIC[c] + ("" if v == "a" or slip and n else LONG[v]) for n, (c, v) in enumerate(name))
    return "".join(c + ({"i": "ee", "u": "oo"}.get(v, v) if slip else v) for c, v in name).capitalize()


def reports(count: int) -> Iterator[Extraction]:
    """``count`` reports, always the same ones."""
    dice = random.Random(20240730)
    surnames = [word(dice) for _ in range(max(20, count // 40))]
    population = [
        (word(dice), dice.choice(surnames), dice.randrange(8), dice.randrange(5)) for _ in range(max(50, count // 4))
    ]
    for number in range(count):
        lang = ("en", "hi", "fa")[number % 3]
        day = date(2023, 1, 1) + timedelta(dice.randrange(730))
        cast = {min(int(dice.paretovariate(0.6)), len(population)) - 1 for _ in range(dice.choice((2, 2, 3)))}
        cast |= {dice.randrange(len(population))} if len(cast) < 2 else set()
        yield _report(number, lang, day, [population[n] for n in sorted(cast)], dice)


def _report(number: int, lang: str, day: date, cast: list, dice: random.Random) -> Extraction:
    id = f"r{number:06}"
    entities: dict[str, Entity] = {}
    parts = []
    for first, last, office, country in cast:
        slip = dice.random() < 0.3
        name = f"{written(first, lang, slip)} {written(last, lang, slip)}"
        key = f"person/{sha256(name.encode()).hexdigest()[:12]}"
        span = Mention(0, len(name), name)
        entities[key] = Entity(key, "person", name, (span,))
        told = dice.random() < 0.66
        if told:
            entities[IDS[country]] = Entity(IDS[country], "place", COUNTRIES[lang][country], (span,))
        parts.append(
            Participation(
                key, "participant", (span,), OFFICES[lang][office] if told else None, None, None,
                IDS[country] if told else None,
            )
        )  # fmt: skip
    when = When(day.isoformat(), day, day, "", "stated", "date") if dice.random() < 0.8 else None
    who = sha256("".join(sorted(p.entity for p in parts)).encode()).hexdigest()[:8]
    event = f"event/meeting-{when.edtf if when else id}-{who}"
    told_as = Event(event, "meeting", "held", Mention(0, 1, "m"), (), "in_person", tuple(parts), (), None, when)
    report = Report(id, "", lang, day + timedelta(dice.randrange(3)))
    return Extraction(report, (), tuple(entities.values()), (told_as,))


def measure(count: int) -> None:
    extractions = list(reports(count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    made = link(extractions)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    things = sum(len(x.entities) + len(x.events) for x in extractions)
    print(
        f"{count:7} reports {things:8} mentions {len(set(made.ids.values())):7} things {len(made.links):8} lines"
        f" {seconds:7.1f} s {peak / 1024:6.0f} MB ({before / 1024:.0f} MB before linking)",
        flush=True,
    )


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]]
    if len(sizes) == 1:
        measure(sizes[0])
    else:
        for size in sizes:
            subprocess.run([sys.executable, __file__, str(size)], check=True)
