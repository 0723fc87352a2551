"""What a person should look at among the actors: names that two of them share, and family names that stand alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.model import Actor, Reading
from kg.resolve.context import participants
from kg.resolve.names import is_person_name, normal, surname


def mentions_of(readings: Iterable[Reading]) -> Counter[str]:
    """The number of mentions in which each actor takes part, by its id."""
    return Counter(
        name
        for reading in readings
        for mention in reading.mentions
        for name in {p.actor for p in participants(mention)}
        if name is not None
    )


def doubts(actors: Iterable[Actor]) -> dict[str, str]:
    """What is in doubt about actors, by their ids, as a sentence; actors without a doubt are left out."""
    listed = sorted(actors, key=lambda actor: actor.id)
    by_name: dict[str, set[str]] = defaultdict(set)
    families: dict[str, set[str]] = defaultdict(set)
    for actor in listed:
        for name in (actor.name, *actor.aliases):
            by_name[normal(name)].add(actor.id)
        if is_person_name(actor.name):
            families[normal(surname(actor.name))].add(actor.id)
    found: dict[str, str] = {}
    for actor in listed:
        shared = sorted({other for name in (actor.name, *actor.aliases) for other in by_name[normal(name)]} - {actor.id})
        family = sorted(families.get(normal(actor.name), set()) - {actor.id}) if actor.name[:1].isupper() else []
        if shared or family:
            found[actor.id] = f"may be {', '.join((*shared, *family)[:5])}"
    return found
