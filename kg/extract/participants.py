"""From a noun in the parse to the participants that it names: names, pronouns, descriptions, spokespeople, coordination."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.extract.discourse import NEUTER, PERSONAL, SPEAKER, Discourse, Seen
from kg.extract.parse import Paragraph
from kg.extract.tree import NOMINAL, RELATIVE, antecedent, children, conjuncts, first, noun_phrase, prep_objects
from kg.model import Participant, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SPOKESPEOPLE = frozenset("spokesman spokeswoman spokesperson spokespeople".split())
NOT_ACTORS = frozenset("there what this these those one some many most any each both such all".split())


def participants(paragraph: Paragraph, tokens: Iterable[Token], discourse: Discourse) -> tuple[Participant, ...]:
    """The participants that the nouns and what is coordinated with them name, each once, in the order of the text."""
    found: dict[str, Participant] = {}
    for token in conjuncts(tokens):
        for participant in _of(paragraph, token, discourse):
            found.setdefault(participant.name, participant)
    return tuple(found.values())


def _of(paragraph: Paragraph, token: Token, discourse: Discourse) -> Iterator[Participant]:
    if token.lower_ in RELATIVE and token.head.dep_ == "relcl" and (noun := antecedent(token.head)) is not None:
        yield from _of(paragraph, noun, discourse)
        return
    if token.pos_ not in NOMINAL:
        return
    yield from _spoken_for(paragraph, token, discourse)
    seen = discourse.named(paragraph, token) or _named_inside(paragraph, token, discourse)
    if seen is not None:
        yield _from_seen(paragraph, seen, Span(seen.start, seen.end))
    elif token.pos_ == "PRON":
        yield from _pronoun(paragraph, token, discourse)
    else:
        yield from _description(paragraph, token, discourse)


def _from_seen(paragraph: Paragraph, seen: Seen, span: Span) -> Participant:
    return Participant(span.of(paragraph.text), seen.name, seen.kind, span)


def _named_inside(paragraph: Paragraph, token: Token, discourse: Discourse) -> Seen | None:
    """A name in apposition ("the agency, ICE"), or a proper noun whose name's head is another of its tokens."""
    if token.pos_ == "PROPN":
        at = paragraph.begins[token.i]
        return next((s for s in discourse.seen if s.start <= at < s.end), None)
    near = [t for t in children(token, "appos", "nmod") if t.pos_ == "PROPN"]
    return next((s for t in near if (s := discourse.named(paragraph, t)) is not None), None)


def _spoken_for(paragraph: Paragraph, token: Token, discourse: Discourse) -> Iterator[Participant]:
    """The body behind a spokesperson: "White House spokeswoman", "a spokesman for the ministry"."""
    nouns = [t for t in (token, *children(token, "appos", "compound", "nmod")) if t.lemma_.lower() in SPOKESPEOPLE]
    for noun in nouns:
        for body in (*children(noun, "compound", "poss"), *prep_objects(noun, "for", "of")):
            if body.lemma_.lower() not in SPOKESPEOPLE:
                yield from _of(paragraph, body, discourse)


def _pronoun(paragraph: Paragraph, token: Token, discourse: Discourse) -> Iterator[Participant]:
    word = token.lower_
    if word in NOT_ACTORS:
        return
    seen = discourse.pronoun(paragraph, token) if word in PERSONAL | NEUTER else None
    span = paragraph.span(token.i, token.i)
    if seen is not None:
        yield Participant(paragraph.word(token), seen.name, seen.kind, span)
    elif word in SPEAKER:
        yield Participant(paragraph.word(token), word, "unknown", span)


def _description(paragraph: Paragraph, token: Token, discourse: Discourse) -> Iterator[Participant]:
    left, right = noun_phrase(token)
    determiner = first(token, "det", "poss")
    if token.lower_ in NOT_ACTORS:
        return
    span = paragraph.span(left, right)
    bare = right == token.i and (left == token.i or (determiner is not None and left == determiner.i == token.i - 1))
    if bare and determiner is not None and determiner.lower_ == "the":
        seen = discourse.description(paragraph, token)
        if seen is not None:
            yield Participant(span.of(paragraph.text), seen.name, seen.kind, span)
            return
    start = left + 1 if determiner is not None and determiner.i == left and determiner.dep_ == "det" and left < right else left
    name = " ".join(paragraph.words(start, right).split())
    if any(c.isalnum() for c in name):
        yield Participant(paragraph.words(left, right), name, "group" if token.tag_ == "NNS" else "unknown", span)
