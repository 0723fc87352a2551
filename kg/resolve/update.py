"""The events after a change, without working all of them out anew: only what the changed articles can concern is looked at.

A link between two mentions depends on the two and their articles alone, and events are made of what hangs together by links. So
it is enough to look at the components in which a changed mention lies, or lay before: the result is what working out everything
would give.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Event, Judgement, Reading
from kg.resolve.events import events, reach
from kg.resolve.index import Index
from kg.resolve.judged import Word, word
from kg.resolve.links import Key, wanted
from kg.vocab import TypeInfo, type_schemes

Near = Callable[[frozenset[Key]], Iterable[Reading]]
"""Gives the readings of the store that have a mention with one of these keys; more than these do no harm."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a change made of the events: ``events`` take the place of every event that one of the ``mentions`` spoke of."""

    events: tuple[Event, ...]
    mentions: frozenset[str]


def update_events(
    changed: Sequence[Reading],
    gone: Sequence[Reading],
    near: Near,
    judgements: Sequence[Judgement] = (),
    judged: Iterable[Reading] = (),
    types: Mapping[str, TypeInfo] | None = None,
    names: Mapping[str, str] | None = None,
    also: Collection[Reading] = (),
) -> Update:
    """The events that a change concerns. ``changed`` are new or newly read articles, ``gone`` what was taken out or read otherwise before.

    ``near`` finds the readings of the store, without those that are gone; ``judged`` are the readings that the judgements speak of.
    ``names`` are the names of actors by their ids, for the labels; the events of ``also``, articles of the store that stay as they are,
    are made anew as well. Raises OntologyError when the type scheme cannot be read.
    """
    index = Index(type_schemes() if types is None else types)
    asked: set[Key] = set()
    former = {mention for reading in gone for mention in index.add(reading)}
    _look(index, near, asked, former)
    found = {other for mention in former for other in index.linked(mention)} - former
    for reading in gone:
        index.drop(reading.article.id)
    found |= {mention for reading in changed for mention in index.add(reading)}
    for reading in (*judged, *also):
        index.add(reading)
    found |= {mention.id for reading in also for mention in reading.mentions if mention.id in index.told}
    said = _grown(index, near, asked, found, judgements)
    return Update(tuple(sorted(events(index, found, said, names), key=lambda event: event.id)), frozenset(found | former))


def _grown(index: Index, near: Near, asked: set[Key], found: set[str], judgements: Sequence[Judgement]) -> Word:
    """Lets ``found`` grow until it has whole components; what people have said of all that was looked at."""
    while True:
        _look(index, near, asked, found)
        said = word(judgements, index.told.values())
        whole = reach(index, found, said)
        if whole <= found:
            return said
        found |= whole


def _look(index: Index, near: Near, asked: set[Key], mentions: Iterable[str]) -> None:
    """Takes in what can be linked to these mentions and was not asked for before."""
    new = frozenset(key for mention in mentions for key in wanted(index.facts[mention])) - asked
    asked |= new
    for reading in sorted(near(new), key=lambda reading: reading.article.id) if new else ():
        index.add(reading)
