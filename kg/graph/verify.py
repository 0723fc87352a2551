"""Recounts a store and holds it against what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import URIRef

from kg.graph import seals, sequence
from kg.graph.engine import Engine
from kg.graph.iris import Iris
from kg.graph.store import Store
from kg.graph.terms import A, named
from kg.model import digest


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is not as it was written: in which graph, and what is wrong."""

    graph: str
    problem: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was counted, and the faults, sorted; none where the store is whole."""

    articles: int
    mentions: int
    events: int
    statements: int
    faults: tuple[Fault, ...]


def verify(store: Store) -> Verdict:
    """Reads every article's graph and holds it against its seal, its text against its digest, and every link against its end."""
    engine, iris = store.engine, store.iris
    graphs = seals.article_graphs(engine, iris)
    mentions = {node for graph in graphs for node, _, _ in engine.triples(graph, predicate=A, value=named("pe:EventMention"))}
    events = {node for node, _, _ in engine.triples(iris.graph("canonical"), predicate=A, value=named("pe:PolicyEvent"))}
    faults = [*_articles(engine, iris, graphs), *_links(engine, iris, mentions, events)]
    return Verdict(len(graphs), len(mentions), len(events), len(engine), tuple(sorted(faults)))


def _articles(engine: Engine, iris: Iris, graphs: list[URIRef]) -> Iterator[Fault]:
    sealed = {graph: str(value) for graph, _, value in engine.triples(iris.graph("prov"), predicate=seals.SEAL)}
    for graph in graphs:
        if graph not in sealed:
            yield Fault(str(graph), "has no seal")
        elif seals.seal(engine.packed(graph)) != sealed[graph]:
            yield Fault(str(graph), "does not hold what was written")
        yield from _text(engine, iris, graph)
    for graph in sorted(sealed.keys() - set(graphs)):
        yield Fault(str(graph), "is gone, but its seal is there")


def _text(engine: Engine, iris: Iris, graph: URIRef) -> Iterator[Fault]:
    node = URIRef(str(graph).replace(str(iris.graph("doc/")), str(iris.article("x"))[:-1], 1))
    said = [str(value) for _, _, value in engine.triples(graph, node, named("pe:textHash"))]
    texts = [str(value) for _, _, value in engine.triples(graph, node, named("schema:articleBody"))]
    if [digest(one, length=64) for one in texts] != said or len(said) != 1:
        yield Fault(str(graph), "the article's text is not the one of its digest")


def _links(engine: Engine, iris: Iris, mentions: set[URIRef], events: set[URIRef]) -> Iterator[Fault]:
    canonical = iris.graph("canonical")
    actors = {node for node, _, _ in engine.triples(iris.graph("actors"), predicate=A, value=named("pe:Actor"))}
    for mention, _, event in engine.triples(canonical, predicate=named("pe:denotes")):
        if mention not in mentions or event not in events:
            yield Fault(str(canonical), f"{mention} denotes {event}, and one of the two is missing")
    order = iris.graph("sequence")
    if engine.packed(order) != {engine.pack(link, order) for link in sequence.triples(engine.triples(canonical))}:
        yield Fault(str(order), "is not the order of the events")
    for link in ("pe:agent", "pe:target"):
        for event, _, actor in engine.triples(canonical, predicate=named(link)):
            if actor not in actors:
                yield Fault(str(canonical), f"{event} has {link} {actor}, who is not among the actors")
