"""Mentions of one article that speak of the same act lend each other what one of them lacks: the day, or who did it.

A text gives the date and the actor once and then says "the order" or "the announcement". Full resolution comes later and over
all articles; here only a mention without a date of its own words borrows one, and only from the single dated act that it fits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from kg.model import Mention, TimeSpan

POINTS_BACK = re.compile(r"\b(?:the|this|these|those)\s+(?:[\w'-]+\s+){0,3}$", re.IGNORECASE)  # "the one-man protest"
NEW = re.compile(r"\b(?:another|other|previous|prior|earlier|past|further|additional|more)\s+(?:[\w'-]+\s+){0,2}$", re.IGNORECASE)
NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "poss"})
STEM = 5  # letters
WEEK, MONTH = timedelta(days=6), timedelta(days=31)
FRESH = frozenset({"dateline", "none"})
HAPPENED = frozenset({"occurred", "ongoing", "claimed"})


def lend_dates(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in their order; those that happened and have no words for their day take it from the one act they repeat."""
    return [_dated(mention, mentions) for mention in mentions]


def lend_agents(mentions: Sequence[Mention], silent: Collection[str]) -> list[Mention]:
    """The mentions in their order; a noun or passive that names nobody takes the agents of the one act that it repeats.

    ``silent`` are the ids of those whose clause has no word for who acts; one that has ("a protester burned") keeps to it.
    """
    return [_with_agents(mention, mentions) if mention.id in silent else mention for mention in mentions]


def _with_agents(mention: Mention, others: Sequence[Mention]) -> Mention:
    if mention.agents or mention.type is None:
        return mention
    found = {tuple(p.name for p in o.agents): o.agents for o in others if o.agents and o.type == mention.type and _lends_agents(mention, o)}
    told = _in_full(found)
    return replace(mention, agents=found[told[0]]) if len(told) == 1 else mention


def _in_full(names: Collection[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The names without those that only shorten another: "police" beside "Delhi police"."""
    last = {one[0].rpartition(" ")[2] for one in names if len(one) == 1 and " " in one[0]}
    return [one for one in names if not (len(one) == 1 and one[0] in last)]


def _lends_agents(mention: Mention, other: Mention) -> bool:
    """Whether they speak of the same act; who upholds a conviction did not convict."""
    acted_on = other.evidence.span == mention.evidence.span and mention.words in (other.object or "").split()
    return not acted_on and (mention.status in HAPPENED) == (other.status in HAPPENED) and _same_act(mention, other)


def _same_act(mention: Mention, other: Mention) -> bool:
    """A common noun or the act's own word in both: who swore somebody in is not who once appointed her."""
    return not {w for w in _words(mention) if w[:1].islower()}.isdisjoint(_words(other))


def _same_object(mention: Mention, other: Mention) -> bool:
    return not _content(mention).isdisjoint(_content(other))


def _dated(mention: Mention, others: Sequence[Mention]) -> Mention:
    if mention.status not in HAPPENED or (mention.time is not None and mention.time.words):
        return mention
    times = {_key(o.time): o.time for o in others if o.time is not None and _lends(o.time) and _repeats(mention, o)}
    if len(times) != 1:
        return mention
    return replace(mention, time=replace(next(iter(times.values())), basis="relative"))


def _lends(time: TimeSpan) -> bool:
    """Whether it is a day or so by words of the text: "since March" says when acts of a kind happened, not when this one did."""
    return time.span is not None and _length(time) <= MONTH


def _key(time: TimeSpan) -> tuple[object, object]:
    return time.begin, time.end


def _repeats(mention: Mention, other: Mention) -> bool:
    """Same type, and an agent and a word in common; or the same word again for what is taken for known.

    "Another arrest" and "a previous one" are acts of their own.
    """
    if mention.type is None or other.type != mention.type or other.status not in HAPPENED or other is mention:
        return False
    mine, theirs = {p.name for p in mention.agents}, {p.name for p in other.agents}
    if NEW.search(_before(mention)):
        return False
    if mine and theirs:
        return bool(mine & theirs) and _same_object(mention, other)
    return _points_back(mention) and _stem(mention) == _stem(other) and _length(other.time) <= WEEK


def _points_back(mention: Mention) -> bool:
    """Whether the trigger is a noun that is taken for known: "the arrest", "this one-man protest"."""
    is_noun = mention.evidence.rule.rpartition(":")[2] in NOUN_PLACES
    return is_noun and POINTS_BACK.search(_before(mention)) is not None


def _before(mention: Mention) -> str:
    """What stands before the trigger in its sentence."""
    return mention.evidence.quote[: mention.trigger.start - mention.evidence.span.start]


def _stem(mention: Mention) -> str:
    """ "Protests" and "protested" meet."""
    return mention.words.lower()[:STEM]


def _length(time: TimeSpan | None) -> timedelta:
    return time.end - time.begin if time is not None and time.begin and time.end else timedelta.max


def _content(mention: Mention) -> set[str]:
    return {word.lower() for word in _words(mention)}


def _words(mention: Mention) -> set[str]:
    """The longer words of object and trigger, cut to six letters: "restricting" and "restrictions" meet."""
    words = f"{mention.object or ''} {mention.words}".split()
    return {word.strip(".,;:()'\"")[:6] for word in words if len(word) > 3}
