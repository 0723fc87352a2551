"""What times the text holds, what they mean against the article's date, and which days they cover."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract.dates import find_times, timex_json
from kg.extract.dates.rule import Rule
from kg.extract.dates.scan import TABLES
from kg.model import TimeSpan

DCT = date(2025, 6, 11)  # a Wednesday
ROWS = [pytest.param(rule, id=f"{rule.on}-{rule.build.__name__.strip('_')}-{rule.value}") for table in TABLES for rule in table]


def one(text: str, dct: date | None = DCT) -> TimeSpan:
    times = find_times(text, dct)
    assert len(times) == 1, [(time.words, time.timex) for time in times]
    return times[0]


def value(text: str, dct: date | None = DCT) -> str:
    timex = one(text, dct).timex
    assert timex is not None
    return timex.value


@pytest.mark.parametrize("rule", ROWS)
def test_every_row_of_the_tables_gives_the_value_that_its_example_states(rule: Rule) -> None:
    times = find_times(rule.example, date.fromisoformat(rule.when) if rule.when else None)
    assert rule.value in [time.timex.value for time in times if time.timex]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The council voted on Wednesday.", "2025-06-11", id="past, the day itself"),
        pytest.param("The council voted on Thursday.", "2025-06-05", id="past"),
        pytest.param("The council is set to vote on Thursday.", "2025-06-12", id="is set to"),
        pytest.param("A vote is scheduled for Tuesday.", "2025-06-17", id="scheduled"),
        pytest.param("Lawmakers plan to vote Monday.", "2025-06-16", id="plan to"),
        pytest.param("The mayor said the ban would begin Monday.", "2025-06-16", id="would"),
        pytest.param("On Friday, the court will hear the case.", "2025-06-13", id="verb after the date"),
        pytest.param("The court heard on Friday a case that may end the ban.", "2025-06-06", id="modal of another clause"),
        pytest.param("The results will be clear to the naked eye in July.", "2025-07", id="adjective in -ed is no past"),
        pytest.param("The order was signed in July.", "2024-07", id="month ahead of the article, past"),
        pytest.param("The order takes effect on July 4.", "2025-07-04", id="present of plans"),
        pytest.param("The order was signed on Dec. 30.", "2024-12-30", id="over the new year"),
        pytest.param("The deadline was extended to Sept. 30.", "2025-09-30", id="extended to"),
        pytest.param("The vote is Thursday.", "2025-06-12", id="copula before the date"),
        pytest.param("The council approved a plan to cut taxes on Monday.", "2025-06-09", id="what a noun plans, weekday of the verb"),
        pytest.param("The mayor announced a plan to open a shelter in October.", "2025-10", id="what a noun plans, month of the plan"),
        pytest.param("Schools closed due to snow on Friday.", "2025-06-06", id="due to is a cause"),
        pytest.param("The bill is due to expire Friday.", "2025-06-13", id="due to + verb"),
    ],
)
def test_tense_decides_on_which_side_of_the_article_a_date_falls(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They may march, and the sun sat on a second hill.", id="verbs and nouns"),
        pytest.param("Theresa May met April Jones and Mr. March.", id="names"),
        pytest.param("Bill 1042 and Section 1983 of H.R. 1987 cost $2,000 and drew 2000 people.", id="numbers of bills, money, people"),
        pytest.param("A 45-year-old man, 19, beat the boy, who is 12 years old, 3-2.", id="ages and scores"),
        pytest.param("Call 555-2015 about Form 1040, Boeing 747 and the G-20; 31-18 was the vote.", id="phones, forms, votes"),
        pytest.param("The Daily News and the Sunday Times of 9/11 fame.", id="names of papers, 9/11"),
        pytest.param("For the second time the first lady spoke a minute too soon.", id="ordinals"),
    ],
)
def test_words_and_numbers_that_only_look_like_times_give_nothing(text: str) -> None:
    assert [time.words for time in find_times(text, DCT)] == []


@pytest.mark.parametrize(
    ("text", "begin", "end", "edtf"),
    [
        pytest.param("It closed in June 2024.", "2024-06-01", "2024-06-30", "2024-06", id="month"),
        pytest.param("It closed in spring 2025.", "2025-03-01", "2025-05-31", "2025-21", id="season"),
        pytest.param("It closed in the winter of 2024.", "2024-12-01", "2025-02-28", "2024-24", id="winter runs over the year"),
        pytest.param("It closed in mid-2024.", "2024-05-01", "2024-08-31", "2024-38", id="middle of a year"),
        pytest.param("It opened in the 1990s.", "1990-01-01", "1999-12-31", "199X", id="decade"),
        pytest.param("It fell in the 19th century.", "1800-01-01", "1899-12-31", "18XX", id="century"),
        pytest.param("The budget of fiscal 2026 passed.", "2025-10-01", "2026-09-30", "2025-10-01/2026-09-30", id="fiscal year"),
        pytest.param("It has been closed since 2019.", "2019-01-01", None, "2019/..", id="since"),
        pytest.param("File it by June 30.", None, "2025-06-30", "../2025-06-30", id="deadline"),
        pytest.param("It is closed until 2030.", None, "2030-12-31", "../2030", id="until"),
        pytest.param("It will close later this month.", "2025-06-11", "2025-06-30", "2025-06-11/2025-06-30", id="later this month"),
        pytest.param("The fair ran June 4-6.", "2025-06-04", "2025-06-06", "2025-06-04/2025-06-06", id="days of a month"),
        pytest.param("It shut from May 30 to June 2, 2024.", "2024-05-30", "2024-06-02", "2024-05-30/2024-06-02", id="days of two months"),
        pytest.param("He ruled 1981-85.", "1981-01-01", "1985-12-31", "1981/1985", id="short second year"),
        pytest.param("It closed between 2017 and 2019.", "2017-01-01", "2019-12-31", "2017/2019", id="between"),
        pytest.param("Work takes 90 days.", None, None, None, id="bare duration"),
        pytest.param("They meet on Mondays.", None, None, None, id="set"),
        pytest.param("It fell in 331 BC.", None, None, "-0330", id="before Christ"),
        pytest.param("Talks begin at 10 a.m. EDT Friday.", "2025-06-13", "2025-06-13", "2025-06-13T10:00:00-04:00", id="clock and zone"),
    ],
)
def test_a_time_covers_the_days_that_its_words_give_and_no_more(text: str, begin: str | None, end: str | None, edtf: str | None) -> None:
    time = one(text)
    got = (time.begin and time.begin.isoformat(), time.end and time.end.isoformat(), time.edtf)
    assert got == (begin, end, edtf)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The mayor signed it on Monday.", id="weekday"),
        pytest.param("The mayor signed it yesterday.", id="yesterday"),
        pytest.param("The mayor signed it last week.", id="week"),
        pytest.param("The mayor signed it in June.", id="month"),
        pytest.param("The mayor signed it on June 4.", id="month and day"),
        pytest.param("The mayor signed it two weeks ago.", id="ago"),
        pytest.param("The mayor signed it in the summer.", id="season"),
        pytest.param("The mayor signed it in the third quarter.", id="quarter"),
        pytest.param("The mayor signed it last Christmas.", id="holiday"),
        pytest.param("The mayor signed it tonight at 8 p.m.", id="clock"),
    ],
)
def test_without_an_article_date_a_relative_time_has_no_day(text: str) -> None:
    time = one(text, None)
    assert (time.begin, time.end, time.basis) == (None, None, "none")
    assert time.timex is not None
    assert "X" in time.timex.value


def test_a_date_carried_by_the_text_is_explicit_and_one_worked_out_is_relative() -> None:
    times = find_times("It passed on May 3, 2019 and was repealed last year. It lasted five years.", DCT)
    assert [time.basis for time in times] == ["explicit", "relative", "none"]


def test_later_and_that_day_lean_on_the_last_date_of_the_text() -> None:
    times = find_times("The law passed on May 3, 2019. Two years later a court struck it down. Crowds cheered that same year.", DCT)
    assert [time.timex.value for time in times if time.timex] == ["2019-05-03", "2021", "2021"]


def test_a_day_told_from_a_date_that_has_no_day_of_its_own_stays_unknown() -> None:
    times = find_times("The council met in August 2019. Three days later it dissolved; that same week it fled.", DCT)
    assert [(time.timex.value, time.begin) for time in times if time.timex][1:] == [("2019-08-XX", None), ("2019-WXX", None)]


def test_news_that_looks_back_reads_a_month_after_the_year_just_told() -> None:
    times = find_times("The law passed in July 2023. In September a court blocked it. In May it was revived.", DCT)
    assert [time.timex.value for time in times if time.timex] == ["2023-07", "2023-09", "2025-05"]


def test_the_history_of_other_years_reads_months_beside_its_running_date() -> None:
    text = (
        "The war began in 1861. In April the fort fell. By July 1862 the army had lost. In September it won. Peace came in 1865. "
        "The treaty of 1866 failed; those of 1867, 1868, 1869 and 1870 held."
    )
    assert [time.timex.value for time in find_times(text, DCT) if time.timex][:5] == ["1861", "1861-04", "1862-07", "1862-09", "1865"]


def test_typographic_quotes_dashes_and_spaces_do_not_hide_a_time_nor_move_its_offsets() -> None:
    text = "“It’s over”, he said\u00a0on June\u00a04–6,\u202f2024 and in the ’90s."
    times = find_times(text, DCT)
    assert [time.timex.value for time in times if time.timex] == ["2024-06-04/2024-06-06", "199"]
    assert all(time.span is not None and time.span.of(text) == time.words for time in times)


def test_the_json_marks_both_ends_of_an_interval_unless_the_text_gives_it_as_one() -> None:
    text = "It ran from March to May 2019, from 2017 to 2021 and June 4-6."
    rows = timex_json("a", DCT, text, find_times(text, DCT))["timex"]
    assert [(row["text"], row["value"], row["date_begin"], row["date_end"]) for row in rows] == [
        ("March", "2019-03", "2019-03-01", "2019-03-31"),
        ("May 2019", "2019-05", "2019-05-01", "2019-05-31"),
        ("2017 to 2021", "2017/2021", "2017-01-01", "2021-12-31"),
        ("June 4-6", "2025-06-04/2025-06-06", "2025-06-04", "2025-06-06"),
    ]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


def test_the_json_line_names_article_and_date_and_stands_without_one() -> None:
    line = timex_json("a", None, "Now.", find_times("Now.", None))
    assert (line["doc"], line["dct"], line["text"]) == ("a", None, "Now.")
    assert line["timex"] == [
        {
            "start": 0,
            "end": 3,
            "text": "Now",
            "type": "DATE",
            "value": "PRESENT_REF",
            "mod": None,
            "date_begin": None,
            "date_end": None,
            "edtf": None,
        }
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The board met on Tuesday after talks last week. Its chair spoke the same evening.", "2025-06-10TEV"),
        ("The clerk resigned in May. She left that evening.", "XXXX-XX-XXTEV"),
    ],
)
def test_a_part_of_that_day_leans_on_one_day_and_never_on_the_first_of_a_week(text: str, wanted: str) -> None:
    assert find_times(text, DCT)[-1].timex.value == wanted  # type: ignore[union-attr]
