"""Which SPARQL server keeps the triples of a folder, where it is not the store inside: ``server.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.resources import read_toml, refuse_missing, refuse_unknown

if TYPE_CHECKING:
    from kg.store.remote import RemoteStore

SERVER = "server.toml"


@dataclass(frozen=True, slots=True)
class Server:
    """The addresses of a SPARQL 1.1 server.

    ``query``, ``update`` and ``graphs`` (Graph Store HTTP Protocol) are web addresses; the last two are needed to
    write only. ``merged`` is the name of a graph that stands for the default graph, for servers that have none of
    their own (Virtuoso); ``user`` and ``password`` are sent when the server asks for them (HTTP Digest).
    """

    query: str
    update: str | None = None
    graphs: str | None = None
    merged: str | None = None
    user: str | None = None
    password: str | None = None

    def open(self) -> RemoteStore:
        """The store at these addresses."""
        from kg.store.remote import RemoteStore

        return RemoteStore(self)


def server_of(folder: Path) -> Server | None:
    """The server of a folder, None where it has a store of its own.

    Raises :class:`kg.errors.ResourceError` for a broken file, :class:`kg.errors.StoreError` for a wrong value.
    """
    file = folder / SERVER
    if not file.is_file():
        return None
    table = read_toml(file)
    refuse_unknown(file, table, set(Server.__dataclass_fields__))
    refuse_missing(file, table, {"query"})
    for key, value in table.items():
        if not isinstance(value, str):
            raise StoreError(f"{file}: {key} is not text; write it in quotes")
    return Server(**table)
