"""Parts of a year: seasons, quarters, halves and fiscal years."""

from __future__ import annotations

import re

from kg.extract.dates import anchor
from kg.extract.dates.arithmetic import season_of
from kg.extract.dates.lexicon import SEASONS
from kg.extract.dates.numbers import ordinal
from kg.extract.dates.rule import Context, Reading, Rule

_PLACE = ("SP", "SU", "FA", "WI")
_LED = re.compile(
    r"(?:\b(?:in|during|by|of|until|through|throughout|over|for|since|before|after|and|from|late|early|that|mid|within|whole|"
    r"entire)[ \n-]|\A)$"
)


def _directed(found: re.Match[str], ctx: Context) -> Reading | None:
    code, how, now = SEASONS[found["s"]], found["how"].split()[-1], ctx.now
    if how in ("that", "following", "previous", "same") and ctx.last:
        now = ctx.last.begin
    if now is None:
        return Reading("DATE", f"XXXX-{code}")
    year, at = season_of(now)
    place = _PLACE.index(code)
    if how in ("that", "same", "this"):
        waning = how == "this" and code == "WI" and now.month < 4 and ctx.tense(*found.span()) != "future"
        year = now.year - waning
    elif how in ("last", "past", "previous"):
        year -= place >= at
    elif place <= at:
        year += 1
    return Reading("DATE", f"{year:04d}-{code}")


def _with_year(found: re.Match[str], _ctx: Context) -> Reading:
    return Reading("DATE", f"{int(found['y']):04d}-{SEASONS[found['s']]}", explicit=True)


def _year_season(found: re.Match[str], ctx: Context) -> Reading | None:
    return None if ctx.capital(found.start("s")) else _with_year(found, ctx)


def _of_year(found: re.Match[str], ctx: Context) -> Reading | None:
    year = ctx.read(*found.span("p"))
    return Reading("DATE", f"{year.value}-{SEASONS[found['s']]}") if year else None


def _before_christ(found: re.Match[str], _ctx: Context) -> Reading:
    return Reading("DATE", f"BC{int(found['y']):04d}-{SEASONS[found['s']]}", explicit=True)


def _alone(found: re.Match[str], ctx: Context) -> Reading | None:
    word, start = found["s"], found.start("s")
    code = SEASONS[word]
    lead = ctx.before(found.start())
    led = _LED.search(lead) is not None
    if word in ("fall", "spring") and (not (found["the"] or led) or re.match(r"[ \n]of\b", ctx.after(found.end(), 4))):
        return None
    if ctx.capital(start) and not ctx.narrative and not re.search(r"(?:[.\n\"][ \n]{0,2}|\A)$", lead) and not led:
        return None
    if ctx.before_christ:
        return Reading("DATE", f"BC{ctx.before_christ:04d}-{code}")
    if not (ctx.narrative or led or found["the"]) or re.match(
        r"[ \n](?:storm|olympic|games|coat|school|sport|break|weather|fuel)", ctx.after(found.end(), 10)
    ):
        return None
    year = anchor.year_ahead(ctx, found.end())
    if year is None and ctx.narrative:
        year = ctx.last.begin.year if ctx.last else None
    if year is None and ctx.dct and not ctx.narrative:
        here, at = season_of(ctx.dct)
        ahead, place = ctx.tense(*found.span()) == "future", _PLACE.index(code)
        year = here + (1 if ahead and place < at else -1 if not ahead and place > at else 0)
    return Reading("DATE", f"{year:04d}-{code}" if year else f"XXXX-{code}")


_SPORT = re.compile(r"\b(?:goal|score|match|team|player|game|touchdown|quarterback|coach|league|yards?\b|kick|rebound|tackle|punt)")
_PARTS = {"quarter": (4, "Q", 3), "half": (2, "H", 6)}


def _place(words: str, parts: int) -> int | None:
    if words in ("final", "last", "latter"):
        return parts
    place = ordinal(words)
    return place if place and place <= parts else None


def _part(found: re.Match[str], ctx: Context) -> Reading | None:
    """A numbered quarter or half; without its year, the latest that has begun, or the next one by tense."""
    count, letter, months = _PARTS[found["u"]]
    if found["p"] is None and found["u"] == "quarter" and _SPORT.search(ctx.before(found.start(), 160) + ctx.after(found.end(), 160)):
        return None
    place = _place(found["o"], count)
    if place is None:
        return None
    if found["p"]:
        period = ctx.read(*found.span("p"))
        named = re.fullmatch(r"(?:FY)?(\d{4})", period.value) if period else None
        return Reading("DATE", f"{named[1]}-{letter}{place}", explicit=bool(period and period.explicit)) if named else None
    now = ctx.now
    if now is None:
        return Reading("DATE", f"XXXX-{letter}{place}")
    here = (now.month - 1) // months + 1
    if ctx.narrative:
        return Reading("DATE", f"{now.year:04d}-{letter}{place}")
    ahead = ctx.tense(*found.span()) == "future"
    year = now.year + (1 if ahead and place < here else -1 if not ahead and place > here else 0)
    return Reading("DATE", f"{year:04d}-{letter}{place}")


def _business_half(found: re.Match[str], ctx: Context) -> Reading | None:
    """A half without a year is one of a year only where business is spoken of; teams play halves too."""
    near = ctx.before(found.start(), 120) + ctx.after(found.end(), 120)
    if (
        re.search(
            r"profit|earning|sales|revenue|net|income|loss|growth|result|market|econom|price|output|export|import|%|percent|rate", near
        )
        is None
    ):
        return None
    return None if _SPORT.search(near) else _part(found, ctx)


def _short(found: re.Match[str], ctx: Context) -> Reading:
    year = found["y"]
    value = f"{int(year):04d}" if year else f"{ctx.now.year:04d}" if ctx.now else "XXXX"
    return Reading("DATE", f"{value}-{found['l'].upper()}{found['n']}", explicit=bool(year))


def _fiscal(found: re.Match[str], _ctx: Context) -> Reading:
    year = int(found["y"])
    return Reading("DATE", f"FY{year + (2000 if year < 50 else 1900) if year < 100 else year}", explicit=True)


TABLE = (
    Rule(
        "season",
        r"(?P<how>last|(?:this|the) past|past|this|next|(?:the |this )?(?:coming|following|previous|upcoming|same)|that(?: same)?|"
        r"the next) <s:SEASON>",
        _directed,
        "Schools closed last winter.",
        "2024-WI",
    ),
    Rule(
        "season",
        r"(?:the )?<s:SEASON>(?: of)?,? (?:the year )?<y:YEAR>(?:[-/–]\d\d(?!\d))?",
        _with_year,
        "It opened in the summer of 2021.",
        "2021-SU",
    ),
    Rule("season", r"<y:YEAR> <s:SEASON>", _year_season, "The 1976 summer drought ended.", "1976-SU"),
    Rule(
        "bc",
        r"(?:the )?<s:SEASON> of (?P<y>\d{1,4}) (?:bce?|b\.c\.?(?:e\.)?)",
        _before_christ,
        "They marched in the spring of 331 BC.",
        "BC0331-SP",
    ),
    Rule(
        "season",
        r"(?:the )?<s:SEASON> (?:of )?(?P<p>(?:this|last|next|that|the same|the following|the previous) year)",
        _of_year,
        "It opened in the spring of last year.",
        "2024-SP",
    ),
    Rule(
        "season",
        r"(?P<the>the )<s:SEASON>(?=[,.;:)]|\Z| (?:of|in|and|or|to|that|when|by|before|after|with|for|was|were|is|had|the|as|but|"
        r"from|at|on|it|he|they|throughout|while|because|until|through|over|into|before)\b)",
        _alone,
        "Schools closed in the winter.",
        "2024-WI",
    ),
    Rule("season", r"(?P<the>zz)?<s:SEASON>(?! (?:olympic|games|palace))", _alone, "Schools closed in the winter.", "2024-WI"),
    Rule(
        "unit",
        r"(?:(?:the|its|their|his|a) )?(?:fiscal )?(?P<o>first|second|third|fourth|1st|2nd|3rd|4th|final|last)[ -](?:fiscal |"
        r"calendar )?(?P<u>quarter)"
        r"(?:(?: of)?(?: the)? (?P<p>(?:fiscal (?:year )?)?<YEAR>|(?:this|last|next) (?:fiscal )?year|the (?:following |previous |"
        r"current )?year))?",
        lambda found, ctx: None if found["o"] == "last" and not found["p"] else _part(found, ctx),
        "Growth slowed in the third quarter of 2019.",
        "2019-Q3",
    ),
    Rule(
        "unit",
        r"(?:the )?(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)[ -](?P<u>quarter)(?P<p>zz)?",
        _part,
        "Growth slowed in the first quarter.",
        "2025-Q1",
    ),
    Rule(
        "unit",
        r"(?:the )?(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)[ -](?P<u>quarter)(?P<p>zz)?",
        _part,
        "Growth slowed in the fourth quarter.",
        "2024-Q4",
    ),
    Rule(
        "half",
        r"(?:the )?(?P<o>first|second|latter)[ -](?P<u>half) of (?P<p><YEAR>|(?:this|last|next|the|that) year)",
        _part,
        "Prices rose in the first half of this year.",
        "2025-H1",
    ),
    Rule(
        "half",
        r"(?:the )?(?P<o>first|second)[ -](?P<u>half)(?P<p>zz)?(?! of| hour)",
        _business_half,
        "Profit rose in the first half.",
        "2025-H1",
    ),
    Rule("digit", r"(?P<l>q)(?P<n>[1-4])(?:(?: of)?[ ,/]{1,2}<y:YEAR>)?(?P<z>zz)?", _short, "Revenue fell in Q3 2024.", "2024-Q3"),
    Rule("digit", r"(?P<l>h)(?P<n>[12]) <y:YEAR>(?P<z>zz)?", _short, "Revenue fell in H1 2024.", "2024-H1"),
    Rule(
        "digit",
        r"(?:the )?(?:fiscal|financial)(?: year)? (?P<y>'?\d\d|<YEAR>)(?!\d)",
        _fiscal,
        "The budget for fiscal 2026 passed.",
        "FY2026",
    ),
    Rule("digit", r"fy ?(?P<y>\d\d|<YEAR>)(?!\d)", _fiscal, "The FY26 budget passed.", "FY2026"),
)
