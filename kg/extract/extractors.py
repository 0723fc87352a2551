"""The seam for other people's extractors: any function from an article to mentions.

One is named by ``module:function`` or by the name of an entry point in the group ``kg.extractors``. It runs beside our own, and
what it gives is held to the same promises: quotes that slice out of the article, triggers inside their quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol

from kg.errors import ExtractorError
from kg.extract.mentions import mentions
from kg.extract.names import Gazetteer
from kg.extract.parse import Model
from kg.model import Article, Mention, Reading

GROUP = "kg.extractors"


class Extractor(Protocol):
    """An article in, its mentions out."""

    def __call__(self, article: Article) -> Iterable[Mention]:
        """The mentions of one article; ``evidence.article`` is its id."""


@dataclass(frozen=True, slots=True, eq=False)
class PolicyExtractor:
    """Our own extractor: the policy events of the scheme, and with ``open_actions`` also other actions."""

    gazetteer: Gazetteer
    model: Model
    open_actions: bool = False

    def __call__(self, article: Article) -> Iterable[Mention]:
        """The mentions of one article, in the order of their triggers."""
        return mentions(article, self.gazetteer, self.model, open_actions=self.open_actions)


def load_extractor(name: str) -> Extractor:
    """The extractor of an entry point, or of ``module:function``. Raises ExtractorError where there is none."""
    for entry in entry_points(group=GROUP):
        if entry.name == name:
            return _callable(name, entry.load())
    module, _, function = name.partition(":")
    if not module or not function:
        raise ExtractorError(name, "is no entry point of kg.extractors", "name one, or a function as module:function")
    try:
        return _callable(name, getattr(import_module(module), function))
    except (ImportError, AttributeError) as error:
        raise ExtractorError(name, f"cannot be loaded ({error})", "check the name and that its module is installed") from error


def _callable(name: str, found: object) -> Extractor:
    if not callable(found):
        raise ExtractorError(name, "is not a function", "name a function of one article")
    return found


def read_with(extractors: Sequence[Extractor], articles: Iterable[Article]) -> Iterator[Reading]:
    """Each article with what all extractors find in it, in the order of their triggers; of two equal mentions one is kept.

    Raises ExtractorError for a mention that does not belong to its article.
    """
    for article in articles:
        found: dict[str, Mention] = {}
        for extract in extractors:
            for mention in extract(article):
                _check(mention, article)
                found.setdefault(mention.id, mention)
        yield Reading(article, tuple(sorted(found.values(), key=lambda mention: (mention.trigger, mention.id))))


def _check(mention: Mention, article: Article) -> None:
    evidence = mention.evidence
    if evidence.article != article.id or evidence.span.of(article.text) != evidence.quote:
        raise ExtractorError(
            f"{article.doc}:{evidence.span.start}", f"the quote of rule {evidence.rule!r} is not in the article", "mend the extractor"
        )
