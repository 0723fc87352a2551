"""Calendar arithmetic: units before and after a day, and TIMEX3 values at a unit's own precision."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
CLOCK_UNITS = ("second", "minute", "hour")
_LETTER = {"second": "S", "minute": "M", "hour": "H", "day": "D", "night": "NI", "weekend": "WE", "week": "W", "month": "M", "quarter": "Q"}
_LETTER |= {"year": "Y", "decade": "DE", "century": "CE"}
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def safe(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none.

    >>> safe(2025, 2, 30) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plus(day: date, count: float, unit: str) -> date | None:
    """``count`` units after ``day`` (before, if negative); the day is cut to the length of the month. None outside of years 1 to 9999.

    >>> plus(date(2025, 3, 31), -1, "month")
    datetime.date(2025, 2, 28)
    """
    try:
        if unit in DAYS_IN:
            return day + timedelta(days=count * DAYS_IN[unit])
        if unit not in MONTHS_IN:
            return day
        months = int(day.year * 12 + day.month - 1 + count * MONTHS_IN[unit])
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, month_end(year, month + 1).day))
    except (ValueError, OverflowError):
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month; ValueError outside of years 1 to 9999."""
    if (year, month) == (9999, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def week_of(day: date) -> str:
    """The ISO week as TIMEX3 writes it.

    >>> week_of(date(2025, 6, 11))
    '2025-W24'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def at_unit(day: date, unit: str) -> str:
    """The value of the unit that holds ``day``.

    >>> [at_unit(date(2025, 6, 11), unit) for unit in ("day", "week", "month", "quarter", "year", "decade", "century")]
    ['2025-06-11', '2025-W24', '2025-06', '2025-Q2', '2025', '202', '20']
    """
    if unit in ("week", "fortnight"):
        return week_of(day)
    if unit == "weekend":
        return week_of(day) + "-WE"
    if unit == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    cut = {"year": 4, "decade": 3, "century": 2}.get(unit)
    return f"{day.year:04d}"[:cut] if cut else day.isoformat()


def season_of(day: date) -> tuple[int, int]:
    """The year and the place (0 spring .. 3 winter) of the season that holds ``day``; January belongs to the winter of the year before.

    >>> season_of(date(2025, 1, 8))
    (2024, 3)
    """
    at = (day.month - 3) // 3
    return (day.year, at) if at >= 0 else (day.year - 1, 3)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus as Meeus gives it).

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    le = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * le) // 451
    month, day = divmod(h + le - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (1 Monday .. 7 Sunday) of a month; -1 is the last.

    >>> nth_weekday(2025, 11, 4, 4), nth_weekday(2025, 5, 1, -1)
    (datetime.date(2025, 11, 27), datetime.date(2025, 5, 26))
    """
    if nth < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def singular(unit: str) -> str:
    """The unit without its plural.

    >>> singular("centuries"), singular("days"), singular("century")
    ('century', 'day', 'century')
    """
    return "century" if unit == "centuries" else "millennium" if unit == "millennia" else unit.rstrip("s")


def period(count: float | None, unit: str) -> str:
    """The DURATION value of so many units; ``X`` for an unknown count.

    >>> period(2, "year"), period(None, "day"), period(1.5, "hour"), period(1, "fortnight"), period(0.5, "hour"), period(2, "decade")
    ('P2Y', 'PXD', 'PT1.5H', 'P2W', 'PT30M', 'P20Y')
    """
    if unit in ("fortnight", "millennium"):
        count, unit = (
            (None if count is None else 2 * count, "week") if unit == "fortnight" else (None if count is None else 1000 * count, "year")
        )
    if count == 0.5 and unit in ("day", "hour", "minute", "year", "decade", "century"):
        count, unit = {
            "day": (12, "hour"),
            "hour": (30, "minute"),
            "minute": (30, "second"),
            "year": (6, "month"),
            "decade": (5, "year"),
            "century": (50, "year"),
        }[unit]
    if unit == "decade":
        count, unit = None if count is None else 10 * count, "year"
    amount = "X" if count is None else str(int(count)) if count == int(count) else f"{count:g}"
    return f"P{'T' if unit in CLOCK_UNITS else ''}{amount}{_LETTER[unit]}"
