"""Where an under-specified expression falls: before or after the article's date by tense, or beside the running date of a history."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.extract.dates.arithmetic import plus, safe
from kg.extract.dates.lexicon import pattern
from kg.extract.dates.rule import Context, Mark

_YEAR_AHEAD = pattern(
    r"(?:[,(]? ?(?:-|–|/|to|and|or|through|until|till|,) ?(?:the )?(?:(?:early|late|mid)[ -])?"
    r"(?:<MONTH>(?: <DAY>)?|<DAY>(?: <MONTH>)?|<SEASON>)(?: of)?,? ?){1,4}<y:YEAR>",
    whole=False,
)
NEAR = 160
FRESH = 75
_YEARS = re.compile(r"(?<![\w.,$£€#-])(1\d{3}|20\d\d)(?!\w|[.,]\d|%)|(?<!\d)\d{2,4} b\.?c\b")

_NEWSY = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|this|next) (?:week|month|year)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|ago|"
    r"this morning)\b"
)


def is_history(view: str, dct: date | None) -> bool:
    """Whether a text tells of other years than its own date's and hardly ever says "today" or "Monday", as news does.

    Without a date it is a history when it names seven years or more.
    """
    years = [found[1] for found in _YEARS.finditer(view)]
    far = sum(1 for year in years if dct is None or year is None or int(year) != dct.year)
    if far < 7 or far <= 0.7 * len(years):
        return False
    near = sum(1 for _ in _NEWSY.finditer(view))
    return near * 4 <= far if far >= 10 else near == 0


def year_ahead(ctx: Context, end: int) -> int | None:
    """The year of the other end of a range or list that starts here ("April to June 1987"), None where there is none."""
    found = _YEAR_AHEAD.match(ctx.view, end, min(len(ctx.view), end + 60))
    return int(found["y"]) if found else None


def weekday(ctx: Context, number: int, tense: str) -> date | None:
    """The weekday (1 Monday) on or before the date leant on, or the next one for what lies ahead; None without such a date."""
    now = ctx.now
    if now is None:
        return None
    back = (now.isoweekday() - number) % 7
    if tense == "future" and back:
        return plus(now, 7 - back, "day")
    return plus(now, -back, "day")


def _by_tense(years: list[date], now: date, tense: str) -> date | None:
    """The candidate that tense allows: the latest not after ``now``, the earliest not before, else the nearest."""
    if tense == "ahead":
        back = max((day for day in years if day <= now), default=now)
        near = min((day for day in years if day >= now), default=now)
        tense = "past" if (near - now).days > 2 * FRESH and (now - back).days < 2 * FRESH else "future"
    if tense in ("future", "planned"):
        return min((day for day in years if day >= now), default=None)
    if tense == "past":
        return max((day for day in years if day <= now), default=None)
    return min(years, key=lambda day: (2 * (day - now).days if day > now else (now - day).days, day))


def _beside(years: list[date], mark: Mark) -> date:
    """The candidate in the year of the running date, or in January after its December."""
    over = mark.begin.month == 12 and len(mark.value) > 6 and years[0].month == 1
    return next(day for day in years if day.year == mark.begin.year + over)


def _running(ctx: Context) -> Mark | None:
    """The last mark that fixes a year."""
    for mark in reversed(ctx.marks[-12:]):
        if len(mark.value) > 3 and mark.main:
            return mark
    return None


def _beyond(ctx: Context, plain: date | None, years: list[date], tense: str) -> date | None:
    """In news that looks back: the first candidate after an earlier year's date told just before, in the same paragraph.

    ``plain`` is what the article's date alone gives; it stands where it is fresh news.
    """
    if plain and ctx.dct and abs((ctx.dct - plain).days) < FRESH:
        return plain
    mark = ctx.last
    if (
        mark is None
        or ctx.dct is None
        or tense in ("future", "planned", "ahead")
        or not (mark.explicit and mark.main and len(mark.value) > 6)
    ):
        return None
    near = ctx.bounds[0] - mark.end < NEAR and "\n" not in ctx.view[mark.end : ctx.bounds[0]]
    return min((day for day in years if mark.begin <= day <= ctx.dct), default=None) if near and mark.last.year < ctx.dct.year else None


def month_day(ctx: Context, month: int, day: int, tense: str) -> date | None:
    """The day in the year that the context gives; None without an anchor or where no near year has such a day."""
    mark = _running(ctx) if ctx.narrative else None
    now = mark.begin if mark else ctx.dct
    if now is None or (ctx.narrative and mark is None):
        return None
    years = [found for year in (now.year - 1, now.year, now.year + 1) if (found := safe(year, month, day))]
    if not years:
        return None
    if mark:
        return _beside(years, mark) if len(years) == 3 else years[0]
    plain = _by_tense(years, now, tense)
    return _beyond(ctx, plain, _around(ctx, month, day), tense) or plain or years[0]


def month(ctx: Context, number: int, tense: str) -> int | None:
    """The year of a month named alone; the month of the article's date is this year's."""
    mark = _running(ctx) if ctx.narrative else None
    now = mark.begin if mark else ctx.dct
    if now is None or (ctx.narrative and mark is None):
        return None
    years = [found for year in (now.year - 1, now.year, now.year + 1) if (found := safe(year, number, 1))]
    if mark:
        return _beside(years, mark).year if len(years) == 3 else now.year
    plain = _by_tense(years, now.replace(day=1), tense)
    found = _beyond(ctx, plain, _around(ctx, number, 1), tense) or plain
    return found.year if found else None


def _around(ctx: Context, month: int, day: int) -> list[date]:
    """That day in the year of the last mark and in the next one."""
    year = ctx.last.begin.year if ctx.last else 0
    return [found for step in (0, 1) if (found := safe(year + step, month, day))]


def point(ctx: Context, main: bool = True) -> Mark | None:
    """What "earlier" and "that day" lean on: the last date of the text's main line, else the article's own; "later" leans on any date."""
    if ctx.last and not main:
        return ctx.last
    for mark in reversed(ctx.marks[-4:]):
        if mark.main:
            return mark
    if ctx.last and ctx.narrative:
        return ctx.last
    return Mark(0, 0, ctx.dct.isoformat(), ctx.dct, ctx.dct, False) if ctx.dct and not ctx.narrative else None


def single_day(ctx: Context) -> Mark | None:
    """What "that evening" leans on: the last one day of the text's main line; a week or a month told since does not hide it."""
    for mark in reversed(ctx.marks[-4:]):
        if mark.main and mark.begin == mark.last:
            return mark
    leant = point(ctx)
    return leant if leant and leant.begin == leant.last else None


_COARSE = (
    ("day", re.compile(r"(\d{4}(?:-\d\d)?)(?:-[A-Z].*)?"), {4: "-XX-XX", 7: "-XX"}),
    ("week", re.compile(r"(\d{4})(?:-\d\d|-[HQSF].*)?"), {4: "-WXX"}),
    ("month", re.compile(r"(\d{4})"), {4: "-XX"}),
)


def blurred(mark: Mark | None, unit: str) -> str | None:
    """The value of a unit beside a date that is coarser than the unit: a day of that year, a week of it. None where it is fine enough."""
    for name, kind, rest in _COARSE:
        found = kind.fullmatch(mark.value) if mark and name == unit else None
        if found:
            return found[1] + rest[len(found[1])]
    return None


def next_week_day(now: date, number: int) -> date | None:
    """The weekday of the next ISO week."""
    return plus(now, 7 - now.isoweekday() + number, "day")


def strictly_before(now: date, number: int) -> date | None:
    """The nearest such weekday before ``now``, never ``now`` itself."""
    return plus(now, -((now.isoweekday() - number - 1) % 7 + 1), "day")


def monday(day: date) -> date:
    """The Monday of the ISO week."""
    return day - timedelta(days=day.isoweekday() - 1)
