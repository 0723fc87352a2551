"""Articles in, mentions out: triggers, roles, status, source, time and topic put together, one mention a trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract import attribution, narrative, roles, status, topics
from kg.extract.confidence import confidence, features, keep
from kg.extract.dates import find_times
from kg.extract.discourse import Discourse
from kg.extract.lexicon import Lexicon, lexicon, word_class
from kg.extract.names import Gazetteer
from kg.extract.parse import Model, Paragraph, load_model, parse
from kg.extract.participants import SPEAKING, is_crowd, participants, sources
from kg.extract.sameness import lend_agents, lend_dates
from kg.extract.tree import object_phrase
from kg.extract.triggers import Trigger, open_triggers, triggers
from kg.model import Article, Evidence, Mention, Participant, Reading, Span, TimeSpan
from kg.read import body_start, matching
from kg.read.actors import default_metonyms
from kg.vocab import type_schemes

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_OBJECT = 160  # code points: an object identifies, it does not retell
LONGEST_SENTENCE = 4_000  # code points: evidence longer than this is cut around its trigger
ISSUING = frozenset({"IssueDirective", "EnactLaw", "ProposePolicy", "CourtRule", "Announce", "Sue"})
OPEN_CONFIDENCE = 0.5  # nothing is fitted for actions outside of the scheme
UNNAMED = Participant("", "unnamed source")  # "reportedly": somebody says so, and the text does not say who
LEAD = 2  # paragraphs whose first sentence tells the news


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What the steps share while one article is read."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    discourse: Discourse
    times: tuple[tuple[narrative.Dated, ...], ...]
    words: Lexicon
    clock: narrative.Clock
    authors: dict[str, tuple[Participant, ...]]
    silent: set[str]  # ids of mentions whose clause names nobody at all


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
    context = _context(article, gazetteer, model)
    found = [mention for mention, _ in _candidates(context) if keep(mention)]
    silent = frozenset(context.silent)
    if open_actions:
        found = sorted([*found, *_open(_context(article, gazetteer, model))], key=lambda mention: mention.trigger)
    yield from lend_dates(lend_agents(found, silent))


def _open(context: Context) -> Iterator[Mention]:
    for paragraph, times in zip(context.paragraphs, context.times, strict=True):
        for trigger in open_triggers(paragraph, context.words):
            draft = _mention(context, paragraph, times, trigger)
            if draft.agents:
                yield replace(draft, confidence=OPEN_CONFIDENCE)


def candidates(article: Article, gazetteer: Gazetteer, model: Model) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Every mention, however unsure, with the features that its confidence was worked out from."""
    return _candidates(_context(article, gazetteer, model))


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


def _context(article: Article, gazetteer: Gazetteer, model: Model) -> Context:
    view = matching(article.text)
    paragraphs = parse(article.text, view, body_start(article.text), gazetteer, model)
    times = find_times(article.text, article.published)
    dated = tuple(narrative.dated(paragraph, times) for paragraph in paragraphs)
    return Context(
        article, paragraphs, Discourse(paragraphs, article.publisher), dated, lexicon(), narrative.Clock(article.published), {}, set()
    )


def _mention(context: Context, paragraph: Paragraph, times: Sequence[narrative.Dated], trigger: Trigger) -> Mention:
    token = trigger.token
    source = attribution.source(paragraph, token, context.words)
    said_by = _source(context, paragraph, source.tokens) if source else None
    agents = _spoken(_agents(context, paragraph, trigger), said_by)
    if not agents and trigger.frame.type == "EnforceArrest" and source is not None:
        agents = _enforcers(paragraph, source.tokens)
    found = status.status(trigger.token, context.words)
    if found == "claimed" and said_by is None:
        said_by = UNNAMED
    time = _time(context, paragraph, times, trigger, found)
    if token.pos_ == "VERB" and narrative.is_ahead(time, context.article.published) and found in {"occurred", "ongoing"}:
        found = "planned"
    patients = roles.patients(trigger)
    acting = {a.name for a in agents} | {SPEAKING}
    targets = tuple(p for p in participants(paragraph, patients, context.discourse) if p.name not in acting)
    context.authors.update(
        {t.lemma_.lower(): agents for t in patients if agents and roles.is_document(t) and trigger.frame.type in ISSUING}
    )
    evidence = _evidence(context.article, paragraph, trigger)
    return Mention(
        type=trigger.frame.type,
        trigger=paragraph.span(token.i, token.i),
        status=found,
        evidence=evidence,
        confidence=1.0,
        agents=agents,
        targets=targets,
        object=_object(paragraph, patients),
        instrument=_instrument(paragraph, trigger, patients),
        place=_place(paragraph, trigger),
        time=time,
        attributed_to=said_by,
        cue=paragraph.word(source.cue) if source and said_by is not None else None,
        topic=topics.topic(evidence.quote),
        paragraph=paragraph.number,
    )


def _agents(context: Context, paragraph: Paragraph, trigger: Trigger) -> tuple[Participant, ...]:
    """Who acts; a document's act is its author's."""
    found: list[Participant] = []
    for token in roles.agents(trigger):
        if roles.is_document(token):
            authors = participants(paragraph, roles.author(token), context.discourse)
            found += authors or context.authors.get(token.lemma_.lower(), ())
        else:
            named = participants(paragraph, [token], context.discourse)
            crowd = token.lemma_.lower() in word_class("citizenry")
            found += named or participants(paragraph, [] if crowd else roles.behind(token), context.discourse)
    if trigger.frame.type == "Protest":
        found = [p for p in found if not is_crowd(p)]
    return tuple({p.name: p for p in map(_government, found)}.values())


def _spoken(agents: tuple[Participant, ...], speaker: Participant | None) -> tuple[Participant, ...]:
    """The speaker of a quote in the place of its "I" and "we"; nobody where the speaker is unknown."""
    named = [replace(a, name=speaker.name, kind=speaker.kind) if a.name == SPEAKING and speaker else a for a in agents]
    return tuple({a.name: a for a in named if a.name != SPEAKING}.values())


def _source(context: Context, paragraph: Paragraph, tokens: Sequence[Token]) -> Participant | None:
    """Whose word it is: the person where both a person and a body are named, the author where it is a document."""
    heads = [t for token in tokens for t in (roles.author(token) if roles.is_document(token) else [token])]
    found = [_government(p) for p in sources(paragraph, heads, context.discourse) if p.name != SPEAKING]
    people = [p for p in found if p.kind == "person"]
    # a spokesperson stands after whom she speaks for, the first of several speakers before the others
    spoken_for = any(t.lemma_.lower() in word_class("spokesperson") for head in heads for t in head.subtree)
    return next(iter([*(people[-1:] if spoken_for else people), *found]), None)


def _enforcers(paragraph: Paragraph, tokens: Sequence[Token]) -> tuple[Participant, ...]:
    """The police where they report arrests that name nobody: "police chief Jane Roe said nine people were arrested"."""
    nouns = [t for token in tokens for t in token.subtree if t.lemma_.lower() in word_class("lawEnforcer")]
    return tuple(Participant(paragraph.word(t), paragraph.word(t).lower(), "body", paragraph.span(t.i, t.i)) for t in nouns[:1])


def _government(agent: Participant) -> Participant:
    """A country for the capital or adjective that stands for it where it acts: "Beijing said", "the Russian invasion"."""
    country = default_metonyms().get(agent.name)
    return agent if country is None else replace(agent, name=country, kind="place")


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


def _place(paragraph: Paragraph, trigger: Trigger) -> str | None:
    found = roles.place(trigger)
    return " ".join(paragraph.words(found[0].i, found[1].i).split()) if found else None


def _instrument(paragraph: Paragraph, trigger: Trigger, patients: Sequence[Token]) -> str | None:
    """The kind of document acted on or through: an object or a subject that is one, with its compound ("executive order")."""
    nouns = [t for t in (*patients, *roles.agents(trigger)) if t.lemma_.lower() in _documents()]
    if not nouns:
        return None
    noun = nouns[0]
    kind = [t for t in noun.children if t.dep_ in {"compound", "amod"} and t.pos_ in {"NOUN", "ADJ"} and t.i == noun.i - 1]
    return " ".join([*(paragraph.word(t).lower() for t in kind), noun.lemma_.lower()])


def _documents() -> frozenset[str]:
    return word_class("directive") | word_class("law") | word_class("agreement") | word_class("suit")


def _time(context: Context, paragraph: Paragraph, times: Sequence[narrative.Dated], trigger: Trigger, found: str) -> TimeSpan | None:
    token, clock = trigger.token, context.clock
    own = narrative.event_time(token, times, found, context.article.published)
    denied = found == "negated" and narrative.tense(token) == "past"  # "did not sign" has its day as "signed" has
    if own is not None or (found in narrative.UNDATED and not denied):
        return own
    verbal = trigger.frame.type is not None and type_schemes()[trigger.frame.type].family.startswith("verbal")
    around = clock.undated(token, verbal, paragraph.number <= LEAD and token.sent.start == 0, paragraph.number)
    return None if denied and around is not None and around.basis == "dateline" else around
