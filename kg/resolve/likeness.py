"""Whether two mentions can speak of one event: what must be equal, what must not conflict, what must overlap.

Two mentions of one event have the same type, the same agents, the same days and the same standing: a plan is not its fulfilment,
a claim is not what the article itself vouches for, and what did not happen is an event of its own. Speech needs the same
target or content besides: who criticises two things on one day does it twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.extract.lexicon import word_class
from kg.model import Mention, Participant
from kg.read.actors import actor_id

# occurred and ongoing differ by the day on which one looks, planned and proposed by who still has to agree
STANDING = {
    "occurred": "fact",
    "ongoing": "fact",
    "planned": "intent",
    "proposed": "intent",
    "hypothetical": "hypothetical",
    "claimed": "claimed",
    "negated": "negated",
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STOP_WORDS = (
    "the a an of for on in at to from by with and or that which who whose as about against over under into its his her their "
    "this these those all any more than new some such not no is are was were be been has have had will would"
)
_STOP = frozenset(_STOP_WORDS.split())
_CUT = re.compile(
    r"\s(?:of|for|on|in|at|to|from|by|with|that|which|who|whose|as|about|against|over|under|into|aimed|laying|directing|requiring)\s"
)

Role = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What merging looks at in a mention. ``days`` is None where the text dates nothing; ``words`` are the content words of its object.

    ``named`` are the targets with a name: "troops" and "soldiers" can be the same people, Ohio and Utah cannot.
    """

    id: str
    article: str
    sentence: tuple[int, int]
    published: date | None
    type: str
    standing: str
    agents: Role
    targets: frozenset[str]
    named: frozenset[str]
    days: tuple[date | None, date | None] | None
    words: frozenset[str]
    heads: frozenset[str]
    place: frozenset[str]
    instrument: str
    verbal: bool

    @property
    def block(self) -> tuple[str, str, Role]:
        """What all mentions of one event share."""
        return self.type, self.standing, self.agents


def facts(mention: Mention, published: date | None, verbal: bool) -> Facts:
    """The facts of a mention that has a type; ``verbal`` says that its type is a kind of speech or diplomacy."""
    time, span = mention.time, mention.evidence.span
    heads = {head(text) for text in (mention.object, mention.instrument) if text} - {""}
    return Facts(
        id=mention.id,
        article=mention.evidence.article,
        sentence=(span.start, span.end),
        published=published,
        type=mention.type or "",
        standing=STANDING[mention.status],
        agents=tuple(sorted({key(p) for p in mention.agents})),
        targets=frozenset(key(p) for p in mention.targets),
        named=frozenset(key(p) for p in mention.targets if p.name[0].isupper()),
        days=None if time is None or (time.begin is None and time.end is None) else (time.begin, time.end),
        words=words(mention.object or ""),
        heads=frozenset(heads),
        place=words(mention.place or ""),
        instrument=head(mention.instrument or ""),
        verbal=verbal,
    )


def key(participant: Participant) -> str:
    """The id of a participant's actor; of one that nobody has resolved, the id that its name alone would get."""
    return participant.actor or actor_id(participant.name)


def words(text: str) -> frozenset[str]:
    """The content words of a phrase in a form that survives plural and clitic.

    >>> sorted(words("the mayor’s executive orders"))
    ['executive', 'mayor', 'order']
    """
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if word not in _STOP)


def head(text: str) -> str:
    """The word on which a noun phrase hangs, by its place alone: the last before a preposition or a relative.

    >>> head("an executive order on immigration enforcement"), head("Marines")
    ('order', 'marine')
    """
    front = _CUT.split(text.casefold(), maxsplit=1)[0]
    found = [word for word in _WORD.findall(front) if word not in _STOP]
    return _stem(found[-1]) if found else ""


def fits(left: Facts, right: Facts) -> bool:
    """Whether two dated mentions of one block and the same days can be one event."""
    if conflict(left, right):
        return False
    if left.verbal:
        return _share(left, right) or bool(left.instrument and left.instrument == right.instrument)
    # without an agent, a type and a day alone would throw unrelated acts together
    return bool(left.agents) or _share(left, right)


def recalls(undated: Facts, other: Facts) -> bool:
    """Whether a mention without a date can speak again of an event that its own article has named: by object or instrument."""
    return not conflict(undated, other) and bool(undated.heads & other.heads) and (not undated.verbal or fits(undated, other))


def _same_kind(left: str, right: str) -> bool:
    """Whether two words name one kind of document: an order and a directive, a lawsuit and a complaint."""
    return left == right or any({left, right} <= word_class(kind) for kind in ("plainOrder", "plainSuit"))


def conflict(left: Facts, right: Facts) -> bool:
    """Whether targets, places or instruments exclude each other, or one sentence tells them apart by their objects."""
    same_sentence = (left.article, left.sentence) == (right.article, right.sentence)
    return (
        _apart(left.named, right.named)
        or _apart(left.place, right.place)
        or bool(left.instrument and right.instrument and not _same_kind(left.instrument, right.instrument))
        or (same_sentence and _apart(left.words, right.words))
    )


def all_fit(left: Iterable[Facts], right: Sequence[Facts]) -> bool:
    """Whether nothing in one group conflicts with anything in the other."""
    return not any(conflict(one, other) for one in left for other in right)


def _share(left: Facts, right: Facts) -> bool:
    return bool(left.targets & right.targets or left.words & right.words)


def _apart(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left and right) and left.isdisjoint(right)


def _stem(word: str) -> str:
    word = re.sub(r"['’]s?$", "", word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
