"""How sure an event is: from its own tense, modals and negation, then through the whole chain of words that govern it.

The order of strength follows factuality after Saurí and Pustejovsky (FactBank, 2009): what is negated or only imagined above
stays so, however firmly it is put below.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.lexicon import Lexicon, word_class
from kg.extract.tree import ancestors, children, is_finite, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

WEAKEST = ("negated", "hypothetical", "proposed", "planned", "claimed", "ongoing", "occurred")
THROUGH_NOUN = frozenset({"consider", "mull", "weigh", "demand", "seek", "want", "urge", "propose", "plan", "threaten", "reject", "refuse"})
# an act after these is only named by what governs it; after others ("like", "after", "over") it is taken for granted
PASSES_ON = frozenset({"of", "to", "for", "from", "on", "about", "against", "without", "with", "into", "by", "in"})
SOFT = frozenset({"announce", "order", "direct", "set", "mean", "need", "tell", "require", "say", "discuss", "debate"})


def status(token: Token, lexicon: Lexicon) -> str:
    """The status of the event that a trigger speaks of."""
    found = {"occurred", *_own(token, lexicon), *_governing(token, lexicon)}
    return next(s for s in WEAKEST if s in found)


def _own(token: Token, lexicon: Lexicon) -> Iterator[str]:
    """What stands on the trigger itself: negation, modal, hedge, modifier, conditional marker, progressive tense."""
    for child in token.children:
        word = child.lemma_.lower()
        if child.dep_ == "neg" or (child.dep_ == "det" and word in {"no", "neither"}):
            yield "negated"
        elif child.dep_ == "aux" and child.tag_ == "MD":
            yield _modal(token, child, lexicon)
        elif child.dep_ == "mark" and (found := lexicon.status_of(child.lower_, "marker")):
            yield found
        elif child.dep_ in {"amod", "advmod"}:
            pos = "modifier" if child.dep_ == "amod" else "adverb"
            found = lexicon.status_of(child.lower_, pos) or lexicon.status_of(child.lower_, "negation")
            if found:
                yield found
    yield from _tense(token)


def _modal(verb: Token, modal: Token, lexicon: Lexicon) -> str:
    """What a modal says; "would" after a verb of saying in the past is reported "will"."""
    if (
        modal.lower_ in {"would", "'d"}
        and verb.dep_ == "ccomp"
        and verb.head.tag_ in {"VBD", "VBN"}
        and lexicon.reports(verb.head.lemma_.lower())
    ):
        return lexicon.status_of("will", "modal") or "planned"
    return lexicon.status_of(modal.lower_, "modal") or lexicon.status_of(modal.lemma_.lower(), "modal") or "hypothetical"


def _tense(token: Token) -> Iterator[str]:
    auxiliaries = {t.lower_ for t in children(token, "aux")}
    if token.tag_ == "VBG" and auxiliaries & {"is", "are", "am", "'s", "'re"}:
        yield "ongoing"
    if token.dep_ == "xcomp" and is_infinitive(token) and token.head.lemma_ == "be":
        yield "planned"


def _governing(token: Token, lexicon: Lexicon) -> Iterator[str]:
    for child, parent in ancestors(token):
        if child.dep_ == "prep" and child.lower_ not in PASSES_ON:
            return
        if (
            (child.dep_ == "relcl" and not _is_content(child))
            or child.dep_ in {"appos", "parataxis"}
            or (child.dep_ == "advcl" and is_finite(child) and not _conditional(child, lexicon))
        ):
            return
        if child.dep_ == "conj" and parent.pos_ in {"VERB", "AUX"} and is_finite(child):
            if not children(child, "nsubj", "nsubjpass"):
                yield from _modals(parent, lexicon)
            if parent.dep_ not in {"ccomp", "xcomp"}:
                return
            continue
        yield from _link(child, parent, lexicon)
        if child.dep_ in {"nsubj", "nsubjpass", "npadvmod"}:
            yield from _own_negation(parent, lexicon) if child == token else ()
            return


def _is_content(clause: Token) -> bool:
    """Whether what is parsed as a relative clause is the content of a noun: "the allegation that the city closed it"."""
    return any(child.dep_ == "mark" for child in clause.children)


def _conditional(clause: Token, lexicon: Lexicon) -> bool:
    return any(lexicon.status_of(c.lower_, "marker") for c in children(clause, "mark"))


def _modals(verb: Token, lexicon: Lexicon) -> Iterator[str]:
    for child in children(verb, "aux"):
        if child.tag_ == "MD":
            yield _modal(verb, child, lexicon)


def _own_negation(verb: Token, lexicon: Lexicon) -> Iterator[str]:
    """A nominal event that is the subject takes its verb's modals and negation: "the raid will not happen"."""
    if verb.pos_ in {"VERB", "AUX"}:
        yield from (s for s in _own(verb, lexicon) if s in {"negated", "planned", "hypothetical"})


def _link(child: Token, parent: Token, lexicon: Lexicon) -> Iterator[str]:
    """What one governing word does to what hangs on it."""
    lemma, dep = parent.lemma_.lower(), child.dep_
    if parent.pos_ in {"VERB", "AUX"}:
        yield from _verb_link(child, parent, lexicon)
    elif parent.pos_ in {"NOUN", "PROPN"} and dep in {"acl", "prep", "ccomp", "relcl"} and (dep != "acl" or is_infinitive(child)):
        found = lexicon.status_of(lemma, "noun")
        if found and (dep != "prep" or child.lower_ in {"to", "for"}):
            yield found
    elif parent.pos_ == "ADJ" and dep in {"xcomp", "ccomp", "prep", "advcl"}:
        found = lexicon.status_of(lemma, "adjective")
        if found:
            yield found
        yield from (s for s in _own(parent, lexicon) if s == "negated")
    if parent.lower_ == "without":
        yield "negated"


def _verb_link(child: Token, parent: Token, lexicon: Lexicon) -> Iterator[str]:
    lemma, dep = parent.lemma_.lower(), child.dep_
    found = lexicon.status_of(lemma, "verb") or lexicon.status_of(parent.lower_, "adjective")
    if dep == "xcomp" or (dep == "ccomp" and (is_infinitive(child) or not is_finite(child))):
        yield from (found,) if found else ()
        yield from (s for s in _own(parent, lexicon) if s != "ongoing")
    elif found and (_weakens_clause(child, lemma, found) or _weakens_phrase(child, found)):
        yield found
    elif dep == "prep" and lemma == "call" and child.lower_ in {"for", "on"}:
        yield "proposed"
    elif dep == "dobj" and found and lemma in THROUGH_NOUN:
        yield found
    elif dep == "advcl" and is_infinitive(child) and lemma not in word_class("achievingVerb"):
        yield "planned"
    if dep == "dobj":
        yield from (s for s in _own(parent, lexicon) if s in {"negated", "planned", "hypothetical", "proposed"})


def _weakens_clause(clause: Token, lemma: str, found: str) -> bool:
    """A finite clause after a verb that does more than report it: "demanded that", "denied that"."""
    return clause.dep_ == "ccomp" and lemma not in SOFT and found != "planned"


def _weakens_phrase(preposition: Token, found: str) -> bool:
    """What a verb keeps from happening or only thinks about: "refrain from", "warn against"."""
    return preposition.dep_ == "prep" and found in {"negated", "hypothetical"} and preposition.lower_ in {"from", "against", "about", "of"}
