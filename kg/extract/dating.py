"""Status and date of a trigger's event, which decide each other: its own expression, else what the story gives, else nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from kg.extract import narrative, roles, status
from kg.extract.clock import Told
from kg.extract.context import Context
from kg.extract.dated import Dated
from kg.extract.parse import Paragraph
from kg.extract.participants import participants
from kg.extract.telling import tense
from kg.extract.triggers import Trigger
from kg.model import Participant, TimeSpan
from kg.vocab import type_schemes

if TYPE_CHECKING:
    from spacy.tokens import Token

DEEDS = frozenset({"ConsultMeet"})  # of a family of words, and yet an occasion and not a statement
LEAD = 2  # paragraphs whose first sentence tells the news


def hear(context: Context, paragraph: Paragraph, times: Sequence[Dated], start: int, end: int) -> None:
    """Lets the article's clock take in the paragraph's tokens ``start`` to ``end``."""
    context.clock.hear(times, paragraph.number, range(start, end), partial(_who, context, paragraph))


def standing(
    context: Context, paragraph: Paragraph, times: Sequence[Dated], trigger: Trigger, acting: Sequence[Participant]
) -> tuple[str, TimeSpan | None]:
    """Status and time of the trigger's event; what the present tense puts after the article is a plan. ``acting`` are its agents."""
    found = status.status(trigger.token, context.words)
    time = _time(context, paragraph, times, trigger, found, acting)
    if found == "occurred" and trigger.token.pos_ == "VERB":
        context.clock.deeds.update(dict.fromkeys(((trigger.frame.type, p.name) for p in acting), time))
    ahead = narrative.is_ahead(time, context.article.published)
    return ("planned" if ahead and found in {"occurred", "ongoing"} else found), time


def _time(
    context: Context,
    paragraph: Paragraph,
    times: Sequence[Dated],
    trigger: Trigger,
    found: str,
    acting: Sequence[Participant],
) -> TimeSpan | None:
    token = trigger.token
    own = narrative.event_time(token, times, found, context.article.published)
    past = tense(token) == "past"
    if past and token.pos_ == "VERB" and found in {"occurred", "claimed"} and narrative.is_ahead(own, context.article.published):
        return None  # a deed does not lie ahead: the words were misread
    denied = found == "negated" and past  # "did not sign" has its day as "signed" has
    if own is not None or (found in narrative.UNDATED and not denied):
        return own
    told = _told(context, paragraph, times, trigger, acting)
    around = context.clock.occasion(token) or context.clock.also(trigger.frame.type, told) or context.clock.undated(told)
    return None if denied and around is not None and around.basis == "dateline" else around


def _told(context: Context, paragraph: Paragraph, times: Sequence[Dated], trigger: Trigger, acting: Sequence[Participant]) -> Told:
    token, published = trigger.token, context.article.published
    actors = frozenset(p.name for p in acting) | _who(context, paragraph, token)
    before = paragraph.doc[: token.sent.start]  # "Good evening." tells nothing
    lead = paragraph.number <= LEAD and not any(t.pos_ in {"VERB", "AUX"} for t in before)
    here = (d.time for d in times if d.governor.sent == token.sent)
    fresh = lead and published is not None and all(time.begin is None or time.begin >= published for time in here)
    return Told(token, _is_speech(context, trigger), lead, fresh, paragraph.number, actors)


def _is_speech(context: Context, trigger: Trigger) -> bool:
    """Whether the act is one of words: by its type, or for an action of no type by its verb."""
    if trigger.frame.type is None:
        return context.words.reports(trigger.token.lemma_.lower())
    return trigger.frame.type not in DEEDS and type_schemes()[trigger.frame.type].family.startswith("verbal")


def _who(context: Context, paragraph: Paragraph, token: Token) -> frozenset[str]:
    """The names of who acts in a verb, as the text has them."""
    return frozenset(p.name for p in participants(paragraph, roles.verb_agents(token), context.discourse))
