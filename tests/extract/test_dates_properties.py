"""Whatever the text, the reader of times returns, and what it returns can be sliced out of the text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.dates import find_times, timex_json
from kg.extract.dates.lexicon import MONTH_NAMES, WEEKDAY_NAMES

SAMPLE = """the a last next this past early late mid end of to in on by since until from between and year years month weeks day days ago
later earlier quarter half decade century 1990s '90s 1957 57 3rd 12 9999 00 31 2,000 99999999999999999999 noon midnight 8 p.m. GMT BC AD
Christmas Easter Friday the 13th every each daily now soon second - – — / : . , ; ( ) $ % \u200f \u202e 😀 İ ß \x00 \ud800"""
WORDS = (*MONTH_NAMES, *(name.title() for name in (*MONTH_NAMES, *WEEKDAY_NAMES)), *SAMPLE.split())
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="0123456789-/:., \n", max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
)
DATES = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2024, 2, 29)]))


@settings(max_examples=400, deadline=None)
@given(TEXTS, DATES)
def test_no_text_raises_and_every_span_slices_in_order_without_overlap(text: str, dct: date | None) -> None:
    times = find_times(text, dct)
    assert all(time.span is not None and time.timex is not None and text[time.span.start : time.span.end] == time.words for time in times)
    spans = [time.span for time in times if time.span]
    assert all(one.end <= two.start for one, two in pairwise(spans))
    rows = timex_json("a", dct, text, times)["timex"]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_without_an_article_date_only_explicit_dates_have_days(text: str) -> None:
    for time in find_times(text, None):
        assert time.begin is None or time.basis in ("explicit", "relative")
        assert time.timex is None or time.timex.type in ("DATE", "TIME") or time.begin is None


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(piece, id=repr(piece))
        for piece in ("a year ", "1 to ", "/", "1957-", "May ", "the end of ", "1 January ", "1-Jan-99 ", "9", "'", "\n")
    ],
)
def test_long_repeats_end_and_keep_their_offsets(piece: str) -> None:
    text = piece * 4000
    assert all(
        time.span is not None and text[time.span.start : time.span.end] == time.words for time in find_times(text, date(2025, 6, 11))
    )
