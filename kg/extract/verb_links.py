"""What a verb does to the status of what it governs: complements, purposes, phrases, objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.lexicon import Lexicon, word_class
from kg.extract.own_status import own
from kg.extract.tree import children, is_finite, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

INNER = frozenset({"negated", "planned", "hypothetical", "proposed"})


def verb_link(child: Token, verb: Token, lexicon: Lexicon) -> Iterator[str]:
    """What a verb does to the status of what hangs on it."""
    dep, found = child.dep_, _cue(child, verb, lexicon)
    short = lexicon.status_of(f"{verb.lemma_.lower()} {child.lower_}", "verb") if dep == "advmod" else None
    if dep == "xcomp" or (dep == "ccomp" and (is_infinitive(child) or not is_finite(child))):
        yield from _to_complement(child, verb, found, lexicon)
    elif short:  # "stopped short of leaving"
        yield short
    elif found and (_weakens_clause(child, verb, found) or _weakens_phrase(child, found) or _weakens_noun(child, verb, found)):
        yield found
    elif dep == "prep":
        yield from _to_phrase(child, verb, lexicon)
    elif dep == "advcl" and is_infinitive(child):
        yield from _to_purpose(verb, found, lexicon)
    if dep == "dobj" and not (_is_definite(child) and verb.lemma_.lower() not in word_class("lightVerb") | word_class("sharesTime")):
        yield from (s for s in own(verb, lexicon) if s in INNER)  # "will study the ruling": that was made before


def _to_complement(child: Token, verb: Token, found: str | None, lexicon: Lexicon) -> Iterator[str]:
    """ "Plans to close", "does not want to close", "still has to close", "has yet to close"."""
    yield from (found,) if found else ()
    yield from (s for s in own(verb, lexicon) if s != "ongoing")
    if verb.lemma_ == "have" and child.dep_ == "xcomp" and is_infinitive(child):
        yield "proposed"
    if verb.lemma_ in {"have", "be"} and any(c.lower_ == "yet" for c in verb.children):
        yield "negated"


def _to_phrase(preposition: Token, verb: Token, lexicon: Lexicon) -> Iterator[str]:
    """ "Could lead to tariffs", "called for a ban"."""
    if preposition.lower_ in {"to", "in"} and verb.lemma_.lower() in {"lead", "result"}:
        yield from (s for s in own(verb, lexicon) if s in INNER)
    elif preposition.lower_ in {"for", "on"} and verb.lemma_.lower() == "call":
        yield "proposed"


def _to_purpose(verb: Token, found: str | None, lexicon: Lexicon) -> Iterator[str]:
    """ "Used the decree to close", which it did; "threatened on Sunday to close"; "met to close", where they did if they met."""
    if verb.lemma_.lower() in word_class("achievingVerb"):
        yield from (s for s in own(verb, lexicon) if s in INNER)
    else:
        yield found or "planned"


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
    if preposition.dep_ != "prep":
        return False
    blamed = found == "claimed" and preposition.lower_ == "for" and preposition.head.lemma_ == "blame"
    weak = found in {"negated", "hypothetical"} or (found == "claimed" and preposition.lower_ == "of")
    return blamed or (weak and preposition.lower_ in {"from", "against", "about", "of"})


def _weakens_noun(noun: Token, verb: Token, found: str) -> bool:
    """A nominal act as the object: "considered sanctions"; who rejects a request does not undo the asking."""
    undone = found == "negated" and children(verb, "prt")  # "called off the strike"
    if noun.dep_ != "dobj" or not (undone or verb.lemma_.lower() in word_class("considers")):
        return False
    return not (found == "negated" and noun.lemma_.lower() in word_class("speechNoun"))
