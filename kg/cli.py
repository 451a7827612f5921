"""The command line: each command is a thin shell over the function of the same name in :mod:`kg`."""

from __future__ import annotations

import sys
from collections import Counter
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg import console, gold_cli, graph_cli, identity_cli, model_cli, store_cli
from kg.graph_cli import GRAPH, Out

if TYPE_CHECKING:
    from kg.reading import Problem

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="From news reports to a knowledge graph: who met whom, in which role, where, when, and what was said.",
)


class Reader(StrEnum):
    learned = "learned"
    rules = "rules"
    model = "model"


Reports = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders of reports; - is stdin.")]
Lang = Annotated[str | None, typer.Option(help="Language of reports that do not name theirs (ISO 639-1).")]
ReaderName = Annotated[Reader, typer.Option("--reader", help="learned: the model, in Hindi with rules; or one alone.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")]


def main() -> None:
    """Run ``kg`` with the arguments of the process, and exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run ``kg`` with these arguments; the result is the exit code."""
    command = typer.main.get_command(app)
    return console.run(lambda: command.main(arguments, prog_name="kg", standalone_mode=False))


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {kg.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    gazetteer: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Names of places of your own, as in data/gazetteer; may be repeated."),
    ] = None,
) -> None:
    """Options before the command."""
    if gazetteer:
        from kg.gazetteer import use

        use(*gazetteer)


@app.command()
def build(
    paths: Reports,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write.")] = GRAPH,
    force: Annotated[bool, typer.Option("--force", help="Replace the output of an earlier build.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Build nothing when a report cannot be used.")] = False,
    lang: Lang = None,
    reader: ReaderName = Reader.learned,
    links: Annotated[
        Path | None, typer.Option("--links", metavar="FILE", help="Judgements on who is who, as kg link writes them.")
    ] = None,
    linking: Annotated[bool, typer.Option(help="Find out who is who across reports.")] = True,
    quiet: Quiet = False,
) -> None:
    """Read reports and write a graph: Turtle, TriG, JSON lines, a page, and a store for kg query."""
    with console.progress(quiet) as on_progress:
        graph = kg.build(
            paths,
            out,
            force=force,
            strict=strict,
            lang=lang,
            reader=reader.value,
            links=(links or ()) if linking else None,
            stdin=sys.stdin.buffer,
            on_progress=on_progress,
        )
    console.list_problems(graph.problems)
    if not quiet:
        console.table(("", ""), _summary(graph))


@app.command()
def extract(
    paths: Reports, out: Out = None, lang: Lang = None, reader: ReaderName = Reader.learned, quiet: Quiet = False
) -> None:
    """Write what is found in each report as JSON lines."""
    from kg.records import dumps

    problems: list[Problem] = []
    with console.progress(quiet) as on_progress:
        found = kg.extract(
            paths,
            lang=lang,
            reader=reader.value,
            stdin=sys.stdin.buffer,
            on_problem=problems.append,
            on_progress=on_progress,
        )
    if not found:
        raise kg.BuildError("no report could be used", tuple(problems))
    console.list_problems(problems)
    console.emit(dumps(found), out)


graph_cli.attach(app)
store_cli.attach(app)
app.add_typer(identity_cli.app)


@app.command()
def languages() -> None:
    """List the languages there are."""
    for code in kg.languages():
        typer.echo(code)


@app.command()
def dates(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text; - is stdin.")],
    lang: Annotated[str, typer.Option(help="Its language: ar, en, fa, hi or ur.")],
    published: Annotated[str | None, typer.Option(metavar="DAY", help="The day it was written, YYYY-MM-DD.")] = None,
    epochs: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A Turtle file with beginnings of counted days of your own.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a time, with all that is known of it.")] = False,
    out: Out = None,
) -> None:
    """Find every expression of calendar time in a text, and tell which days it means."""
    from kg.records import plain_lines

    found = kg.dates(sys.stdin.read() if text == "-" else text, lang, published=published, epochs=epochs)
    if json or out:
        console.emit(plain_lines([*found.whens, *found.counts]), out)
    else:
        rows = [(w.text, w.edtf, str(w.earliest or ""), str(w.latest or ""), w.basis, w.rule) for w in found.whens]
        console.table(("words", "value", "first day", "last day", "basis", "rule"), rows)
    for notice in found.warnings:
        typer.echo(f"note: {notice.message}", err=True)


@app.command()
def types() -> None:
    """List the types of events there are, with the parts in them and their codes."""
    columns = ("type", "in English", "in Hindi", "parts", "codes")
    rows = [
        (t.id, t.label("en"), t.label("hi"), ", ".join(t.roles), ", ".join(" ".join(code) for code in t.notations))
        for t in kg.types()
    ]
    console.table(columns, rows)


app.command()(model_cli.evaluate)
app.command()(model_cli.train)
app.command()(model_cli.mix)
app.add_typer(gold_cli.app, name="gold")


def _unsure(graph: kg.KnowledgeGraph) -> str:
    count = sum(link.verdict == "unsure" for link in graph.links)
    return f"{count} (kg review -g {graph.path})" if count else "0"


def _summary(graph: kg.KnowledgeGraph) -> list[tuple[str, str]]:
    from kg.pipeline import FILES

    found = graph.extractions
    kinds = {
        kind: {e.id for x in found for e in x.entities if e.kind == kind}
        for kind in ("person", "organization", "place")
    }
    status = Counter({e.id: e.status for x in found for e in x.events}.values())
    warnings = sum(len(x.warnings) for x in found)
    rows = [
        ("reports read", str(len(found))),
        ("reports skipped", str(sum(problem.refused for problem in graph.problems))),
        ("warnings", f"{warnings} (kg query warnings -g {graph.path})" if warnings else "0"),
        ("persons", str(len(kinds["person"]))),
        ("organizations", str(len(kinds["organization"]))),
        ("places", str(len(kinds["place"]))),
        ("events", ", ".join([str(sum(status.values())), *(f"{n} {s}" for s, n in sorted(status.items()))])),
        ("statements", str(len({c.id for x in found for c in x.claims}))),
        ("joined", str(sum(link.verdict == "same" for link in graph.links))),
        ("unsure", _unsure(graph)),
    ]
    return rows + [("written", str(graph.path / name)) for name in FILES if graph.path is not None]
