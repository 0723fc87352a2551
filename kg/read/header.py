"""The header line ``date YYYY-MM-DD By A and B, PUBLISHER`` of a text, and days as sources write them."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from kg.errors import SourceError

# The first newspaper is of 1605; a page of the web with a date before 1900 has a default there, not a date.
FIRST_NEWSPAPER = 1605
FIRST_PAGE = 1900
LAST_YEAR = 2199

_HEADER = re.compile(r"\A\s*date:?[ \t]+(?P<day>\d{1,4}[-/.]\d\S*?)(?=,?(?:\s|\Z))(?P<rest>[^\n]*)", re.IGNORECASE)
_BY = re.compile(r"[\s,]*by:?\s+(?P<names>.+)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:?\d\d\S*(?: ?(?:UTC|GMT|Z|[+-]\d\d:?\d\d))?)?|(\d{4})(\d\d)(\d\d)(?:T?\d{6}Z?)?")
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+", re.IGNORECASE)
_LONGEST = 300


class Header(NamedTuple):
    """What the header line says; ``end`` is the offset at which the body starts, 0 without a header."""

    published: date | None = None
    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    end: int = 0


def header(text: str, place: str) -> Header:
    """The header line of ``text``, or an empty Header. Raises SourceError when its date is no day."""
    match = _HEADER.match(text)
    if match is None:
        return Header()
    published = day_of(match["day"])
    if published is None:
        raise SourceError(place, f"the header's date {match['day'][:40]!r} is no day", "write it as date YYYY-MM-DD")
    by, rest = _BY.match(match["rest"]), match["rest"].strip()
    if len(rest) > _LONGEST or (rest and not by and not rest.startswith(",")):
        return Header(published, end=_skip_blank(text, match.end("day")))
    end = _skip_blank(text, match.end())
    if by:
        return Header(published, *credits_of(by["names"]), end)
    return Header(published, (), rest.strip(", ") or None, end)


def body_start(text: str) -> int:
    """The offset of the first character after the header line and the blank lines below it; 0 without a header.

    >>> text = " date 2025-08-30 By Ann Lee, The Wire\\n\\nThe mayor signed."
    >>> text[body_start(text):]
    'The mayor signed.'
    """
    return lenient_header(text).end


def lenient_header(text: str) -> Header:
    """The header line of ``text``, an empty Header where there is none or its date is no day."""
    try:
        return header(text, "")
    except SourceError:
        return Header()


def day_of(words: str, first_year: int = FIRST_NEWSPAPER) -> date | None:
    """The day of an ISO date or datetime, as it is written, in its own time zone; None for anything else.

    Years run from ``first_year`` to 2199: beyond them stands a default such as 0001-01-01, not a date.

    >>> day_of("2025-08-30T23:59:00-05:00")
    datetime.date(2025, 8, 30)
    """
    match = _DAY.fullmatch(words.strip()) if words.isascii() else None
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    return day_if_any(year, month, day, first_year)


def day_if_any(year: int, month: int, day: int, first_year: int = FIRST_NEWSPAPER) -> date | None:
    """The day, None where the calendar has none or the year is out of bounds."""
    if not first_year <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def credits_of(words: str) -> tuple[tuple[str, ...], str | None]:
    """The names and the publisher of "A, B and C, PUBLISHER"; the publisher is None where the last part is a name list.

    >>> credits_of("Ann Lee, Bo Cho and Cy Doe, The Wire")
    (('Ann Lee', 'Bo Cho', 'Cy Doe'), 'The Wire')
    """
    *parts, last = [" ".join(part.split()) for part in words.split(",")]
    ends_in_names = _AND.search(last) and all(len(name.split()) > 1 for name in _AND.split(last))
    publisher = last if parts and not ends_in_names else None
    listed = parts if publisher is not None else [*parts, last]
    names = tuple(name for part in listed for name in _AND.split(re.sub(r"^and\s+", "", part)) if name)
    return names, publisher or None


def _skip_blank(text: str, start: int) -> int:
    return len(text) - len(text[start:].lstrip())
