"""Calendar days: full dates in their written forms, month and day, days that share a month, the day of a running month."""

from __future__ import annotations

import re
from datetime import date

from kg.extract.dates import anchor, point
from kg.extract.dates.arithmetic import safe
from kg.extract.dates.lexicon import WEEKDAYS, day_number, month_number
from kg.extract.dates.numbers import ordinal
from kg.extract.dates.rule import Context, Reading, Rule

_ODD = 200


def _full(year: int, month: int, day: int) -> Reading | None:
    found = safe(year, month, day)
    return Reading("DATE", found.isoformat(), explicit=True) if found else None


def _written(found: re.Match[str], ctx: Context) -> Reading | None:
    if not ctx.capital(found.start("m")):
        return None
    year = found["y"]
    return _full(int(year), month_number(found["m"]), day_number(found["d"]))


def _short_year(words: str) -> int:
    year = int(words)
    return year if year > 99 else year + (1900 if year > 49 else 2000)


def _numeric(found: re.Match[str], _ctx: Context) -> Reading | None:
    first, second, year = int(found["a"]), int(found["b"]), _short_year(found["y"])
    if first > 12:
        first, second = second, first
    return _full(year, first, second) if first <= 12 else None


def _dotted(found: re.Match[str], _ctx: Context) -> Reading | None:
    return _full(_short_year(found["y"]), int(found["b"]), int(found["a"]))


def _iso(found: re.Match[str], _ctx: Context) -> Reading | None:
    reading = _full(int(found["y"]), int(found["a"]), int(found["b"]))
    if reading and found["t"]:
        return Reading("TIME", f"{reading.value}T{found['t'][:5]}", explicit=True)
    return reading


def _month_day(found: re.Match[str], ctx: Context) -> Reading | None:
    if not ctx.capital(found.start("m")):
        return None
    month, day = month_number(found["m"]), day_number(found["d"])
    if safe(2024, month, day) is None:
        return None
    if re.match(r",\d|%|[ \n](?:percent|million|billion|thousand)\b", ctx.after(found.end(), 10)):
        return None
    if month == 9 and day == 11 and re.match(r"[ \n,]{1,2}(?:terror|attack|hijack|commission)", ctx.after(found.end(), 14)):
        return Reading("DATE", "2001-09-11", explicit=True, anchor=False)
    year = anchor.year_ahead(ctx, found.end())
    if year and safe(year, month, day):
        return Reading("DATE", f"{year:04d}-{month:02d}-{day:02d}", explicit=True)
    when = anchor.month_day(ctx, month, day, ctx.leaning(*found.span()))
    return Reading("DATE", when.isoformat() if when else f"XXXX-{month:02d}-{day:02d}")


def _other_day(found: re.Match[str], ctx: Context) -> Reading | None:
    """One day of a list that shares its month: ``May 4 and 5``, ``28 and 29 August``."""
    if not ctx.capital(found.start("m")):
        return None
    month, day = month_number(found["m"]), day_number(found["d"])
    if safe(2024, month, day) is None:
        return None
    year = int(found["y"]) if found["y"] else anchor.year_ahead(ctx, found.end())
    when = safe(year, month, day) if year else anchor.month_day(ctx, month, day, ctx.leaning(*found.span()))
    return Reading("DATE", when.isoformat() if when else f"XXXX-{month:02d}-{day:02d}", explicit=bool(year))


def _ordinal_day(found: re.Match[str], ctx: Context) -> Reading | None:
    """``on the 13th``: the day of the running month."""
    mark, number = anchor.point(ctx), ordinal(found["o"])
    base: date | None = mark.begin if mark else None
    if base is None or number is None:
        return None
    day = safe(base.year, base.month, number)
    return Reading("DATE", day.isoformat()) if day else None


def _weekday_day(found: re.Match[str], ctx: Context) -> Reading | None:
    """``Friday the 13th``: the nearest such weekday that has this day of the month, back first unless it lies ahead."""
    day, now, number = ordinal(found["o"]), ctx.now, WEEKDAYS[found["w"]]
    if day is None or now is None or not ctx.capital(found.start()):
        return None
    ahead = ctx.tense(*found.span()) == "future"
    for step in range(8) if ahead else [0, -1, 1, -2, -3, -4, -5, -6]:
        months = now.year * 12 + now.month - 1 + step
        when = safe(months // 12, months % 12 + 1, day)
        if when and when.isoweekday() == number:
            return Reading("DATE", when.isoformat())
    return None


def _odd(found: re.Match[str], ctx: Context) -> Reading | None:
    """A full date in an odd form; no more than ``_ODD`` of them are read in a text."""
    at = next(found.start(name) for name in "mnko" if found[name])
    if ctx.odd >= _ODD or not ctx.capital(at):
        return None
    ctx.odd += 1
    day = point.day_of(found[0].replace("'", ""))
    return Reading("DATE", day.isoformat(), explicit=True) if day else None


TABLE = (
    Rule(
        "month",
        r"(?:[0-3]?\d[-/.](?P<m><MONTH>)[-/.](?:19|20)?\d\d|(?P<n><MONTH>)(?:-|/)[0-3]?\d[-/.,]{1,2} ?(?:19|20)\d\d"
        r"|(?:[0-3]?\d (?P<k><MONTH>)|(?P<o><MONTH>) [0-3]?\d),? '\d\d)(?![-/.]?\d)",
        _odd,
        "Filed 20-Jan-2025 in court.",
        "2025-01-20",
    ),
    Rule(
        "month",
        r"(?:<WD>,? )?<m:MONTH> (?:the )?<d:DAY>(?:,? ?| of )<y:YEAR>",
        _written,
        "He took office on January 1, 2022.",
        "2022-01-01",
    ),
    Rule(
        "month",
        r"(?:<WD>,? )?(?:the )?<d:DAY>[ -](?:day )?(?:of )?<m:MONTH>(?:,? |-)<y:YEAR>",
        _written,
        "It began on 3 May 1998.",
        "1998-05-03",
    ),
    Rule(
        "digit",
        r"(?P<a>[01]?\d|[12]\d|3[01])/(?P<b>[0-3]?\d)/(?P<y>\d{4}|\d\d)(?![/\d])",
        _numeric,
        "Filed 06/11/2024 in court.",
        "2024-06-11",
    ),
    Rule("digit", r"(?P<a>[0-3]?\d)\.(?P<b>[01]?\d)\.<y:YEAR>(?![.\d])", _dotted, "Filed 11.06.2024 in court.", "2024-06-11"),
    Rule(
        "digit",
        r"<y:YEAR>-(?P<a>[01]\d)-(?P<b>[0-3]\d)(?:[t ](?P<t>[0-2]\d:[0-5]\d)(?::\d\d(?:\.\d{1,6})?)?(?:z|[+-]\d\d:?\d\d)?)?(?![\d-])",
        _iso,
        "Published 2024-06-11 by the board.",
        "2024-06-11",
    ),
    Rule("digit", r"<y:YEAR>/(?P<a>[01]\d)/(?P<b>[0-3]\d)(?P<t>x)?(?![/\d])", _iso, "Published 2024/06/11 by the board.", "2024-06-11"),
    Rule("month", r"(?:<WD>,? )?<m:MONTH> (?:the )?<d:DAY>", _month_day, "The order was signed on Jan. 20.", "2025-01-20"),
    Rule("month", r"(?:<WD>,? )?<m:MONTH> (?:the )?<d:DAY>", _month_day, "Tariffs will take effect Aug. 1.", "2025-08-01"),
    Rule("month", r"(?:<WD>,? )?(?:the )?<d:DAY>[ -](?:of )?<m:MONTH>", _month_day, "The talks ended on 2 June.", "2025-06-02"),
    Rule("month", r"(?:<WD>,? )?<m:MONTH> (?:the )?<d:DAY>", _month_day, "The talks ended on June 2.", "XXXX-06-02", when=None),
    Rule(
        "month",
        r"<m:MONTH> <DAY>(?:, <DAY>){0,3},? (?:and|or|&) (?P<x>(?P<d><DAY>)(?:,? <y:YEAR>)?)(?! ?(?:<MONTH>|percent|million|billion|"
        r"people|\w+s\b|[-.,]\d))",
        _other_day,
        "The polls were open on May 4 and 5.",
        "2025-05-04",
        part=False,
    ),
    Rule(
        "month",
        r"(?:the )?(?P<x>(?:the )?(?P<d><DAY>))(?:, <DAY>){0,3},? (?:and|or|to|&) (?:the )?<DAY> (?:of )?<m:MONTH>(?:,? <y:YEAR>)?",
        _other_day,
        "The polls were open on 4 and 5 May.",
        "2025-05-04",
        part=False,
    ),
    Rule("weekday", r"<w:WEEKDAY>,? the (?P<o>\d{1,2}(?:st|nd|rd|th))", _weekday_day, "It fell on Friday the 13th.", "2025-06-13"),
    Rule(
        "digit",
        r"on (?P<x>the <o:ORD>)(?=[,.;:) ](?:$|[^a-z]| ?(?:the|a|it|he|she|they|when|at|and|of the month)\b))",
        _ordinal_day,
        "The council met on the 4th.",
        "2025-06-04",
        part=False,
    ),
)
