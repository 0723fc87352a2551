"""How a sentence tells an act: in which tense, in its main clause or as background with a time of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.lexicon import word_class
from kg.extract.tree import ancestors, children, is_finite, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token


def tense(token: Token) -> str:
    """ "past", "perfect", "pluperfect", "present" or "" of the nearest finite verb at or above the word."""
    for verb in (token, *(parent for _, parent in ancestors(token))):
        if verb.pos_ in {"VERB", "AUX"} and is_finite(verb):
            return _tense_of(verb)
    return ""


def _tense_of(verb: Token) -> str:
    tags = {t.tag_ for t in (verb, *children(verb, "aux", "auxpass"))}
    having = [t for t in children(verb, "aux") if t.lemma_ == "have"]
    if having:
        return "pluperfect" if having[0].tag_ == "VBD" else "perfect"
    return "past" if "VBD" in tags else "present" if tags & {"VBP", "VBZ"} else ""


def in_main_clause(token: Token) -> bool:
    """Whether the word belongs to what the sentence tells, not to its background: no relative clause, no "after ..."."""
    chain = (token, *(parent for _, parent in ancestors(token)))
    return not any(is_closed(t) or (t.dep_ == "acl" and not is_infinitive(t)) for t in chain)


def is_closed(token: Token) -> bool:
    """Whether the word begins a phrase with a time of its own: an aside, "after ...", another act's object."""
    if token.dep_ == "relcl":
        # a relative clause set off by a comma goes on telling: "on Thursday, where he will meet the chancellor"
        noun, before = token.head, token.left_edge.i - 1
        return before < 0 or token.doc[before].text != "," or noun.head.i > token.i
    if token.dep_ == "appos" or (token.dep_ == "acl" and token.head.head.i > token.i):
        return True
    if token.dep_ == "advcl":
        return any(c.lower_ in word_class("otherTime") for c in children(token, "mark", "advmod"))
    if token.dep_ == "prep":
        return token.lower_ in word_class("otherTime")
    return (
        token.pos_ == "NOUN"
        and token.dep_ in {"dobj", "pobj"}
        and token.head.pos_ == "VERB"
        and token.head.lemma_.lower() not in word_class("sharesTime")
    )
