"""The commands that ask a built graph, look into it, check it, draw it and write it in other formats."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg import console

if TYPE_CHECKING:
    from kg.queries import Evidence, Parameter

GRAPH = Path("graph")
Graph = Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="The output folder of kg build.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to a file, whole or not at all.")]


class RowFormat(StrEnum):
    """How rows are shown: the forms of :func:`kg.queries.rows_as`."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"


class GraphFormat(StrEnum):
    """What a graph is written as: the keys of :data:`kg.exporters.EXPORTERS`."""

    ttl = "ttl"
    trig = "trig"
    nq = "nq"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    parquet = "parquet"
    plover = "plover"
    views = "views"
    void = "void"


def attach(app: typer.Typer) -> None:
    """Put the commands into ``app``."""
    for command in (query, questions, explain, check, export, view):
        app.command()(command)


def query(
    question: Annotated[str, typer.Argument(help="A named question, SPARQL text, or an .rq file; - is stdin.")],
    graph: Graph = GRAPH,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the question; may be repeated."),
    ] = None,
    format: Annotated[RowFormat, typer.Option("--format", "-f", help="How to show the rows.")] = RowFormat.table,
    out: Out = None,
) -> None:
    """Ask the graph: a named question (see kg questions) or SPARQL."""
    from kg.queries import rows_as

    text = sys.stdin.read() if question == "-" else question
    rows = kg.query(graph, text, **_parameters(param or []))
    console.emit(rows_as(rows, format.value), out)
    if rows.cut:
        typer.echo("there is more: give -p most=NUMBER, or -p most=0 for all", err=True)


def questions(
    name: Annotated[str | None, typer.Argument(help="Show this question with its SPARQL text.")] = None,
) -> None:
    """List the named questions, or show one."""
    from kg.queries.ask import find_question

    if name is not None:
        typer.echo(find_question(name).text.rstrip())
        return
    rows = [(q.name, q.english, " ".join(_parameter(p) for p in q.parameters)) for q in kg.questions()]
    console.table(("name", "question", "parameters"), rows)


def explain(node: Annotated[str, typer.Argument(help="An IRI of the graph, or a name.")], graph: Graph = GRAPH) -> None:
    """Show the sentences behind a thing, with the words, their place and the rule that found them."""
    console.emit("".join(f"{line}\n" for line in _told(kg.explain(graph, node))), None)


def check(graph: Graph = GRAPH) -> int:
    """Check the graph against the shapes of its vocabulary (SHACL), report by report."""
    from kg.text import visible

    violations = kg.check(graph)
    for violation in violations:
        typer.echo(visible(str(violation)))
    typer.echo(f"{len(violations)} violations" if violations else "no violations")
    return 1 if violations else 0


def export(
    format: Annotated[GraphFormat, typer.Option("--format", "-f", help="What to write.")],
    graph: Graph = GRAPH,
    out: Out = None,
) -> None:
    """Write the graph in another format."""
    console.emit(kg.export(graph, format.value), out)


def view(
    graph: Graph = GRAPH,
    focus: Annotated[str | None, typer.Option(help="Only what lies around this name or IRI.")] = None,
    depth: Annotated[int, typer.Option(min=1, help="How many steps around the focus.")] = 2,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Events from this day (YYYY-MM-DD).")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Events up to this day.")] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Events of this type (see kg types); repeatable.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many nodes at first.")] = 300,
    lang: Annotated[str, typer.Option(help="The language it opens in: ar, en, fa, hi or ur.")] = "en",
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The page to write.")] = Path("view.html"),
) -> None:
    """Draw the graph, or a part of it, as a page that works offline."""
    page = kg.view(
        graph, focus, depth=depth, since=since, until=until, types=type_ or (), limit=limit, lang=lang, path=out
    )
    typer.echo(str(page.path))
    if open_:
        typer.launch(str(page.path))


def _told(evidence: Iterable[Evidence]) -> Iterator[str]:
    """The lines of ``kg explain``: each sentence once, below it the words in it and what they are evidence of."""
    from kg.text import visible

    def sentence(e: Evidence) -> tuple[object, ...]:
        return e.report, e.number, e.sentence, e.published, e.title

    for (report, number, words, published, title), found in groupby(evidence, sentence):
        yield visible(", ".join(str(part) for part in (report, title, published, f"sentence {number}") if part))
        yield f"  {visible(str(words or ''))}"
        for e in found:
            yield "    " + visible(
                f"{e.start}-{e.end}: {e.words} ({e.kind}, {e.rule or 'no rule'}, {e.confidence:.2f})"
            )
        yield ""


def _parameter(parameter: Parameter) -> str:
    return parameter.name if parameter.default is None else f"{parameter.name}={parameter.default}"


def _parameters(given: list[str]) -> dict[str, str]:
    found = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f"{item!r} is not of the form name=value", param_hint="--param")
        found[name] = value
    return found
