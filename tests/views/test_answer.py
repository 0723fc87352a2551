from __future__ import annotations

import base64
import json
import re
import zlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.answer import answer_html, columns, day_of

NAMES = ("begin", "end", "label", "agent", "target")
ROWS = [("2031-04-01", "2031-04-03", "Mara Okafor directs the police", "Mara Okafor", "https://kg.example/actor/police"), (None,) * 5]


def test_days_and_two_ends_make_a_timeline_and_a_network() -> None:
    found = columns(NAMES, ROWS)
    assert (found.begin, found.end, found.label, found.left, found.right, found.missing) == (0, 1, 2, 3, 4, ())


@pytest.mark.parametrize(
    ("names", "rows", "timed", "tied"),
    [
        pytest.param(("n", "who"), [("3", "Ann")], False, False, id="neither"),
        pytest.param(("published", "who"), [("2031-04-01T10:00:00Z", "Ann")], True, False, id="a day with a time of day"),
        pytest.param(("begin", "who"), [("spring", "Ann")], False, False, id="a name promises no day"),
        pytest.param(("source", "target"), [("Ann", "Bo")], False, True, id="two ends"),
        pytest.param(("from", "to"), [("2031-04-01", "2031-04-02")], True, False, id="two days are no ends"),
        pytest.param(("begin",), [], False, False, id="no rows"),
    ],
)
def test_what_is_missing_is_said(names: tuple[str, ...], rows: list[tuple[str, ...]], timed: bool, tied: bool) -> None:
    found = columns(names, rows)
    assert (found.timed, found.tied) == (timed, tied)
    assert len(found.missing) == (not timed) + (not tied)


def test_the_page_has_a_tab_for_each_picture_there_is() -> None:
    page = answer_html(NAMES, ROWS, "t")
    assert [name for name in ("table", "timeline", "network") if f'id="tab-{name}"' in page] == ["table", "timeline", "network"]
    assert 'id="tab-timeline"' not in answer_html(("n",), [(3,)], "t")


def test_one_column_of_actors_gives_the_lanes_and_no_row_hides_in_another() -> None:
    rows = [("2031-04-01", "Ann", "signs"), ("2031-04-01", "Ann", "speaks"), ("2031-04-01", "Bo", "sues")]
    page = answer_html(("begin", "agent", "label"), rows, "t")
    found = re.search(r'id="kg-data">([^<]*)<', page)
    assert found
    lanes = json.loads(zlib.decompress(base64.b64decode(found[1])))["lanes"]["actor"]
    assert [(lane["name"], len(lane["entries"])) for lane in lanes] == [("Ann", 2), ("Bo", 1)]


@given(st.dates())
def test_a_day_is_read_back(day: date) -> None:
    assert day_of(day) == day


@given(st.lists(st.tuples(*[st.none() | st.text() | st.dates() | st.integers()] * 3), max_size=4))
def test_any_answer_makes_a_page(rows: list[tuple[object, ...]]) -> None:
    assert answer_html(("begin", "agent", "target"), rows, "t").startswith("<!doctype html>")
