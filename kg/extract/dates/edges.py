"""Early, mid and late; the beginning and the end of a period; earlier and later in it; as soon as."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.dates.interval import days_of
from kg.extract.dates.rule import Context, Reading, Rule

_EDGES = {
    "START": "early beginning start outset onset opening earlier turn",
    "MID": "mid middle midpoint midway",
    "END": "late end close later ending",
}
_MOD = {word: mod for mod, words in _EDGES.items() for word in words.split()}
_MOD |= {"early part": "START", "latter part": "END", "last part": "END", "final part": "END", "latter half": "END", "final": "END"}
_BOUND = {
    "soon": "ON_OR_AFTER",
    "early": "ON_OR_AFTER",
    "late": "ON_OR_BEFORE",
    "later": "ON_OR_BEFORE",
    "recently": "ON_OR_BEFORE",
    "earlier": "ON_OR_AFTER",
}


def _edge(found: re.Match[str], ctx: Context) -> Reading | None:
    reading = ctx.read(*found.span("p"))
    if reading is None or reading.type not in ("DATE", "TIME"):
        return None
    return replace(reading, mod=_MOD[" ".join(found["e"].replace("-", " ").split())])


def _within(found: re.Match[str], ctx: Context) -> Reading | None:
    """Earlier this week ends, and later this week starts, at the article's date."""
    reading = ctx.read(*found.span("p"))
    if reading is None:
        return None
    mod = "START" if found["e"] == "earlier" else "END" if found["e"] == "later" else None
    days = days_of(reading.value)
    now = ctx.dct
    if mod is None or ctx.narrative or now is None or days.begin is None or days.end is None or not days.begin <= now <= days.end:
        return replace(reading, mod=mod)
    if days.begin == days.end:
        return replace(reading, mod=mod)
    begin, end = (days.begin, now) if mod == "START" else (now, days.end)
    return replace(reading, mod=mod, fixed=True, begin=begin, end=end, edtf=f"{begin}/{end}")


def _bound(found: re.Match[str], ctx: Context) -> Reading | None:
    reading = ctx.read(*found.span("p"))
    return replace(reading, mod=_BOUND[found["e"]]) if reading else None


_POINT = r"(?:(?:early|late|mid)[ -](?:<PERIOD>)|<ANYDAY>|<PERIOD>)"

TABLE = (
    Rule("edge", r"(?P<e>early|late|mid)(?:(?: in| on)? (?:the )?|-)(?P<p><PERIOD>|<ANYDAY>)", _edge, "Prices rose in early 2025.", "2025"),
    Rule("edge", r"the (?P<e>early|late|mid)(?: |-)(?P<p><PERIOD>)", _edge, "Prices rose in the late 1980s.", "198"),
    Rule(
        "edge", r"(?:the |its )?(?:very )?<e:EDGE> of (?P<p><PERIOD>|<ANYDAY>)", _edge, "They must comply by the end of the year.", "2025"
    ),
    Rule("edge", r"(?P<e>midway) through (?P<p><PERIOD>)", _edge, "It closed midway through 2019.", "2019"),
    Rule(
        "edge",
        r"(?P<e>earlier|later|sometime)(?: in| on)? (?P<p><PERIOD>|today|<ANYDAY>)",
        _within,
        "Earlier this week, they met.",
        "2025-W24",
    ),
    Rule("edge", rf"as (?P<e>soon|early|late|recently) as (?P<p>{_POINT})", _bound, "It may open as soon as next week.", "2025-W25"),
    Rule("edge", rf"no (?P<e>later|earlier) than (?P<p>{_POINT})", _bound, "File no later than June 30.", "2025-06-30"),
)
