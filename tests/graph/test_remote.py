"""A store on a server does what a store in a folder does: held against ``oxigraph serve``, started here on a port of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kg.errors import QueryError, StoreError
from kg.graph import http, query
from kg.graph.remote import endpoints, url_of
from kg.graph.store import Store
from kg.graph.verify import verify
from kg.model import Judgement

BESIDE = Path(sys.executable).with_name("oxigraph")
OXIGRAPH = str(BESIDE) if BESIDE.exists() else shutil.which("oxigraph")
needs_oxigraph = pytest.mark.skipif(OXIGRAPH is None, reason="the package oxigraph, of the extra test, is not installed")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    """The address of a running, empty Oxigraph server."""
    port = free_port()
    process = subprocess.Popen(
        [str(OXIGRAPH), "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(30)


@pytest.fixture
def remote(oxigraph: str, story) -> Iterator[Store]:
    """The story in a store on the server."""
    with Store.open(Path(oxigraph)) as store:
        store.write(story.readings, story.run, actors=story.actors, events=story.events)
        yield store
        store.write(removed=[article.id for article in store.articles()], actors=[], events=[])


@needs_oxigraph
def test_the_same_writes_make_the_same_store(remote: Store, store: Store) -> None:
    assert remote.serialise("nquads") == store.serialise("nquads")
    assert (list(remote.readings()), remote.actors(), remote.events()) == (list(store.readings()), store.actors(), store.events())
    assert (remote.graphs(), len(remote.engine)) == (store.graphs(), len(store.engine))
    assert verify(remote) == verify(store)


@needs_oxigraph
def test_every_shipped_query_has_the_same_answer(remote: Store, store: Store) -> None:
    for info in query.names():
        assert query.run(remote, info.name) == query.run(store, info.name), info.name
        if "actor" in info.parameters:
            assert query.run(remote, info.name, actor="Ada Quill") == query.run(store, info.name, actor="Ada Quill"), info.name


@needs_oxigraph
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ASK { GRAPH ?g { ?s pe:denotes ?e } }", id="yes or no"),
        pytest.param("CONSTRUCT { ?e skos:prefLabel ?l } WHERE { GRAPH graph:canonical { ?e skos:prefLabel ?l } }", id="a graph"),
        pytest.param("PREFIX x: <urn:x> SELECT (1.50 AS ?a) (true AS ?b) ('é\\n\"'@fr AS ?c) (x:y AS ?d) ?no {}", id="all kinds of terms"),
    ],
)
def test_every_form_of_query_has_the_same_answer(remote: Store, store: Store, text: str) -> None:
    assert remote.query(text) == store.query(text)


@needs_oxigraph
def test_an_article_that_is_read_again_or_taken_out_changes_what_it_changes_in_a_folder(remote: Store, store: Store, story) -> None:
    first = story.readings[0]
    for one in (remote, store):
        one.put(replace(first, mentions=first.mentions[:1]), story.run)
        one.add_judgement(Judgement("ada-quill", "bo-reyes", False, "Cy", story.readings[0].article.published, "two people"))
    assert remote.serialise("nquads") == store.serialise("nquads")
    for one in (remote, store):
        assert one.remove("post-7")
        assert one.remove_judgement(one.judgements()[0])
    assert remote.serialise("nquads") == store.serialise("nquads")


@needs_oxigraph
def test_reads_go_page_by_page(remote: Store, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.remote.PAGE", 7)
    assert sorted(remote.engine.triples(), key=str) == sorted({*store.engine.triples()}, key=str)


@needs_oxigraph
def test_a_mistake_has_the_same_place_as_in_a_folder(remote: Store) -> None:
    with pytest.raises(QueryError, match=r"^line 2, column 6: pe:agnt.*did you mean pe:agent"):
        remote.query("ASK\n{ ?e pe:agnt ?x }")
    with pytest.raises(QueryError, match="is not SPARQL"):
        remote.query("ASK { ?s ?p }")


@needs_oxigraph
def test_a_store_on_a_server_says_what_it_cannot_do(remote: Store, tmp_path: Path) -> None:
    for attempt in (lambda: remote.dataset, lambda: remote.engine.copy(tmp_path), lambda: remote.engine.bulk_load(None)):
        with pytest.raises(StoreError, match="is on a server and cannot be"):
            attempt()


@needs_oxigraph
def test_a_store_opened_to_read_is_not_written(oxigraph: str, remote: Store, story) -> None:
    with Store.open(Path(oxigraph), read_only=True) as reader, pytest.raises(StoreError, match="for reading only"):
        reader.put(replace(story.readings[0], mentions=()), story.run)


# ---- servers that are absent, busy or strict


@pytest.fixture
def answering() -> Iterator[Callable[..., tuple[str, list[str]]]]:
    """Starts a server that gives these replies one after the other, the last one again and again; gives address and what was asked."""
    servers: list[HTTPServer] = []

    def start(*replies: tuple[int, str]) -> tuple[str, list[str]]:
        left, asked = list(replies), []

        class Handler(BaseHTTPRequestHandler):
            def reply(self) -> None:
                asked.append(f"{self.command} {self.path} {self.headers.get('Authorization')}")
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, body = left.pop(0) if len(left) > 1 else left[0]
                self.send_response(status)
                self.send_header("Content-Length", str(len(body.encode())))
                if status == 503:
                    self.send_header("Retry-After", "0")
                self.end_headers()
                self.wfile.write(body.encode())

            do_GET = do_POST = do_PUT = reply  # noqa: N815  # names that the library calls

            def log_message(self, *_: object) -> None:
                pass

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, kwargs={"poll_interval": 0.05}).start()
        return f"http://127.0.0.1:{servers[-1].server_port}", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_server_that_is_not_there_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PAUSES", (0.01,))
    port = free_port()
    with pytest.raises(StoreError, match=rf"^http://127\.0\.0\.1:{port}/query: does not answer \(.*refused.*\); check the address"):
        Store.open(Path(f"http://127.0.0.1:{port}"))


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(StoreError, match=r"^http://127\.0\.0\.1:1: has a name and a password") as caught:
        Store.open(Path("http://ada:secret@127.0.0.1:1"))
    assert "secret" not in str(caught.value)


def test_a_busy_server_is_asked_again(answering) -> None:
    url, asked = answering((503, "busy"), (503, "busy"), (200, "fine"))
    assert http.send("GET", url) == b"fine"
    assert len(asked) == 3


def test_a_server_that_stays_busy_is_given_up(answering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PAUSES", (0.01, 0.01))
    url, asked = answering((503, "busy"))
    with pytest.raises(StoreError, match="does not answer \\(503"):
        http.send("GET", url)
    assert len(asked) == 3


def test_a_server_that_refuses_is_not_asked_again_and_its_words_are_shown(answering) -> None:
    url, asked = answering((401, "who are you?\nsecond line"))
    with pytest.raises(StoreError, match=r"cannot be read \(401: who are you\?\); set KG_STORE_USER and KG_STORE_PASSWORD"):
        Store.open(Path(url))
    assert len(asked) == 1


def test_credentials_come_from_the_environment_or_from_netrc(answering, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url, asked = answering((200, ""))
    monkeypatch.setenv("HOME", str(tmp_path))
    http.send("GET", url)
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login bo password key\n")
    (tmp_path / ".netrc").chmod(0o600)
    http.send("GET", url)
    monkeypatch.setenv("KG_STORE_USER", "ada")
    monkeypatch.setenv("KG_STORE_PASSWORD", "secret")
    http.send("GET", url)
    assert [line.rpartition(" ")[2] for line in asked] == ["None", "Ym86a2V5", "YWRhOnNlY3JldA=="]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h:1", ("http://h:1/query", "http://h:1/store")),
        ("http://h/ds/query", ("http://h/ds/query", "http://h/ds/store")),
        ("http://h:8890/sparql", ("http://h:8890/sparql", "http://h:8890/sparql-graph-crud-auth")),
    ],
)
def test_the_addresses_of_an_endpoint_are_those_of_common_servers(url: str, expected: tuple[str, str]) -> None:
    assert endpoints(url) == expected


@pytest.mark.parametrize("path", [Path("graph"), Path("http"), Path("c:/x"), None])
def test_a_folder_is_no_address(path: Path | None) -> None:
    assert url_of(path) is None
