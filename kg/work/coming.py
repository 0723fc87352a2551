"""What becomes of articles in a change: which are there now, which are no more, what the history keeps of these."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.graph.around import Around
from kg.graph.history import Past, latest, page_of, past
from kg.graph.ledger import Ledger
from kg.graph.store import Store
from kg.model import Article, Reading
from kg.work.cut import in_turn


@dataclass(frozen=True, slots=True)
class Coming:
    """What becomes of articles: those that are there now and were not, those that were there and are no more or otherwise, the history."""

    come: tuple[Reading, ...]
    gone: tuple[Reading, ...]
    dropped: frozenset[str]
    """The ids of all that have no graph any more."""
    past: tuple[Past, ...]


def coming(
    store: Store,
    ledger: Ledger,
    fresh: Mapping[str, Reading],
    removed: Sequence[Reading],
    read: Collection[str],
    settled: Collection[str],
) -> Coming:
    """What becomes of articles where some come in a shard, some are removed, and some of the store get their events.

    ``fresh`` has those of the shard by the first 16 digits of their ids, ``settled`` the first 16 digits of those without events.
    """
    around = Around(store, ledger, (), ())
    out = {reading.article.id[:16] for reading in removed}
    waiting = {name for name in settled if around.has(name)} - fresh.keys() - out
    new = {**{name: around.stored(name) for name in sorted(waiting)}, **fresh}
    pages = {page for reading in new.values() if (page := page_of(reading.article)) is not None}
    same = {name for page in sorted(pages) for name in around.of_page(page)} - new.keys() - out
    known = {name: around.stored(name) for name in sorted(same)}
    ordered = sorted((*known.values(), *new.values()), key=lambda one: _place(one.article))
    current, replaced = latest(in_turn(ordered, {*read, *(one.article.id for one in fresh.values())}))
    stay = {reading.article.id[:16] for reading in current}
    again = [around.stored(name) for name in sorted(fresh.keys() - waiting) if around.has(name)]
    return Coming(
        come=tuple(new[name] for name in sorted(new.keys() & stay)),
        gone=(*removed, *again, *(known[name] for name in sorted(known.keys() - stay))),
        dropped=frozenset(one.article.id for one in (*removed, *known.values(), *new.values()) if one.article.id[:16] not in stay),
        past=(*replaced, *map(past, removed)),
    )


def _place(article: Article) -> tuple[bool, str, str]:
    """The order in which a store gives its articles: by day, undated last, and id."""
    return article.published is None, str(article.published), article.id
