"""What stands on a trigger itself and says how sure its event is: negation, modals, hedges, modifiers, tense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.lexicon import Lexicon
from kg.extract.tree import children, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
NONE_OF = frozenset({"no", "neither", "nor"})


def own(token: Token, lexicon: Lexicon) -> Iterator[str]:
    """The statuses that the trigger's own words give it; none for a plain past. "If no deal is reached" only supposes."""
    found = [status for child in token.children for status in _of_child(token, child, lexicon)]
    supposed = any(lexicon.status_of(c.lower_, "marker") == "hypothetical" for c in children(token, "mark"))
    yield from (status for status in found if not (supposed and status == "negated"))
    auxiliaries = {t.lower_ for t in children(token, "aux")}
    clause = token.head if token.dep_ == "conj" else token
    reported = clause.dep_ == "ccomp" and clause.head.tag_ == "VBD" and lexicon.reports(clause.head.lemma_.lower())
    now = {"is", "are", "am", "'s", "'re", *(("was", "were") if reported else ())}  # "said it was halting"
    if token.tag_ == "VBG" and auxiliaries & now:
        yield "ongoing"
    if token.dep_ == "xcomp" and is_infinitive(token) and token.head.lemma_ == "be":
        yield "planned"


def _of_child(token: Token, child: Token, lexicon: Lexicon) -> Iterator[str]:
    if is_negation(child) or (child.dep_ in {"nsubj", "nsubjpass"} and _is_nobody(child)):
        yield "negated"
    elif child.dep_ == "aux" and child.tag_ == "MD":
        yield modal(token, child, lexicon)
    elif child.dep_ in {"mark", "amod", "advmod"}:
        pos = {"mark": "marker", "amod": "modifier", "advmod": "adverb"}[child.dep_]
        found = lexicon.status_of(child.lower_, pos) or (lexicon.status_of(child.lower_, "negation") if pos != "marker" else None)
        yield from (found,) if found else ()


def is_negation(child: Token) -> bool:
    """Whether the word negates what it hangs on: "not", "never", "no arrests"."""
    return child.dep_ == "neg" or (child.dep_ in {"det", "preconj", "cc"} and child.lower_ in {"no", "neither"})


def _is_nobody(subject: Token) -> bool:
    """ "Nobody", "no one", "neither the mayor nor the council": an act without an actor did not happen."""
    return subject.lower_ in NOBODY or any(c.lower_ in NONE_OF for c in children(subject, "det", "preconj", "cc", "neg"))


def modal(verb: Token, word: Token, lexicon: Lexicon) -> str:
    """What a modal says; "would" after a verb of saying in the past is reported "will"."""
    clause = verb.head if verb.dep_ == "conj" else verb  # "said it would obey but would appeal"
    said = clause.dep_ == "ccomp" and clause.head.tag_ in {"VBD", "VBN"} and lexicon.reports(clause.head.lemma_.lower())
    if word.lower_ in {"would", "'d"} and said:
        return lexicon.status_of("will", "modal") or "planned"
    return lexicon.status_of(word.lower_, "modal") or lexicon.status_of(word.lemma_.lower(), "modal") or "hypothetical"
