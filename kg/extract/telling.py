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
    for t in (token, *(parent for _, parent in ancestors(token))):
        if goes_on(t):
            return True
        if _is_background(t):
            return False
    return True


def _is_background(token: Token) -> bool:
    return is_closed(token) or (token.dep_ == "acl" and not is_infinitive(token))


def goes_on(token: Token) -> bool:
    """Whether a relative clause at the end of its sentence, set off by a comma, goes on telling: "he met Holt, who praised him"."""
    before = token.left_edge.i - 1
    if token.dep_ != "relcl" or tense(token) == "pluperfect":
        return False
    return before >= token.sent.start and token.doc[before].text == "," and token.head.head.i < token.i


def is_closed(token: Token) -> bool:
    """Whether the word begins a phrase with a time of its own: an aside, "after ...", another act's object."""
    if token.dep_ == "relcl":
        return not goes_on(token)
    if token.dep_ == "appos" or (token.dep_ == "acl" and (token.head.head.i > token.i or token.tag_ == "VBN")):
        return True
    if token.dep_ == "pobj" and token.head.lower_ == "in" and token.lemma_.lower() in word_class("plainSuit"):
        return True  # "ruled in a lawsuit"
    if token.dep_ == "advcl":
        return _opens_with(token, "otherTime")
    if token.dep_ == "prep":
        return token.lower_ in word_class("otherTime") or token.head.lower_ in word_class("answers")
    return (
        token.pos_ == "NOUN"
        and token.dep_ in {"dobj", "pobj", "nsubjpass"}
        and token.head.pos_ == "VERB"
        and token.head.lemma_.lower() not in word_class("sharesTime")
    )


def is_earlier(token: Token) -> bool:
    """Whether a word beside it puts the act before what is told: "previously", "the past designation"."""
    return any(c.lower_ in word_class("earlier") for c in children(token, "advmod", "amod"))


def just_before(token: Token) -> bool:
    """Whether the act stands only behind "after", "following" or "when", as what led to the news does in a lead."""
    closed = [t for t in (token, *(parent for _, parent in ancestors(token))) if _is_background(t) and t.dep_ not in {"dobj", "pobj"}]
    return bool(closed) and all(_opens_with(t, "justBefore") for t in closed)


def _opens_with(clause: Token, words: str) -> bool:
    """Whether a clause or phrase begins with a word of this class."""
    return any(t.lower_ in word_class(words) for t in (clause, *children(clause, "mark", "advmod")))


def is_only_named(token: Token) -> bool:
    """Whether an act is a gerund under a plain present, which says of what kind something is: "the pattern includes firing ..."."""
    first = token.head if token.dep_ == "conj" else token
    verb = first.head
    plain = verb.tag_ in {"VBZ", "VBP"} and verb.lemma_.lower() not in word_class("sharesTime")
    return token.tag_ == "VBG" and first.dep_ in {"dobj", "xcomp"} and plain
