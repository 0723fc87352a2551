"""A small change to a store: only the actors and events that it can concern are looked at and written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.graph import resequence
from kg.graph.acts import Acts, acts
from kg.graph.around import Around
from kg.graph.encode import tidy
from kg.graph.history import Past, latest, page_of, past
from kg.graph.ledger import Entries, Ledger
from kg.graph.shards import Shard
from kg.graph.store import Store, Swapped
from kg.graph.terms import Triple
from kg.model import Actor, Article, Judgement, Participant, Reading
from kg.resolve.actors import actor_of, joined_by, resolve_reading
from kg.resolve.context import participants
from kg.resolve.exchange import Exchange, exchange
from kg.work.derive import Derived, entries, in_turn, made_by, told_by
from kg.work.kit import Kit


@dataclass(frozen=True, slots=True)
class _Articles:
    """What becomes of articles: those that are there now and were not, those that were there and are no more or otherwise, the history."""

    come: tuple[Reading, ...]
    gone: tuple[Reading, ...]
    dropped: frozenset[str]
    """The ids of all that have no graph any more."""
    past: tuple[Past, ...]


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
    change = _articles(store, ledger, fresh, removed, read, settled)
    resolved = [resolve_reading(reading, kit.directory) for reading in change.come]
    around = Around(store, ledger, resolved, {name[:16] for name in change.dropped})
    actors = _actors(around, kit, resolved, change.gone)
    names = _Names(around, {actor.id: actor.name for _, actor in actors if actor is not None})
    again = [*_renamed(around, actors), *map(around.reading, sorted(around.anchors(judged)))]
    swapped = exchange(resolved, change.gone, around, *_said(store, around), names, again)
    published = around.published(swapped.events)
    told = tuple((event.id, acts(event, published)) for event in swapped.events)
    after = Acts(ledger, {event.id for event in swapped.gone}, told)
    old, new = [old for old, _ in actors if old], [new for _, new in actors if new]
    written = {reading.article.id for reading in change.come if reading.article.id[:16] in fresh}
    unlike = [now for was, now in zip(change.come, resolved, strict=True) if now != was]
    entered = Entries(
        articles=entries(resolved),
        gone=tuple(sorted(name[:16] for name in change.dropped)),
        settled=tuple(settled),
        acts=told,
        past=tuple(event.id for event in swapped.gone),
        events=len(swapped.events) - len(swapped.gone),
        actors=len(new) - len(old),
    )
    leave = {name for name in (one.article.id for one in fresh.values()) if name not in written} | {one.article.id for one in unlike}
    with ledger.following(made_by(store, kit), entered):
        store.exchange(
            unlike,
            kit.run,
            sealed=() if shard is None else shard.sealed(leave),
            removed=sorted(change.dropped),
            past=change.past,
            swapped=Swapped((old, new), (swapped.gone, swapped.events), _sequence(around, after, swapped)),
        )
    return Derived(tuple(map(tidy, new)), told_by(swapped.events, {*read, *(one.article.id for one in fresh.values())}))


# --- articles -----------------------------------------------------------------------------------------------------------


def _articles(
    store: Store,
    ledger: Ledger,
    fresh: Mapping[str, Reading],
    removed: Sequence[Reading],
    read: Collection[str],
    settled: Collection[str],
) -> _Articles:
    """``fresh`` has the articles of a shard by the first 16 digits of their ids, ``settled`` are those of the store without events."""
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
    return _Articles(
        come=tuple(new[name] for name in sorted(new.keys() & stay)),
        gone=(*removed, *again, *(known[name] for name in sorted(known.keys() - stay))),
        dropped=frozenset(one.article.id for one in (*removed, *known.values(), *new.values()) if one.article.id[:16] not in stay),
        past=(*replaced, *map(past, removed)),
    )


def _place(article: Article) -> tuple[bool, str, str]:
    """The order in which a store gives its articles: by day, undated last, and id."""
    return article.published is None, str(article.published), article.id


# --- actors -------------------------------------------------------------------------------------------------------------

_Change = tuple[Actor | None, Actor | None]
"""An actor as it was, and as it is; None for one that was not there, or is no more."""


def _actors(around: Around, kit: Kit, come: Iterable[Reading], gone: Iterable[Reading]) -> list[_Change]:
    """The actors of these articles, before and after."""
    lost, new = _by_actor(gone), _by_actor(come)
    before = {name: around.actor(name) for name in sorted(lost.keys() | new.keys())}
    return [(old, _now(name, old, () if name in lost else new[name], around, kit)) for name, old in before.items()]


def _by_actor(readings: Iterable[Reading]) -> dict[str, list[Participant]]:
    found: dict[str, list[Participant]] = defaultdict(list)
    for one in (one for reading in readings for mention in reading.mentions for one in participants(mention)):
        if one.actor is not None:
            found[one.actor].append(one)
    return dict(found)


def _now(name: str, old: Actor | None, more: Sequence[Participant], around: Around, kit: Kit) -> Actor | None:
    """An actor as it is; ``more`` are those who come to it, nobody where somebody went."""
    if name in kit.directory.actors and (more or around.takes_part(name)):
        return kit.directory.actors[name]
    joined = joined_by(old, more) if old is not None and more else None
    if joined is not None:
        return joined
    found = around.taking_part(name)
    return actor_of(name, found, kit.directory) if found else None


def _renamed(around: Around, actors: Iterable[_Change]) -> list[Reading]:
    """The articles that tell events of somebody who has another name now: these events have other labels."""
    changed = [new.id for old, new in actors if old is not None and new is not None and old.name != new.name]
    events = {event for actor in changed for event in around.acting(actor)}
    return list(around.readings({mention for event in events for mention in around.event(event).mentions}))


class _Names(Mapping[str, str]):
    """The names of all actors by their ids, each looked up when it is asked for."""

    def __init__(self, around: Around, new: Mapping[str, str]) -> None:
        self._around, self._known = around, dict(new)

    def __getitem__(self, actor: str) -> str:
        if actor not in self._known:
            found = self._around.name_of(actor)
            if found is None:
                raise KeyError(actor)
            self._known[actor] = found
        return self._known[actor]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return 1  # there may be more in the store than were asked for


# --- events -------------------------------------------------------------------------------------------------------------


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
