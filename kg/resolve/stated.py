"""What the words between two acts say that they are to each other: "sued in response to the ban", "the ban prompted a suit".

The words are those of the relation cues in ``ontology/cues.ttl``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.extract.lexicon import RelationCue, relation_cues
from kg.model import Mention, Participant
from kg.resolve.likeness import nominal

Stated = tuple[Mention, str, Mention]
"""The answer or the part, the relation, the cause or the whole."""
_NEAR = 60
_BREAK = re.compile(r"[,;:—–“”]| (?:and|but|while|as|who|which|that) ")
_CLAUSE = re.compile(r"(?:^|[;:—–]\s)[\"“‘']?(?:but |and |yet |also )?$")
_BY = re.compile(r",| (?:with|by) ")
_LONGEST = 2_000


def stated(mentions: Sequence[Mention]) -> Iterator[Stated]:
    """The relations that the sentences of one article state between its acts; ``mentions`` are in the order of their triggers."""
    sentences: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    for mention in mentions:
        sentences[mention.evidence.span.start, mention.evidence.span.end].append(mention)
    before: Sequence[Mention] = ()
    for found in sentences.values():
        text = found[0].evidence.quote[:_LONGEST].casefold()
        for cue, pattern in _patterns():
            for match in pattern.finditer(text):
                yield from _READERS[cue.stands](cue, match, found, before)
        before = found


@cache
def _patterns() -> tuple[tuple[RelationCue, re.Pattern[str]], ...]:
    def pattern(cue: RelationCue) -> re.Pattern[str]:
        forms = "|".join(re.escape(form) for form in sorted(cue.forms, key=lambda form: (-len(form), form)))
        return re.compile(
            rf"^[\"“]?(?:{forms})\b(?=,| (?!to |for |of |against |at |over ))" if cue.stands == "opening" else rf"\b(?:{forms})\s"
        )

    return tuple((cue, pattern(cue)) for cue in relation_cues())


def _before_cause(cue: RelationCue, match: re.Match[str], acts: Sequence[Mention], _: Sequence[Mention]) -> Iterator[Stated]:
    """ "sued in response to the ban"; "in response to the ban, the union sued"; a clause can follow "after" only."""
    cause = _next(match.end(), acts, match.string)
    if cause is not None and not (cue.answers or nominal(cause) or cause.words.endswith("ing")):
        return
    answer = _last(match.start(), acts)
    if cause is not None and answer is None and _CLAUSE.search(match.string[: match.start()]):
        answer = _beyond(cause, acts, re.compile(","))
    yield from _checked(cue, answer, cause)


def _before_answer(cue: RelationCue, match: re.Match[str], acts: Sequence[Mention], _: Sequence[Mention]) -> Iterator[Stated]:
    """ "the ban prompted a suit"."""
    yield from _checked(cue, _next(match.end(), acts, match.string), _last(match.start(), acts))


def _reply(cue: RelationCue, match: re.Match[str], acts: Sequence[Mention], _: Sequence[Mention]) -> Iterator[Stated]:
    """ "responded to the ban with a suit"."""
    cause = _next(match.end(), acts, match.string)
    yield from _checked(cue, None if cause is None else _beyond(cause, acts, _BY), cause)


def _opening(cue: RelationCue, _: re.Match[str], acts: Sequence[Mention], before: Sequence[Mention]) -> Iterator[Stated]:
    """ "In response, the union sued": an answer to what the sentence before it tells, if that is one act."""
    adjacent = bool(before) and acts[0].evidence.span.start - before[-1].evidence.span.end <= 2
    if adjacent and len({mention.type for mention in before}) == 1:
        yield from _checked(cue, acts[0], before[-1])


_READERS = {"beforeCause": _before_cause, "beforeAnswer": _before_answer, "reply": _reply, "opening": _opening}


def _checked(cue: RelationCue, answer: Mention | None, cause: Mention | None) -> Iterator[Stated]:
    if answer is None or cause is None or answer.trigger.overlaps(cause.trigger) or "negated" in (answer.status, cause.status):
        return
    if not cue.answers or _is_answer(cue, answer, cause):
        yield answer, cue.states, cause


def _is_answer(cue: RelationCue, answer: Mention, cause: Mention) -> bool:
    """Whether the later of two acts answers the earlier: it is somebody else's, and of a type that answers or aimed at who acted."""
    mine, theirs = _who(answer.agents), _who(cause.agents)
    if not mine or not theirs or mine & theirs:
        return False
    return answer.type in cue.answers or bool(_who(answer.targets) & theirs or mine & _who(cause.targets))


def _who(people: Iterable[Participant]) -> set[str]:
    return {person.actor or person.name for person in people}


def _next(place: int, acts: Sequence[Mention], text: str) -> Mention | None:
    """The first act after a cue, if it is near and no clause begins in between."""
    for act in acts:
        start = _start(act)
        if start >= place:
            return act if start - place <= _NEAR and not _BREAK.search(text[place:start]) else None
    return None


def _last(place: int, acts: Sequence[Mention]) -> Mention | None:
    """The last act before a cue."""
    return next((act for act in reversed(acts) if _end(act) <= place), None)


def _beyond(cause: Mention, acts: Sequence[Mention], link: re.Pattern[str]) -> Mention | None:
    """The first act after the cause that something such as a comma parts from it."""
    quote = cause.evidence.quote
    later = (act for act in acts if _start(act) > _end(cause) and link.search(quote[_end(cause) : _start(act)]))
    return next(later, None)


def _start(act: Mention) -> int:
    return act.trigger.start - act.evidence.span.start


def _end(act: Mention) -> int:
    return act.trigger.end - act.evidence.span.start
