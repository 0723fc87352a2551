"""Articles to jobs: each text once, without those that the store has, cut by their order alone and never by who does the work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kg.graph.prov import Run
from kg.graph.store import Store
from kg.model import Article, Reading, digest
from kg.work.job import Job

Order = tuple[date, str, str]


def order(article: Article) -> Order:
    """Which of several articles with one text counts: the first by day and then by name."""
    return article.published or date.max, article.doc, digest(repr(article))


class Cut:
    """The jobs of a run, one for every ``size`` articles; counts what it has found.

    Of several articles with one text the first in ``order`` comes last, whatever the order of reading: a later job replaces what an
    earlier one held. Memory holds a job and some two hundred bytes for each text.
    """

    def __init__(self, found: Iterable[Article], known: Callable[[Article], bool], size: int, like: Job) -> None:
        """``known`` says of an article that there is nothing to do for it; all but the articles of a job is as in ``like``."""
        self._found, self._known, self._size, self._like = found, known, size, like
        self._seen: dict[str, Order] = {}
        self.found = 0
        """Articles in the jobs so far, and in the one that is being filled."""
        self.passed = 0
        """Articles that there was nothing to do for."""
        self.complete = False
        """Whether all has been read."""

    @property
    def read(self) -> Collection[str]:
        """The ids of the texts so far."""
        return self._seen.keys()

    def __iter__(self) -> Iterator[Job | None]:
        """The jobs; None after each article that completes none, so that whoever asks can look after other things meanwhile."""
        pending: dict[str, Article] = {}
        for article in self._found:
            key, full = article.id, None
            if self._is_wanted(key, article):
                if len(pending) == self._size and key not in pending:
                    full, pending = replace(self._like, articles=tuple(pending.values())), {}
                self.found += key not in pending
                pending[key] = article
            yield full
        self.complete = True
        if pending:
            yield replace(self._like, articles=tuple(pending.values()), last=True)

    def _is_wanted(self, key: str, article: Article) -> bool:
        place = order(article)
        if key in self._seen and self._seen[key] <= place:
            return False
        self._seen[key] = place
        known = self._known(article)
        self.passed += known
        return not known


def known_to(store: Store, run: Run) -> Callable[[Article], bool]:
    """Whether there is nothing to do for an article.

    So it is where the store has it as this run would read it, has its text under another name that comes first, or has a later version
    in its place.
    """
    replaced = {one.article: one.successor for one in store.past() if one.successor is not None}

    def known(article: Article) -> bool:
        key = article.id
        there = store.article(key)
        if there is not None:
            same = there == article and store.read_by(key) == run.id
            return same or (there.doc != article.doc and order(there) < order(article))
        later = store.article(replaced[key]) if key in replaced else None
        return later is not None and later.url == article.url and (later.published or date.min) > (article.published or date.min)

    return known


def in_turn(readings: Sequence[Reading], read: Collection[str]) -> list[Reading]:
    """What was there before this run, then what it has read, in an order that does not depend on how it was cut."""
    before = [reading for reading in readings if reading.article.id not in read]
    ours = [reading for reading in readings if reading.article.id in read]
    return [*before, *sorted(ours, key=lambda reading: order(reading.article))]
