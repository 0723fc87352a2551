"""What else a mention says, in the article's own words: its object, its document, its place, and the sentence that is its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg.extract import roles
from kg.extract.lexicon import lexicon, word_class
from kg.extract.parse import Paragraph
from kg.extract.tree import object_phrase, prep_objects
from kg.extract.triggers import Trigger
from kg.model import Article, Evidence, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_OBJECT = 160  # code points: an object identifies, it does not retell
THROUGH = ("under", "through", "via", "by")
LONGEST_SENTENCE = 4_000  # code points: evidence longer than this is cut around its trigger


def evidence(article: Article, paragraph: Paragraph, trigger: Trigger) -> Evidence:
    """The trigger's sentence, and the frame and place in the parse that found it."""
    span = paragraph.sentence(trigger.token)
    if span.end - span.start > LONGEST_SENTENCE:
        at = paragraph.begins[trigger.token.i]
        span = Span(max(span.start, at - LONGEST_SENTENCE // 2), min(span.end, at + LONGEST_SENTENCE // 2))
    return Evidence(article.id, span, span.of(article.text), f"{trigger.frame.id}:{trigger.token.dep_}")


def object_words(paragraph: Paragraph, patients: Sequence[Token]) -> str | None:
    """What it is done to or about, in the text's words."""
    if not patients:
        return None
    words = paragraph.words(*object_phrase(patients[0]))
    return " ".join(words.split())[:LONGEST_OBJECT] or None


def place(paragraph: Paragraph, trigger: Trigger) -> str | None:
    """Where it happens, if a place is named after a preposition of the act."""
    found = roles.place(trigger)
    return " ".join(paragraph.words(found[0].i, found[1].i).split()) if found else None


def instrument(trigger: Trigger, patients: Sequence[Token]) -> Token | None:
    """The noun of the document acted on or through: an object or a subject that is one, else what it is done under or by."""
    through = (*THROUGH, *trigger.frame.conditions.get("particle", ()))
    under = prep_objects(trigger.token, *through) if trigger.frame.pos == "verb" else []
    nouns = (*patients, *roles.agents(trigger), *under)
    return next((t for t in nouns if t.lemma_.lower() in _documents()), None)


def instrument_kind(paragraph: Paragraph, noun: Token) -> str:
    """The kind of a document: its noun with the compound before it ("executive order")."""
    kind = [t for t in noun.children if t.dep_ in {"compound", "amod"} and t.pos_ in {"NOUN", "ADJ"} and t.i == noun.i - 1]
    return " ".join([*(paragraph.word(t).lower() for t in kind), noun.lemma_.lower()])


def instrument_words(paragraph: Paragraph, noun: Token) -> str:
    """How the text names a document: "the mayor's order on traffic", "House Bill 12"."""
    left, right = object_phrase(noun)
    if right + 1 < len(paragraph.doc) and paragraph.doc[right + 1].like_num and right == noun.i:
        right += 1  # the parser makes the number of "House Bill 12" a word of its own
    return " ".join(paragraph.words(left, right).split())[:LONGEST_OBJECT]


@cache
def _documents() -> frozenset[str]:
    ruling = next(kind.words for kind in lexicon().kinds if kind.name == "ruling")
    return word_class("directive") | word_class("law") | word_class("agreement") | word_class("suit") | ruling
