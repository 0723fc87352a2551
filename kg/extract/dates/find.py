"""From readings to time spans: days, prepositions that open an end, ranges of two expressions, and the JSON of ``kg dates``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from kg.extract.dates.anchor import is_history
from kg.extract.dates.interval import Days, days_of
from kg.extract.dates.merge import ends, merged
from kg.extract.dates.rule import Context, Mark, Reading
from kg.extract.dates.scan import scan
from kg.model import Span, TimeSpan, Timex
from kg.read.view import matching

_PLAIN = str.maketrans({"–": "-", "\t": " "})
_DEADLINE = re.compile(r"\b(?:by|until|till|through|up[ \n]to)[ \n]{1,2}$")
_ASIDE = re.compile(r"\([^()]{0,39}$|\bsince[ \n]$")
_SINCE = re.compile(r"\bsince(?:[ \n]at[ \n]least)?[ \n]{1,2}$")


def lowered(text: str) -> str:
    """The text in lower case with plain quotes, hyphens and blanks, of the same length."""
    plain = matching(text).translate(_PLAIN)
    lower = plain.lower()
    return lower if len(lower) == len(text) else "".join(low if len(low := char.lower()) == 1 else char for char in plain)


def _open(
    reading: Reading, ctx: Context, start: int, begin: date | None, end: date | None, edtf: str | None
) -> tuple[date | None, date | None, str | None]:
    """A deadline has no beginning of its own, and what began since has no end."""
    if reading.type not in ("DATE", "TIME") or begin is None or end is None or "/" in reading.value:
        return begin, end, edtf
    before = ctx.before(start, 16)
    if _DEADLINE.search(before):
        fine = edtf if edtf and reading.mod is None and "/" not in edtf and "T" not in edtf else end.isoformat()
        return None, end, f"../{fine}"
    if _SINCE.search(before):
        fine = edtf if edtf and reading.mod is None and "/" not in edtf and "T" not in edtf else begin.isoformat()
        return begin, None, f"{fine}/.."
    return begin, end, edtf


def _remember(ctx: Context, start: int, end: int, reading: Reading, days: Days) -> None:
    """Leaves the mark that later expressions lean on."""
    if days.begin and days.end:
        aside = _ASIDE.search(ctx.before(start, 40)) is not None or ctx.tense(start, end) == "future"
        ctx.marks.append(Mark(start, end, reading.value, days.begin, days.end, reading.explicit, reading.anchor and not aside))
        ctx.before_christ = None
    elif reading.value.startswith("BC") and reading.value[2:6].isdigit():
        ctx.before_christ = int(reading.value[2:6])


def _span(ctx: Context, start: int, end: int, reading: Reading) -> TimeSpan:
    timex = Timex(reading.type, reading.value, reading.mod)
    dated = reading.type in ("DATE", "TIME")
    days = days_of(reading.value, reading.mod) if dated else days_of("")
    begin, last, edtf = days.begin, days.end, days.edtf
    if reading.fixed:
        begin, last, edtf = reading.begin, reading.end, reading.edtf
    if dated:
        _remember(ctx, start, end, reading, days)
    begin, last, edtf = _open(reading, ctx, start, begin, last, edtf)
    basis = "none" if begin is None and last is None else "explicit" if reading.explicit else "relative"
    return TimeSpan(begin, last, days.granularity, edtf, basis, ctx.text[start:end], Span(start, end), timex)


def find_times(text: str, dct: date | None) -> tuple[TimeSpan, ...]:
    """Every time expression of ``text``, from left to right, never overlapping; ``words`` is always the text of its span.

    ``dct`` is the article's date. Without one, relative expressions keep unknown parts (``XXXX-WXX-1``) and have no days. Raises nothing;
    the work is linear in the length of the text.

    >>> [(time.words, time.timex.value) for time in find_times("The mayor signed it on Monday.", date(2025, 6, 11)) if time.timex]
    [('Monday', '2025-06-09')]
    """
    view = lowered(text)
    ctx = Context(view, text, dct, narrative=is_history(view, dct))
    return tuple(merged(view, text, (_span(ctx, start, end, reading) for start, end, reading in scan(ctx))))


def timex_json(doc: str, dct: date | None, text: str, times: Iterable[TimeSpan]) -> dict[str, Any]:
    """One line of ``kg dates``: the article and its time expressions with TIMEX3 type, value and modifier, days and EDTF.

    ``times`` are those of find_times for the same text; intervals are told apart into their two ends, as TIMEX3 has them.
    """
    rows = [_json(end, end.span, end.timex) for time in times for end in ends(time) if end.span is not None and end.timex is not None]
    return {"doc": doc, "dct": dct.isoformat() if dct else None, "text": text, "timex": rows}


def _json(time: TimeSpan, span: Span, timex: Timex) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "text": time.words,
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        "date_begin": time.begin.isoformat() if time.begin else None,
        "date_end": time.end.isoformat() if time.end else None,
        "edtf": time.edtf,
    }
