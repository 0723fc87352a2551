"""Dates that come to an act by way of another one, and dates that are no finer than their words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Mention

Find = Callable[..., Mention]
TODAY = "2031-05-14"  # a Wednesday, as in conftest.py


def edtf(mention: Mention) -> str | None:
    return None if mention.time is None else mention.time.edtf


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        pytest.param("Holt resigned on Monday, a day after police raided his office.", "raided", "2031-05-11", id="a day after"),
        pytest.param("Holt resigned on Monday, two days before senators voted.", "voted", "2031-05-14", id="two days before"),
        pytest.param("Holt resigned on April 20, a week after the vote.", "vote", "2031-04-10/2031-04-16", id="a week"),
        pytest.param("Two men have been arrested since the protests began in March.", "arrested", "2031-03/2031-05-14", id="since"),
        pytest.param("The ministry announced sanctions over the protests that began on April 2.", "protests", "2031-04-02", id="began on"),
        pytest.param("Holt relaxed the rules before the talks, which were held on May 4.", "talks", "2031-05-04", id="was held on"),
        pytest.param("The last time the court ruled on it was in 2019.", "ruled", "2019", id="the last time was in"),
        pytest.param("In 2027, around the same time it banned coal, Ilva banned trucks.", None, "2027", id="around the same time"),
        pytest.param("Holt will fly to Sorell on Friday, where she will meet Bruun.", "meet", "2031-05-16", id="where she will"),
        pytest.param("They met for a summit where on Sunday President Bruun signed a pact.", "met", "2031-05-11", id="where on"),
        pytest.param("They met for a summit where on Sunday President Bruun signed a pact.", "signed", "2031-05-11", id="no name"),
        pytest.param("Bruun condemned the repression of the peaceful April 2 protests.", "protests", "2031-04-02", id="in a noun phrase"),
        pytest.param("Three complaints were filed against Bruun in March and April.", "filed", "2031-03/2031-04", id="and"),
    ],
)  # fmt: skip
def test_an_act_is_dated_by_way_of_another(text: str, trigger: str | None, day: str, read: Callable[..., list[Mention]]) -> None:
    found = [mention for mention in read(text) if trigger in {None, mention.words}]
    assert {edtf(mention) for mention in found} == {day}


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        pytest.param("Police beat protesters on and after April 2.", None, "2031-04-02/2031-05-14", id="on and after"),
        pytest.param("There have been two rounds of sanctions since 2028.", "sanctions", "2028/2031-05-14", id="rounds of"),
        pytest.param("Holt said on Sunday Ilva will sign a pact in the next ten days.", "sign", "2031-05-11/2031-05-21", id="then"),
        pytest.param("Holt said Ilva will sign a pact in the next ten days.", "sign", "2031-05-14/2031-05-24", id="now"),
    ],
)  # fmt: skip
def test_a_time_begins_where_the_words_put_it(text: str, trigger: str | None, day: str, read: Callable[..., list[Mention]]) -> None:
    found = [mention for mention in read(text) if trigger in {None, mention.words}]
    assert {edtf(mention) for mention in found} == {day}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The new policy, which is to take effect on June 1, prohibits flights to Ilva.", id="is to take effect"),
        pytest.param("The rule, which takes effect on June 1, prohibits flights to Ilva.", id="takes effect"),
    ],
)
def test_what_a_rule_does_begins_with_it(text: str, find: Find) -> None:
    mention = find(text, "prohibits")
    assert (edtf(mention), mention.status) == ("2031-06-01", "planned")


def test_signing_a_rule_does_not_wait_for_it(find: Find) -> None:
    assert edtf(find("Holt vetoed a bill that takes effect on June 1.", "vetoed")) == TODAY


HEARING = "The senate held a hearing on March 3. Holt apologized to the senate during the hearing."


def test_what_is_done_at_an_occasion_has_its_day(find: Find) -> None:
    assert edtf(find(HEARING, "apologized")) == "2031-03-03"


def test_another_occasion_has_another_day(find: Find) -> None:
    assert edtf(find(HEARING.replace("during the hearing", "during a summit"), "apologized")) == TODAY


def test_what_an_actor_also_did_was_done_with_the_last_such_deed(find: Find) -> None:
    text = "Bruun vetoed the bill on Sunday. On Monday, police arrested two men. Bruun also nullified the budget."
    assert edtf(find(text, "nullified")) == "2031-05-11"
    assert edtf(find(text.replace("also ", ""), "nullified")) == "2031-05-12"
    assert edtf(find(text.replace("nullified the budget", "fired Ida Rally"), "fired")) == "2031-05-12"


def test_a_deed_does_not_lie_ahead(find: Find) -> None:
    mention = find("The next month, Bruun fired Ida Rally.", "fired")
    assert (mention.time, mention.status) == (None, "occurred")


def test_what_ends_an_act_does_not_date_it(find: Find) -> None:
    assert edtf(find("The mobilization was suspended in March.", "mobilization")) != "2031-03"


def test_kinds_of_acts_are_no_news(find: Find) -> None:
    assert find("It rained.\nIt snowed.\nThe pattern includes firing judges.", "firing").time is None


def test_months_that_reach_past_the_article_end_with_it(find: Find) -> None:
    found = find("Three complaints were filed against Bruun in June and July.", "filed", date(2031, 7, 20))
    assert edtf(found) == "2031-06/2031-07-20"


@pytest.mark.parametrize(
    ("text", "trigger", "unsaid"),
    [
        pytest.param("Holt resigned on Monday, days after police raided his office.", "raided", "2031-05-12", id="days after"),
        pytest.param(
            "Holt resigned last week, a day after police raided his office.", "raided", "2031-05-05/2031-05-11", id="a day after a week"
        ),
        pytest.param("Holt vetoed the bill since the council met in March.", "vetoed", "2031-03/2031-05-14", id="since means because"),
        pytest.param("Ilva suspended the pact, following the 2028 arrest of Bruun.", "suspended", "2028", id="following"),
        pytest.param("Ilva blocked the pact on Monday in response to a lawsuit.", "lawsuit", "2031-05-12", id="in response to"),
        pytest.param("Today's order follows the past designation of Sorell.", "designation", TODAY, id="past"),
        pytest.param("Envoys met in March in Tarnby, where Holt had resigned.", "resigned", "2031-03", id="where he had"),
        pytest.param("Envoys signed the pact in the hall where Holt resigned in 2029.", "signed", "2029", id="a hall is no event"),
        pytest.param("Complaints were filed in March and June.", "filed", "2031-03/2031-06", id="not the months between"),
    ],
)
def test_what_the_words_do_not_say_is_not_made_up(text: str, trigger: str, unsaid: str, find: Find) -> None:
    assert edtf(find(text, trigger)) != unsaid


@pytest.mark.parametrize(
    ("words", "day"),
    [
        pytest.param("earlier this year", "2031", id="earlier this year"),
        pytest.param("late last year", "2030", id="late last year"),
        pytest.param("in early March", "2031-03", id="early March"),
        pytest.param("earlier this month", "2031-05", id="earlier this month"),
        pytest.param("two weeks ago", "2031-04-27/2031-05-03", id="two weeks ago"),
        pytest.param("earlier this week", "2031-05-12/2031-05-14", id="a week has no name of its own"),
    ],
)
def test_an_act_is_dated_no_finer_than_the_unit_named(words: str, day: str, find: Find) -> None:
    assert edtf(find(f"Governor Holt vetoed the bill {words}.", "vetoed")) == day


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        pytest.param("The bill failed after senators rejected a motion.", "rejected", id="after"),
        pytest.param("Bruun appointed Ida Rally following the resignation of Maren Holt.", "resignation", id="following"),
        pytest.param("Bruun met Holt, who criticized the senate.", "criticized", id="a clause that goes on telling"),
    ],
)
def test_what_led_to_fresh_news_is_fresh(text: str, trigger: str, find: Find) -> None:
    assert edtf(find(text, trigger)) == TODAY


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        pytest.param("The bill failed on Monday after senators rejected a motion.", "rejected", id="the news is older"),
        pytest.param("Bruun appointed Ida Rally despite the resignation of Maren Holt.", "resignation", id="no word of just before"),
        pytest.param("It rained.\nIt snowed.\nThe bill failed after senators rejected a motion.", "rejected", id="not in the lead"),
    ],
)
def test_other_background_stays_undated(text: str, trigger: str, find: Find) -> None:
    assert find(text, trigger).time is None
