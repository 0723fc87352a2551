"""On whose word: the source of what a text reports, for clauses, quotes and "according to"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.lexicon import Lexicon, word_class
from kg.extract.parse import Paragraph
from kg.extract.quotes import speech
from kg.extract.roles import verb_agents
from kg.extract.tree import ancestors, children, first, is_passive, prep_objects

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTENT = frozenset({"ccomp", "xcomp", "parataxis"})
HANDS_OVER = frozenset(
    {"order", "direct", "instruct", "vow", "pledge", "promise", "accuse", "ask", "urge", "demand", "call", "plan", "propose"}
)


Found = tuple[list["Token"], "Token"]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The nouns that name the source and the word that hands the claim to them, and the paragraph in which they stand.

    No nouns where the text only says that it is said ("is said to have", "it was reported that").
    """

    tokens: tuple[Token, ...]
    cue: Token
    paragraph: Paragraph


def source(paragraphs: Sequence[Paragraph], paragraph: Paragraph, token: Token, lexicon: Lexicon) -> Source | None:
    """The nearest source of what the trigger speaks of, None where it is the text's own voice.

    ``paragraphs`` are all of the article: the speaker of a quote may stand in the one before or after it.
    """
    found = _governing(token, lexicon) or _disclosed(token) or _according(token) or _passively(token, lexicon)
    if found is not None:
        return Source(tuple(found[0]), found[1], paragraph)
    spoken = speech(paragraphs, paragraph, token, lexicon)
    return None if spoken is None else Source(spoken[2], spoken[1], spoken[0])


def _governing(token: Token, lexicon: Lexicon) -> Found | None:
    """The subject of the reporting verb whose content holds the trigger."""
    for child, parent in ancestors(token):
        lemma = parent.lemma_.lower()
        charged = child.dep_ == "prep" and lemma in {"accuse", "suspect", "blame", "charge"}
        apart = any(t.text == ";" for t in parent.doc[min(child.i, parent.i) : max(child.i, parent.i)])
        content = (
            (child.dep_ in CONTENT and not apart) or charged or (child.dep_ == "advcl" and child.i < parent.i and parent.lemma_ == "say")
        )
        if content and parent.pos_ == "VERB" and (lexicon.reports(lemma) or lemma in HANDS_OVER):
            speakers = verb_agents(parent)
            if speakers:
                return speakers, parent
        if parent.pos_ == "NOUN" and lexicon.reports(lemma, "noun") and _is_content(child):
            speakers = [t for t in children(parent, "poss") if t.ent_type_ not in {"DATE", "TIME"}]
            speakers = speakers or prep_objects(parent, "by", "from") or (prep_objects(parent, "of") if child.dep_ != "prep" else [])
            if speakers:
                return speakers, parent
    return _inserted(token, lexicon)


def _is_content(child: Token) -> bool:
    """Whether a noun of saying says what hangs on it: "the announcement by the carrier that it had filed", "... on the extension"."""
    if child.dep_ == "prep":
        return child.lower_ in {"of", "on", "about"}
    return child.dep_ in {"acl", "ccomp", "relcl"} and any(t.lower_ == "that" for t in child.children)


def _inserted(token: Token, lexicon: Lexicon) -> Found | None:
    """A reporting clause set after or into the sentence: "..., officials said"."""
    above = {token, *(parent for _, parent in ancestors(token))}
    for verb in token.sent:
        aside = (verb.dep_ in {"parataxis", "ccomp"} and not children(verb, "mark")) or _is_as_clause(verb)
        if not aside or verb.head not in above or verb == token or not lexicon.reports(verb.lemma_.lower()):
            continue
        if token.i not in {t.i for t in verb.subtree} and not children(verb, "ccomp"):
            speakers = verb_agents(verb)
            if speakers:
                return speakers, verb
    return None


def _is_as_clause(verb: Token) -> bool:
    """ "As the paper reported, ..."."""
    return verb.dep_ == "advcl" and any(c.lower_ == "as" for c in children(verb, "mark"))


def _disclosed(token: Token) -> Found | None:
    """Who announces the act that a noun names: "announced a package of aid"."""
    while token.dep_ in {"compound", "pobj", "prep", "conj"} and token.pos_ in {"NOUN", "ADP", "PROPN"}:
        token = token.head
    verb = token.head
    if token.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_.lower() not in word_class("discloses"):
        return None
    speakers = verb_agents(verb)
    return (speakers, verb) if speakers else None


def _according(token: Token) -> Found | None:
    for word in token.sent:
        if word.lower_ == "according" and (to := first(word, "prep")) is not None:
            return children(to, "pobj"), word
    return None


def _passively(token: Token, lexicon: Lexicon) -> Found | None:
    """Somebody whom the text does not name: "is said to have signed", "it was reported that"."""
    for child, parent in ancestors(token):
        if child.dep_ in CONTENT and parent.pos_ == "VERB" and lexicon.reports(parent.lemma_.lower()) and is_passive(parent):
            return [], parent
    return None
