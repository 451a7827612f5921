"""The notebooks run from the first cell to the last, and are kept without outputs."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import kg

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def outputs(notebook: nbformat.NotebookNode) -> list[str]:
    """What each code cell shows: its printed text and its plain or HTML result."""
    shown = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            shown.append(output.get("text", "") + data.get("text/html", data.get("text/plain", "")))
    return shown


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_notebook_is_kept_without_outputs(file: Path) -> None:
    notebook = nbformat.read(file, as_version=4)
    assert outputs(notebook) == []
    assert all(cell.get("execution_count") is None for cell in notebook.cells)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_notebook_runs(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(FOLDER.parent))
    notebook = nbformat.read(file, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}})
    client.execute()
    codes = [cell for cell in notebook.cells if cell.cell_type == "code" and "import" not in cell.source.split("\n")[0]]
    assert all(cell.outputs for cell in codes)


def test_first_notebook_builds_asks_and_looks() -> None:
    source = "\n".join(cell.source for cell in nbformat.read(FOLDER / "01_first_graph.ipynb", as_version=4).cells)
    assert [word for word in ("kg.build", "kg.query", "kg.explain", "kg.view") if word not in source] == []


def test_notebooks_are_those_that_were_promised() -> None:
    assert [file.stem for file in NOTEBOOKS] == ["01_first_graph", "02_ask_and_look", "03_your_own_reports"]


def test_reports_of_ones_own_disagree_on_the_page() -> None:
    source = "\n".join(
        cell.source
        for cell in nbformat.read(FOLDER / "03_your_own_reports.ipynb", as_version=4).cells
        if cell.cell_type == "code" and "kg.build(reports)" in cell.source
    )
    found: dict[str, object] = {}
    exec(source, found)
    page = kg.view(found["graph"]).html  # type: ignore[arg-type]
    assert '"differ":["status"]' in page and "घाटी रेडियो" in page
