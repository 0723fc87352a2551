from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.rows import EventRow, Support
from kg.model import BASES, STATUSES
from kg.views import words


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        pytest.param(date(2031, 4, 19), date(2031, 4, 19), "19 April 2031", id="day"),
        pytest.param(date(2031, 2, 1), date(2031, 2, 28), "February 2031", id="month"),
        pytest.param(date(2031, 1, 1), date(2031, 12, 31), "2031", id="year"),
        pytest.param(date(2020, 1, 1), date(2029, 12, 31), "2020–2029", id="decade"),
        pytest.param(date(2031, 4, 14), date(2031, 4, 18), "14–18 April 2031", id="days of one month"),
        pytest.param(date(2031, 4, 28), date(2031, 5, 4), "28 April – 4 May 2031", id="days of two months"),
        pytest.param(date(2030, 12, 29), date(2031, 1, 4), "29 December 2030 – 4 January 2031", id="days of two years"),
        pytest.param(date(2031, 4, 19), None, "from 19 April 2031, end not known", id="open end"),
        pytest.param(None, date(2031, 4, 19), "until 19 April 2031, beginning not known", id="open begin"),
        pytest.param(date(9999, 12, 1), date(9999, 12, 31), "1–31 December 9999", id="the calendar ends"),
    ],
)
def test_a_time_is_said_as_precisely_as_it_is_known(begin: date | None, end: date | None, said: str) -> None:
    assert words.when_words(begin, end) == said


def test_every_status_and_basis_of_the_model_has_words() -> None:
    assert {code for code, _, _ in words.STATUSES} == set(STATUSES)
    assert len({words.how_words(basis, "Monday") for basis in BASES}) == len(BASES)


def test_a_claim_names_who_claims_it(make_row: Callable[..., EventRow]) -> None:
    assert words.status_words(make_row(day=0, status="claimed", by="The Ledger")) == "Claimed, according to The Ledger"


def test_a_source_without_anything_still_has_a_name(make_support: Callable[..., Support]) -> None:
    bare = make_support("A b c.", "b", title=None, publisher=None, published=None)
    assert words.source_words(bare) == "Source without a name"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://x/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "http:/x",
        "https://a b",
        "https://a\n",
        " https://a",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert words.safe_url(url) is None


@given(st.text())
def test_a_safe_url_is_given_back_as_it_is_or_not_at_all(url: str) -> None:
    assert words.safe_url(url) in (url, None)


def test_an_unknown_family_has_a_colour_and_a_side_too() -> None:
    assert (words.family_code("rumour"), words.tone("rumour"), words.tone("material-conflict")) == ("other", "other", "conflict")
