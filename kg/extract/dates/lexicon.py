"""The words of time and the small pattern language of the tables.

Patterns match a lower-cased text of the same length. In them ``<MONTH>`` stands for a word list of this module, ``<m:MONTH>`` names
the group, a blank stands for one or two blanks or a line break, and ``_`` for a blank or a hyphen. Every repetition is bounded, so
that a scan is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.dates.numbers import NUMBER, ORDINAL, VAGUE, words

MONTH_NAMES = words("january february march april may june july august september october november december")
WEEKDAY_NAMES = words("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = {name: n for n, name in enumerate(MONTH_NAMES, 1)} | {name[:3]: n for n, name in enumerate(MONTH_NAMES, 1)} | {"sept": 9}
WEEKDAYS = {name: n for n, name in enumerate(WEEKDAY_NAMES, 1)} | {name[:3]: n for n, name in enumerate(WEEKDAY_NAMES, 1)}
WEEKDAYS |= {"tues": 2, "thur": 4, "thurs": 4}
SEASONS = {"spring": "SP", "springtime": "SP", "summer": "SU", "summertime": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
SEASONS |= {"wintertime": "WI"}
PARTS = {
    "morning": "MO",
    "midmorning": "MO",
    "dawn": "MO",
    "afternoon": "AF",
    "midafternoon": "AF",
    "evening": "EV",
    "dusk": "EV",
    "night": "NI",
    "nighttime": "NI",
    "overnight": "NI",
    "daytime": "DT",
    "daylight": "DT",
    "lunchtime": "MI",
    "midday": "MI",
}


def _any(words: Iterable[str]) -> str:
    """An alternation, the longest word first."""
    return "|".join(sorted(words, key=len, reverse=True))


_DAYNUM = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d)"
_YEAR = r"(?:1\d{3}|20\d{2}|2100)(?!\d|[.,]\d|-year)"
_MONTH = "|".join(MONTH_NAMES) + r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
_WEEKDAY = "|".join(WEEKDAY_NAMES)
_WD = _WEEKDAY + r"|(?:mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun)\b\.?"
_UNIT = "second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|millennium"
_UNITS = "seconds|minutes|hours|days|nights|weekends|weeks|fortnights|months|quarters|years|decades|centuries|millennia"
_CLOCK = (
    r"(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?(?: ?[ap]\.m\.| ?[ap]m\b)|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?[ap]\.m\.| ?hrs\b|"
    r" ?[ap]m\b)?(?![\d:])"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:gmt|utc|hours\b|hrs\b|local time))|noon|midnight"
)
_ZONE = (
    r"gmt|utc|[ecmp][sd]t|[ecmp]t|bst|cet|cest|eet|eest|jst|ist|msk|a[ek]?[sd]t|hst|z\b|(?:us )?(?:eastern|central|mountain|"
    r"pacific)(?: standard| daylight)?(?: time)?"
)

WORDS = {
    "MONTH": _MONTH,
    "WEEKDAY": _WEEKDAY,
    "WD": _WD,
    "SEASON": _any(SEASONS),
    "PART": _any(PARTS),
    "UNIT": _UNIT,
    "UNITS": _UNITS,
    "DUNIT": "day|week|month|quarter|year|decade|century",
    "DAY": _DAYNUM,
    "YEAR": _YEAR,
    "NUM": NUMBER,
    "ORD": ORDINAL,
    "VAGUE": VAGUE,
    "CLOCK": _CLOCK,
    "ZONE": _ZONE,
    "LAST": "last|past|previous",
    "NEXT": "next|coming|upcoming|following",
    "THIS": "this|the current|the present",
    "EARLY": r"(?:very )?early|late|mid|middle",
    "ANYDAY": (
        r"(?:<WEEKDAY>,? )?(?:<MONTH> <DAY>(?:,? ?<YEAR>)?|(?:the )?<DAY> (?:of )?<MONTH>(?:,? <YEAR>)?)"
        r"|(?:(?:this|last|next) |this past |this coming )?<WEEKDAY>|today|yesterday|tomorrow|\d{4}-\d\d-\d\d|(?:the|that) same day|"
        r"that day"
        r"|tonight|this (?:morning|afternoon|evening)|last night|christmas(?: day| eve)?|(?:new year's|election|boxing) (?:day|eve)"
    ),
    "PERIOD": (
        r"<MONTH>(?:(?: of)?,? (?:<YEAR>|(?:this|last|next|that|the same|the following|the previous) year))?|(?:the year )?<YEAR>"
        r"|(?:last|this|next|that|the (?:current|coming|previous|following|same|next|past)) (?:<DUNIT>|<SEASON>|<MONTH>|fiscal year)"
        r"|(?:the )?<SEASON>(?: (?:of )?<YEAR>)?|(?:the )?(?:\d{3}0(?: ?')?s|'?[1-9]0s|(?:twenties|thirties|forties|fifties|sixties|"
        r"seventies|eighties|nineties))"
        r"|the (?:week|month|quarter|year|decade|century|day|calendar year|school year|fiscal year|financial year)"
        r"|(?:the )?<ORD>[ -]century(?: bce?)?|the <ORD> quarter(?: of <YEAR>)?|(?:fiscal|fy) ?(?:year )?<YEAR>|\d{1,4} (?:bce?|b\.c\.)"
    ),
    "EDGE": "beginning|start|outset|early part|middle|midpoint|end|close|latter part|last part|final part|ending|turn",
}

_GAPS = {"_": r"(?:[ \n]|-)", " ": r"(?:[ \n]{1,2})"}
_SLOT = re.compile(r"<(?:([a-z]+\d?):)?([A-Z]+)>")


def pattern(source: str, whole: bool = True) -> re.Pattern[str]:
    """Compiles one row's pattern, between the bounds of words if ``whole``; KeyError where it names no word list.

    >>> bool(pattern("in <y:YEAR>").match("in 1990"))
    True
    """

    def slot(found: re.Match[str]) -> str:
        name, words = found.groups()
        return f"(?P<{name}>{WORDS[words]})" if name else f"(?:{WORDS[words]})"

    for _ in range(4):
        source = _SLOT.sub(slot, source)
    return re.compile(rf"(?<![\w$£€#@])(?:{_spaced(source)})(?!\w)" if whole else _spaced(source))


def _spaced(source: str) -> str:
    """Blanks and underscores outside of character classes, replaced."""
    out, inside = [], False
    for at, char in enumerate(source):
        if char in "[]" and source[at - 1 : at] != "\\":
            inside = char == "["
        out.append(char if inside else _GAPS.get(char, char))
    return "".join(out)


def day_number(words: str) -> int:
    """The day of the month of "3", "03" or "3rd"."""
    return int(words.rstrip("stndrh"))


def month_number(words: str) -> int:
    """The number of a month's name or abbreviation in lower case; KeyError for anything else."""
    return MONTHS[words.rstrip(".")]
