"""What a request asks for: its parameters, its body, the filter of a view."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from kg.graph.rows import Filter
from kg.server.replies import SEALED, Limits, Refusal, asked

if TYPE_CHECKING:
    from starlette.types import Receive, Scope


class Gone(Exception):  # noqa: N818  # a state, not a fault
    """Whoever asked is gone."""


def pairs(text: str) -> list[tuple[str, str]]:
    """The parameters of an address or a form. Raises Refusal."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=64)
    except ValueError:
        raise Refusal(400, "the parameters cannot be read: at most 64 of them, in UTF-8") from None


def site(scope: Scope) -> str:
    """The address of this server, as it was asked by."""
    return f"{scope['scheme']}://{asked(scope, b'host')}/"


def chosen(scope: Scope) -> Filter:
    """The filter of a view. Raises Refusal."""
    fields = pairs(scope["query_string"].decode("latin-1"))
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


def page_policy(page: bytes, framed_by: str = "'none'") -> str:
    """The policy that a page of ours carries, which lets its own blocks run and nothing else, for the header too."""
    head = page[:100_000].partition(b'http-equiv="Content-Security-Policy" content="')[2].partition(b'"')[0]
    return f"{unescape(head.decode('utf-8')) or SEALED}; frame-ancestors {framed_by}"


def query_asked(scope: Scope) -> str:
    """The only parameter of an address that asks for the page of an answer. Raises Refusal."""
    found = pairs(scope["query_string"].decode("latin-1"))
    if [name for name, _ in found] != ["query"]:
        raise Refusal(400, "there must be one query and nothing else")
    return found[0][1]


async def fields(scope: Scope, receive: Receive, limits: Limits) -> list[tuple[str, str]]:
    """The parameters of a request to the endpoint, out of its address and its body. Raises Refusal and Gone."""
    found = pairs(scope["query_string"].decode("latin-1")) if scope["query_string"] else []
    if scope["method"] != "POST":
        return found
    kind = asked(scope, b"content-type").partition(";")[0].strip().lower()
    body = await _body(receive, limits)
    if kind == "application/x-www-form-urlencoded":
        return found + pairs(body)
    if kind == "application/sparql-query":
        return [*found, ("query", body)]
    if kind == "application/sparql-update":
        raise Refusal(403, "this endpoint is read-only")
    raise Refusal(415, "send application/sparql-query or application/x-www-form-urlencoded")


async def _body(receive: Receive, limits: Limits) -> str:
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > limits.body:
            raise Refusal(413, f"a request has at most {limits.body} bytes")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "the request is not UTF-8") from None
