"""Days and units told from another date: today, last week, that year, two weeks ago, three days later."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.extract.dates import anchor
from kg.extract.dates.amounts import ABOUT, modifier
from kg.extract.dates.arithmetic import CLOCK_UNITS, at_unit, period, plus, singular
from kg.extract.dates.numbers import number, words
from kg.extract.dates.rule import Context, Mark, Reading, Rule

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
_STEP = dict.fromkeys(words("last previous past preceding prior latest"), -1) | dict.fromkeys(
    words("this current present same that very"), 0
)
_STEP |= dict.fromkeys(words("next coming following upcoming succeeding subsequent ensuing"), 1)
_FROM_TEXT = frozenset(words("previous following same that preceding prior succeeding subsequent ensuing very"))
_UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
_UNKNOWN |= {"weekend": "XXXX-WXX-WE", "fortnight": "XXXX-WXX", "night": "XXXX-XX-XXTNI"}
_BACK = frozenset(words("ago earlier before previously prior back beforehand"))
_FROM_NOW = frozenset({"ago", "from now", "hence", "back", "from today"})
_NAME = re.compile(r"[A-Z][A-Za-z]* $")


def on_unit(day: date | None, count: float, unit: str) -> Reading:
    """The DATE ``count`` units away from ``day``, at the unit's own precision; unknown parts without a day."""
    there = plus(day, count, unit) if day else None
    return Reading("DATE", at_unit(there, unit) if there else _UNKNOWN.get(unit, "XXXX-XX-XX"))


def before_christ(year: int, step: float, unit: str) -> Reading:
    """The DATE so many years, decades or centuries from a year before Christ."""
    there = max(1, int(year - step * {"year": 1, "decade": 10, "century": 100}[unit]))
    return Reading("DATE", "BC" + f"{there:04d}"[: {"year": 4, "decade": 3, "century": 2}[unit]])


def anchored(ctx: Context, count: float, unit: str, back: bool) -> Reading:
    """A DURATION that ends (``back``) or starts at the article's date: the past two years, the next three months."""
    value = period(count, unit)
    dct = ctx.dct if not ctx.narrative else None
    far = plus(dct, -count if back else count, unit) if dct and unit not in CLOCK_UNITS else None
    if dct is None or far is None:
        return Reading("DURATION", value)
    begin, end = (far, dct) if back else (dct, far)
    return Reading("DURATION", value, fixed=True, begin=begin, end=end, edtf=f"{begin}/{end}")


def fiscal_year(day: date | None, step: int) -> Reading:
    """The US federal fiscal year that holds ``day``, or one beside it; it begins in October."""
    return Reading("DATE", f"FY{day.year + (day.month > 9) + step:04d}" if day else "FYXXXX")


def _deictic(found: re.Match[str], ctx: Context) -> Reading | None:
    if ctx.capital(found.start()) and _NAME.search(ctx.text, max(0, found.start() - 20), found.start()):
        return None
    if ctx.narrative:
        return Reading("DATE", "PRESENT_REF" if found[0] == "today" else "XXXX-XX-XX")
    return on_unit(ctx.dct, _DAYS[" ".join(found[0].split())], "day")


def base_of(ctx: Context, from_text: bool) -> date | None:
    """The day leant on: the text's last date, or the article's own."""
    mark = anchor.point(ctx) if from_text or ctx.narrative else None
    return mark.begin if mark else None if ctx.narrative else ctx.dct


def _unit(found: re.Match[str], ctx: Context) -> Reading | None:
    words, unit = found["how"].split(), found["u"]
    how, the = words[-1], words[0] == "the"
    if found["f"] in ("fiscal ", "financial ") and unit == "year":
        return fiscal_year(base_of(ctx, how in _FROM_TEXT), _STEP[how])
    if unit == "day" and (how in ("this", "last", "past", "current", "present", "coming", "upcoming") or (how == "next" and not the)):
        return None
    if (how in _FROM_TEXT or ctx.narrative or (unit == "day" and how == "next")) and (value := anchor.blurred(anchor.point(ctx), unit)):
        return Reading("DATE", value)
    if unit == "day":
        return on_unit(base_of(ctx, how in _FROM_TEXT or how == "next"), _STEP[how], unit)
    if (how == "past" and words[0] != "this") or (
        how in ("last", "next", "coming") and the and unit != "quarter" and _within(ctx, found.start())
    ):
        return anchored(ctx, 1, unit, how in ("past", "last"))
    if ctx.before_christ and unit in ("year", "decade", "century"):
        return before_christ(ctx.before_christ, _STEP[how], unit)
    return on_unit(base_of(ctx, how in _FROM_TEXT or (how == "next" and the and unit != "quarter")), _STEP[how], unit)


def _within(ctx: Context, start: int) -> bool:
    return re.search(r"\b(?:over|during|within|for|throughout)[ \n]{1,2}$", ctx.before(start, 12)) is not None


def _weekend(found: re.Match[str], ctx: Context) -> Reading:
    now, how = ctx.now, (found["how"] or "").split()
    if now is None:
        return on_unit(None, 0, "weekend")
    if how[-1:] in (["last"], ["past"], ["previous"]):
        return on_unit(now, -1, "weekend")
    if how[-1:] in (["next"], ["following"]):
        return on_unit(now, 1, "weekend")
    back = how == ["the"] and now.isoweekday() < 6 and ctx.tense(*found.span()) != "future"
    return on_unit(now, -1 if back else 0, "weekend")


def _shift(found: re.Match[str], ctx: Context) -> Reading | None:
    how, unit, about = " ".join(found["how"].split()), singular(found["u"]), modifier(found["about"])
    count = number(found["n"]) if found["n"] else None
    back = how in _BACK
    if count is None:
        return Reading("DATE", "PAST_REF" if back else "FUTURE_REF", mod=about)
    if count > 4000:
        return None
    mark = None if how in _FROM_NOW else anchor.point(ctx, back)
    if mark and (value := anchor.blurred(mark, unit)):
        return Reading("DATE", value, mod=about)
    base = mark.begin if mark else None if how in _FROM_NOW and ctx.narrative else ctx.now
    step = -count if back else count
    if unit in CLOCK_UNITS:
        return Reading("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}TXX", mod=about)
    if ctx.before_christ and how not in _FROM_NOW and unit in ("year", "decade", "century"):
        return before_christ(ctx.before_christ, step, unit)
    same = _same_kind(mark, int(step)) if unit == "year" and mark else None
    return Reading("DATE", (same or on_unit(base, step, unit)).value, mod=about)


def _bare_shift(found: re.Match[str], _ctx: Context) -> Reading:
    return Reading("DATE", "PAST_REF" if found["how"] in _BACK else "FUTURE_REF")


def _end_of_unit(found: re.Match[str], ctx: Context) -> Reading:
    """Year-end, month's end: the end of the period that runs."""
    return replace(on_unit(base_of(ctx, False), 0, found["u"]), mod="END")


def _weeks_from(found: re.Match[str], ctx: Context) -> Reading | None:
    """A week from Monday: that day, so many weeks on; a weekday is the next one."""
    named, count = ctx.read(*found.span("day")), number(found["n"])
    if named is None or count is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", named.value):
        return None
    day = date.fromisoformat(named.value)
    if ctx.dct and day < ctx.dct and found["day"].endswith("day") and not named.explicit:
        day = plus(day, 1, "week") or day
    return on_unit(day, 7 * count, "day")


def _same_kind(mark: Mark, years: int) -> Reading | None:
    """So many years beside a quarter or a half of a year is that quarter or half again."""
    kind = re.fullmatch(r"(\d{4})(-[QH]\d)", mark.value)
    return Reading("DATE", f"{int(kind[1]) + years:04d}{kind[2]}") if kind else None


def _day_beside(found: re.Match[str], ctx: Context) -> Reading:
    mark = anchor.point(ctx)
    return on_unit(mark.begin if mark else None, -1 if found["how"] == "before" else 1, found["u"])


def _period_of_text(found: re.Match[str], ctx: Context) -> Reading | None:
    """The year, the quarter: as "for the year" and "in the quarter" mean them."""
    mark, unit = anchor.point(ctx), found["u"] or "day"
    if "f" in found.re.groupindex and found["f"] and unit == "year":
        return fiscal_year(base_of(ctx, False), 0)
    if mark and unit == "quarter" and re.fullmatch(r"\d{4}-Q\d", mark.value):
        return Reading("DATE", mark.value)
    return on_unit(base_of(ctx, False), 0, unit)


def _year_ago_period(_found: re.Match[str], ctx: Context) -> Reading:
    """The year-earlier quarter, the same period last year: that part of the year before."""
    mark = ctx.last
    return (_same_kind(mark, -1) if mark else None) or on_unit(ctx.now, -1, "year")


_HOW = (
    r"(?:this|that|the) (?:very )?same|this past|last|this|next|that|(?:the |very )?(?:last|next|current|present|coming|upcoming|"
    r"following|latest|"
    r"previous|preceding|prior|past|succeeding|subsequent|ensuing)"
)
_AFTER = r"ago|earlier|later|from now|previously|hence|beforehand|afterwards?|from today|back(?=[,.;])|(?:before|after|prior)(?=[,.;:)]|\Z)"

TABLE = (
    Rule(
        "deictic",
        r"the day before yesterday|the day after tomorrow|today|yesterday|tomorrow",
        _deictic,
        "It takes effect tomorrow.",
        "2025-06-12",
    ),
    Rule("deictic", r"today", _deictic, "It takes effect today.", "XXXX-XX-XX", when=None),
    Rule(
        "unit",
        rf"(?P<how>{_HOW}) (?P<f>full |fiscal |calendar |financial |school )?(?P<u>day|week|month|quarter|year|decade|century)(?!-|"
        rf"'s? (?:old|time))",
        _unit,
        "She may sign it next week.",
        "2025-W25",
    ),
    Rule("unit", rf"(?P<how>{_HOW}) (?P<f>zz)?(?P<u>year)", _unit, "It closed in 2003 and opened the following year.", "2004"),
    Rule(
        "unit",
        r"(?:(?P<how>last|(?:this|the) past|(?:this|the) coming|this|next|the (?:previous|following)|the) )weekend",
        _weekend,
        "Crowds gathered last weekend.",
        "2025-W23-WE",
    ),
    Rule(
        "unit",
        rf"(?:(?P<about>{ABOUT}|only|just|barely) )?(?:a little (?:more|less) than )?(?:(?P<n>an?|half an?|<NUM>)|<VAGUE>) (?:full |"
        rf"short |long )?"
        rf"(?P<u><UNITS>|<UNIT>) (?P<how>{_AFTER})",
        _shift,
        "The city adopted it three months ago.",
        "2025-03",
    ),
    Rule(
        "unit",
        r"(?:the )?(?P<u>year|month|week|quarter)(?:'s |-| )end(?:ing)?(?! (?:of|in)\b)",
        _end_of_unit,
        "They must comply by year-end.",
        "2025",
    ),
    Rule("unit", r"(?P<n>an?|<NUM>) (?P<u>weeks?) from (?P<day><ANYDAY>)", _weeks_from, "It opens two weeks from Monday.", "2025-06-30"),
    Rule("unit", rf"<u:UNITS> (?P<how>{_AFTER})", _bare_shift, "It was closed years ago.", "PAST_REF"),
    Rule(
        "unit",
        r"the (?P<u>day|night|week|month|year) (?P<how>before|after)(?=[,.;:)]|\Z)",
        _day_beside,
        "It rained the day before.",
        "2025-06-10",
    ),
    Rule(
        "unit",
        r"(?:for|in|during|of|throughout|over|through|within|ended|ending|end|closed|closing|finished|finish|started|began|begin|start) "
        r"(?P<x>the (?P<u>quarter|year|month|week))(?=[,.;:)]|\Z| (?:to|ended|ending|as|and|with|from|when|because|after|at|up|down|"
        r"on|but|by|"
        r"than|since|before|while|in)\b)|(?:for|on|ended|ending|end|closed|closing|finished|finish|started|began) (?P<xx>the (?P<v>day))"
        r"(?=[,.;:)]|\Z| (?:at|up|down|with|after|higher|lower)\b)",
        _period_of_text,
        "Sales fell in the quarter.",
        "2025-Q2",
        part=False,
    ),
    Rule(
        "unit",
        r"the (?P<f>fiscal |financial )?(?:calendar |school |entire |whole )?(?P<u>year|quarter|month|week|decade|century|day)",
        _period_of_text,
        "Dues fall due at the end of the year.",
        "2025",
        alone=False,
    ),
    Rule(
        "unit",
        r"(?:(?:the|a) )?year-(?:earlier|ago) (?:quarter|period|half|month)|the (?:same|comparable|corresponding|like|equivalent) "
        r"(?:period|quarter|three months|half)(?: of)?(?: the)?,? (?:last|a|the previous|previous|prior|the prior) year(?: earlier|"
        r" ago| before)?",
        _year_ago_period,
        "Sales were 3 percent lower than in the same period last year.",
        "2024",
    ),
)
