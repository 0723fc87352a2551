"""The door for browsers and programs: ``kg serve``, read-only. It parses requests, lets ``kg.graph`` and ``kg.views`` work, and replies.

Every piece of work runs in a process that is killed when it takes too long. Starlette and uvicorn come with ``kg[serve]``.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg import vocab
from kg.errors import KgError, QueryError
from kg.graph import counts, editor, feeds, nodes, protocol, query
from kg.graph.event_rows import event_rows
from kg.graph.pool import Busy, Died, Overdue, Pool, refused
from kg.graph.protocol import Reply
from kg.graph.rows import Filter
from kg.graph.store import Store

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}
OPEN = {"access-control-allow-origin": "*", "access-control-expose-headers": "KG-Notice"}
SEALED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
LOCAL = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may cost: seconds of a query and of a page, rows, bytes of a body and of an address, bytes of kept answers."""

    query: float = 10.0
    page: float = 60.0
    rows: int = 100_000
    body: int = 1 << 20
    address: int = 16 << 10
    kept: int = 64 << 20


class Refusal(Exception):  # noqa: N818  # a reply, not a fault of ours
    """A request that is answered by a status and one line."""

    def __init__(self, status: int, line: str, **headers: str) -> None:
        super().__init__(line)
        self.reply = PlainTextResponse(f"{line}\n", status, {name.replace("_", "-"): value for name, value in headers.items()})


# ---- work that is done in the processes of the pool


def render(store: Store, view: str, chosen: Filter) -> Reply:
    """One of the pages that ``kg timeline``, ``kg network`` and ``kg explore`` write."""
    from kg.views.of_store import store_pages

    return Reply(200, "text/html", store_pages(store, (view,), "Policy events", chosen)[0][0].encode("utf-8"))


def feed(store: Store, form: str, chosen: Filter, site: str) -> Reply:
    """The Atom feed or the calendar."""
    rows = event_rows(store, chosen)
    if form == "atom":
        return Reply(200, "application/atom+xml", feeds.atom(rows, site, store.iris.base).encode("utf-8"))
    return Reply(200, "text/calendar", feeds.calendar(rows, site).encode("utf-8"))


def thing(store: Store, kind: str, name: str, accept: str) -> Reply:
    """An event, an actor or an article, as a page or as RDF."""
    node = nodes.find(store, kind, name)
    if node is None:
        return Reply(404, "text/plain", b"there is no such thing here\n")
    media = protocol.negotiate(accept, ("text/html", "application/ld+json", "text/turtle", "application/n-triples", "application/rdf+xml"))
    if media is None:
        return Reply(406, "text/plain", b"there is HTML, JSON-LD, Turtle, N-Triples, RDF/XML\n")
    if media == "text/html":
        return Reply(200, media, _thing_page(store, node).encode("utf-8"))
    if media == "application/ld+json":
        return Reply(200, media, nodes.as_jsonld(store, node))
    return Reply(200, media, store.engine.write_graph(node.triples, media, store.prefixes))


def _thing_page(store: Store, node: nodes.Node) -> str:
    facts = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in nodes.facts(store, node))
    bound = {"events": {"event": node.iri}, "actors": {"actor": node.iri}}.get(node.kind)
    more = ""
    if bound is not None:
        answer = query.run(store, {"events": "sentences", "actors": "timeline"}[node.kind], **bound)
        lines = (f"<tr>{''.join(_cell(store, term) for term in row)}</tr>" for row in answer.rows[:500])
        more = f"<table><thead><tr>{''.join(f'<th>{n}</th>' for n in answer.variables)}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(node.label)}</title>'
        '<link rel="stylesheet" href="/static/query.css"></head>'
        f"<body><header><h1>{escape(node.label)}</h1><nav><a href='/'>Ask the graph</a></nav></header>"
        f"<main><table><tbody>{facts}</tbody></table>{more}</main></body></html>\n"
    )


def _cell(store: Store, term: object) -> str:
    text = "" if term is None else str(term)
    for kind, prefix in (
        ("events", store.prefixes["event"]),
        ("actors", store.prefixes["actor"]),
        ("articles", store.prefixes["doc"]),
        ("instruments", store.prefixes["instrument"]),
    ):
        local = text.removeprefix(prefix)
        if local != text and "/" not in local:
            return f'<td><a href="/{kind}/{escape(local)}">{escape(local)}</a></td>'
    return f"<td>{escape(text)}</td>"


def description(store: Store, accept: str, endpoint: str) -> Reply:
    """What the endpoint says of itself, by SPARQL 1.1 Service Description."""
    from rdflib import Graph

    del store
    text = (
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> . @prefix f: <http://www.w3.org/ns/formats/> .\n"
        f"<{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;\n"
        "sd:feature sd:UnionDefaultGraph ; sd:resultFormat f:SPARQL_Results_JSON , f:SPARQL_Results_XML ,\n"
        "f:SPARQL_Results_CSV , f:SPARQL_Results_TSV , f:Turtle , f:N-Triples , f:RDF_XML , f:JSON-LD ."
    )
    media = protocol.negotiate(accept, protocol.GRAPHS)
    if media is None:
        return Reply(406, "text/plain", f"there are {', '.join(protocol.GRAPHS)}\n".encode())
    name = "json-ld" if media == "application/ld+json" else media
    return Reply(200, media, Graph(bind_namespaces="none").parse(data=text, format="turtle").serialize(format=name, encoding="utf-8"))


def terms(store: Store) -> Reply:
    """What the query page completes and offers."""
    named = [f"pe:{name}" for name in (*vocab.CLASSES, *vocab.PROPERTIES)]
    named += [f"type:{name}" for name in vocab.TYPES] + [f"status:{name}" for name in vocab.STATUSES]
    shipped = [{"name": one.name, "description": one.description, "text": query.load(one.name)} for one in query.names()]
    data = {"prefixes": store.prefixes, "terms": [*named, *(f"{name}:" for name in store.prefixes)], "queries": shipped}
    return Reply(200, "application/json", json.dumps(data).encode())


def health(store: Store) -> Reply:
    """That the store answers, and what it holds."""
    return Reply(200, "application/json", json.dumps({"status": "ok", **counts.counts(store)}).encode())


# ---- requests


class Site:
    """The application over one pool, with its limits; answers are kept, as what the pool reads never changes."""

    def __init__(self, pool: Pool, limits: Limits, hosts: tuple[str, ...] | None) -> None:
        self.pool, self.limits, self.hosts = pool, limits, hosts
        self._kept: dict[tuple[Any, ...], Reply] = {}
        self._size = 0

    async def work(self, limit: float, work: Callable[..., Reply], *arguments: Any) -> Reply:
        """The reply that the work gives, from what is kept where it is there. Raises Refusal."""
        key = (work.__name__, *arguments)
        if key in self._kept:
            return self._kept[key]
        try:
            reply = await self.pool.run(work, *arguments, limit=limit)
        except Busy:
            raise Refusal(503, "too many requests wait; try again", retry_after="1") from None
        except Overdue:
            raise Refusal(504, f"this takes longer than {limit:g} seconds and was ended; ask for less") from None
        except Died:
            raise Refusal(503, "this needed too much memory and was ended; ask for less", retry_after="1") from None
        except KgError as error:
            raise Refusal(400 if isinstance(error, QueryError) else 503, refused(error)) from None
        self._keep(key, reply)
        return reply

    def _keep(self, key: tuple[Any, ...], reply: Reply) -> None:
        self._kept[key] = reply
        self._size += len(reply.body)
        while self._size > self.limits.kept:
            self._size -= len(self._kept.pop(next(iter(self._kept))).body)

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol, for queries."""
        fields = await self._fields(request)
        asked = [value for name, value in fields if name == "query"]
        accept = request.headers.get("accept", "")
        if any(name == "update" for name, _ in fields):
            raise Refusal(403, "this endpoint is read-only")
        if not asked and request.method in ("GET", "HEAD"):
            if "text/html" in accept:
                return Response(status_code=303, headers={"location": "/"})
            return self._send(request, await self.work(self.limits.query, description, accept, f"{_site(request)}sparql"), OPEN)
        if len(asked) != 1:
            raise Refusal(400, "there must be one query")
        graphs = {kind: tuple(value for name, value in fields if name == kind) for kind in ("default-graph-uri", "named-graph-uri")}
        reply = await self.work(self.limits.query, protocol.answer, asked[0], *graphs.values(), accept, self.limits.rows)
        return self._send(request, reply, OPEN | {"content-security-policy": SEALED})

    async def _fields(self, request: Request) -> list[tuple[str, str]]:
        fields = _pairs(request.url.query)
        if request.method != "POST":
            return fields
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await self._body(request)
        if kind == "application/x-www-form-urlencoded":
            return fields + _pairs(body)
        if kind == "application/sparql-query":
            return [*fields, ("query", body)]
        if kind == "application/sparql-update":
            raise Refusal(403, "this endpoint is read-only")
        raise Refusal(415, "send application/sparql-query or application/x-www-form-urlencoded")

    async def _body(self, request: Request) -> str:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > self.limits.body:
                raise Refusal(413, f"a request has at most {self.limits.body} bytes")
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            raise Refusal(400, "the request is not UTF-8") from None

    async def view(self, request: Request) -> Response:
        """/timeline, /network, /explore."""
        name = {"/timeline": "timeline", "/network": "network", "/explore": "explorer"}[request.url.path]
        reply = await self.work(self.limits.page, render, name, _filter(request))
        return self._send(request, reply, {"content-security-policy": _page_policy(reply.body)})

    async def feed(self, request: Request) -> Response:
        """/feed.atom and /calendar.ics."""
        form = request.url.path.rpartition(".")[2]
        return self._send(request, await self.work(self.limits.page, feed, form, _filter(request), _site(request)), OPEN)

    async def thing(self, request: Request) -> Response:
        """/events/{id}, /actors/{id}, /articles/{id}."""
        kind, name = request.url.path.split("/")[1], request.path_params["name"]
        return self._send(request, await self.work(self.limits.query, thing, kind, name, request.headers.get("accept", "")), OPEN)

    async def health(self, request: Request) -> Response:
        """/health."""
        return self._send(request, await self.work(self.limits.query, health), {"cache-control": "no-store"})

    async def static(self, request: Request) -> Response:
        """The query page and its parts; nothing is read from a file."""
        kept = {
            "/": ("text/html", editor.PAGE),
            "/static/query.js": ("text/javascript", editor.SCRIPT),
            "/static/query.css": ("text/css", editor.STYLE),
        }
        if request.url.path == "/static/terms.json":
            return self._send(request, await self.work(self.limits.query, terms), {})
        media, text = kept[request.url.path]
        return self._send(request, Reply(200, media, text.encode("utf-8")), {})

    def _send(self, request: Request, reply: Reply, headers: Mapping[str, str]) -> Response:
        tag = f'"{sha256(reply.body).hexdigest()[:32]}"'
        extra = {"etag": tag, "vary": "accept", **headers}
        if reply.cut:
            extra["kg-notice"] = f"only the first {self.limits.rows} rows are here: add LIMIT and OFFSET for the others"
        if reply.status == 200 and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=extra)
        text = reply.media.startswith(("text/", "application/sparql-results", "application/atom"))
        return Response(reply.body, reply.status, extra | {"content-type": f"{reply.media}; charset=utf-8" if text else reply.media})


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=64)
    except ValueError:
        raise Refusal(400, "the parameters cannot be read: at most 64 of them, in UTF-8") from None


def _site(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/"


def _filter(request: Request) -> Filter:
    fields = _pairs(request.url.query)
    known = ("actor", "since", "until", "type", "status", "as_of")
    unknown = sorted({name for name, _ in fields} - set(known))
    if unknown:
        raise Refusal(400, f"there is no {unknown[0]!a}; there are {', '.join(known)}")
    one = {name: value for name, value in fields if value}
    many = {kind: tuple(value for name, value in fields if name == kind and value) for kind in ("type", "status")}
    try:
        days = {name: date.fromisoformat(one[name]) if name in one else None for name in ("since", "until", "as_of")}
    except ValueError:
        raise Refusal(400, "write a day as YYYY-MM-DD") from None
    return Filter(one.get("actor"), days["since"], days["until"], many["type"], many["status"], days["as_of"])


def _page_policy(page: bytes) -> str:
    """The policy that a page of ours carries, which lets its own blocks run and nothing else, for the header too."""
    head = page[:100_000].partition(b'http-equiv="Content-Security-Policy" content="')[2].partition(b'"')[0]
    return f"{unescape(head.decode('utf-8')) or SEALED}; frame-ancestors 'none'"


class _Guard:
    """Stands before everything: limits of the address, names of the host, headers of every reply."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def safely(message: Any) -> None:
            if message["type"] == "http.response.start":
                had = {name.lower() for name, _ in message["headers"]}
                message["headers"] += [(k.encode(), v.encode()) for k, v in SAFE.items() if k.encode() not in had]
            await send(message)

        refusal = self._check(scope)
        if refusal is not None:
            await refusal.reply(scope, receive, safely)
            return
        await self._app(scope, receive, safely)

    def _check(self, scope: Scope) -> Refusal | None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._site.limits.address:
            return Refusal(414, f"an address has at most {self._site.limits.address} bytes; send the query by POST")
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        if self._site.hosts is not None and _bare(host) not in self._site.hosts:
            return Refusal(421, "this server answers to the name localhost only")
        return None


def _bare(host: str) -> str:
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host


async def _refuse(request: Request, refusal: Exception) -> Response:
    del request
    if not isinstance(refusal, Refusal):
        # whoever asked is gone
        return Response(status_code=400)
    refusal.reply.headers.update(OPEN)
    return refusal.reply


def _preflight(site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**OPEN, "access-control-allow-methods": "GET", "allow": "GET, HEAD, POST, OPTIONS"})
        return await site.sparql(request)

    return endpoint


def application(path: Path, limits: Limits | None = None, size: int = 2, waiting: int = 32, public: bool = False) -> ASGIApp:
    """The application over the store in ``path``; the store is opened when it starts and not before.

    ``size`` processes work at once and ``waiting`` requests wait for them. Unless ``public``, only requests to this machine by its
    own names are answered, so that no site can reach it by a name of its own.
    """
    pool = Pool(path, size, waiting)
    site = Site(pool, limits or Limits(), None if public else LOCAL)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        async with pool:
            yield

    pages = [Route(name, site.view) for name in ("/timeline", "/network", "/explore")]
    parts = [Route(name, site.static) for name in ("/", "/static/query.js", "/static/query.css", "/static/terms.json")]
    things = [Route(f"/{kind}/{{name}}", site.thing) for kind in nodes.KINDS]
    others = [Route("/feed.atom", site.feed), Route("/calendar.ics", site.feed), Route("/health", site.health)]
    sparql = Route("/sparql", _preflight(site), methods=["GET", "HEAD", "POST", "OPTIONS"])
    handlers: Mapping[Any, Any] = {Refusal: _refuse, ClientDisconnect: _refuse}
    return _Guard(Starlette(routes=[sparql, *pages, *parts, *things, *others], lifespan=life, exception_handlers=handlers), site)


def serve(path: Path, host: str, port: int, limits: Limits | None = None, size: int = 2, waiting: int = 32, public: bool = False) -> None:
    """Serves until it is told to end; requests under way are then finished within the limit of a query."""
    import uvicorn

    limits = limits or Limits()
    uvicorn.run(
        application(path, limits, size, waiting, public),
        host=host,
        port=port,
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=int(limits.query) + 1,
        h11_max_incomplete_event_size=4 * limits.address,
    )
