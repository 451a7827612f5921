"""``python -m kg.gold COMMAND FOLDER [--against FOLDER]``: exit code 1 where something is wrong."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.gold import as_table, check, compile_folder, coverage, figures, split


def main() -> int:
    """Run one command over a folder, print one line for each fault."""
    parser = argparse.ArgumentParser(prog="python -m kg.gold", description="Compile and check annotated reports.")
    parser.add_argument("command", choices=("compile", "check", "coverage", "figures", "split"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--against", type=Path, help="check: a folder of reports to share no sentence with")
    arguments = parser.parse_args()
    if arguments.command == "coverage":
        for found in coverage(arguments.folder):
            print(f"{found.lang}: {found.reports} reports, {found.share:.0%} of {len(found.cells)} cells filled")
            print(*(f"  {n:5} {cell}" for cell, n in found.cells.items()), sep="\n")
        return 0
    if arguments.command == "figures":
        print(as_table(figures(arguments.folder)))
        return 0
    if arguments.command == "split":
        print(*(f"{name}: {len(ids)} reports" for name, ids in split(arguments.folder).items()), sep="\n")
        return 0
    run = arguments.command == "compile"
    errors = compile_folder(arguments.folder) if run else check(arguments.folder, arguments.against)
    for error in errors:
        print(error)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
