"""One event out of the mentions that speak of it: what it is, who takes part, when, on whose word."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.model import GRANULARITIES, Event, Mention, Participant, TimeSpan, digest
from kg.resolve.descriptions import is_description
from kg.resolve.labels import label
from kg.resolve.likeness import key
from kg.vocab import TypeInfo

# what an event is, where its mentions differ: what somebody vouches for wins over what somebody says, a fact over a plan
_RANK = ("occurred", "ongoing", "claimed", "planned", "proposed", "hypothetical", "negated")
_PRECISION = {"explicit": 0, "relative": 1, "dateline": 2, "none": 3}


@dataclass(frozen=True, slots=True)
class Told:
    """A mention, with its id and the day on which its article was published."""

    id: str
    mention: Mention
    published: date | None

    @property
    def event(self) -> str:
        """The id of an event whose first mention this is."""
        return digest(day_key(self.published), self.id)


def day_key(published: date | None) -> str:
    """A day as text that sorts; an article without a date comes last: it must not take the id from one that has a date."""
    return published.isoformat() if published else "9999-99-99"


def happening(
    group: Iterable[Told],
    scheme: Mapping[str, TypeInfo],
    corrected: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Event:
    """The event of a group of mentions; their order does not matter.

    ``corrected`` has the date, type and status that people gave it, ``names`` the names of actors by their ids, where they are not
    those of the mentions.
    """
    said = corrected or {}
    told = sorted(group, key=lambda one: one.id)
    mentions = [one.mention for one in told]
    first = min(told, key=lambda one: (day_key(one.published), one.id))
    code = said.get("type") or _commonest(mention.type or "" for mention in mentions)
    agents, targets = _roles(mentions)
    surest = [one.mention for one in sorted(told, key=lambda one: (-one.mention.confidence, one.id))]
    return Event(
        id=first.event,
        type=code,
        status=said.get("status") or min((mention.status for mention in mentions), key=_RANK.index),
        label=event_label(code, scheme, _named(agents, names or {}), _named(targets, names or {})),
        mentions=tuple(one.id for one in told),
        agents=tuple(agents),
        targets=tuple(targets),
        object=next((mention.object for mention in surest if mention.object), None),
        instrument=next((mention.instrument for mention in surest if mention.instrument), None),
        place=next((mention.place for mention in surest if mention.place), None),
        time=time_of(said["date"]) if "date" in said else _time(surest),
        topic=_topic(mentions),
        former=tuple(sorted(one.event for one in told if one is not first)),
    )


def _commonest(types: Iterable[str]) -> str:
    """The commonest; of equals, the first."""
    listed = list(types)
    return listed[0] if len(listed) == 1 else Counter(listed).most_common(1)[0][0]


def time_of(edtf: str) -> TimeSpan:
    """The time that a person gives: a year, a month, a day, or two of them with a slash between. Raises ValueError for anything else.

    >>> time_of("2025-06").end
    datetime.date(2025, 6, 30)
    """
    first, _, last = edtf.partition("/")
    (begin, _), (_, end) = _bounds(first), _bounds(last or first)
    fine = "day" if len(first) == 10 else "month" if len(first) == 7 else "year"
    return TimeSpan(begin, end, fine, edtf, "explicit")


def _bounds(edtf: str) -> tuple[date, date]:
    parts = edtf.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"{edtf!r} is no day, month or year")
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if len(parts) == 3:
        return date.fromisoformat(edtf), date.fromisoformat(edtf)
    return date(year, month or 1, 1), date(year, month or 12, monthrange(year, month or 12)[1])


def event_label(code: str, scheme: Mapping[str, TypeInfo], agents: Mapping[str, Participant], targets: Mapping[str, Participant]) -> str:
    """The label of an event of this type with these participants."""
    return label(code, scheme.get(code), _names(agents), _names(targets), several=_is_plural(agents))


def _roles(mentions: Sequence[Mention]) -> tuple[dict[str, Participant], dict[str, Participant]]:
    return _actors(p for m in mentions for p in m.agents), _actors(p for m in mentions for p in m.targets)


def _actors(found: Iterable[Participant]) -> dict[str, Participant]:
    """Participants by the id of their actors, sorted by it; of several with one id, the same one whatever their order."""
    listed = list(found)
    if len(listed) < 2:
        return {key(participant): participant for participant in listed}
    by_id: dict[str, Participant] = {}
    for participant in sorted(listed, key=lambda p: (p.name, p.kind)):
        by_id.setdefault(key(participant), participant)
    return {name: by_id[name] for name in sorted(by_id)}


def _named(actors: Mapping[str, Participant], names: Mapping[str, str]) -> dict[str, Participant]:
    if not names:
        return dict(actors)
    return {name: replace(p, name=names[name]) if names.get(name, p.name) != p.name else p for name, p in actors.items()}


def _names(actors: Mapping[str, Participant]) -> tuple[str, ...]:
    """The names to show; where somebody is named, those who are only described are left out."""
    named = [p.name for p in actors.values() if not is_description(p.name)]
    return tuple(sorted(named or {p.name for p in actors.values()}))


def _is_plural(actors: Mapping[str, Participant]) -> bool:
    """Whether the only agent's name is a plural: a group ("Democrats") or a description ("officials"), never a name such as "Davis"."""
    return len(actors) == 1 and all(p.name.endswith("s") and (p.kind == "group" or p.name.islower()) for p in actors.values())


def _time(surest: Iterable[Mention]) -> TimeSpan | None:
    """The days that all mentions allow: the most precise time that one gives, cut to what the others leave of it.

    The text's own words come before the dateline.
    """
    times = [mention.time for mention in surest if mention.time is not None]
    if len(times) == 1:
        return times[0]
    best = min(
        times,
        key=lambda t: (t.begin is None, t.end is None, GRANULARITIES.index(t.granularity), _width(t), _PRECISION[t.basis]),
        default=None,
    )
    return None if best is None else _cut(best, times)


def _width(time: TimeSpan) -> int:
    return (time.end - time.begin).days if time.begin and time.end else 0


def _cut(best: TimeSpan, times: Iterable[TimeSpan]) -> TimeSpan:
    """The intersection of all times, if it is less than the best one and not empty."""
    if best.begin is None or best.end is None:
        return best
    closed = [(t.begin, t.end) for t in times if t.begin and t.end]
    begin, end = max(begin for begin, _ in closed), min(end for _, end in closed)
    if begin > end or (begin, end) == (best.begin, best.end):
        return best
    edtf = begin.isoformat() if begin == end else f"{begin.isoformat()}/{end.isoformat()}"
    return replace(best, begin=begin, end=end, edtf=edtf, granularity="day" if begin == end else best.granularity, timex=None)


def _topic(mentions: Iterable[Mention]) -> str | None:
    """The topic that most mentions have; of equals, the one with the smallest code."""
    told = [mention.topic for mention in mentions if mention.topic]
    if len(told) < 2:
        return told[0] if told else None
    votes = Counter(told)
    return min(votes, key=lambda topic: (-votes[topic], len(topic), topic), default=None)
