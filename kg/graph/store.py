"""The store: articles with their mentions, actors, events, judgements, and SPARQL over all of them.

Every write is one transaction: all of it or none, and nothing is written that breaks a SHACL shape.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from rdflib import Dataset, URIRef

from kg import vocab
from kg.errors import StoreError
from kg.graph import decode, encode, history, meta, migrate, prov
from kg.graph.change import Change, Sealed
from kg.graph.engine import Engine
from kg.graph.history import Past
from kg.graph.iris import BASE, Iris
from kg.graph.ledger import Ledger
from kg.graph.prov import Run
from kg.graph.remote import RemoteEngine, url_of
from kg.graph.results import Answer
from kg.graph.syntax import parse_turtle
from kg.graph.terms import A, Quad, Term, Triple, named, text
from kg.model import Actor, Article, Event, Judgement, Reading
from kg.resolve.judged import judgement_id

_UNRESOLVED = """ASK { GRAPH ?g { ?mention a pe:EventMention ; pe:eventType ?type }
  FILTER NOT EXISTS { GRAPH graph:canonical { ?mention pe:denotes ?event } } }"""


class Swapped(NamedTuple):
    """Actors, events and links of sequence as they were, each with what takes their place."""

    actors: tuple[Collection[Actor], Collection[Actor]]
    events: tuple[Collection[Event], Collection[Event]]
    sequence: tuple[list[Triple], list[Triple]]


class Store:
    """A graph of policy events; ``with Store.open(path) as store``.

    ``iris`` makes the IRIs under the store's base; ``prefixes`` are known to every query; ``place`` names the store in errors.
    """

    def __init__(self, engine: Engine, iris: Iris) -> None:
        self._engine = engine
        self.iris = iris
        self.prefixes = {**vocab.PREFIXES, **iris.prefixes()}
        self._ledger: Ledger | None = None

    # ---- opening and closing

    @classmethod
    def open(cls, path: Path | None = None, read_only: bool = False, *, create: bool = True, base: str = BASE) -> Store:
        """Opens the store in the folder ``path``, or a new one in memory for None, which can always be written.

        A path that is an address (``http://127.0.0.1:7878``) is a store on a server, see ``kg.graph.remote``. The base counts for a
        new store only.

        Raises StoreError where it is missing (with ``read_only``, or without ``create``), is not a store, is open for writing
        in another place, or was written by a newer version.
        """
        url = url_of(path)
        engine = Engine.open(path, read_only, create) if url is None else RemoteEngine(url, read_only)
        try:
            return cls._checked(engine, path is None or not read_only, base)
        except BaseException:
            engine.close()
            raise

    @classmethod
    def _checked(cls, engine: Engine, writable: bool, base: str) -> Store:
        old = meta.FORMAT
        if len(engine) == 0 and writable:
            store = cls(engine, Iris(base))
        else:
            store = cls(engine, Iris(meta.base_of(engine.triples(predicate=named("void:uriSpace")), engine.place)))
            old = meta.version(store.triples("meta"), engine.place)
            migrate.prepare(engine, old, writable)
        if writable:
            store._bring_up(old)
        return store

    def _bring_up(self, old: int) -> None:
        """Brings format and copy of the ontology up to date, in one transaction; ``old`` is the format that the store has."""
        if not meta.is_current(self.triples("meta"), self.iris):
            change = Change(self._engine, self.iris)
            migrate.migrate(change, old)
            change.replace(self.iris.graph("meta"), meta.triples(self.iris))
            change.replace(self.iris.graph("ontology"), (triple for file in meta.ontology_files() for triple in parse_turtle(file)))
            change.commit()

    def close(self) -> None:
        """Writes out what is buffered and lets go of the folder; closing twice is harmless."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None
        self._engine.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def engine(self) -> Engine:
        """What the store lies in, for the other modules of this room."""
        return self._engine

    @property
    def ledger(self) -> Ledger | None:
        """The ledger of a folder that is open for writing; None for every other store."""
        folder = Path(self.place)
        if self._ledger is None and not self._engine.read_only and folder.is_dir():
            self._ledger = Ledger.open(folder)
        return self._ledger

    @property
    def place(self) -> str:
        """The store's folder, or "the store in memory"."""
        return self._engine.place

    # ---- writing

    def write(
        self,
        readings: Iterable[Reading] = (),
        run: Run | None = None,
        *,
        sealed: Iterable[Sealed] = (),
        removed: Iterable[str] = (),
        past: Iterable[Past] = (),
        actors: Iterable[Actor] | None = None,
        events: Iterable[Event] | None = None,
    ) -> None:
        """Any of it in one transaction: articles as ``run`` read them, ids of articles to take out, all actors, all events.

        ``past`` is what stays of texts that are no longer read, in the history. ``sealed`` are articles out of a shard
        (``kg.graph.shards``), none of them among the ``readings``.

        Of several readings of one text the first by day and name is kept, so that their order does not count. Actors and events
        replace those in the store; None leaves them, but for links from mentions that are gone and events left without any.
        Raises ShapeError, before anything is written, for a graph that breaks a shape or points nowhere; StoreError where the
        store cannot be written, or readings come without a run.
        """
        listed, ready, gone = list(readings), list(sealed), list(removed)
        change = self._articles(listed, run, ready, gone, past)
        self._derived(change, None if actors is None else list(actors), None if events is None else list(events))
        if self.ledger is not None:
            graphs = [*(self.iris.doc_graph(reading.article.id) for reading in listed), *(one.graph for one in ready)]
            if gone or actors is not None or events is not None or any(map(self._has, graphs)):
                self.ledger.spoil()
            else:
                self.ledger.wait(self.iris.local(graph).rpartition("/")[2] for graph in graphs)
        change.commit()

    def _has(self, graph: URIRef) -> bool:
        return any(self._engine.triples(graph))

    def _made_by(self, run: Run | None) -> Run:
        if run is None:
            raise StoreError(self.place, "readings without the run that made them", "pass run")
        return run

    def _derived(self, change: Change, actors: list[Actor] | None, events: list[Event] | None) -> None:
        if actors is not None:
            triples = (triple for actor in actors for triple in encode.actor(actor, self.iris))
            change.revise(self.iris.graph("actors"), triples, "the actors")
        if events is None:
            change.unlink()
            return
        known = self._engine.triples(self.iris.graph("actors"), predicate=A, value=named("pe:Actor"))
        change.check_events(events, {self.iris.local(node) for node, _, _ in known} if actors is None else {actor.id for actor in actors})
        told = [triple for event in events for triple in encode.event(event, self.iris)]
        change.revise(self.iris.graph("canonical"), told, "the events")
        change.order(told)

    def exchange(
        self,
        readings: Iterable[Reading] = (),
        run: Run | None = None,
        *,
        sealed: Iterable[Sealed] = (),
        removed: Iterable[str] = (),
        past: Iterable[Past] = (),
        swapped: Swapped,
    ) -> None:
        """As ``write``, in one transaction, but with some actors and events in the place of others, and all others left as they are.

        Costs what is exchanged, whatever else there is. Raises as ``write`` does.
        """
        change = self._articles(readings, run, sealed, removed, past)
        triples = [[triple for actor in actors for triple in encode.actor(actor, self.iris)] for actors in swapped.actors]
        change.swap("actors", triples[0], triples[1], "the actors")
        change.check_new(swapped.events[1], {actor.id for actor in swapped.actors[1]})
        old, new = ([triple for event in events for triple in encode.event(event, self.iris)] for events in swapped.events)
        others = {relation.event for event in swapped.events[1] for relation in event.relations}
        change.swap("canonical", old, new, "the events", [(self.iris.event(one), A, named("pe:PolicyEvent")) for one in others])
        change.swap("sequence", *swapped.sequence, place=None)
        change.commit()

    def _articles(
        self, readings: Iterable[Reading], run: Run | None, sealed: Iterable[Sealed], removed: Iterable[str], past: Iterable[Past]
    ) -> Change:
        """The change that takes articles in and out."""
        change = Change(self._engine, self.iris)
        for gone in removed:
            change.drop_article(gone)
        for reading in _one_each(readings):
            change.put_article(reading, self._made_by(run))
        for article in sealed:
            change.put_sealed(article, self._made_by(run))
        for one in past:
            change.remember(one.article, history.triples(one, self.iris))
        change.provenance(run)
        return change

    def put(self, reading: Reading, run: Run) -> None:
        """One article with its mentions; its graph is replaced whole. Raises as ``write`` does."""
        self.write([reading], run)

    def put_all(self, readings: Iterable[Reading], run: Run) -> None:
        """Articles with their mentions, all in one transaction. Raises as ``write`` does."""
        self.write(readings, run)

    def replace_derived(self, actors: Iterable[Actor], events: Iterable[Event]) -> None:
        """All actors and all events, in one transaction. Raises as ``write`` does."""
        self.write(actors=actors, events=events)

    def remove(self, name: str) -> bool:
        """Takes out an article by its id, by the first 16 digits of it, or all that the source calls ``name``; False for none."""
        found = [reading.article.id for reading in self.named(name)]
        self.write(removed=found)
        return bool(found)

    def add_judgement(self, judgement: Judgement) -> None:
        """Keeps a person's judgement. Raises ShapeError where it breaks a shape."""
        self._curate({*self.triples("curated"), *encode.judgement(judgement, self.iris)})

    def remove_judgement(self, judgement: Judgement) -> bool:
        """Takes a judgement back; False where it was never given."""
        return self._curate(set(self.triples("curated")) - set(encode.judgement(judgement, self.iris)))

    def _curate(self, triples: set[Triple]) -> bool:
        change = Change(self._engine, self.iris)
        changed = change.replace(self.iris.graph("curated"), triples, "the judgement")
        change.commit()
        return changed

    # ---- reading

    def articles(self) -> list[Article]:
        """All articles, by day of publication (undated last) and id."""
        nodes = [node for node, _, _ in self._engine.triples(predicate=A, value=named("schema:NewsArticle"))]
        found = (self.article(self.iris.local(node)) for node in nodes)
        return sorted((article for article in found if article is not None), key=_article_order)

    def article(self, article: str) -> Article | None:
        """One article, by its id or the first 16 digits of it; None where it is not there."""
        graph, node = self.iris.doc_graph(article), self.iris.article(article)
        own = list(self._engine.triples(graph, node))
        authors = [value for _, predicate, value in own if predicate == named("schema:author") and isinstance(value, URIRef)]
        own.extend(triple for author in authors for triple in self._engine.triples(graph, author))
        return next(decode.articles(decode.Nodes(own), self.iris), None)

    def read_by(self, article: str) -> str | None:
        """The id of the run that made what the store holds of an article; None where it holds nothing of it."""
        link = named("prov:wasGeneratedBy")
        runs = (value for _, _, value in self._engine.triples(self.iris.graph("prov"), self.iris.doc_graph(article), link))
        return next((self.iris.local(run) for run in runs), None)

    def unresolved(self) -> bool:
        """Whether some mention speaks of an event that was not worked out yet, as after a run that was stopped."""
        return bool(self.query(_UNRESOLVED).boolean)

    def readings(self) -> Iterator[Reading]:
        """All articles with their mentions, by day of publication (undated last) and id; each is read when its turn comes."""
        days = self.days()
        for name in sorted(days, key=lambda name: (days[name], name)):
            yield decode.reading(self._engine.strings(self.iris.doc_graph(name)), self.iris)

    def days(self) -> dict[str, date]:
        """The days of publication of all articles, by the first 16 digits of their ids; the last day there is for one without."""
        nodes = {node for node, _, _ in self._engine.triples(predicate=A, value=named("schema:NewsArticle"))}
        told = self._engine.triples(predicate=named("schema:datePublished"))
        days = {node: date.fromisoformat(str(day)) for node, _, day in told if node in nodes}
        return {self.iris.local(node): days.get(node, date.max) for node in nodes}

    def named(self, name: str) -> list[Reading]:
        """The articles with an id, the first 16 digits of it, or the name that their source gives them; in the order of ``readings``."""
        told = self._engine.triples(None, None, named("dcterms:identifier"), text(name))
        ids = {name[:16], *(self.iris.local(node) for node, _, _ in told)} - {""}
        graphs = [graph for graph in map(self.iris.doc_graph, sorted(ids)) if self._has(graph)]
        found = (decode.reading(self._engine.strings(graph), self.iris) for graph in graphs)
        ours = (one for one in found if name in (one.article.id, one.article.id[:16], one.article.doc))
        return sorted(ours, key=lambda one: _article_order(one.article))

    def actors(self) -> list[Actor]:
        """All actors, by id."""
        return sorted(decode.actors(self.triples("actors"), self.iris), key=lambda actor: actor.id)

    def events(self) -> list[Event]:
        """All events, by id."""
        return sorted(decode.events(self.triples("canonical"), self.iris), key=lambda event: event.id)

    def judgements(self) -> list[Judgement]:
        """All judgements, by day and id."""
        return sorted(decode.judgements(self.triples("curated"), self.iris), key=lambda one: (one.when, judgement_id(one)))

    def runs(self) -> list[Run]:
        """The runs that made what is in the store, by id."""
        return sorted(prov.runs(self.triples("prov")), key=lambda run: run.id)

    def past(self) -> list[Past]:
        """The texts that the store held once, by day of publication and id."""
        return sorted(history.pasts(self.triples("history"), self.iris), key=lambda one: (one.published or date.max, one.article))

    def denoted(self) -> dict[str, str]:
        """The id of the event that each mention speaks of, by the id of the mention."""
        links = self._engine.triples(self.iris.graph("canonical"), predicate=named("pe:denotes"))
        return {self.iris.local(mention): self.iris.local(event) for mention, _, event in links}

    def successor(self, event: str) -> str | None:
        """The id of the event that an id which is no longer in use leads to, None for an id that the store does not know."""
        links = self._engine.triples(self.iris.graph("canonical"), self.iris.event(event), named("pe:mergedInto"))
        return next((self.iris.local(live) for _, _, live in links), None)

    def graphs(self) -> list[str]:
        """The names of the graphs, sorted: ``actors``, ``doc/{sha16}`` and so on."""
        return [graph.removeprefix(f"{self.iris.base}graph/") for graph in self._engine.graphs()]

    def triples(self, graph: str) -> list[Triple]:
        """The triples of one graph, by its name, in no order."""
        return list(self._engine.triples(self.iris.graph(graph)))

    def quads(self, ontology: bool = False) -> list[Quad]:
        """All there is, by graph and then in the order of N-Quads; with ``ontology`` also the store's copy of it."""
        return [self._engine.unpack(quad) for quad in self._engine.sorted(self._hidden(ontology))]

    def serialise(self, form: str, ontology: bool = False) -> str:
        """All there is as ``nquads``, ``trig`` or ``turtle``, sorted: equal stores give equal text. Turtle drops the graphs' names."""
        return self._engine.serialise(self._engine.sorted(self._hidden(ontology)), form, self.prefixes)

    def _hidden(self, ontology: bool) -> tuple[str, ...]:
        return () if ontology else (str(self.iris.graph("ontology")),)

    # ---- SPARQL

    def query(self, text: str, bindings: Mapping[str, Term] | None = None, *, union: bool = True) -> Answer:
        """Runs a query on Oxigraph; ``bindings`` fill the parameters that it declares (see ``kg.graph.binding``).

        With ``union`` the default graph is all graphs together; without, it is empty. Raises QueryError, with line and column.
        """
        return self._engine.query(text, bindings or {}, self.prefixes, union)

    def check(self, text: str) -> None:
        """Raises QueryError, with line and column, for a text that is no query or has an unknown term; no row is worked out."""
        self._engine.check(text, self.prefixes)

    def filled(self, text: str, bindings: Mapping[str, Term]) -> str:
        """The text of a query with its parameters filled in. Raises QueryError for a value that it has no parameter for."""
        return self._engine.filled(text, bindings)

    @property
    def dataset(self) -> Dataset:
        """The same store through rdflib's API, for notebooks; its queries run on Oxigraph too. Valid until the store is closed."""
        return self._engine.dataset(self.prefixes)


def _article_order(article: Article) -> tuple[date, str]:
    return article.published or date.max, article.id


def _one_each(readings: Iterable[Reading]) -> list[Reading]:
    """One reading for each text, whatever their order: the first by day and then by what else the source says of it."""

    def order(reading: Reading) -> tuple[str, date, str, str]:
        article = reading.article
        return article.id, article.published or date.max, article.doc, repr((article, reading.mentions))

    kept: dict[str, Reading] = {}
    for reading in sorted(readings, key=order):
        kept.setdefault(reading.article.id, reading)
    return list(kept.values())
