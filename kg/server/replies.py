"""What one request may cost, how it is refused, and the headers that every reply has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kg.graph.protocol import Reply

if TYPE_CHECKING:
    from starlette.types import Scope, Send

SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
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
        self.reply = Reply(status, "text/plain", f"{line}\n".encode())
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


_SAFE = [(name.encode(), value.encode()) for name, value in SAFE.items()]


async def sent(send: Send, reply: Reply, headers: Mapping[str, str]) -> None:
    """Sends a reply with its headers and those that all have."""
    media = reply.media
    if media.startswith(("text/", "application/sparql-results", "application/atom")):
        media = f"{media}; charset=utf-8"
    lines = [(b"content-length", b"%d" % len(reply.body)), *([(b"content-type", media.encode("latin-1"))] if media else [])]
    lines += [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    lines += [pair for pair in _SAFE if pair[0].decode() not in headers]
    await send({"type": "http.response.start", "status": reply.status, "headers": lines})
    await send({"type": "http.response.body", "body": reply.body})


async def refuse(send: Send, refusal: Refusal) -> None:
    """Sends a refusal, which any page may read."""
    await sent(send, refusal.reply, {**OPEN, **refusal.headers})


def asked(scope: Scope, name: bytes) -> str:
    """A header of a request, "" where it has none."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


async def deliver(scope: Scope, send: Send, reply: Reply, headers: Mapping[str, str], most: int) -> None:
    """Sends what was worked out: with its tag, as 304 to whoever has it, with a notice where rows beyond ``most`` were left out."""
    tag = f'"{sha256(reply.body).hexdigest()[:32]}"'
    extra = {"etag": tag, "vary": "accept", **headers}
    if reply.cut:
        extra["kg-notice"] = f"only the first {most} rows are here: add LIMIT and OFFSET for the others"
    if reply.status == 200 and tag in asked(scope, b"if-none-match"):
        reply = Reply(304, "", b"")
    await sent(send, reply, extra)
