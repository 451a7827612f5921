"""GEXF 1.2 (Gephi): the same nodes and edges as GraphML."""

from __future__ import annotations

import io
import re

from rdflib import Dataset

from kg.exporters.graphml import network

_STAMP = re.compile(rb' lastmodifieddate="[^"]*"')


def gexf(dataset: Dataset) -> bytes:
    """The merge of all reports as GEXF (UTF-8), nodes and edges sorted, without the day of writing."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_gexf(network(dataset), out, encoding="utf-8", prettyprint=True)
    return _STAMP.sub(b"", out.getvalue())
