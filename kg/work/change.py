"""A small change to a store: only the actors and events that it can concern are looked at and written."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.graph import resequence
from kg.graph.acts import Acts, acts
from kg.graph.around import Around
from kg.graph.encode import tidy
from kg.graph.ledger import Act, Entries, Ledger
from kg.graph.shards import Shard
from kg.graph.store import Store, Swapped
from kg.graph.terms import Triple
from kg.model import Actor, Judgement, Reading
from kg.resolve.actors import resolve_reading
from kg.resolve.exchange import Exchange, exchange
from kg.work.changed_actors import Change, Names, changed_actors, renamed
from kg.work.coming import Coming, coming
from kg.work.derived import Derived, entries, made_by, told_by
from kg.work.kit import Kit

Told = tuple[tuple[str, tuple[Act, ...]], ...]
"""The acts of events, by the ids of these."""


def derive_change(
    store: Store,
    ledger: Ledger,
    kit: Kit,
    shard: Shard | None = None,
    removed: Sequence[Reading] = (),
    read: Collection[str] = frozenset(),
    waiting: Collection[str] | None = None,
    judged: Collection[str] = (),
) -> Derived:
    """As ``kg.work.derive.derive``, in the time of what the change concerns. Raises ShapeError or StoreError.

    ``waiting`` are those of the articles that wait for their events which get them now, by default all. ``judged`` are ids of events and
    mentions of which people say something else than when the events were worked out.
    """
    fresh = {} if shard is None else {reading.article.id[:16]: reading for reading in shard.readings()}
    settled = ledger.waiting() if waiting is None else sorted(waiting)
    articles = coming(store, ledger, fresh, removed, read, settled)
    resolved = [resolve_reading(reading, kit.directory) for reading in articles.come]
    around = Around(store, ledger, resolved, {name[:16] for name in articles.dropped})
    actors = changed_actors(around, kit, resolved, articles.gone)
    swapped = _exchange(store, around, resolved, articles.gone, actors, judged)
    published = around.published(swapped.events)
    told = tuple((event.id, acts(event, published)) for event in swapped.events)
    links = _sequence(around, Acts(ledger, {event.id for event in swapped.gone}, told), swapped)
    with ledger.following(made_by(store, kit), _entries(articles, resolved, settled, actors, swapped, told)):
        _write(store, kit, shard, articles, resolved, Swapped(_sides(actors), (swapped.gone, swapped.events), links))
    return Derived(tuple(map(tidy, _sides(actors)[1])), told_by(swapped.events, {*read, *(one.article.id for one in fresh.values())}))


def _exchange(
    store: Store,
    around: Around,
    resolved: Sequence[Reading],
    gone: Sequence[Reading],
    actors: Sequence[Change],
    judged: Collection[str],
) -> Exchange:
    """The events that the change makes and takes away; judged ones, and those of who is called otherwise now, are made anew."""
    names = Names(around, {actor.id: actor.name for _, actor in actors if actor is not None})
    again = [*renamed(around, actors), *map(around.reading, sorted(around.anchors(judged)))]
    return exchange(resolved, gone, around, *_said(store, around), names, again)


def _entries(
    articles: Coming, resolved: Sequence[Reading], settled: Sequence[str], actors: Sequence[Change], swapped: Exchange, told: Told
) -> Entries:
    """What the ledger learns of it."""
    old, new = _sides(actors)
    return Entries(
        articles=entries(resolved),
        gone=tuple(sorted(name[:16] for name in articles.dropped)),
        settled=tuple(settled),
        acts=told,
        past=tuple(event.id for event in swapped.gone),
        events=len(swapped.events) - len(swapped.gone),
        actors=len(new) - len(old),
    )


def _sides(actors: Sequence[Change]) -> tuple[list[Actor], list[Actor]]:
    """The actors before and after."""
    return [old for old, _ in actors if old is not None], [new for _, new in actors if new is not None]


def _write(store: Store, kit: Kit, shard: Shard | None, articles: Coming, resolved: Sequence[Reading], swapped: Swapped) -> None:
    """Writes it all at once; an article of the shard as it is sealed there, unless its people have other ids by now."""
    unlike = [now for was, now in zip(articles.come, resolved, strict=True) if now != was]
    leave = articles.dropped | {one.article.id for one in unlike}
    sealed = () if shard is None else shard.sealed(leave)
    store.exchange(unlike, kit.run, sealed=sealed, removed=sorted(articles.dropped), past=articles.past, swapped=swapped)


def _said(store: Store, around: Around) -> tuple[list[Judgement], list[Reading]]:
    """What people have said, and the articles that they said it of."""
    judgements = store.judgements()
    names = {name for one in judgements for name in (one.left, one.right)}
    return judgements, [around.reading(article) for article in sorted(around.anchors(names))]


def _sequence(around: Around, after: Acts, swapped: Exchange) -> tuple[list[Triple], list[Triple]]:
    """The links between events and those that came next, before and after, of all that the change can concern."""
    made = {event.id: event for event in swapped.events}
    names = resequence.concerned((*swapped.gone, *swapped.events), after)
    lost = {event.id for event in swapped.gone} - made.keys()
    now = resequence.all_of(names - lost, made, around.event)
    return around.sequence(names), list(resequence.triples(now, after, around.iris))
