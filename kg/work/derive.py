"""What follows from the articles of a store: its actors and events, after a change.

Where the store has a ledger, only what the change can concern is looked at (``kg.resolve.exchange``), and the cost does not grow with the
store. Else, or where most of it is new, everything is worked out anew; the result is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from kg.graph.counts import counts
from kg.graph.iris import is_event_id
from kg.graph.ledger import Counts, Entries, Ledger
from kg.graph.shards import Shard
from kg.graph.store import Store
from kg.model import Judgement, Reading
from kg.resolve.judged import judgement_id, standing
from kg.work.change import derive_change
from kg.work.derived import Derived, made_by
from kg.work.kit import Kit
from kg.work.whole import derive_all

__all__ = ["Derived", "amount", "derive", "derive_all", "derive_judged", "due"]

FEW = 4
"""Up to one part in so many of a store's articles is a small change."""
MANY = 5_000
"""So many articles are worked out at once, at about a megabyte each; of a store that has more to come, that many at a time."""


def amount(store: Store) -> Counts:
    """How much there is in a store; quick where it has a ledger that holds."""
    if store.ledger is not None and store.ledger.is_kept:
        return store.ledger.counts()
    found = counts(store)
    return Counts(found["articles"], found["mentions"], found["events"], found["actors"])


def due(store: Store) -> bool:
    """Whether some articles wait for their events, as after a run that was stopped; quick where a ledger tells."""
    kept = store.ledger is not None and store.ledger.is_kept
    return not kept and store.unresolved()


def derive(
    store: Store, kit: Kit, shard: Shard | None = None, removed: Sequence[Reading] = (), read: Collection[str] = frozenset()
) -> Derived:
    """Works out the actors and events of what the store holds, without ``removed`` and with ``shard``, and writes it all at once.

    ``read`` has the ids of the articles that this run has read, whichever of its shards they came with. Raises ShapeError or StoreError.
    """
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


def _on_actors(judgements: Sequence[Judgement]) -> bool:
    """Whether people have said anything of actors: that can change who is meant in any article."""
    said = (one for one in standing(judgements) if one.kind == "identity")
    return any("/" not in one.left and not is_event_id(one.left) for one in said)
