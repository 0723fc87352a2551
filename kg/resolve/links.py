"""Which mentions are offered to each other, and what links them: found through keys, so that nothing is compared with everything.

Whether two mentions are linked depends on the two and their articles alone, never on what else there is: what is true of a
link stays true whatever is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.resolve.likeness import ENOUGH, Days, Facts, compatible, conflict, weight
from kg.resolve.stories import STORY_DAYS
from kg.resolve.words import akin

SAME_TEXT = 3.0
ONE_STORY = 0.7
"""The likeness of two articles from which one act told by both in the same word is one event."""
_TOLD = 0.5
_MOST_DAYS = 31
_MOST_MONTHS = 36
_MOST_NAMES = 12

Key = str
"""What two mentions that can be linked share, as a store can keep it: type, standing, name or actor, and a time."""
Likeness = Callable[[str, str], float]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two mentions that may be one event's, the lower id first. The order of links is that in which they are tried."""

    rank: float
    left: str
    right: str


def link(left: Facts, right: Facts, weight: float) -> Link:
    """The link of two mentions; the heavier, the earlier."""
    return Link(-round(weight, 3), min(left.id, right.id), max(left.id, right.id))


def kept(one: Facts) -> Iterator[Key]:
    """The keys under which a mention is found: its type and standing with an actor on a day, with the act's word and a name of its
    sentence in the weeks of a story, or with two names of its article."""
    if one.days is not None:
        yield from _dated(one, [*_days(one.days), *_months(one.days, "short")] if _is_short(one.days) else _months(one.days, "long"))
    yield from _told(one, _weeks(one.published)[:1])


def wanted(one: Facts) -> Iterator[Key]:
    """Keys of which every mention of another article that this one can be linked to has one."""
    if one.days is not None:
        months = _months(one.days, "long")
        yield from _dated(one, [*months, *(_days(one.days) if _is_short(one.days) else _months(one.days, "short"))])
    yield from _told(one, _weeks(one.published))


def _dated(one: Facts, days: Sequence[str]) -> Iterator[Key]:
    for who in one.agents | one.named:
        for day in days:
            yield f"{one.type}|{one.standing}|{who}|{day}"


def _told(one: Facts, weeks: Sequence[str]) -> Iterator[Key]:
    about = (*sorted(one.names)[:_MOST_NAMES], *sorted(one.words - one.names)[:_MOST_NAMES], *one.story)
    for week in weeks:
        for name in about:
            yield f"{one.type}|{one.standing}|{one.root[:4]}|{name}|{week}"


def _is_short(days: Days) -> bool:
    return (days[1] - days[0]).days <= _MOST_DAYS


def _days(days: Days) -> list[str]:
    return [(days[0] + timedelta(days=n)).isoformat() for n in range((days[1] - days[0]).days + 1)]


def _months(days: Days, length: str) -> list[str]:
    """The months of a time; none for one of many years, which says too little to link anything."""
    first, last = (day.year * 12 + day.month for day in days)
    return [f"{length} {month}" for month in range(first, last + 1)] if last - first <= _MOST_MONTHS else []


def _weeks(published: date | None) -> tuple[str, ...]:
    """The fortnight of a day, then those before and after it."""
    if published is None:
        return ("",)
    number = published.toordinal() // STORY_DAYS
    return str(number), str(number - 1), str(number + 1)


def across(left: Facts, right: Facts, likeness: Likeness) -> Link | None:
    """The link of two mentions of two articles."""
    if not compatible(left, right):
        return None
    # acts that two articles on one story tell in the same word are one, unless something speaks against it
    told = bool(left.story and right.story) and akin(left.root, right.root)
    if not told and weight(left, right, SAME_TEXT) < ENOUGH:
        return None
    story = likeness(left.article, right.article)
    if not story and not _meet(left, right):
        return None
    found = weight(left, right, min(SAME_TEXT, 2.0 * story))
    if told and found < ENOUGH:
        found = ENOUGH if story >= ONE_STORY else weight(left, right, 2.0 * story, told=True) if story >= _TOLD else 0.0
    return link(left, right, found) if found >= ENOUGH else None


def _meet(left: Facts, right: Facts) -> bool:
    """Whether two mentions have a day or somebody named in common."""
    return bool(left.days and right.days) or not left.agents.isdisjoint(right.agents) or not left.named.isdisjoint(right.named)


def within(article: Sequence[Facts]) -> Iterator[Link]:
    """The links inside one article, whose mentions are given in the order of the text.

    A noun that takes up what has been told, and what has no date, is given to what it can mean only where that is one happening.
    """
    found: dict[str, list[tuple[Facts, Facts, float]]] = {}
    for place, right in enumerate(article):
        if right.again:
            yield from _taken_up(right, article)
        for left in article[:place]:
            if not (left.again or right.again) and compatible(left, right) and (weighed := weight(left, right, 1.0)) >= ENOUGH:
                found.setdefault(left.id, []).append((left, right, weighed))
                found.setdefault(right.id, []).append((right, left, weighed))
    doubtful = {name for name, pairs in found.items() if pairs[0][0].days is None and _differ([other for _, other, _ in pairs])}
    for name, pairs in found.items():
        yield from (link(one, other, weighed) for one, other, weighed in pairs if name < other.id and not {name, other.id} & doubtful)


def _differ(able: Sequence[Facts]) -> bool:
    """Whether some of these exclude each other."""
    return any(conflict(one, other) for place, one in enumerate(able) for other in able[:place])


def _taken_up(noun: Facts, article: Sequence[Facts]) -> Iterator[Link]:
    able = [one for one in article if one.id != noun.id and _can_mean(noun, one)]
    told = [one for one in able if not one.again] or able
    if not _differ(told):
        yield from (link(noun, one, ENOUGH + weight(noun, one, 1.0) / 10) for one in told)


def _can_mean(noun: Facts, other: Facts) -> bool:
    return compatible(noun, other) and (akin(noun.root, other.root) or bool(noun.heads & other.heads))
