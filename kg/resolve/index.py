"""Mentions by what they can be linked through, and their links: grows and shrinks by articles, in the time of what is concerned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.model import Mention, Reading
from kg.resolve.happening import Told
from kg.resolve.likeness import Facts, facts
from kg.resolve.links import Key, Link, across, kept, wanted, within
from kg.resolve.stories import Stories, subjects
from kg.vocab import TypeInfo

_NOBODY: Mapping[str, Facts] = {}


class Index:
    """The mentions of articles, with links between those that may speak of one event."""

    def __init__(self, scheme: Mapping[str, TypeInfo]) -> None:
        self.scheme = scheme
        self.stories = Stories()
        self.told: dict[str, Told] = {}
        self.facts: dict[str, Facts] = {}
        self._links: dict[str, dict[str, Link]] = {}
        self._articles: dict[str, tuple[str, ...]] = {}
        self._by_key: dict[Key, dict[str, Facts]] = {}

    def add(self, reading: Reading) -> tuple[str, ...]:
        """Takes an article in with all its links, unless it is there; the ids of its mentions."""
        article = reading.article
        if article.id in self._articles:
            return ()
        self.stories.add(article)
        ordered = _in_order(reading)
        made = facts_of(reading, self.scheme)
        for one, mention in zip(made, ordered, strict=True):
            self._put(one)
            self.told[one.id] = Told(one.id, mention, article.published)
        self._articles[article.id] = tuple(one.id for one in made)
        for found in within(made):
            self._note(found)
        for one in made:
            self._relink(one)
        return self._articles[article.id]

    def _put(self, one: Facts) -> None:
        self.facts[one.id] = one
        for key in kept(one):
            self._by_key.setdefault(key, {})[one.id] = one

    def _relink(self, one: Facts) -> None:
        """Finds the links of a mention to those of other articles."""
        near: dict[str, Facts] = {}
        for key in wanted(one):
            near.update(self._by_key.get(key, _NOBODY))
        days, article, likeness = one.days, one.article, self.stories.likeness
        for candidate in near.values():
            other = candidate.days
            # most that share a name differ by their days: what is asked a million times is not asked in a function
            if days is not None and other is not None and (days[0] > other[1] or other[0] > days[1]):
                continue
            if candidate.article != article and (found := across(one, candidate, likeness)) is not None:
                self._note(found)

    def _note(self, link: Link) -> None:
        for one, other in ((link.left, link.right), (link.right, link.left)):
            known = self._links.setdefault(one, {}).get(other)
            if known is None or link < known:
                self._links[one][other] = link

    def drop(self, article: str) -> None:
        """Takes an article out; nothing happens where it is not there."""
        for mention in self._articles.pop(article, ()):
            for key in kept(self.facts[mention]):
                self._by_key[key].pop(mention, None)
            for other in self._links.pop(mention, {}):
                self._links[other].pop(mention, None)
            del self.told[mention], self.facts[mention]
        self.stories.drop(article)

    def linked(self, mention: str) -> Collection[str]:
        """The mentions that a mention has a link to."""
        return self._links.get(mention, {}).keys()

    def links(self, component: Iterable[str]) -> Iterator[Link]:
        """The links between the mentions of a component, each once."""
        for mention in component:
            for other, link in self._links.get(mention, {}).items():
                if mention < other:
                    yield link


def facts_of(reading: Reading, scheme: Mapping[str, TypeInfo]) -> list[Facts]:
    """What merging looks at in the typed mentions of an article, in the order of the text."""
    article, story = reading.article, subjects(reading.article)

    def verbal(mention: Mention) -> bool:
        info = scheme.get(mention.type or "")
        return info is not None and info.family.startswith("verbal")

    return [facts(mention, article.published, verbal(mention), story) for mention in _in_order(reading)]


def _in_order(reading: Reading) -> list[Mention]:
    typed = {mention.id: mention for mention in reading.mentions if mention.type is not None}
    return sorted(typed.values(), key=lambda mention: (mention.trigger.start, mention.trigger.end, mention.id))
