"""Walks over a dependency parse: the moves that roles, status and time share. Labels are spaCy's English ones (ClearNLP)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.extract.lexicon import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"})


def children(token: Token, *deps: str) -> list[Token]:
    """The token's children of these relations, in the order of the text."""
    return [child for child in token.children if child.dep_ in deps]


def first(token: Token, *deps: str) -> Token | None:
    """The first child of these relations."""
    return next(iter(children(token, *deps)), None)


def conjuncts(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, each followed by what is coordinated with it."""
    for token in tokens:
        yield token
        yield from token.conjuncts if token.dep_ != "conj" else ()


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: an auxiliary or a passive subject says so, or it is a bare past participle after a noun."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _shares_voice(verb):
        return is_passive(verb.head)
    if verb.dep_ == "acl" and first(verb, "dobj") is not None and first(verb, "agent") is None:
        return False  # "Roe, the director, named Poe as chair": a finite verb that the parser took for a participle
    bare = verb.dep_ == "advcl" and not children(verb, "aux", "nsubj", "dobj")  # "if convicted, he faces jail"
    return verb.tag_ == "VBN" and (verb.dep_ in {"acl", "amod"} or bare or first(verb, "agent") is not None)


def _shares_voice(verb: Token) -> bool:
    """Whether a coordinated verb can share the passive of the one before: "was tried and sentenced", not "was elected and resigned"."""
    if children(verb, "aux", "auxpass", "nsubj"):
        return False
    past = verb.tag_ == "VBD" and not children(verb, "dobj", "xcomp", "ccomp") and verb.lemma_.lower() not in word_class("intransitive")
    return verb.tag_ == "VBN" or past


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before the verb."""
    return any(child.tag_ == "TO" for child in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether the verb or one of its auxiliaries is marked for tense or mood."""
    return any(t.tag_ in {"VBD", "VBP", "VBZ", "MD"} for t in (verb, *children(verb, "aux", "auxpass")))


def prepositions(token: Token, *words: str) -> list[Token]:
    """The prepositions hanging on the token, all of them or those among ``words`` (lower case)."""
    return [p for p in children(token, "prep", "agent", "dative") if not words or p.lower_ in words]


def prep_objects(token: Token, *words: str) -> list[Token]:
    """The nouns after the token's prepositions."""
    return [o for p in prepositions(token, *words) for o in children(p, "pobj")]


def passive_agents(verb: Token) -> list[Token]:
    """Whom a passive names after "by"."""
    return [o for p in children(verb, "agent") for o in children(p, "pobj")]


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause hangs on."""
    return verb.head if verb.dep_ in {"relcl", "acl"} and verb.head != verb else None


def ancestors(token: Token) -> Iterator[tuple[Token, Token]]:
    """(child, parent) pairs on the way up to the root."""
    while token.head != token:
        yield token, token.head
        token = token.head


def noun_phrase(head: Token) -> tuple[int, int]:
    """First and last token of the noun phrase around ``head``: its modifiers, no clauses, appositions or coordinated nouns."""
    keep = {"det", "amod", "compound", "nummod", "poss", "case", "nmod", "quantmod", "advmod"}
    left = right = head.i
    for child in head.children:
        if child.dep_ in keep and abs(child.i - head.i) < 12 and not (child.i > head.i and child.ent_type_ == "MONEY"):
            inner = [t.i for t in child.subtree if not t.is_space]
            left, right = min([left, *inner]), max([right, *inner])
    return left, right


def object_phrase(head: Token) -> tuple[int, int]:
    """First and last token of the phrase that identifies an object: the noun phrase and its "of" and "on" attributes."""
    left, right = noun_phrase(head)
    for preposition in prepositions(head, "of", "on", "for", "to", "against"):
        inner = [t.i for t in preposition.subtree]
        charge = preposition.lower_ == "of" and head.dep_ == "dobj" and head.head.lemma_.lower() in word_class("accuses")
        if preposition.i == right + 1 and len(inner) < 12 and not (_dates(preposition) or charge or children(preposition, "pcomp")):
            when = [t.i for t in preposition.subtree if t.dep_ == "prep" and _dates(t)]
            right = min(when, default=max(inner) + 1) - 1
    return left, right


def _dates(preposition: Token) -> bool:
    """Whether the phrase says when: "on Friday"."""
    return any(t.ent_type_ in {"DATE", "TIME"} for t in children(preposition, "pobj"))
