"""Calendar dates: full, month and day, month, year, years before Christ, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from kg.extract.dates import anchor
from kg.extract.dates.arithmetic import safe
from kg.extract.dates.lexicon import MONTHS
from kg.extract.dates.numbers import ordinal
from kg.extract.dates.rule import Context, Reading, Rule

_PREPOSITIONS = (
    "in since by until till from to through throughout between before after during for of and or early late mid last next this "
    "around about following a the than as beginning starting ending ended on every each with that"
).split()
_AFTER_MONTH = re.compile(r" (?:\d|was\b|and (?:january|feb|march|april|june|july|aug|sep|oct|nov|dec))|[-–/]|,? \d{4}")
_NAMES = frozenset("may march april june august mar sept dec jan".split())
_PLURAL = re.compile(
    r"[ \n-](?:percent|per cent|people|persons|men|women|children|troops|soldiers|miles?|km|kilomet\w+|met(?:er|re)s?|feet|foot|ft|yards?|tons?|tonnes|pounds|"
    r"kg|jobs|dollars|euros?|rubles|votes?|points?|workers|employees|deaths|dead|seats|delegates|homes|houses|cars|vehicles|aircraft|planes|"
    r"tanks|guns|ships|shares|units|copies|students|members|officers|killed|wounded|casualties|residents|civilians|fighters|prisoners|strong|"
    r"square|acres|hectares|hp|rpm|mhz|gb|mb|cc|mm|cm|degrees|calories|times|hours|minutes|volunteers|families|items|sq|more|of the|others|words)\b"
)
_NOT_YEAR = re.compile(
    r"(?:[$£€#]|\b(?:no|nos|bill|form|section|article|route|rte|flight|hr|sb|hb|ab|room|chapter|page|pages|boeing|windows|office|order|number|"
    r"resolution|about|some|nearly|almost|over|than|least|highway|interstate|box|channel|title|psalm|act|rule|line|lot|suite|model|"
    r"approximately|roughly|estimated|only|euro|usd|us|ms|rs|version|building|unit|total of|up to|up|down|additional|another|pts|at)\.?[ \n])$"
)
_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|to|through|throughout|between|before|after|during|for|of|and|or|early|late|mid|year|years|circa|ca\.|c\.|"
    r"the|around|about|as|a|an|his|her|its|their|that|than|spring|summer|autumn|fall|winter|call|election|games|olympics|cup|copyright|ad|"
    r"a\.d\.|following|anno|this|both|over|post|pre)[ \n]|[-(,;–/\n\"]|[(,][ \n]|\bpre-|\bpost-|\bmid-|'s[ \n])$"
)


def _full(year: int, month: int, day: int) -> Reading | None:
    found = safe(year, month, day)
    return Reading("DATE", found.isoformat(), explicit=True) if found else None


def _day(words: str) -> int:
    return int(words.rstrip("stndrh"))


def _month(words: str) -> int:
    return MONTHS[words.rstrip(".")]


def _written(found: re.Match[str], ctx: Context) -> Reading | None:
    if not ctx.capital(found.start("m")):
        return None
    year = found["y"]
    return _full(int(year), _month(found["m"]), _day(found["d"]))


def _short_year(words: str) -> int:
    year = int(words)
    return year if year > 99 else year + (1900 if year > 49 else 2000)


def _numeric(found: re.Match[str], ctx: Context) -> Reading | None:
    first, second, year = int(found["a"]), int(found["b"]), _short_year(found["y"])
    if first > 12:
        first, second = second, first
    return _full(year, first, second) if first <= 12 else None


def _dotted(found: re.Match[str], ctx: Context) -> Reading | None:
    return _full(_short_year(found["y"]), int(found["b"]), int(found["a"]))


def _iso(found: re.Match[str], ctx: Context) -> Reading | None:
    reading = _full(int(found["y"]), int(found["a"]), int(found["b"]))
    if reading and found["t"]:
        return Reading("TIME", f"{reading.value}T{found['t'][:5]}", explicit=True)
    return reading


def _month_day(found: re.Match[str], ctx: Context) -> Reading | None:
    if not ctx.capital(found.start("m")):
        return None
    month, day = _month(found["m"]), _day(found["d"])
    if safe(2024, month, day) is None:
        return None
    if re.match(r",\d|%|[ \n](?:percent|million|billion|thousand)\b", ctx.after(found.end(), 10)):
        return None
    if month == 9 and day == 11 and re.match(r"[ \n,]{1,2}(?:terror|attack|hijack|commission)", ctx.after(found.end(), 14)):
        return Reading("DATE", "2001-09-11", explicit=True)
    year = anchor.year_ahead(ctx, found.end())
    if year and safe(year, month, day):
        return Reading("DATE", f"{year:04d}-{month:02d}-{day:02d}", explicit=True)
    when = anchor.month_day(ctx, month, day, ctx.tense(*found.span()))
    return Reading("DATE", when.isoformat() if when else f"XXXX-{month:02d}-{day:02d}")


def _named_month(found: re.Match[str], ctx: Context) -> bool:
    """Whether a month's name stands for the month: not a verb, not a first name, not the start of a longer name."""
    start, end = found.span("m")
    if not ctx.capital(start):
        return False
    word = found["m"].rstrip(".")
    if word not in MONTHS or (len(word) < 4 and word != "may" and not found["m"].endswith(".")):
        return False
    lead = re.search(r"([\w']+)[ \n-]{1,2}$", ctx.before(start))
    led = bool(lead and lead[1] in _PREPOSITIONS)
    if word in _NAMES and re.match(r"[ \n][a-z]", ctx.after(end, 2)) and ctx.capital(end + 1) and not led:
        return False
    if lead and not led and ctx.capital(start - len(lead[0])) and word in _NAMES and ctx.before(start, 1) == " ":
        return False
    if word in ("may", "march") and re.match(r" ?[-/] ?(?:\d|[a-z]{3,9}\b)", ctx.after(end)) and ctx.before(start, 1) in "( ":
        return _AFTER_MONTH.match(ctx.after(end)) is not None
    if word in ("may", "march"):
        return led and not (lead is not None and lead[1] in ("and", "or", "the", "a", "to", "with") and not _AFTER_MONTH.match(ctx.after(end)) and word == "may")
    return True


def _month_only(found: re.Match[str], ctx: Context) -> Reading | None:
    if not _named_month(found, ctx):
        return None
    month = _month(found["m"])
    year = anchor.year_ahead(ctx, found.end())
    if year:
        return Reading("DATE", f"{year:04d}-{month:02d}", explicit=True)
    if ctx.before_christ:
        return Reading("DATE", f"BC{ctx.before_christ:04d}-{month:02d}")
    year = anchor.month(ctx, month, ctx.tense(*found.span()))
    return Reading("DATE", f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}")


def _month_year(found: re.Match[str], ctx: Context) -> Reading | None:
    if not ctx.capital(found.start("m")):
        return None
    return Reading("DATE", f"{int(found['y']):04d}-{_month(found['m']):02d}", explicit=True)


def _month_of(found: re.Match[str], ctx: Context) -> Reading | None:
    if not ctx.capital(found.start("m")):
        return None
    period = ctx.read(*found.span("p"))
    if period is None or not re.fullmatch(r"\d{4}", period.value):
        return None
    day = found["d"] or found["e"]
    value = f"{period.value}-{_month(found['m']):02d}" + (f"-{_day(day):02d}" if day else "")
    return Reading("DATE", value)


def _directed_month(found: re.Match[str], ctx: Context) -> Reading | None:
    now, month, how = ctx.now, _month(found["m"]), found["how"]
    if not ctx.capital(found.start("m")):
        return None
    if now is None:
        return Reading("DATE", f"XXXX-{month:02d}")
    year = now.year
    if how in ("last", "this past", "past") and month >= now.month:
        year -= 1
    elif how in ("next", "coming", "this coming") and month <= now.month:
        year += 1
    return Reading("DATE", f"{year:04d}-{month:02d}")


def _year(found: re.Match[str], ctx: Context) -> Reading | None:
    year = int(found["y"])
    start, end = found.span("y")
    before, after = ctx.before(start), ctx.after(end)
    if _NOT_YEAR.search(before) or _PLURAL.match(after) or re.match(r"%|/\d|[.:]\d|s\b|[ \n](?:bc|b\.c|million|billion|hundred)", after):
        return None
    if re.search(r"\d[-–/,.:]$|\w-$", before) and not re.search(r"(?:\b1\d{3}|\b20\d\d|pre|post|mid|late|early|[a-z]{3}\.?)[-–/]$", before):
        return None
    if 1900 <= year <= 2060 or _YEAR_LEAD.search(before) or start == 0 or re.match(r"[-/]\d\d(?:\d\d)?(?!\d)", after):
        return Reading("DATE", f"{year:04d}", explicit=True)
    return None


def _short_end(found: re.Match[str], ctx: Context) -> Reading | None:
    """The second year of ``1957-60``."""
    first, short = int(found["a"]), int(found["y"])
    year = first - first % 100 + short
    return Reading("DATE", f"{year:04d}", explicit=True) if year > first and re.search(r"[$£€]$", ctx.before(found.start(), 1)) is None else None


def _other_day(found: re.Match[str], ctx: Context) -> Reading | None:
    """One day of a list that shares its month: ``May 4 and 5``, ``28 and 29 August``."""
    if not ctx.capital(found.start("m")):
        return None
    month, day = _month(found["m"]), _day(found["d"])
    if safe(2024, month, day) is None:
        return None
    year = int(found["y"]) if found["y"] else anchor.year_ahead(ctx, found.end())
    when = safe(year, month, day) if year else anchor.month_day(ctx, month, day, ctx.tense(*found.span()))
    return Reading("DATE", when.isoformat() if when else f"XXXX-{month:02d}-{day:02d}", explicit=bool(year))


def _the_year(found: re.Match[str], ctx: Context) -> Reading | None:
    return Reading("DATE", f"{int(found['y']):04d}", explicit=True)


def _bc(found: re.Match[str], ctx: Context) -> Reading | None:
    return Reading("DATE", f"BC{int(found['y']):04d}", explicit=True)


def _bc_month(found: re.Match[str], ctx: Context) -> Reading | None:
    return Reading("DATE", f"BC{int(found['y']):04d}-{_month(found['m']):02d}", explicit=True)


def _ad(found: re.Match[str], ctx: Context) -> Reading | None:
    return Reading("DATE", f"{int(found['y'] or found['z']):04d}", explicit=True)


_TENS = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


def _decade(found: re.Match[str], ctx: Context) -> Reading | None:
    words = found["n"]
    if words.isdigit() and len(words) == 4:
        return Reading("DATE", ("BC0" if found["bc"] else "") + words[:3], explicit=True)
    if words.isdigit() and len(words) == 3:
        return Reading("DATE", "BC0" + words[:2], explicit=True) if found["bc"] else None
    tens = _TENS.get(words) or int(words[0])
    if re.search(r"\b(?:his|her|their|my|in|the low|the mid|the high) (?:early |mid-?|late )?$", ctx.before(found.start())) and words in _TENS:
        return None
    if words.isdigit() and not found["q"] and not found["the"]:
        return None
    century = 20 if tens in (0, 1) else 19
    return Reading("DATE", f"{century}{tens}", explicit=True)


def _century(found: re.Match[str], ctx: Context) -> Reading | None:
    number = ordinal(found["o"])
    if number is None or number > 22:
        return None
    return Reading("DATE", ("BC" if found["bc"] else "") + f"{number - 1:02d}", explicit=True)


def _ordinal_day(found: re.Match[str], ctx: Context) -> Reading | None:
    """``on the 13th``: the day of the running month."""
    mark, number = anchor.point(ctx), ordinal(found["o"])
    base: date | None = mark.begin if mark else None
    if base is None or number is None:
        return None
    day = safe(base.year, base.month, number)
    return Reading("DATE", day.isoformat()) if day else None


TABLE = (
    Rule("month", r"(?:<WD>,? )?<m:MONTH> <d:DAY>,? ?<y:YEAR>", _written, "He took office on January 1, 2022.", "2022-01-01"),
    Rule("month", r"(?:<WD>,? )?(?:the )?<d:DAY>[ -](?:day )?(?:of )?<m:MONTH>(?:,? |-)<y:YEAR>", _written, "It began on 3 May 1998.", "1998-05-03"),
    Rule("digit", r"(?P<a>[01]?\d|[12]\d|3[01])/(?P<b>[0-3]?\d)/(?P<y>\d{4}|\d\d)(?![/\d])", _numeric, "Filed 06/11/2024 in court.", "2024-06-11"),
    Rule("digit", r"(?P<a>[0-3]?\d)\.(?P<b>[01]?\d)\.<y:YEAR>(?![.\d])", _dotted, "Filed 11.06.2024 in court.", "2024-06-11"),
    Rule(
        "digit",
        r"<y:YEAR>-(?P<a>[01]\d)-(?P<b>[0-3]\d)(?:[t ](?P<t>[0-2]\d:[0-5]\d)(?::\d\d(?:\.\d{1,6})?)?(?:z|[+-]\d\d:?\d\d)?)?(?![\d-])",
        _iso,
        "Published 2024-06-11 at noon.",
        "2024-06-11",
    ),
    Rule("digit", r"<y:YEAR>/(?P<a>[01]\d)/(?P<b>[0-3]\d)(?P<t>x)?(?![/\d])", _iso, "Published 2024/06/11 by the board.", "2024-06-11"),
    Rule("month", r"(?:<WD>,? )?<m:MONTH> (?:the )?<d:DAY>", _month_day, "The order was signed on Jan. 20.", "2025-01-20"),
    Rule("month", r"(?:<WD>,? )?<m:MONTH> (?:the )?<d:DAY>", _month_day, "Tariffs will take effect Aug. 1.", "2025-08-01"),
    Rule("month", r"(?:<WD>,? )?(?:the )?<d:DAY>[ -](?:of )?<m:MONTH>", _month_day, "The talks ended on 2 June.", "2025-06-02"),
    Rule("month", r"(?:<WD>,? )?<m:MONTH> (?:the )?<d:DAY>", _month_day, "The talks ended on June 2.", "XXXX-06-02", when=None),
    Rule("month", r"<m:MONTH> <DAY>(?:, <DAY>){0,3},? (?:and|or|&) (?P<x>(?P<d><DAY>)(?:,? <y:YEAR>)?)(?! ?(?:<MONTH>|percent|million|billion|people|\w+s\b|[-.,]\d))",
         _other_day, "The polls were open on May 4 and 5.", "2025-05-04", part=False),
    Rule("month", r"(?:the )?(?P<x>(?:the )?(?P<d><DAY>))(?:, <DAY>){0,3},? (?:and|or|to|&) (?:the )?<DAY> (?:of )?<m:MONTH>(?:,? <y:YEAR>)?", _other_day,
         "The polls were open on 4 and 5 May.", "2025-05-04", part=False),
    Rule("month", r"<m:MONTH>(?:,| of)? (?:the year )?<y:YEAR>", _month_year, "It opened in March 2019.", "2019-03"),
    Rule("month", r"<m:MONTH>-<y:YEAR>", _month_year, "It opened in March-2019.", "2019-03"),
    Rule(
        "month",
        r"(?:(?P<e>[0-3]?\d) )?<m:MONTH>(?: <d:DAY>)?,?(?: of)? (?P<p>(?:this|last|next|that|the same|the following|the previous) year)",
        _month_of,
        "It opened in March last year.",
        "2024-03",
    ),
    Rule("month", r"(?P<how>last|this past|past|next|this coming|coming|this) <m:MONTH>", _directed_month, "It opened last November.", "2024-11"),
    Rule("month", r"<m:MONTH>", _month_only, "The agency opened the shelter in August.", "2024-08"),
    Rule("month", r"<m:MONTH>", _month_only, "The program will start in August.", "2025-08"),
    Rule("year", r"<y:YEAR>", _year, "The law passed in 2019.", "2019"),
    Rule("year", r"<a:YEAR> ?[-/] ?(?P<x>(?P<y>\d\d))(?![\d-])", _short_end, "The strike of 1957-60 ended.", "1957"),
    Rule("year", r"the years <y:YEAR>", _the_year, "It doubled in the years 1955 to 1957.", "1955"),
    Rule("year", r"the year <y:YEAR>", _the_year, "It may double by the year 2040.", "2040"),
    Rule("bc", r"<m:MONTH> (?P<y>\d{1,4}) (?:bce?|b\.c\.(?:e\.)?)", _bc_month, "They landed in June 332 BC.", "BC0332-06"),
    Rule("bc", r"(?:(?:the year|c\.|ca\.|circa) )?(?P<y>\d{1,4}) (?:bce?|b\.c\.(?:e\.)?)", _bc, "They landed in 332 BC.", "BC0332"),
    Rule("bc", r"(?:a\.?d\.? (?P<y>\d{1,4})|(?P<z>\d{1,4}) (?:a\.?d\.?|ce))", _ad, "They landed in AD 70.", "0070"),
    Rule(
        "digit",
        r"(?P<the>the )?(?P<q>')?(?P<n>[12]\d\d0|[1-9]\d0|[1-9]0)'?s(?P<bc> bce?)?",
        _decade,
        "Crime fell in the 1990s.",
        "199",
    ),
    Rule("decade", r"(?P<the>the )(?P<q>')?(?P<n>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)(?P<bc>x)?", _decade,
         "Crime rose during the sixties.", "196"),
    Rule("unit", r"(?:the )?<o:ORD>[ -]century(?P<bc> bce?)?", _century, "It dates from the 19th century.", "18"),
    Rule("digit", r"on (?P<x>the <o:ORD>)(?=[,.;:) ](?:$|[^a-z]| ?(?:the|a|it|he|she|they|when|at|and|of the month)\b))", _ordinal_day,
         "The council met on the 4th.", "2025-06-04", part=False),
)
