"""The ASGI application: what stands before every request, where each address leads, and the loop that serves it.

Starlette's router leads to the pages. The endpoint for queries, which programs ask often and for little, is reached without it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.routing import Route, Router

from kg.graph import nodes
from kg.graph.pool import Pool
from kg.graph.store import Store
from kg.server.replies import LOCAL, SAFE, Limits, Refusal, asked, refuse
from kg.server.requests import Gone
from kg.server.site import ASSETS, Site

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

Page = Callable[..., Awaitable[None]]


class _Handled:
    """A page as an application of its own, which is what a route leads to; ``kind`` goes to pages that have one."""

    def __init__(self, page: Page, kind: str | None = None) -> None:
        self._page, self._kind = page, kind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        of_kind = () if self._kind is None else (self._kind, scope["path_params"]["name"])
        await self._page(scope, send, *of_kind)


class _Guard:
    """Stands before everything: limits of the address, names of the host, refusals, headers of every reply."""

    def __init__(self, router: Router, site: Site, hosts: tuple[str, ...] | None) -> None:
        self._router, self._site, self._hosts = router, site, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._router(scope, receive, send)
            return
        try:
            self._check(scope)
            if scope["path"] == "/sparql":
                await self._site.sparql(scope, receive, send)
            else:
                await self._router(scope, receive, _safely(send))
        except Refusal as refusal:
            await refuse(send, refusal)
        except Gone:
            return

    def _check(self, scope: Scope) -> None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._site.limits.address:
            raise Refusal(414, f"an address has at most {self._site.limits.address} bytes; send the query by POST")
        if self._hosts is not None and _bare(asked(scope, b"host")) not in self._hosts:
            raise Refusal(421, "this server answers to the name localhost only")


def _safely(send: Send) -> Send:
    """Adds what every reply must have to those of the router."""

    async def safe(message: Any) -> None:
        if message["type"] == "http.response.start":
            had = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *((k.encode(), v.encode()) for k, v in SAFE.items() if k.encode() not in had)]
        await send(message)

    return safe


def _bare(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name if port.isdigit() else host


def application(path: Path, limits: Limits | None = None, size: int = 2, waiting: int = 32, public: bool = False) -> ASGIApp:
    """The application over the store in ``path``; the store is opened when it starts and not before.

    ``size`` processes work at once and ``waiting`` requests wait for them. Unless ``public``, only requests to this machine by its
    own names are answered, so that no site can reach it by a name of its own.
    """
    pool = Pool(path, size, waiting)
    site = Site(pool, limits or Limits())

    @asynccontextmanager
    async def life(_: object) -> AsyncIterator[None]:
        async with pool:
            with Store.open(pool.copy, read_only=True, create=False) as store:
                site.store = store
                yield

    pages: dict[str, Page] = dict.fromkeys(("/timeline", "/network", "/explore"), site.view)
    pages |= dict.fromkeys(ASSETS, site.asset) | dict.fromkeys(("/feed.atom", "/calendar.ics"), site.feed)
    pages |= {"/static/terms.json": site.terms, "/health": site.health, "/answer": site.answer}
    routes = [Route(name, _Handled(page), methods=["GET"]) for name, page in pages.items()]
    routes += [Route(f"/{kind}/{{name}}", _Handled(site.thing, kind), methods=["GET"]) for kind in nodes.KINDS]
    return _Guard(Router(routes, lifespan=life), site, None if public else LOCAL)


def serve(path: Path, host: str, port: int, limits: Limits | None = None, size: int = 2, waiting: int = 32, public: bool = False) -> None:
    """Serves until it is told to end; requests under way are then finished within the limit of a query."""
    import uvicorn

    from kg.server.joined import JoinedProtocol

    limits = limits or Limits()
    uvicorn.run(
        application(path, limits, size, waiting, public),
        host=host,
        port=port,
        http=JoinedProtocol,
        ws="none",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=int(limits.query) + 1,
        h11_max_incomplete_event_size=4 * limits.address,
    )
