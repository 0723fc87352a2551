"""When an event happened: the time expression that belongs to it, else the narrative's running date, else the dateline.

A date belongs to the word that governs it in the parse. An event takes the date of its own clause first, then one from its
sentence that no other phrase owns; a date inside a relative clause or an object stays there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.extract.parse import Paragraph
from kg.extract.tree import ancestors
from kg.model import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

UNDATED = frozenset({"planned", "proposed", "hypothetical", "negated"})
CLOSED = frozenset({"relcl", "acl", "appos"})
FAR = 99


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """A time expression and the word that it hangs on."""

    time: TimeSpan
    governor: Token


def dated(paragraph: Paragraph, times: Sequence[TimeSpan]) -> tuple[Dated, ...]:
    """The paragraph's time expressions that name days, each with its governor, in the order of the text."""
    return tuple(_dated(paragraph, times))


def _dated(paragraph: Paragraph, times: Sequence[TimeSpan]) -> Iterator[Dated]:
    begins = paragraph.begins
    for time in times:
        if time.span is None or not begins or not begins[0] <= time.span.start < paragraph.ends[-1]:
            continue
        if time.begin is None and time.end is None:
            continue
        first = max(bisect_left(begins, time.span.start + 1) - 1, 0)
        inside = range(first, max(bisect_left(begins, time.span.end), first + 1))
        yield Dated(time, _governor(paragraph.doc[first], inside))


def _governor(token: Token, inside: range) -> Token:
    """The first verb or noun above the expression, past its own words and prepositions."""
    while token.head != token and (token.i in inside or token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN"}):
        token = token.head
    return token


def event_time(token: Token, times: Sequence[Dated], status: str) -> TimeSpan | None:
    """The expression of the trigger's own sentence that dates it, or None."""
    near = [(distance, -d.governor.i, d) for d in times if d.governor.sent == token.sent and (distance := _distance(token, d.governor)) < FAR]
    if not near:
        return None
    return min(near, key=lambda item: item[:2])[2].time


def _distance(token: Token, governor: Token) -> int:
    """0 for the trigger's own date, small for its arguments' and its governors', FAR for another phrase's."""
    if governor == token:
        return 0
    below = _steps(governor, token)
    if below is not None:
        return FAR if any(t.dep_ in CLOSED or t.pos_ == "VERB" for t in below) else 1 + len(below)
    above = _steps(token, governor)
    if above is not None:
        return 2 + 2 * len(above) + (FAR if any(t.dep_ == "relcl" for t in above) else 0)
    return _across(token, governor)


def _steps(low: Token, high: Token) -> list[Token] | None:
    """The tokens from ``low`` up to, not including, ``high``; None if ``high`` is not above."""
    path = [low]
    for _, parent in ancestors(low):
        if parent == high:
            return path
        path.append(parent)
    return None


def _across(token: Token, governor: Token) -> int:
    """Two branches of one sentence: they share a date only if neither lies in a closed clause."""
    chain = [token, *(p for _, p in ancestors(token))]
    other = [governor, *(p for _, p in ancestors(governor))]
    shared = next((t for t in chain if t in other), None)
    if shared is None:
        return FAR
    mine, theirs = chain[: chain.index(shared)], other[: other.index(shared)]
    if any(t.dep_ in CLOSED for t in (*mine, *theirs)):
        return FAR
    return 6 + len(mine) + len(theirs)


def dateline(published: date | None) -> TimeSpan | None:
    """The day of publication, for fresh news without an expression of its own."""
    return None if published is None else TimeSpan.day(published, "dateline")


def carried(time: TimeSpan) -> TimeSpan:
    """A date carried on from an earlier sentence: its words are not the event's own, so the basis is relative."""
    return replace(time, basis="relative")
