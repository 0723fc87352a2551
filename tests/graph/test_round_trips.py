"""What goes into the graph comes out of it: as triples, out of Oxigraph, and out of the text of N-Quads."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from kg.errors import ShapeError, StoreError
from kg.graph import decode, encode, prov
from kg.graph.encode import mention_order, office_order, tidy
from kg.graph.engine import Engine
from kg.graph.iris import Iris
from kg.graph.prov import Run
from kg.graph.terms import Triple, named
from kg.model import (
    BASES,
    GRANULARITIES,
    KINDS,
    STATUSES,
    TIMEX_TYPES,
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
    Span,
    TimeSpan,
    Timex,
)
from kg.vocab import TOPICS, TYPES

IRIS = Iris()
GRAPH = IRIS.graph("doc/test")
Noun = TypeVar("Noun")

HOSTILE = (
    '"',
    "'''",
    '"""',
    "\\",
    "\\u0041",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\x0b",
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ufffe",
    "😀",
    "<b>",
    "%41",
)
texts = st.one_of(st.text(max_size=12), st.lists(st.sampled_from((*HOSTILE, "a", " ")), max_size=5).map("".join))
filled = texts.filter(bool)
names = texts.filter(str.strip)
maybe = st.none() | texts
ids = filled
codes = st.sampled_from(TYPES)
days = st.dates()
spans = st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
timexes = st.builds(Timex, st.sampled_from(TIMEX_TYPES), texts, maybe)


@st.composite
def times(draw: st.DrawFn) -> TimeSpan:
    begin, end = draw(st.none() | days), draw(st.none() | days)
    if begin and end and begin > end:
        begin, end = end, begin
    return TimeSpan(
        begin,
        end,
        draw(st.sampled_from(GRANULARITIES)),
        draw(maybe),
        draw(st.sampled_from(BASES)),
        draw(texts),
        draw(st.none() | spans),
        draw(st.none() | timexes),
    )


people = st.builds(Participant, texts, names, st.sampled_from(KINDS), st.none() | spans, st.none() | ids)
crowds = st.lists(people, max_size=3).map(tuple)


@st.composite
def mentions(draw: st.DrawFn, article: Article) -> Mention:
    start = draw(st.integers(0, len(article.text) - 1))
    end = draw(st.integers(start + 1, len(article.text)))
    first = draw(st.integers(start, end - 1))
    status = draw(st.sampled_from(STATUSES))
    return Mention(
        type=draw(st.none() | codes),
        trigger=Span(first, draw(st.integers(first + 1, end))),
        status=status,
        evidence=Evidence(article.id, Span(start, end), article.text[start:end], draw(texts)),
        confidence=draw(st.integers(0, 10**6)) / 10**6,
        agents=draw(crowds),
        targets=draw(crowds),
        object=draw(maybe),
        instrument=draw(maybe),
        document=draw(maybe),
        place=draw(maybe),
        time=draw(st.none() | times()),
        attributed_to=draw(people if status == "claimed" else st.none() | people),
        cue=draw(maybe),
        topic=draw(st.none() | st.sampled_from(TOPICS)),
        paragraph=draw(st.integers(0, 99)),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    bylines = st.lists(texts, max_size=3).map(tuple)
    article = draw(st.builds(Article, texts, filled, maybe, st.none() | days, bylines, maybe, maybe, st.none() | ids, maybe))
    found = draw(st.lists(mentions(article), max_size=3, unique_by=lambda mention: mention.id))
    return Reading(article, tuple(sorted(found, key=mention_order)))


@st.composite
def offices(draw: st.DrawFn) -> Office:
    return Office(draw(texts), draw(st.none() | days), draw(st.none() | days), draw(st.none() | ids))


sets = st.lists(ids, max_size=4, unique=True).map(sorted).map(tuple)
terms_of_office = st.lists(offices(), max_size=3, unique=True).map(lambda found: tuple(sorted(found, key=office_order)))
wikidata = st.none() | st.integers(1, 10**9).map("Q{}".format)
actors = st.builds(
    Actor, ids, texts, st.sampled_from(KINDS), st.lists(texts, max_size=3, unique=True).map(sorted).map(tuple), terms_of_office, wikidata
)
mention_ids = st.tuples(st.text("0123456789abcdef", min_size=16, max_size=16), st.integers(0, 9)).map(
    lambda pair: f"{pair[0]}/m/{pair[1]}-10-Veto"
)
instruments = st.lists(st.builds(Instrument, ids, texts, texts, sets), max_size=2, unique_by=lambda one: one.id)
events = st.builds(
    Event,
    ids,
    codes,
    st.sampled_from(STATUSES),
    texts,
    st.lists(mention_ids, min_size=1, max_size=3, unique=True).map(sorted).map(tuple),
    sets,
    sets,
    maybe,
    maybe,
    maybe,
    st.none() | times().map(lambda time: replace(time, span=None)),
    st.none() | st.sampled_from(TOPICS),
    instruments.map(sorted).map(tuple),
)
judgements = st.builds(Judgement, ids, ids, st.booleans(), texts, days, texts)
runs = st.builds(Run, texts, texts, texts, texts, texts)


def through_oxigraph(triples: Iterable[Triple]) -> list[Triple]:
    engine = Engine.open(None, read_only=False, create=True)
    engine.commit(set(), {engine.pack(triple, GRAPH) for triple in triples})
    return list(engine.triples(GRAPH))


def through_text(triples: Iterable[Triple]) -> list[Triple]:
    engine = Engine.open(None, read_only=False, create=True)
    engine.commit(set(), {engine.pack(triple, GRAPH) for triple in triples})
    text = engine.serialise(engine.sorted(), "nquads", {})
    parsed = ox.Store()
    parsed.load(text.encode("utf-8"), format=ox.RdfFormat.N_QUADS)
    return list(Engine(parsed, "parsed", read_only=False).triples(GRAPH))


def one(found: Iterable[Noun]) -> Noun:
    (only,) = found
    return only


ways = pytest.mark.parametrize(
    "way", [pytest.param(list, id="triples"), pytest.param(through_oxigraph, id="Oxigraph"), pytest.param(through_text, id="N-Quads")]
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Way = Callable[[Iterable[Triple]], list[Triple]]


@ways
@quick
@given(readings())
def test_a_reading_survives_the_graph(way: Way, reading: Reading) -> None:
    assert decode.reading(way(encode.reading(reading, IRIS, URIRef("urn:run"))), IRIS) == reading


@ways
@quick
@given(actors)
def test_an_actor_survives_the_graph(way: Way, actor: Actor) -> None:
    assert one(decode.actors(way(encode.actor(actor, IRIS)), IRIS)) == actor


@ways
@quick
@given(events)
def test_an_event_survives_the_graph(way: Way, event: Event) -> None:
    assert one(decode.events(way(encode.event(event, IRIS)), IRIS)) == event


@ways
@quick
@given(judgements)
def test_a_judgement_survives_the_graph(way: Way, judgement: Judgement) -> None:
    assert one(decode.judgements(way(encode.judgement(judgement, IRIS)), IRIS)) == judgement


@ways
@quick
@given(runs)
def test_a_run_survives_the_graph(way: Way, run: Run) -> None:
    assert one(prov.runs(way(prov.triples(run, IRIS)))) == run


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_id_has_an_iri_that_gives_it_back(name: str) -> None:
    for make in (IRIS.actor, IRIS.event, IRIS.judged, lambda name: IRIS.other("office", name)):
        assert IRIS.local(make(name)) == name
        assert set(make(name)) <= set(string.ascii_letters + string.digits + "/:#%-._~")


@given(readings())
@quick
def test_no_node_of_an_article_is_blank_and_all_lie_under_it(reading: Reading) -> None:
    home = IRIS.article(reading.article.id)
    assert all(isinstance(subject, URIRef) and subject.startswith(home) for subject, _, _ in encode.reading(reading, IRIS))


def test_what_has_no_order_in_a_graph_comes_back_sorted_and_once() -> None:
    actor = Actor("a", "A", aliases=("c", "b", "c"), offices=(Office("Z", date(2031, 1, 1)), Office("A")))
    back = one(decode.actors(encode.actor(actor, IRIS), IRIS))
    assert back == tidy(actor)
    assert (back.aliases, [office.title for office in back.offices]) == (("b", "c"), ["A", "Z"])


def test_a_confidence_keeps_six_places() -> None:
    article = Article("d", "They voted.")
    found = Mention("Vote", Span(5, 10), "occurred", Evidence(article.id, Span(0, 11), article.text, "r"), 1 / 3)
    reading = Reading(article, (found,))
    assert decode.reading(encode.reading(reading, IRIS), IRIS) == tidy(reading)
    assert tidy(reading).mentions[0].confidence == 0.333333


def voted(**change: object) -> Reading:
    """A reading of one short article, with something changed in its mention."""
    article = Article("d", "They voted.")
    found = Mention("Vote", Span(5, 10), "occurred", Evidence(article.id, Span(0, 11), article.text, "r"), 0.5)
    return Reading(article, (replace(found, **change),))


@pytest.mark.parametrize(
    ("reading", "problem"),
    [
        pytest.param(voted(object="\ud800"), "lone surrogate", id="a lone surrogate"),
        pytest.param(voted(agents=(Participant("x", "x", actor="\udfff"),)), "lone surrogate", id="a lone surrogate in an id"),
        pytest.param(voted(agents=(Participant("x", "x", actor=""),)), "empty", id="an empty id"),
        pytest.param(voted(type="Not A Type"), "one word", id="a type that is no word"),
        pytest.param(voted(topic="11"), "topic", id="a topic that there is not"),
        pytest.param(voted(evidence=Evidence("f" * 64, Span(0, 11), "They voted.", "r")), "offsets", id="evidence of another article"),
        pytest.param(Reading(voted().article, voted().mentions * 2), "one trigger and one type", id="the same mention twice"),
    ],
)
def test_what_a_graph_cannot_hold_is_refused(reading: Reading, problem: str) -> None:
    with pytest.raises(ShapeError, match=problem):
        list(encode.reading(reading, IRIS))


def test_a_quote_that_the_article_does_not_have_is_refused() -> None:
    reading = voted()
    with pytest.raises(ShapeError, match="offsets"):
        list(encode.reading(replace(reading, article=replace(reading.article, text="They v0ted.")), IRIS))


@pytest.mark.parametrize("number", ["", "5", "Q", "Q5x", "http://www.wikidata.org/entity/Q5"])
def test_a_wikidata_id_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(ShapeError, match="not a Wikidata id"):
        list(encode.actor(Actor("a", "A", wikidata=number), IRIS))


@pytest.mark.parametrize(
    ("lost", "problem"),
    [
        pytest.param("schema:articleBody", "has no schema:articleBody", id="the text"),
        pytest.param("rdf:type", "has no article", id="every class"),
        pytest.param("pe:triggerStart", "has no pe:triggerStart", id="the place of the trigger"),
        pytest.param("oa:start", "has no offsets", id="the place of the evidence"),
        pytest.param("pe:evidence", "has no pe:evidence", id="the evidence"),
    ],
)
def test_a_graph_that_lost_something_is_a_store_error(lost: str, problem: str) -> None:
    with pytest.raises(StoreError, match=problem):
        decode.reading([triple for triple in encode.reading(voted(), IRIS) if triple[1] != named(lost)], IRIS)


@pytest.mark.parametrize("base", ["", "no scheme/", "https://x.example/a b/", "https://x.example/data"])
def test_a_base_is_an_iri_that_ids_can_follow(base: str) -> None:
    with pytest.raises(ValueError, match="IRI"):
        Iris(base)


def test_an_iri_of_another_base_has_no_local_id() -> None:
    with pytest.raises(ValueError, match="not an IRI under"):
        Iris().local("https://elsewhere.example/actor/a")
