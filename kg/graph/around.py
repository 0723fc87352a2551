"""A store with its ledger, as ``kg.resolve.exchange`` asks it: what a change can concern, found without reading all there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from rdflib import URIRef

from kg.errors import StoreError
from kg.graph import acts as by
from kg.graph import decode
from kg.graph.iris import Iris
from kg.graph.ledger import FILE, Ledger
from kg.graph.store import Store
from kg.graph.terms import Triple, address, named
from kg.model import Actor, Event, Participant, Reading, digest
from kg.resolve.context import participants
from kg.resolve.happening import day_key


class Around:
    """The store around a change: ``changed`` are the articles as they will be, ``gone`` the ids of those that will not be there.

    Ids of articles are their first 16 digits.
    """

    def __init__(self, store: Store, ledger: Ledger, changed: Iterable[Reading], gone: Collection[str]) -> None:
        self._store, self._engine, self._iris, self._ledger = store, store.engine, store.iris, ledger
        self.changed = {reading.article.id[:16]: reading for reading in changed}
        self.gone = set(gone) - self.changed.keys()
        self._canonical = store.iris.graph("canonical")
        self._read: dict[str, Reading] = dict(self.changed)
        self._events: dict[str, Event] = {}
        self._days: dict[str, date | None] = {}

    # ---- articles

    def near(self, keys: frozenset[str]) -> Iterator[Reading]:
        """See ``kg.resolve.known.Known``."""
        return self._all(self._ledger.near(keys))

    def readings(self, mentions: Iterable[str]) -> Iterator[Reading]:
        """See ``kg.resolve.known.Known``."""
        return self._all({mention[:16] for mention in mentions})

    def _all(self, articles: Iterable[str]) -> Iterator[Reading]:
        return (self.reading(article) for article in sorted(set(articles) - self.gone))

    def reading(self, article: str) -> Reading:
        """An article of the store as it will be; the same one every time."""
        if article not in self._read:
            self._read[article] = self.stored(article)
        return self._read[article]

    def stored(self, article: str) -> Reading:
        """An article as the store has it. Raises ShapeError where it has none."""
        return decode.reading(self._engine.strings(self._iris.doc_graph(article)), self._iris)

    def has(self, article: str) -> bool:
        """Whether the store has an article."""
        return next(self._engine.triples(self._iris.doc_graph(article), self._iris.article(article)), None) is not None

    def of_page(self, url: str) -> set[str]:
        """The articles that the store has from an address."""
        nodes = {node for node, _, _ in self._engine.triples(None, None, named("schema:url"), address(url))}
        # the history tells of addresses too
        return {name for node in nodes if self._iris.article(name := self._iris.local(node)) == node}

    def published(self, events: Iterable[Event]) -> dict[str, date | None]:
        """The days of the articles of the mentions of these events."""
        return {mention: self._day(mention[:16]) for event in events for mention in event.mentions}

    def _day(self, article: str) -> date | None:
        if article in self._read:
            return self._read[article].article.published
        if article not in self._days:
            graph, node = self._iris.doc_graph(article), self._iris.article(article)
            told = (str(value) for _, _, value in self._engine.triples(graph, node, named("schema:datePublished")))
            self._days[article] = next(map(date.fromisoformat, told), None)
        return self._days[article]

    def anchors(self, names: Iterable[str]) -> set[str]:
        """The articles of the mentions that ids in judgements stand for: ids of mentions, or of events that were made of one first."""
        found: set[str] = set()
        for name in names:
            if "/" in name:
                found |= {name[:16]} if self.has(name[:16]) else set()
                continue
            live = self._store.successor(name) or name
            links = self._engine.triples(self._canonical, None, named("pe:denotes"), self._iris.event(live))
            mentions = [self._iris.local(mention) for mention, _, _ in links]
            found |= {one[:16] for one in mentions if digest(day_key(self._day(one[:16])), one) == name}
        return found - self.gone

    # ---- events

    def event_of(self, mention: str) -> str | None:
        """See ``kg.resolve.known.Known``."""
        links = self._engine.triples(self._canonical, self._iris.mention(mention), named("pe:denotes"))
        return next((self._iris.local(event) for _, _, event in links), None)

    def event(self, event: str) -> Event:
        """See ``kg.resolve.known.Known``."""
        if event not in self._events:
            found = next(decode.events(self._about(self._iris.event(event)), self._iris), None)
            if found is None:
                raise StoreError(
                    f"event {event}", "is in the ledger of the store and not in its graph", f"delete {FILE} in the store's folder"
                )
            self._events[event] = found
        return self._events[event]

    def _about(self, node: URIRef) -> Iterator[Triple]:
        """All that makes an event: its own statements, its mentions, its former ids, its documents, and who states its relations."""
        engine, graph = self._engine, self._canonical
        own = list(engine.triples(graph, node))
        yield from own
        for link in ("pe:denotes", "pe:mergedInto"):
            yield from engine.triples(graph, None, named(link), node)
        for _, link, value in own:
            if link == named("pe:instrument") and isinstance(value, URIRef):
                yield from engine.triples(graph, value)
        for statement, _, _ in engine.triples(graph, None, named("rdf:subject"), node):
            yield from engine.triples(graph, statement)

    def on(self, instrument: str) -> Iterator[str]:
        """See ``kg.resolve.known.Known``."""
        return self._from("pe:instrument", self._iris.other("instrument", instrument))

    def realised_by(self, plan: str) -> Iterator[str]:
        """See ``kg.resolve.known.Known``."""
        return self._from("pe:realises", self._iris.event(plan))

    def _from(self, link: str, node: URIRef) -> Iterator[str]:
        return (self._iris.local(event) for event, _, _ in self._engine.triples(self._canonical, None, named(link), node))

    def plans(self, kind: str, agent: str) -> list[str]:
        """See ``kg.resolve.known.Known``."""
        return [event for _, event in self._ledger.acts(by.plans(kind, agent))]

    def facts(self, kind: str, agent: str, since: date, until: date) -> list[str]:
        """See ``kg.resolve.known.Known``."""
        return [event for _, event in self._ledger.acts(by.facts(kind, agent), since.isoformat(), until.isoformat())]

    @property
    def iris(self) -> Iris:
        """The store's IRIs."""
        return self._iris

    def sequence(self, events: Iterable[str]) -> list[Triple]:
        """The links from events to those that came next, before the change."""
        graph = self._iris.graph("sequence")
        return [triple for event in events for triple in self._engine.triples(graph, self._iris.event(event))]

    # ---- actors

    def actor(self, actor: str) -> Actor | None:
        """An actor as the store has it, None for nobody."""
        node, graph = self._iris.actor(actor), self._iris.graph("actors")
        own = list(self._engine.triples(graph, node))
        for office, _, _ in self._engine.triples(graph, None, named("org:member"), node):
            own.extend(self._engine.triples(graph, office))
        return next(decode.actors(own, self._iris), None)

    def taking_part(self, actor: str) -> list[Participant]:
        """Everybody in the articles, as they will be, who has the id of an actor."""
        new = (one for reading in self.changed.values() for mention in reading.mentions for one in participants(mention))
        return [*(self._participant(node) for node in self._parts(actor)), *(one for one in new if one.actor == actor)]

    def takes_part(self, actor: str) -> bool:
        """Whether there is anybody with the id of an actor in the articles that stay as they are."""
        return next(self._parts(actor), None) is not None

    def _parts(self, actor: str) -> Iterator[URIRef]:
        """The participations with an actor in the articles that stay as they are."""
        for node, _, _ in self._engine.triples(None, None, named("pe:actor"), self._iris.actor(actor)):
            article = self._iris.local(node)[:16]
            if article not in self.changed and article not in self.gone:
                yield node

    def _participant(self, node: URIRef) -> Participant:
        told = {link: str(value) for _, link, value in self._engine.triples(None, node)}
        return Participant(told[named("pe:words")], told[named("pe:name")], told[named("pe:kind")])

    def name_of(self, actor: str) -> str | None:
        """The name of an actor, None for nobody."""
        label = self._engine.triples(self._iris.graph("actors"), self._iris.actor(actor), named("skos:prefLabel"))
        return next((str(name) for _, _, name in label), None)

    def acting(self, actor: str) -> set[str]:
        """The ids of the events that an actor takes part in, before the change."""
        node = self._iris.actor(actor)
        links = (self._engine.triples(self._canonical, None, named(link), node) for link in ("pe:agent", "pe:target"))
        return {self._iris.local(event) for found in links for event, _, _ in found}
