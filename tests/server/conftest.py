"""A server on a port of its own, with the story of two articles, ended by its own handle."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.graph.prov import Run
from kg.graph.store import Store
from kg.model import Actor, Article, Event, Evidence, Mention, Participant, Reading, Span, TimeSpan

HOSTILE = "<script>alert('x')</script> & \"quotes\" ]]> \\u0022"


@dataclass(frozen=True)
class Got:
    """A reply, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> object:
        return json.loads(self.body)


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]
    folder: Path

    def ask(self, method: str, target: str, body: bytes | str | None = None, **headers: str) -> Got:
        """One request on a connection of its own; names of headers are given with _ for -."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
            reply = connection.getresponse()
            return Got(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        finally:
            connection.close()

    def get(self, target: str, **headers: str) -> Got:
        return self.ask("GET", target, **headers)

    def query(self, text: str, accept: str = "application/sparql-results+json", **more: str) -> Got:
        return self.get(f"/sparql?{urlencode({'query': text, **more})}", accept=accept)


def parsed(got: Got) -> list[ox.Quad]:
    """The statements of a reply, whatever its form."""
    media = got.headers["content-type"].partition(";")[0]
    return list(ox.parse(got.body, format=ox.RdfFormat.from_media_type(media)))


def story() -> tuple[Reading, list[Actor], list[Event], Run]:
    """One article with a hostile quote: an order that was given and a suit that is planned."""
    text = f"Ms Quill signed {HOSTILE}. Mr Reyes plans to sue."
    article = Article("a-1", text, f"Order {HOSTILE}", date(2031, 3, 4), (), "Ledger")
    first, second = text.index(" Mr Reyes"), text.index("Mr Reyes")
    ada, bo = (Participant(name, name, "person", actor=name.split()[-1].lower()) for name in ("Ms Quill", "Mr Reyes"))
    order = Evidence(article.id, Span(0, first), text[:first], "frame:sign")
    suit = Evidence(article.id, Span(second, len(text)), text[second:], "frame:sue")
    signed, sue = text.index("signed"), text.index("sue")
    week = TimeSpan(date(2031, 3, 10), date(2031, 3, 16), "week", "2031-03-10/2031-03-16", "relative")
    mentions = (
        Mention(
            "IssueDirective", Span(signed, signed + 6), "occurred", order, 0.9, (ada,), time=TimeSpan.day(date(2031, 3, 3), "explicit")
        ),
        Mention("Sue", Span(sue, sue + 3), "planned", suit, 0.8, (bo,), time=week),
    )
    actors = [Actor("quill", "Ada Quill", "person"), Actor("reyes", "Bo Reyes", "person")]
    events = [
        Event(
            f"{1:016x}", "IssueDirective", "occurred", f"Ada Quill issues {HOSTILE}", (mentions[0].id,), ("quill",), time=mentions[0].time
        ),
        Event(f"{2:016x}", "Sue", "planned", "Bo Reyes sues", (mentions[1].id,), ("reyes",), time=week),
    ]
    return Reading(article, mentions), actors, events, Run("1", "m", "1", "d", "o")


def started(folder: Path, limits: str = "") -> Server:
    """A server of the store in ``folder``; ``limits`` are arguments of Limits and serve, as text."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = f"from pathlib import Path; from kg.server import Limits, serve; serve(Path({str(folder)!r}), '127.0.0.1', {port}{limits})"
    process = subprocess.Popen(
        [sys.executable, "-c", f"if __name__ == '__main__': {code}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return Server(port, process, folder)
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


def ended(server: Server) -> bytes:
    """Asks the server to end; gives all that it printed."""
    server.process.terminate()
    return server.process.communicate(timeout=30)[0]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "store"
    reading, actors, events, run = story()
    with Store.open(path) as store:
        store.write([reading], run, actors=actors, events=events)
    return path


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    made = started(folder)
    yield made
    assert ended(made) == b""


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[str], Server]]:
    """Starts a server with other limits."""
    made: list[Server] = []

    def begin(limits: str) -> Server:
        made.append(started(folder, limits))
        return made[-1]

    yield begin
    for one in made:
        if one.process.poll() is None:
            ended(one)
