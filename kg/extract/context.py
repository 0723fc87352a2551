"""What the steps of extraction share while one article is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.clock import Clock
from kg.extract.dated import Dated, dated
from kg.extract.dates import find_times
from kg.extract.discourse import Discourse
from kg.extract.implied import implied
from kg.extract.lexicon import Frame, Lexicon, lexicon
from kg.extract.names import Gazetteer
from kg.extract.parse import Model, Paragraph, parse
from kg.model import Article, Participant, TimeSpan
from kg.read import body_start, matching


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """One article, parsed, with its names and times, and what its mentions have said so far.

    ``authors`` maps kinds of document to who made the last one; ``silent`` are the ids of mentions whose clause names nobody at all;
    ``senses`` maps nouns to the frame in which a modifier put them last.
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    discourse: Discourse
    times: tuple[tuple[Dated, ...], ...]
    words: Lexicon
    clock: Clock
    authors: dict[str, tuple[Participant, ...]]
    silent: set[str]
    senses: dict[str, Frame]


def read_context(article: Article, gazetteer: Gazetteer, model: Model) -> Context:
    """The article, parsed, before any mention is read from it."""
    view = matching(article.text)
    paragraphs = parse(article.text, view, body_start(article.text), gazetteer, model)
    times = find_times(article.text, article.published)
    found = tuple(_times(paragraph, times) for paragraph in paragraphs)
    return Context(article, paragraphs, Discourse(paragraphs, article.publisher), found, lexicon(), Clock(article.published), {}, set(), {})


def _times(paragraph: Paragraph, times: Sequence[TimeSpan]) -> tuple[Dated, ...]:
    said = dated(paragraph, times)
    return (*said, *implied(said))
