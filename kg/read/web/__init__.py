"""Addresses of the web in, their bytes out: politely, bounded, and never from inside of somebody's network unasked."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from kg.read.options import Options

if TYPE_CHECKING:
    from kg.read.web.client import Client

__all__ = ["Page", "Web"]


class Page(NamedTuple):
    """What an address gave: where redirects led, the bytes, and what the server says that they are."""

    url: str
    content: bytes
    media: str | None
    charset: str | None


class Web:
    """The web, for one run. Nothing is loaded or started before the first page; use it in a ``with`` statement."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._stack = ExitStack()
        self._client: Client | None = None

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        self._client = None

    def page(self, url: str, place: str) -> Page:
        """The page at an address. Raises SourceError, naming ``place``, where it is not to be had."""
        if self._client is None:
            from kg.read.web.client import Client

            self._client = self._stack.enter_context(Client.started(self._options))
        return Page(*self._client.page(url, place))
