"""The web app: which address gives what, with the headers and refusals that all share."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError, QueryError, StoreError
from kg.queries import query, questions, rows_as
from kg.queries.ask import find_question
from kg.server import pages
from kg.server.engine import Engine
from kg.server.explored import Explored
from kg.server.limits import Limits, Refused
from kg.server.protocol import TRIPLES, answer, as_triples, negotiated
from kg.store import Rows, Server
from kg.store.remote import RemoteStore
from kg.store.terms import from_oxigraph

HOSTS = ("127.0.0.1", "localhost", "[::1]")
_KIND, _KEY = re.compile(r"[a-z]{1,40}\Z"), re.compile(r"[A-Za-z0-9._-]{1,200}\Z")
_ABOUT = (
    "CONSTRUCT {{ {node} ?p ?o . ?s ?q {node} }} WHERE {{ {{ {node} ?p ?o }} UNION {{ ?s ?q {node} }} }} LIMIT {most}"
)
_MOST = 2000
_FORMATS = {
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
_TABLES = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/sparql-results+json"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        " font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
}


def app(store: Path, limits: Limits | None = None, hosts: Sequence[str] = ()) -> Starlette:
    """The app over a store. ``hosts`` are further names by which it may be called, such as that of a proxy."""
    engine = Engine(store, limits or Limits())
    explored = Explored(store.parent)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        async with engine.slot():
            pass
        yield
        await engine.close()

    def route(path: str, endpoint: Callable[[Request, Engine], Awaitable[Response]], *methods: str) -> Route:
        return Route(path, partial(_answered, endpoint, engine), methods=list(methods) or ["GET"])

    every = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
    return Starlette(
        routes=[
            route("/", _explorer),
            route("/style.css", _style),
            route("/explorer.js", _script),
            route("/yasgui.min.js", _asset),
            route("/yasgui.min.css", _asset),
            route("/graph/", partial(_graph, explored)),
            route("/graph/data/{name}", partial(_graph_data, explored)),
            route("/sparql", answer, *every),
            route("/sparql/", answer, *every),
            route("/questions", _questions),
            route("/questions/{name}", _question),
            route("/entity/{kind}/{key}", _entity),
        ],
        middleware=[
            Middleware(Headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=[*HOSTS, *hosts], www_redirect=False),
        ],
        exception_handlers={HTTPException: _other},
        lifespan=life,
    )


class Headers:
    """Puts the headers that guard a browser on every answer."""

    def __init__(self, inner: ASGIApp) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and the answer back with headers."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                more = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] += [header for header in more if header[0] not in there]
            await send(message)

        await self.inner(scope, receive, guarded if scope["type"] == "http" else send)


async def _answered(
    endpoint: Callable[[Request, Engine], Awaitable[Response]], engine: Engine, request: Request
) -> Response:
    try:
        return await endpoint(request, engine)
    except Refused as error:
        allowed = {"Allow": "GET, HEAD, POST"} if error.status == 405 else None
        return PlainTextResponse(f"{error.reason}\n", error.status, allowed)
    except QueryError as error:
        return PlainTextResponse(f"{error}\n", 400)
    except KgError as error:
        return PlainTextResponse(f"{error}\n".replace(str(engine.store.parent), "graph"), 503)


async def _other(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


async def _explorer(_: Request, __: Engine) -> Response:
    return HTMLResponse(pages.explorer())


async def _graph(explored: Explored, _: Request, __: Engine) -> Response:
    """The page of the graph, with the policy that stands in its own head."""
    page = await run_in_threadpool(lambda: explored().page("data"))
    return HTMLResponse(page, headers={"Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'"})


async def _graph_data(explored: Explored, request: Request, _: Engine) -> Response:
    name, asked = request.path_params["name"], dict(request.query_params)
    try:
        found = await run_in_threadpool(lambda: explored().answer(name, asked))
    except StoreError:
        raise
    except KgError as error:
        raise Refused(400, str(error)) from error
    return Response(found, media_type="application/json")


async def _style(_: Request, __: Engine) -> Response:
    return Response(pages.STYLE, media_type="text/css")


async def _script(_: Request, __: Engine) -> Response:
    return Response(pages.explorer_script(), media_type="text/javascript")


async def _asset(request: Request, engine: Engine) -> Response:
    name = request.url.path.removeprefix("/")
    media = "text/css" if name.endswith(".css") else "text/javascript"
    return Response(await engine.asset(name), media_type=media, headers={"Cache-Control": "max-age=86400"})


async def _questions(request: Request, _: Engine) -> Response:
    if negotiated(request.headers.get("accept", ""), ["text/html", "application/json"]) == "text/html":
        return HTMLResponse(pages.question_list())
    found = [
        {"name": q.name, "en": q.english, "hi": q.hindi, "parameters": [p.name for p in q.parameters]}
        for q in questions()
    ]
    return Response(json.dumps(found, ensure_ascii=False), media_type="application/json")


async def _question(request: Request, engine: Engine) -> Response:
    name = request.path_params["name"]
    if name not in {question.name for question in questions()}:
        raise Refused(404, "no question of this name; /questions lists them")
    question = find_question(name)
    given = {key: value for key, value in request.query_params.items() if key != "format"}
    unknown = sorted(set(given) - {parameter.name for parameter in question.parameters})
    if unknown:
        raise Refused(400, f"no parameter {unknown[0]!r}")
    format = request.query_params.get("format") or _format(request)
    if format != "html" and format not in _TABLES:
        raise Refused(406, f"there are: html, {', '.join(_TABLES)}")
    missing = [p.name for p in question.parameters if p.default is None and not given.get(p.name)]
    if format == "html" and missing:
        return HTMLResponse(pages.question_page(question, given, None, f"Give {', '.join(missing)}."))
    try:
        rows = await _rows(engine, name, given)
    except QueryError as error:
        if format == "html":
            return HTMLResponse(pages.question_page(question, given, None, str(error)), 400)
        raise
    if format == "html":
        return HTMLResponse(pages.question_page(question, given, rows))
    return Response(rows_as(rows, format), media_type=_TABLES[format])


def _format(request: Request) -> str:
    names = {"text/html": "html", **{media: name for name, media in _TABLES.items()}, "application/json": "json"}
    return names[negotiated(request.headers.get("accept", ""), list(names))]


async def _entity(request: Request, engine: Engine) -> Response:
    kind, key = request.path_params["kind"], request.path_params["key"]
    if not _KIND.match(kind) or not _KEY.match(key):
        raise Refused(404, "no such thing")
    iri = f"{pages.BASE}{kind}/{key}"
    format = request.query_params.get("format")
    if format is not None and format not in _FORMATS:
        raise Refused(406, f"there are: {', '.join(_FORMATS)}")
    media = _FORMATS[format] if format else negotiated(request.headers.get("accept", ""), ["text/html", *TRIPLES])
    text = _ABOUT.format(node=f"<{iri}>", most=_MOST)  # both parts of the IRI are ASCII names
    lines = bytearray()
    async with engine.asked(text, "application/n-triples", []) as pieces:
        async for piece in pieces:
            lines += piece
    if not lines:
        raise Refused(404, "nothing in the graph is known by this address")
    vary = {"Vary": "Accept"}
    if media != "text/html":
        return Response(as_triples(bytes(lines), media), media_type=media, headers=vary)
    found = sorted(
        {
            (from_oxigraph(q.subject), from_oxigraph(q.predicate), from_oxigraph(q.object))
            for q in ox.parse(bytes(lines), format=ox.RdfFormat.N_TRIPLES)
        }
    )
    facts = [(p, o) for s, p, o in found if s == URIRef(iri)]
    uses = [(s, p) for s, p, o in found if s != URIRef(iri)]
    return HTMLResponse(pages.entity_page(iri, facts, uses, request.url.path), headers=vary)


async def _rows(engine: Engine, name: str, given: dict[str, str]) -> Rows:
    """The answer to a named question, within the limits."""
    limits = engine.limits

    def ask(address: str) -> Rows:
        store = RemoteStore(Server(f"{address}/query"), timeout=limits.seconds, most=limits.bytes)
        try:
            return query(store, name, **given)
        finally:
            store.close()

    async with engine.slot() as address:
        rows = await run_in_threadpool(ask, address)
    if len(rows.rows) > limits.rows:
        raise Refused(413, f"the answer has more than {limits.rows} rows; ask for less")
    return rows
