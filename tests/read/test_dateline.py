from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import dated_at_top

DAY = date(2025, 6, 4)
BODY = "The council voted to close the bridge.\n"


@pytest.mark.parametrize(
    "top",
    [
        pytest.param("SPRINGFIELD, June 4, 2025 (Wire) - ", id="place, date, agency"),
        pytest.param("SPRINGFIELD (Wire) — June 4, 2025 — ", id="place, agency, date"),
        pytest.param("Springfield, Ill. – June 4, 2025 – ", id="place in small letters"),
        pytest.param("Indianapolis, June 4, 2025 – ", id="place that begins like a preposition"),
        pytest.param("ST. PAUL, Minn., 4 June 2025 -- ", id="day before month"),
        pytest.param("(Wire) - June 4, 2025 - ", id="agency alone"),
        pytest.param("JUNE 4, 2025: ", id="date alone before the sentence"),
        pytest.param("June 04, 2025\n", id="a line that is a date"),
        pytest.param("Bridge to close\nWednesday, June 4th, 2025\n", id="below a title"),
        pytest.param("Published 4 June 2025\n", id="with a label"),
        pytest.param("Published 11:34 PM EST Jun. 4, 2025\n", id="with a time and zone"),
        pytest.param("FOR IMMEDIATE RELEASE: June 4, 2025\n", id="press release"),
        pytest.param("2025-06-04T10:00:00Z\n", id="ISO"),
        pytest.param("By Ann Lee | June 4, 2025\n", id="behind the byline"),
        pytest.param("Last updated on 9 June 2025 at 10:00\nPublished: 4 June 2025\n", id="a last change gives way"),
        pytest.param("Published 4 June 2025, updated 9 June 2025\n", id="a last change on the same line"),
        pytest.param("Updated June 4, 2025\n", id="a last change where nothing else is"),
        pytest.param(" date 2025-06-04 By Ann Lee, The Wire\n\nJune 9, 2025\n", id="the header goes first"),
    ],
)
def test_a_text_is_dated_by(top: str) -> None:
    assert dated_at_top(top + BODY) == DAY


@pytest.mark.parametrize(
    "top",
    [
        pytest.param("", id="nothing"),
        pytest.param("SPRINGFIELD, June 4 (Wire) - ", id="no year"),
        pytest.param("On June 4, 2025, the mayor spoke. ", id="a sentence"),
        pytest.param("In Springfield, June 4, 2025 – the day of the fair – ", id="a sentence with dashes"),
        pytest.param("The mayor spoke on June 4, 2025.\n", id="a sentence that ends in it"),
        pytest.param("June 4, 2025 – June 6, 2025\n", id="a range"),
        pytest.param("February 30, 2025\n", id="no day"),
        pytest.param("September 1, 1839\n", id="a heading in a history"),
        pytest.param("June 2025\n", id="a month"),
        pytest.param(("The council met again. " * 20 + "\n") + "June 4, 2025\n", id="below the first paragraph"),
        pytest.param("Line\n" * 8 + "June 4, 2025\n", id="far down"),
    ],
)
def test_a_text_is_not_dated_by(top: str) -> None:
    assert dated_at_top(top + BODY) is None


@given(st.text(st.sampled_from("JuneSPRINGFIELD 2025,4.()-–—\n:th")))
def test_any_text_has_a_sane_day_or_none(text: str) -> None:
    day = dated_at_top(text)
    assert day is None or 1900 <= day.year <= 2199
