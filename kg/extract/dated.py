"""The time expressions of a paragraph with the words that they hang on in its parse."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.lexicon import lexicon, word_class
from kg.extract.parse import Paragraph
from kg.extract.tree import children
from kg.model import Span, TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

DAY_WORD = re.compile(r"day|tonight|night|morning|evening|noon|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec", re.IGNORECASE)
ON_AND_AFTER = re.compile(r"\b(?:on|in) (?:and|or) (?:after|since) $", re.IGNORECASE)
AND_AFTER = re.compile(r" (?:and after|onwards?|and onwards?)\b")
ONWARD = 14  # code points that such words take at most
SAID_REACH = 10  # tokens
ARGUMENT = frozenset({"dobj", "pobj", "prep", "nsubj", "nsubjpass", "conj"})


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """A time expression and the word that it hangs on.

    ``at`` is the expression's first token, -1 for a date that the text gives another word. ``only`` says that it dates nothing
    else: "a 1994 plan", "a strike for Monday".
    """

    time: TimeSpan
    governor: Token
    at: int = -1
    only: bool = False


def dated(paragraph: Paragraph, times: Sequence[TimeSpan]) -> tuple[Dated, ...]:
    """The paragraph's time expressions that name days, each with its governor, in the order of the text."""
    found = tuple(_dated(paragraph, list(_joined(paragraph.text, times))))
    taken = {each.governor.i for each in found}
    return tuple(_of_the_verb(each, taken) for each in found)


def _of_the_verb(said: Dated, taken: Collection[int]) -> Dated:
    """A day after the noun of a person or thing is its verb's, where that has none: "imposed a duty on two firms on Tuesday"."""
    noun = said.governor
    if said.at <= noun.i or said.time.granularity != "day" or said.only:
        return said
    while noun.pos_ in {"NOUN", "PROPN", "ADP"} and noun.head != noun and noun.dep_ in ARGUMENT and not _happens(noun):
        noun = noun.head
    return replace(said, governor=noun) if (noun.pos_ == "VERB" or _happens(noun)) and noun.i not in taken else said


def _happens(noun: Token) -> bool:
    """Whether a noun can have a day of its own: what is done, said or written."""
    word = noun.lemma_.lower()
    named = any(word in word_class(name) for name in ("occasion", "deed", "document", "communication", "speechNoun"))
    return noun.pos_ == "NOUN" and (named or bool(lexicon().frames_of(word, "noun")))


def _joined(text: str, times: Sequence[TimeSpan]) -> Iterator[TimeSpan]:
    """The times in their order; two that follow each other and are joined by "and" are one: "in May and June"."""
    last: TimeSpan | None = None
    for time in times:
        both = _both(text, last, time) if last is not None else None
        if last is not None and both is None:
            yield last
        last = both or time
    if last is not None:
        yield last


def _both(text: str, one: TimeSpan, two: TimeSpan) -> TimeSpan | None:
    if one.span is None or two.span is None or one.end is None or two.begin is None or one.granularity != two.granularity:
        return None
    if two.begin - one.end != timedelta(days=1) or text[one.span.end : two.span.start].strip() != "and":
        return None
    span = Span(one.span.start, two.span.end)
    return replace(one, end=two.end, edtf=f"{one.edtf}/{two.edtf}", timex=None, span=span, words=span.of(text))


def _dated(paragraph: Paragraph, times: Sequence[TimeSpan]) -> Iterator[Dated]:
    begins = paragraph.begins
    for said in times:
        time = _onward(paragraph.text, said)
        if time.span is None or not begins or not begins[0] <= time.span.start < paragraph.ends[-1]:
            continue
        if (time.begin is None and time.end is None) or _only_a_clock(time):
            continue
        first = max(bisect_left(begins, time.span.start + 1) - 1, 0)
        inside = range(first, max(bisect_left(begins, time.span.end), first + 1))
        token = paragraph.doc[first]
        noun = _set_for(token) if time.timex is not None and time.timex.type == "DATE" else None
        if noun is not None:
            yield Dated(time, noun, first, only=True)
            continue
        year = (time.granularity in {"year", "month"} and _describes_object(token)) or _owns(token)
        governors = (_said_in(token) or _governor(token, inside), _described(token, inside))
        yield from (Dated(time, governor, first, year) for governor in dict.fromkeys(governors) if governor is not None)


def _set_for(day: Token) -> Token | None:
    """The nominal act whose day stands after "for": "called a rally for Saturday"."""
    preposition = day.head
    while preposition.ent_type_ and preposition.head != preposition:
        preposition = preposition.head
    if preposition.lower_ != "for" or preposition.dep_ != "prep":
        return None
    nouns = [preposition.head, *children(preposition.head, "dobj")]
    return next((noun for noun in nouns if noun.pos_ == "NOUN" and _happens(noun)), None)


def _describes_object(year: Token) -> bool:
    """Whether a year stands before the noun that something is done to: "scrapped a 1994 plan", but not "in a 1994 speech"."""
    noun = year.head
    before = noun.i > year.i and noun.pos_ == "NOUN" and year.dep_ in {"nummod", "compound"}
    said = any(noun.lemma_.lower() in word_class(name) for name in ("communication", "document", "occasion"))
    return before and (noun.dep_ in {"dobj", "nsubj", "nsubjpass"} or (noun.dep_ == "pobj" and not said))


def _owns(day: Token) -> bool:
    """Whether a day owns what stands after "from", "for" or "of": "barred from next month's election"."""
    last = next((t for t in (day, day.head) if t.dep_ == "poss" and t.i >= day.i), None)
    return last is not None and last.head.dep_ == "pobj" and last.head.head.lower_ in {"from", "for", "of", "about", "against", "over"}


def _onward(text: str, time: TimeSpan) -> TimeSpan:
    """ "On and after July 11", "from May 3 onward": what begins there and has no end."""
    if time.span is None or time.begin is None or "/" in (time.edtf or "/"):
        return time
    before, after = text[max(time.span.start - ONWARD, 0) : time.span.start], text[time.span.end : time.span.end + ONWARD]
    return replace(time, end=None, edtf=f"{time.edtf}/..") if ON_AND_AFTER.search(before) or AND_AFTER.match(after) else time


def _said_in(token: Token) -> Token | None:
    """The verb of saying for a date after "in an interview" or "in a statement", which a parser hangs on whatever stands last."""
    classes = word_class("communication")
    for i in range(token.i - 1, max(token.i - SAID_REACH, token.sent.start), -1):
        word = token.doc[i]
        if word.pos_ == "VERB":
            return None
        if word.pos_ == "NOUN" and word.lemma_.lower() in classes and word.dep_ == "pobj" and word.head.lower_ in {"in", "during", "at"}:
            root = token.sent.root
            return root if root.pos_ == "VERB" and root.i < word.i else None
    return None


def _described(token: Token, inside: range) -> Token | None:
    """The noun that a date stands before, between it and its determiner or adjective: "the peaceful July 11 protests"."""
    before, after = token.i - 1, inside.stop
    if before < token.sent.start or after >= token.sent.end:
        return None
    noun = token.doc[after]
    opens = token.doc[before].dep_ in {"det", "poss", "case", "amod"} and token.doc[before].pos_ not in {"NOUN", "PROPN"}
    return noun if opens and noun.pos_ == "NOUN" else None


def _only_a_clock(time: TimeSpan) -> bool:
    """Whether the words give an hour and no day: "at 5 p.m." takes its day from the narrative, not from the dateline."""
    return time.timex is not None and time.timex.type == "TIME" and not DAY_WORD.search(time.words)


def _governor(token: Token, inside: range) -> Token:
    """The first verb or noun above the expression, past its own words and prepositions.

    A name after "on Sunday" ("on Sunday President Roe signed") is passed over: the day is no part of it.
    """
    before, doc = inside.start - 1, token.doc
    if before >= token.sent.start and inside.stop < token.sent.end and doc[before].dep_ == "prep" and doc[inside.stop].is_title:
        token = doc[before]
        if token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head.head
    while token.head != token and (token.i in inside or token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"}):
        token = token.head
    return token


def between(time: TimeSpan, begin: date, end: date) -> TimeSpan:
    """The days ``begin`` to ``end`` on the word of ``time``, whose own reading they are not."""
    edtf = begin.isoformat() if begin == end else f"{begin.isoformat()}/{end.isoformat()}"
    return replace(time, begin=begin, end=end, edtf=edtf, basis="relative", timex=None)
