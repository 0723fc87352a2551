"""Asks for pages over HTTP: a few hosts at once and each in its own time, with an end to every wait and every length."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urljoin

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from kg.errors import SourceError
from kg.read.options import Options, oversized
from kg.read.web import cache
from kg.read.web.address import parsed, resolved
from kg.read.web.page import Page
from kg.read.web.robots import Rules, rules_of

AGENT = "kg-policy"
HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, */*;q=0.5",
    # anything else could unpack without a bound
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
REDIRECTS = 5
AT_ONCE = 8
"""Hosts that are asked at the same time."""

_MOVED = {301, 302, 303, 307, 308}
_BUSY = {429, 503}
_LONGEST_WAIT = 30.0
_MOST_RULES = 500_000
_SAID = {
    401: "the page wants a password",
    402: "the page must be paid for",
    403: "the site does not let kg in",
    404: "there is no such page",
    410: "the page is gone",
    451: "the page is withheld by law",
}


@dataclass(eq=False, slots=True)
class Client:
    """A visitor of the web, with what it has learnt of each host in this run."""

    options: Options
    portal: BlockingPortal
    rules: dict[str, Rules] = field(default_factory=dict)
    dead: dict[str, SourceError] = field(default_factory=dict)
    turns: dict[str, float] = field(default_factory=dict)
    busy: dict[str, anyio.Lock] = field(default_factory=dict)
    places: anyio.CapacityLimiter | None = None

    @classmethod
    @contextmanager
    def started(cls, options: Options) -> Iterator[Client]:
        """A client whose loop runs in a thread of its own, since a notebook has one running in ours."""
        with start_blocking_portal() as portal:
            yield cls(options, portal)

    def start(self, url: str, place: str) -> Future[Page]:
        """Begins to fetch the page at an address. The result raises SourceError, naming ``place``, where it is not to be had."""
        return self.portal.start_task_soon(self._page, url, place)

    async def _page(self, url: str, place: str) -> Page:
        for _ in range(REDIRECTS + 1):
            address = parsed(url, place)
            # let go of before a redirect is followed, so that two hosts that lead to each other do not wait for each other
            async with self.busy.setdefault(address.host, anyio.Lock()):
                await self._ask_leave(address, place)
                answer = await self._answer(address, place)
            if isinstance(answer, Page):
                return answer
            url = urljoin(url, answer)
        raise SourceError(place, f"more than {REDIRECTS} redirects", "give the address that they lead to")

    async def _ask_leave(self, url: httpx.URL, place: str) -> None:
        """Waits for the host's turn. Raises SourceError where robots.txt asks visitors like us to stay out."""
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site in self.dead:
            raise SourceError(place, self.dead[site].problem, self.dead[site].remedy)
        if site not in self.rules:
            try:
                read = partial(self._send, httpx.URL(f"{site}/robots.txt"), place, {}, _MOST_RULES)
                self.rules[site] = await rules_of(read, AGENT, place)
            except SourceError as error:
                # of a thousand links to it only the first is waited for
                self.dead[site] = error
                raise
        rules = self.rules[site]
        if not rules.allow(str(url)):
            raise SourceError(place, "robots.txt of the site asks programs to stay out", "open the page yourself and save it")
        await self._turn(url.host, max(self.options.delay, rules.delay))

    async def _turn(self, host: str, delay: float) -> None:
        now = anyio.current_time()
        start = max(now, self.turns.get(host, now))
        self.turns[host] = start + min(delay, _LONGEST_WAIT)
        await anyio.sleep(start - now)

    async def _answer(self, url: httpx.URL, place: str) -> Page | str:
        """The page, or where it has moved to."""
        kept = cache.load(self.options.cache, str(url))
        for last in (False, True):
            response, content = await self._send(url, place, kept.questions() if kept else {}, self.options.max_bytes)
            status = response.status_code
            if status in _BUSY and not last and (wait := _wait(response)) is not None:
                await anyio.sleep(wait)
                continue
            break
        if status == 304 and kept:
            return Page(str(url), kept.content, kept.media, kept.charset)
        if status in _MOVED and "location" in response.headers:
            return str(response.headers["location"])
        if status != 200:
            raise SourceError(
                place, f"{_SAID.get(status, 'the server has no page for us')} ({status})", "check the address, or save the page"
            )
        media = response.headers.get("content-type", "").partition(";")[0].strip().lower() or None
        fresh = cache.Kept(content, media, response.charset_encoding, response.headers.get("etag"), response.headers.get("last-modified"))
        cache.keep(self.options.cache, str(url), fresh)
        return Page(str(url), content, media, fresh.charset)

    async def _send(self, url: httpx.URL, place: str, questions: dict[str, str], most: int) -> tuple[httpx.Response, bytes]:
        """One question and its answer, from the address that was checked; the name goes into the headers and the certificate check."""
        # what others take of it is no part of the time that this server has
        self.places = self.places or anyio.CapacityLimiter(AT_ONCE)
        try:
            async with self.places:
                return await self._exchange(url, place, questions, most)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise SourceError(place, "no answer in time", "try again later") from error
        except httpx.ConnectError as error:
            raise SourceError(place, f"{url.host} cannot be reached ({_reason(error)})", "check the network, or try again later") from error
        except httpx.HTTPError as error:
            raise SourceError(place, f"the server does not answer as one should ({_reason(error)})", "try again later") from error

    async def _exchange(self, url: httpx.URL, place: str, questions: dict[str, str], most: int) -> tuple[httpx.Response, bytes]:
        with anyio.fail_after(self.options.patience):
            address = await resolved(url, self.options.private, place)
            async with httpx.AsyncClient(trust_env=False, timeout=self.options.patience) as client:
                request = client.build_request(
                    "GET",
                    url.copy_with(host=address),
                    headers={**HEADERS, **questions, "Host": url.netloc.decode("ascii")},
                    extensions={"sni_hostname": url.host},
                )
                response = await client.send(request, stream=True)
                try:
                    return response, await _content(response, most, self.options, place)
                finally:
                    await response.aclose()


async def _content(response: httpx.Response, most: int, options: Options, place: str) -> bytes:
    """The body, as far as it may go: what the server says of its length is not taken for true."""
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise SourceError(place, f"packed in a way that was not asked for ({packed[:30]})", "save the page yourself")
    parts, length = [], 0
    async for part in response.aiter_bytes():
        length += len(part)
        if length > most:
            raise oversized(place, options)
        parts.append(part)
    return b"".join(parts)


def _wait(response: httpx.Response) -> float | None:
    """The seconds after which a busy server wants to be asked again, None where it does not say or wants too many."""
    said = response.headers.get("retry-after", "")
    return float(said) if said.isdecimal() and len(said) < 5 and float(said) <= _LONGEST_WAIT else None


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
