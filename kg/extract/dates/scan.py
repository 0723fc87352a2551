"""Finding: which words wake which tables, the longest candidate from the left, one after the other, over one sentence at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.extract.dates import calendar, clock, durations, edges, holidays, months, ranges, relative, seasons, sets, vague, weekdays, years
from kg.extract.dates.lexicon import MONTHS, PARTS, SEASONS, WEEKDAYS
from kg.extract.dates.numbers import words
from kg.extract.dates.rule import Context, Reading, Rule

TABLES: tuple[tuple[Rule, ...], ...] = (
    ranges.TABLE,
    holidays.TABLE,
    calendar.TABLE,
    months.TABLE,
    years.TABLE,
    clock.TABLE,
    edges.TABLE,
    weekdays.TABLE,
    relative.TABLE,
    seasons.TABLE,
    sets.TABLE,
    durations.TABLE,
    vague.TABLE,
)


_UNITS = words(
    "second minute hour day night weekend week fortnight month quarter year decade century seconds minutes hours days nights "
    "weekends weeks "
    "fortnights months quarters years decades centuries weekdays weeknights daylong weeklong monthlong yearlong"
)
_GROUPS: dict[str, Iterable[str]] = {
    "month": list(MONTHS),
    "weekday": [*WEEKDAYS, *(name + "s" for name in WEEKDAYS)],
    "season": list(SEASONS),
    "part": [*PARTS, "tonight", "mornings", "nights"],
    "clock": words("noon midnight gmt utc am pm clock m"),
    "unit": _UNITS,
    "half": ["half"],
    "deictic": ["today", "yesterday", "tomorrow"],
    "bc": words("bc bce ad ce b a"),
    "decade": words("twenties thirties forties fifties sixties seventies eighties nineties"),
    "edge": words(
        "early late mid middle midpoint midway earlier later sometime beginning start outset onset opening end close turn part "
        "ending soon recently"
    ),
    "set": words(
        "hourly daily nightly weekly biweekly fortnightly monthly bimonthly quarterly yearly annual annually semiannual semi "
        "biannual biennial "
        "everyday every each per"
    ),
    "vague": words(
        "now currently presently nowadays present recently lately ago old past future soon moment time being days day point "
        "date former recent "
        "current upon"
    ),
    "holiday": sorted(
        {part for name in (*holidays.HOLIDAYS, *holidays.MOON) for part in re.findall(r"[a-z]{3,}", name)} - {"day", "the", "new"}
    ),
}


def _wakers() -> dict[str, frozenset[str]]:
    """Which word wakes which classes of rows."""
    woken: defaultdict[str, set[str]] = defaultdict(set)
    for name, members in _GROUPS.items():
        for word in members:
            woken[word].add(name)
    return {word: frozenset(classes) for word, classes in woken.items()}


WAKERS = _wakers()
_ROWS: dict[str, list[tuple[int, Rule]]] = {}


def _unique() -> Iterator[tuple[int, Rule]]:
    """Every row once: rows that differ only in their example are one pattern."""
    seen = set()
    for order, rule in enumerate(rule for table in TABLES for rule in table):
        key = (rule.source, rule.build)
        if key not in seen:
            seen.add(key)
            yield order, rule


for _order, _rule in _unique():
    if _rule.alone:
        _ROWS.setdefault(_rule.on, []).append((_order, _rule))
PARTIAL = tuple(rule for _, rule in _unique() if rule.part)
_WORD = re.compile(r"[a-z]+|\d+")
_COLON = re.compile(r"\d:\d")
_DIGIT = frozenset({"digit"})
_YEAR = frozenset({"digit", "year", "bc"})
_STOP = re.compile(r"(?:[.!?][\"')\]”’]{0,2}[ ]{1,2}(?=[\"'(\[“‘]?[A-Z])|\n)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun|mr|mrs|ms|dr|gov|sen|rep|gen|col|lt|st|no|vs|jr|sr|inc|corp|co|"
    r"ltd|[a-z]|[ap]\.m|b\.c|a\.d))\.$"
)


def sentences(view: str, text: str) -> Iterator[tuple[int, int]]:
    """Rough sentences as half-open offsets: a line break ends one, a full stop of an abbreviation does not. Together they cover "
    "the text."""
    start = 0
    for found in _STOP.finditer(text):
        at = found.start()
        if found[0] == "\n":
            ends = not (view[at - 1 : at].isalnum() or view[at - 1 : at] == ",")
        else:
            ends = _ABBREVIATION.search(view, max(start, at - 8), at + 1) is None
        if ends:
            yield start, found.end()
            start = found.end()
    if start < len(text):
        yield start, len(text)


def classes_of(view: str, start: int, end: int) -> set[str]:
    """The classes of rows that a stretch of text wakes."""
    woken: set[str] = set()
    for word in _WORD.findall(view, start, end):
        if word[0].isdigit():
            woken |= _YEAR if len(word) == 4 else _DIGIT
        elif word in WAKERS:
            woken |= WAKERS[word]
    if "digit" in woken and _COLON.search(view, start, end):
        woken.add("clock")
    return woken


def candidates(view: str, start: int, end: int) -> list[tuple[int, int, int, Rule, re.Match[str]]]:
    """All matches of the rows woken in [start, end), as (begin, -end, order, row, match), sorted: the longest from the left first."""
    found = []
    for name in classes_of(view, start, end):
        for order, rule in _ROWS.get(name, ()):
            for match in rule.compiled.finditer(view, start, end):
                at, to = next((match.span(part) for part in rule.core if match[part]), match.span())
                found.append((at, -to, order, rule, match))
    found.sort(key=lambda item: item[:3])
    return found


def read_part(ctx: Context, start: int, end: int) -> Reading | None:
    """The reading of exactly [start, end), by the first row that gives one."""
    for rule in PARTIAL:
        match = rule.compiled.fullmatch(ctx.view, start, end)
        if match and (reading := rule.build(match, ctx)):
            return reading
    return None


def scan(ctx: Context) -> Iterator[tuple[int, int, Reading]]:
    """(start, end, reading) from left to right, never overlapping. Reads the marks that the caller leaves between two yields."""
    ctx.reader = read_part
    for start, end in sentences(ctx.view, ctx.text):
        ctx.bounds = (start, end)
        at = start
        for begin, minus_end, _, rule, match in candidates(ctx.view, start, end):
            if begin < at:
                continue
            reading = rule.build(match, ctx)
            if reading is not None:
                at = -minus_end
                yield begin, at, reading
