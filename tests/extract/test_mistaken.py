"""Verbs that the model takes for nouns are events all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.mistaken import mend
from kg.extract.parse import Model
from kg.model import Mention

MISREAD = "On Friday, the two-house legislature overrode Holt's order by nine votes."


def test_the_model_misreads_the_sentence_of_the_next_test(model: Model) -> None:
    """Else that one would hold without us; with another model, another sentence has to be found."""
    assert next(token for token in model.nlp(MISREAD) if token.text == "overrode").pos_ != "VERB"


def test_a_verb_taken_for_a_noun_is_read_as_the_verb_that_it_is(find: Callable[..., Mention]) -> None:
    mention = find(MISREAD, "overrode")
    assert (mention.type, mention.object, [agent.name for agent in mention.agents]) == ("Veto", "Holt's order", ["two-house legislature"])
    assert mention.evidence.quote == MISREAD


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        pytest.param("The premier installed a new chief.", "installed", "install", id="a wrong base form"),
        pytest.param("A shot was heard.", "shot", "shot", id="a noun stays one"),
        pytest.param("The premier painted a boat.", "painted", "paint", id="a right base form stays"),
    ],
)
def test_base_forms(text: str, form: str, lemma: str, model: Model) -> None:
    (doc,) = mend([model.nlp(text)], model.nlp)
    assert next(token for token in doc if token.text == form).lemma_ == lemma
