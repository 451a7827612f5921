"""Real kills (SIGKILL) of a process that adds, corrects and retracts reports, at random moments.

``python -m tests.support.kills FOLDER KILLS SEED`` prints one JSON object. Two sets of reports take turns: a run leads
from the one to the other and is killed somewhere on its way. After each kill what readers see has to be, report by
report, the old state or the new one; the same run again has to end in what a clean run gives, byte for byte. Processes
are forked from one that has loaded everything and opened nothing, so that two hundred kills take minutes.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import kg
from kg.graph.iris import graph
from kg.ledger import Ledger
from kg.store import DiskStore
from tests.upkeep.conftest import dump, report

ONE = {f"r-{n:03}": report(n) for n in range(12)}
TWO = {f"r-{n:03}": report(n, day=25 if n < 5 else None) for n in (*range(8), *range(12, 18))}
SETS = (ONE, TWO)


def lead(folder: Path, wanted: dict[str, kg.Report]) -> None:
    """Bring a folder to a set of reports, in two commands."""
    kg.add(list(wanted.values()), folder, checked=False)
    with Ledger.open(folder) as ledger:
        extra = [row.id for row in ledger.rows() if row.id not in wanted]
    if extra:
        kg.retract(extra, folder)


def lines(folder: Path) -> dict[str, bytes]:
    """What readers see of each report: its graph, sorted, by name."""
    store = DiskStore.read_only(folder / "store")
    return {name: "\n".join(sorted(map(str, store.triples(name)))).encode() for name in store.graphs()}


def faults(folder: Path, clean: list[Path]) -> list[str]:
    """What is neither old nor new after a kill."""
    if not (folder / "store").is_dir():
        return []
    states = [lines(one) for one in clean]
    seen = lines(folder)
    found = [f"{name} is neither old nor new" for name in seen if seen[name] not in [s.get(name) for s in states]]
    both = {graph(id) for id in ONE.keys() & TWO.keys()}
    found += [f"{name} is lost" for name in sorted(both - set(seen))]
    store = DiskStore.read_only(folder / "store")
    for bare in (
        "?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }",
        "GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o }",
    ):
        if str(store.query(f"ASK {{ {bare} }}").rows[0][0]) == "true":
            found.append("the default graph is not the merge")
    return found


def child(work) -> int:
    """Fork a process that does some work and exits; its id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
        os._exit(0)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def check(work) -> str:
    """The text that some work gives in a process of its own."""
    read, write = os.pipe()
    pid = child(lambda: os.write(write, work().encode()))
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read().decode()
    assert ended(pid) == 0
    return text


def main(folder: Path, kills: int, seed: int) -> dict[str, object]:
    chance = random.Random(seed)
    clean = [folder / "one", folder / "two"]
    for path, wanted in zip(clean, SETS, strict=True):
        assert ended(child(lambda path=path, wanted=wanted: lead(path, wanted))) == 0
    dumps = [check(lambda path=path: dump(path).decode()) for path in clean]
    work = folder / "graph"
    began = time.monotonic()
    assert ended(child(lambda: lead(work, ONE))) == 0
    whole = time.monotonic() - began
    done, runs, wrong, at = 0, 0, [], 0
    while done < kills:
        runs += 1
        at = 1 - at
        pid = child(lambda at=at: lead(work, SETS[at]))
        time.sleep(chance.uniform(0, whole))
        os.kill(pid, signal.SIGKILL)
        done += ended(pid) == -signal.SIGKILL
        wrong += json.loads(check(lambda: json.dumps(faults(work, clean))))
        if chance.random() < 0.3:
            continue  # killed again on the way back, without a run to the end between
        assert ended(child(lambda at=at: lead(work, SETS[at]))) == 0
        if check(lambda: dump(work).decode()) != dumps[at]:
            wrong.append(f"run {runs}: the end is not that of a clean run")
        wrong += json.loads(check(lambda: json.dumps([str(f) for f in kg.verify(work)])))
    assert ended(child(lambda: lead(work, SETS[at]))) == 0
    left = sorted(p.name for p in work.iterdir())
    return {"kills": done, "runs": runs, "seconds a run": round(whole, 2), "faults": wrong, "left": left}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
