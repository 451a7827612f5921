"""A graph on the web, read-only: SPARQL, pages of things, the named questions. Needs the extra ``serve``."""

from __future__ import annotations

from kg.server.run import serve

__all__ = ["serve"]
