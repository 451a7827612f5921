"""The SPARQL 1.1 Protocol (W3C Recommendation of 2013), its query operation; there is no update."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.server.engine import Engine
from kg.server.limits import Limits, Refused
from kg.store.bound import bound_text
from kg.store.guard import refuse_unsafe
from kg.store.prefixes import QUERY_PREFIXES

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_GRAPHS = ("default-graph-uri", "named-graph-uri")
_MOST_FIELDS = 100
_BODY_SECONDS = 10
_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\Z")

ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it came: its text, and the graphs it is to be asked of."""

    text: str
    graphs: list[tuple[str, str]]


async def answer(request: Request, engine: Engine) -> Response:
    """The answer to a request to ``/sparql``. Raises :class:`Refused` for everything but a query that can be asked."""
    asked = await read(request, engine.limits)
    try:
        refuse_unsafe(asked.text)
        text, form = bound_text(asked.text, {})
    except QueryError as error:
        raise Refused(400, str(error)) from error
    triples = form in ("CONSTRUCT", "DESCRIBE")
    accept = request.headers.get("accept", "")
    if triples:
        media = negotiated(accept, list(TRIPLES))
        lines = await _lines(engine, text, "application/n-triples", asked.graphs, 0)
        return Response(as_triples(lines, media), media_type=media)
    offered = list(ROWS) if form == "SELECT" else [media for media in ROWS if not media.startswith("text/")]
    media = negotiated(accept, offered)
    source, head = (ox.QueryResultsFormat.TSV, 1) if form == "SELECT" else (ox.QueryResultsFormat.JSON, 0)
    content = await _lines(engine, text, source.media_type, asked.graphs, head)
    if source != ROWS[media]:
        content = ox.parse_query_results(content, format=source).serialize(format=ROWS[media]) or b""
    return Response(content, media_type=media)


async def read(request: Request, limits: Limits) -> Asked:
    """The query in a request, by one of the three ways of the protocol (2.1). Raises :class:`Refused`."""
    in_address = _fields(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        fields = in_address
    elif request.method != "POST":
        raise Refused(405, "only GET and POST; this endpoint is for queries")
    else:
        media, _, rest = request.headers.get("content-type", "").partition(";")
        media = media.strip().lower()
        if "charset" in rest.lower() and "utf-8" not in rest.lower():
            raise Refused(415, "write the query in UTF-8")
        if media == "application/sparql-update":
            raise Refused(403, "this endpoint is read-only; there is no update")
        if media not in (FORM, DIRECT):
            raise Refused(415, f"send the query as {FORM} or {DIRECT}")
        body = await _body(request, limits)
        if media == FORM:
            fields = [*(field for field in in_address if field[0] in _GRAPHS), *_fields(body)]
        else:
            fields = [*in_address, ("query", _utf8(body))]
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in fields):
        raise Refused(403, "this endpoint is read-only; there is no update")
    queries = [value for name, value in fields if name == "query"]
    if len(queries) != 1:
        raise Refused(400, f"give one query; here are {len(queries)}")
    return Asked(queries[0], [field for field in fields if field[0] in _GRAPHS])


def negotiated(accept: str, offered: Sequence[str]) -> str:
    """Which of the media types ``offered`` a client wants most (RFC 9110, 12.5.1); the first where all are welcome.

    Raises :class:`Refused` where it wants none of them.
    """
    ranges: list[tuple[str, float]] = []
    for part in accept.lower().split(",")[:_MOST_FIELDS]:
        media, *parameters = (piece.strip() for piece in part.split(";"))
        weights = [found[1] for piece in parameters if (found := _QUALITY.match(piece.replace(" ", "")))]
        if media:
            ranges.append((media, float(weights[0]) if weights else 1.0))
    if not ranges:
        return offered[0]

    def quality(media: str) -> float:
        for wanted in (media, media.partition("/")[0] + "/*", "*/*"):
            found = [weight for name, weight in ranges if name == wanted]
            if found:
                return max(found)
        return 0.0

    best = max(offered, key=quality)
    if quality(best) <= 0:
        raise Refused(406, f"there are: {', '.join(offered)}")
    return best


def as_triples(lines: bytes, media: str) -> bytes:
    """N-Triples, each triple once, as another media type of :data:`TRIPLES`."""
    found = sorted({quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)}, key=str)
    format = TRIPLES[media]
    prefixes = QUERY_PREFIXES if format in (ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML) else None
    return ox.serialize(found, format=format, prefixes=prefixes) or b""


async def _lines(engine: Engine, text: str, accept: str, graphs: list[tuple[str, str]], head: int) -> bytes:
    """An answer that has a line a row, after ``head`` lines, if it is within the limits."""
    limits, content, rows = engine.limits, bytearray(), -head
    async with engine.asked(text, accept, graphs) as pieces:
        async for piece in pieces:
            content += piece
            rows += piece.count(b"\n")
            if rows > limits.rows:
                raise Refused(413, f"the answer has more than {limits.rows} rows; ask for less (LIMIT, OFFSET)")
            if len(content) > limits.bytes:
                raise Refused(413, f"the answer has more than {limits.bytes} bytes; ask for less (LIMIT, OFFSET)")
    return bytes(content)


async def _body(request: Request, limits: Limits) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > limits.body:
                    raise Refused(413, f"at most {limits.body} bytes")
    except (TimeoutError, ClientDisconnect):
        raise Refused(408, "the request did not come to its end") from None
    return bytes(body)


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        text = encoded.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise Refused(400, "the parameters cannot be read; write them percent-encoded, in UTF-8") from error


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "write the query in UTF-8") from error
