"""Articles in, mentions out: triggers, roles, status, source, time and topic put together, one mention a trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import attribution, narrative, roles, status, topics
from kg.extract.confidence import confidence, keep
from kg.extract.dates import find_times
from kg.extract.discourse import Discourse
from kg.extract.lexicon import Lexicon, lexicon
from kg.extract.names import Gazetteer
from kg.extract.parse import Model, Paragraph, load_model, parse
from kg.extract.participants import participants
from kg.extract.tree import object_phrase
from kg.extract.triggers import Trigger, triggers
from kg.model import Article, Evidence, Mention, Participant, Reading, Span, TimeSpan
from kg.read import body_start, matching

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_OBJECT = 160  # code points: an object identifies, it does not retell
LONGEST_SENTENCE = 4_000  # code points: evidence longer than this is cut around its trigger
FRESH_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What the steps share while one article is read."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    discourse: Discourse
    times: tuple[tuple[narrative.Dated, ...], ...]
    words: Lexicon


def read_mentions(articles: Iterable[Article], gazetteer: Gazetteer, model: Model | None = None) -> Iterator[Reading]:
    """Each article with the mentions found in it, in the order of their triggers."""
    for article in articles:
        yield Reading(article, tuple(mentions(article, gazetteer, model or load_model())))


def mentions(article: Article, gazetteer: Gazetteer, model: Model) -> Iterator[Mention]:
    """The policy events that one article speaks of."""
    context = _context(article, gazetteer, model)
    for paragraph, times in zip(context.paragraphs, context.times, strict=True):
        for trigger in triggers(paragraph, context.words):
            mention = _mention(context, paragraph, times, trigger)
            if keep(mention):
                yield mention


def _context(article: Article, gazetteer: Gazetteer, model: Model) -> Context:
    view = matching(article.text)
    paragraphs = parse(article.text, view, body_start(article.text), gazetteer, model)
    times = find_times(article.text, article.published)
    dated = tuple(narrative.dated(paragraph, times) for paragraph in paragraphs)
    return Context(article, paragraphs, Discourse(paragraphs), dated, lexicon())


def _mention(context: Context, paragraph: Paragraph, times: Sequence[narrative.Dated], trigger: Trigger) -> Mention:
    token = trigger.token
    agents = _agents(context, paragraph, trigger)
    source = attribution.source(paragraph, token, context.words)
    said_by = participants(paragraph, source.tokens, context.discourse) if source else ()
    found = _status(context, paragraph, trigger, bool(said_by))
    patients = roles.patients(trigger)
    targets = tuple(p for p in participants(paragraph, patients, context.discourse) if _is_actor(p) and p not in agents)
    evidence = _evidence(context.article, paragraph, trigger)
    draft = Mention(
        type=trigger.frame.type,
        trigger=paragraph.span(token.i, token.i),
        status=found,
        evidence=evidence,
        confidence=1.0,
        agents=agents,
        targets=targets,
        object=_object(paragraph, patients),
        instrument=_instrument(paragraph, trigger, patients),
        time=_time(context, paragraph, times, token, found),
        attributed_to=said_by[0] if said_by else None,
        cue=paragraph.word(source.cue) if source and said_by else None,
        topic=topics.topic(evidence.quote),
        paragraph=paragraph.number,
    )
    return confidence(draft, trigger, paragraph)


def _is_actor(participant: Participant) -> bool:
    return participant.kind != "unknown" or participant.name[:1].isupper()


def _status(context: Context, paragraph: Paragraph, trigger: Trigger, sourced: bool) -> str:
    found = status.status(trigger.token, context.words)
    if found == "claimed" and not sourced:
        return "occurred"
    return found


def _agents(context: Context, paragraph: Paragraph, trigger: Trigger) -> tuple[Participant, ...]:
    """Who acts; a document's act is its author's."""
    found: list[Participant] = []
    for token in roles.agents(trigger):
        if roles.is_document(token):
            found += participants(paragraph, roles.author(token), context.discourse)
        else:
            found += participants(paragraph, [token], context.discourse)
    return tuple({p.name: p for p in found}.values())


def _evidence(article: Article, paragraph: Paragraph, trigger: Trigger) -> Evidence:
    span = paragraph.sentence(trigger.token)
    if span.end - span.start > LONGEST_SENTENCE:
        at = paragraph.begins[trigger.token.i]
        span = Span(max(span.start, at - LONGEST_SENTENCE // 2), min(span.end, at + LONGEST_SENTENCE // 2))
    return Evidence(article.id, span, span.of(article.text), f"{trigger.frame.id}:{trigger.token.dep_}")


def _object(paragraph: Paragraph, patients: Sequence[Token]) -> str | None:
    """What it is done to or about, in the text's words."""
    if not patients:
        return None
    words = paragraph.words(*object_phrase(patients[0]))
    return " ".join(words.split())[:LONGEST_OBJECT] or None


def _instrument(paragraph: Paragraph, trigger: Trigger, patients: Sequence[Token]) -> str | None:
    """The kind of document acted on or through: an object or a subject that is one, with its compound ("executive order")."""
    nouns = [t for t in (*patients, *roles.agents(trigger)) if t.lemma_.lower() in _documents()]
    if not nouns:
        return None
    noun = nouns[0]
    kind = [t for t in noun.children if t.dep_ in {"compound", "amod"} and t.pos_ in {"NOUN", "ADJ"} and t.i == noun.i - 1]
    return " ".join([*(paragraph.word(t).lower() for t in kind), noun.lemma_.lower()])


def _documents() -> frozenset[str]:
    classes = lexicon().classes
    return classes["directive"] | classes["law"] | classes["agreement"] | classes["suit"]


def _time(context: Context, paragraph: Paragraph, times: Sequence[narrative.Dated], token: Token, found: str) -> TimeSpan | None:
    own = narrative.event_time(token, times, found)
    if own is not None or found in narrative.UNDATED:
        return own
    if paragraph.number <= FRESH_PARAGRAPHS:
        return narrative.dateline(context.article.published)
    return None
