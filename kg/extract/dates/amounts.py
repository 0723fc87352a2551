"""Words that soften or bound an amount: about, nearly, more than, at least."""

from __future__ import annotations

MODIFIERS = (
    ("about around nearly almost roughly approximately some circa", "APPROX"),
    ("over exceeding", "MORE_THAN"),
    ("under", "LESS_THAN"),
)
_MOD = {word: mod for words, mod in MODIFIERS for word in words.split()} | {
    "more than": "MORE_THAN",
    "well over": "MORE_THAN",
    "just over": "MORE_THAN",
    "less than": "LESS_THAN",
    "fewer than": "LESS_THAN",
    "just under": "LESS_THAN",
    "close to": "APPROX",
    "at least": "EQUAL_OR_MORE",
    "no less than": "EQUAL_OR_MORE",
    "at most": "EQUAL_OR_LESS",
    "no more than": "EQUAL_OR_LESS",
    "not more than": "EQUAL_OR_LESS",
    "up to": "EQUAL_OR_LESS",
    "as many as": "EQUAL_OR_LESS",
    "as long as": "EQUAL_OR_LESS",
    "as much as": "EQUAL_OR_LESS",
}
ABOUT = "|".join(sorted(_MOD, key=len, reverse=True))


def modifier(words: str | None) -> str | None:
    """The TIMEX3 modifier of such words; None for none, or for words that do not bound ("only").

    >>> modifier("more than"), modifier("only")
    ('MORE_THAN', None)
    """
    return _MOD.get(" ".join(words.split())) if words else None
