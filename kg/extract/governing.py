"""What the words that govern a trigger do to the status of its event: "could plan to", "refused to", "the threat of", "if ..."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.lexicon import Lexicon, word_class
from kg.extract.own_status import is_negation, modal, own
from kg.extract.tree import ancestors, children, is_finite, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

# an act after these is only named by what governs it; after others ("like", "after", "over") it is taken for granted
PASSES_ON = frozenset({"of", "to", "for", "from", "on", "about", "against", "without", "with", "into", "by", "in"})
INNER = frozenset({"negated", "planned", "hypothetical", "proposed"})


def governing(token: Token, lexicon: Lexicon) -> Iterator[str]:
    """The statuses that the chain of governors gives, from the nearest up, to the end of what they govern."""
    for child, parent in ancestors(token):
        if _stands_alone(child, lexicon):
            return
        if child.dep_ == "conj" and parent.pos_ in {"VERB", "AUX"}:
            yield from _shared(child, parent, lexicon)
            if is_finite(child) and parent.dep_ not in {"ccomp", "xcomp"}:
                return
            continue
        yield from _link(child, parent, lexicon)
        if child.dep_ in {"nsubj", "nsubjpass", "npadvmod"}:
            if child == token and child.dep_ == "nsubjpass" and _is_undone(parent, lexicon):
                yield "negated"  # "the strike was called off"
            elif child == token and child.dep_ == "nsubjpass" and parent.lemma_.lower() in word_class("plansFor"):
                yield "planned"  # "a march is scheduled"
            if child == token and parent.pos_ in {"VERB", "AUX"}:
                # a nominal event that is the subject takes its verb's modals and negation: "the raid will not happen"
                yield from (s for s in own(parent, lexicon) if s in INNER)
            return


def _is_undone(verb: Token, lexicon: Lexicon) -> bool:
    """Whether what the passive verb is done to does not take place."""
    phrasal = any(lexicon.status_of(f"{verb.lemma_.lower()} {c.lower_}", "verb") == "negated" for c in children(verb, "prt"))
    return phrasal or verb.lemma_.lower() in word_class("undoes")


def _stands_alone(child: Token, lexicon: Lexicon) -> bool:
    """Whether what is above says nothing of the status: an aside, a clause of its own, an act after "over" or "like"."""
    dep = child.dep_
    if dep == "prep":
        return child.lower_ not in PASSES_ON
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
        yield from _verb_link(child, parent, lexicon)
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
    if found is None or not (clause or phrase):
        return
    if any(is_negation(c) for c in noun.children):
        yield "negated"
    if clause or child.lower_ != "of" or found in {"hypothetical", "planned"} or (found == "claimed" and children(child, "pcomp")):
        yield found


def _verb_link(child: Token, verb: Token, lexicon: Lexicon) -> Iterator[str]:
    dep, found = child.dep_, _cue(child, verb, lexicon)
    if dep == "xcomp" or (dep == "ccomp" and (is_infinitive(child) or not is_finite(child))):
        yield from (found,) if found else ()
        yield from (s for s in own(verb, lexicon) if s != "ongoing")
        if verb.lemma_ == "have" and dep == "xcomp" and is_infinitive(child):
            yield "proposed"  # "still has to be ratified"
        if verb.lemma_ in {"have", "be"} and any(c.lower_ == "yet" for c in verb.children):
            yield "negated"
    elif found and (_weakens_clause(child, verb, found) or _weakens_phrase(child, found) or _weakens_noun(child, verb, found)):
        yield found
    elif dep == "prep" and verb.lemma_.lower() == "call" and child.lower_ in {"for", "on"}:
        yield "proposed"
    elif dep == "advcl" and is_infinitive(child):
        achieves = verb.lemma_.lower() in word_class("achievingVerb")
        if found and not achieves:  # "threatened on Sunday to sue"
            yield found
            return
        yield from (s for s in own(verb, lexicon) if s in INNER) if achieves else ("planned",)
    if dep == "dobj" and not (_is_definite(child) and verb.lemma_.lower() not in word_class("lightVerb") | word_class("sharesTime")):
        yield from (s for s in own(verb, lexicon) if s in INNER)  # "will study the ruling": that was made before


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in {"the", "this", "that", "these", "those"} for c in children(noun, "det"))


def _cue(child: Token, verb: Token, lexicon: Lexicon) -> str | None:
    """The verb's cue, with its particle or preposition where there is one for them: "rule out", "vote against"."""
    lemma = verb.lemma_.lower()
    near = [t.lower_ for t in children(verb, "prt", "advmod", "prep")] + ([child.lower_] if child.dep_ == "prep" else [])
    phrasal = next((found for word in near if (found := lexicon.status_of(f"{lemma} {word}", "verb"))), None)
    return phrasal or lexicon.status_of(lemma, "verb") or lexicon.status_of(verb.lower_, "adjective")


def _weakens_clause(clause: Token, verb: Token, found: str) -> bool:
    """A finite clause after a verb that does more than report it: "demanded that", "denied that"."""
    return clause.dep_ == "ccomp" and verb.lemma_.lower() not in word_class("factualReport") and found != "planned"


def _weakens_phrase(preposition: Token, found: str) -> bool:
    """What a verb keeps from happening, only thinks about or charges: "refrain from", "warn against", "accused of"."""
    weak = found in {"negated", "hypothetical"} or (found == "claimed" and preposition.lower_ == "of")
    return preposition.dep_ == "prep" and weak and preposition.lower_ in {"from", "against", "about", "of"}


def _weakens_noun(noun: Token, verb: Token, found: str) -> bool:
    """A nominal act as the object: "considered sanctions"; who rejects a request does not undo the asking."""
    undone = found == "negated" and children(verb, "prt")  # "called off the strike"
    if noun.dep_ != "dobj" or not (undone or verb.lemma_.lower() in word_class("considers")):
        return False
    return not (found == "negated" and noun.lemma_.lower() in word_class("speechNoun"))
