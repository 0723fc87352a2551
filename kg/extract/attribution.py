"""On whose word: the source of what a text reports, for clauses, quotes and "according to"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.lexicon import Lexicon, word_class
from kg.extract.parse import Paragraph
from kg.extract.roles import verb_agents
from kg.extract.tree import ancestors, children, first, prep_objects

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTENT = frozenset({"ccomp", "xcomp", "parataxis"})
HANDS_OVER = frozenset(
    {"order", "direct", "instruct", "vow", "pledge", "promise", "accuse", "ask", "urge", "demand", "call", "plan", "propose"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The nouns that name the source, the word that hands the claim to them, and whether it is one of claiming."""

    tokens: tuple[Token, ...]
    cue: Token


def source(paragraph: Paragraph, token: Token, lexicon: Lexicon) -> Source | None:
    """The nearest source of what the trigger speaks of, None where it is the text's own voice."""
    return _governing(token, lexicon) or _disclosed(token) or _according(token) or _quoted(paragraph, token, lexicon)


def _governing(token: Token, lexicon: Lexicon) -> Source | None:
    """The subject of the reporting verb whose content holds the trigger."""
    for child, parent in ancestors(token):
        lemma = parent.lemma_.lower()
        charged = child.dep_ == "prep" and lemma in {"accuse", "suspect", "blame", "charge"}
        content = child.dep_ in CONTENT or charged or (child.dep_ == "advcl" and child.i < parent.i and parent.lemma_ == "say")
        if content and parent.pos_ == "VERB" and (lexicon.reports(lemma) or lemma in HANDS_OVER):
            speakers = verb_agents(parent)
            if speakers:
                return Source(tuple(speakers), parent)
        if parent.pos_ == "NOUN" and lexicon.reports(lemma, "noun") and children(child, "mark"):
            speakers = children(parent, "poss") or prep_objects(parent, "by", "from", "of")
            if speakers:  # "the announcement by the carrier that it had filed"
                return Source(tuple(speakers), parent)
    return _inserted(token, lexicon)


def _inserted(token: Token, lexicon: Lexicon) -> Source | None:
    """A reporting clause set after or into the sentence: "..., officials said"."""
    above = {token, *(parent for _, parent in ancestors(token))}
    for verb in token.sent:
        aside = verb.dep_ in {"parataxis", "ccomp"} or _is_as_clause(verb)
        if not aside or verb.head not in above or verb == token or not lexicon.reports(verb.lemma_.lower()):
            continue
        if token.i not in {t.i for t in verb.subtree} and not children(verb, "ccomp"):
            speakers = verb_agents(verb)
            if speakers:
                return Source(tuple(speakers), verb)
    return None


def _is_as_clause(verb: Token) -> bool:
    """ "As the paper reported, ..."."""
    return verb.dep_ == "advcl" and any(c.lower_ == "as" for c in children(verb, "mark"))


def _disclosed(token: Token) -> Source | None:
    """Who announces the act that a noun names: "announced a package of aid"."""
    while token.dep_ in {"compound", "pobj", "prep", "conj"} and token.pos_ in {"NOUN", "ADP", "PROPN"}:
        token = token.head
    verb = token.head
    if token.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_.lower() not in word_class("discloses"):
        return None
    speakers = verb_agents(verb)
    return Source(tuple(speakers), verb) if speakers else None


def _according(token: Token) -> Source | None:
    for word in token.sent:
        if word.lower_ == "according" and (to := first(word, "prep")) is not None:
            return Source(tuple(children(to, "pobj")), word)
    return None


def _quoted(paragraph: Paragraph, token: Token, lexicon: Lexicon) -> Source | None:
    """The speaker of a quote that holds the trigger: the reporting verb nearest to it in its paragraph, outside of quotes."""
    if token.i not in paragraph.quoted:
        return None
    verbs = [t for t in paragraph.doc if t.pos_ == "VERB" and t.i not in paragraph.quoted and lexicon.reports(t.lemma_.lower())]
    for verb in sorted(verbs, key=lambda v: abs(v.i - token.i)):
        speakers = verb_agents(verb) or children(verb, "nsubj")
        if speakers:
            return Source(tuple(speakers), verb)
    return None
