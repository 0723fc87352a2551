"""A server bounds what one request costs all the others, and ends as it is told."""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

from .conftest import Server, ended

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
FUZZ = int(os.environ.get("KG_FUZZ", "300"))


def test_a_runaway_query_is_ended_while_others_are_answered(start: Callable[[str], Server]) -> None:
    server = start(", Limits(query=2.0)")
    with ThreadPoolExecutor(9) as threads:
        runaway = threads.submit(server.query, RUNAWAY)
        others = list(threads.map(lambda n: server.query(f"ASK {{ BIND({n} AS ?n) }}").status, range(50)))
        got = runaway.result()
    assert others == [200] * 50
    assert (got.status, got.text) == (504, "this takes longer than 2 seconds and was ended; ask for less\n")
    assert server.query("ASK {}").status == 200


def test_a_lookup_is_answered_while_every_process_is_at_work(start: Callable[[str], Server]) -> None:
    server = start(", Limits(query=2.0), size=1, waiting=0")
    with ThreadPoolExecutor(4) as threads:
        runaways = [threads.submit(server.query, f"{RUNAWAY} LIMIT {n}") for n in range(1, 5)]
        while sum(one.done() for one in runaways) < 3:
            pass
        lookups = [server.query(f"SELECT ?p ?o ({n} AS ?n) {{ GRAPH graph:actors {{ actor:quill ?p ?o }} }}") for n in range(20)]
        assert not all(one.done() for one in runaways)
    assert [got.status for got in lookups] == [200] * 20
    assert all(got.json["results"]["bindings"] for got in lookups)
    assert sorted(one.result().status for one in runaways) == [503, 503, 503, 504]


def test_more_requests_than_may_wait_are_told_to_come_again(start: Callable[[str], Server]) -> None:
    server = start(", Limits(query=1.0), size=1, waiting=2")
    with ThreadPoolExecutor(12) as threads:
        replies = list(threads.map(lambda n: server.query(f"{RUNAWAY} LIMIT {n}"), range(1, 13)))
    assert {reply.status for reply in replies} <= {503, 504}
    busy = [reply for reply in replies if reply.status == 503]
    assert busy
    assert all(reply.headers["retry-after"] == "1" for reply in busy)


def test_an_answer_of_too_many_rows_is_cut_with_a_notice(start: Callable[[str], Server]) -> None:
    server = start(", Limits(rows=10)")
    got = server.query("SELECT ?s WHERE { ?s ?p ?o }")
    assert len(got.json["results"]["bindings"]) == 10
    assert got.headers["kg-notice"] == "only the first 10 rows are here: add LIMIT and OFFSET for the others"
    exact = server.query("SELECT ?s WHERE { ?s ?p ?o } LIMIT 10")
    assert (len(exact.json["results"]["bindings"]), exact.headers.get("kg-notice")) == (10, None)
    assert len(server.query("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples").text.splitlines()) == 10


def test_a_server_that_is_told_to_end_answers_what_is_under_way(start: Callable[[str], Server]) -> None:
    server = start(", Limits(query=1.5)")
    with ThreadPoolExecutor(1) as threads:
        under_way = threads.submit(server.query, RUNAWAY)
        while not under_way.running():
            pass
        socket.create_connection(("127.0.0.1", server.port)).close()
        server.query("ASK {}")
        printed = ended(server)
        assert under_way.result().status == 504
    assert (server.process.returncode in (0, -15), printed) == (True, b"")


def test_whatever_is_sent_no_reply_is_a_fault_or_tells_of_the_machine(server: Server) -> None:
    dice = random.Random(FUZZ)
    for _ in range(FUZZ):
        status, body = sent(server, *strange(dice))
        assert status < 500 or status in (503, 504), body
        assert b"Traceback" not in body
        assert str(server.folder).encode() not in body
    assert server.query("ASK {}").status == 200


def sent(server: Server, head: bytes, body: bytes) -> tuple[int, bytes]:
    """Sends bytes as they are; gives the status, 0 where the connection was closed without one, and all that came."""
    with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
        try:
            connection.sendall(head + body)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        got = bytearray()
        try:
            while part := connection.recv(65536):
                got += part
        except OSError:
            pass
    first = bytes(got).split(b"\r\n", 1)[0].split()
    return (int(first[1]) if len(first) > 1 and first[1].isdigit() else 0), bytes(got)


PATHS = (
    "/",
    "/sparql",
    "/timeline",
    "/events/x",
    "/actors/quill",
    "/articles/0",
    "/feed.atom",
    "/calendar.ics",
    "/static/x",
    "/../x",
    "/%00",
    "/%ff",
)
QUERIES = (
    *("ASK {}", "SELECT * { ?s ?p ?o }", "SELECT", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <urn:x>", "SELECT (1/0 AS ?x) {}"),
    *("ASK { ?s pe:agnt ?o }", "SELECT * { SERVICE <urn:x> {} }", "DROP ALL", "PREFIX : <a b> ASK {}", "SELECT ?x { BIND(<rel> AS ?x) }"),
    *(
        "ASK { FILTER(REGEX('a', '(((') ) }",
        "ASK { ?s ?p '\\uD800' }",
        "ASK { ?s ?p 'x'@" + "a" * 90 + " }",
        "{" * 400,
        "ASK {" + "{" * 300,
    ),
)


def strange(dice: random.Random) -> tuple[bytes, bytes]:
    """A request that is wrong in some way, most of the time."""
    query = dice.choice(QUERIES)
    for _ in range(dice.randrange(3)):
        place = dice.randrange(len(query) + 1)
        query = query[:place] + chr(dice.choice((0, 10, 34, 39, 60, 92, 123, 233, 8238, 65533, 128512))) + query[place:]
    name = dice.choice(("query", "update", "default-graph-uri", "actor", "since", "type", "as_of", "\x00"))
    target = dice.choice(PATHS) + dice.choice(
        ("", f"?{urlencode({name: query})}", f"?{name}={quote(query)[:40]}%", "?%ff=%fe", "?" + "a&" * 70)
    )
    kind = dice.choice(("application/sparql-query", "application/x-www-form-urlencoded", "multipart/form-data", "a/b;charset=x", "\x01"))
    body = dice.choice((query.encode(), urlencode({"query": query}).encode(), dice.randbytes(40), b""))
    length = dice.choice((len(body), len(body), len(body), len(body) + 7, -1, "x"))
    accept = dice.choice(("*/*", "text/html", "text/turtle", "application/ld+json", ",;q=,", "x" * 300, "text/csv;q=2"))
    method = dice.choice(("GET", "GET", "POST", "POST", "HEAD", "PUT", "OPTIONS", "TRACE", "get", "X" * 30))
    host = dice.choice(("127.0.0.1", "localhost:1", "evil.example", "", "[::1]:80"))
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", f"Accept: {accept}", "Connection: close", f"Content-Type: {kind}"]
    if method in ("POST", "PUT"):
        lines.append(f"Content-Length: {length}")
    return "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n", body
