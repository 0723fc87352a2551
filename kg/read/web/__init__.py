"""Addresses of the web in, their bytes out: politely, bounded, and never from inside of somebody's network unasked."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from kg.read.options import Options
from kg.read.web.page import Page

if TYPE_CHECKING:
    from kg.read.web.client import Client

__all__ = ["Page", "Web"]


class Web:
    """The web, for one run. Nothing is loaded or started before the first page; use it in a ``with`` statement."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._stack = ExitStack()
        self._client: Client | None = None

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *error: Any) -> None:
        # told of an error, or of an end before the end: pages on their way are then not waited for
        self._stack.__exit__(*error)
        self._client = None

    def start(self, url: str, place: str) -> Future[Page]:
        """Begins to fetch the page at an address; others can be fetched meanwhile, each host in its own time.

        The result raises SourceError, naming ``place``, where it is not to be had.
        """
        if self._client is None:
            from kg.read.web.client import Client

            self._client = self._stack.enter_context(Client.started(self._options))
        return self._client.start(url, place)
