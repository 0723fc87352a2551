"""Whether two mentions can speak of one event: what must be equal, what must not conflict, and how much speaks for it.

Mentions of one event have one type and one standing: a plan is not its fulfilment, and what did not happen is an event of its own.
Days must overlap, named agents, named targets, places and kinds of document must not exclude each other. What is left is weighed: a
wrong merge is worse than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from kg.extract.lexicon import lexicon
from kg.model import Mention, Participant
from kg.read.actors import actor_id
from kg.resolve.countries import country
from kg.resolve.descriptions import is_description
from kg.resolve.names import normal, without_middle
from kg.resolve.words import akin, document, head, names, numbers, root, words

# occurred and ongoing differ by the day on which one looks, planned and proposed by who still has to agree; what one article claims on
# somebody's word, another can vouch for
STANDING = {
    "occurred": "fact",
    "ongoing": "fact",
    "planned": "intent",
    "proposed": "intent",
    "hypothetical": "hypothetical",
    "claimed": "fact",
    "negated": "negated",
}
ENOUGH = 5.0
"""The weight from which two mentions are taken for one event's."""
_DEFINITE = re.compile(r"(?:\b(?:the|this|that|these|those|his|her|its|their)|['’]s?)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_ANOTHER = re.compile(
    r"^(?:\w+\s)?(?:another|other|previous|further|additional|second|third|fourth|separate|similar|next|last)\b", re.IGNORECASE
)
_NARROW, _WIDE = 7, 31
_ALIKE = 4
_EXACT = 2.0
_AS_TOLD = 2.0
_COUNTED_LATER = ("AttackForce", "Protest", "EnforceArrest")
_LONGEST = 500

Role = frozenset[str]
Days = tuple[date, date]
Signature = tuple[Role, Role, frozenset[str], str, "Days | None"]
"""What can exclude another mention: agents, named targets, place, kind of document, days."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What merging looks at in a mention. ``days`` is None where the text dates nothing or leaves an end open.

    ``agents`` and ``named`` are the agents and targets with a name, ``crowd`` and ``targets`` the others and all: "troops" and
    "soldiers" can be the same people, Ohio and Utah cannot. ``words`` and ``heads`` are the content and the head of the object,
    ``said`` the content words of the sentence, ``names`` the capitalised words of the sentence, ``numbers`` those of the object.
    ``firm``: the day stands in the text. ``another``: the object is said to be one more of its kind. ``again``: a noun that takes
    up what has been told ("the ruling"); its day is no news if it is only the dateline's. ``signature`` is what can exclude
    another mention; ``story`` has pairs of the article's most frequent names, for acts that are no speech.
    """

    id: str
    article: str
    sentence: tuple[int, int]
    published: date | None
    type: str
    standing: str
    agents: Role
    crowd: Role
    named: Role
    targets: Role
    days: Days | None
    words: frozenset[str]
    heads: frozenset[str]
    said: frozenset[str]
    firm: bool
    another: bool
    numbers: frozenset[str]
    root: str
    names: frozenset[str]
    verbal: bool
    again: bool
    signature: Signature = field(repr=False)
    story: tuple[str, ...] = ()


def facts(mention: Mention, published: date | None, verbal: bool, story: Sequence[str] = ()) -> Facts:
    """The facts of a mention that has a type; ``verbal`` says that its type is a kind of speech or diplomacy.

    ``story`` is what the story of its article is found by; only acts that are no speech carry it.
    """
    span, quote = mention.evidence.span, mention.evidence.quote
    at = mention.trigger.start - span.start
    again = nominal(mention) and _DEFINITE.search(quote[:at][-60:]) is not None
    instrument, object_ = head(mention.instrument or ""), mention.object or ""
    # "issued a ruling" and "the ruling" have the noun in common
    noun = head(mention.words) if nominal(mention) else ""
    agents, named = _named(mention.agents), _named(mention.targets)
    place, document_, days = words(mention.place or ""), document(instrument), _days(mention, again)
    return Facts(
        id=mention.id,
        article=mention.evidence.article,
        sentence=(span.start, span.end),
        published=published,
        type=mention.type or "",
        standing=STANDING[mention.status],
        agents=agents,
        crowd=frozenset(normal(p.name) for p in mention.agents if is_description(p.name)),
        named=named,
        targets=frozenset(map(_who_it_is, mention.targets)),
        days=days,
        words=words(object_),
        heads=frozenset({document(head(object_)), document_, document(noun)} - {""}),
        said=words(quote[:_LONGEST]),
        firm=mention.time is not None and mention.time.basis in ("explicit", "relative"),
        another=_ANOTHER.search(object_[:_LONGEST]) is not None,
        numbers=numbers(object_),
        root=root(mention.words),
        names=names(quote),
        verbal=verbal,
        again=again,
        signature=(agents, named, place, document_, days),
        story=() if verbal else tuple(story),
    )


def _named(people: Iterable[Participant]) -> Role:
    return frozenset(_who_it_is(p) for p in people if not is_description(p.name))


def _days(mention: Mention, again: bool) -> Days | None:
    time = mention.time
    if time is None or time.begin is None or time.end is None or (again and time.basis == "dateline"):
        return None
    return time.begin, time.end


@cache
def _nouns() -> frozenset[str]:
    return frozenset(frame.id for frame in lexicon().frames if frame.pos == "noun")


def nominal(mention: Mention) -> bool:
    """Whether a noun tells the act."""
    return mention.evidence.rule.rpartition(":")[0] in _nouns()


def key(participant: Participant) -> str:
    """The id of a participant's actor; of one that nobody has resolved, the id that its name alone would get."""
    return participant.actor or _plain_id(participant.name)


_plain_id = lru_cache(maxsize=65536)(actor_id)


def _who_it_is(participant: Participant) -> str:
    """A key for comparing over articles: one for a state, its government and its capital, and one with and without middle initials.

    Who is only described has no more than the description.
    """
    if is_description(participant.name):
        return normal(participant.name)
    state = country(participant.name) if participant.kind != "person" else None
    if state:
        return state
    unknown = participant.actor is None or participant.actor == _plain_id(participant.name)
    return without_middle(participant.name)[0] if unknown else key(participant)


def _shared(left: Role, right: Role) -> bool:
    """Whether two roles have somebody in common, if only by a family name that stands alone in one of the articles."""
    return not left.isdisjoint(right) or _alone(left, right) or _alone(right, left)


def _alone(left: Role, right: Role) -> bool:
    return any(" " not in one and any(one in other and one in other.split() for other in right) for one in left)


# --- what excludes ----------------------------------------------------------------------------------------------------


def conflict(left: Facts, right: Facts) -> bool:
    """Whether agents, targets, places, documents or days exclude each other, or one sentence tells the two apart by their objects."""
    return excludes(left.signature, right.signature) or objects_apart(left, right)


def excludes(left: Signature, right: Signature) -> bool:
    """Whether agents, targets, places, documents or days exclude each other; what is unknown excludes nothing."""
    # the cheapest and most telling first: this is asked of millions of pairs
    return (
        not days_overlap(left[4], right[4])
        or bool(left[3] and right[3] and left[3] != right[3])
        or _strangers(left[1], right[1])
        or _apart(left[2], right[2])
        or (_strangers(left[0], right[0]) and not _misread(left, right) and not _misread(right, left))
    )


def _misread(passive: Signature, active: Signature) -> bool:
    """Whether who is named as the agent of one is the target of the other, as in a headline's passive: "Roe arrested"."""
    return not passive[1] and _shared(passive[0], active[1])


def objects_apart(left: Facts, right: Facts) -> bool:
    """Whether one sentence tells two mentions apart by objects that have no word in common."""
    return left.article == right.article and left.sentence == right.sentence and _apart(left.words, right.words)


def days_overlap(left: Days | None, right: Days | None) -> bool:
    """Whether two times have a day in common; one that is unknown can be any."""
    return left is None or right is None or (left[0] <= right[1] and right[0] <= left[1])


# --- what speaks for it -----------------------------------------------------------------------------------------------


def compatible(left: Facts, right: Facts) -> bool:
    """Whether two mentions have one type and one standing, and nothing excludes that they are one event's."""
    return left.type == right.type and left.standing == right.standing and not conflict(left, right)


def weight(left: Facts, right: Facts, story: float, told: bool = False) -> float:
    """How much speaks for one event in two mentions that are compatible; 0 where too little is known.

    ``story``: 3 in a copy of the article, 1 in the article itself, else 0 to 2 by how much the two articles tell one story. ``told``:
    two articles on one story tell an act in the same word, which is grounds enough.
    """
    content, when = _content(left, right), _when(left, right)
    if not told and not _has_grounds(left, right, content, when, story):
        return 0.0
    as_told = _AS_TOLD if told else 0.0
    return content + _who(left, right) + when + story + as_told + _same_act(left, right) - _strange(left, right)


def _content(left: Facts, right: Facts) -> float:
    """What is done, to whom: shared targets, the object's head and words, the kind of document."""
    shared = 2.0 if _shared(left.named, right.named) else 1.0 if left.targets & right.targets else 0.0
    # in one article "the order" is the order; in another it can be some other order
    here = left.article == right.article and not left.words.isdisjoint(right.words)
    shared += (2.0 if here else 1.5) if left.heads & right.heads else 0.0
    shared += min(1.0, 0.5 * len((left.words & right.words) - left.heads))
    return shared or (1.0 if _alike_elsewhere(left, right) else 0.0)


def _alike_elsewhere(left: Facts, right: Facts) -> bool:
    """Whether sentences of two articles say much the same around the act's word, a name among it. One author does so of many acts."""
    shared = left.said & right.said
    return left.article != right.article and len(shared) > _ALIKE and not left.names.isdisjoint(right.names) and akin(left.root, right.root)


def _who(left: Facts, right: Facts) -> float:
    if _shared(left.agents, right.agents):
        return 3.0
    # a passive that was read wrongly has its patient among the agents
    if _shared(left.agents, right.named) or _shared(left.named, right.agents):
        return 1.0
    return 1.0 if left.crowd & right.crowd else 0.0


def _when(left: Facts, right: Facts) -> float:
    if left.days is None or right.days is None:
        return 0.0
    longest = max((days[1] - days[0]).days for days in (left.days, right.days))
    return _EXACT if longest == 0 else 1.5 if longest <= _NARROW else 1.0 if longest <= _WIDE else 0.5


def _same_act(left: Facts, right: Facts) -> float:
    """The trigger's word and the names around it."""
    return (1.0 if akin(left.root, right.root) else 0.0) + min(1.0, 0.25 * len(left.names & right.names))


def _strange(left: Facts, right: Facts) -> float:
    """What speaks against it without excluding it: another one, another number, objects with nothing in common.

    Objects speak louder where one author wrote both; how many were hurt, articles do not agree on.
    """
    if left.another != right.another and (left.words and right.words):
        return 3.0
    if _apart(left.numbers, right.numbers) and left.type not in _COUNTED_LATER:
        return 3.0
    if not _apart(left.words, right.words) or left.heads & right.heads:
        return 0.0
    return 3.0 if left.article == right.article or not akin(left.root, right.root) else 1.5


def _has_grounds(left: Facts, right: Facts, content: float, when: float, story: float) -> bool:
    """Whether enough is known of the two to weigh them at all."""
    if left.verbal and not _same_speech(left, right, content, when):
        return False
    if left.article == right.article and not (left.firm and right.firm):
        return bool(content)
    if when or story >= 3:
        return bool(content or _shared(left.agents, right.agents) or (akin(left.root, right.root) and story))
    # without a day, what two articles tell can be two happenings of one kind
    return bool(content and akin(left.root, right.root))


def _same_speech(left: Facts, right: Facts, content: float, when: float) -> bool:
    """Speech needs the same target on the same day, or the same content: who criticises two things on one day does it twice."""
    if not content:
        return False
    whom = words(" ".join(left.targets | right.targets).replace("-", " "))
    beside = ((left.words & right.words) | (left.heads & right.heads)) - whom
    return when == _EXACT or bool(beside) or _alike_elsewhere(left, right)


def _apart(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left and right) and left.isdisjoint(right)


def _strangers(left: Role, right: Role) -> bool:
    return bool(left and right) and not _shared(left, right)
