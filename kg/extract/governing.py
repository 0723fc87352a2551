"""What the words that govern a trigger do to the status of its event: "could plan to", "refused to", "the threat of", "if ..."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.lexicon import Lexicon, word_class
from kg.extract.own_status import is_negation, modal, own
from kg.extract.tree import ancestors, children, is_finite, is_infinitive
from kg.extract.verb_links import INNER, verb_link

if TYPE_CHECKING:
    from spacy.tokens import Token

# an act after these is only named by what governs it; after others ("like", "after", "over") it is taken for granted
PASSES_ON = frozenset({"of", "to", "for", "from", "on", "about", "against", "without", "with", "into", "by", "in"})


def governing(token: Token, lexicon: Lexicon) -> Iterator[str]:
    """The statuses that the chain of governors gives, from the nearest up, to the end of what they govern."""
    follows = False
    for child, parent in ancestors(token):
        if _stands_alone(child, lexicon):
            return
        follows = follows or _follows(child)
        if child.dep_ == "conj" and parent.pos_ in {"VERB", "AUX"}:
            yield from _shared(child, parent, lexicon)
            if is_finite(child) and parent.dep_ not in {"ccomp", "xcomp"}:
                return
            continue
        yield from (s for s in _link(child, parent, lexicon) if not (follows and s == "negated"))
        if child.dep_ in {"nsubj", "nsubjpass", "npadvmod"}:
            if child == token and child.dep_ == "nsubjpass" and _is_undone(parent, lexicon):
                yield "negated"  # "the strike was called off"
            elif child == token and child.dep_ == "nsubjpass" and parent.lemma_.lower() in word_class("plansFor"):
                yield "planned"  # "a march is scheduled"
            if child == token and parent.pos_ in {"VERB", "AUX"}:
                # a nominal event that is the subject takes its verb's modals and negation: "the raid will not happen"
                yield from (s for s in own(parent, lexicon) if s in INNER)
            return


def _follows(clause: Token) -> bool:
    """Whether a participle after a comma tells what came of it: "failed to extend it, prompting an outcry"."""
    return clause.dep_ == "advcl" and clause.tag_ == "VBG" and clause.left_edge.i > 0 and clause.left_edge.nbor(-1).text == ","


def _is_undone(verb: Token, lexicon: Lexicon) -> bool:
    """Whether what the passive verb is done to does not take place."""
    phrasal = any(lexicon.status_of(f"{verb.lemma_.lower()} {c.lower_}", "verb") == "negated" for c in children(verb, "prt"))
    return phrasal or verb.lemma_.lower() in word_class("undoes")


def _stands_alone(child: Token, lexicon: Lexicon) -> bool:
    """Whether what is above says nothing of the status: an aside, a clause of its own, an act after "over" or "like"."""
    dep = child.dep_
    if dep == "prep":
        return child.lower_ not in PASSES_ON
    if dep == "ccomp" and child.i < child.head.i and any(t.text == ";" for t in child.doc[child.i : child.head.i]):
        return True
    if dep == "ccomp" and any(c.lower_ in {"whether", "if"} for c in children(child, "mark")):
        return True  # "refused to say whether ...": the question itself is open
    if dep == "acl" and child.tag_ == "VBN" and not is_infinitive(child):
        return True  # "cuts announced last month"
    if dep == "relcl":
        # a clause with "that" or "to" is the content of its noun: "the claim that ...", "a bill to ..."
        return not is_infinitive(child) and not children(child, "mark")
    if dep == "advcl":
        return is_finite(child) and not any(lexicon.status_of(c.lower_, "marker") for c in children(child, "mark"))
    return dep in {"appos", "parataxis"}


def _shared(child: Token, first: Token, lexicon: Lexicon) -> Iterator[str]:
    """What a coordinated verb shares with the first: modals, and negation where it has no finite form of its own."""
    if children(child, "nsubj", "nsubjpass"):
        return
    bare = not is_finite(child)
    for aux in children(first, "aux"):
        if aux.tag_ == "MD" and (bare or child.tag_ == "VB"):
            yield modal(first, aux, lexicon)
    if bare and any(is_negation(c) for c in first.children):
        yield "negated"


def _link(child: Token, parent: Token, lexicon: Lexicon) -> Iterator[str]:
    """What one governing word does to what hangs on it."""
    if parent.pos_ in {"VERB", "AUX"}:
        yield from verb_link(child, parent, lexicon)
    elif parent.pos_ in {"NOUN", "PROPN"}:
        yield from _noun_link(child, parent, lexicon)
    elif parent.pos_ == "ADJ" and child.dep_ in {"xcomp", "ccomp", "prep", "advcl"}:
        found = lexicon.status_of(parent.lemma_.lower(), "adjective")
        yield from (found,) if found else ()
        yield from (s for s in own(parent, lexicon) if s == "negated")
    if parent.lower_ == "without":
        yield "negated"


def _noun_link(child: Token, noun: Token, lexicon: Lexicon) -> Iterator[str]:
    """ "The plan to", "no intention of", "the claim that"."""
    found = lexicon.status_of(noun.lemma_.lower(), "noun")
    clause = child.dep_ in {"ccomp", "relcl"} or (child.dep_ in {"acl", "xcomp"} and is_infinitive(child))
    phrase = child.dep_ == "prep" and child.lower_ in {"to", "for", "of"}
    if found is None and clause and is_infinitive(child) and noun.dep_ == "dobj" and noun.head.lemma_ in {"have", "give"}:
        yield "hypothetical"  # "has ten days to veto the bill"
    if found is None or not (clause or phrase):
        return
    if any(is_negation(c) for c in noun.children):
        yield "negated"
    if clause or child.lower_ != "of" or found in {"hypothetical", "planned"} or (found == "claimed" and children(child, "pcomp")):
        yield found
