"""What follows from the articles of a store: its actors and events, after a change.

Where the store has a ledger, only what the change can concern is looked at (``kg.resolve.exchange``), and the cost does not grow with the
store. Else, or where most of it is new, everything is worked out anew; the result is the same, byte for byte.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.graph.acts import acts
from kg.graph.counts import counts
from kg.graph.encode import tidy
from kg.graph.history import latest, past
from kg.graph.ledger import Counts, Entries, Entry, Ledger
from kg.model import Actor, Event, Judgement, Reading, digest
from kg.resolve import canonical, resolve_actors
from kg.resolve.judged import judgement_id, standing
from kg.resolve.keys import article_keys
from kg.vocab import type_schemes
from kg.work.cut import order
from kg.work.kit import Kit

if TYPE_CHECKING:
    from kg.graph.shards import Shard
    from kg.graph.store import Store

FEW = 4
"""Up to one part in so many of a store's articles is a small change."""
MANY = 5_000
"""So many articles are worked out at once, at about a megabyte each; of a store that has more to come, that many at a time."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The events that the articles of a run tell, and the actors that its change made or made anew, as they would be read back."""

    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()


def amount(store: Store) -> Counts:
    """How much there is in a store; quick where it has a ledger that holds."""
    if store.ledger is not None and store.ledger.is_kept:
        return store.ledger.counts()
    found = counts(store)
    return Counts(found["articles"], found["mentions"], found["events"], found["actors"])


def derive(
    store: Store, kit: Kit, shard: Shard | None = None, removed: Sequence[Reading] = (), read: Collection[str] = frozenset()
) -> Derived:
    """Works out the actors and events of what the store holds, without ``removed`` and with ``shard``, and writes it all at once.

    ``read`` has the ids of the articles that this run has read, whichever of its shards they came with. Raises ShapeError or StoreError.
    """
    from kg.work.small import derive_change

    ledger = _followed(store, kit)
    if ledger is None:
        return derive_all(store, kit, shard, removed, read)
    there, new = ledger.counts().articles, len(ledger.waiting()) + (0 if shard is None else len(shard))
    if new * FEW > there and there + new <= MANY:
        return derive_all(store, kit, shard, removed, read)
    for part in _parts(store, ledger.waiting()) if new > MANY else ():
        derive_change(store, ledger, kit, read=read, waiting=part)
    return derive_change(store, ledger, kit, shard, removed, read)


def derive_judged(store: Store, kit: Kit, fresh: Sequence[Judgement]) -> None:
    """Keeps judgements that the store does not have, and works out what follows. Raises ShapeError or StoreError."""
    from kg.work.small import derive_change

    before = store.judgements()
    ledger = None if _on_actors(before) else _followed(store, kit)
    for judgement in fresh:
        store.add_judgement(judgement)
    if ledger is None or _on_actors(store.judgements()) or ledger.waiting():
        derive_all(store, kit)
    else:
        derive_change(store, ledger, kit, judged=_spoken_of(fresh, before))


def _spoken_of(fresh: Iterable[Judgement], known: Iterable[Judgement]) -> set[str]:
    """What judgements are on: of one that takes others back, what those were on."""
    by_id = {judgement_id(judgement): judgement for judgement in (*known, *fresh)}
    found: set[str] = set()
    for judgement in fresh:
        while judgement.kind == "undo" and judgement.left in by_id:
            judgement = by_id[judgement.left]
        found |= {judgement.left, judgement.right}
    return found


def _followed(store: Store, kit: Kit) -> Ledger | None:
    """The ledger of a store where it holds; of a store without events, where everything waits, it is made to."""
    ledger = store.ledger
    if ledger is None or _on_actors(store.judgements()):
        return None
    if not ledger.holds(made_by(store, kit)):
        if any(store.engine.triples(store.iris.graph("canonical"))):
            return None
        ledger.renew(made_by(store, kit), Entries())
        ledger.wait(store.days())
    return ledger


def _parts(store: Store, waiting: Sequence[str]) -> Iterator[Sequence[str]]:
    """Articles that wait, so many at a time; those of the same days together, as they concern each other."""
    days = store.days()
    ordered = sorted(waiting, key=lambda name: (days.get(name, date.max), name))
    yield from (ordered[at : at + MANY] for at in range(0, len(ordered), MANY))


def made_by(store: Store, kit: Kit) -> str:
    """A digest of all that decides what follows from articles, beside these: software, ontology, actor files, judgements."""
    return digest(kit.run.id, *(judgement_id(judgement) for judgement in store.judgements()))


def _on_actors(judgements: Sequence[Judgement]) -> bool:
    """Whether people have said anything of actors: that can change who is meant in any article."""
    from kg.graph.iris import is_event_id

    said = (one for one in standing(judgements) if one.kind == "identity")
    return any("/" not in one.left and not is_event_id(one.left) for one in said)


def derive_all(
    store: Store, kit: Kit, shard: Shard | None = None, removed: Collection[Reading] = (), read: Collection[str] = frozenset()
) -> Derived:
    """As ``derive``, from everything there is."""
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


def told_by(events: Iterable[Event], read: Collection[str]) -> tuple[Event, ...]:
    """Of these events those that some articles tell, as they would be read back."""
    articles = {article[:16] for article in read}
    return tuple(tidy(event) for event in events if any(mention[:16] in articles for mention in event.mentions))


def _all_entries(readings: Sequence[Reading], actors: Sequence[Actor], events: Sequence[Event]) -> Entries:
    published = {mention.id: reading.article.published for reading in readings for mention in reading.mentions}
    told = tuple((event.id, acts(event, published)) for event in events)
    return Entries(entries(readings), acts=told, events=len(events), actors=len(actors))


def entries(readings: Iterable[Reading]) -> tuple[Entry, ...]:
    """What the ledger keeps of articles."""
    scheme = type_schemes()
    return tuple(Entry(one.article.id[:16], len(one.mentions), article_keys(one, scheme)) for one in readings)


def in_turn(readings: Sequence[Reading], read: Collection[str]) -> list[Reading]:
    """What was there before this run, then what it has read, in an order that does not depend on how it was cut."""
    before = [reading for reading in readings if reading.article.id not in read]
    ours = [reading for reading in readings if reading.article.id in read]
    return [*before, *sorted(ours, key=lambda reading: order(reading.article))]


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
