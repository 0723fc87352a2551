"""From a TIMEX3 value to inclusive days, granularity and EDTF. Values with unknown parts have no days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.dates.arithmetic import SEASON_MONTH, month_end

_QUADRIMESTER = {"START": (37, 1), "MID": (38, 5), "END": (39, 9)}
_SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}


@dataclass(frozen=True, slots=True)
class Days:
    """What a value covers: first and last day (None for an open end), granularity and EDTF."""

    begin: date | None
    end: date | None
    granularity: str
    edtf: str | None


NOTHING = Days(None, None, "unknown", None)


def _day(found: re.Match[str], _mod: str | None) -> Days:
    day = date.fromisoformat(found[1])
    clock = re.match(r"T(\d\d)(?::(\d\d))?(?::(\d\d))?", found[2] or "")
    if clock is None or clock[1] == "24":
        return Days(day, day, "day", day.isoformat())
    return Days(day, day, "day", f"{day.isoformat()}T{clock[1]}:{clock[2] or '00'}:{clock[3] or '00'}")


def _months(year: int, first: int, count: int, granularity: str, edtf: str) -> Days:
    last = year * 12 + first - 1 + count - 1
    return Days(date(year, first, 1), month_end(last // 12, last % 12 + 1), granularity, edtf)


def _month(found: re.Match[str], _mod: str | None) -> Days:
    return _months(int(found[1]), int(found[2]), 1, "month", found[0])


def _year(found: re.Match[str], mod: str | None) -> Days:
    year = int(found[1])
    if mod in _QUADRIMESTER:
        code, first = _QUADRIMESTER[mod]
        return _months(year, first, 4, "season", f"{found[1]}-{code}")
    return _months(year, 1, 12, "year", found[1])


def _quarter(found: re.Match[str], _mod: str | None) -> Days:
    at = int(found[2])
    return _months(int(found[1]), 3 * at - 2, 3, "season", f"{found[1]}-{32 + at}")


def _half(found: re.Match[str], _mod: str | None) -> Days:
    at = int(found[2])
    return _months(int(found[1]), 6 * at - 5, 6, "season", f"{found[1]}-{39 + at}")


def _season(found: re.Match[str], _mod: str | None) -> Days:
    return _months(int(found[1]), SEASON_MONTH[found[2]], 3, "season", f"{found[1]}-{_SEASON_EDTF[found[2]]}")


def _week(found: re.Match[str], _mod: str | None) -> Days:
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    begin, end = monday + timedelta(days=5 if found[3] else 0), monday + timedelta(days=6)
    return Days(begin, end, "week", f"{begin}/{end}")


def _decade(found: re.Match[str], _mod: str | None) -> Days:
    return _months(int(found[1]) * 10, 1, 120, "decade", f"{found[1]}X")


def _century(found: re.Match[str], _mod: str | None) -> Days:
    return _months(int(found[1]) * 100, 1, 1200, "century", f"{found[1]}XX")


def _fiscal(found: re.Match[str], _mod: str | None) -> Days:
    year = int(found[1])
    begin, end = date(year - 1, 10, 1), date(year, 9, 30)
    return Days(begin, end, "year", f"{begin}/{end}")


def _some_day(found: re.Match[str], _mod: str | None) -> Days:
    """A day of a year that nobody named."""
    return _months(int(found[1]), 1, 12, "year", found[0])


def _before_christ(found: re.Match[str], _mod: str | None) -> Days:
    year = int(found[1])
    return Days(None, None, "year", f"-{year - 1:04d}" if year > 1 else "0000")


KINDS: tuple[tuple[str, Callable[[re.Match[str], str | None], Days]], ...] = (
    (r"(\d{4}-\d\d-\d\d)(T.*)?", _day),
    (r"(\d{4})-(\d\d)", _month),
    (r"(\d{4})", _year),
    (r"(\d{4})-W(\d\d)(-WE)?", _week),
    (r"(\d{4})-Q([1-4])", _quarter),
    (r"(\d{4})-H([12])", _half),
    (r"(\d{4})-(SP|SU|FA|WI)", _season),
    (r"(\d{3})", _decade),
    (r"(\d{2})", _century),
    (r"(\d{4})-XX-XX", _some_day),
    (r"FY(\d{4})", _fiscal),
    (r"BC(\d{4})", _before_christ),
)
_KINDS = tuple((re.compile(source), build) for source, build in KINDS)


def days_of(value: str, mod: str | None = None) -> Days:
    """The days of a DATE or TIME value; ``a/b`` is the interval from the first day of a to the last of b.

    Early, mid and late years are EDTF's quadrimesters: a convention, not the text's own bounds. Never raises.

    >>> days_of("2025", "START").edtf, days_of("2025-Q1").end, days_of("XXXX-06").begin
    ('2025-37', datetime.date(2025, 3, 31), None)
    """
    if "/" in value:
        first, _, last = value.partition("/")
        one, two = days_of(first), days_of(last)
        if one.edtf is None or two.edtf is None or (one.begin and two.end and one.begin > two.end):
            return NOTHING
        return Days(one.begin, two.end, two.granularity, value if one.edtf == first and two.edtf == last else None)
    for kind, build in _KINDS:
        found = kind.fullmatch(value)
        if found:
            try:
                return build(found, mod)
            except (ValueError, OverflowError):
                return NOTHING
    return NOTHING
