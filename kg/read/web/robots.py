"""robots.txt: what a site asks programs like this one to leave alone, and how long to wait between pages (RFC 9309)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

import httpx

from kg.errors import SourceError

if TYPE_CHECKING:
    from protego import Protego


class Rules(NamedTuple):
    """What a site asks: None allows everything. ``delay`` is in seconds."""

    said: Protego | None
    agent: str
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether a page may be read."""
        return self.said is None or self.said.can_fetch(url, self.agent)


async def rules_of(read: Callable[[], Awaitable[tuple[httpx.Response, bytes]]], agent: str, place: str) -> Rules:
    """The rules of a site, read by ``read``. Without a robots.txt everything is allowed; one that moved counts as none.

    Raises SourceError where the server fails: then nobody knows what it would have asked.
    """
    from protego import Protego

    try:
        response, content = await read()
    except SourceError as error:
        if "larger than" in error.problem:
            return Rules(None, agent)
        raise
    if response.status_code >= 500:
        raise SourceError(place, f"robots.txt of the site is not to be had ({response.status_code})", "try again later")
    if response.status_code != 200:
        return Rules(None, agent)
    said = Protego.parse(content.decode("utf-8", "replace"))
    return Rules(said, agent, said.crawl_delay(agent) or 0.0)
