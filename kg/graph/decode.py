"""RDF triples back to the nouns: the other half of ``encode``.

What is read here was written by ``encode``; a graph that lacks what a noun must have raises StoreError.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TypeVar

from kg import vocab
from kg.errors import StoreError
from kg.graph.encode import mention_order, office_order
from kg.graph.iris import Iris
from kg.graph.terms import Triple, named
from kg.model import (
    RELATIONS,
    Actor,
    Article,
    Event,
    Evidence,
    Instrument,
    Judgement,
    Mention,
    Office,
    Participant,
    Reading,
    Relation,
    Span,
    TimeSpan,
    Timex,
)

Parsed = TypeVar("Parsed")


_NOTHING: Mapping[str, list[str]] = {}


@cache
def _iri(name: str) -> str:
    return str(named(name))


class Nodes:
    """Triples by subject and property, as strings: what decoding needs of a graph."""

    def __init__(self, triples: Iterable[tuple[str, str, str]]) -> None:
        """Terms of rdflib are strings too; plain ones (``Engine.strings``) are quicker."""
        values: dict[str, dict[str, list[str]]] = {}
        for triple in triples:
            subject, predicate, value = triple if type(triple[2]) is str else map(str, triple)
            known = values.get(subject)
            if known is None:
                known = values[subject] = {}
            known.setdefault(predicate, []).append(value)
        self._values = values

    def of_class(self, name: str) -> list[str]:
        """The nodes of a class, sorted."""
        kind, iri = _iri("rdf:type"), _iri(name)
        return sorted(node for node, told in self._values.items() if iri in told.get(kind, ()))

    def all(self, node: str, name: str) -> list[str]:
        """The values of a property, sorted."""
        found = self._values.get(node, _NOTHING).get(_iri(name), ())
        return sorted(set(found)) if len(found) > 1 else [*found]

    def maybe(self, node: str, name: str) -> str | None:
        """The one value of a property, None where there is none; of several, the first."""
        found = self.all(node, name)
        return found[0] if found else None

    def one(self, node: str, name: str) -> str:
        """The one value of a property; where there is none, StoreError."""
        found = self.maybe(node, name)
        if found is None:
            raise StoreError(node, f"has no {name}", "run kg validate, and read the article again")
        return found

    def parsed(self, node: str, name: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """The one value of a property, parsed; None where there is none."""
        found = self.maybe(node, name)
        return None if found is None else parse(found)

    def span(self, node: str, start: str, end: str) -> Span | None:
        """Two offsets as a span, None where they are missing."""
        first = self.maybe(node, start)
        return None if first is None else Span(int(first), int(self.one(node, end)))


def reading(triples: Iterable[tuple[str, str, str]], iris: Iris) -> Reading:
    """The one article of an article's graph, with its mentions."""
    nodes = Nodes(triples)
    article = next(articles(nodes, iris), None)
    if article is None:
        raise StoreError("a graph", "has no article", "read the article again")
    mentions = (_mention(nodes, node, article, iris) for node in nodes.of_class("pe:EventMention"))
    return Reading(article, tuple(sorted(mentions, key=mention_order)))


def articles(nodes: Nodes, iris: Iris) -> Iterator[Article]:
    """The articles among the nodes, by IRI."""
    for node in nodes.of_class("schema:NewsArticle"):
        authors = sorted(nodes.all(node, "schema:author"), key=lambda author: int(nodes.one(author, "schema:position")))
        yield Article(
            doc=nodes.one(node, "dcterms:identifier"),
            text=nodes.one(node, "schema:articleBody"),
            title=nodes.maybe(node, "schema:headline"),
            published=nodes.parsed(node, "schema:datePublished", date.fromisoformat),
            bylines=tuple(nodes.one(author, "schema:name") for author in authors),
            publisher=nodes.maybe(node, "schema:publisher"),
            url=nodes.maybe(node, "schema:url"),
            news_agency=nodes.maybe(node, "pe:newsAgency"),
            version_of=nodes.parsed(node, "dcterms:isVersionOf", iris.local),
        )


def _mention(nodes: Nodes, node: str, article: Article, iris: Iris) -> Mention:
    trigger = nodes.span(node, "pe:triggerStart", "pe:triggerEnd")
    if trigger is None:
        raise StoreError(node, "has no pe:triggerStart", "read the article again")
    return Mention(
        type=_type(nodes, node),
        trigger=trigger,
        status=nodes.one(node, "pe:status").removeprefix(vocab.STATUS),
        evidence=_evidence(nodes, node, article),
        confidence=float(nodes.one(node, "pe:confidence")),
        agents=tuple(_participants(nodes, node, "agent", iris)),
        targets=tuple(_participants(nodes, node, "target", iris)),
        object=nodes.maybe(node, "pe:object"),
        instrument=nodes.maybe(node, "pe:instrumentKind"),
        document=nodes.maybe(node, "pe:instrumentWords"),
        place=nodes.maybe(node, "pe:placeName"),
        time=_time(nodes, node),
        attributed_to=next(_participants(nodes, node, "source", iris), None),
        cue=nodes.maybe(node, "pe:attributionCue"),
        topic=_topic(nodes, node),
        paragraph=int(nodes.one(node, "pe:paragraph")),
    )


def _type(nodes: Nodes, node: str) -> str | None:
    return nodes.parsed(node, "pe:eventType", lambda iri: iri.removeprefix(vocab.TYPE))


def _topic(nodes: Nodes, node: str) -> str | None:
    return nodes.parsed(node, "pe:topic", lambda iri: iri.removeprefix(vocab.CAP))


def _evidence(nodes: Nodes, mention: str, article: Article) -> Evidence:
    for selector in nodes.all(nodes.one(mention, "pe:evidence"), "oa:hasSelector"):
        span = nodes.span(selector, "oa:start", "oa:end")
        if span is not None:
            return Evidence(article.id, span, span.of(article.text), nodes.one(mention, "pe:rule"))
    raise StoreError(mention, "its evidence has no offsets", "read the article again")


def _participants(nodes: Nodes, mention: str, role: str, iris: Iris) -> Iterator[Participant]:
    found = [node for node in nodes.all(mention, "pe:participation") if nodes.maybe(node, "pe:role") == role]
    for node in sorted(found, key=lambda node: int(nodes.one(node, "pe:position"))):
        yield Participant(
            words=nodes.one(node, "pe:words"),
            name=nodes.one(node, "pe:name"),
            kind=nodes.one(node, "pe:kind"),
            span=nodes.span(node, "pe:start", "pe:end"),
            actor=nodes.parsed(node, "pe:actor", iris.local),
        )


def _time(nodes: Nodes, node: str) -> TimeSpan | None:
    basis = nodes.maybe(node, "pe:dateBasis")
    if basis is None:
        return None
    kind = nodes.maybe(node, "pe:timexType")
    return TimeSpan(
        begin=nodes.parsed(node, "pe:earliest", date.fromisoformat),
        end=nodes.parsed(node, "pe:latest", date.fromisoformat),
        granularity=nodes.one(node, "pe:granularity"),
        edtf=nodes.maybe(node, "pe:edtf"),
        basis=basis,
        words=nodes.maybe(node, "pe:timeText") or "",
        span=nodes.span(node, "pe:timeStart", "pe:timeEnd"),
        timex=Timex(kind, nodes.one(node, "pe:timexValue"), nodes.maybe(node, "pe:timexMod")) if kind else None,
    )


def actors(triples: Iterable[Triple], iris: Iris) -> Iterator[Actor]:
    """The actors of a graph, by IRI, with their offices."""
    nodes = Nodes(triples)
    offices: dict[str, list[Office]] = defaultdict(list)
    for node in nodes.of_class("pe:OfficeHolding"):
        offices[nodes.one(node, "org:member")].append(
            Office(
                title=nodes.one(node, "schema:roleName"),
                begin=nodes.parsed(node, "schema:startDate", date.fromisoformat),
                end=nodes.parsed(node, "schema:endDate", date.fromisoformat),
                body=nodes.parsed(node, "org:organization", iris.local),
            )
        )
    for node in nodes.of_class("pe:Actor"):
        yield Actor(
            id=iris.local(node),
            name=nodes.one(node, "skos:prefLabel"),
            kind=nodes.one(node, "pe:kind"),
            aliases=tuple(nodes.all(node, "skos:altLabel")),
            offices=tuple(sorted(offices[node], key=office_order)),
            wikidata=nodes.parsed(node, "schema:sameAs", lambda iri: iri.removeprefix(vocab.PREFIXES["wd"])),
        )


def events(triples: Iterable[Triple], iris: Iris) -> Iterator[Event]:
    """The events of a graph, by IRI, with the ids of their mentions."""
    triples = list(triples)
    nodes = Nodes(triples)
    mentions: dict[str, list[str]] = defaultdict(list)
    former: dict[str, list[str]] = defaultdict(list)
    said = _said(nodes, iris)
    for subject, predicate, value in triples:
        if predicate == named("pe:denotes"):
            mentions[str(value)].append(iris.local(subject))
        elif predicate == named("pe:mergedInto"):
            former[str(value)].append(iris.local(subject))
    for node in nodes.of_class("pe:PolicyEvent"):
        yield Event(
            id=iris.local(node),
            type=nodes.one(node, "pe:eventType").removeprefix(vocab.TYPE),
            status=nodes.one(node, "pe:status").removeprefix(vocab.STATUS),
            label=nodes.one(node, "skos:prefLabel"),
            mentions=tuple(sorted(mentions[node])),
            agents=tuple(sorted(map(iris.local, nodes.all(node, "pe:agent")))),
            targets=tuple(sorted(map(iris.local, nodes.all(node, "pe:target")))),
            object=nodes.maybe(node, "pe:object"),
            instrument=nodes.maybe(node, "pe:instrumentKind"),
            place=nodes.maybe(node, "pe:placeName"),
            time=_time(nodes, node),
            topic=_topic(nodes, node),
            instruments=tuple(sorted(_instrument(nodes, one, iris) for one in nodes.all(node, "pe:instrument"))),
            relations=tuple(sorted(_relations(nodes, node, said, iris))),
            sources=nodes.parsed(node, "pe:independentSources", int) or 1,
            former=tuple(sorted(former[node])),
        )


def _instrument(nodes: Nodes, node: str, iris: Iris) -> Instrument:
    return Instrument(
        id=iris.local(node),
        kind=nodes.one(node, "pe:instrumentKind"),
        label=nodes.one(node, "skos:prefLabel"),
        makers=tuple(sorted(map(iris.local, nodes.all(node, "schema:creator")))),
    )


def _relations(nodes: Nodes, node: str, said: Mapping[tuple[str, str, str], str], iris: Iris) -> Iterator[Relation]:
    for kind in RELATIONS:
        for other in nodes.all(node, f"pe:{kind}"):
            yield Relation(kind, iris.local(other), said.get((node, str(named(f"pe:{kind}")), other), ""))


def _said(nodes: Nodes, iris: Iris) -> dict[tuple[str, str, str], str]:
    """The mention that states each relation, by its two events and its property between them."""
    parts = ("rdf:subject", "rdf:predicate", "rdf:object", "prov:wasDerivedFrom")
    rows = ([nodes.one(node, part) for part in parts] for node in nodes.of_class("rdf:Statement"))
    return {(left, kind, right): iris.local(mention) for left, kind, right, mention in rows}


def judgements(triples: Iterable[Triple], iris: Iris) -> Iterator[Judgement]:
    """The judgements of a graph, by IRI."""
    nodes = Nodes(triples)
    for node in nodes.of_class("pe:Judgement"):
        yield Judgement(
            left=iris.local(nodes.one(node, "pe:left")),
            right=iris.local(nodes.one(node, "pe:right")),
            same=nodes.one(node, "pe:same") == "true",
            who=nodes.one(node, "pe:who"),
            when=date.fromisoformat(nodes.one(node, "pe:when")),
            why=nodes.one(node, "pe:why"),
            kind=nodes.maybe(node, "pe:judgementKind") or "identity",
            value=nodes.maybe(node, "pe:judgedValue"),
        )
