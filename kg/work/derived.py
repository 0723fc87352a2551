"""What follows from articles, and what the ledger keeps of them: common to a change and to working out everything."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.graph.encode import tidy
from kg.graph.ledger import Entry
from kg.graph.store import Store
from kg.model import Actor, Event, Reading, digest
from kg.resolve.judged import judgement_id
from kg.resolve.keys import article_keys
from kg.vocab import type_schemes
from kg.work.kit import Kit


@dataclass(frozen=True, slots=True)
class Derived:
    """The events that the articles of a run tell, and the actors that its change made or made anew, as they would be read back."""

    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()


def made_by(store: Store, kit: Kit) -> str:
    """A digest of all that decides what follows from articles, beside these: software, ontology, actor files, judgements."""
    return digest(kit.run.id, *(judgement_id(judgement) for judgement in store.judgements()))


def told_by(events: Iterable[Event], read: Collection[str]) -> tuple[Event, ...]:
    """Of these events those that some articles tell, as they would be read back."""
    articles = {article[:16] for article in read}
    return tuple(tidy(event) for event in events if any(mention[:16] in articles for mention in event.mentions))


def entries(readings: Iterable[Reading]) -> tuple[Entry, ...]:
    """What the ledger keeps of articles."""
    scheme = type_schemes()
    return tuple(Entry(one.article.id[:16], len(one.mentions), article_keys(one, scheme)) for one in readings)
