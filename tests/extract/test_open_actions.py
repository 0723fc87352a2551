"""Actions outside of the scheme, for those who ask for them: everything that is done, not only policy."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract.mentions import mentions
from kg.extract.names import Gazetteer
from kg.extract.parse import Model
from kg.model import Article, Mention

PUBLISHED = date(2031, 5, 14)


def found(text: str, gazetteer: Gazetteer, model: Model, *, open_actions: bool) -> dict[str, Mention]:
    return {m.words: m for m in mentions(Article("a", text, published=PUBLISHED), gazetteer, model, open_actions=open_actions)}


@pytest.mark.parametrize(
    ("text", "trigger", "agents", "object_"),
    [
        pytest.param("Holt painted the bridge on Monday.", "painted", ["Maren Holt"], "the bridge", id="somebody does something"),
        pytest.param("The price was lowered on Monday.", "lowered", [], "The price", id="something is done by nobody named"),
        pytest.param("Holt's presentation of the boat bored the council.", "presentation", ["Maren Holt"], "the boat", id="a noun"),
    ],
)
def test_what_is_done_is_an_action_without_a_type(
    text: str, trigger: str, agents: list[str], object_: str, gazetteer: Gazetteer, model: Model
) -> None:
    mention = found(text, gazetteer, model, open_actions=True)[trigger]
    assert (mention.type, [a.name for a in mention.agents], mention.object) == (None, agents, object_)
    assert trigger not in found(text, gazetteer, model, open_actions=False)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The house is big and has a door.", id="being and having"),
        pytest.param("The presentation was long.", id="a deed of nobody"),
        pytest.param("The boat was big.", id="a thing"),
    ],
)
def test_what_nobody_does_is_no_action(text: str, gazetteer: Gazetteer, model: Model) -> None:
    assert found(text, gazetteer, model, open_actions=True) == {}


def test_open_actions_leave_those_of_the_scheme_as_they_are(gazetteer: Gazetteer, model: Model) -> None:
    text = "The governor vetoed the bill that Holt had drafted and painted the bridge."
    typed = found(text, gazetteer, model, open_actions=False)
    both = found(text, gazetteer, model, open_actions=True)
    assert typed == {words: mention for words, mention in both.items() if mention.type}
    assert set(both) > set(typed)
