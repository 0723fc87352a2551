"""Articles in, mentions out: triggers, roles, status, source, time and topic put together, one mention a trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import attribution, narrative, roles, status, topics
from kg.extract.agents import agents, speaker
from kg.extract.arguments import evidence, instrument, instrument_kind, instrument_words, object_words, place
from kg.extract.confidence import confidence, features, keep
from kg.extract.context import Context, read_context
from kg.extract.names import Gazetteer
from kg.extract.parse import Model, Paragraph, load_model
from kg.extract.participants import SPEAKING, participants
from kg.extract.sameness import lend_agents, lend_dates
from kg.extract.telling import tense
from kg.extract.triggers import Trigger, open_triggers, triggers
from kg.model import Article, Mention, Participant, Reading, TimeSpan
from kg.vocab import type_schemes

if TYPE_CHECKING:
    from spacy.tokens import Token

ISSUING = frozenset({"IssueDirective", "EnactLaw", "ProposePolicy", "CourtRule", "Announce", "Sue"})
OPEN_CONFIDENCE = 0.5  # nothing is fitted for actions outside of the scheme
UNNAMED = Participant("", "unnamed source")  # "reportedly": somebody says so, and the text does not say who
LEAD = 2  # paragraphs whose first sentence tells the news


def read_mentions(
    articles: Iterable[Article], gazetteer: Gazetteer, model: Model | None = None, *, open_actions: bool = False
) -> Iterator[Reading]:
    """Each article with the mentions found in it, in the order of their triggers."""
    for article in articles:
        yield Reading(article, tuple(mentions(article, gazetteer, model or load_model(), open_actions=open_actions)))


def mentions(article: Article, gazetteer: Gazetteer, model: Model, *, open_actions: bool = False) -> Iterator[Mention]:
    """The policy events that one article speaks of, surer than the threshold, in the order of their triggers.

    With ``open_actions`` also the actions of somebody that fit no type of the scheme; their type is None.
    """
    context = read_context(article, gazetteer, model)
    found = [mention for mention, _ in _candidates(context) if keep(mention)]
    silent = frozenset(context.silent)
    if open_actions:
        found = sorted([*found, *_open(read_context(article, gazetteer, model))], key=lambda mention: mention.trigger)
    yield from lend_dates(lend_agents(found, silent))


def _open(context: Context) -> Iterator[Mention]:
    for paragraph, times in zip(context.paragraphs, context.times, strict=True):
        for trigger in open_triggers(paragraph, context.words):
            draft = _mention(context, paragraph, times, trigger)
            if draft.agents:
                yield replace(draft, confidence=OPEN_CONFIDENCE)


def candidates(article: Article, gazetteer: Gazetteer, model: Model) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Every mention, however unsure, with the features that its confidence was worked out from."""
    return _candidates(read_context(article, gazetteer, model))


def _candidates(context: Context) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    for paragraph, times in zip(context.paragraphs, context.times, strict=True):
        heard = 0
        for trigger in triggers(paragraph, context.words):
            context.clock.hear(times, paragraph.number, heard, trigger.token.sent.start)
            heard = trigger.token.sent.start
            draft = _mention(context, paragraph, times, trigger)
            if not draft.agents and not roles.agents(trigger):
                context.silent.add(draft.id)
            yield confidence(draft, trigger, paragraph), tuple(features(draft, trigger, paragraph))
        context.clock.hear(times, paragraph.number, heard, len(paragraph.doc))


def _mention(context: Context, paragraph: Paragraph, times: Sequence[narrative.Dated], trigger: Trigger) -> Mention:
    token = trigger.token
    source = attribution.source(paragraph, token, context.words)
    said_by = speaker(context, paragraph, source.tokens) if source else None
    acting = agents(context, paragraph, trigger, source, said_by)
    patients = roles.patients(trigger)
    _remember_author(context, trigger, patients, acting)
    found, time = _standing(context, paragraph, times, trigger)
    if found == "claimed" and said_by is None:
        said_by = UNNAMED
    seen, document = evidence(context.article, paragraph, trigger), instrument(trigger, patients)
    return Mention(
        type=trigger.frame.type,
        trigger=paragraph.span(token.i, token.i),
        status=found,
        evidence=seen,
        confidence=1.0,
        agents=acting,
        targets=_targets(context, paragraph, patients, acting),
        object=object_words(paragraph, patients),
        instrument=instrument_kind(paragraph, document) if document is not None else None,
        document=instrument_words(paragraph, document) if document is not None else None,
        place=place(paragraph, trigger),
        time=time,
        attributed_to=said_by,
        cue=paragraph.word(source.cue) if source and said_by is not None else None,
        topic=topics.topic(seen.quote),
        paragraph=paragraph.number,
    )


def _targets(context: Context, paragraph: Paragraph, patients: Sequence[Token], acting: Sequence[Participant]) -> tuple[Participant, ...]:
    taken = {a.name for a in acting} | {SPEAKING}
    return tuple(p for p in participants(paragraph, patients, context.discourse) if p.name not in taken)


def _remember_author(context: Context, trigger: Trigger, patients: Sequence[Token], acting: tuple[Participant, ...]) -> None:
    """Who made a document, for what "the order" does later in the text."""
    if acting and trigger.frame.type in ISSUING:
        context.authors.update({t.lemma_.lower(): acting for t in patients if roles.is_document(t)})


def _standing(context: Context, paragraph: Paragraph, times: Sequence[narrative.Dated], trigger: Trigger) -> tuple[str, TimeSpan | None]:
    """Status and time, which decide each other: what the present tense puts after the article is a plan."""
    found = status.status(trigger.token, context.words)
    time = _time(context, paragraph, times, trigger, found)
    ahead = trigger.token.pos_ == "VERB" and narrative.is_ahead(time, context.article.published)
    return ("planned" if ahead and found in {"occurred", "ongoing"} else found), time


def _time(context: Context, paragraph: Paragraph, times: Sequence[narrative.Dated], trigger: Trigger, found: str) -> TimeSpan | None:
    token, clock = trigger.token, context.clock
    own = narrative.event_time(token, times, found, context.article.published)
    denied = found == "negated" and tense(token) == "past"  # "did not sign" has its day as "signed" has
    if own is not None or (found in narrative.UNDATED and not denied):
        return own
    verbal = trigger.frame.type is not None and type_schemes()[trigger.frame.type].family.startswith("verbal")
    around = clock.undated(token, verbal, paragraph.number <= LEAD and token.sent.start == 0, paragraph.number)
    return None if denied and around is not None and around.basis == "dateline" else around
