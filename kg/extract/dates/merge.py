"""Two expressions that are the ends of one interval: joined for the graph, told apart again for TIMEX3, which marks both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.dates.interval import days_of
from kg.model import Span, TimeSpan, Timex

_DASH = re.compile(r"[ \n]?-[ \n]?")
_WORD = re.compile(r"[ \n]{1,2}(?:to|through|thru|until|till)[ \n]{1,2}(?:the[ \n]{1,2})?")
_AND = re.compile(r"[ \n]{1,2}and[ \n]{1,2}(?:the[ \n]{1,2})?")
_MOVED = re.compile(
    r"\b(?:extended|postponed|delayed|moved|pushed|rescheduled|rose|fell|grew|increased|cut|raised|changed)\b[^.;]{0,40}\bfrom[ \n]$"
)
_DATED = re.compile(r"(\d{4})(-\d\d(?:-\d\d)?)")
_EITHER = re.compile(r"[ \n]?[-–—][ \n]?|[ \n]{1,2}(?:to|through|thru|until|till|and)[ \n]{1,2}(?:the[ \n]{1,2})?")
_ONE = re.compile(r"\d{4}[ \n]{1,2}(?:to|through|until)[ \n]{1,2}\d{4}|[A-Za-z.]{3,10}[ \n]\d{1,2} ?(?:[-–—]|to|through) ?\d{1,2}")


def _joined(view: str, first: TimeSpan, last: TimeSpan) -> bool:
    """Whether the words between and before make the two one interval."""
    if first.span is None or last.span is None:
        return False
    gap, before = view[first.span.end : last.span.start], view[max(0, first.span.start - 16) : first.span.start]
    if _DASH.fullmatch(gap):
        return True
    if _MOVED.search(view, max(0, first.span.start - 60), first.span.start):
        return False
    lead = re.search(r"\b(from|between)[ \n]{1,2}(?:the[ \n]{1,2})?$", before)
    return lead is not None and (_WORD if lead[1] == "from" else _AND).fullmatch(gap) is not None


def _interval(view: str, first: TimeSpan, last: TimeSpan, text: str) -> TimeSpan | None:
    """One span over both, None where they do not make an interval of known days."""
    if not _joined(view, first, last):
        return None
    first = _aligned(first, last)
    one, two, start, stop, begin, end = first.timex, last.timex, first.span, last.span, first.begin, last.end
    if one is None or two is None or start is None or stop is None or begin is None or end is None or begin > end:
        return None
    if one.type != "DATE" or two.type != "DATE" or "/" in one.value + two.value:
        return None
    plain = first.edtf and last.edtf and not re.search(r"[/.]", first.edtf + last.edtf)
    span = Span(start.start, stop.end)
    basis = "explicit" if "explicit" in (first.basis, last.basis) else first.basis
    edtf = f"{first.edtf}/{last.edtf}" if plain else f"{begin}/{end}"
    return TimeSpan(begin, end, last.granularity, edtf, basis, span.of(text), span, Timex("DATE", f"{one.value}/{two.value}"))


def _aligned(first: TimeSpan, last: TimeSpan) -> TimeSpan:
    """The first end, a year earlier where it would come after the last and only the context gave its year ("from January to October")."""
    parts = _DATED.fullmatch(first.timex.value) if first.timex else None
    if parts is None or first.basis != "relative" or first.begin is None or last.begin is None or first.begin <= last.begin:
        return first
    value = f"{last.begin.year:04d}{parts[2]}"
    days = days_of(value)
    if days.begin is None or days.begin > last.begin:
        value = f"{last.begin.year - 1:04d}{parts[2]}"
        days = days_of(value)
    return replace(first, begin=days.begin, end=days.end, edtf=days.edtf, timex=Timex("DATE", value)) if days.begin else first


def merged(view: str, text: str, times: Iterable[TimeSpan]) -> Iterator[TimeSpan]:
    """The time spans with the two ends of an interval made one (``from May to July 1951``, ``1939-45``)."""
    held: TimeSpan | None = None
    for time in times:
        both = _interval(view, held, time, text) if held else None
        if both:
            held = both
            continue
        if held:
            yield held
        held = time
    if held:
        yield held


def ends(time: TimeSpan) -> tuple[TimeSpan, ...]:
    """The two ends of an interval as TIMEX3 marks them; the span itself where it is none, or where the text gives it as one.

    ``2017 to 2021`` and ``June 4-6`` stay one.
    """
    if time.timex is None or time.span is None or "/" not in time.timex.value or _ONE.fullmatch(time.words):
        return (time,)
    gap = _EITHER.search(time.words, 1)
    if gap is None or gap.end() >= len(time.words):
        return (time,)
    first, _, last = time.timex.value.partition("/")
    start = time.span.start
    one, two = Span(start, start + gap.start()), Span(start + gap.end(), time.span.end)
    return (
        _end(time, one, time.words[: gap.start()], first),
        _end(time, two, time.words[gap.end() :], last),
    )


def _end(time: TimeSpan, span: Span, words: str, value: str) -> TimeSpan:
    """One end of an interval, with the days of its own value."""
    days = days_of(value)
    return TimeSpan(days.begin, days.end, days.granularity, days.edtf, time.basis, words, span, Timex("DATE", value))
