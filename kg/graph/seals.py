"""The seal of an article's graph: a digest of what was written, kept in graph/prov, so that damage or a foreign hand shows."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from rdflib import URIRef

from kg.graph.engine import Engine, Packed
from kg.graph.iris import Iris
from kg.graph.oxigraph import statement
from kg.graph.terms import Triple, named, text

SEAL = named("schema:sha256")


def seal(quads: Iterable[Packed]) -> str:
    """64 hex digits, the SHA-256 of the statements in the syntax of N-Triples, sorted, a line each; graphs' names do not count."""
    # several mentions of one sentence share its evidence, and each of them says it: a graph holds it once
    lines = sorted({statement(quad) for quad in quads})
    return sha256("".join(f"{line} .\n" for line in lines).encode("utf-8")).hexdigest()


def triple(graph: URIRef, quads: Iterable[Packed]) -> Triple:
    """What graph/prov says of an article's graph that holds these quads."""
    return graph, SEAL, text(seal(quads))


def article_graphs(engine: Engine, iris: Iris) -> list[URIRef]:
    """The graphs of all articles, sorted."""
    return [URIRef(graph) for graph in engine.graphs() if graph.startswith(str(iris.graph("doc/")))]
