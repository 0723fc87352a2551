"""On whose word the text reports an act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Mention

Find = Callable[..., Mention]

SOURCES = [
    pytest.param("The ministry said that police arrested nine people.", "arrested", "ministry", id="said that"),
    pytest.param("The ministry said police arrested nine people.", "arrested", "ministry", id="said, without that"),
    pytest.param("Police arrested nine people, the ministry said.", "arrested", "ministry", id="said, after"),
    pytest.param("Police arrested nine people on Sunday, officials said.", "arrested", "officials", id="officials said"),
    pytest.param("According to the interior ministry, police arrested nine people.", "arrested", "interior ministry", id="according to"),
    pytest.param("Police arrested nine people, according to Erik Nyberg.", "arrested", "Erik Nyberg", id="according to, after"),
    pytest.param("The ministry announced that police arrested nine people.", "arrested", "ministry", id="announced that"),
    pytest.param("Erik Nyberg told the newspaper that the governor vetoed the bill.", "vetoed", "Erik Nyberg", id="told somebody"),
    pytest.param("Erik Nyberg claimed the governor vetoed the bill.", "vetoed", "Erik Nyberg", id="claimed"),
    pytest.param("Holt, speaking in Tarnby, said the council rejected the plan.", "rejected", "Maren Holt", id="past a participle"),
    pytest.param("Interior Minister Erik Nyberg said police arrested three men.", "arrested", "Erik Nyberg", id="title and name"),
    pytest.param("The mayor's office said the council sued the shipyard.", "sued", "mayor's office", id="office"),
    pytest.param("Mayor Holt asked the council to fund a shelter.", "fund", "Maren Holt", id="asked"),
    pytest.param("Judge Pia Lund ordered the ministry to release the documents.", "release", "Pia Lund", id="ordered"),
    pytest.param('"We condemn the attack," the ministry said.', "condemn", "ministry", id="quote"),
    pytest.param("“We condemn the attack,” the ministry said.", "condemn", "ministry", id="quote, typographic"),
    pytest.param('"I signed the order," said Maren Holt.', "signed", "Maren Holt", id="quote, speaker after"),
    pytest.param('"I vetoed the bill," Holt told reporters. "I will sue the council."', "sue", "Maren Holt", id="quote goes on"),
    pytest.param('Holt said: "The council approved the budget."', "approved", "Maren Holt", id="quote after a colon"),
    pytest.param('"The governor," Erik Nyberg said, "vetoed the bill."', "vetoed", "Erik Nyberg", id="split quote"),
    pytest.param(
        '"The council was brave," said Holt. "It sued the shipyard. It fired nobody."', "sued", "Maren Holt", id="second sentence"
    ),
    pytest.param(
        '"It was late," said Holt. "No," Dahl replied. "The council sued us."', "sued", "Dahl", id="the quote that it goes on from"
    ),
    pytest.param('Lise Dahl praised the rally.\n"The council sued the shipyard. It was late."', "sued", "Lise Dahl", id="paragraph before"),
    pytest.param('"The council sued the shipyard."\nLise Dahl spoke to reporters.', "sued", "Lise Dahl", id="paragraph after"),
    pytest.param("The news by the council that it had sued the shipyard came late.", "sued", None, id="a noun that does not say"),
    pytest.param("The report by the ministry that the council sued the shipyard came late.", "sued", "ministry", id="a noun that says"),
    pytest.param("The union's announcement of a boycott came late.", "boycott", "union", id="announcement of"),
    pytest.param("The governor is said to have vetoed the bill.", "vetoed", "unnamed source", id="is said to"),
    pytest.param("It was reported that the governor vetoed the bill.", "vetoed", "unnamed source", id="it was reported"),
    pytest.param("The governor vetoed the bill.", "vetoed", None, id="the text itself"),
    pytest.param("Unions condemned the plan; one, Safe Port, vowed to sue the city.", "condemned", None, id="before a semicolon"),
    pytest.param("Leaders insisted that the Port Union agree to cuts.", "insisted", None, id="what is demanded is no aside"),
    pytest.param("The governor vetoed the bill. The ministry said it would rain.", "vetoed", None, id="speech about something else"),
    pytest.param('The governor vetoed the bill. "It was late," Holt said.', "vetoed", None, id="outside of the quote"),
    pytest.param("The mayor announced plans, and police arrested two men.", "arrested", None, id="a clause of its own"),
]


@pytest.mark.parametrize(("text", "trigger", "source"), SOURCES)
def test_on_whose_word(text: str, trigger: str, source: str | None, find: Find) -> None:
    said_by = find(text, trigger).attributed_to
    assert (None if said_by is None else said_by.name.removeprefix("The ")) == source


@pytest.mark.parametrize(
    ("text", "trigger", "agent"),
    [
        pytest.param('"I signed the order," said Maren Holt.', "signed", "Maren Holt", id="I, speaker after"),
        pytest.param('"We condemn the attack," the ministry said.', "condemn", "ministry", id="we, a body"),
        pytest.param('"I vetoed the bill," Holt told reporters. "I will sue the council."', "sue", "Maren Holt", id="quote goes on"),
        pytest.param("“We have asked the court to block the order,” said Lise Dahl.", "asked", "Lise Dahl", id="we, a person"),
    ],
)
def test_the_first_person_of_a_quote_is_its_speaker(text: str, trigger: str, agent: str, find: Find) -> None:
    assert [participant.name for participant in find(text, trigger).agents] == [agent]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        pytest.param("Police arrested nine people, the ministry said.", "said", id="said"),
        pytest.param("According to the ministry, police arrested nine people.", "According", id="according"),
        pytest.param("Police arrested nine people.", None, id="none"),
    ],
)
def test_the_word_that_hands_it_over_is_kept(text: str, cue: str | None, find: Find) -> None:
    assert find(text, "arrested").cue == cue


def test_the_speech_act_itself_is_on_nobodys_word(find: Find) -> None:
    text = "The ministry announced that police arrested nine people."
    assert find(text, "announced").attributed_to is None
