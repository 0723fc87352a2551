from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.rows import EventRow
from kg.views.timeline import common_label, extent, lanes_by, last_seen, padded, short_label, timeline, undated, window

Make = Callable[..., EventRow]


def test_lanes_come_most_active_first_and_the_unnamed_last(make_row: Make) -> None:
    rows = [
        make_row(None, day=1),
        make_row(None, day=2),
        make_row(None, day=3),
        make_row("police", day=1),
        make_row(day=1),
        make_row(day=2),
    ]
    assert [(lane.name, lane.count) for lane in timeline(rows)] == [("Mara Okafor", 2), ("Port Wren Police", 1), ("No named actor", 3)]


def test_an_event_of_two_agents_stands_in_both_lanes(make_row: Make) -> None:
    both = make_row(day=1, agents=(("mayor", "Mara Okafor"), ("police", "Port Wren Police")))
    assert [lane.id for lane in timeline([both])] == ["mayor", "police"]


def test_acts_of_one_kind_on_one_day_fold_into_one(make_row: Make) -> None:
    rows = [make_row(day=0, label=f"Mara Okafor issues directive to {who}") for who in ("the police", "the schools", "the ferries", "all")]
    (entry,) = timeline(rows)[0].entries
    assert (entry.label, entry.kind, len(entry.rows)) == ("issues directive ×4", "point", 4)
    assert sorted(entry.labels)[0] == "issues directive to all"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"day": 1}, id="another day"),
        pytest.param({"day": 0, "verb": "Announce"}, id="another type"),
        pytest.param({"day": 0, "status": "negated"}, id="denied"),
        pytest.param({"begin": -6, "end": 0}, id="some day of that week"),
    ],
)
def test_what_differs_does_not_fold(make_row: Make, other: dict[str, object]) -> None:
    entries = timeline([make_row(day=0), make_row(**other)])[0].entries
    assert [len(entry.rows) for entry in entries] == [1, 1]


def test_an_uncertain_day_is_a_span_with_the_words_of_the_text(make_row: Make) -> None:
    (entry,) = timeline([make_row(begin=-6, end=-1, words="earlier this week")])[0].entries
    assert (entry.kind, entry.words, entry.open_begin, entry.open_end) == ("span", "earlier this week", False, False)


@pytest.mark.parametrize(
    ("days", "flags"),
    [
        pytest.param({"begin": -6, "end": None}, (False, True), id="since"),
        pytest.param({"begin": None, "end": -6}, (True, False), id="until"),
    ],
)
def test_a_side_that_nobody_knows_is_open(make_row: Make, days: dict[str, int | None], flags: tuple[bool, bool]) -> None:
    (entry,) = timeline([make_row(**days)])[0].entries
    assert (entry.kind, entry.open_begin, entry.open_end) == ("span", *flags)


def test_an_undated_event_gets_a_list_of_its_own_and_no_day(make_row: Make) -> None:
    rows = [make_row(begin=None, end=None), make_row(day=0)]
    lane = timeline(rows)[0]
    assert (lane.count, len(lane.entries), undated(rows)) == (2, 1, [rows[0]])


def test_lanes_by_something_unknown_are_refused(make_row: Make) -> None:
    with pytest.raises(ValueError, match="by 'mood'"):
        timeline([make_row(day=0)], by="mood")


def test_only_groupings_that_have_names_are_offered(make_row: Make) -> None:
    assert set(lanes_by([make_row(None, day=0, topic=None, topic_label=None, instrument=None)])) == {"actor", "type"}


@given(st.integers(0, 10**9))
def test_every_dated_event_stands_once_in_each_of_its_lanes_whatever_the_order(demo_rows: list[EventRow], seed: int) -> None:
    shuffled = list(demo_rows)
    Random(seed).shuffle(shuffled)
    lanes = timeline(shuffled)
    seen = Counter(row.id for lane in lanes for entry in lane.entries for row in entry.rows)
    assert seen == Counter({row.id: max(1, len(row.agents)) for row in demo_rows if row.begin or row.end})
    assert lanes == timeline(demo_rows)


def test_a_label_keeps_its_name_when_nothing_else_is_left() -> None:
    assert (short_label("Ann Lee", "Ann Lee"), short_label("Annabel sues", "Ann"), short_label("Ann sues", "")) == (
        "Ann Lee",
        "Annabel sues",
        "Ann sues",
    )


@pytest.mark.parametrize(
    ("labels", "common"),
    [
        pytest.param(["directs the police", "directs the schools"], "directs", id="no dangling article"),
        pytest.param(["sues", "warns"], "", id="nothing in common"),
        pytest.param(["sues Ann", "sues"], "sues", id="one is the beginning of the other"),
    ],
)
def test_folded_labels_keep_what_they_share(labels: list[str], common: str) -> None:
    assert common_label(labels) == common


def test_the_page_opens_on_the_story_and_not_on_a_law_of_long_ago(make_row: Make) -> None:
    rows = [make_row(day=n) for n in range(30)] + [make_row(day=date(1878, 6, 18))]
    days = extent(rows)
    assert days == (date(1878, 6, 18), rows[29].begin)
    assert window(rows) == (rows[0].begin, rows[29].begin)


def test_nothing_dated_has_neither_extent_nor_window(make_row: Make) -> None:
    rows = [make_row(begin=None, end=None)]
    assert (extent(rows), window(rows)) == (None, None)


@given(st.dates(), st.dates())
def test_air_around_days_stays_inside_the_calendar(one: date, two: date) -> None:
    days = (min(one, two), max(one, two))
    low, high = padded(days)
    assert low <= days[0]
    assert high >= days[1]


@given(st.lists(st.tuples(st.dates(), st.integers(0, 400)), min_size=1, max_size=30))
def test_the_window_lies_within_the_extent(make_row: Make, days: list[tuple[date, int]]) -> None:
    rows = [make_row(begin=day, end=date.fromordinal(min(day.toordinal() + more, date.max.toordinal()))) for day, more in days]
    found, whole = window(rows), extent(rows)
    assert found is not None
    assert whole is not None
    assert whole[0] <= found[0] <= found[1] <= whole[1]


def test_an_event_is_seen_up_to_its_newest_article(make_row: Make) -> None:
    row = make_row(day=0, papers=2)
    late = row.supports[0].published
    assert late is not None
    older = replace(row.supports[1], published=late - timedelta(days=9))
    assert last_seen(replace(row, supports=(older, row.supports[0]))) == late
