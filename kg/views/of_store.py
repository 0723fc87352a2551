"""A store, or what is chosen of it, to a page; a page without an event says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields

from kg.graph.counts import counts
from kg.graph.event_rows import event_rows
from kg.graph.rows import EventRow, Filter
from kg.graph.store import Store
from kg.views.html import explorer_html, network_html, timeline_html

PAGES: dict[str, Callable[[Iterable[EventRow], str, str], str]] = {
    "timeline": timeline_html,
    "network": network_html,
    "explorer": explorer_html,
}


def store_pages(store: Store, views: Sequence[str], title: str, chosen: Filter | None = None) -> tuple[list[str], str]:
    """The pages of these ``views``, each a key of PAGES, and a sentence on why they show nothing, empty where they show something.

    Raises QueryError for an actor, a type or a status that is not there, and for days that end before they begin.
    """
    rows = event_rows(store, chosen)
    why = "" if rows else why_none(store, chosen or Filter())
    return [PAGES[view](rows, title, why) for view in views], why


def why_none(store: Store, chosen: Filter) -> str:
    """Why there is no event to show: no article, no act in the articles, or a choice that leaves none.

    >>> why_none(Store.open(), Filter())
    'The store holds no article. Add some with kg ingest; what it refuses it names, with the reason.'
    """
    held = counts(store)
    if not held["articles"] and chosen.as_of:
        return f"No article of the store had been published by {chosen.as_of}; articles without a date are left out."
    if not held["articles"]:
        return "The store holds no article. Add some with kg ingest; what it refuses it names, with the reason."
    if not held["events"]:
        return (
            f"The {held['articles']} articles of the store report no act of a kind that the ontology knows. "
            "kg extract shows what was found in each."
        )
    words = {field.name: getattr(chosen, field.name) for field in fields(chosen)}
    said = ", ".join(f"{name.replace('_', ' ')} {_said(value)}" for name, value in words.items() if value)
    return f"The store holds {held['events']} events, and none is left by the choice of {said}. Widen it."


def _said(value: object) -> str:
    return " or ".join(map(str, value)) if isinstance(value, tuple) else str(value)
