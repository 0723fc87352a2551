"""What a change needs to know of the events that were there before it, and how things stand after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from kg.model import Event, Reading
from kg.resolve.links import Key
from kg.resolve.update import Update


class Known(Protocol):
    """A store as it will be: without the articles that are gone, with those that have changed. Its events are those before the change."""

    def near(self, keys: frozenset[Key]) -> Iterable[Reading]:
        """The articles with one of these keys; more than these do no harm."""

    def readings(self, mentions: Iterable[str]) -> Iterable[Reading]:
        """The articles that these mentions stand in, each once, without those that are gone."""

    def event_of(self, mention: str) -> str | None:
        """The id of the event that a mention spoke of."""

    def event(self, event: str) -> Event:
        """An event, by its id."""

    def on(self, instrument: str) -> Iterable[str]:
        """The ids of the events that were on an instrument."""

    def realised_by(self, plan: str) -> Iterable[str]:
        """The ids of the events that a plan came true in."""

    def plans(self, kind: str, agent: str) -> Iterable[str]:
        """The ids of the plans of a type and an actor."""

    def facts(self, kind: str, agent: str, since: date, until: date) -> Iterable[str]:
        """The ids of what occurred or goes on, of a type and an actor, that ended, or was first told, in these days."""


class Now:
    """The events after a change: those that it made, and those that it left as they were."""

    def __init__(self, known: Known, update: Update) -> None:
        self.known = known
        self.made = {event.id: event for event in update.events}
        self.mentions = update.mentions
        self._event_of = {mention: event.id for event in update.events for mention in event.mentions}
        before = (known.event_of(mention) for mention in update.mentions)
        self.gone = {event for event in before if event is not None}
        """The ids of the events that are no more, or have been made anew."""
        self._published: dict[str, date | None] = {}

    def event_of(self, mention: str) -> str | None:
        """The id of the event that a mention speaks of."""
        return self._event_of.get(mention) if mention in self.mentions else self.known.event_of(mention)

    def stays(self, event: str) -> bool:
        """Whether an event of before is there still, made of the same mentions."""
        return event not in self.gone

    def event(self, event: str) -> Event:
        """An event that is there now, by its id."""
        return self.made[event] if event in self.made else self.known.event(event)

    def readings(self, events: Iterable[str]) -> list[Reading]:
        """The articles that tell these events."""
        return list(self.known.readings({mention for event in events for mention in self.event(event).mentions}))

    def events_of(self, readings: Iterable[Reading]) -> dict[str, str]:
        """The events of all mentions of these articles that have one."""
        pairs = ((mention.id, self.event_of(mention.id)) for reading in readings for mention in reading.mentions)
        return {mention: event for mention, event in pairs if event is not None}

    def published(self, events: Iterable[Event]) -> Mapping[str, date | None]:
        """The days of the articles of the mentions of these events."""
        unknown = {mention for event in events for mention in event.mentions} - self._published.keys()
        for reading in self.known.readings(unknown):
            self._published.update({mention.id: reading.article.published for mention in reading.mentions})
        return self._published
