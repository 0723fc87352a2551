"""Articles in, mentions out: triggers, roles, status, source, time and topic put together, one mention a trigger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import attribution, dating, roles, topics
from kg.extract.agents import agents, speaker
from kg.extract.arguments import evidence, instrument, instrument_kind, instrument_words, object_words, place
from kg.extract.clock import Clock
from kg.extract.confidence import confidence, features, keep
from kg.extract.context import Context, read_context
from kg.extract.dated import Dated
from kg.extract.lexicon import Lexicon, word_class
from kg.extract.names import Gazetteer
from kg.extract.parse import Model, Paragraph, load_model
from kg.extract.participants import SPEAKING, participants
from kg.extract.sameness import lend_agents, lend_dates
from kg.extract.triggers import OPEN, Trigger, open_triggers, triggers
from kg.model import Article, Mention, Participant, Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

ISSUING = frozenset({"IssueDirective", "EnactLaw", "ProposePolicy", "CourtRule", "Announce", "Sue"})
OPEN_CONFIDENCE = 0.5  # nothing is fitted for actions outside of the scheme
UNNAMED = Participant("", "unnamed source")  # "reportedly": somebody says so, and the text does not say who
Finder = Callable[[Paragraph, Lexicon], Iterable[Trigger]]


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
        again = replace(context, clock=Clock(article.published), authors={}, silent=set(), senses={})
        found = sorted([*found, *_open(again)], key=lambda mention: mention.trigger)
    yield from lend_dates(lend_agents(found, silent))


def _open(context: Context) -> Iterator[Mention]:
    for paragraph, times, trigger in _in_turn(context, open_triggers):
        draft = _mention(context, paragraph, times, trigger)
        if draft.agents or (draft.object and trigger.frame is OPEN):
            yield replace(draft, confidence=OPEN_CONFIDENCE)


def candidates(article: Article, gazetteer: Gazetteer, model: Model) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Every mention, however unsure, with the features that its confidence was worked out from."""
    return _candidates(read_context(article, gazetteer, model))


def _candidates(context: Context) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    for paragraph, times, found in _in_turn(context, triggers):
        trigger = _in_one_sense(context, found)
        draft = _mention(context, paragraph, times, trigger)
        if not draft.agents and not roles.agents(trigger):
            context.silent.add(draft.id)
        yield confidence(draft, trigger, paragraph), tuple(features(draft, trigger, paragraph))


def _in_one_sense(context: Context, trigger: Trigger) -> Trigger:
    """A bare noun means what it meant before in the article: "the strike" after "a drone strike" (Gale, Church and Yarowsky, 1992)."""
    frame, word = trigger.frame, trigger.token.lemma_.lower()
    if frame.pos != "noun":
        return trigger
    if "modifier" in frame.conditions:
        context.senses[word] = frame
    return Trigger(trigger.token, context.senses[word]) if not frame.conditions and word in context.senses else trigger


def _in_turn(context: Context, find: Finder) -> Iterator[tuple[Paragraph, Sequence[Dated], Trigger]]:
    """The triggers in the order of the text; before each, the clock has heard the sentences that stand before its own."""
    for paragraph, times in zip(context.paragraphs, context.times, strict=True):
        heard = 0
        for trigger in find(paragraph, context.words):
            dating.hear(context, paragraph, times, heard, trigger.token.sent.start)
            heard = trigger.token.sent.start
            yield paragraph, times, trigger
        dating.hear(context, paragraph, times, heard, len(paragraph.doc))


def _mention(context: Context, paragraph: Paragraph, times: Sequence[Dated], trigger: Trigger) -> Mention:
    token = trigger.token
    source = attribution.source(context.paragraphs, paragraph, token, context.words)
    said_by = speaker(context, source) if source else None
    acting = agents(context, paragraph, trigger, source, said_by)
    patients = roles.patients(trigger)
    document = instrument(trigger, patients)
    _remember_author(context, trigger, (*patients, *([document] if document is not None else [])), acting)
    found, time = dating.standing(context, paragraph, times, trigger, acting)
    if said_by is None and (found == "claimed" or (source is not None and not source.tokens)):
        said_by = UNNAMED
    seen = evidence(context.article, paragraph, trigger)
    return Mention(
        type=trigger.frame.type,
        trigger=paragraph.span(token.i, token.i),
        status=found,
        evidence=seen,
        confidence=1.0,
        agents=acting,
        targets=_targets(context, paragraph, [t for t in patients if not roles.is_office(trigger, t)], acting),
        object=object_words(paragraph, patients),
        instrument=instrument_kind(paragraph, document) if document is not None else None,
        document=instrument_words(paragraph, document) if document is not None else None,
        place=place(paragraph, trigger),
        time=time,
        attributed_to=said_by,
        cue=source.paragraph.word(source.cue) if source and said_by is not None else None,
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
        if trigger.frame.type == "Sue":  # "sued ... The complaint asks"
            context.authors.update(dict.fromkeys(word_class("plainSuit"), acting))
