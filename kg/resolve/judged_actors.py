"""People's word on actors: two are the same, or one is somebody else in an article.

Only the id of a participant changes, never its name: what a text says stays, and a judgement that is taken back leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.model import Actor, Judgement, Mention, Participant, Reading, digest
from kg.resolve.clusters import Clusters
from kg.resolve.judged import standing

Actors = dict[str, Actor]


def judged_actors(
    readings: Sequence[Reading], actors: Actors, known: Mapping[str, Actor], judgements: Sequence[Judgement]
) -> tuple[list[Reading], Actors]:
    """The readings and their actors after what people have said of these; judgements on anything else are passed over.

    A judgement that two are the same takes two ids of actors, of which at least one occurs; of a group, the one that a file knows
    gives its id, else the first by the alphabet. One that they are not the same takes an actor's id and the id of an article or a
    mention (of an article, its first 16 digits will do): there the actor is somebody else.
    """
    said = [judgement for judgement in standing(judgements) if judgement.kind == "identity"]
    everybody = {**known, **actors}
    into = _merged(said, everybody, known)
    apart = {(judgement.left, judgement.right) for judgement in said if not judgement.same and judgement.left in everybody}
    changed = [_changed(reading, into, apart) for reading in readings]
    return changed, _actors_of(changed, everybody, into)


def _merged(said: Iterable[Judgement], everybody: Mapping[str, Actor], known: Mapping[str, Actor]) -> dict[str, str]:
    """The id that each actor of a judgement has from now on; of judgements that contradict each other, the later counts."""
    pairs = [judgement for judgement in said if judgement.left in everybody and judgement.right in everybody]
    groups = Clusters(sorted({name for judgement in pairs for name in (judgement.left, judgement.right)}))
    for judgement in pairs:
        if judgement.same:
            groups.join(judgement.left, judgement.right)
        elif not groups.together(judgement.left, judgement.right):
            groups.forbid(judgement.left, judgement.right)
    return {name: min(group, key=lambda name: (name not in known, name)) for group in groups for name in group}


def _changed(reading: Reading, into: Mapping[str, str], apart: set[tuple[str, str]]) -> Reading:
    article = reading.article.id

    def one(participant: Participant, mention: Mention) -> Participant:
        name = participant.actor or ""
        where = next((place for place in (mention.id, article, article[:16]) if (name, place) in apart), None)
        return replace(participant, actor=f"{name}-{digest(name, where, length=8)}" if where else into.get(name, participant.actor))

    def all_of(mention: Mention) -> Mention:
        source = mention.attributed_to
        return replace(
            mention,
            agents=tuple(one(participant, mention) for participant in mention.agents),
            targets=tuple(one(participant, mention) for participant in mention.targets),
            attributed_to=None if source is None else one(source, mention),
        )

    return replace(reading, mentions=tuple(map(all_of, reading.mentions)))


def _actors_of(readings: Iterable[Reading], everybody: Mapping[str, Actor], into: Mapping[str, str]) -> Actors:
    """The actors that occur: those of a group with the names of all of it, those that are somebody else with the name of their text."""
    found: Actors = {}
    for reading in readings:
        for mention in reading.mentions:
            for participant in (*mention.agents, *mention.targets, *([mention.attributed_to] if mention.attributed_to else [])):
                if participant.actor is not None and participant.actor not in found:
                    stranger = Actor(participant.actor, participant.name, participant.kind)
                    found[participant.actor] = everybody.get(participant.actor, stranger)
    for name, other in into.items():
        if name != other and other in found and name in everybody:
            names = {everybody[name].name, *everybody[name].aliases, *found[other].aliases} - {found[other].name}
            found[other] = replace(found[other], aliases=tuple(sorted(names)))
    return found
