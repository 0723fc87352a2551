"""Copies of one text are one source; reports of one happening in other words are two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Event, Evidence, Mention, Reading, Span
from kg.resolve.sources import independent_sources
from kg.resolve.stories import Profile, independent, is_copy, likeness, profile

WIRE = (
    "The mayor of Springfield signed an order on Monday that closes the river road to lorries. Jane Roe said that the noise had become "
    "too much for the people who live there. The council will vote on the plan in October, and the state has promised money for a bridge."
)
OWN = (
    "Lorries may no longer use the road along the river in Springfield. An order by Mayor Jane Roe, signed on Monday, keeps them out. "
    "For years residents had complained. Whether the bridge will be built depends on the state."
)
OTHER = "In Utah the senate passed a bill on schools on Friday. Teachers welcomed it. The governor has ten days to sign the new law."


def made(text: str, day: date | None = date(2025, 9, 1)) -> Profile:
    return profile(Article("a", text, published=day))


@pytest.mark.parametrize(
    ("texts", "sources"),
    [
        pytest.param((WIRE, f"(Wire) {WIRE}"), 1, id="a line before it"),
        pytest.param((WIRE, WIRE[:200]), 1, id="cut"),
        pytest.param((WIRE, WIRE.upper()), 1, id="capitals"),
        pytest.param((WIRE, OWN), 2, id="the same in other words"),
        pytest.param((WIRE, f"{WIRE} End.", OWN, OTHER), 3, id="two copies and two others"),
    ],
)
def test_copies_count_once(texts: tuple[str, ...], sources: int) -> None:
    assert independent(map(made, texts)) == sources
    assert independent(map(made, texts[::-1])) == sources


def test_articles_on_one_story_are_alike_and_those_far_apart_in_time_are_not() -> None:
    assert likeness(made(WIRE), made(OWN)) > likeness(made(WIRE), made(OTHER))
    assert likeness(made(WIRE), made(WIRE, date(2026, 9, 1))) == 0


@pytest.mark.parametrize(
    ("left", "right", "share"),
    [
        pytest.param("Police arrested Ann Roe. Roe denied it.", "Police arrested Bob Doe. Doe denied it.", 0.0, id="two protagonists"),
        pytest.param("Police arrested Ann Roe. Roe denied it.", "Police arrested Roe. Bob Doe wept. Doe left.", 1.0, id="one names both"),
        pytest.param("Police arrested Ann Roe in 2009.", "Police arrested Ann Roe in 2011.", 0.5, id="other years"),
        pytest.param("Police arrested Ann Roe in 2009.", "Police arrested Ann Roe in 2009, not 2011.", 1.0, id="a year in common"),
        pytest.param("Police arrested Ann Roe in 2009.", "Police arrested Ann Roe.", 1.0, id="no year"),
    ],
)
def test_who_and_which_year_tell_stories_apart(left: str, right: str, share: float) -> None:
    one, other = made(left), made(right)
    plain = likeness(*(replace(each, leading=(), years=frozenset()) for each in (one, other)))
    assert likeness(one, other) == likeness(other, one) == share * plain
    assert plain > 0


def test_an_event_knows_its_independent_sources() -> None:
    readings, mentions = [], []
    for name, text in (("a", WIRE), ("b", f"{WIRE} End."), ("c", OWN)):
        article = Article(name, text)
        span = Span(0, 20)
        mention = Mention("IssueDirective", span, "occurred", Evidence(article.id, span, span.of(text), "test"), 0.5)
        readings.append(Reading(article, (mention,)))
        mentions.append(mention.id)
    events = [Event("e", "IssueDirective", "occurred", "x", tuple(mentions)), Event("f", "IssueDirective", "occurred", "x", (mentions[0],))]
    assert independent_sources(events, readings) == {"e": 2, "f": 1}


def test_reports_of_one_agency_are_one_source_however_papers_have_changed_them() -> None:
    wire, changed, other = replace(made(WIRE), agency="Coast Wire"), replace(made(OWN), agency="Coast Wire"), made(OTHER)
    assert not is_copy(wire, changed)
    assert [independent(group) for group in ([wire, changed], [other, changed, wire])] == [1, 2]
    assert independent([wire, replace(changed, agency="Bay Press")]) == independent([made(WIRE), made(OWN)]) == 2


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_being_a_copy_and_being_alike_go_both_ways(left: str, right: str) -> None:
    one, other = made(left), made(right)
    assert is_copy(one, other) == is_copy(other, one)
    assert likeness(one, other) == likeness(other, one)
    assert is_copy(one, one)
