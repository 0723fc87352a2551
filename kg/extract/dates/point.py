"""Point dates in odd written forms, read by dateparser. The only module that imports it, and only when such a form turns up."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

LONGEST = 40


@lru_cache(maxsize=4096)
def day_of(words: str) -> date | None:
    """The day of a delimited point date with day, month and year in any English order; None where it is none.

    Words longer than ``LONGEST`` characters are not looked at. The base date is fixed and all three parts are required, so that the
    day of reading never gets in.

    >>> day_of("20-jan-2025"), day_of("soon")
    (datetime.date(2025, 1, 20), None)
    """
    import dateparser

    if len(words) > LONGEST:
        return None
    found = dateparser.parse(
        words,
        languages=["en"],
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "RELATIVE_BASE": datetime(2000, 1, 1), "DATE_ORDER": "MDY"},  # noqa: DTZ001 a fixed base, never now
    )
    return found.date() if found else None
