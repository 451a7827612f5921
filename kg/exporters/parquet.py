"""Parquet tables of events, participations, claims and persons, in a ZIP archive. Needs the extra ``parquet``."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator

from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS, Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from kg.errors import StoreError
from kg.exporters.labels import first, label, local
from kg.exporters.participations import participations
from kg.graph.namespaces import KG

EVENTS = ("event", "type", "status", "mode", "date", "earliest", "latest", "edtf", "place", "report")
CLAIMS = ("claim", "speaker", "kind", "text", "report")
PERSONS = ("person", "name", "names", "same_as")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)

Row = tuple[str, ...]


def parquet(dataset: Dataset) -> bytes:
    """A ZIP archive of Parquet tables, all cells text, rows sorted; days stay as they are written, empty is null.

    Raises :class:`kg.errors.StoreError` where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise StoreError("parquet needs pyarrow; install it with: pip install 'mulaqat[parquet]'") from error
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        for name, (columns, rows) in tables(dataset).items():
            cells = {column: [row[n] or None for row in rows] for n, column in enumerate(columns)}
            table = pa.table(cells, schema=pa.schema([(column, pa.string()) for column in columns]))
            out = io.BytesIO()
            pq.write_table(table, out)
            zipped.writestr(zipfile.ZipInfo(f"{name}.parquet", _LONG_AGO), out.getvalue())
    return archive.getvalue()


def tables(dataset: Dataset) -> dict[str, tuple[Row, list[Row]]]:
    """The columns and the sorted rows of each table."""
    graphs = [graph for graph in dataset.graphs() if graph.identifier != DATASET_DEFAULT_GRAPH_ID]
    head, *rows = csv.reader(io.StringIO(participations(dataset, guarded=False).decode("utf-8"), newline=""))
    return {
        "events": (EVENTS, sorted(row for graph in graphs for row in _events(graph))),
        "participations": (tuple(head), [tuple(row) for row in rows]),
        "claims": (CLAIMS, sorted(row for graph in graphs for row in _claims(graph))),
        "persons": (PERSONS, sorted(_persons(dataset.default_graph))),
    }


def _events(graph: Graph) -> Iterator[Row]:
    for event in graph.subjects(RDF.type, KG.Event):
        place = graph.value(event, KG.place)
        yield (
            str(event),
            *(local(graph.value(event, property)) for property in (KG.eventType, KG.status, KG.mode)),
            *(first(graph, event, property) for property in (KG.date, KG.earliest, KG.latest, KG.edtf)),
            label(graph, place) if place else "",
            _report(graph, event),
        )


def _claims(graph: Graph) -> Iterator[Row]:
    for claim in graph.subjects(RDF.type, KG.Claim):
        speaker = graph.value(claim, KG.speaker)
        kind = local(graph.value(claim, KG.claimType))
        yield (
            str(claim),
            label(graph, speaker) if speaker else "",
            kind,
            first(graph, claim, KG.text),
            _report(graph, claim),
        )


def _persons(graph: Graph) -> Iterator[Row]:
    for person in graph.subjects(RDF.type, FOAF.Person):
        names = {str(o) for p in (RDFS.label, SKOS.altLabel) for o in graph.objects(person, p)}
        same = sorted(str(o) for o in graph.objects(person, SKOS.exactMatch))
        yield str(person), label(graph, person), "; ".join(sorted(names)), " ".join(same)


def _report(graph: Graph, node: Node) -> str:
    report = graph.value(node, KG.reportedIn)
    return first(graph, report, DCTERMS.identifier) if report else ""
