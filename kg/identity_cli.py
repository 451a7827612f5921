"""The commands of identity: who is who, what is unsure, what is the same, what reports tell differently."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg import console

if TYPE_CHECKING:
    from kg.nouns import Link

app = typer.Typer()

Graph = Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="The output folder of kg build.")]
File = Annotated[
    Path, typer.Option("--links", metavar="FILE", help="The file of judgements to add to; kg build --links goes by it.")
]
By = Annotated[str, typer.Option(help="Who says so; by default the user of this computer.")]
Why = Annotated[str, typer.Option(help="The reason, for those who read the file.")]
One = Annotated[str, typer.Argument(metavar="A", help="A name, an id, an IRI, or an occurrence REPORT#ID.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Another.")]
GRAPH, LINKS = Path("graph"), Path("links.tsv")


@app.command()
def who(
    name: Annotated[str, typer.Argument(help="A name in any spelling, an id, an IRI or an occurrence.")],
    graph: Graph = GRAPH,
) -> None:
    """Show who is meant by a name: every spelling, why they were taken for one, and what else is near."""
    lines: list[str] = []
    for found in kg.who(graph, name):
        lines.append(f"{found.kind} {found.id}")
        lines += [f"  {spelling} ({', '.join(reports)})" for spelling, reports in found.spellings]
        lines += [_told("same", link) for link in found.joined]
        lines += [_told(link.verdict, link) for link in found.near]
    console.lines(lines)


@app.command()
def review(
    graph: Graph = GRAPH,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
) -> None:
    """Show the pairs that the evidence leaves open, the likeliest first, with what reports say of both."""
    lines: list[str] = []
    doubts = kg.review(graph, limit)
    for number, doubt in enumerate(doubts, 1):
        lines.append(f"{number}. {doubt.link.why}")
        for side in (doubt.left, doubt.right):
            told = "; ".join([*side.names, *side.titles])
            lines += [f"  {side.occurrence}", f"    {told}", f"    {side.sentence}"]
    console.lines(lines or ["nothing is unsure"])


@app.command()
def link(a: One, b: Other, graph: Graph = GRAPH, links: File = LINKS, by: By = "", why: Why = "") -> None:
    """Say that two are one: a line in a file of judgements, which kg build --links goes by."""
    _written(kg.link(graph, a, b, file=links, by=by, why=why), links)


@app.command()
def unlink(a: One, b: Other, graph: Graph = GRAPH, links: File = LINKS, by: By = "", why: Why = "") -> None:
    """Say that two are different, also where the graph has them as one: a line in a file of judgements."""
    _written(kg.unlink(graph, a, b, file=links, by=by, why=why), links)


@app.command()
def compare(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="An event: its IRI, id or occurrence.")],
    graph: Graph = GRAPH,
) -> None:
    """Show how each report tells an event, and in what they differ."""
    found = kg.compare(graph, event)
    columns = ("report", "who", "day", "place", "mode", "status", "words", "source")
    rows = [
        (v.report, "\n".join(v.who), v.date, v.place, v.mode, v.status, v.words, v.publisher) for v in found.versions
    ]
    console.table(columns, rows)
    console.lines(
        [f"{d.field}: {d.left_value} ({d.left}) ≠ {d.right_value} ({d.right})" for d in found.differences]
        or ["the reports do not differ" if len(rows) > 1 else "one report tells it"]
    )


def _told(word: str, link: Link) -> str:
    by = f", {link.by.partition(':')[2]} {link.when or ''}".rstrip() if link.by.startswith("human:") else ""
    return f"    {word}: {link.left} ~ {link.right}: {link.why or 'no reason given'}{by}"


def _written(link: Link, file: Path) -> None:
    console.lines([f"{link.left} {link.verdict} {link.right}", f"now build again with --links {file}"])
