"""What the commands share: one-line errors, progress and tables on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kg.errors import CheckError, KgError, ResourceError
from kg.outputs import write_file

if TYPE_CHECKING:
    from kg.reading import Problem

_SHOWN = 20
_STOPPED = 130
_LONGEST_NAME, _LONGEST_CODE = 20, 12


def run(command: Callable[[], object]) -> int:
    """Run a command; what it raises becomes one line on standard error and an exit code.

    0: fine; 1: the input could not be used, a check failed, or something broke; 2: wrong use; 130: stopped by hand.
    """
    try:
        result = command()
        sys.stdout.flush()
        if result == _STOPPED:
            return _fail("stopped", _STOPPED)
        return result if isinstance(result, int) else 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return _fail("stopped", _STOPPED)
    except KgError as error:
        problems = getattr(error, "problems", None)
        if problems is not None:
            list_problems(problems)
        return _fail(str(error), 1 if problems is not None or isinstance(error, CheckError | ResourceError) else 2)
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        return _failure(error)


def list_problems(problems: Sequence[Problem]) -> None:
    """What was wrong with the input, one line each on standard error: the first 20 of each kind, then how many more."""
    for word, refused in (("skipped", True), ("note", False)):
        lines = [f"{word}: {_one_line(str(problem))}" for problem in problems if problem.refused is refused]
        for line in lines[:_SHOWN]:
            print(line, file=sys.stderr)
        if len(lines) > _SHOWN:
            print(f"{word}: {len(lines) - _SHOWN} more", file=sys.stderr)


def emit(data: str | bytes, out: Path | None) -> None:
    """Write to the file ``out``, whole or not at all, or to standard output where it is None or ``-``."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    if out is not None and str(out) != "-":
        write_file(out, content)
        return
    sys.stdout.buffer.write(content if content.endswith(b"\n") or not content else content + b"\n")


def lines(found: Iterable[str]) -> None:
    """Print lines on standard output, without what could steer a terminal."""
    from kg.text import visible

    for line in found:
        indent = len(line) - len(line.lstrip(" "))
        print(" " * indent + visible(line))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table on standard output. Names and days are kept whole, other columns are broken where it is narrow."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE, show_header=any(columns))
    rows = list(rows)
    for n, column in enumerate(columns):
        longest = _LONGEST_CODE if n else _LONGEST_NAME
        whole = all(" " not in row[n] and len(row[n]) <= longest for row in rows)
        drawn.add_column(column, overflow="fold", no_wrap=whole)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    Console().print(drawn)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on standard error, as the ``on_progress`` of :func:`kg.build`; None where it is not wanted."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        step = bar.add_task("reading", total=None)

        def show(what: str, done: int, total: int) -> None:
            bar.update(step, description=what, completed=done, total=total)

        yield show


def _fail(message: str, code: int) -> int:
    print(f"error: {_one_line(message)}", file=sys.stderr)
    return code


def _failure(error: Exception) -> int:
    if hasattr(error, "format_message"):
        context = getattr(error, "ctx", None)
        hint = f" (see: {context.command_path} --help)" if context is not None else ""
        return _fail(error.format_message() + hint, getattr(error, "exit_code", 2))
    if isinstance(error, OSError):
        return _fail(f"{error.filename or 'input'}: {error.strerror or error}", 2)
    return _fail(f"a fault in Mulaqat, please report it ({type(error).__name__}: {error}); KG_DEBUG=1 shows where", 1)


def _one_line(message: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in message).split())
