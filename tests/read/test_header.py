from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.read import body_start
from kg.read.header import credits_of, day_of, header

DAY = date(2025, 3, 14)


@pytest.mark.parametrize(
    ("line", "bylines", "publisher"),
    [
        pytest.param(" date 2025-03-14 By Ann Lee and Bo Cho, The Wire", ("Ann Lee", "Bo Cho"), "The Wire", id="as in the issue"),
        pytest.param("date 2025-03-14 By Ann Lee, The Wire", ("Ann Lee",), "The Wire", id="no leading space"),
        pytest.param(
            "date 2025-03-14 by Ann Lee, Bo Cho and Cy Doe", ("Ann Lee", "Bo Cho", "Cy Doe"), None, id="three names, no publisher"
        ),
        pytest.param("date 2025-03-14 By Ann Lee, Food and Farm Daily", ("Ann Lee",), "Food and Farm Daily", id="and in the publisher"),
        pytest.param("date 2025-03-14", (), None, id="a date alone"),
        pytest.param("date 2025-03-14, The Wire", (), "The Wire", id="no names"),
        pytest.param("Date: 2025-03-14 By Ann Lee", ("Ann Lee",), None, id="with a colon"),
    ],
)
def test_a_header_line_gives(line: str, bylines: tuple[str, ...], publisher: str | None) -> None:
    top = header(f"{line}\n\nThe council met.", "x.txt")
    assert (top.published, top.bylines, top.publisher) == (DAY, bylines, publisher)


@pytest.mark.parametrize("line", [" date 2025-03-14 By Ann Lee, The Wire", "date 2025-03-14"])
def test_the_body_starts_below_the_header_line(line: str) -> None:
    text = f"{line}\n\nThe council met."
    assert text[body_start(text) :] == "The council met."


@pytest.mark.parametrize("text", ["The council met.", "Date night in Springfield.", "date of birth: 2025-03-14", ""])
def test_without_a_header_the_body_is_the_text(text: str) -> None:
    assert body_start(text) == 0


def test_a_sentence_on_the_header_line_belongs_to_the_body() -> None:
    text = "date 2025-03-14 The council met.\nIt adjourned."
    assert text[body_start(text) :] == "The council met.\nIt adjourned."


@pytest.mark.parametrize("value", ["2025-13-45", "2025-02-29", "14/03/2025", "0001-01-01"])
def test_a_header_date_that_is_no_day_is_refused_by_its_value(value: str) -> None:
    with pytest.raises(SourceError, match=value):
        header(f"date {value} By Ann Lee, The Wire\n\nText.", "x.txt")


@given(st.text())
def test_the_body_start_lies_in_the_text(text: str) -> None:
    assert 0 <= body_start(text) <= len(text)


@given(st.dates(date(1605, 1, 1), date(2199, 12, 31)), st.sampled_from(["", "T23:59:59Z", " 10:00", "T10:00:00.123+05:30", "T10:00-0500"]))
def test_a_day_is_read_as_it_is_written_in_its_own_zone(day: date, time: str) -> None:
    assert day_of(day.isoformat() + time) == day


@pytest.mark.parametrize(
    "words", ["", "2025", "2025-06", "tomorrow", "0001-01-01T00:00:00Z", "9999-12-31", "2025-6-1", "２０２５-06-01", "NaN"]
)
def test_what_is_no_day_is_none(words: str) -> None:
    assert day_of(words) is None


@given(st.lists(st.sampled_from(["Ann Lee", "Bo Cho", "Cy de Roo", "Di O'Neil"]), min_size=1, unique=True))
def test_a_list_of_names_and_its_publisher_come_apart_again(names: list[str]) -> None:
    joined = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    assert credits_of(f"{joined}, The Wire") == (tuple(names), "The Wire")
