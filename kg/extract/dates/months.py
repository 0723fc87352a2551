"""Months: alone, with a year, with last and next, and before Christ."""

from __future__ import annotations

import re

from kg.extract.dates import anchor
from kg.extract.dates.lexicon import MONTHS, day_number, month_number
from kg.extract.dates.numbers import words
from kg.extract.dates.rule import Context, Reading, Rule

_PREPOSITIONS = words(
    "in since by until till from to through throughout between before after during for of and or early late mid last next this "
    "around about following a the than as beginning starting ending ended on every each with that"
)
_AFTER_MONTH = re.compile(r" (?:\d|was\b|and (?:january|feb|march|april|june|july|aug|sep|oct|nov|dec))|[-–/]|,? \d{4}")
_NAMES = frozenset(words("may march april june august mar sept dec jan"))


def _named_month(found: re.Match[str], ctx: Context) -> bool:
    """Whether a month's name stands for the month: not a verb, not a first name, not the start of a longer name."""
    start, end = found.span("m")
    if not ctx.capital(start):
        return False
    word = found["m"].rstrip(".")
    if word not in MONTHS or (len(word) < 4 and word != "may" and not found["m"].endswith(".")):
        return False
    lead = re.search(r"([\w']+)[ \n-]{1,2}$", ctx.before(start))
    led = bool(lead and lead[1] in _PREPOSITIONS)
    if word in _NAMES and re.match(r"[ \n][a-z]", ctx.after(end, 2)) and ctx.capital(end + 1) and not led:
        return False
    if lead and not led and ctx.capital(start - len(lead[0])) and word in _NAMES and ctx.before(start, 1) == " ":
        return False
    if word in ("may", "march") and re.match(r" ?[-/] ?(?:\d|[a-z]{3,9}\b)", ctx.after(end)) and ctx.before(start, 1) in "( ":
        return _AFTER_MONTH.match(ctx.after(end)) is not None
    if word == "march" and re.match(r"[ \n](?:was|saw|brought|marked|is|had|has)\b", ctx.after(end, 9)):
        return True
    if word in ("may", "march"):
        return led and not (
            lead is not None
            and lead[1] in ("and", "or", "the", "a", "to", "with")
            and not _AFTER_MONTH.match(ctx.after(end))
            and word == "may"
        )
    return True


def _month_only(found: re.Match[str], ctx: Context) -> Reading | None:
    if not _named_month(found, ctx):
        return None
    month = month_number(found["m"])
    year = anchor.year_ahead(ctx, found.end())
    if year:
        return Reading("DATE", f"{year:04d}-{month:02d}", explicit=True)
    if ctx.before_christ:
        return Reading("DATE", f"BC{ctx.before_christ:04d}-{month:02d}")
    year = anchor.month(ctx, month, ctx.leaning(*found.span()))
    return Reading("DATE", f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}")


def _month_year(found: re.Match[str], ctx: Context) -> Reading | None:
    if not ctx.capital(found.start("m")):
        return None
    return Reading("DATE", f"{int(found['y']):04d}-{month_number(found['m']):02d}", explicit=True)


def _month_of(found: re.Match[str], ctx: Context) -> Reading | None:
    if not ctx.capital(found.start("m")):
        return None
    period = ctx.read(*found.span("p"))
    if period is None or not re.fullmatch(r"\d{4}", period.value):
        return None
    day = found["d"] or found["e"]
    value = f"{period.value}-{month_number(found['m']):02d}" + (f"-{day_number(day):02d}" if day else "")
    return Reading("DATE", value)


def _directed_month(found: re.Match[str], ctx: Context) -> Reading | None:
    now, month, how = ctx.now, month_number(found["m"]), " ".join(found["how"].split())
    if not ctx.capital(found.start("m")):
        return None
    if now is None:
        return Reading("DATE", f"XXXX-{month:02d}")
    year = now.year
    if how in ("last", "this past", "past", "the previous") and month >= now.month:
        year -= 1
    elif how in ("next", "coming", "this coming", "the following", "the next") and month <= now.month:
        year += 1
    return Reading("DATE", f"{year:04d}-{month:02d}")


def _bc_month(found: re.Match[str], _ctx: Context) -> Reading | None:
    return Reading("DATE", f"BC{int(found['y']):04d}-{month_number(found['m']):02d}", explicit=True)


TABLE = (
    Rule("month", r"<m:MONTH>(?:,| of)? (?:the year )?<y:YEAR>", _month_year, "It opened in March 2019.", "2019-03"),
    Rule("month", r"<m:MONTH>-<y:YEAR>", _month_year, "It opened in March-2019.", "2019-03"),
    Rule(
        "month",
        r"(?:(?P<e>[0-3]?\d) )?<m:MONTH>(?: <d:DAY>)?,?(?: of)? (?P<p>(?:this|last|next|that|the same|the following|the previous) year)",
        _month_of,
        "It opened in March last year.",
        "2024-03",
    ),
    Rule(
        "month",
        r"(?P<how>last|this past|past|next|this coming|coming|this|the previous|the following|the next|that) <m:MONTH>",
        _directed_month,
        "It opened last November.",
        "2024-11",
    ),
    Rule("month", r"<m:MONTH>", _month_only, "The agency opened the shelter in August.", "2024-08"),
    Rule("month", r"<m:MONTH>", _month_only, "The program will start in August.", "2025-08"),
    Rule("bc", r"<m:MONTH> (?P<y>\d{1,4}) (?:bce?|b\.c\.?(?:e\.)?)", _bc_month, "They landed in June 332 BC.", "BC0332-06"),
)
