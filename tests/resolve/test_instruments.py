"""Signing, criticism and challenge of one order meet in one instrument; another order is another one."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model import Article, Evidence, Mention, Participant, Reading, Span, TimeSpan
from kg.resolve import resolve_events
from kg.resolve.documents import name_of
from kg.resolve.instruments import with_instruments

ROE, DOE = (Participant(name, name, "person", None, name.casefold()) for name in ("Roe", "Doe"))
DAY = date(2025, 9, 1)


def reading(text: str, *acts: tuple[str, str, str | None, Participant], day: date = DAY) -> Reading:
    """An article of sentences; every act is the word that tells it, its type, the words for its document, and who acts."""
    article = Article("a", text, published=day)
    found = []
    for word, kind, told, who in acts:
        at = text.index(word)
        span = Span(text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0, text.find(".", at) + 1)
        noun = " ".join(w for w in (told or "").split() if w in ("executive", "order", "bill", "Bill", "lawsuit", "ruling")).lower() or None
        found.append(
            Mention(
                type=kind,
                trigger=Span(at, at + len(word)),
                status="occurred",
                evidence=Evidence(article.id, span, span.of(text), "test:ROOT"),
                confidence=0.5,
                agents=(who,),
                object=told,
                instrument=noun,
                document=told,
                time=TimeSpan.day(day, "dateline"),
            )
        )
    return Reading(article, tuple(found))


def groups(*readings: Reading, realised: tuple[tuple[str, str], ...] = ()) -> dict[str, set[str]]:
    """The words of the acts that are on each instrument, by its label; in any order of the articles and events."""
    events = resolve_events(readings)
    words = {mention.id: mention.words for one in readings for mention in one.mentions}
    ids = {words[event.mentions[0]]: event.id for event in events}
    pairs = [(ids[fact], ids[plan]) for fact, plan in realised]
    found = with_instruments(events, readings, pairs)
    assert with_instruments(events[::-1], readings[::-1], pairs) == found[::-1]
    on: dict[str, set[str]] = {}
    for event in found:
        for instrument in event.instruments:
            on.setdefault(instrument.label, set()).update(words[mention] for mention in event.mentions)
    return on


SIGNED = ("signed", "IssueDirective", "an executive order", ROE)
MADE = "executive order of Roe, 2025-09-01"


@pytest.mark.parametrize(
    ("text", "acts", "expected"),
    [
        pytest.param(
            "Roe signed an executive order. Doe condemned the order. A city fought it. Doe challenged Roe's order.",
            (
                SIGNED,
                ("condemned", "CriticiseAccuse", "the order", DOE),
                ("challenged", "RejectOppose", "Roe's order", DOE),
            ),
            {MADE: {"signed", "condemned", "challenged"}},
            id="taken up by its noun",
        ),
        pytest.param(
            "Roe signed an executive order. Doe condemned Poe's order.",
            (SIGNED, ("condemned", "CriticiseAccuse", "Poe's order", DOE)),
            {MADE: {"signed"}, "order": {"condemned"}},
            id="an order of somebody else",
        ),
        pytest.param(
            "Roe signed an executive order. Doe condemned an order.",
            (SIGNED, ("condemned", "CriticiseAccuse", "an order", DOE)),
            {MADE: {"signed"}, "order": {"condemned"}},
            id="one not told before",
        ),
        pytest.param(
            "Roe signed an executive order. Doe condemned the bill.",
            (SIGNED, ("condemned", "CriticiseAccuse", "the bill", DOE)),
            {MADE: {"signed"}, "bill": {"condemned"}},
            id="another kind",
        ),
        pytest.param(
            "Roe signed an executive order that bars raids.",
            (SIGNED, ("bars", "RestrictSanction", "an executive order", ROE)),
            {MADE: {"signed", "bars"}},
            id="one noun of two verbs",
        ),
        pytest.param(
            "Doe sued Roe. Roe ruled for Doe.",
            (("sued", "Sue", None, DOE), ("ruled", "CourtRule", None, ROE)),
            {},
            id="what only acts imply",
        ),
        pytest.param(
            "Roe ruled for Doe. Doe attacked the ruling.",
            (("ruled", "CourtRule", None, ROE), ("attacked", "CriticiseAccuse", "the ruling", DOE)),
            {"ruling of Roe, 2025-09-01": {"ruled", "attacked"}},
            id="what an act implies, taken up",
        ),
        pytest.param(
            "Roe proposed House Bill 12. Doe attacked bills.",
            (("proposed", "ProposePolicy", "House Bill 12", ROE), ("attacked", "CriticiseAccuse", "several bills", DOE)),
            {"House Bill 12": {"proposed"}},
            id="a name, and several that are none",
        ),
        pytest.param(
            'Roe signed an executive order titled "Open Harbours". Doe condemned the order.',
            (SIGNED, ("condemned", "CriticiseAccuse", "the order", DOE)),
            {"Open Harbours": {"signed", "condemned"}},
            id="a title",
        ),
        pytest.param(
            'Roe signed an executive order. The order, titled "Open Harbours," bars raids.',
            (SIGNED, ("bars", "RestrictSanction", "The order", ROE)),
            {"Open Harbours": {"signed", "bars"}},
            id="a title told later",
        ),
        pytest.param(
            "Roe signed a bill. Doe condemned the Open Harbours Bill.",
            (("signed", "EnactLaw", "a bill", ROE), ("condemned", "CriticiseAccuse", "the Open Harbours Bill", DOE)),
            {"bill of Roe, 2025-09-01": {"signed"}, "Open Harbours Bill": {"condemned"}},
            id="a name that was not told",
        ),
    ],
)
def test_what_one_article_says_of_its_documents(
    text: str, acts: tuple[tuple[str, str, str | None, Participant], ...], expected: dict[str, set[str]]
) -> None:
    assert groups(reading(text, *acts)) == expected


def test_articles_meet_in_a_name_and_in_what_came_true() -> None:
    named = reading("Doe attacked House Bill 12.", ("attacked", "CriticiseAccuse", "House Bill 12", DOE), day=date(2026, 3, 1))
    proposed = reading("Roe proposed House Bill 12.", ("proposed", "ProposePolicy", "House Bill 12", ROE))
    assert groups(named, proposed) == {"House Bill 12": {"proposed", "attacked"}}
    plan = reading("Roe floated a bill.", ("floated", "ProposePolicy", "a bill", ROE))
    fact = reading("Roe passed the bill.", ("passed", "EnactLaw", "the bill", ROE), day=date(2025, 10, 1))
    assert groups(plan, fact, realised=(("passed", "floated"),)) == {"bill of Roe, 2025-09-01": {"floated", "passed"}}


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("the Clean Harbours Act", "Clean Harbours Act"),
        ("House Bill 12", "House Bill 12"),
        ("Executive Order No. 7", "Executive Order No. 7"),
        ("an Executive Order", None),
        ("The Bill", None),
        ("the mayor's order on Springfield", None),
        ("the Springfield Police Department", None),
    ],
)
def test_the_name_of_a_document(told: str, name: str | None) -> None:
    assert name_of(told) == name
