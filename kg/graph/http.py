"""Requests to a SPARQL endpoint: credentials, time limits, and another try where the server is only busy."""

from __future__ import annotations

import netrc
import os
from base64 import b64encode
from collections.abc import Mapping
from threading import Event as Bell
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import HTTPDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request, build_opener, urlopen

from kg.errors import StoreError

SECONDS = 120.0
"""How long one request may take."""

PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds between the tries of a request that a busy or absent server did not answer."""

_BUSY = (429, 502, 503, 504)
_MOST_PAUSE = 10.0


class Refused(Exception):  # noqa: N818  # a reply of the server, which may be what was expected
    """A reply that is no success: its status and the first line of its text."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(f"{status}: {line}")
        self.status, self.line = status, line


def clean(url: str) -> str:
    """The address without user and password, as it may be shown.

    >>> clean("http://ada:secret@127.0.0.1:7878/x")
    'http://127.0.0.1:7878/x'
    """
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def credentials(url: str) -> str | None:
    """The Authorization header: KG_STORE_USER and KG_STORE_PASSWORD, else what ~/.netrc has for the host; None for neither."""
    known = _name_and_password(url)
    return f"Basic {b64encode(':'.join(known).encode()).decode('ascii')}" if known else None


def _name_and_password(url: str) -> tuple[str, str] | None:
    user, password = os.environ.get("KG_STORE_USER"), os.environ.get("KG_STORE_PASSWORD")
    if user is None:
        try:
            found = netrc.netrc().authenticators(urlsplit(url).hostname or "")
        except (OSError, netrc.NetrcParseError):
            return None
        if found is None:
            return None
        user, _, password = found
    return user, password or ""


def send(
    method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, fields: Mapping[str, str] | None = None
) -> bytes:
    """Sends a request and gives the body of the reply. ``fields`` are added to the address.

    All requests here may be sent twice without harm: they read, or say what a graph holds from then on. Raises Refused for a reply that
    is no success, StoreError where the server cannot be reached, or stays busy.
    """
    target = f"{url}?{urlencode(fields)}" if fields else url
    request = Request(target, body, {"User-Agent": "kg", **(headers or {})}, method=method)
    known = credentials(url)
    if known:
        request.add_unredirected_header("Authorization", known)
    problem = ""
    for pause in (*PAUSES, 0.0):
        try:
            return _sent(request)
        except HTTPError as error:
            problem = f"{error.code} {error.reason}"
            if error.code not in _BUSY:
                raise Refused(error.code, _first_line(error.read(2000))) from error
            pause = _asked_pause(error.headers.get("Retry-After"), pause)
        except (URLError, OSError) as error:
            problem = str(getattr(error, "reason", error))
        # a bell that nobody rings: a pause that ends when its time is up
        Bell().wait(pause)
    raise StoreError(clean(url), f"does not answer ({' '.join(problem.split())})", "check the address and that the server runs")


def _sent(request: Request) -> bytes:
    """The body of the reply. A server that takes no Basic authentication, as Virtuoso, is asked again by Digest."""
    try:
        with urlopen(request, timeout=SECONDS) as reply:
            data: bytes = reply.read()
            return data
    except HTTPError as error:
        known = _name_and_password(request.full_url)
        if error.code != 401 or known is None:
            raise
    passwords = HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, request.full_url, *known)
    headers = {name: value for name, value in request.header_items() if name != "Authorization"}
    again = Request(request.full_url, request.data, headers, method=request.get_method())
    with build_opener(HTTPDigestAuthHandler(passwords)).open(again, timeout=SECONDS) as reply:
        answer: bytes = reply.read()
        return answer


def _asked_pause(asked: str | None, otherwise: float) -> float:
    return min(float(asked), _MOST_PAUSE) if asked and asked.isdecimal() and otherwise else otherwise


def _first_line(data: bytes) -> str:
    lines = data.decode("utf-8", "replace").strip().splitlines()
    return lines[0][:300] if lines else ""
