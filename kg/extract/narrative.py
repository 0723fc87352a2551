"""When an event happened: the time expression that belongs to it, else the narrative's running date, else the dateline.

A date belongs to the word that governs it in the parse. An event takes the date of its own clause first, then one from its
sentence that no other phrase owns; a date inside a relative clause or an object stays there.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.dated import Dated, between
from kg.extract.dates.numbers import number
from kg.extract.lexicon import word_class
from kg.extract.telling import in_main_clause, is_closed, is_earlier, tense
from kg.extract.tree import ancestors, children, is_finite, is_infinitive
from kg.model import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
WEEKS_AGO = re.compile(r"\b(\S+) weeks? ago$")
SLACK = timedelta(days=3)
YEAR = re.compile(r"\d{4}")
YEAR_MONTH = re.compile(r"\d{4}-\d\d")
UNDATED = frozenset({"planned", "proposed", "hypothetical", "negated"})
CLOSED = frozenset({"relcl", "acl", "appos"})
OWN = 4
FAR = 99


def event_time(token: Token, times: Sequence[Dated], status: str, published: date | None) -> TimeSpan | None:
    """The expression of the trigger's own sentence that dates it, or None.

    What has not happened takes only a date of its own clause: "said on Monday that it will close" does not date the closing.
    """
    near = [(distance, -d.governor.i, d) for d in times if d.governor.sent == token.sent and (distance := _distance(token, d)) < FAR]
    if status in UNDATED and not (status == "negated" and tense(token) == "past"):
        near = [item for item in near if item[0] < OWN or _carried_by(token, item[2].governor)]
    if is_earlier(token):
        near = [item for item in near if item[0] < OWN]
    if not near:
        return None
    said = min(near, key=lambda item: item[:2])[2]
    if said.only and is_ahead(said.time, published):
        return said.time  # "called a rally for Saturday"
    time = _until_published(said.time, published)
    if status in UNDATED or not _is_told(token):
        return _from_then(token, time, times, published)
    return _over(_whole(_weeks_ago(_not_ahead(time, published), published)), published)


def _is_told(token: Token) -> bool:
    """Whether the act is told as past: by its tense, or as the background noun of what goes on ("since the February coup")."""
    return tense(token) != "present" or (token.pos_ != "VERB" and not in_main_clause(token))


def is_ahead(time: TimeSpan | None, published: date | None) -> bool:
    """Whether the time lies wholly after the article: what is put there in the present tense is a plan."""
    return time is not None and time.begin is not None and published is not None and time.begin > published


def _carried_by(token: Token, governor: Token) -> bool:
    """Whether a nominal act is the object or subject of the dated verb: "conduct an operation next week"."""
    travels = token.dep_ == "advcl" and is_infinitive(token) and governor.lemma_.lower() in word_class("travels")  # "fly on Friday to meet"
    return token.head == governor and (travels or token.dep_ in {"dobj", "nsubj", "nsubjpass"})


def _not_ahead(time: TimeSpan, published: date | None) -> TimeSpan:
    """What happened did so before the article: "in June" or "on Monday", read as coming, is the one before."""
    if published is None or time.begin is None or time.end is None or time.begin <= published or time.basis != "relative":
        return time
    if WEEKDAY.search(time.words):
        return _moved(time, timedelta(days=-7))
    if MONTH.search(time.words) and time.granularity in {"month", "day"}:
        days = -366 if calendar.isleap(time.begin.year) and time.begin > date(time.begin.year, 2, 28) else -365
        return _moved(time, timedelta(days=days))
    return time


def _moved(time: TimeSpan, by: timedelta) -> TimeSpan:
    assert time.begin is not None
    assert time.end is not None
    begin, end = time.begin + by, time.end + by
    value = begin.strftime("%Y-%m") if time.granularity == "month" else begin.isoformat()
    if time.granularity == "month":
        begin, end = begin.replace(day=1), begin.replace(day=calendar.monthrange(begin.year, begin.month)[1])
    timex = None if time.timex is None else replace(time.timex, value=value)
    return replace(time, begin=begin, end=end, edtf=value, timex=timex)


def _from_then(token: Token, time: TimeSpan, times: Sequence[Dated], published: date | None) -> TimeSpan:
    """ "Said on Monday that it will vote within ten days" counts from Monday, not from the article."""
    if time.timex is None or time.timex.type != "DURATION" or time.begin != published or time.begin is None or time.end is None:
        return time
    above = {parent for _, parent in ancestors(token)}
    said = next((d.time for d in times if d.governor in above and d.time.known_day and d.time.span != time.span), None)
    if said is None or said.begin is None or said.begin >= time.begin:
        return time
    return between(time, said.begin, time.end - (time.begin - said.begin))


def _weeks_ago(time: TimeSpan, published: date | None) -> TimeSpan:
    """ "Two weeks ago" is that day give or take three, not the calendar week that holds it."""
    found = WEEKS_AGO.search(time.words.lower())
    count = number(found[1]) if found else None
    if count is None or published is None or count != int(count):
        return time
    middle = published - timedelta(weeks=int(count))
    return between(time, middle - SLACK, middle + SLACK)


def _whole(time: TimeSpan) -> TimeSpan:
    """ "Late last year" and "earlier this month" are no finer than the year and the month: where the part ends is not said."""
    value = time.timex.value if time.timex is not None and time.timex.mod in {"START", "MID", "END"} else ""
    if YEAR.fullmatch(value):
        return replace(time, begin=date(int(value), 1, 1), end=date(int(value), 12, 31), edtf=value, granularity="year")
    if YEAR_MONTH.fullmatch(value):
        year, month = map(int, value.split("-"))
        end = date(year, month, calendar.monthrange(year, month)[1])
        return replace(time, begin=date(year, month, 1), end=end, edtf=value, granularity="month")
    return time


def _over(time: TimeSpan, published: date | None) -> TimeSpan:
    """Several months or years that reach past the article end with it: what happened in them did so by then."""
    begin, _, end = (time.edtf or "").partition("/")
    if not end or time.end is None or published is None or time.end <= published or time.granularity not in {"month", "year"}:
        return time
    return replace(time, end=published, edtf=f"{begin}/{published.isoformat()}")


def _until_published(time: TimeSpan, published: date | None) -> TimeSpan:
    """What is open to the present ("since 2011") ends where the article's knowledge ends."""
    if (
        time.end is None
        and time.begin is not None
        and published is not None
        and time.begin < published
        and (time.edtf or "").endswith("/..")
    ):
        return replace(time, end=published, edtf=f"{(time.edtf or '').split('/')[0]}/{published.isoformat()}")
    return time


def _distance(token: Token, said: Dated) -> int:
    """0 for the trigger's own date, small for its arguments' and its governors', FAR for another phrase's."""
    governor = said.governor
    if governor == token:
        return 0
    if said.only:
        return FAR
    if any(t.text == ";" for t in token.doc[min(token.i, governor.i) : max(token.i, governor.i)]):
        return FAR
    below = _steps(governor, token)
    if below is not None:
        return FAR if any(t.dep_ in CLOSED or (t.pos_ == "VERB" and not _at_once(t)) for t in below) else 1 + len(below)
    above = _steps(token, governor)
    if above is not None and len(above) == 2 and above[1].lower_ == "of" and governor.pos_ == "NOUN":
        return 1  # "rounds of sanctions since July", "two days of talks"
    if above is not None:
        return FAR if _closed(above) or (said.at > governor.i and any(map(_turns, above))) else 2 + 2 * len(above)
    return _across(token, governor)


def _turns(verb: Token) -> bool:
    """Whether a coordinated clause with a subject of its own turns to another time: "had quit in May, but the union stayed"."""
    first = verb.head
    if verb.dep_ != "conj" or verb.pos_ not in {"VERB", "AUX"} or not children(verb, "nsubj", "nsubjpass"):
        return False
    return any(c.lower_ in {"but", "yet"} for c in children(first, "cc")) or (tense(first) == "pluperfect" and tense(verb) != "pluperfect")


def _at_once(verb: Token) -> bool:
    """A participle that happens together with its main verb: "speaking on Friday, she said", "in announcing it last week, he said"."""
    if verb.tag_ != "VBG" or children(verb, "mark") or verb.lower_ in word_class("otherTime"):
        return False
    return verb.dep_ == "advcl" or (verb.dep_ == "pcomp" and verb.head.lower_ == "in")


def _closed(path: Sequence[Token]) -> bool:
    """Whether a way up leads out of a phrase with a time of its own: a relative clause, "after ...", the object of another act."""
    return any(is_closed(t) for t in path)


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
    if any(is_finite(t) and children(t, "nsubj", "nsubjpass") for t in theirs if t.pos_ in {"VERB", "AUX"}):
        return FAR  # a clause with a subject of its own tells of something else
    if _closed(mine) or any(t.dep_ in CLOSED for t in theirs) or any(t.dep_ == "acl" for t in mine):
        return FAR
    return 6 + len(mine) + len(theirs)
