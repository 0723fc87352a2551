"""When an act happened: its own date, the running date of the story, the dateline, or no date at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.extract.mentions import mentions
from kg.extract.names import Gazetteer
from kg.extract.parse import Model
from kg.model import Article, Mention

Find = Callable[..., Mention]
TODAY = "2031-05-14"  # a Wednesday, as in conftest.py


def told(mention: Mention) -> tuple[str | None, str] | None:
    return None if mention.time is None else (mention.time.edtf, mention.time.basis)


OWN = [
    pytest.param("Police arrested two men on Monday.", "arrested", "2031-05-12", id="weekday"),
    pytest.param("Police arrested two men on Wednesday.", "arrested", TODAY, id="weekday of the article itself"),
    pytest.param("On Monday police arrested two men.", "arrested", "2031-05-12", id="before the subject"),
    pytest.param("Police on Monday arrested two men.", "arrested", "2031-05-12", id="between subject and verb"),
    pytest.param("Two men were arrested on Monday in Tarnby.", "arrested", "2031-05-12", id="passive"),
    pytest.param("Governor Holt vetoed the bill yesterday.", "vetoed", "2031-05-13", id="yesterday"),
    pytest.param("Governor Holt vetoed the bill last week.", "vetoed", "2031-05-05/2031-05-11", id="last week"),
    pytest.param("The court struck down the law on March 3, 2029.", "struck", "2029-03-03", id="whole date"),
    pytest.param("Holt resigned two years ago.", "resigned", "2029", id="years ago"),
    pytest.param("The ministry imposed the ban in 2024.", "imposed", "2024", id="year"),
    pytest.param("The talks between Ilva and Sorell ended on Friday.", "talks", "2031-05-09", id="noun takes its verb's"),
    pytest.param("The ban was imposed by the ministry in March.", "imposed", "2031-03", id="month before the article"),
    pytest.param("The council approved the budget in June.", "approved", "2030-06", id="month after the article, a past deed"),
    pytest.param("The governor signed the law in September.", "signed", "2030-09", id="September of last year"),
    pytest.param("The council will vote on the plan in June.", "vote", "2031-06", id="month after the article, a plan"),
    pytest.param("The board will meet on Friday.", "meet", "2031-05-16", id="weekday of a plan"),
    pytest.param("The board met on Friday.", "met", "2031-05-09", id="weekday of a deed"),
    pytest.param("The senate is set to vote on the bill on Thursday.", "vote", "2031-05-15", id="plan with its own day"),
    pytest.param("Ilva imposed sanctions on two ferry firms on Monday.", "imposed", "2031-05-12", id="a day after whom it hits"),
]


@pytest.mark.parametrize(("text", "trigger", "edtf"), OWN)
def test_an_act_takes_the_date_of_its_clause(text: str, trigger: str, edtf: str, find: Find) -> None:
    time = find(text, trigger).time
    assert time is not None
    assert (time.edtf, time.basis) == (edtf, "explicit" if edtf in {"2024", "2029-03-03"} else "relative")
    assert time.span is not None
    assert time.span.of(text) == time.words != ""


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        pytest.param(
            "The senate approved the budget on Tuesday and rejected the treaty on Wednesday.",
            {"approved": "2031-05-13", "rejected": TODAY},
            id="a date each",
        ),
        pytest.param(
            "The tax, introduced in 2022, was repealed on Monday.",
            {"introduced": "2022", "repealed": "2031-05-12"},
            id="a participle's own",
        ),
        pytest.param("The bill passed on Monday; the governor vetoed it on Tuesday.", {"vetoed": "2031-05-13"}, id="after a semicolon"),
        pytest.param(
            "Police arrested the man after he attacked a guard on Sunday.", {"attacked": "2031-05-11", "arrested": TODAY}, id="after he did"
        ),
        pytest.param(
            "The judge on Tuesday ordered the city to release the report by Friday.", {"ordered": "2031-05-13"}, id="demand and due date"
        ),
        pytest.param("The union has called a rally for Saturday.", {"rally": "2031-05-17"}, id="a rally for a day"),
        pytest.param("Ilva announced a strike for July 15.", {"announced": TODAY, "strike": "2031-07-15"}, id="a strike for a day"),
        pytest.param("It was the worst day since 2023, when an attack killed nine.", {"attack": "2023"}, id="since 2023, when"),
        pytest.param("The board barred Holt from next month's election.", {"barred": TODAY}, id="next month's election"),
        pytest.param("Holt will travel to Ilva on Friday to meet the union.", {"meet": "2031-05-16"}, id="travels to meet"),
        pytest.param("The governor had signed a bill in May, but he vetoed this one.", {"vetoed": TODAY}, id="but he"),
        pytest.param("The ministry scrapped a 1994 plan.", {"scrapped": TODAY}, id="the year of a plan"),
        pytest.param(
            "The judge issued the injunction on Tuesday in a lawsuit brought by the union.", {"brought": None}, id="the lawsuit ruled on"
        ),
        pytest.param(
            "In an interview on Sunday, Erik Nyberg criticized the order that Holt signed.",
            {"criticized": "2031-05-11", "signed": None},
            id="the interview's day",
        ),
    ],
)
def test_each_act_has_its_own_date(text: str, dates: dict[str, str | None], find: Find) -> None:
    found = {trigger: find(text, trigger).time for trigger in dates}
    assert {trigger: None if time is None else time.edtf for trigger, time in found.items()} == dates


@pytest.mark.parametrize(
    ("text", "main"),
    [
        pytest.param("Mayor Holt, who signed the order on Monday, met the council.", "met", id="who"),
        pytest.param("The council rejected the plan that Holt unveiled on Monday.", "rejected", id="that"),
        pytest.param("Holt signed the order hours before the court blocked it on Monday.", "signed", id="before it did"),
    ],
)
def test_a_date_in_another_clause_does_not_date_the_main_act(text: str, main: str, find: Find) -> None:
    assert told(find(text, main)) == (TODAY, "dateline")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        pytest.param("The ministry said Monday that it will ban trucks.", "ban", id="said Monday that"),
        pytest.param("The company said Tuesday it will sue the city.", "sue", id="said Tuesday it"),
        pytest.param("On Monday the council promised to repeal the ordinance.", "repeal", id="promised on Monday"),
        pytest.param("The governor did not veto the bill.", "veto", id="what did not happen"),
        pytest.param("The governor could veto the bill.", "veto", id="what may happen"),
        pytest.param("Governor Holt will veto the bill.", "veto", id="what is planned"),
    ],
)
def test_what_did_not_happen_takes_no_date_from_around_it(text: str, trigger: str, find: Find) -> None:
    assert find(text, trigger).time is None


def test_a_due_date_has_an_open_begin(find: Find) -> None:
    time = find("The council will ban trucks by year-end.", "ban").time
    assert time is not None
    assert (time.begin, time.end, time.edtf) == (None, date(2031, 12, 31), "../2031-12-31")


def test_fresh_news_takes_the_dateline(find: Find) -> None:
    mention = find("TARNBY — Governor Holt vetoed the water bill.", "vetoed")
    assert told(mention) == (TODAY, "dateline")
    assert mention.time is not None
    assert (mention.time.words, mention.time.span) == ("", None)


def test_fresh_speech_takes_the_dateline_wherever_it_stands(find: Find) -> None:
    text = "On Monday, police arrested two men.\nThe union criticized the arrests."
    assert told(find(text, "criticized")) == (TODAY, "dateline")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("On Monday, Bruun vetoed the bill. Bruun also criticized the senate.", id="the name again"),
        pytest.param("On Monday, Bruun vetoed the bill. Holt signed a second one on Monday. He criticized the senate.", id="a pronoun"),
        pytest.param("Bruun vetoed the bill on Monday. On Monday Holt left. Bruun criticized the senate.", id="another acts that day too"),
    ],
)
def test_who_acted_that_day_also_spoke_on_it(text: str, find: Find) -> None:
    assert told(find(text, "criticized")) == ("2031-05-12", "relative")


def test_who_acted_on_the_day_before_speaks_on_the_dateline(find: Find) -> None:
    text = "On Monday, Bruun vetoed the bill. On Tuesday, police arrested two men. Bruun criticized the senate."
    assert told(find(text, "criticized")) == (TODAY, "dateline")


def test_actions_outside_the_scheme_are_told_on_the_same_clock(model: Model, gazetteer: Gazetteer) -> None:
    text = "On Monday, Holt vetoed the bill. Holt unpacked a suitcase. Bruun remarked that it was late."
    article = Article("a", text, published=date(2031, 5, 14))
    found = {m.words: m for m in mentions(article, gazetteer, model, open_actions=True)}
    assert told(found["unpacked"]) == ("2031-05-12", "relative")
    assert told(found["remarked"]) == (TODAY, "dateline")


RUNNING = "On Monday, police arrested two men. They raided a flat. Prosecutors charged the men with fraud."


@pytest.mark.parametrize("trigger", ["raided", "charged"])
def test_the_running_date_is_carried_on(trigger: str, find: Find) -> None:
    assert told(find(RUNNING, trigger)) == ("2031-05-12", "relative")


def test_the_running_date_reaches_the_next_paragraph(find: Find) -> None:
    text = "Governor Holt vetoed the bill.\nThe town was quiet.\nOn Monday, police arrested two men.\nSoldiers also seized a gun."
    assert told(find(text, "seized")) == ("2031-05-12", "relative")


def test_the_running_date_ends_after_some_paragraphs(find: Find) -> None:
    quiet = "The town was quiet.\n" * 6
    text = f"Governor Holt vetoed the bill.\nOn Monday, police arrested two men.\n{quiet}Soldiers also seized a gun."
    assert find(text, "seized").time is None


@pytest.mark.parametrize(
    "flashback",
    [
        pytest.param("Holt signed the law in 2020.", id="a year"),
        pytest.param("The court struck down the first law on March 3, 2019.", id="a day long ago"),
        pytest.param("The flat that soldiers raided on Tuesday belongs to a baker.", id="a relative clause"),
    ],
)
def test_a_flashback_does_not_move_the_running_date(flashback: str, find: Find) -> None:
    text = f"On Monday, police arrested two men. {flashback} Prosecutors charged the men with fraud."
    assert told(find(text, "charged")) == ("2031-05-12", "relative")


def test_a_new_date_moves_the_running_date(find: Find) -> None:
    text = "On Monday, police arrested two men. On Tuesday, a judge sentenced them. Soldiers seized a gun."
    assert told(find(text, "seized")) == ("2031-05-13", "relative")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        pytest.param("Governor Holt vetoed the bill yesterday.", "vetoed", id="yesterday"),
        pytest.param("Police arrested two men on Monday.", "arrested", id="weekday"),
        pytest.param("The ministry imposed the ban last year.", "imposed", id="last year"),
        pytest.param("Governor Holt vetoed the bill.", "vetoed", id="no words"),
    ],
)
def test_an_undated_article_gives_no_date_to_relative_words(text: str, trigger: str, find: Find) -> None:
    assert find(text, trigger, None).time is None


def test_an_undated_article_keeps_its_explicit_dates(find: Find) -> None:
    assert told(find("Police arrested two men on May 4, 2020.", "arrested", None)) == ("2020-05-04", "explicit")


def test_background_without_words_has_no_date(find: Find) -> None:
    text = "Governor Holt vetoed the bill on Monday.\nThe premier had previously fired two aides."
    assert find(text, "fired").time is None


def test_the_day_after_is_counted_from_the_story(find: Find) -> None:
    text = "On May 3 the council passed the budget. The next day Holt vetoed it."
    assert told(find(text, "vetoed")) == ("2031-05-04", "relative")


def test_a_date_after_a_semicolon_tells_of_something_else(find: Find) -> None:
    found = find("It is rare that a governor deploys troopers; by most accounts it last happened in 1965.", "deploys").time
    assert found is None or found.begin is None or found.begin.year != 1965
