"""Mentions in, actors and events out: who is the same, what is the same."""

from kg.resolve.actors import resolve_actors
from kg.resolve.canon import canonical
from kg.resolve.events import resolve_events

__all__ = ["canonical", "resolve_actors", "resolve_events"]
