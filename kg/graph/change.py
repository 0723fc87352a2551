"""Gathers what a write takes away from the store and what it adds, checks it, and commits it at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from rdflib import URIRef

from kg.errors import ShapeError
from kg.graph import encode, prov, seals, sequence, shacl
from kg.graph.engine import Engine, Packed
from kg.graph.iris import Iris
from kg.graph.prov import Run
from kg.graph.terms import A, Triple, named
from kg.model import Event, Reading


class Sealed(NamedTuple):
    """An article's graph as a shard holds it, checked and sealed: its statements, the mentions in it, and what graph/prov says of it."""

    graph: URIRef
    quads: frozenset[Packed]
    mentions: frozenset[URIRef]
    seal: Triple


class Change:
    """One write in the making. Nothing is written before ``commit``; every method before it may raise ShapeError."""

    def __init__(self, engine: Engine, iris: Iris) -> None:
        self._engine, self._iris = engine, iris
        self._stale: set[Packed] = set()
        self._fresh: set[Packed] = set()
        self._runs: dict[URIRef, URIRef | None] = {}
        self._seals: dict[URIRef, Triple] = {}
        self._gone: set[URIRef] = set()
        self._come: set[URIRef] = set()

    def replace(self, graph: URIRef, triples: Iterable[Triple], place: str | None = None) -> bool:
        """Makes ``triples`` all that the graph holds; False if it already holds just these. With ``place`` the shapes are checked."""
        wanted = list(triples)
        stale, fresh = self._difference(graph, wanted)
        if place is not None and (stale or fresh):
            shacl.check(wanted, place)
        return self._exchange(stale, fresh)

    def revise(self, graph: URIRef, triples: Iterable[Triple], place: str) -> bool:
        """As ``replace``, but the shapes are held only against what changes: what stays was checked when it was written."""
        wanted = list(triples)
        stale, fresh = self._difference(graph, wanted)
        changed = [self._engine.unpack(quad)[:3] for quad in stale | fresh]
        if changed:
            nodes = touched(wanted, changed)
            shacl.check(around(wanted, nodes), place, nodes)
        return self._exchange(stale, fresh)

    def swap(self, name: str, old: Iterable[Triple], new: Sequence[Triple], place: str | None, beside: Iterable[Triple] = ()) -> None:
        """Puts some statements of a graph in the place of others; the rest of it stays, unread.

        With ``place`` the shapes are held against what changes; ``beside`` are statements that stay and give the classes of the nodes
        that ``new`` names.
        """
        graph = self._iris.graph(name)
        stale, fresh = ({self._engine.pack(triple, graph) for triple in triples} for triples in (old, new))
        changed = [self._engine.unpack(quad)[:3] for quad in stale ^ fresh]
        nodes = touched(new, changed)
        if nodes and new and place is not None:
            shacl.check(around([*new, *beside], nodes), place, nodes)
        self._exchange(stale - fresh, fresh - stale)

    def _difference(self, graph: URIRef, wanted: Iterable[Triple]) -> tuple[set[Packed], set[Packed]]:
        packed, had = {self._engine.pack(triple, graph) for triple in wanted}, self._engine.packed(graph)
        return had - packed, packed - had

    def _exchange(self, stale: set[Packed], fresh: set[Packed]) -> bool:
        self._stale |= stale
        self._fresh |= fresh
        return bool(stale or fresh)

    def put_article(self, reading: Reading, run: Run) -> None:
        """An article's graph, checked and replaced whole."""
        made_by = prov.run_iri(run, self._iris)
        graph = self._iris.doc_graph(reading.article.id)
        triples = list(encode.reading(reading, self._iris, made_by))
        self._runs[graph] = made_by
        self._seals[graph] = seals.triple(graph, [self._engine.pack(triple, graph) for triple in triples])
        self._gone |= self._mentions(graph)
        self._come |= {subject for subject, predicate, value in triples if predicate == A and value == named("pe:EventMention")}
        self.replace(graph, triples, f"article {reading.article.doc}")
        self.remember(reading.article.id, ())

    def remember(self, article: str, triples: Iterable[Triple]) -> None:
        """Makes ``triples`` all that the history says of a text, by the id of the article that had it."""
        graph = self._iris.graph("history")
        had = {self._engine.pack(triple, graph) for triple in self._engine.triples(graph, self._iris.other("past", article[:16]))}
        wanted = {self._engine.pack(triple, graph) for triple in triples}
        self._stale |= had - wanted
        self._fresh |= wanted - had

    def put_sealed(self, article: Sealed, run: Run) -> None:
        """An article's graph, replaced whole by one that was checked when it was written to a shard."""
        self._runs[article.graph] = prov.run_iri(run, self._iris)
        self._seals[article.graph] = article.seal
        self._gone |= self._mentions(article.graph)
        self._come |= article.mentions
        had = self._engine.packed(article.graph)
        self._stale |= had - article.quads
        self._fresh |= article.quads - had
        self.remember(self._iris.local(article.graph).rpartition("/")[2], ())

    def drop_article(self, article: str) -> None:
        """An article's graph, by the first 16 digits of its id."""
        graph = self._iris.doc_graph(article)
        self._runs[graph] = None
        self._gone |= self._mentions(graph)
        self.replace(graph, ())

    def provenance(self, run: Run | None) -> None:
        """Which run made which article's graph, and its seal; runs that made none of those left are forgotten."""
        graph, link = self._iris.graph("prov"), named("prov:wasGeneratedBy")
        for doc, made_by in self._runs.items():
            wanted = {self._engine.pack(triple, graph) for triple in ((doc, link, made_by), self._seals[doc])} if made_by else set()
            had = {self._engine.pack(triple, graph) for triple in self._engine.triples(graph, doc)}
            self._stale |= had - wanted
            self._fresh |= wanted - had
        new = [run] if run and any(self._runs.values()) else []
        kept = [old for old in prov.runs(self._nodes(graph)) if self._still_used(old, graph)]
        wanted = {self._engine.pack(triple, graph) for old in (*kept, *new) for triple in prov.triples(old, self._iris)}
        had = {self._engine.pack(triple, graph) for triple in self._nodes(graph)}
        self._stale |= had - wanted
        self._fresh |= wanted - had

    def reseal(self) -> None:
        """Seals every article's graph as it stands."""
        graph = self._iris.graph("prov")
        for doc in seals.article_graphs(self._engine, self._iris):
            had = {self._engine.pack(triple, graph) for triple in self._engine.triples(graph, doc, seals.SEAL)}
            wanted = {self._engine.pack(seals.triple(doc, self._engine.packed(doc)), graph)}
            self._stale |= had - wanted
            self._fresh |= wanted - had

    def check_events(self, events: Iterable[Event], actors: set[str]) -> None:
        """Raises ShapeError for an event with an agent, a target or a mention that is nowhere; ``actors`` are the ids of all."""
        mentions = self._all_mentions()
        for event in events:
            for actor in (*event.agents, *event.targets):
                if actor not in actors:
                    raise ShapeError(f"event {event.id}", f"its actor {actor!a} is not among the actors", "resolve the mentions again")
            for mention in event.mentions:
                if self._iris.mention(mention) not in mentions:
                    raise ShapeError(f"event {event.id}", f"its mention {mention!a} is in no article", "resolve the mentions again")

    def check_new(self, events: Iterable[Event], actors: Collection[str]) -> None:
        """As ``check_events``, for events beside those that stay; ``actors`` are the ids of new ones."""
        graph = self._iris.graph("actors")
        for event in events:
            for actor in (*event.agents, *event.targets):
                if actor not in actors and not any(self._engine.triples(graph, self._iris.actor(actor), A, named("pe:Actor"))):
                    raise ShapeError(f"event {event.id}", f"its actor {actor!a} is not among the actors", "resolve the mentions again")
            for mention in map(self._iris.mention, event.mentions):
                there = mention in self._come or any(self._engine.triples(None, mention, A, named("pe:EventMention")))
                if not there or mention in self._gone - self._come:
                    raise ShapeError(f"event {event.id}", f"its mention {mention} is in no article", "resolve the mentions again")

    def unlink(self) -> None:
        """Takes away the links from mentions that are gone, and the events that no mention is left of."""
        graph, link = self._iris.graph("canonical"), named("pe:denotes")
        gone = self._gone - self._come
        links = [triple for mention in sorted(gone) for triple in self._engine.triples(graph, mention, link)]
        for _, _, event in dict.fromkeys(links):
            if isinstance(event, URIRef) and all(mention in gone for mention, _, _ in self._engine.triples(graph, None, link, event)):
                links.extend(self._of_event(event))
        self._stale |= {self._engine.pack(triple, graph) for triple in links}
        if links:
            self.order()

    def order(self, told: Iterable[Triple] | None = None) -> None:
        """Which event came next, anew: of those that the canonical graph will hold, or of what it is left with."""
        if told is None:
            graph = self._iris.graph("canonical")
            found = (triple for link in sequence.READ for triple in self._engine.triples(graph, predicate=link))
            told = [triple for triple in found if self._engine.pack(triple, graph) not in self._stale]
        self.replace(self._iris.graph("sequence"), sequence.triples(told))

    def _of_event(self, event: URIRef) -> Iterator[Triple]:
        """All that the canonical graph says of an event: its own triples, those that lead to it, and who states its relations."""
        graph = self._iris.graph("canonical")
        own, to = list(self._engine.triples(graph, event)), list(self._engine.triples(graph, None, None, event))
        yield from (*own, *to)
        for statement, link, _ in to:
            if link in (named("rdf:subject"), named("rdf:object")):
                yield from self._engine.triples(graph, statement)

    def commit(self) -> None:
        """Writes it, all or none. Raises StoreError."""
        self._engine.commit(self._stale, self._fresh)

    def _nodes(self, graph: URIRef) -> list[Triple]:
        """All triples of the runs and of what they used: of every node that has a class."""
        nodes = {subject for subject, _, _ in self._engine.triples(graph, predicate=A)}
        return [triple for node in nodes for triple in self._engine.triples(graph, node)]

    def _still_used(self, run: Run, graph: URIRef) -> bool:
        links = self._engine.triples(graph, None, named("prov:wasGeneratedBy"), prov.run_iri(run, self._iris))
        return any(self._engine.pack(link, graph) not in self._stale for link in links)

    def _mentions(self, graph: URIRef | None) -> set[URIRef]:
        return {subject for subject, _, _ in self._engine.triples(graph, None, A, named("pe:EventMention"))}

    def _all_mentions(self) -> set[URIRef]:
        return (self._mentions(None) - self._gone) | self._come


def touched(triples: Iterable[Triple], changed: Sequence[Triple]) -> set[URIRef]:
    """The nodes of a graph that a change speaks of, and those that it takes away."""
    own = {subject for subject, _, _ in triples}
    return {subject for subject, _, _ in changed} | {value for _, _, value in changed if isinstance(value, URIRef) and value in own}


def around(triples: Sequence[Triple], nodes: Collection[URIRef]) -> list[Triple]:
    """The triples from and to some nodes of a graph, and the classes of all that these name: what shapes look at."""
    near = [triple for triple in triples if triple[0] in nodes or triple[2] in nodes]
    named_ = {node for subject, _, value in near for node in (subject, value)}
    return [*near, *(triple for triple in triples if triple[1] == A and triple[0] in named_ and triple[0] not in nodes)]
