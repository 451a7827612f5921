"""Synthetic extractions into a store, beside Oxigraph's own bulk load of the same N-Quads; then the named questions.

Run from the checkout: ``python -m tests.bench.load [REPORTS]`` (100000 by default). Extractions are those of the sample
reports, over and over, with other ids; about 30 reports share a person, whose name no other 30 have, two tell of the
same events, and the days are spread over about ten years. Prints as it goes: seconds and memory, the ratio of the
throughputs, and the times of the named questions, beside those of rdflib in memory at 1,000 reports (or as many as
there are). 100,000 reports need 40 GB of disk and an hour. With a folder in place of a number it asks the questions of
a store that is there.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pyoxigraph as ox

import kg
from kg.graph import dataset
from kg.ledger import Ledger
from kg.nouns import Extraction
from kg.queries import questions
from kg.records import dumps, loads
from kg.store import DiskStore, MemoryStore
from kg.upkeep.makers import made_by, processes_for, task
from kg.upkeep.settle import settle
from kg.versions import versions

ROOT = Path(__file__).resolve().parents[2]
_ID = re.compile(r'"((?:person|event|claim)/[A-Za-z0-9._-]+)"')
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_SHARED, _TOLD_BY = 30, 2
_ALPHABETS = tuple(
    "".join(map(chr, range(ord(first), ord(last) + 1))) for first, last in ("कन", "पह", "az", "AZ", "بغ", "فی")
)
PATIENCE, SLOW = 20, 2
"""Seconds after which a question is given up, and from which it is slow."""


def synthetic(count: int) -> Iterator[Extraction]:
    """Extractions with the sizes of the sample reports."""
    samples = list(kg.extract(ROOT / "data" / "reports"))
    lines = [(dumps(extraction), _people(extraction)) for extraction in samples]
    for number in range(count):
        line, people = lines[number % len(lines)]
        turn = number // len(lines)
        share = turn // _SHARED
        group = share * len(lines) + number % len(lines)
        letters = _letters(group)

        def other(found: re.Match[str], number: int = number, group: int = group) -> str:
            return f'"{found[1]}-{group if found[1].startswith("person") else number}"'

        def later(found: re.Match[str], days: int = turn // _TOLD_BY * _TOLD_BY) -> str:
            return str(date.fromisoformat(found[0]) + timedelta(days))

        line = _DAY.sub(later, _ID.sub(other, line))
        if share:
            line = people.sub(lambda found, letters=letters: found[0].translate(letters), line)  # type: ignore[misc]
        yield _named(loads(line), f"syn-{number:06}")


def _people(extraction: Extraction) -> re.Pattern[str]:
    """The names of the persons of a report, the longest first."""
    names = {n for e in extraction.entities if e.kind == "person" for n in (e.name, *(m.text for m in e.mentions))}
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n)))) or "(?!)")


def _letters(group: int) -> dict[int, int]:
    """Other letters of the same script for the names of a group, so that they stay as long as they were."""
    chance = random.Random(group)
    table: dict[int, int] = {}
    for letters in _ALPHABETS:
        table |= str.maketrans(letters, "".join(chance.sample(letters, len(letters))))
    return table


def _named(extraction: Extraction, id: str) -> Extraction:
    return replace(extraction, report=replace(extraction.report, id=id))


def memory() -> float:
    """The most memory used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], object]) -> float:
    """The seconds that some work takes, the best of three, in a process of its own; at most :data:`PATIENCE`."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(PATIENCE)
        times: list[float] = []
        while len(times) < 3 and max(times, default=0) < SLOW:
            began = time.perf_counter()
            work()
            times.append(time.perf_counter() - began)
        os.write(write, str(min(times)).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return float(said or PATIENCE)


def asked(store: object, names: list[str], event: str) -> dict[str, float]:
    """The seconds that each named question takes."""
    values = {"since": "2020-01-01", "until": "2020-01-31", "node": event, "event": event, "name": names[0]}
    values |= {"other": names[1], "date": "2020-01-07"}
    found = {}
    for question in questions():
        given = {p.name: values[p.name] for p in question.parameters if p.default is None}
        found[question.name] = timed(partial(kg.query, store, question.name, **given))  # type: ignore[arg-type]
    return found


def say(line: str) -> None:
    print(line, flush=True)


def ours(folder: Path, count: int) -> float:
    """The seconds that extractions take from the ledger into the store, who is who over all of them found.

    Putting the files in order afterwards, which Oxigraph's bulk load does not do, is told apart.
    """
    folder.mkdir()
    marks: list[tuple[str, int, float, float]] = []
    with Ledger.open(folder, create=True) as ledger:
        with ledger.together():
            for extraction in synthetic(count):
                ledger.keep(extraction, versions("learned", "hi"), "learned")
        say(f"{count} reports in the ledger, {memory():.0f} MB")
        began = time.perf_counter()
        settle(folder, ledger, lambda *at: marks.append((*at[:2], memory(), time.perf_counter())))
        ended = time.perf_counter()
    storing = [(done, used, when) for what, done, used, when in marks if what == "storing"]
    order = sum(ended - when for what, _, _, when in marks if what == "compacting")
    half = next(used for done, used, _ in storing if done * 2 >= count)
    spent, linking = ended - began - order, storing[0][2] - began
    say(f"ours: {spent:.1f} s, who is who {linking:.1f} of them; then {order:.1f} s to compact")
    say(f"memory {storing[0][1]:.0f} MB when storing began, {half:.0f} half way, {storing[-1][1]:.0f}")
    return spent


def theirs(file: Path, folder: Path, count: int) -> tuple[float, int]:
    """The seconds of Oxigraph's own bulk load of the same quads from a file, and how many quads there are."""
    with file.open("wb") as out:
        out.writelines(made_by(processes_for(count), (task(dumps(extraction), {}) for extraction in synthetic(count))))
    store = ox.Store(str(folder))
    began = time.perf_counter()
    store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    store.flush()
    spent = time.perf_counter() - began
    say(f"Oxigraph's bulk load: {spent:.1f} s")
    return spent, len(store)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "graph"
        spent = ours(folder, count)
        beside, quads = theirs(Path(place) / "all.nq", Path(place) / "theirs", count)
        shutil.rmtree(Path(place) / "theirs")
        say(f"{quads} quads: {quads / spent:.0f} beside {quads / beside:.0f} quads/s, ratio {beside / spent:.2f}")
        ask(folder / "store", min(1000, count))


def ask(folder: Path, few: int) -> None:
    """The times of the named questions in a store, beside those of rdflib with a few reports."""
    store, small = DiskStore.read_only(folder), MemoryStore.over(dataset(synthetic(few)))
    events = "SELECT ?e ?n WHERE { ?e kg:eventType type:meeting ; kg:participant ?p . ?p rdfs:label ?n } LIMIT 1"
    event = str(small.query(events).rows[0][0])
    people = "SELECT DISTINCT ?n WHERE { ?e kg:participant ?p . ?p rdfs:label ?n } LIMIT 50"
    names = sorted({str(row[0]) for row in small.query(people).rows})
    disk = asked(store, names, event)
    median = statistics.median(disk.values()) * 1000
    order = sorted(disk, key=lambda name: -disk[name])
    slow = ", ".join(f"{name} {disk[name]:.1f}" for name in order if disk[name] > SLOW)
    say(f"{len(disk)} questions: median {median:.1f} ms; above {SLOW} s: {slow or 'none'} ({PATIENCE}: stopped)")
    times = asked(small, names, event)
    ratio = statistics.median(disk[name] / times[name] for name in disk)
    say(f"beside rdflib in memory at {few} reports: median of the ratios {ratio:.3f}")


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else "100000"
    main(int(given)) if given.isdigit() else ask(Path(given), 1000)
