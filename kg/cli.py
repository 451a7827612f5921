"""The command line: each command is a thin shell over the function of the same name in :mod:`kg`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from io import TextIOWrapper
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg import console, gold_cli, identity_cli, model_cli, store_cli

if TYPE_CHECKING:
    from kg.queries import Evidence, Parameter
    from kg.reading import Problem

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="From news reports to a knowledge graph: who met whom, in which role, where, when, and what was said.",
)


app.add_typer(gold_cli.app, name="gold")
app.command()(model_cli.evaluate)
app.command()(model_cli.train)
app.add_typer(identity_cli.app)
store_cli.attach(app)


class RowFormat(StrEnum):
    """How rows are shown: the forms of :func:`kg.queries.rows_as`."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"


class Reader(StrEnum):
    learned = "learned"
    rules = "rules"
    model = "model"


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


Reports = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders of reports; - is stdin.")]
Lang = Annotated[str | None, typer.Option(help="Language of reports that do not name theirs (ISO 639-1).")]
Graph = Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="The output folder of kg build.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to a file, whole or not at all.")]
ReaderName = Annotated[Reader, typer.Option("--reader", help="learned: the model, in Hindi with rules; or one alone.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")]
GRAPH = Path("graph")


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


@app.command()
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


@app.command()
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


@app.command()
def explain(node: Annotated[str, typer.Argument(help="An IRI of the graph, or a name.")], graph: Graph = GRAPH) -> None:
    """Show the sentences behind a thing, with the words, their place and the rule that found them."""
    console.emit("".join(f"{line}\n" for line in _told(kg.explain(graph, node))), None)


@app.command()
def check(graph: Graph = GRAPH) -> int:
    """Check the graph against the shapes of its vocabulary (SHACL), report by report."""
    from kg.text import visible

    violations = kg.check(graph)
    for violation in violations:
        typer.echo(visible(str(violation)))
    typer.echo(f"{len(violations)} violations" if violations else "no violations")
    return 1 if violations else 0


@app.command()
def export(
    format: Annotated[GraphFormat, typer.Option("--format", "-f", help="What to write.")],
    graph: Graph = GRAPH,
    out: Out = None,
) -> None:
    """Write the graph in another format."""
    console.emit(kg.export(graph, format.value), out)


@app.command()
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
