"""One model, one actor file and one way to read a text, for all tests of extraction. Everybody and every place is invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.extract.lexicon import Lexicon, lexicon
from kg.extract.mentions import candidates
from kg.extract.names import Gazetteer
from kg.extract.parse import Model, Paragraph, load_model, parse
from kg.model import Actor, Article, Mention
from kg.read import body_start, matching

PUBLISHED = date(2031, 5, 14)  # a Wednesday
ACTORS = (
    Actor("anders-bruun", "Anders Bruun", "person", ("Bruun", "President Bruun")),
    Actor("maren-holt", "Maren Holt", "person", ("Holt", "Mayor Holt")),
    Actor("ida-rally", "Ida Rally", "person", ("Rally",)),
    Actor("ilva", "Ilva", "place", ("Republic of Ilva",)),
    Actor("sorell", "Sorell", "place"),
    Actor("harbor-safety-board", "Harbor Safety Board", "body", ("HSB",)),
)


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(ACTORS)


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return lexicon()


@pytest.fixture(scope="session")
def parsed(model: Model, gazetteer: Gazetteer) -> Callable[[str], tuple[Paragraph, ...]]:
    """The paragraphs of a text as extraction parses them."""
    return lambda text: parse(text, matching(text), body_start(text), gazetteer, model)


@pytest.fixture(scope="session")
def read(model: Model, gazetteer: Gazetteer) -> Callable[..., list[Mention]]:
    """Every mention of a text, however unsure: what is promised here does not hang on the threshold of confidence."""

    def _read(text: str, published: date | None = PUBLISHED) -> list[Mention]:
        return [mention for mention, _ in candidates(Article("a", text, published=published), gazetteer, model)]

    return _read


@pytest.fixture(scope="session")
def find(read: Callable[..., list[Mention]]) -> Callable[..., Mention]:
    """The one mention of a text whose trigger is this word."""

    def _find(text: str, trigger: str, published: date | None = PUBLISHED) -> Mention:
        found = read(text, published)
        hits = [mention for mention in found if mention.words == trigger]
        assert len(hits) == 1, [(mention.type, mention.words) for mention in found]
        return hits[0]

    return _find
