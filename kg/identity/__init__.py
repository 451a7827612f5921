"""Who is who in a graph: look it up, look through what is unsure, and say what is the same and what is not."""

from __future__ import annotations

import getpass
import os
from datetime import date
from pathlib import Path

from kg import outputs
from kg.errors import QueryError
from kg.identity.opened import Comparison, Doubt, Graph, Opened, Version, Who, kind_of
from kg.linking import differences, ledger
from kg.nouns import Event, Extraction, Link

LINKS_FILE = "links.tsv"


def who(graph: Graph, name: str) -> tuple[Who, ...]:
    """Everybody and everything that a name (or an id, an IRI, an occurrence ``REPORT#ID``) can mean in a graph.

    Raises :class:`kg.errors.QueryError` where nothing is called so, :class:`kg.errors.StoreError` where the folder is
    no graph.
    """
    opened = Opened(graph)
    return tuple(opened.who(id) for id in opened.ids(name))


def review(graph: Graph, limit: int | None = None) -> tuple[Doubt, ...]:
    """The links that the evidence leaves open, the likeliest first. Raises :class:`kg.errors.StoreError`."""
    opened = Opened(graph)
    doubtful = [link for link in opened.links if link.verdict == "unsure"]
    doubtful.sort(key=lambda link: (-_points(link), link.left, link.right))
    return tuple(Doubt(link, opened.side(link.left), opened.side(link.right)) for link in doubtful[:limit])


def compare(graph: Graph, event: str) -> Comparison:
    """How each report tells an event, and in what they differ.

    ``event`` is an id, an IRI or an occurrence of an event. Raises :class:`kg.errors.QueryError` where there is none.
    """
    opened = Opened(graph)
    (id,) = opened.ids(event, "event")
    versions = tuple(_version(x, e) for x in opened.extractions for e in x.events if e.id == id)
    return Comparison(id, versions, tuple(d for d in differences(opened.extractions) if d.event == id))


def link(
    graph: Graph, a: str, b: str, *, file: str | os.PathLike[str] = LINKS_FILE, by: str = "", why: str = ""
) -> Link:
    """Say that two things of a graph are one: add a line to a file of judgements, which the next build goes by.

    ``a`` and ``b`` are names, ids, IRIs or occurrences (``REPORT#ID``); ``by`` is who says so (by default the user of
    this computer). Raises :class:`kg.errors.QueryError` where a name means nothing or several things, where both are
    one already or of two kinds, :class:`kg.errors.StoreError` where the file cannot be written.
    """
    opened = Opened(graph)
    left, right = opened.one(a), opened.one(b)
    if opened.now[left] == opened.now[right]:
        raise QueryError(f"{a} and {b} are one already: {opened.now[left]}")
    if kind_of(left) != kind_of(right):
        raise QueryError(f"{a} is a {kind_of(left)}, {b} a {kind_of(right)}; only things of one kind can be the same")
    return _write(Path(file), left, right, "same", by, why)


def unlink(
    graph: Graph, a: str, b: str, *, file: str | os.PathLike[str] = LINKS_FILE, by: str = "", why: str = ""
) -> Link:
    """Say that two things of a graph are different: add a line to a file of judgements, which the next build goes by.

    ``a`` and ``b`` as in :func:`link`; two spellings of what is one thing in the graph are taken for two from then on.
    Raises :class:`kg.errors.QueryError` where nothing tells the two apart, :class:`kg.errors.StoreError`.
    """
    opened = Opened(graph)
    left, right = opened.one(a), opened.one(b)
    if left == right:
        raise QueryError(f"{a} and {b} are one in {left.rpartition('#')[0]} itself; name two occurrences (kg who {a})")
    both = [opened.spelled(text, end) for text, end in ((a, left), (b, right))]
    return _write(Path(file), both[0], both[1], "different", by, why)


def _version(extraction: Extraction, event: Event) -> Version:
    names = {entity.id: entity.name for entity in extraction.entities}
    stated = event.when is not None and event.when.basis != "publication"
    return Version(
        extraction.report.id,
        tuple(_titled(names.get(p.entity, p.entity), p.role) for p in event.participations)
        + tuple(names.get(id, id) for id in event.organizations),
        event.when.edtf if stated and event.when else "",
        names.get(event.place or "", ""),
        event.mode or "",
        event.status,
        event.trigger.text,
        extraction.report.publisher or "",
    )


def _titled(name: str, role: str | None) -> str:
    return f"{name} ({role})" if role else name


def _points(link: Link) -> float:
    number, _, _ = link.why.partition(" points")
    try:
        return float(number)
    except ValueError:
        return 0.0


def _write(file: Path, left: str, right: str, verdict: str, by: str, why: str) -> Link:
    """Add a line to a file of judgements; an earlier human line on the pair is replaced."""
    left, right = ledger.ends(left, right)
    line = Link(left, right, verdict, f"human:{by or getpass.getuser()}", why, date.today())  # type: ignore[arg-type]
    kept = [x for x in (ledger.read(file) if file.exists() else ()) if (x.left, x.right) != (left, right)]
    outputs.write_file(file, ledger.dumps([*kept, line]))
    return line
