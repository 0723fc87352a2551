"""Articles with their mentions, actors, events and judgements to RDF triples; ``decode`` is the way back.

A graph has no order, so what comes back is tidy: aliases, offices and the ids in an event are sorted, each once, and
confidences keep six decimal places. ``tidy`` gives that form; for a tidy noun, decoding what was encoded gives an equal one.
Every function here raises ShapeError for what RDF cannot hold or what contradicts itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import singledispatch
from typing import TypeVar

from rdflib import URIRef

from kg import vocab
from kg.errors import ShapeError
from kg.graph.iris import Iris
from kg.graph.terms import A, Triple, address, boolean, day, decimal, integer, named, text
from kg.model import Actor, Article, Event, Instrument, Judgement, Mention, Office, Participant, Reading, Relation, TimeSpan, digest
from kg.resolve.judged import judgement_id

CONTEXT = 32
"""Characters of text kept on either side of a quote, so that it can be found again in a text that has changed."""

SCHEMA_CLASSES = {"person": "schema:Person", "body": "schema:Organization", "place": "schema:Place"}

Noun = TypeVar("Noun", Reading, Actor, Event, Judgement)


@singledispatch
def _tidy(noun: object) -> object:
    return noun


def tidy(noun: Noun) -> Noun:
    """The form in which a noun comes back from the graph.

    >>> tidy(Actor("a", "A", aliases=("c", "b", "c"))).aliases
    ('b', 'c')
    """
    return _tidy(noun)  # type: ignore[return-value]  # singledispatch does not carry the type through


@_tidy.register
def _(noun: Reading) -> Reading:
    def rounded(mention: Mention) -> Mention:
        return replace(mention, confidence=float(str(decimal(mention.confidence))))

    return Reading(noun.article, tuple(sorted(map(rounded, noun.mentions), key=mention_order)))


@_tidy.register
def _(noun: Actor) -> Actor:
    return replace(noun, aliases=_once(noun.aliases), offices=tuple(sorted(set(noun.offices), key=office_order)))


@_tidy.register
def _(noun: Event) -> Event:
    time = noun.time and replace(noun.time, span=None)
    on = tuple(sorted({replace(one, makers=_once(one.makers)) for one in noun.instruments}))
    roles = replace(noun, mentions=_once(noun.mentions), agents=_once(noun.agents), targets=_once(noun.targets))
    return replace(roles, time=time, instruments=on, relations=tuple(sorted(set(noun.relations))), former=_once(noun.former))


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def mention_order(mention: Mention) -> tuple[int, int, str]:
    """The order of mentions in a reading: by trigger, then by type."""
    return mention.trigger.start, mention.trigger.end, mention.type or ""


def office_order(office: Office) -> tuple[date, date, str, str]:
    """The order of an actor's offices: by time, then by title."""
    return office.begin or date.min, office.end or date.max, office.title, office.body or ""


def reading(reading: Reading, iris: Iris, run: URIRef | None = None) -> Iterator[Triple]:
    """The article's own graph: the article, its mentions, and that ``run`` made them."""
    yield from article(reading.article, iris)
    seen: set[str] = set()
    for item in reading.mentions:
        if item.id in seen:
            raise ShapeError(item.id, "two mentions have one trigger and one type", "keep the better one")
        seen.add(item.id)
        yield from mention(item, reading.article, iris, run)


def article(article: Article, iris: Iris) -> Iterator[Triple]:
    """The article with its whole text. Its authors are nodes, as their order counts."""
    node = iris.article(article.id)
    yield node, A, named("schema:NewsArticle")
    yield node, named("dcterms:identifier"), text(article.doc)
    yield node, named("pe:textHash"), text(article.id)
    yield node, named("schema:articleBody"), text(article.text)
    yield node, named("schema:inLanguage"), text("en")
    yield from _maybe(node, "schema:headline", article.title)
    yield from _maybe(node, "schema:publisher", article.publisher)
    yield from _maybe(node, "pe:newsAgency", article.news_agency)
    if article.published:
        yield node, named("schema:datePublished"), day(article.published)
    if article.url is not None:
        yield node, named("schema:url"), address(article.url)
    if article.version_of is not None:
        yield node, named("dcterms:isVersionOf"), iris.other("version", article.version_of)
    for place, byline in enumerate(article.bylines):
        author = URIRef(f"{node}/by/{place}")
        yield node, named("schema:author"), author
        yield author, named("schema:name"), text(byline)
        yield author, named("schema:position"), integer(place)


def mention(mention: Mention, article: Article, iris: Iris, run: URIRef | None = None) -> Iterator[Triple]:
    """What one text says of one event, with its evidence and participants."""
    node = iris.mention(mention.id)
    yield node, A, named("pe:EventMention")
    if mention.type is not None:
        yield node, named("pe:eventType"), _concept(vocab.type_iri, mention.type)
    yield node, named("pe:status"), _concept(vocab.status_iri, mention.status)
    yield node, named("pe:trigger"), text(mention.words)
    yield node, named("pe:triggerStart"), integer(mention.trigger.start)
    yield node, named("pe:triggerEnd"), integer(mention.trigger.end)
    yield node, named("pe:confidence"), decimal(mention.confidence)
    yield node, named("pe:rule"), text(mention.evidence.rule)
    yield node, named("pe:paragraph"), integer(mention.paragraph)
    if run is not None:
        yield node, named("prov:wasGeneratedBy"), run
    yield from _told(node, mention)
    yield from _maybe(node, "pe:instrumentWords", mention.document)
    yield from _maybe(node, "pe:attributionCue", mention.cue)
    yield from _participants(node, mention, iris)
    yield from _evidence(node, mention, article, iris)


def _told(node: URIRef, told: Mention | Event) -> Iterator[Triple]:
    """What mentions and events have in common beside type, status and actors."""
    yield from _maybe(node, "pe:object", told.object)
    yield from _maybe(node, "pe:instrumentKind", told.instrument)
    yield from _maybe(node, "pe:placeName", told.place)
    if told.topic is not None:
        yield node, named("pe:topic"), _concept(vocab.topic_iri, told.topic)
    if told.time is not None:
        yield from _time(node, told.time)


def _time(node: URIRef, time: TimeSpan) -> Iterator[Triple]:
    yield node, named("pe:granularity"), text(time.granularity)
    yield node, named("pe:dateBasis"), text(time.basis)
    yield from _maybe(node, "pe:edtf", time.edtf)
    yield from _maybe(node, "pe:timeText", time.words or None)
    for name, date_ in (("pe:earliest", time.begin), ("pe:latest", time.end)):
        if date_:
            yield node, named(name), day(date_)
    if time.span:
        yield node, named("pe:timeStart"), integer(time.span.start)
        yield node, named("pe:timeEnd"), integer(time.span.end)
    if time.timex:
        yield node, named("pe:timexType"), text(time.timex.type)
        yield node, named("pe:timexValue"), text(time.timex.value)
        yield from _maybe(node, "pe:timexMod", time.timex.mod)


def _participants(node: URIRef, mention: Mention, iris: Iris) -> Iterator[Triple]:
    source = (mention.attributed_to,) if mention.attributed_to else ()
    for role, link, people in (
        ("agent", "pe:agent", mention.agents),
        ("target", "pe:target", mention.targets),
        ("source", "pe:attributedTo", source),
    ):
        for place, participant in enumerate(people):
            yield from _participation(node, role, place, participant, iris)
            if participant.actor is not None:
                yield node, named(link), iris.actor(participant.actor)


def _participation(mention: URIRef, role: str, place: int, participant: Participant, iris: Iris) -> Iterator[Triple]:
    node = URIRef(f"{mention}/p/{role}-{place}")
    yield mention, named("pe:participation"), node
    yield node, A, named("pe:Participation")
    yield node, named("pe:role"), text(role)
    yield node, named("pe:position"), integer(place)
    yield node, named("pe:words"), text(participant.words)
    yield node, named("pe:name"), text(participant.name)
    yield node, named("pe:kind"), text(participant.kind)
    if participant.span:
        yield node, named("pe:start"), integer(participant.span.start)
        yield node, named("pe:end"), integer(participant.span.end)
    if participant.actor is not None:
        yield node, named("pe:actor"), iris.actor(participant.actor)


def _evidence(mention: URIRef, told: Mention, article: Article, iris: Iris) -> Iterator[Triple]:
    """A Web Annotation target with two selectors: the quote with what stands around it, and its offsets."""
    quote, span = told.evidence.quote, told.evidence.span
    if told.evidence.article != article.id or span.of(article.text) != quote:
        raise ShapeError(told.id, "its quote is not what the article says at its offsets", "extract the article again")
    node = iris.evidence(article.id, span)
    exact, position = URIRef(f"{node}/quote"), URIRef(f"{node}/position")
    yield mention, named("pe:evidence"), node
    yield node, A, named("oa:SpecificResource")
    yield node, named("oa:hasSource"), iris.article(article.id)
    yield node, named("oa:hasSelector"), exact
    yield node, named("oa:hasSelector"), position
    yield exact, A, named("oa:TextQuoteSelector")
    yield exact, named("oa:exact"), text(quote)
    yield exact, named("oa:prefix"), text(article.text[max(0, span.start - CONTEXT) : span.start])
    yield exact, named("oa:suffix"), text(article.text[span.end : span.end + CONTEXT])
    yield position, A, named("oa:TextPositionSelector")
    yield position, named("oa:start"), integer(span.start)
    yield position, named("oa:end"), integer(span.end)


def actor(actor: Actor, iris: Iris) -> Iterator[Triple]:
    """One actor with names, kind, offices and the address in Wikidata."""
    node = iris.actor(actor.id)
    yield node, A, named("pe:Actor")
    if actor.kind in SCHEMA_CLASSES:
        yield node, A, named(SCHEMA_CLASSES[actor.kind])
    yield node, named("pe:kind"), text(actor.kind)
    yield node, named("skos:prefLabel"), text(actor.name, "en")
    for alias in actor.aliases:
        yield node, named("skos:altLabel"), text(alias, "en")
    if actor.wikidata is not None:
        yield node, named("schema:sameAs"), _wikidata(actor)
    for office in actor.offices:
        yield from _office(node, actor.id, office, iris)


def _wikidata(actor: Actor) -> URIRef:
    number = (actor.wikidata or "").removeprefix("Q")
    if not (number.isascii() and number.isdigit() and actor.wikidata == f"Q{number}"):
        raise ShapeError(f"actor {actor.id}", f"{actor.wikidata!r} is not a Wikidata id", "write it as Q and digits")
    return named(f"wd:Q{number}")


def _office(holder: URIRef, actor: str, office: Office, iris: Iris) -> Iterator[Triple]:
    key = digest(actor, office.title, str(office.begin), str(office.end), office.body or "")
    node = iris.other("office", key)
    yield node, A, named("pe:OfficeHolding")
    yield node, named("org:member"), holder
    yield node, named("schema:roleName"), text(office.title, "en")
    for name, date_ in (("schema:startDate", office.begin), ("schema:endDate", office.end)):
        if date_:
            yield node, named(name), day(date_)
    if office.body is not None:
        yield node, named("org:organization"), iris.actor(office.body)


def event(event: Event, iris: Iris) -> Iterator[Triple]:
    """One event, with the links from the mentions that speak of it. Its time has no span: it belongs to no one text."""
    node = iris.event(event.id)
    yield node, A, named("pe:PolicyEvent")
    yield node, named("pe:eventType"), _concept(vocab.type_iri, event.type)
    yield node, named("pe:status"), _concept(vocab.status_iri, event.status)
    yield node, named("skos:prefLabel"), text(event.label, "en")
    for link, actors in (("pe:agent", event.agents), ("pe:target", event.targets)):
        for one in actors:
            yield node, named(link), iris.actor(one)
    yield from _told(node, tidy(event))
    if event.time is None:
        yield node, named("pe:granularity"), text("unknown")
    for one in event.mentions:
        yield iris.mention(one), named("pe:denotes"), node
    for instrument in event.instruments:
        yield node, named("pe:instrument"), iris.other("instrument", instrument.id)
        yield from _instrument(instrument, iris)
    yield node, named("pe:independentSources"), integer(event.sources)
    for former in event.former:
        yield iris.event(former), named("pe:mergedInto"), node
    for relation in event.relations:
        yield from _relation(node, relation, iris)


def _instrument(instrument: Instrument, iris: Iris) -> Iterator[Triple]:
    """One document; every event that is on it says the same of it."""
    node = iris.other("instrument", instrument.id)
    yield node, A, named("pe:PolicyInstrument")
    yield node, named("pe:instrumentKind"), text(instrument.kind)
    yield node, named("skos:prefLabel"), text(instrument.label, "en")
    for maker in instrument.makers:
        yield node, named("schema:creator"), iris.actor(maker)


def _relation(node: URIRef, relation: Relation, iris: Iris) -> Iterator[Triple]:
    """A relation to another event, and a node of its own that names the mention which states it."""
    link, other = named(f"pe:{relation.kind}"), iris.event(relation.event)
    yield node, link, other
    if relation.said:
        statement = iris.other("relation", digest(iris.local(node), relation.kind, relation.event))
        yield statement, A, named("rdf:Statement")
        yield statement, named("rdf:subject"), node
        yield statement, named("rdf:predicate"), link
        yield statement, named("rdf:object"), other
        yield statement, named("prov:wasDerivedFrom"), iris.mention(relation.said)


def judgement(judgement: Judgement, iris: Iris) -> Iterator[Triple]:
    """A person's word on two actors or two events."""
    node = iris.other("judgement", judgement_id(judgement))
    yield node, A, named("pe:Judgement")
    yield node, named("pe:left"), iris.judged(judgement.left)
    yield node, named("pe:right"), iris.judged(judgement.right)
    yield node, named("pe:same"), boolean(judgement.same)
    yield node, named("pe:who"), text(judgement.who)
    yield node, named("pe:when"), day(judgement.when)
    yield node, named("pe:why"), text(judgement.why)
    if judgement.kind != "identity":
        yield node, named("pe:judgementKind"), text(judgement.kind)
    yield from _maybe(node, "pe:judgedValue", judgement.value)


def _maybe(node: URIRef, name: str, value: str | None) -> Iterator[Triple]:
    if value is not None:
        yield node, named(name), text(value)


def _concept(iri: Callable[[str], str], code: str) -> URIRef:
    try:
        return URIRef(iri(code))
    except ValueError as error:
        raise ShapeError(ascii(code), str(error), "use a code of the ontology's schemes") from error
