"""Recurring times: every Tuesday, daily, twice a week, Mondays."""

from __future__ import annotations

import re

from kg.extract.dates.arithmetic import period, singular
from kg.extract.dates.lexicon import MONTHS, PARTS, SEASONS, WEEKDAYS
from kg.extract.dates.numbers import number
from kg.extract.dates.rule import Context, Reading, Rule

_ADVERBS = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "P1W",
    "biweekly": "P2W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "bimonthly": "P2M",
    "quarterly": "P1Q",
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
    "semiannual": "P6M",
    "semi-annual": "P6M",
    "biannual": "P6M",
    "biennial": "P2Y",
    "per annum": "P1Y",
    "everyday": "P1D",
}


def _adverb(found: re.Match[str], ctx: Context) -> Reading | None:
    start, end = found.span()
    if ctx.capital(start) and (ctx.capital(end + 1) or not re.search(r"(?:[.!?\n\"”][ \n]{0,2}|\A)$", ctx.before(start, 4))):
        return None
    return Reading("SET", _ADVERBS[" ".join(found[0].split())])


def _every(found: re.Match[str], _ctx: Context) -> Reading | None:
    words, count = found["w"].rstrip("."), found["n"]
    times = 2.0 if count == "other" else (number(count) or 1.0) if count else 1.0
    if words in WEEKDAYS:
        return Reading("SET", f"XXXX-WXX-{WEEKDAYS[words]}")
    if words in MONTHS:
        return Reading("SET", f"XXXX-{MONTHS[words]:02d}")
    if words in SEASONS:
        return Reading("SET", f"XXXX-{SEASONS[words]}")
    if words in PARTS:
        return Reading("SET", f"XXXX-XX-XXT{PARTS[words]}")
    if words == "weekend":
        return Reading("SET", "XXXX-WXX-WE")
    return Reading("SET", period(times, singular(found["w"])))


def _rate(found: re.Match[str], _ctx: Context) -> Reading | None:
    return Reading("SET", period(1.0, found["u"]))


def _days(found: re.Match[str], ctx: Context) -> Reading | None:
    word = found["w"]
    if word in ("weekends", "weekdays", "weeknights"):
        if not re.search(r"\b(?:on|at|during|and)[ \n]$", ctx.before(found.start(), 8)):
            return None
        return Reading("SET", "XXXX-WXX-WE" if word == "weekends" else "P1D")
    return Reading("SET", f"XXXX-WXX-{WEEKDAYS[word[:-1]]}") if ctx.capital(found.start("w")) else None


def _part(found: re.Match[str], _ctx: Context) -> Reading | None:
    return Reading("SET", f"XXXX-WXX-{WEEKDAYS[found['w']]}T{PARTS[found['p'][:-1]]}")


_FREQUENCY = (
    r"(?<=once[ ])|(?<=twice[ ])|(?<=times[ ])|(?<=percent[ ])|(?<=%[ ])|(?<=million[ ])|(?<=billion[ ])|(?<=dollars[ ])|"
    r"(?<=thousand[ ])|(?<=tons[ ])|(?<=barrels[ ])|"
    r"(?<=hours[ ])|(?<=days[ ])|(?<=people[ ])|(?<=tonnes[ ])|(?<=euros[ ])|(?<=pounds[ ])|(?<=cents[ ])|(?<=weeks[ ])|"
    r"(?<=months[ ])|(?<=\d[ ])|(?<=[b-df-hj-np-rtv-z]s[ ])|"
    r"(?<=[aeiou][lnrt]es[ ])|(?<=ers[ ])|(?<=time[ ])"
)

TABLE = (
    Rule("set", "|".join(sorted(_ADVERBS, key=len, reverse=True)), _adverb, "The board holds an annual meeting.", "P1Y", part=False),
    Rule(
        "set",
        r"(?:every|each)(?: single)?(?: (?P<n>other|<NUM>))? (?P<w><WEEKDAY>|<UNITS>|<UNIT>|<PART>|<SEASON>|<MONTH>)s?",
        _every,
        "The panel meets every Tuesday.",
        "XXXX-WXX-2",
        part=False,
    ),
    Rule(
        "set",
        r"(?:per|each|every) (?P<u>second|minute|hour|day|week|month|quarter|year|decade|night)",
        _rate,
        "It costs $40 per month.",
        "P1M",
        part=False,
    ),
    Rule(
        "unit",
        rf"(?:{_FREQUENCY})an? (?P<u>hour|day|week|month|quarter|year)(?! (?:ago|earlier|later|before|after|and a half))(?!-)",
        _rate,
        "They meet twice a week.",
        "P1W",
        part=False,
    ),
    Rule("weekday", r"(?P<w>(?:<WEEKDAY>)s)", _days, "The market opens on Saturdays.", "XXXX-WXX-6", part=False),
    Rule(
        "weekday",
        r"(?P<w><WEEKDAY>) (?P<p>mornings|afternoons|evenings|nights)",
        _part,
        "He teaches Friday evenings.",
        "XXXX-WXX-5TEV",
        part=False,
    ),
    Rule("unit", r"(?P<w>weekends|weekdays|weeknights)", _days, "The market opens on weekends.", "XXXX-WXX-WE", part=False),
)
