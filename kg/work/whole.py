"""All actors and events of a store, worked out from everything there is."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from kg.graph.acts import acts
from kg.graph.encode import tidy
from kg.graph.history import latest, past
from kg.graph.ledger import Entries
from kg.graph.shards import Shard
from kg.graph.store import Store
from kg.model import Actor, Event, Reading
from kg.resolve import canonical, resolve_actors
from kg.work.cut import in_turn
from kg.work.derived import Derived, entries, made_by, told_by
from kg.work.kit import Kit


def derive_all(
    store: Store, kit: Kit, shard: Shard | None = None, removed: Collection[Reading] = (), read: Collection[str] = frozenset()
) -> Derived:
    """As ``kg.work.derive.derive``, from everything there is. Raises ShapeError or StoreError."""
    with _uncollected():
        fresh = [] if shard is None else list(shard.readings())
        others = {reading.article.id for reading in (*fresh, *removed)}
        kept = [reading for reading in store.readings() if reading.article.id not in others]
        current, replaced = latest(in_turn([*kept, *fresh], {*read, *(one.article.id for one in fresh)}))
        judgements = store.judgements()
        after, actors = resolve_actors(current, kit.actors, judgements)
        events = canonical(after, judgements, actors)
        # an actor file that is new, or a judgement, can give the people of an article other ids than were written
        changed = [new for old, new in zip(current, after, strict=True) if new != old]
        stay = {reading.article.id for reading in current}
        but = {reading.article.id for reading in changed} | ({reading.article.id for reading in fresh} - stay)
        sealed = () if shard is None else shard.sealed(but)
        gone = {reading.article.id for reading in (*kept, *removed)} - stay
        store.write(changed, kit.run, sealed=sealed, removed=gone, past=(*replaced, *map(past, removed)), actors=actors, events=events)
        if store.ledger is not None:
            store.ledger.renew(made_by(store, kit), _all_entries(after, actors, events))
        return Derived(tuple(map(tidy, actors)), told_by(events, {*read, *(one.article.id for one in fresh)}))


def _all_entries(readings: Sequence[Reading], actors: Sequence[Actor], events: Sequence[Event]) -> Entries:
    published = {mention.id: reading.article.published for reading in readings for mention in reading.mentions}
    told = tuple((event.id, acts(event, published)) for event in events)
    return Entries(entries(readings), acts=told, events=len(events), actors=len(actors))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps Python from looking for garbage again and again while a great many things are made that all stay: a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
