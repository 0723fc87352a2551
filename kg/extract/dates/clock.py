"""Parts of the day and clock times, alone or on a day, with their zones."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.dates import anchor
from kg.extract.dates.arithmetic import plus
from kg.extract.dates.interval import days_of
from kg.extract.dates.lexicon import PARTS, pattern
from kg.extract.dates.rule import Context, Reading, Rule

_OFFSETS = (
    ("gmt utc z", "Z"),
    ("bst cet", "+01:00"),
    ("cest eet", "+02:00"),
    ("eest msk", "+03:00"),
    ("jst", "+09:00"),
    ("edt", "-04:00"),
    ("est cdt", "-05:00"),
    ("cst mdt", "-06:00"),
    ("mst pdt", "-07:00"),
    ("pst akdt", "-08:00"),
    ("akst", "-09:00"),
    ("hst", "-10:00"),
)
ZONES = {name: offset for names, offset in _OFFSETS for name in names.split()}
_DAY_AHEAD = pattern(r"(?: ?\([^()\n]{1,24}\))?(?: local time)?,?(?: on)? (?P<day><ANYDAY>)(?!\w)", whole=False)
_EDGE = {"early": "START", "late": "END", "mid": "MID", "middle": "MID"}


def clock(words: str) -> str | None:
    """``HH:MM`` of a clock time in lower case; None where it is none.

    >>> clock("8 p.m."), clock("12:05 am"), clock("noon"), clock("0730")
    ('20:00', '00:05', '12:00', '07:30')
    """
    if words in ("noon", "midnight"):
        return "12:00" if words == "noon" else "24:00"
    digits = re.match(r"(\d{1,2})[:.]?([0-5]\d)?", words)
    if digits is None:
        return None
    hour, minute = int(digits[1]), digits[2] or "00"
    half = re.search(r"([ap])\.?m", words)
    if half:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    return f"{hour:02d}:{minute}" if hour < 24 else None


def _day(found: re.Match[str], ctx: Context, group: str = "day") -> tuple[str, bool]:
    """The day part of a TIME value, and whether the text gives its year: the day named, else the last of the sentence, else the "
    "article's."""
    if group in found.re.groupindex and found[group]:
        reading = ctx.read(*found.span(group))
        if reading and len(reading.value) >= 10:
            return reading.value[:10], reading.explicit
        return (reading.value if reading else "XXXX-XX-XX"), False
    ahead = _DAY_AHEAD.match(ctx.view, found.end(), min(len(ctx.view), found.end() + 60))
    reading = ctx.read(*ahead.span("day")) if ahead else None
    if reading and len(reading.value) >= 10:
        return reading.value[:10], reading.explicit
    mark = ctx.last
    if mark and mark.begin == mark.last and (ctx.narrative or mark.start >= ctx.bounds[0]):
        return mark.begin.isoformat(), False
    return (ctx.dct.isoformat() if ctx.dct and not ctx.narrative else "XXXX-XX-XX"), False


def _time(found: re.Match[str], ctx: Context) -> Reading | None:
    words = found["t"]
    at = clock(words)
    if at is None or _no_clock(found, ctx, words):
        return None
    day, explicit = _day(found, ctx)
    reading = Reading("TIME", f"{day}T{at}", explicit=explicit)
    days = days_of(reading.value)
    offset = ZONES.get(found["z"] or "")
    if offset is None or days.edtf is None or "T" not in days.edtf:
        return reading
    return replace(reading, fixed=True, begin=days.begin, end=days.end, edtf=days.edtf + offset)


def _no_clock(found: re.Match[str], ctx: Context, words: str) -> bool:
    """A bare ``3:16`` is a verse or a score unless a preposition or a zone says that it is a clock time."""
    if not re.fullmatch(r"\d{1,2}:\d\d(?::\d\d)?", words) or ("z" in found.re.groupindex and found["z"]):
        return False
    if "day" in found.re.groupindex and found["day"]:
        return False
    return (
        re.search(r"\b(?:at|by|from|until|till|after|before|around|about|since|between|to|and)[ \n]$", ctx.before(found.start(), 10))
        is None
    )


def _oclock(found: re.Match[str], ctx: Context) -> Reading | None:
    from kg.extract.dates.numbers import number

    hour = int(number(found["n"]) or 0)
    if not 1 <= hour <= 12:
        return None
    part = found["p"] or found["r"] or ""
    if part in ("afternoon", "evening", "night") and hour < 12:
        hour += 12
    day, explicit = _day(found, ctx)
    return Reading("TIME", f"{day}T{hour:02d}:00", explicit=explicit)


def _part_of(found: re.Match[str], ctx: Context) -> Reading | None:
    """A part of a named day: ``late Tuesday night``, ``the morning of June 3``."""
    day, explicit = _day(found, ctx)
    return Reading("TIME", f"{day}T{PARTS[found['p']]}", mod=_EDGE.get((found["e"] or "").strip()), explicit=explicit)


def _this_part(found: re.Match[str], ctx: Context) -> Reading | None:
    how, part = found["how"].split()[-1], PARTS[found["p"]]
    mod = _EDGE.get((found["e"] or "").strip())
    if how in ("that", "same", "next", "following", "previous"):
        mark = anchor.single_day(ctx)
        base = mark.begin if mark else None
    else:
        base = ctx.now
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(how, 0)
    day = plus(base, step, "day") if base else None
    return Reading("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}", mod=mod)


def _tonight(_found: re.Match[str], ctx: Context) -> Reading:
    day = ctx.now
    return Reading("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}TNI")


def _some_part(found: re.Match[str], ctx: Context) -> Reading | None:
    """``in the morning``: of the day last named in the sentence, else of the article's day."""
    day, explicit = _day(found, ctx)
    return Reading("TIME", f"{day}T{PARTS[found['p']]}", mod=_EDGE.get((found["e"] or "").strip(" -")), explicit=explicit)


_CZ = r"<t:CLOCK>(?:,? ?(?P<z><ZONE>)| \((?P<zz><ZONE>)\))?"
_E = r"(?:(?P<e>early|late|mid)(?: |-)(?:on |in )?)?"

TABLE = (
    Rule(
        "clock",
        rf"{_CZ}(?:,? on|,? of|,)? (?P<day><ANYDAY>)(?: (?:<ZONE>))?",
        _time,
        "The curfew begins at 8 p.m. on Friday.",
        "2025-06-13T20:00",
    ),
    Rule(
        "clock",
        rf"(?P<day><ANYDAY>),?(?: at| around| about| by)? {_CZ}",
        _time,
        "Polls will close Tuesday at 7:30 p.m.",
        "2025-06-17T19:30",
    ),
    Rule("clock", _CZ, _time, "It began at 10 a.m. EST.", "2025-06-11T10:00"),
    Rule(
        "clock",
        r"(?P<n><NUM>) o'clock(?: (?:in the|at) (?P<p>morning|afternoon|evening|night))?"
        r"(?:,? (?:on )?(?P<day><ANYDAY>)(?: (?P<r>morning|afternoon|evening|night))?)?",
        _oclock,
        "It began at nine o'clock in the evening.",
        "2025-06-11T21:00",
    ),
    Rule("part", rf"{_E}(?P<day><ANYDAY>)(?:'s)?(?: |-)<p:PART>(?: hours)?", _part_of, "It passed late Tuesday night.", "2025-06-10TNI"),
    Rule(
        "part",
        r"(?:(?:the )?(?P<e>early|late) (?:(?:in|on) )?)?(?:the )?(?:(?:early|late) )?<p:PART>(?: hours)?(?: of|"
        r",)(?: on)? (?P<day><ANYDAY>)",
        _part_of,
        "It began on the night of June 3.",
        "2025-06-03TNI",
    ),
    Rule(
        "part",
        r"(?:(?P<e>early|late|earlier|later) )?(?P<how>this|last|that|the same|that same|the next|the following|the previous|"
        r"next) (?P<p>morning|afternoon|evening|night)",
        _this_part,
        "He spoke this morning.",
        "2025-06-11TMO",
    ),
    Rule("part", r"(?P<e>zz)?(?P<p>dawn|dusk|midday) (?:on )?(?P<day><ANYDAY>)", _part_of, "It began at dawn Tuesday.", "2025-06-10TMO"),
    Rule("part", r"tonight", _tonight, "The polls close tonight.", "2025-06-11TNI"),
    Rule("part", r"(?P<e>zz)?(?P<p>overnight)", _some_part, "Police cleared the square overnight.", "2025-06-11TNI", part=False),
    Rule(
        "part",
        r"(?:in|during|by|until|on|before|after) (?P<x>the (?:(?P<e>early|late|mid)(?: |-))?(?P<p>morning|afternoon|evening|"
        r"night)(?: hours)?)(?! of\b)",
        _some_part,
        "He spoke in the morning.",
        "2025-06-11TMO",
        part=False,
    ),
)
