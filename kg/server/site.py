"""The application over one pool: each address with what it is answered by."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, QueryError
from kg.graph import protocol
from kg.graph.pool import Busy, Died, Overdue, Pool, refused
from kg.graph.protocol import Reply
from kg.server import work
from kg.server.replies import OPEN, SEALED, Limits, Refusal, asked, deliver, sent
from kg.server.requests import chosen, fields, page_policy, query_asked, site

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from kg.graph.store import Store

ASSETS = {
    "/": ("text/html", "query.html"),
    "/static/query.js": ("text/javascript", "query.js"),
    "/static/query.css": ("text/css", "query.css"),
}
# More rows than this nobody reads off a picture.
PICTURED = 5000


class Site:
    """The application over one pool, with its limits; answers are kept, as what the pool reads never changes."""

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self.pool, self.limits = pool, limits
        self.store: Store | None = None
        """What the processes of the pool read, for lookups, which need none of them."""
        self._kept: dict[tuple[Any, ...], Reply] = {}
        self._size = 0

    async def work(self, limit: float, task: Callable[..., Reply], *arguments: Any) -> Reply:
        """The reply that the work gives, from what is kept where it is there. Raises Refusal."""
        key = (task.__name__, *arguments)
        if key in self._kept:
            return self._kept[key]
        try:
            reply = await self.pool.run(task, *arguments, limit=limit)
        except Busy:
            raise Refusal(503, "too many requests wait; try again", retry_after="1") from None
        except Overdue:
            raise Refusal(504, f"this takes longer than {limit:g} seconds and was ended; ask for less") from None
        except Died:
            raise Refusal(503, "this needed too much memory and was ended; ask for less", retry_after="1") from None
        except KgError as error:
            raise _refusal(error) from None
        self._keep(key, reply)
        return reply

    def _keep(self, key: tuple[Any, ...], reply: Reply) -> None:
        self._kept[key] = reply
        self._size += len(reply.body)
        while self._size > self.limits.kept:
            self._size -= len(self._kept.pop(next(iter(self._kept))).body)

    async def sparql(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The SPARQL 1.1 Protocol, for queries."""
        if scope["method"] == "OPTIONS":
            allowed = {"access-control-allow-methods": "GET", "allow": "GET, HEAD, POST, OPTIONS"}
            return await sent(send, Reply(204, "", b""), {**OPEN, **allowed})
        if scope["method"] not in ("GET", "HEAD", "POST"):
            raise Refusal(405, "use GET or POST", allow="GET, HEAD, POST, OPTIONS")
        found = await fields(scope, receive, self.limits)
        queries = [value for name, value in found if name == "query"]
        accept = asked(scope, b"accept")
        if any(name == "update" for name, _ in found):
            raise Refusal(403, "this endpoint is read-only")
        if not queries and scope["method"] in ("GET", "HEAD"):
            return await self._described(scope, send, accept)
        if len(queries) != 1:
            raise Refusal(400, "there must be one query")
        graphs = [tuple(value for name, value in found if name == kind) for kind in ("default-graph-uri", "named-graph-uri")]
        reply = None if any(graphs) else self._looked_up(queries[0], accept)
        if reply is None:
            reply = await self.work(self.limits.query, protocol.answer, queries[0], *graphs, accept, self.limits.rows)
        return await self._deliver(scope, send, reply, OPEN | {"content-security-policy": SEALED})

    def _looked_up(self, text: str, accept: str) -> Reply | None:
        """The reply to a lookup, worked out here and now; None for anything that may take time. Raises Refusal."""
        if self.store is None:
            return None
        try:
            return protocol.short_answer(self.store, text, accept, self.limits.rows)
        except KgError as error:
            raise _refusal(error) from None

    async def _described(self, scope: Scope, send: Send, accept: str) -> None:
        if "text/html" in accept:
            return await sent(send, Reply(303, "", b""), {"location": "/"})
        reply = await self.work(self.limits.query, work.description, accept, f"{site(scope)}sparql")
        return await self._deliver(scope, send, reply, OPEN)

    async def view(self, scope: Scope, send: Send) -> None:
        """/timeline, /network, /explore."""
        name = {"/timeline": "timeline", "/network": "network", "/explore": "explorer"}[scope["path"]]
        reply = await self.work(self.limits.page, work.render, name, chosen(scope))
        await self._deliver(scope, send, reply, {"content-security-policy": page_policy(reply.body)})

    async def answer(self, scope: Scope, send: Send) -> None:
        """/answer, which the query page shows in a frame."""
        reply = await self.work(self.limits.query, work.pictured, query_asked(scope), PICTURED)
        await self._deliver(scope, send, reply, {"content-security-policy": page_policy(reply.body, "'self'")})

    async def feed(self, scope: Scope, send: Send) -> None:
        """/feed.atom and /calendar.ics."""
        form = scope["path"].rpartition(".")[2]
        await self._deliver(scope, send, await self.work(self.limits.page, work.feed, form, chosen(scope), site(scope)), OPEN)

    async def thing(self, scope: Scope, send: Send, kind: str, name: str) -> None:
        """/events/{id}, /actors/{id}, /articles/{id}."""
        reply = await self.work(self.limits.query, work.thing, kind, name, asked(scope, b"accept"))
        await self._deliver(scope, send, reply, OPEN)

    async def health(self, scope: Scope, send: Send) -> None:
        """/health."""
        await self._deliver(scope, send, await self.work(self.limits.query, work.health), {"cache-control": "no-store"})

    async def terms(self, scope: Scope, send: Send) -> None:
        """What the query page completes."""
        await self._deliver(scope, send, await self.work(self.limits.query, work.terms), {})

    async def asset(self, scope: Scope, send: Send) -> None:
        """The query page and its parts: files of the package, by names that stand here."""
        media, name = ASSETS[scope["path"]]
        reply = Reply(200, media, files("kg.server.assets").joinpath(name).read_bytes())
        await self._deliver(scope, send, reply, {})

    async def _deliver(self, scope: Scope, send: Send, reply: Reply, headers: dict[str, str]) -> None:
        await deliver(scope, send, reply, headers, self.limits.rows)


def _refusal(error: KgError) -> Refusal:
    return Refusal(400 if isinstance(error, QueryError) else 503, refused(error))
