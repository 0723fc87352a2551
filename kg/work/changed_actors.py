"""The actors of the articles of a change, before and after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.graph.around import Around
from kg.model import Actor, Participant, Reading
from kg.resolve.actors import actor_of, joined_by
from kg.resolve.context import participants
from kg.work.kit import Kit

Change = tuple[Actor | None, Actor | None]
"""An actor as it was, and as it is; None for one that was not there, or is no more."""


def changed_actors(around: Around, kit: Kit, come: Iterable[Reading], gone: Iterable[Reading]) -> list[Change]:
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


def renamed(around: Around, actors: Iterable[Change]) -> list[Reading]:
    """The articles that tell events of somebody who has another name now: these events have other labels."""
    changed = [new.id for old, new in actors if old is not None and new is not None and old.name != new.name]
    events = {event for actor in changed for event in around.acting(actor)}
    return list(around.readings({mention for event in events for mention in around.event(event).mentions}))


class Names(Mapping[str, str]):
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
