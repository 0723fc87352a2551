"""References to the past, the present and the future without a date of their own."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extract.dates.rule import Context, Reading, Rule


def _ref(value: str, kind: str = "DATE") -> Callable[[re.Match[str], Context], Reading]:
    def build(_found: re.Match[str], _ctx: Context) -> Reading:
        return Reading(kind, value)

    return build


def _now(found: re.Match[str], ctx: Context) -> Reading | None:
    """``now`` the adverb: not "until now known as", and not the conjunction "now that"."""
    return None if re.match(r"[ \n]that\b", ctx.after(found.end(), 6)) else Reading("DATE", "PRESENT_REF")


def _history(value: str) -> Callable[[re.Match[str], Context], Reading | None]:
    """A word that refers to a time in a history, and only qualifies a noun in news."""

    def build(_found: re.Match[str], ctx: Context) -> Reading | None:
        return Reading("DATE", value) if ctx.narrative else None

    return build


def _soon(found: re.Match[str], ctx: Context) -> Reading | None:
    after, before = ctx.after(found.end(), 8), ctx.before(found.start(), 8)
    if ctx.narrative or ctx.tense(*found.span()) == "past":
        return None
    return (
        None
        if re.match(r"[ \n](?:as|after\w*|before|enough)\b|er\b", after) or re.search(r"\b(?:as|too|how)[ \n]$", before)
        else Reading("DATE", "FUTURE_REF")
    )


def _past(found: re.Match[str], ctx: Context) -> Reading | None:
    return (
        Reading("DATE", "PAST_REF")
        if re.match(
            r"[,.;:)\"]|\Z|[ \n](?:and|but|when|he|she|they|it|the|has|have|had|was|were|with|is|as|for|to)\b", ctx.after(found.end(), 8)
        )
        else None
    )


TABLE = (
    Rule("vague", r"(?:right |just )?now(?! (?:that)\b)", _now, "The site is now closed.", "PRESENT_REF", part=False),
    Rule(
        "vague", r"currently|presently|nowadays|at present", _ref("PRESENT_REF"), "The site is currently closed.", "PRESENT_REF", part=False
    ),
    Rule("vague", r"(?:more |most |very |just )?recently", _ref("PAST_REF"), "The site was recently closed.", "PAST_REF", part=False),
    Rule("vague", r"lately|long ago|in the old days|once upon a time", _ref("PAST_REF"), "That ended long ago.", "PAST_REF", part=False),
    Rule(
        "vague",
        r"(?:(?:the )?(?:more |most )?recent (?:days|weeks|months|years|decades|times))",
        _ref("PAST_REF"),
        "Rents rose in recent years.",
        "PAST_REF",
        part=False,
    ),
    Rule(
        "vague",
        r"(?:in )(?P<x>the (?:recent |distant |near |immediate )?past)",
        _past,
        "He had done so in the past.",
        "PAST_REF",
        part=False,
    ),
    Rule("vague", r"the (?:recent|distant) past", _past, "That belongs to the distant past.", "PAST_REF", part=False),
    Rule(
        "vague",
        r"(?:the |this )?(?:(?:near|foreseeable|immediate|distant|not-too-distant) )future|(?:in|for|into|about|"
        r"of) (?P<x>the future)(?! of\b)",
        _ref("FUTURE_REF"),
        "It may close in the near future.",
        "FUTURE_REF",
        part=False,
    ),
    Rule("vague", r"soon", _soon, "It will close soon.", "FUTURE_REF", part=False),
    Rule(
        "vague",
        r"(?:at |for )(?P<x>the moment|this moment|the time being)",
        _ref("PRESENT_REF"),
        "It is closed for the time being.",
        "PRESENT_REF",
        part=False,
    ),
    Rule("vague", r"these days", _ref("PRESENT_REF"), "Few go there these days.", "PRESENT_REF", part=False),
    Rule(
        "vague",
        r"(?:the )?(?:present|modern)(?: |-)day|to (?P<x>date)(?=[,.;]|\Z)",
        _ref("PRESENT_REF"),
        "It is the largest to date.",
        "PRESENT_REF",
        part=False,
    ),
    Rule(
        "vague",
        r"former",
        _history("PAST_REF"),
        "In 1812, 1813, 1814, 1815, 1816, 1817 and 1818 the former captain ruled.",
        "PAST_REF",
        part=False,
    ),
    Rule(
        "vague",
        r"recent",
        _history("PAST_REF"),
        "In 1812, 1813, 1814, 1815, 1816, 1817 and 1818 the recent captain ruled.",
        "PAST_REF",
        part=False,
    ),
    Rule("vague", r"at this time", _ref("PRESENT_REF"), "The site is closed at this time.", "PRESENT_REF", part=False),
    Rule(
        "vague",
        r"future",
        _history("FUTURE_REF"),
        "In 1812, 1813, 1814, 1815, 1816, 1817 and 1818 the future captain ruled.",
        "FUTURE_REF",
        part=False,
    ),
    Rule(
        "vague",
        r"current",
        _history("PRESENT_REF"),
        "In 1812, 1813, 1814, 1815, 1816, 1817 and 1818 the current captain ruled.",
        "PRESENT_REF",
        part=False,
    ),
)
