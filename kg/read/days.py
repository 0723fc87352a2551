"""Days as records and tables write them: ISO, with month names, of mail, in figures, as seconds."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from email.utils import parsedate

from kg.read.dateline import day_in_words
from kg.read.header import FIRST_PAGE, day_if_any, day_of

DMY, MDY = "dmy", "mdy"
_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T,].*)?")
# Between these numbers lie the seconds of the years 1990 to 2100.
_FIRST_SECOND, _LAST_SECOND = 631_152_000, 4_102_444_800


class AmbiguousDayError(ValueError):
    """A day such as 04/06/2025, which is in June in one country and in April in another."""


def written_day(value: object, order: str | None = None) -> date | None:
    """The day that ``value`` says, in its own time zone; None where it says none.

    ``order`` is "dmy" or "mdy" where it is known which figure is the day; with full stops the day comes first. Seconds
    since 1970 are understood as UTC. Raises AmbiguousDayError for figures that can be read in two ways.

    >>> written_day("Wed, 04 Jun 2025 23:30:00 -0500"), written_day("25/06/2025"), written_day("04/06/2025", "mdy")
    (datetime.date(2025, 6, 4), datetime.date(2025, 6, 25), datetime.date(2025, 4, 6))
    """
    if isinstance(value, datetime | date):
        return day_of(value.isoformat()[:10])
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    words = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    return day_of(words) or _in_figures(words, order) or day_in_words(words) or _of_mail(words) or _of_seconds(words)


def order_of(values: list[object]) -> str | None:
    """The order of the figures in a column of days, where one of them tells; None where none does, or they disagree.

    >>> order_of(["04/06/2025", "25/06/2025"])
    'dmy'
    """
    found = {_order(match) for value in values if (match := _FIGURES.fullmatch(str(value).strip()))} - {None}
    return found.pop() if len(found) == 1 else None


def _order(match: re.Match[str]) -> str | None:
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12:
        return DMY
    return MDY if second > 12 else None


def _in_figures(words: str, order: str | None) -> date | None:
    match = _FIGURES.fullmatch(words)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    order = _order(match) or order
    if order is None and first != second:
        raise AmbiguousDayError(words)
    day, month = (second, first) if order == MDY else (first, second)
    return day_if_any(year, month, day, FIRST_PAGE)


def _of_mail(words: str) -> date | None:
    parts = parsedate(words) if len(words) < 60 else None
    return day_if_any(parts[0], parts[1], parts[2], FIRST_PAGE) if parts else None


def _of_seconds(words: str) -> date | None:
    if not re.fullmatch(r"\d{9,13}", words):
        return None
    seconds = int(words) / (1000 if len(words) > 11 else 1)
    return datetime.fromtimestamp(seconds, timezone.utc).date() if _FIRST_SECOND <= seconds <= _LAST_SECOND else None
