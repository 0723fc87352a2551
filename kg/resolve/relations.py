"""Links between events that the texts state: what speech is about, what answers what, what is part of what, which plan came true.

Each link says why it was made. A link stands between events, so that what one article says of two happenings holds for all
articles that tell them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.model import Event, Mention, Reading, Relation
from kg.resolve.stated import Stated, stated
from kg.resolve.words import akin, document, head, root, words

_SPEECH = frozenset(["Announce", "CriticiseAccuse", "DemandRequest", "Pledge", "RejectOppose", "SupportEndorse", "Threaten"])
_DEFINITE = re.compile(r"^(?:the|this|that|these|those|his|her|its|their)\s|['’]s?\s", re.IGNORECASE)
_LONGEST_PLAN = 400


def related(events: Sequence[Event], readings: Iterable[Reading]) -> list[Event]:
    """The events with their relations; ``readings`` have the mentions that the events are made of."""
    found = relations(events, readings)
    return [replace(event, relations=found.get(event.id, ())) for event in events]


def relations(events: Sequence[Event], readings: Iterable[Reading]) -> dict[str, tuple[Relation, ...]]:
    """The relations of these events to each other, sorted, by the id of the event that has them; each pair and kind once.

    ``readings`` have the mentions that they are made of. The order of events and readings does not matter.
    """
    event_of = {mention: event.id for event in events for mention in event.mentions}
    listed = list(readings)
    published = {mention.id: reading.article.published for reading in listed for mention in reading.mentions}
    found = stated_ties(event_of, listed)
    for fact, plan in _realised(events, published):
        found.setdefault(fact, {}).setdefault(("realises", plan), "")
    return {event: sorted_ties(ties) for event, ties in found.items()}


Ties = dict[tuple[str, str], str]
"""The relations of an event: kind and the other event's id, with the mention that says so, "" for what no text states."""


def stated_ties(event_of: Mapping[str, str], readings: Iterable[Reading]) -> dict[str, Ties]:
    """What articles state of events, by the id of the event that has the relation; ``event_of`` has the events of their mentions."""
    found: dict[str, Ties] = defaultdict(dict)
    for reading in sorted(readings, key=lambda reading: reading.article.id):
        for left, kind, right in of_article(in_order(m for m in reading.mentions if m.id in event_of)):
            if event_of[left.id] != event_of[right.id]:
                found[event_of[left.id]].setdefault((kind, event_of[right.id]), left.id)
    return dict(found)


def sorted_ties(ties: Mapping[tuple[str, str], str]) -> tuple[Relation, ...]:
    """Relations as an event holds them."""
    return tuple(sorted(Relation(kind, other, said) for (kind, other), said in ties.items()))


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions in the order of their triggers."""
    return sorted(mentions, key=lambda m: (m.trigger.start, m.trigger.end, m.id))


# --- what one article states ------------------------------------------------------------------------------------------


def of_article(mentions: Sequence[Mention]) -> Iterator[Stated]:
    """The relations that one article states between its mentions, given in the order of their triggers."""
    yield from stated(mentions)
    sentences: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        sentences[mention.evidence.span.start].append(mention)
    for found in sentences.values():
        for place, right in enumerate(found):
            yield from ((left, "about", right) for left in found[:place] if left.type in _SPEECH and _says(left, right))
    for speech in mentions:
        if speech.type in _SPEECH and (subject := _taken_up(speech, mentions)) is not None:
            yield speech, "about", subject


def _says(speech: Mention, act: Mention) -> bool:
    """Whether speech is on an act that the same sentence tells after it."""
    start = speech.evidence.span.start
    between = speech.evidence.quote[speech.trigger.end - start : act.trigger.start - start]
    return speech.trigger.end <= act.trigger.start and _is_content(speech, act, between)


def _is_content(speech: Mention, act: Mention, between: str) -> bool:
    """Whether an act is what a speech of the same sentence is on: it stands in its object, or the speaker is its source."""
    if speech.object and act.words in speech.object and not re.search(r"[.;]", between):
        return True
    speakers = {p.actor or p.name for p in speech.agents}
    return act.attributed_to is not None and (act.attributed_to.actor or act.attributed_to.name) in speakers


def _taken_up(speech: Mention, mentions: Sequence[Mention]) -> Mention | None:
    """The act that speech names again by its noun ("criticised the order"), told before it and the only one of its kind there."""
    if not speech.object or not _DEFINITE.search(speech.object):
        return None
    noun = document(head(speech.object))
    if not noun:
        return None
    before = [m for m in mentions if m.trigger.end <= speech.trigger.start and m.type not in _SPEECH and _is_called(m, noun)]
    return before[-1] if len({(m.type, m.status) for m in before}) == 1 else None


def _is_called(mention: Mention, noun: str) -> bool:
    """Whether a noun can mean an act: by its document, or by its own word."""
    own = {document(head(mention.instrument or "")), document(head(mention.words))} - {""}
    return noun in own or akin(root(noun), root(mention.words))


# --- plans that came true ---------------------------------------------------------------------------------------------


PLANS = frozenset({"planned", "proposed"})
FACTS = frozenset({"occurred", "ongoing"})


def _realised(events: Sequence[Event], published: Mapping[str, date | None]) -> Iterator[tuple[str, str]]:
    """Pairs of what happened and the plan that foresaw it."""
    facts: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        for agent in event.agents if event.status in FACTS else ():
            facts[event.type, agent].append(event)
    for plan in events:
        able = (fact for agent in plan.agents for fact in facts.get((plan.type, agent), ())) if plan.status in PLANS else ()
        fact = fulfilment(plan, able, published)
        if fact is not None:
            yield fact, plan.id


def foreseen(plan: Event, published: Mapping[str, date | None]) -> tuple[date, date] | None:
    """The first and the last day on which a plan can come true; None where nobody knows when it was told."""
    told = _told(plan, published)
    return None if told is None else (told, told + timedelta(days=_LONGEST_PLAN))


def when(event: Event, published: Mapping[str, date | None]) -> date | None:
    """The last day on which it can have happened, the first on which it was told where it has no date."""
    return (event.time and event.time.end) or _told(event, published)


def fulfilment(plan: Event, facts: Iterable[Event], published: Mapping[str, date | None]) -> str | None:
    """The id of the first of some happenings, of the type and by an agent of a plan, that fulfils it.

    ``published`` has the days of the articles of all their mentions, by the ids of these.
    """
    told = _told(plan, published)
    if told is None:
        return None
    able = [fact for fact in facts if _fulfils(fact, plan, told, published)]
    return min(((when(fact, published) or date.max, fact.id) for fact in able), default=(None, None))[1]


def _fulfils(fact: Event, plan: Event, told: date, published: Mapping[str, date | None]) -> bool:
    day = when(fact, published)
    if day is None or not 0 <= (day - told).days <= _LONGEST_PLAN or _outside(fact, plan):
        return False
    same = set(fact.targets) & set(plan.targets) or words(fact.object or "") & words(plan.object or "")
    return bool(same) or bool(fact.instrument and document(head(fact.instrument)) == document(head(plan.instrument or "")))


def _outside(fact: Event, plan: Event) -> bool:
    """Whether the day of the happening lies outside of the days that were planned, or the places differ."""
    one, other = fact.time, plan.time
    if fact.place and plan.place and not words(fact.place) & words(plan.place):
        return True
    if one is None or other is None or None in (one.begin, one.end, other.begin, other.end):
        return False
    return one.begin > other.end or other.begin > one.end  # type: ignore[operator]  # none of them is None here


def _told(event: Event, published: Mapping[str, date | None]) -> date | None:
    """The first day on which an article spoke of it."""
    return min((day for mention in event.mentions if (day := published.get(mention))), default=None)
