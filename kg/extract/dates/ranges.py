"""Two ends in one expression: June 4-6, 6-7 January 1916, from 2017 to 2021."""

from __future__ import annotations

import re
from datetime import date

from kg.extract.dates import anchor
from kg.extract.dates.arithmetic import safe
from kg.extract.dates.lexicon import MONTHS
from kg.extract.dates.rule import Context, Reading, Rule


def _ends(ctx: Context, found: re.Match[str], first: tuple[int, int], last: tuple[int, int]) -> Reading | None:
    """The interval of two days of (month, day), in the year that the text or the context gives; over the new year if need be."""
    year = int(found["y"]) if found["y"] else anchor.year_ahead(ctx, found.end())
    explicit = year is not None
    begin: date | None = None
    if year is None:
        begin = anchor.month_day(ctx, *first, ctx.leaning(*found.span()))
        year = begin.year if begin else None
    if year is None:
        return Reading("DATE", f"XXXX-{first[0]:02d}-{first[1]:02d}/XXXX-{last[0]:02d}-{last[1]:02d}")
    end = safe(year, *last)
    begin = begin or safe(year if first <= last else year - 1, *first)
    if end and begin and end < begin:
        end = safe(year + 1, *last)
    if begin is None or end is None or end <= begin:
        return None
    return Reading("DATE", f"{begin}/{end}", explicit=explicit)


def _day(words: str) -> int:
    return int(words.rstrip("stndrh"))


def _one_month(found: re.Match[str], ctx: Context) -> Reading | None:
    if not ctx.capital(found.start("m")):
        return None
    month = MONTHS[found["m"].rstrip(".")]
    return _ends(ctx, found, (month, _day(found["a"])), (month, _day(found["b"])))


def _years(found: re.Match[str], _ctx: Context) -> Reading | None:
    first, last = int(found["a"]), int(found["b"])
    return Reading("DATE", f"{first:04d}/{last:04d}", explicit=True) if first < last else None


TABLE = (
    Rule(
        "month",
        r"<m:MONTH> <a:DAY> ?(?:-|–|—|to|through|thru|until) ?<b:DAY>(?:,? <y:YEAR>)?(?! <MONTH>)",
        _one_month,
        "The fair ran June 4-6.",
        "2025-06-04/2025-06-06",
        part=False,
    ),
    Rule(
        "month",
        r"(?:the )?<a:DAY> ?(?:-|–|—|to|through) ?(?:the )?<b:DAY> (?:of )?<m:MONTH>(?:,? <y:YEAR>)?",
        _one_month,
        "The fair ran 4-6 June.",
        "2025-06-04/2025-06-06",
        part=False,
    ),
    Rule("year", r"from (?P<x><a:YEAR> (?:to|through|until) <b:YEAR>)", _years, "He served from 2017 to 2021.", "2017/2021", part=False),
)
