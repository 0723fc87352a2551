"""Years: alone, before Christ and after, the short end of a span of years, decades and centuries."""

from __future__ import annotations

import re

from kg.extract.dates.numbers import ordinal
from kg.extract.dates.rule import Context, Reading, Rule

_PLURAL = re.compile(
    r"[ \n-](?:percent|per cent|people|persons|men|women|children|troops|soldiers|miles?|km|kilomet\w+|met(?:er|re)s?|feet|foot|ft|"
    r"yards?|tons?|tonnes|pounds|"
    r"kg|jobs|dollars|euros?|rubles|votes?|points?|workers|employees|deaths|dead|seats|delegates|homes|houses|cars|vehicles|aircraft|planes|"
    r"tanks|guns|ships|shares|units|copies|students|members|officers|killed|wounded|casualties|residents|civilians|fighters|prisoners|strong|"
    r"square|acres|hectares|hp|rpm|mhz|gb|mb|cc|mm|cm|degrees|calories|times|hours|minutes|volunteers|families|items|sq|more|of the|"
    r"others|words)\b"
)
_NOT_YEAR = re.compile(
    r"(?:[$£€#]|\b(?:no|nos|h\.r|s\.b|h\.b|p\.l|bill|form|section|article|route|rte|flight|hr|sb|hb|ab|room|chapter|page|pages|boeing|windows|office|order|number|"
    r"resolution|about|some|nearly|almost|over|than|least|highway|interstate|box|channel|title|psalm|act|rule|line|lot|suite|model|"
    r"approximately|roughly|estimated|only|euro|usd|us|ms|rs|version|building|unit|total of|up to|up|down|additional|another|pts|"
    r"at)\.?[ \n])$"
)
_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|to|through|throughout|between|before|after|during|for|of|and|or|early|late|mid|year|years|circa|ca\.|c\.|"
    r"the|around|about|as|a|an|his|her|its|their|that|than|spring|summer|autumn|fall|winter|call|election|games|olympics|cup|copyright|ad|"
    r"a\.d\.|following|anno|this|both|over|post|pre)[ \n]|[-(,;–/\n\"]|[(,][ \n]|\bpre-|\bpost-|\bmid-|'s[ \n])$"
)
_TENS = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


def _year(found: re.Match[str], ctx: Context) -> Reading | None:
    year = int(found["y"])
    start, end = found.span("y")
    before, after = ctx.before(start), ctx.after(end)
    if (
        _NOT_YEAR.search(before)
        or _PLURAL.match(after)
        or re.match(r"%|/\d(?!\d(?![\d/]))|[.:]\d|s\b|[ \n](?:bc|b\.c|million|billion|hundred)", after)
    ):
        return None
    if re.search(r"\d[-–/,.:]$|\w-$", before) and not re.search(r"(?:\b1\d{3}|\b20\d\d|pre|post|mid|late|early|[a-z]{3}\.?)[-–/]$", before):
        return None
    if 1900 <= year <= 2060 or _YEAR_LEAD.search(before) or start == 0 or re.match(r"[-/]\d\d(?:\d\d)?(?!\d)", after):
        return Reading("DATE", f"{year:04d}", explicit=True)
    return None


def _short_end(found: re.Match[str], ctx: Context) -> Reading | None:
    """The second year of ``1987-90``."""
    first, short = int(found["a"]), int(found["y"])
    year = first - first % 100 + short
    return (
        Reading("DATE", f"{year:04d}", explicit=True)
        if year > first and re.search(r"[$£€]$", ctx.before(found.start(), 1)) is None
        else None
    )


def _the_year(found: re.Match[str], _ctx: Context) -> Reading | None:
    return Reading("DATE", f"{int(found['y']):04d}", explicit=True)


def _bc(found: re.Match[str], _ctx: Context) -> Reading | None:
    return Reading("DATE", f"BC{int(found['y']):04d}", explicit=True)


def _ad(found: re.Match[str], _ctx: Context) -> Reading | None:
    return Reading("DATE", f"{int(found['y'] or found['z']):04d}", explicit=True)


def _decade(found: re.Match[str], ctx: Context) -> Reading | None:
    words = found["n"]
    if words.isdigit() and len(words) == 4:
        return Reading("DATE", ("BC0" if found["bc"] else "") + words[:3], explicit=True)
    if words.isdigit() and len(words) == 3:
        return Reading("DATE", "BC0" + words[:2], explicit=True) if found["bc"] else None
    tens = _TENS.get(words) or int(words[0])
    if (
        re.search(r"\b(?:his|her|their|my|in|the low|the mid|the high) (?:early |mid-?|late )?$", ctx.before(found.start()))
        and words in _TENS
    ):
        return None
    if words.isdigit() and not found["q"] and not found["the"] and not ctx.depth:
        return None
    century = 20 if tens in (0, 1) else 19
    return Reading("DATE", f"{century}{tens}", explicit=True)


def _century(found: re.Match[str], _ctx: Context) -> Reading | None:
    number = ordinal(found["o"])
    if number is None or number > 22:
        return None
    return Reading("DATE", ("BC" if found["bc"] else "") + f"{number - 1:02d}", explicit=True)


def _two_figures(found: re.Match[str], _ctx: Context) -> Reading:
    """``in '88``: a year of the last century, or of this one up to 29."""
    year = int(found["y"])
    return Reading("DATE", f"{year + (2000 if year < 30 else 1900)}", explicit=True)


TABLE = (
    Rule(
        "bc",
        r"(?P<x>(?P<y>\d{1,4})) ?(?:-|to|and|until) ?\d{1,4} (?:bce?|b\.c)",
        _bc,
        "The war of 431-404 BC ended.",
        "BC0431",
        part=False,
    ),
    Rule(
        "digit",
        r"(?:in|of|since|by|from|until|to|class of) (?P<x>'(?P<y>\d\d))(?!\d|'|-)",
        _two_figures,
        "It closed in '98.",
        "1998",
        part=False,
    ),
    Rule("year", r"<y:YEAR>", _year, "The law passed in 2019.", "2019"),
    Rule("year", r"<a:YEAR> ?[-/] ?(?P<x>(?P<y>\d\d))(?![\d-])", _short_end, "The drought of 1987-90 ended.", "1987/1990"),
    Rule("year", r"the years <y:YEAR>", _the_year, "It doubled in the years 1985 to 1988.", "1985"),
    Rule("year", r"the year <y:YEAR>", _the_year, "It may double by the year 2040.", "2040"),
    Rule("bc", r"(?:(?:the year|c\.|ca\.|circa) )?(?P<y>\d{1,4}) (?:bce?|b\.c\.?(?:e\.)?)", _bc, "They landed in 332 BC.", "BC0332"),
    Rule("bc", r"(?:a\.?d\.? (?P<y>\d{1,4})|(?P<z>\d{1,4}) (?:a\.?d\.?|ce))", _ad, "They landed in AD 70.", "0070"),
    Rule(
        "digit",
        r"(?P<the>the )?(?P<q>')?(?P<n>[12]\d\d0|[1-9]\d0|[1-9]0)(?: ?')?s(?P<bc> bce?)?",
        _decade,
        "Crime fell in the 1990s.",
        "199",
    ),
    Rule(
        "decade",
        r"(?P<the>the )(?P<q>')?(?P<n>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)(?P<bc>x)?",
        _decade,
        "Crime rose during the sixties.",
        "196",
    ),
    Rule(
        "unit",
        r"(?P<x>(?:the )?<o:ORD>),? (?:and|to|or|through) (?:the )?<ORD>[ -]centur(?:y|ies)(?P<bc>zz)?",
        _century,
        "In the 17th and 18th centuries, trade grew.",
        "16",
        part=False,
    ),
    Rule(
        "unit",
        r"(?:the )?<o:ORD> centuries(?P<bc> bce?)?",
        _century,
        "From the 17th to the 18th centuries, trade grew.",
        "16/17",
        part=False,
    ),
    Rule("unit", r"(?:the )?<o:ORD>[ -]century(?P<bc> bce?)?", _century, "It dates from the 19th century.", "18"),
)
