"""``kg gold``: compile, check and count annotated reports (see ``data/gold/WRITING.md``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Annotated reports: compile what was marked up, check it, count it.")

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of annotated reports, such as data/gold.")]


def _report(errors: list[str]) -> int:
    for error in errors:
        typer.echo(error)
    return 1 if errors else 0


@app.command("compile")
def compile_(folder: Folder) -> int:
    """Make NAME.txt and NAME.json of every NAME.gold; FOLDER can also be one such file."""
    from kg.gold import compile_folder

    return _report(compile_folder(folder))


@app.command()
def check(
    folder: Folder,
    against: Annotated[
        Path | None, typer.Option(metavar="OTHER", help="A folder of reports to share no sentence with.")
    ] = None,
) -> int:
    """Check everything that a program can check of annotated reports; exit code 1 where something is wrong."""
    from kg.gold import check as check_folder

    return _report(check_folder(folder, against))


@app.command()
def coverage(folder: Folder) -> None:
    """Show how many reports stand in each cell of the grid of constructions."""
    from kg.gold import coverage as cover

    for found in cover(folder):
        typer.echo(f"{found.lang}: {found.reports} reports, {found.share:.0%} of {len(found.cells)} cells filled")
        for cell, number in found.cells.items():
            typer.echo(f"  {number:5} {cell}")


@app.command()
def figures(folder: Folder) -> None:
    """Print the table of figures of the data card."""
    from kg.gold import as_table
    from kg.gold import figures as count

    typer.echo(as_table(count(folder)))


@app.command()
def split(folder: Folder) -> None:
    """Give each new report to train, dev or test in splits.json; no report is moved."""
    from kg.gold import split as divide

    for name, ids in divide(folder).items():
        typer.echo(f"{name}: {len(ids)} reports")
