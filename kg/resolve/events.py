"""What is the same event: mentions in, events out.

Every step goes over the mentions in one fixed order, so that the order in which articles are read changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kg.model import GRANULARITIES, Event, Judgement, Mention, Participant, Reading, TimeSpan, digest
from kg.resolve.clusters import Clusters
from kg.resolve.labels import label
from kg.resolve.likeness import Facts, all_fit, facts, fits, key, recalls
from kg.vocab import TypeInfo, type_schemes

# what an event is, where its mentions differ: what somebody vouches for wins over what somebody says, a fact over a plan
_RANK = ("occurred", "ongoing", "claimed", "planned", "proposed", "hypothetical", "negated")
_PRECISION = {"explicit": 0, "relative": 1, "dateline": 2, "none": 3}
_Dated = dict[str, tuple[Mention, date | None]]


def resolve_events(
    readings: Iterable[Reading], judgements: Sequence[Judgement] = (), types: Mapping[str, TypeInfo] | None = None
) -> list[Event]:
    """The events of resolved readings, sorted by id; mentions outside of the type scheme make none.

    ``judgements`` name events or mentions by their ids and always win: same joins whatever else speaks against it, different
    keeps apart; of two that contradict each other, the later counts. Judgements on other things are passed over. ``types`` is
    the type scheme, the shipped one by default. Raises OntologyError when that cannot be read.
    """
    scheme = type_schemes() if types is None else types
    mentions: _Dated = {
        mention.id: (mention, reading.article.published) for reading in readings for mention in reading.mentions if mention.type is not None
    }
    known = {name: facts(mention, day, _is_verbal(scheme.get(mention.type or ""))) for name, (mention, day) in mentions.items()}
    groups = Clusters(sorted(mentions))
    _judge(groups, judgements, {_event_id(mention, day): name for name, (mention, day) in mentions.items()})
    _merge_dated(groups, known)
    _merge_undated(groups, known)
    return sorted((_event([mentions[name] for name in sorted(group)], scheme) for group in groups), key=lambda event: event.id)


def _is_verbal(info: TypeInfo | None) -> bool:
    return info is not None and info.family.startswith("verbal")


def _event_id(mention: Mention, published: date | None) -> str:
    """The id of an event whose first mention this is."""
    return digest(_day(published), mention.id)


def _day(published: date | None) -> str:
    # an article without a date comes last: it must not take the id from one that has a date
    return published.isoformat() if published else "9999-99-99"


# --- merging --------------------------------------------------------------------------------------------------------


def _judge(groups: Clusters[str], judgements: Iterable[Judgement], anchors: Mapping[str, str]) -> None:
    """People's word, the latest first. An event's id stands for the mention that it is made of."""
    for judgement in sorted(judgements, key=lambda j: (j.when, j.left, j.right, j.same), reverse=True):
        left, right = (anchors.get(name, name) for name in (judgement.left, judgement.right))
        if left not in groups or right not in groups or left == right:
            continue
        if judgement.same:
            groups.join(left, right)
        elif not groups.together(left, right):
            groups.forbid(left, right)


def _merge_dated(groups: Clusters[str], known: Mapping[str, Facts]) -> None:
    """Joins what has one type, standing and agents and the same days."""
    for block in _blocks(sorted(known.values(), key=lambda v: (_day(v.published), v.id))):
        for place, right in enumerate(block):
            for left in block[:place]:
                if not groups.together(left.id, right.id) and fits(left, right):
                    _join(groups, known, left, right)


def _blocks(known: Iterable[Facts]) -> Iterator[list[Facts]]:
    blocks: dict[object, list[Facts]] = {}
    for one in known:
        if one.days is not None:
            blocks.setdefault((one.block, one.days), []).append(one)
    return iter(blocks.values())


def _merge_undated(groups: Clusters[str], known: Mapping[str, Facts]) -> None:
    """Inside an article, gives a mention without a date to the one event that it can speak of again; else joins it to its likes."""
    blocks: dict[object, list[Facts]] = {}
    for one in sorted(known.values(), key=lambda v: v.id):
        blocks.setdefault((one.article, one.block), []).append(one)
    for block in blocks.values():
        dated = [one for one in block if one.days is not None]
        undated = [one for one in block if one.days is None]
        loose = [one for one in undated if not _recall(groups, known, one, dated)]
        for place, right in enumerate(loose):
            for left in loose[:place]:
                if recalls(left, right):
                    _join(groups, known, left, right)


def _recall(groups: Clusters[str], known: Mapping[str, Facts], undated: Facts, dated: Iterable[Facts]) -> bool:
    """Whether there is something dated that the mention could mean; joins it where that is one event only."""
    found = {groups.group(one.id): one for one in dated if recalls(undated, one)}
    if len(found) == 1:
        _join(groups, known, next(iter(found.values())), undated)
    return bool(found)


def _join(groups: Clusters[str], known: Mapping[str, Facts], left: Facts, right: Facts) -> None:
    groups.join(left.id, right.id, lambda mine, theirs: all_fit((known[m] for m in mine), [known[t] for t in theirs]))


# --- events from groups ---------------------------------------------------------------------------------------------


def _event(group: Sequence[tuple[Mention, date | None]], scheme: Mapping[str, TypeInfo]) -> Event:
    """One event out of its mentions, which are sorted by id."""
    mentions = [mention for mention, _ in group]
    first = min(group, key=lambda pair: (_day(pair[1]), pair[0].id))
    code = Counter(mention.type or "" for mention in mentions).most_common(1)[0][0]
    agents, targets = _actors(p for m in mentions for p in m.agents), _actors(p for m in mentions for p in m.targets)
    surest = sorted(mentions, key=lambda mention: (-mention.confidence, mention.id))
    return Event(
        id=_event_id(*first),
        type=code,
        status=min((mention.status for mention in mentions), key=_RANK.index),
        label=label(code, scheme.get(code), _names(agents), _names(targets), several=_is_plural(agents)),
        mentions=tuple(mention.id for mention in mentions),
        agents=tuple(agents),
        targets=tuple(targets),
        object=next((mention.object for mention in surest if mention.object), None),
        instrument=next((mention.instrument for mention in surest if mention.instrument), None),
        place=next((mention.place for mention in surest if mention.place), None),
        time=_time(surest),
        topic=_topic(mentions),
    )


def _actors(found: Iterable[Participant]) -> dict[str, Participant]:
    """Participants by the id of their actors, sorted by it; of several with one id, the same one whatever their order."""
    by_id: dict[str, Participant] = {}
    for participant in sorted(found, key=lambda p: (p.name, p.kind)):
        by_id.setdefault(key(participant), participant)
    return {name: by_id[name] for name in sorted(by_id)}


def _names(actors: Mapping[str, Participant]) -> tuple[str, ...]:
    return tuple(sorted(participant.name for participant in actors.values()))


def _is_plural(actors: Mapping[str, Participant]) -> bool:
    """Whether the only agent's name is a plural: a group ("Democrats") or a description ("officials"), never a name such as "Davis"."""
    return len(actors) == 1 and all(p.name.endswith("s") and (p.kind == "group" or p.name.islower()) for p in actors.values())


def _time(surest: Iterable[Mention]) -> TimeSpan | None:
    """The most precise time that a mention gives, the text's own words before the dateline."""
    times = [mention.time for mention in surest if mention.time is not None]
    return min(times, key=lambda t: (t.begin is None, t.end is None, GRANULARITIES.index(t.granularity), _PRECISION[t.basis]), default=None)


def _topic(mentions: Iterable[Mention]) -> str | None:
    """The topic that most mentions have; of equals, the one with the smallest code."""
    votes = Counter(mention.topic for mention in mentions if mention.topic)
    return min(votes, key=lambda topic: (-votes[topic], len(topic), topic), default=None)
