"""A real ``kg serve``, over a small graph and the three data graphs of the W3C's protocol tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import FOAF, RDF, Dataset, URIRef

import kg
from kg.store import DiskStore
from tests.upkeep.conftest import reports

ROOT = Path(__file__).resolve().parents[2]
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
SECONDS, ROWS = 2, 1000


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "graph"
    kg.add(reports(*range(6)), folder, checked=False)
    data = Dataset()
    for number in (1, 2, 3):
        data.graph(URIRef(DATA.format(number))).add((URIRef(DATA.format(number)), RDF.type, FOAF.Document))
    store = DiskStore.open(folder / "store")
    store.load(data)
    del store
    return folder


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """The address of the server; it ends with the tests."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "kg", "serve", "-g", str(folder), "--port", str(port)]
    command += ["--seconds", str(SECONDS), "--rows", str(ROWS)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            try:
                httpx.get(f"http://127.0.0.1:{port}/style.css", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
        yield client
