"""What the views draw: one row an event, with every sentence that supports it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Support:
    """One mention behind an event: the quoted sentence, where it stands and how its text has it."""

    mention: str
    article: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    quote: str
    start: int
    trigger_start: int
    trigger_end: int
    status: str
    attributed_to: str | None
    confidence: float
    rule: str
    time_words: str
    basis: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as a view needs it. Agents and targets are (actor id, name) pairs; days are inclusive, None is open or unknown.

    ``family`` is the type's family in the ontology (``verbal-conflict``), which tells conflict from cooperation. ``relations`` are
    (kind, event id) pairs, ``sources`` is the number of independent sources. ``instrument_id`` is the document's own, None where the
    text names but a kind of document: acts on two orders are not acts on one.
    """

    id: str
    label: str
    type: str
    type_label: str
    family: str
    status: str
    agents: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]
    object: str | None
    instrument: str | None
    place: str | None
    begin: date | None
    end: date | None
    granularity: str
    edtf: str | None
    basis: str
    time_words: str
    topic: str | None
    topic_label: str | None
    supports: tuple[Support, ...]
    relations: tuple[tuple[str, str], ...] = ()
    sources: int = 1
    instrument_id: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show; None or empty means all. ``actor`` and ``type`` are ids or labels, ``as_of`` is a day of publication."""

    actor: str | None = None
    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    as_of: date | None = None
