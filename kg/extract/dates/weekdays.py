"""Weekdays: alone by tense, with last, this and next, and with a week."""

from __future__ import annotations

import re
from datetime import date

from kg.extract.dates import anchor
from kg.extract.dates.arithmetic import at_unit, nth_weekday, plus
from kg.extract.dates.interval import days_of
from kg.extract.dates.lexicon import WEEKDAYS
from kg.extract.dates.numbers import ordinal
from kg.extract.dates.rule import Context, Reading, Rule

_BACK = ("last", "this past", "past", "the previous", "previous")
_AHEAD = ("the following", "following", "the next")


def day_reading(day: date | None, number: int) -> Reading:
    """A DATE of one day; a weekday of an unknown week without an anchor."""
    return Reading("DATE", day.isoformat() if day else f"XXXX-WXX-{number}")


def _number(found: re.Match[str]) -> int:
    return WEEKDAYS[found["w"].rstrip(".")]


def _alone(found: re.Match[str], ctx: Context) -> Reading | None:
    word = found["w"]
    if not ctx.capital(found.start("w")):
        return None
    if not word.endswith("day") and (not word.endswith(".") or word in ("sun.", "sat.", "mon.", "wed.")):
        return None
    if re.match(r" (?:news|times|herald|post|night football|mirror|telegraph|star|mail|magazine|agreement)\b", ctx.after(found.end(), 20)):
        return None
    number = _number(found)
    return day_reading(anchor.weekday(ctx, number, ctx.tense(*found.span())), number)


def _directed(found: re.Match[str], ctx: Context) -> Reading | None:
    number, how = _number(found), " ".join(found["how"].split())
    if not found["w"].endswith("day"):
        return None
    now = ctx.now
    if how in _AHEAD or how in ("the previous", "previous"):
        mark = anchor.point(ctx)
        now = mark.begin if mark else now
    if now is None:
        return day_reading(None, number)
    if how in _BACK:
        return day_reading(anchor.strictly_before(now, number), number)
    if how == "next":
        return day_reading(anchor.next_week_day(now, number), number)
    if how in _AHEAD or how in ("coming", "this coming"):
        return day_reading(plus(now, (number - now.isoweekday() - 1) % 7 + 1, "day"), number)
    tense = ctx.tense(*found.span())
    return day_reading(anchor.weekday(ctx, number, "past" if tense == "past" else "future"), number)


def _of_week(found: re.Match[str], ctx: Context) -> Reading | None:
    number, now = _number(found), ctx.now
    if now is None:
        return day_reading(None, number)
    weeks = {"last": -1, "this": 0, "next": 1}[found["how"]]
    return day_reading(plus(anchor.monday(now), 7 * weeks + number - 1, "day"), number)


def _ago(found: re.Match[str], ctx: Context) -> Reading | None:
    number, now = _number(found), ctx.now
    day = anchor.strictly_before(now, number) if now else None
    return day_reading(plus(day, -7, "day") if day else None, number)


def _week_of_month(found: re.Match[str], ctx: Context) -> Reading | None:
    """The first week of a month is the ISO week of its first day; the last, that of its last."""
    period = ctx.read(*found.span("p"))
    days = days_of(period.value) if period else None
    if days is None or period is None or days.begin is None or days.end is None or days.granularity != "month":
        return None
    place = ordinal(found["o"])
    day = plus(days.begin, place - 1, "week") if place else days.end
    return Reading("DATE", at_unit(day, "week"), explicit=period.explicit) if day else None


def _week_of(found: re.Match[str], ctx: Context) -> Reading | None:
    day = ctx.read(*found.span("day"))
    when = days_of(day.value).begin if day else None
    if when is None or day is None:
        return None
    return Reading("DATE", at_unit(when, found["u"]), explicit=day.explicit)


def _nth_of_month(found: re.Match[str], ctx: Context) -> Reading | None:
    """The first Monday in October; of every month it is a set."""
    number, place = _number(found), ordinal(found["o"]) or -1
    if found["set"]:
        return Reading("SET", f"XXXX-WXX-{number}")
    month = ctx.read(*found.span("p"))
    begin = days_of(month.value).begin if month and re.fullmatch(r"\d{4}-\d\d", month.value) else None
    if month is None or begin is None:
        return None
    return Reading("DATE", nth_weekday(begin.year, begin.month, number, place).isoformat(), explicit=month.explicit)


TABLE = (
    Rule(
        "weekday",
        r"the (?P<o>first|second|third|fourth|last) <w:WEEKDAY> (?:in|of) (?:(?P<set>each month|every month)|(?P<p><PERIOD>))",
        _nth_of_month,
        "Court opens the first Monday in October.",
        "2025-10-06",
    ),
    Rule(
        "unit",
        r"the (?P<o>first|second|third|fourth|last|final) week of (?P<p><PERIOD>)",
        _week_of_month,
        "It opened in the first week of May.",
        "2025-W18",
    ),
    Rule(
        "unit",
        r"the (?P<u>week|weekend) (?:of|beginning|starting|ending) (?P<day><ANYDAY>)",
        _week_of,
        "It opened in the week of May 5.",
        "2025-W19",
    ),
    Rule("weekday", r"<w:WD>", _alone, "The council met Monday.", "2025-06-09"),
    Rule("weekday", r"<w:WD>", _alone, "Officials will meet on Friday.", "2025-06-13"),
    Rule("weekday", r"<w:WD>", _alone, "The ruling came on Wednesday.", "2025-06-11"),
    Rule("weekday", r"<w:WD>", _alone, "The ruling came on Friday.", "XXXX-WXX-5", when=None),
    Rule(
        "weekday",
        r"(?P<how>last|this past|past|next|coming|this coming|this|the following|following|the previous|previous|the next) <w:WEEKDAY>",
        _directed,
        "The judge ruled last Thursday.",
        "2025-06-05",
    ),
    Rule("weekday", r"<w:WEEKDAY>,? (?:of )?(?P<how>last|this|next) week", _of_week, "He left on Monday of last week.", "2025-06-02"),
    Rule("weekday", r"a week ago (?:on )?(?:last )?<w:WEEKDAY>", _ago, "It opened a week ago Friday.", "2025-05-30"),
)
