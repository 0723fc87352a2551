"""A small story whose every answer is known: two articles, three actors, five events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from kg.graph.engine import Engine, Packed
from kg.graph.iris import Iris
from kg.graph.prov import Run
from kg.graph.store import Store
from kg.model import Actor, Article, Event, Evidence, Instrument, Mention, Office, Participant, Reading, Relation, Span, TimeSpan, Timex

ADA = Participant("Ms Quill", "Ada Quill", "person", actor="ada-quill")
BO = Participant("Mr Reyes", "Bo Reyes", "person", actor="bo-reyes")
COUNCIL = Participant("The council", "River Council", "body", actor="river-council")
OFFICE = Participant("her office", "her office", "body")

LEDGER = """Ms Quill signed an executive order on Monday.

Mr Reyes plans to sue the council next week.

The council did not approve the budget."""
POST = """Ms Quill signed the order, her office said.

Mr Reyes criticised Ms Quill on Tuesday.

Ms Quill criticised Mr Reyes on Wednesday."""


def day(number: int, words: str = "", text: str = "") -> TimeSpan:
    """A day of March 2031, with its words where they stand in the text."""
    value = date(2031, 3, number)
    span = Span(text.index(words), text.index(words) + len(words)) if words else None
    return TimeSpan(value, value, "day", value.isoformat(), "relative", words, span, Timex("DATE", value.isoformat()) if words else None)


def mention(article: Article, sentence: int, trigger: str, kind: str, status: str, **more: object) -> Mention:
    """A mention of the trigger in a sentence, by the sentence's number."""
    quote = article.text.split("\n\n")[sentence]
    start = article.text.index(quote)
    place = start + quote.index(trigger)
    evidence = Evidence(article.id, Span(start, start + len(quote)), quote, f"frame:{trigger}")
    return Mention(kind, Span(place, place + len(trigger)), status, evidence, paragraph=sentence, **{"confidence": 0.9, **more})


@dataclass(frozen=True)
class Story:
    """All of it, before it is stored."""

    readings: tuple[Reading, ...]
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    run: Run


def ledger() -> Reading:
    """The first article: an order, a planned suit, a budget that was not approved."""
    article = Article("ledger-1", LEDGER, "Order signed", date(2031, 3, 4), ("Cy Dow", "Em Fay"), "Ledger", "https://ledger.example/1")
    week = TimeSpan(date(2031, 3, 10), date(2031, 3, 16), "week", "2031-03-10/2031-03-16", "relative", "next week")
    return Reading(
        article,
        (
            mention(
                article,
                0,
                "signed",
                "IssueDirective",
                "occurred",
                agents=(ADA,),
                time=day(3, "Monday", LEDGER),
                topic="9",
                instrument="executive order",
                object="an executive order",
            ),
            mention(article, 1, "sue", "Sue", "planned", agents=(BO,), targets=(COUNCIL,), time=week),
            mention(article, 2, "approve", "EnactLaw", "negated", agents=(COUNCIL,), object="the budget"),
        ),
    )


def post() -> Reading:
    """The second article: the order again, by hearsay, and a quarrel."""
    article = Article("post-7", POST, None, date(2031, 3, 5), (), "Post")
    claim = {"attributed_to": OFFICE, "cue": "said", "confidence": 0.5}
    return Reading(
        article,
        (
            mention(article, 0, "signed", "IssueDirective", "claimed", agents=(ADA,), time=day(3), **claim),
            mention(article, 1, "criticised", "CriticiseAccuse", "occurred", agents=(BO,), targets=(ADA,), time=day(4), topic="12"),
            mention(article, 2, "criticised", "CriticiseAccuse", "occurred", agents=(ADA,), targets=(BO,), time=day(5)),
        ),
    )


def tell() -> Story:
    """The whole story."""
    first, second = ledger(), post()
    order, suit, budget = first.mentions
    again, attack, answer = second.mentions
    ids = [f"{number:016x}" for number in range(1, 6)]
    actors = (
        Actor("ada-quill", "Ada Quill", "person", ("Mayor Quill", "Ms Quill"), (Office("Mayor of Larkford", date(2030, 1, 1)),), "Q1"),
        Actor("bo-reyes", "Bo Reyes", "person", ("Mr Reyes",)),
        Actor("river-council", "River Council", "body", ("the council",)),
    )

    def event(number: int, label: str, *mentions: Mention) -> Event:
        head = mentions[0]
        return Event(
            id=ids[number],
            type=head.type or "Other",
            status=head.status,
            label=label,
            mentions=tuple(sorted(mention.id for mention in mentions)),
            agents=tuple(person.actor or "" for person in head.agents),
            targets=tuple(person.actor or "" for person in head.targets),
            object=head.object,
            instrument=head.instrument,
            instruments=(Instrument("17", head.instrument, "executive order of Ada Quill", ("ada-quill",)),) if head.instrument else (),
            time=head.time and TimeSpan(head.time.begin, head.time.end, head.time.granularity, head.time.edtf, head.time.basis),
            topic=head.topic,
        )

    told_twice, answered = event(0, "Ada Quill issues directive", order, again), event(4, "Ada Quill criticises Bo Reyes", answer)
    events = (
        replace(told_twice, sources=2, former=("00000000000000ff",)),
        event(1, "Bo Reyes sues River Council", suit),
        event(2, "River Council enacts law", budget),
        event(3, "Bo Reyes criticises Ada Quill", attack),
        replace(answered, relations=(Relation("respondsTo", ids[3], answer.id),)),
    )
    return Story((first, second), actors, events, Run("1.0", "tiny-model", "3.8.0", "feed", "beef"))


@pytest.fixture
def story() -> Story:
    return tell()


@pytest.fixture(scope="session")
def quads() -> set[Packed]:
    """The story as a store holds it, written once, as it takes a while to check."""
    told = tell()
    with Store.open() as opened:
        opened.write(told.readings, told.run, actors=told.actors, events=told.events)
        return set(opened._engine.sorted())


@pytest.fixture
def store(quads: set[Packed]) -> Iterator[Store]:
    """The story in a store in memory, a new one for each test."""
    engine = Engine.open(None, read_only=False, create=True)
    engine.commit(set(), quads)
    with Store(engine, Iris()) as opened:
        yield opened
