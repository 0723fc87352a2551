"""The rows of the views: every event with what supports it, and only those that the filter lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kg.errors import QueryError
from kg.graph.event_rows import event_rows
from kg.graph.rows import EventRow, Filter, Support
from kg.graph.store import Store
from kg.model import Instrument, TimeSpan


def labels(rows: list[EventRow]) -> list[str]:
    return [row.label for row in rows]


ALL = [
    "Ada Quill issues directive",
    "Bo Reyes criticises Ada Quill",
    "Ada Quill criticises Bo Reyes",
    "Bo Reyes sues River Council",
    "River Council enacts law",
]


def test_all_events_come_by_day_with_undated_ones_last(store: Store) -> None:
    assert labels(event_rows(store)) == ALL


def test_a_row_has_all_that_the_story_says(store: Store, story) -> None:
    row = event_rows(store)[0]
    article = story.readings[0].article
    assert replace(row, type_label="", topic_label=None, supports=()) == EventRow(
        id=story.events[0].id,
        label=ALL[0],
        type="IssueDirective",
        type_label="",
        family="institutional",
        status="occurred",
        agents=(("ada-quill", "Ada Quill"),),
        targets=(),
        object="an executive order",
        instrument="executive order of Ada Quill",
        place=None,
        begin=date(2031, 3, 3),
        end=date(2031, 3, 3),
        granularity="day",
        edtf="2031-03-03",
        basis="relative",
        time_words="",
        topic="9",
        topic_label=None,
        supports=(),
        sources=2,
        instrument_id="17",
    )
    assert row.type_label
    assert row.topic_label == "Immigration"
    assert row.supports[0] == Support(
        mention=story.readings[0].mentions[0].id,
        article=article.id,
        title="Order signed",
        publisher="Ledger",
        published=date(2031, 3, 4),
        url="https://ledger.example/1",
        quote="Ms Quill signed an executive order on Monday.",
        start=0,
        trigger_start=9,
        trigger_end=15,
        status="occurred",
        attributed_to=None,
        confidence=0.9,
        rule="frame:signed",
        time_words="Monday",
        basis="relative",
    )
    assert (row.supports[1].status, row.supports[1].attributed_to, row.supports[1].title) == ("claimed", "her office", None)


def test_what_an_event_lacks_is_none_and_not_another_events(store: Store) -> None:
    rows = event_rows(store)
    assert [row.topic for row in rows] == ["9", "12", None, None, None]
    assert [(row.begin, row.granularity, row.basis) for row in rows[-1:]] == [(None, "unknown", "none")]
    assert [support.attributed_to for row in rows for support in row.supports] == [None, "her office", None, None, None, None]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        pytest.param(Filter(actor="Ada Quill"), ALL[:3], id="an actor by name"),
        pytest.param(Filter(actor="river-council"), ALL[3:], id="an actor by id"),
        pytest.param(Filter(since=date(2031, 3, 5)), ALL[2:4], id="since, without what has no day"),
        pytest.param(Filter(until=date(2031, 3, 4)), ALL[:2], id="until"),
        pytest.param(Filter(since=date(2031, 3, 16), until=date(2031, 3, 30)), ALL[3:4], id="the last day of a week"),
        pytest.param(Filter(types=("Sue", "IssueDirective")), [ALL[0], ALL[3]], id="types"),
        pytest.param(Filter(statuses=("negated", "planned")), ALL[3:], id="statuses"),
        pytest.param(Filter(as_of=date(2031, 3, 4)), [ALL[0], ALL[3], ALL[4]], id="what was known on a day"),
        pytest.param(Filter(as_of=date(2031, 3, 3)), [], id="what was known before anything was"),
        pytest.param(Filter(actor="Bo Reyes", types=("CriticiseAccuse",), until=date(2031, 3, 4)), ALL[1:2], id="several at once"),
    ],
)
def test_a_filter_lets_through_what_it_says(store: Store, chosen: Filter, expected: list[str]) -> None:
    assert labels(event_rows(store, chosen)) == expected


def test_as_of_a_day_an_event_is_as_sure_as_its_texts_were(story) -> None:
    first, second = story.readings
    early = replace(second, article=replace(second.article, published=date(2031, 3, 1)))
    with Store.open() as store:
        store.write([first, early], story.run, actors=story.actors, events=story.events)
        (row, *_) = event_rows(store, Filter(as_of=date(2031, 3, 1), types=("IssueDirective",)))
        assert (row.status, len(row.supports)) == ("claimed", 1)
        assert event_rows(store, Filter(as_of=date(2031, 3, 4))) == event_rows(store)


@pytest.mark.parametrize(
    "chosen",
    [Filter(actor="Nobody"), Filter(types=("Sue", "Nothing")), Filter(statuses=("perhaps",))],
    ids=["actor", "type", "status"],
)
def test_a_filter_for_what_is_not_there_is_an_error(store: Store, chosen: Filter) -> None:
    with pytest.raises(QueryError):
        event_rows(store, chosen)


def test_an_open_end_overlaps_every_later_day(store: Store, story) -> None:
    since = TimeSpan(date(2031, 3, 3), None, "day", None, "explicit")
    store.replace_derived(story.actors, [replace(story.events[0], time=since)])
    assert labels(event_rows(store, Filter(since=date(2040, 1, 1)))) == ALL[:1]
    assert labels(event_rows(store, Filter(until=date(2031, 3, 2)))) == []


def test_days_that_end_before_they_begin_are_refused_not_found_empty(store: Store) -> None:
    with pytest.raises(QueryError, match=r"^since 2031-03-05: is after until 2031-03-04.*; put the earlier day first$"):
        event_rows(store, Filter(since=date(2031, 3, 5), until=date(2031, 3, 4)))


def test_two_instruments_of_one_label_stay_two(story: Any) -> None:
    made = [
        replace(event, instruments=(Instrument(f"{place}", "order", "order"),) if place < 2 else ())
        for place, event in enumerate(story.events)
    ]
    with Store.open() as opened:
        opened.write(story.readings, story.run, actors=story.actors, events=made)
        named = {row.id: row.instrument for row in event_rows(opened)}
    assert [named[event.id] for event in made[:2]] == ["order", "order (2)"]
