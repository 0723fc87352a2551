"""Holidays of a fixed or computed date; those of the moon calendars are named and left without a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

from kg.extract.dates.arithmetic import easter, nth_weekday
from kg.extract.dates.rule import Context, Reading, Rule


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, nth)


def _easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _election(year: int) -> date:
    """The Tuesday after the first Monday of November."""
    return nth_weekday(year, 11, 1, 1) + timedelta(days=1)


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year's day": _fixed(1, 1),
    "new years day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "new years eve": _fixed(12, 31),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "epiphany": _fixed(1, 6),
    "groundhog day": _fixed(2, 2),
    "valentine's day": _fixed(2, 14),
    "st. patrick's day": _fixed(3, 17),
    "april fools' day": _fixed(4, 1),
    "april fool's day": _fixed(4, 1),
    "tax day": _fixed(4, 15),
    "earth day": _fixed(4, 22),
    "anzac day": _fixed(4, 25),
    "may day": _fixed(5, 1),
    "cinco de mayo": _fixed(5, 5),
    "juneteenth": _fixed(6, 19),
    "canada day": _fixed(7, 1),
    "independence day": _fixed(7, 4),
    "the fourth of july": _fixed(7, 4),
    "fourth of july": _fixed(7, 4),
    "july fourth": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "constitution day": _fixed(9, 17),
    "halloween": _fixed(10, 31),
    "all saints' day": _fixed(11, 1),
    "veterans day": _fixed(11, 11),
    "veterans' day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "remembrance day": _fixed(11, 11),
    "inauguration day": _fixed(1, 20),
    "d-day": lambda _year: date(1944, 6, 6),
    "martin luther king jr. day": _nth(1, 1, 3),
    "martin luther king day": _nth(1, 1, 3),
    "mlk day": _nth(1, 1, 3),
    "presidents day": _nth(2, 1, 3),
    "presidents' day": _nth(2, 1, 3),
    "mother's day": _nth(5, 7, 2),
    "memorial day": _nth(5, 1, -1),
    "father's day": _nth(6, 7, 3),
    "labor day": _nth(9, 1, 1),
    "columbus day": _nth(10, 1, 2),
    "indigenous peoples' day": _nth(10, 1, 2),
    "election day": _election,
    "thanksgiving day": _nth(11, 4, 4),
    "thanksgiving": _nth(11, 4, 4),
    "black friday": lambda year: nth_weekday(year, 11, 4, 4) + timedelta(days=1),
    "mardi gras": _easter(-47),
    "shrove tuesday": _easter(-47),
    "ash wednesday": _easter(-46),
    "palm sunday": _easter(-7),
    "maundy thursday": _easter(-3),
    "good friday": _easter(-2),
    "easter sunday": _easter(0),
    "easter monday": _easter(1),
    "easter": _easter(0),
    "pentecost": _easter(49),
}
MOON = (
    "ramadan",
    "yom kippur",
    "rosh hashanah",
    "hanukkah",
    "passover",
    "eid al-fitr",
    "eid al-adha",
    "diwali",
    "lunar new year",
    "chinese new year",
)


def _near(now: date, on: Callable[[int], date], how: str, tense: str) -> date | None:
    """The one of the years around ``now`` that direction or tense picks; None at the edge of the calendar."""
    years = [on(year) for year in (now.year - 1, now.year, now.year + 1) if 1 <= year <= MAXYEAR]
    if how == "last":
        return max((day for day in years if day < now), default=None)
    if how == "next":
        return min((day for day in years if day > now), default=None)
    if tense == "future":
        return min((day for day in years if day >= now), default=None)
    if tense == "past":
        return max((day for day in years if day <= now), default=None)
    return min(years, key=lambda day: abs((day - now).days))


def _when(found: re.Match[str], ctx: Context, on: Callable[[int], date]) -> date | None:
    if found["y"]:
        return on(int(found["y"]))
    now, how = ctx.now, found["how"] or ""
    if now is None:
        return None
    if how == "this" or (ctx.narrative and not how):
        return on(now.year)
    return _near(now, on, how, ctx.tense(*found.span()))


def _holiday(found: re.Match[str], ctx: Context) -> Reading | None:
    name = " ".join(found["h"].split())
    if not ctx.capital(found.start("h")) and not name.startswith("the "):
        return None
    on = HOLIDAYS[name]
    if re.match(
        r"[ \n](?:island|agreement|accord|peace|tree|carol|card|gift|present|party|parties|eve\b|bombing|massacre|uprising|rising|"
        r"rebellion|movie|film)",
        ctx.after(found.end(), 12),
    ):
        return None
    day = _when(found, ctx, on)
    return Reading("DATE", day.isoformat() if day else "XXXX-XX-XX", explicit=bool(found["y"]))


def _moon(found: re.Match[str], ctx: Context) -> Reading | None:
    """A feast of a moon calendar: no day of ours, so only its year where the text gives it."""
    if not ctx.capital(found.start("h")):
        return None
    return Reading("DATE", f"{int(found['y']):04d}-XX-XX" if found["y"] else "XXXX-XX-XX")


_NAMES = "|".join(re.escape(name).replace(r"\ ", " ").replace(r"\-", "-") for name in sorted(HOLIDAYS, key=len, reverse=True))
_MOON = "|".join(sorted(MOON, key=len, reverse=True))

TABLE = (
    Rule(
        "holiday",
        rf"(?:(?P<how>last|this|next) )?(?P<h>{_NAMES})(?:,? (?:of )?<y:YEAR>)?",
        _holiday,
        "Stores closed on Thanksgiving.",
        "2024-11-28",
    ),
    Rule(
        "holiday",
        rf"(?:(?P<how>last|this|next) )?(?P<h>{_NAMES})(?:,? (?:of )?<y:YEAR>)?",
        _holiday,
        "Banks will close on Labor Day.",
        "2025-09-01",
    ),
    Rule(
        "holiday",
        rf"(?:(?P<how>last|this|next) )?(?P<h>{_NAMES})(?:,? (?:of )?<y:YEAR>)?",
        _holiday,
        "It fell on Easter 2024.",
        "2024-03-31",
    ),
    Rule("holiday", rf"(?P<h>{_MOON})(?:,? (?:of )?<y:YEAR>)?", _moon, "Markets closed for Ramadan.", "XXXX-XX-XX", part=False),
)
