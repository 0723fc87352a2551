"""``kg serve`` against ``oxigraph serve`` on the same store: requests a second with 8 clients, p99, and what a runaway query costs.

    python benchmarks/serve.py [--quads 100000] [--seconds 5]

Both servers run on loopback, one after the other, and are ended by their own handle. The clients are processes, so that no one of them
holds the others up. Every small query is another text: no answer that was kept is given.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from store import quads

from kg import vocab
from kg.graph.iris import Iris
from kg.graph.shards import load_shards

KNOWN = {**vocab.PREFIXES, **Iris().prefixes()}
HEAD = " ".join(f"PREFIX {name}: <{KNOWN[name]}>" for name in ("graph", "actor", "pe"))
SMALL = "SELECT ?p ?o ({n} AS ?n) WHERE {{ GRAPH graph:actors {{ actor:p{k} ?p ?o }} }}"
# of two patterns: what is joined is done in a process of its own, as it could take any time
TWO = "SELECT ?p ?o ?kind ({n} AS ?n) WHERE {{ GRAPH graph:actors {{ actor:p{k} ?p ?o ; a ?kind }} }}"
HEAVY = (
    "SELECT ?kind ({n} AS ?n) (COUNT(DISTINCT ?event) AS ?events) (AVG(?c) AS ?sure) WHERE {{ GRAPH graph:canonical {{"
    " ?event a pe:PolicyEvent ; pe:eventType ?kind ; pe:agent ?who . ?m pe:denotes ?event }}"
    " GRAPH ?g {{ ?m pe:confidence ?c ; pe:evidence ?x }} }} GROUP BY ?kind"
)
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CLIENTS = 8


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def started(command: list[str], port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def asked(connection: HTTPConnection, path: str, text: str) -> int:
    connection.request("GET", f"{path}?query={quote(text)}", headers={"Accept": "application/sparql-results+json"})
    reply = connection.getresponse()
    reply.read()
    return reply.status


def client(port: int, path: str, form: str, number: int, seconds: float, out: multiprocessing.Queue[list[float]]) -> None:
    """Asks as fast as it can; hands in the seconds of each request."""
    connection, times, until = HTTPConnection("127.0.0.1", port), [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        begun = time.perf_counter()
        text = f"{HEAD} {form.format(n=number * 1_000_000 + len(times), k=len(times) % 40 + 1)}"
        assert asked(connection, path, text) == 200
        times.append(time.perf_counter() - begun)
    out.put(times)


def load(port: int, path: str, form: str, seconds: float) -> tuple[float, float]:
    """Requests a second, and the p99 in milliseconds."""
    out: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    clients = [multiprocessing.Process(target=client, args=(port, path, form, n, seconds, out)) for n in range(CLIENTS)]
    for one in clients:
        one.start()
    times = sorted(value for _ in clients for value in out.get())
    for one in clients:
        one.join()
    return len(times) / seconds, times[int(len(times) * 0.99)] * 1e3


def processes(parent: int) -> dict[int, float]:
    """CPU seconds of all processes below one, by id."""
    found: dict[int, tuple[int, float]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                rest = (folder / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            found[int(folder.name)] = int(rest[1]), (int(rest[11]) + int(rest[12])) / os.sysconf("SC_CLK_TCK")
    below, grown = {parent}, True
    while grown:
        more = {pid for pid, (above, _) in found.items() if above in below} - below
        grown, below = bool(more), below | more
    return {pid: found[pid][1] for pid in below if pid in found}


def runaway(port: int, server: subprocess.Popen[bytes], limit: float) -> str:
    """How long after its limit a runaway query is dead, while 50 requests are answered, and what CPU is used afterwards."""
    out: multiprocessing.Queue[tuple[int, float]] = multiprocessing.Queue()

    def ask() -> None:
        begun = time.perf_counter()
        out.put((asked(HTTPConnection("127.0.0.1", port), "/sparql", RUNAWAY), time.perf_counter() - begun))

    one = multiprocessing.get_context("fork").Process(target=ask)
    one.start()
    time.sleep(0.2)
    connection = HTTPConnection("127.0.0.1", port)
    others = [asked(connection, "/sparql", f"{HEAD} {SMALL.format(n=-n, k=n + 1)}") for n in range(50)]
    status, took = out.get()
    one.join()
    time.sleep(0.5)
    before = processes(server.pid)
    time.sleep(1)
    after = processes(server.pid)
    used = sum(after[pid] - before.get(pid, 0.0) for pid in after)
    late = f"status {status}, {took - limit:+.2f} s after its limit of {limit:g} s"
    return f"{late}; {others.count(200)} of 50 others answered; then {used:.2f} s CPU a second"


def measured(command: Callable[[int], list[str]], path: str, seconds: float) -> tuple[dict[str, tuple[float, float]], str]:
    port = free_port()
    server = started(command(port), port)
    try:
        found = {name: load(port, path, form, seconds) for name, form in (("small", SMALL), ("two", TWO), ("heavy", HEAVY))}
        return found, runaway(port, server, 2.0) if path == "/sparql" else ""
    finally:
        server.terminate()
        server.wait(30)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    with (folder / "data.nq").open("w", encoding="utf-8") as out:
        out.writelines(quads(given.quads))
    load_shards(folder / "store", [folder / "data.nq"])
    code = "from pathlib import Path; from kg.server import Limits, serve; import sys"
    run = f"{code}; serve(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2]), Limits(query=2.0))"
    oxigraph = str(Path(sys.executable).with_name("oxigraph"))
    theirs, _ = measured(
        lambda port: [oxigraph, "serve-read-only", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"],
        "/query",
        given.seconds,
    )
    ours, dead = measured(
        lambda port: [sys.executable, "-c", f"if __name__ == '__main__': exec({run!r})", str(folder / "store"), str(port)],
        "/sparql",
        given.seconds,
    )
    print(f"{given.quads} quads, {CLIENTS} clients, {os.cpu_count()} cores")
    print(f"{'':8}{'oxigraph /s':>14}{'p99 ms':>10}{'kg /s':>10}{'p99 ms':>10}{'ratio':>8}")
    for name in theirs:
        (their_rate, their_p99), (rate, p99) = theirs[name], ours[name]
        print(f"{name:8}{their_rate:>14.0f}{their_p99:>10.1f}{rate:>10.0f}{p99:>10.1f}{rate / their_rate:>8.2f}")
    print(f"runaway: {dead}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
