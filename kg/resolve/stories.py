"""Which articles tell one story, and which are copies of one text: by their own words alone, so that no other article counts.

A share of words that depended on the whole collection would change with every article added to it, and with it the events of
articles that have nothing to do with the new one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from zlib import crc32

from kg.model import Article
from kg.resolve.words import CALENDAR, CAPITALISED, STOP, names

COPIED = 3.0
"""The likeness of copies."""
SHINGLE = 5
"""Words in a row that two copies share and two reports do not."""
COPY = 0.5
"""The share of the shorter text's shingles that makes it a copy of the other."""
STORY_DAYS = 14
"""How far apart two articles on one story may be published."""
_LONG = re.compile(r"[^\W\d_]{5,}")
_WORD = re.compile(r"\w+")
_LONGEST = 20_000
_SUBJECTS = 6
_LEADING = 2
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OTHER_YEARS = 0.5


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as merging looks at it: day, capitalised words, long words, and check sums of its shingles.

    ``leading`` are its two most frequent names, of those that it has more than once; ``years`` those that it names; ``agency`` is the news
    agency whose report it is.
    """

    article: str
    published: date | None
    names: frozenset[str] = field(repr=False)
    content: frozenset[str] = field(repr=False)
    shingles: frozenset[int] = field(repr=False)
    leading: tuple[str, ...] = ()
    years: frozenset[str] = frozenset()
    agency: str | None = None


def profile(article: Article) -> Profile:
    """The profile of an article; of a very long text, of its first 20,000 characters."""
    text = article.text[:_LONGEST]
    folded = text.casefold()
    tokens = _WORD.findall(folded)
    runs = (" ".join(tokens[at : at + SHINGLE]) for at in range(max(1, len(tokens) - SHINGLE + 1)))
    return Profile(
        article.id,
        article.published,
        names(f" {text}"),
        frozenset(_LONG.findall(folded)),
        frozenset(crc32(run.encode("utf-8", "surrogatepass")) for run in runs),
        tuple(name for name, count in _named(text)[:_LEADING] if count > 1),
        frozenset(_YEAR.findall(text)),
        article.news_agency,
    )


def _named(text: str) -> list[tuple[str, int]]:
    """The names of a text with their numbers, the most frequent first."""
    counts = Counter(match[0].casefold() for match in CAPITALISED.finditer(text, 0, _LONGEST))
    names_ = counts.keys() - CALENDAR - STOP
    return sorted(((name, counts[name]) for name in names_), key=lambda pair: (-pair[1], pair[0]))


def subjects(article: Article) -> list[str]:
    """Pairs of the names that an article has most often, by which articles on one story find each other."""
    listed = [name for name, _ in _named(article.text)[:_SUBJECTS]]
    return [" ".join(sorted(pair)) for pair in combinations(listed, 2)]


class Stories:
    """What articles have in common, two at a time; profiles and likenesses are made when they are first asked for."""

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._profiles: dict[str, Profile] = {}
        self._likeness: dict[str, dict[str, float]] = {}

    def add(self, article: Article) -> None:
        """Makes an article known."""
        self._articles.setdefault(article.id, article)

    def drop(self, article: str) -> None:
        """Forgets an article."""
        self._articles.pop(article, None)
        self._profiles.pop(article, None)
        for other in self._likeness.pop(article, {}):
            self._likeness[other].pop(article, None)

    def profile(self, article: str) -> Profile:
        """The profile of a known article, by its id."""
        found = self._profiles.get(article)
        if found is None:
            found = self._profiles[article] = profile(self._articles[article])
        return found

    def likeness(self, left: str, right: str) -> float:
        """``likeness`` of two known articles, 3 for a copy; the order of the two does not count."""
        found = self._likeness.setdefault(left, {}).get(right)
        if found is None:
            one, other = self.profile(min(left, right)), self.profile(max(left, right))
            found = COPIED if is_copy(one, other) else likeness(one, other)
            self._likeness[left][right] = self._likeness.setdefault(right, {})[left] = found
        return found

    def independent(self, articles: Iterable[str]) -> int:
        """``independent`` of known articles."""
        known = list(articles)
        return independent(map(self.profile, known)) if len(known) > 1 else len(known)


def likeness(left: Profile, right: Profile) -> float:
    """How much two articles tell one story, 0 to 2: the cosine of their names and that of their long words.

    0 if they are far apart in time, or if each is about somebody whom the other does not name; half of it if they name other years.
    """
    if left.published and right.published and abs((left.published - right.published).days) > STORY_DAYS:
        return 0.0
    if _about_others(left, right) and _about_others(right, left):
        return 0.0
    other_years = left.years and right.years and left.years.isdisjoint(right.years)
    return (_OTHER_YEARS if other_years else 1.0) * (_cosine(left.names, right.names) + _cosine(left.content, right.content))


def _about_others(one: Profile, other: Profile) -> bool:
    return any(name not in other.names and name not in other.content for name in one.leading)


def is_copy(left: Profile, right: Profile) -> bool:
    """Whether one text is a copy of the other or of the same wire story, with or without its end."""
    least = min(len(left.shingles), len(right.shingles))
    return len(left.shingles & right.shingles) >= COPY * least


def independent(profiles: Iterable[Profile]) -> int:
    """How many independent sources stand behind something.

    Copies of one text, and copies of copies, count once, and so do all reports of one news agency, which go back to one newsroom.
    """
    groups: list[list[Profile]] = []
    for one in sorted(profiles, key=lambda p: p.article):
        alike = [group for group in groups if any(_one_source(one, other) for other in group)]
        groups = [group for group in groups if group not in alike] + [[one, *(other for group in alike for other in group)]]
    return len(groups)


def _one_source(left: Profile, right: Profile) -> bool:
    return (left.agency is not None and left.agency == right.agency) or is_copy(left, right)


def _cosine(left: frozenset[str], right: frozenset[str]) -> float:
    return float(len(left & right) / (len(left) * len(right)) ** 0.5) if left and right else 0.0
