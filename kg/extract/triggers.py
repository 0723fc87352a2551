"""Finds the words that speak of an event: the frames of the lexicon, matched on the parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.conditions import holds
from kg.extract.lexicon import Frame, Lexicon, word_class
from kg.extract.parse import Paragraph
from kg.extract.tree import children

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
        if pos is None or token.i in paragraph.names or (token.pos_ == "PROPN" and token.ent_type_ == "DATE"):  # "in March"
            continue
        frame = _best(token, lexicon.frames_of(token.lemma_.lower(), pos))
        if frame is None or frame.type is None or _is_background(token):  # a stop frame has no type
            continue
        if pos != "noun" or not _light(token, frame, lexicon):
            yield Trigger(token, frame)


def _is_background(token: Token) -> bool:
    """What no timeline shows: habit, standing law, captions, and nouns that only say what kind of people are meant."""
    if token.dep_ == "compound" and token.head.lemma_.lower() in word_class("actorNoun"):
        return True
    if token.sent[0].lower_ in word_class("caption") and len(token.sent) > 1 and token.sent[1].text in {":", "photo"}:
        return True
    if any(c.lower_ in word_class("habitual") for c in children(token, "advmod")):
        return True
    return token.tag_ in {"VBZ", "VBP"} and any(s.lemma_.lower() in word_class("standing") for s in children(token, "nsubj"))


OPEN = Frame("open", None, "verb", frozenset(), {}, "")
OPEN_NOUN = Frame("open-noun", None, "noun", frozenset(), {}, "", "of")


def open_triggers(paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Trigger]:
    """The verbs and nouns of a paragraph that evoke no type of the scheme and yet say that something is done.

    Left out are auxiliaries, verbs of being, seeming and having, and light verbs whose noun is a trigger itself; of nouns, all but
    those of deeds that the lexicon lists ("launch", "decision").
    """
    typed = {trigger.token.i for trigger in triggers(paragraph, lexicon)}
    for token in paragraph.doc:
        if token.pos_ == "VERB" and token.i not in typed and token.lemma_.lower() not in word_class("stative"):
            nouns = {t.i for t in children(token, "dobj", "nsubjpass")}
            if token.dep_ not in {"aux", "auxpass", "amod", "compound"} and nouns.isdisjoint(typed):
                yield Trigger(token, OPEN)
        elif token.pos_ == "NOUN" and token.i not in typed and token.dep_ != "compound" and token.lemma_.lower() in word_class("deed"):
            yield Trigger(token, OPEN_NOUN)


def _best(token: Token, frames: Iterable[Frame]) -> Frame | None:
    seen: dict[str, set[str]] = {}  # what stands around the token is looked up once, whatever the number of frames
    return next((frame for frame in frames if all(holds(token, name, words, seen) for name, words in frame.conditions.items())), None)


def _light(noun: Token, own: Frame, lexicon: Lexicon) -> bool:
    """Whether another word speaks of the same event: its light verb ("launched an investigation") or the noun it is part of."""
    verb = noun.head
    if noun.dep_ == "compound":
        outer = _best(verb, lexicon.frames_of(verb.lemma_.lower(), "noun"))
        return outer is not None and outer.type == own.type  # "aid package" is one grant
    condition = "objectHead"
    if noun.dep_ == "pobj":  # "put her name to an order"
        verb, condition = verb.head, "particleObject"
    elif noun.dep_ not in {"dobj", "nsubjpass"}:
        return False
    if verb.pos_ != "VERB":
        return False
    frame = _best(verb, lexicon.frames_of(verb.lemma_.lower(), "verb"))
    return frame is not None and frame.type == own.type and noun.lemma_.lower() in frame.conditions.get(condition, ())
