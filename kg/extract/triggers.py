"""Finds the words that speak of an event: the frames of the lexicon, matched on the parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.lexicon import ANYTHING, Frame, Lexicon
from kg.extract.parse import Paragraph
from kg.extract.tree import children, first, is_passive, prep_objects, prepositions

if TYPE_CHECKING:
    from spacy.tokens import Token

POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A word that evokes an event: its token, the particle that belongs to it, and the frame that it fulfils."""

    token: Token
    frame: Frame


def triggers(paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Trigger]:
    """The triggers of a paragraph in the order of the text, at most one a token."""
    for token in paragraph.doc:
        pos = POS.get(token.pos_)
        if pos is None or token.i in paragraph.names:
            continue
        frame = _best(token, lexicon.frames_of(token.lemma_.lower(), pos))
        if frame is not None and not (pos == "noun" and _light(token, lexicon)):
            yield Trigger(token, frame)


def _best(token: Token, frames: Iterable[Frame]) -> Frame | None:
    return next((frame for frame in frames if all(_holds(token, name, words) for name, words in frame.conditions.items())), None)


def _light(noun: Token, lexicon: Lexicon) -> bool:
    """Whether the noun is the object of a light verb that speaks of the same event ("launched an investigation")."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.pos_ != "VERB":
        return False
    frame = _best(verb, lexicon.frames_of(verb.lemma_.lower(), "verb"))
    return frame is not None and noun.lemma_.lower() in frame.conditions.get("objectHead", ())


def _holds(token: Token, name: str, words: frozenset[str]) -> bool:
    found = _LOOKS[name](token)
    return bool(found) if ANYTHING in words else not words.isdisjoint(found)


def _lemmas(tokens: Iterable[Token]) -> set[str]:
    out = set()
    for token in tokens:
        out |= {token.lemma_.lower(), token.lower_} | {t.lemma_.lower() for t in token.conjuncts}
    return out


def objects(verb: Token) -> list[Token]:
    """What a verb is done to: its object, a passive's subject, the noun before a participle or a relative clause without object."""
    found = children(verb, "dobj", "obj", "nsubjpass", "attr", "oprd")
    if not found and verb.dep_ in {"acl", "amod", "relcl"} and is_passive(verb):
        found = [verb.head]
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb) and is_passive(verb.head):
        found = objects(verb.head)
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not is_passive(verb) and verb.i + 1 < len(verb.doc):
        later = [t for c in verb.conjuncts if c.i > verb.i for t in children(c, "dobj")]
        found = later[:1] if verb.nbor().pos_ == "CCONJ" else []
    return found


def _subjects(verb: Token) -> list[Token]:
    found = children(verb, "nsubj", "csubj") or [o for p in children(verb, "agent") for o in children(p, "pobj")]
    if not found and verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
        found = _subjects(verb.head)
    if not found and verb.dep_ in {"acl", "relcl"}:
        found = [verb.head]
    return [verb.head.head if t.lower_ in {"which", "who", "that"} and verb.dep_ == "relcl" and False else t for t in found]


def _particles(verb: Token) -> set[str]:
    near = children(verb, "prt", "prep", "advmod", "agent", "dative")
    return {t.lower_ for t in near if t.i - verb.i < 6 and t.i > verb.i}


def _complements(verb: Token) -> set[str]:
    clauses = children(verb, "ccomp", "xcomp", "oprd", "attr", "acomp", "prep", "dobj")
    return {t.lemma_.lower() for c in clauses for t in c.subtree} | ({"that"} if children(verb, "ccomp") else set())


_LOOKS = {
    "objectHead": lambda t: _lemmas(objects(t)),
    "subjectHead": lambda t: _lemmas(_subjects(t)),
    "particle": _particles,
    "particleObject": lambda t: _lemmas(o for p in prepositions(t) for o in (*children(p, "pobj"), *(x for q in children(p, "prep") for x in children(q, "pobj")))),
    "preposition": lambda t: {p.lower_ for p in (*prepositions(t), *children(t, "mark", "prep")) for p in [p]},
    "complementWord": _complements,
    "infinitive": lambda t: _lemmas(children(t, "xcomp", "acl", "ccomp")),
    "modifier": lambda t: _lemmas(children(t, "compound", "amod", "nmod", "nummod")),
    "ofObject": lambda t: _lemmas(prep_objects(t, "of", "on", "to", "in", "for")) | _lemmas(children(t, "compound", "poss")),
}
_ = first
