"""Dates that a sentence gives an act by way of another one: "a day after ...", "since the raid in June", "the vote, held on Friday".

The words date one act and say how the other lies to it in time (before, after, during, starts: the relations of Allen, 1983).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.extract.dated import Dated, between
from kg.extract.dates.numbers import number
from kg.extract.lexicon import lexicon, word_class
from kg.extract.telling import tense
from kg.extract.tree import ancestors, children, first, prep_objects
from kg.model import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

DAYS = {"day": 1, "week": 7}
SLACK = {"day": 0, "week": 3}  # days: "two weeks after" is no more exact than this
TIME_NOUNS = frozenset({"time", "day", "night", "morning", "evening", "week", "month", "year"})
OPEN = re.compile(r"/\.\.$|^\.\./")


def implied(times: Sequence[Dated]) -> Iterator[Dated]:
    """What the dates of one paragraph say of other words than those that they hang on."""
    for dated in times:
        yield from _since(dated)
        yield from _takes_place(dated)
        yield from _takes_effect(dated)
        yield from _the_last_time(dated)
        yield from _same_time(dated)
        yield from _there(dated)
        yield from _then(dated)
        yield from _measured(dated)


def _chain(token: Token) -> list[Token]:
    return [token, *(parent for _, parent in ancestors(token))]


def _since(dated: Dated) -> Iterator[Dated]:
    """ "Have been held since the protests began in June": from then on."""
    time = dated.time
    if time.begin is None or OPEN.search(time.edtf or ".."):
        return
    for token in _chain(dated.governor):
        starts = token.lower_ == "since" and token.dep_ == "prep"
        if starts or any(c.lower_ == "since" for c in children(token, "mark")):
            verb = next((t for t in _chain(token.head) if t.pos_ in {"VERB", "AUX"} and tense(t) == "perfect"), None)
            if verb is not None:
                yield Dated(replace(time, end=None, edtf=f"{(time.edtf or '').split('/')[0]}/..", basis="relative"), verb)
            return


def _takes_place(dated: Dated) -> Iterator[Dated]:
    """ "The protests that started on June 11", "the election, held on Sunday", "a summit where on Sunday they signed"."""
    verb = dated.governor
    happens = verb.lemma_.lower() in word_class("takesPlace") or "place" in {t.lower_ for t in children(verb, "dobj")}
    if verb.dep_ in {"relcl", "acl"} and (happens or _says_where(verb)) and _is_happening(verb.head):
        yield Dated(dated.time, verb.head)


def _is_happening(noun: Token) -> bool:
    """Whether the noun names what happens, not where or who: a nominal act of some frame, or an occasion."""
    word = noun.lemma_.lower()
    return word in word_class("occasion") or bool(lexicon().frames_of(word, "noun"))


def _takes_effect(dated: Dated) -> Iterator[Dated]:
    """ "The rule, which takes effect on July 1, bans lead": what it does begins with it."""
    verb = dated.governor
    effect = {t.lower_ for t in (*children(verb, "dobj", "acomp"), *prep_objects(verb, "into", "in"))}
    clause = verb.head if verb.dep_ == "xcomp" else verb  # "is to take effect"
    if clause.dep_ == "relcl" and effect & word_class("effect") and clause.head.dep_ == "nsubj" and tense(clause.head.head) == "present":
        yield Dated(dated.time, clause.head.head)


def _the_last_time(dated: Dated) -> Iterator[Dated]:
    """ "The last time the court ruled on it was in 1972", "Friday was the fourth night that they marched"."""
    for being in _chain(dated.governor):
        if being.lemma_ == "be":
            for noun in children(being, "nsubj", "attr"):
                if noun.lemma_.lower() in TIME_NOUNS and noun not in _chain(dated.governor):
                    yield from (Dated(dated.time, verb) for verb in children(noun, "relcl"))
            return


def _same_time(dated: Dated) -> Iterator[Dated]:
    """ "In 2020, around the same time it closed the port"."""
    for preposition in children(dated.governor, "prep"):
        for noun in children(preposition, "pobj"):
            if noun.lower_ == "time" and any(c.lower_ == "same" for c in children(noun, "amod")):
                yield from (Dated(dated.time, verb) for verb in children(noun, "relcl"))


def _there(dated: Dated) -> Iterator[Dated]:
    """ "Will fly to Ilva on Friday, where he will meet the premier"."""
    if dated.governor.pos_ == "VERB":
        for preposition in children(dated.governor, "prep"):
            for place in _places(preposition):
                yield from (Dated(dated.time, verb) for verb in children(place, "relcl") if _says_where(verb) and _is_ahead(verb))


def _then(dated: Dated) -> Iterator[Dated]:
    """ "The worst since 2023, when an attack killed nine": the year's own clause."""
    if dated.at >= 0:
        day = dated.governor.doc[dated.at]
        for noun in (day, day.head):
            for verb in children(noun, "relcl", "advcl"):
                if any(t.lower_ == "when" for left in verb.lefts for t in (left, *left.children)):
                    yield Dated(_without_since(dated.time), verb)


def _without_since(time: TimeSpan) -> TimeSpan:
    """The year or day that "since" counts from, by itself."""
    first = (time.edtf or "").partition("/")[0]
    if time.begin is None or not OPEN.search(time.edtf or "") or len(first) not in {4, 10}:
        return time
    return replace(time, end=time.begin.replace(month=12, day=31) if len(first) == 4 else time.begin, edtf=first)


def _places(preposition: Token) -> Iterator[Token]:
    """The nouns after a preposition, with those that the parser hangs on them: a day, a town beside its country."""
    for noun in children(preposition, "pobj"):
        yield noun
        yield from (t for t in noun.subtree if t.pos_ == "PROPN" and t != noun)


def _is_ahead(verb: Token) -> bool:
    """Whether a modal puts it ahead: where somebody retired is told of another day."""
    return any(t.tag_ == "MD" for t in children(verb, "aux"))


def _says_where(verb: Token) -> bool:
    return any(t.lower_ == "where" for left in verb.lefts for t in (left, *left.children))


def _measured(dated: Dated) -> Iterator[Dated]:
    """ "On Thursday, a day after a court freed him": the act that the distance is measured from."""
    for clause in dated.governor.children:
        if clause.dep_ not in {"advcl", "prep"}:
            continue
        word = first(clause, "mark") if clause.dep_ == "advcl" else clause
        sign = {"after": -1, "before": 1}.get(word.lower_) if word is not None else None
        unit = next((c for c in children(clause, "npadvmod") if c.lemma_.lower() in DAYS and word is not None and c.i == word.i - 1), None)
        if sign is None or unit is None:
            continue
        time = _moved(dated.time, unit, sign)
        if time is not None:
            yield from (Dated(time, act) for act in ([clause] if clause.dep_ == "advcl" else children(clause, "pobj")))


def _moved(time: TimeSpan, unit: Token, sign: int) -> TimeSpan | None:
    counts = children(unit, "det", "nummod")
    count = number(counts[0].lower_) if len(counts) == 1 and counts[0].lower_ != "the" else 1.0 if counts else None
    if count is None or count != int(count) or time.begin is None or time.begin != time.end:
        return None
    middle = time.begin + timedelta(days=sign * int(count) * DAYS[unit.lemma_.lower()])
    slack = timedelta(days=SLACK[unit.lemma_.lower()])
    return between(time, middle - slack, middle + slack)
