"""The day that the first lines of a text give it: a line that is a date, or a dateline with a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.read.header import FIRST_PAGE, day_if_any, day_of, lenient_header
from kg.read.view import matching

_LINES = 8
_PARAGRAPH = 300
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept(?:ember|\.)?|sep\.?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DATE = re.compile(
    r"\b(?:"
    + _MONTH.format("m1")
    + r"\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{4})"
    + r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+"
    + _MONTH.format("m2")
    + r",?\s+(?P<y2>\d{4})|(?P<iso>\d{4}-\d\d-\d\d)(?:T\d\d:\d\d\S*)?)(?!\w)",
    re.IGNORECASE,
)
# What may stand beside a date on a line of its own.
_LABELS = re.compile(
    r"\b(?:first\s+)?(?:published|posted|issued|released|filed|dated?|created|for immediate release)\b"
    r"|\b(?:(?:press|news|media)\s+(?:release|statement)|statement|on|at|by|of|last)\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?\b|\b(?:\d{1,2}\s*)?[ap]\.?m\b|\b(?:utc|gmt|[bcemps][ds]?t|est)(?:[+-]\d+)?\b"
    r"|\b(?:local time|noon|midnight)\b|\W+",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^\s*(?:[Bb]y|BY)\s+[A-Z][\w.'-]*(?:(?:\s*,\s*|\s+(?:and\s+)?)[A-Z][\w.'-]*){0,7}")
_CHANGED = re.compile(r"\b(?:updated|modified|edited|revised|corrected|reviewed|retrieved|accessed)\b", re.IGNORECASE)
# "CHICAGO (AP) - ", "WASHINGTON, ", "Springfield, Ill. - ": a place in capitals, or one that an agency or a dash follows.
_PLACE = re.compile(
    r"\s*(?:(?:[A-Z][A-Z.'-]+(?:[ /][A-Z.'-]+){0,3}(?:,\s*[A-Z][\w.]*(?:\s[A-Z][\w.]*)?){0,2}"
    r"|(?!(?:On|In|By|Since|At|From|Until|The|It|As|After|Before|During|This)\b)[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}(?:,\s*[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)?)"
    r"(?:,?\s*\([^()\n]{2,40}\))?\s*(?:,|-+|–|—|/|:)*|\([^()\n]{2,40}\)\s*(?:-+|–|—)*)?\s*"
)
_CLOSE = re.compile(r"\.?\s*(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/|-{1,2}|–|—|:|$)")


def dated_at_top(text: str) -> date | None:
    """The day that the header, a line of its own or the dateline gives the text, None without one of these.

    A date in a sentence is what the text tells of, a month and day without a year no date, and the day of a last change
    serves only where no other is, the earliest one. Only the first eight lines count, up to the first long one.

    >>> dated_at_top("CHICAGO (AP) — June 4, 2025 — The mayor signed an order.")
    datetime.date(2025, 6, 4)
    """
    top, changed = lenient_header(text), None
    if top.published:
        return top.published
    for line in _top(text[top.end : top.end + _LINES * 2 * _PARAGRAPH]):
        for match in _DATE.finditer(line):
            day = _day(match)
            if day is None or not (_alone(line, match) or _leads(line, match)):
                continue
            if not _CHANGED.search(line):
                return day
            changed = min(changed, day) if changed else day
    return changed


def day_in_words(words: str) -> date | None:
    """The one day that words such as "Published June 4, 2025, 10:15 AM EDT" say and nothing else; None for anything else.

    >>> day_in_words("Wednesday, 4 June 2025"), day_in_words("the order of 4 June 2025")
    (datetime.date(2025, 6, 4), None)
    """
    line = matching(words).strip()
    match = _DATE.search(line) if len(line) < _PARAGRAPH else None
    return _day(match) if match and _alone(line, match) else None


def _top(text: str) -> Iterator[str]:
    """The first lines that are not blank, each cut at 300 characters, as far as the first that is longer."""
    lines = [line for line in matching(text).split("\n") if line.strip()]
    for line in lines[:_LINES]:
        yield line[:_PARAGRAPH]
        if len(line) > _PARAGRAPH:
            return


def _day(match: re.Match[str]) -> date | None:
    if match["iso"]:
        return day_of(match["iso"], FIRST_PAGE)
    month = _MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1
    return day_if_any(int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"]), FIRST_PAGE)


def _alone(line: str, match: re.Match[str]) -> bool:
    """Whether the line says nothing but when it was published."""
    rest = _DATE.sub(" ", line) if _CHANGED.search(line) else line[: match.start()] + " " + line[match.end() :]
    return not _LABELS.sub("", _BYLINE.sub("", _CHANGED.sub("", rest)))


def _leads(line: str, match: re.Match[str]) -> bool:
    """Whether the date closes the dateline that the line begins with."""
    place = _PLACE.fullmatch(line, 0, match.start())
    close = _CLOSE.match(line, match.end())
    # "June 4, 2025 - June 6, 2025" is a time of something else.
    return place is not None and close is not None and not _DATE.match(line[close.end() :].lstrip())
