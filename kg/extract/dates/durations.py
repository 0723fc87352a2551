"""Lengths of time: bare ("90 days"), compound ("two-year"), and those that end or start at the article's date."""

from __future__ import annotations

import re

from kg.extract.dates.amounts import ABOUT, modifier
from kg.extract.dates.arithmetic import period, singular
from kg.extract.dates.numbers import number
from kg.extract.dates.relative import anchored
from kg.extract.dates.rule import Context, Reading, Rule

_AGE = re.compile(r"[ \n-]{1,3}(?:olds?|of[ \n]age)\b")
_CONTENT = re.compile(
    r"[ \n]of[ \n](?:[a-z]{1,9}[ \n])?(?:video|audio|music|footage|programming|content|recording|film|tape|playback|talk|battery)"
)
_RATE = re.compile(
    r"(?:\b(?:once|twice|thrice|times|percent|dollars|million|billion|thousand|hundred|tons|tonnes|barrels|people|hours|days|weeks|months|euros|"
    r"pounds|cents|much|many|more|jobs|units|cars|deaths|visitors|students|minutes|least|meals|shifts|gallons|miles|copies|flights|"
    r"[a-z]{3,15}[^s\W]s)|%|\d[\d,.]{0,12})[ \n]$"
)
_LED = re.compile(
    r"\b(?:for|in|within|after|of|about|over|than|nearly|almost|took|takes|take|by|least|last|lasted|lasting|spent|spend|spends|be|was|is|only|just|"
    r"another|some|to|from|every|once|under|and|or|until|with|up|around|roughly|approximately|half|through|during|before|serve|served|sentence|"
    r"have|had|has|given|gave|give|need|needs|needed|extra|waited|wait|that|at)[ \n]$"
)
_BARE = re.compile(
    r"\b(?:for|in|within|after|took|take|takes|last|lasted|lasting|spent|spend|over|of|and|or|many|the|by|until|during|through|"
    r"follows?|followed|following|despite|amid|spans?|spanned|spending|some)[ \n]$"
)


def _plain(found: re.Match[str], ctx: Context) -> Reading | None:
    """A counted length. Ages are none, nor is a second in a row of ordinals, nor "a year" that counts a rate."""
    unit, words = singular(found["u"]), found["n"]
    if _AGE.match(ctx.after(found.end(), 8)) or (unit == "quarter" and not found["adj"]) or unit in ("weekend", "night", "millennium"):
        return None
    if ctx.after(found.end(), 1) == "-" or _name(found, ctx) or _CONTENT.match(ctx.after(found.end(), 24)):
        return None
    if words in ("a", "an", "the", "one") and not _single(found, ctx, unit, words):
        return None
    count = number(words) if words else None
    if count is not None and ((unit == "second" and words in ("a", "one")) or count > 1_000_000):
        return None
    return Reading("DURATION", period(count, unit), mod=modifier(found["about"]))


def _name(found: re.Match[str], ctx: Context) -> bool:
    """Whether a capital within a sentence makes the unit a part of a name: the Seven Days Battles."""
    at = found.start("u")
    return ctx.capital(at) and not ctx.capital(at + 1) and at - ctx.bounds[0] > 12


def _single(found: re.Match[str], ctx: Context, unit: str, words: str) -> bool:
    """Whether "a year" and "one day" are lengths here: not "one day" for some day, not "$2 a year"."""
    before = ctx.before(found.start())
    if found["about"]:
        return True
    if words == "one" and unit == "day":
        return re.search(r"\b(?:in|for|within|after|only|just|than|least|of|every)[ \n]$", before) is not None
    if words == "one":
        return True
    return _LED.search(before) is not None and _RATE.search(before.removesuffix("and ")) is None


def _vague(found: re.Match[str], ctx: Context) -> Reading | None:
    unit = singular(found["u"])
    if (
        _AGE.match(ctx.after(found.end(), 8))
        or unit in ("weekend", "night", "quarter", "millennium")
        or ctx.before(found.start(), 3) == "as "
    ):
        return None
    return Reading("DURATION", period(None, unit))


def _bare(found: re.Match[str], ctx: Context) -> Reading | None:
    unit = singular(found["u"])
    if unit in ("quarter", "weekend", "night", "second", "millennium") or not _BARE.search(ctx.before(found.start())):
        return None
    if _AGE.match(ctx.after(found.end(), 8)) or re.match(r"[ \n]of[ \n]the|[ \n](?:inn|gone|past)\b|[ \n]\d{4}", ctx.after(found.end(), 8)):
        return None
    return Reading("DURATION", period(None, unit))


def _compound(found: re.Match[str], ctx: Context) -> Reading | None:
    """``two-year``, ``year-long``, ``24-hour``; ``three-year-old`` is an age."""
    unit = singular(found["u"])
    if _AGE.match(ctx.after(found.end(), 8)) or unit in ("quarter", "second", "night"):
        return None
    count = number(found["n"]) if found["n"] else (None if found["u"].endswith("s") else 1.0)
    if count is not None and count > 1_000_000:
        return None
    return Reading("DURATION", period(count, unit))


def _ahead(found: re.Match[str], ctx: Context) -> Reading:
    """The months ahead: from the article's date on."""
    value = period(None, singular(found["u"]))
    if ctx.dct is None or ctx.narrative:
        return Reading("DURATION", value)
    return Reading("DURATION", value, fixed=True, begin=ctx.dct, edtf=f"{ctx.dct}/..")


def _half(found: re.Match[str], _ctx: Context) -> Reading:
    return Reading("DURATION", period(0.5, found["u"]), mod=modifier(found["about"]))


def _and_half(found: re.Match[str], _ctx: Context) -> Reading:
    count = number(found["n"])
    return Reading("DURATION", period(None if count is None else count + 0.5, singular(found["u"])), mod=modifier(found["about"]))


def _directed(found: re.Match[str], ctx: Context) -> Reading | None:
    """The past two years, the coming days: anchored on the article's date where it has one."""
    how, unit = found["how"].split()[-1], singular(found["u"])
    if found["how"] == "last" and re.search(
        r"\b(?:would|will|to|could|may|might|can|did|not|should|must|'ll)[ \n]$", ctx.before(found.start())
    ):
        return None
    count = number(found["n"]) if found["n"] else None
    back, ahead = how in ("last", "past", "recent"), how in ("next", "coming", "upcoming")
    if count is not None and (back or ahead):
        return anchored(ctx, count, unit, back)
    value = period(count, unit)
    if ctx.narrative or ctx.dct is None or not (back or ahead):
        return Reading("DURATION", value)
    day = ctx.dct
    if back:
        return Reading("DURATION", value, fixed=True, end=day, edtf=f"../{day}")
    return Reading("DURATION", value, fixed=True, begin=day, edtf=f"{day}/..")


_ADJ = (
    r"full|straight|consecutive|long|whole|more|additional|business|working|calendar|trading|successive|short|bloody|extra|solid|"
    r"entire|further|single"
)

TABLE = (
    Rule(
        "unit",
        rf"(?:(?P<about>{ABOUT}) )?(?:the )?(?P<n>(?:another )?<NUM>|an?|another) (?:(?P<adj>{_ADJ})(?: |-))?(?P<u><UNITS>|<UNIT>)",
        _plain,
        "The ban would last 90 days.",
        "P90D",
    ),
    Rule(
        "unit",
        rf"(?:(?P<about>{ABOUT}) )?(?P<n><NUM>|an?) (?P<adj>)(?P<u><UNITS>|<UNIT>)",
        _plain,
        "It lasted more than two years.",
        "P2Y",
    ),
    Rule("unit", r"(?:the )?<VAGUE> (?:more |long |short )?<u:UNITS>", _vague, "It took several months.", "PXM"),
    Rule(
        "unit",
        r"the (?P<how>coming )?(?P<n>zz)?<u:UNITS> (?:ahead|to come)",
        _ahead,
        "The board faces a choice in the months ahead.",
        "PXM",
    ),
    Rule(
        "unit",
        r"(?:all|the whole|the entire|an entire|a whole|an? full) (?P<n>zz)?(?P<u>day|week|month|year|decade|century|hour)",
        _compound,
        "It rained all day.",
        "P1D",
    ),
    Rule("unit", r"<u:UNITS>", _bare, "It went on for weeks.", "PXW"),
    Rule(
        "unit",
        r"(?:(?:an?|the|that|this) )?(?:same )?(?P<n><NUM>)[ -]<u:UNIT> period",
        _compound,
        "They agreed on a 90-day period.",
        "P90D",
    ),
    Rule("unit", r"(?:the )?(?P<n><NUM>)[ -]<u:UNIT>[ -]long", _compound, "A two year long siege ended.", "P2Y"),
    Rule(
        "unit",
        r"(?P<n><NUM>)(?:-| - )(?P<u><UNIT>|days|years|months|weeks|hours)(?:(?:-| - )long)?",
        _compound,
        "They signed a two-year deal.",
        "P2Y",
    ),
    Rule(
        "unit",
        r"(?P<n>zz)?(?P<u>(?:decade|century|year|month|week|day|hour)s?)[ -]?long",
        _compound,
        "A decades-long dispute ended.",
        "PXY",
    ),
    Rule("unit", rf"(?:(?P<about>{ABOUT}) )?half an? (?P<u>hour|day|year|decade|century)", _half, "It took half an hour.", "PT30M"),
    Rule("unit", rf"(?:(?P<about>{ABOUT}) )?(?:a )?half-(?P<u>hour|century|day|decade)", _half, "A half-century of rule ended.", "P50Y"),
    Rule(
        "unit",
        rf"(?:(?P<about>{ABOUT}) )?(?P<n><NUM>|an?) <u:UNIT> and (?:a )?half",
        _and_half,
        "It took a year and a half.",
        "P1.5Y",
    ),
    Rule("unit", rf"(?:(?P<about>{ABOUT}) )?(?P<n><NUM>) and (?:a )?half <u:UNITS>", _and_half, "It took two and a half years.", "P2.5Y"),
    Rule(
        "unit",
        rf"(?P<how>(?:the |these |those )?(?:last|past|next|coming|upcoming|previous|preceding|following|first|final|recent|ensuing|"
        rf"intervening|subsequent|succeeding|early|opening|closing|latest))"
        rf" (?:(?P<n><NUM>)|<VAGUE>)(?: |-)?(?:{_ADJ} )?(?P<u><UNITS>|<UNIT>)",
        _directed,
        "Rents rose in the past two years.",
        "P2Y",
    ),
    Rule(
        "unit",
        r"(?P<how>(?:the|these|those) (?:last|past|next|coming|upcoming|previous|preceding|following|first|final|ensuing|"
        r"intervening|subsequent|succeeding|early)|coming|upcoming) (?P<n>zz)?<u:UNITS>",
        _directed,
        "More cuts are expected in the coming days.",
        "PXD",
    ),
)
