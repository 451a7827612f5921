"""The commands that change, keep and serve a graph folder: add, retract, refresh, status, verify, backup and more."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg import console

if TYPE_CHECKING:
    from kg.upkeep import Changes

GRAPH = Path("graph")
Graph = Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="The folder of the graph.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")]
Unchecked = Annotated[bool, typer.Option("--no-check", help="Do not hold each report against the shapes.")]


def attach(app: typer.Typer) -> None:
    """Put the commands into ``app``."""
    for command in (add, retract, refresh, status, verify, backup, restore, serve):
        app.command()(command)


def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders of reports; - is stdin.")],
    graph: Graph = GRAPH,
    strict: Annotated[bool, typer.Option("--strict", help="Change nothing when a report cannot be used.")] = False,
    lang: Annotated[str | None, typer.Option(help="Language of reports that do not name theirs (ISO 639-1).")] = None,
    reader: Annotated[str, typer.Option("--reader", help="learned, rules or model, as for kg build.")] = "learned",
    no_check: Unchecked = False,
    quiet: Quiet = False,
) -> None:
    """Add reports to a graph; a report whose id is there already replaces that one."""
    with console.progress(quiet) as on_progress:
        done = kg.add(
            paths,
            graph,
            strict=strict,
            lang=lang,
            reader=reader,
            checked=not no_check,
            stdin=sys.stdin.buffer,
            on_progress=on_progress,
        )
    _tell(done, quiet)


def retract(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of reports (kg query reports lists them).")],
    graph: Graph = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Take reports back; what no other report says leaves the graph."""
    with console.progress(quiet) as on_progress:
        done = kg.retract(ids, graph, on_progress=on_progress)
    _tell(done, quiet)


def refresh(graph: Graph = GRAPH, no_check: Unchecked = False, quiet: Quiet = False) -> None:
    """Read again what an earlier version read, and finish what a run that was stopped left."""
    with console.progress(quiet) as on_progress:
        done = kg.refresh(graph, checked=not no_check, on_progress=on_progress)
    _tell(done, quiet)


def status(graph: Graph = GRAPH) -> int:
    """Show what the graph holds and what is out of date; exit code 1 where something is."""
    found = kg.status(graph)
    rows = [("reports", str(found.reports))]
    rows += [(f"in {lang}", str(number)) for lang, number in found.languages.items()]
    rows += [(f"read by {extractor}", str(number)) for extractor, number in found.extractors.items()]
    rows += [("read by an earlier version", str(len(found.old))), ("not in the store yet", str(found.unfinished))]
    rows += [("files", "older than the store" if found.files_stale else "up to date"), ("store", found.engine)]
    console.table(("", ""), rows)
    if not found.current:
        typer.echo(f"kg refresh -g {graph} brings it up to date")
    return 0 if found.current else 1


def verify(graph: Graph = GRAPH, quiet: Quiet = False) -> int:
    """Hold every text, offset and triple against what was written; exit code 1 where something is wrong."""
    from kg.text import visible

    with console.progress(quiet) as on_progress:
        faults = kg.verify(graph, on_progress=on_progress)
    for fault in faults:
        typer.echo(visible(str(fault)))
    typer.echo(f"{len(faults)} faults" if faults else "no faults")
    return 1 if faults else 0


def backup(
    graph: Graph = GRAPH,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file to write.")] = Path("graph.zip"),
    quiet: Quiet = False,
) -> None:
    """Write all that is kept to one file: extractions, and the graphs as N-Quads."""
    with console.progress(quiet) as on_progress:
        typer.echo(str(kg.backup(graph, out, on_progress=on_progress)))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that kg backup wrote.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write.")] = GRAPH,
    force: Annotated[bool, typer.Option("--force", help="Replace the graph that is there.")] = False,
    quiet: Quiet = False,
) -> None:
    """Make a graph folder of a backup."""
    with console.progress(quiet) as on_progress:
        typer.echo(str(kg.restore(file, out, force=force, on_progress=on_progress)))


def serve(
    graph: Graph = GRAPH,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen, on 127.0.0.1.")] = 7878,
    seconds: Annotated[int, typer.Option(min=1, help="How long a query may take.")] = 30,
    rows: Annotated[int, typer.Option(min=1, help="How many rows an answer may have.")] = 10_000,
    host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name by which a proxy calls it; may be repeated.")
    ] = None,
) -> None:
    """Serve the graph on this machine, read-only: SPARQL, an editor, pages, the named questions."""
    kg.serve(graph, port=port, seconds=seconds, rows=rows, hosts=host or ())


def _tell(done: Changes, quiet: bool) -> None:
    console.list_problems(done.problems)
    if quiet:
        return
    counts = [
        ("added", len(done.added)),
        ("replaced", len(done.replaced)),
        ("retracted", len(done.retracted)),
        ("unchanged", len(done.unchanged)),
        ("refused", sum(problem.refused for problem in done.problems)),
        ("graphs written", done.written),
    ]
    console.table(("", ""), [(what, str(number)) for what, number in counts if number])
