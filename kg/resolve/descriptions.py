"""Participants without a name: "police", "Officials", "a federal judge". What they are called says who they are in one article only."""

from __future__ import annotations

from functools import cache, lru_cache

from kg.extract.lexicon import word_class
from kg.resolve.words import head

_CROWDS = ("Police", "People")


@cache
def _common() -> frozenset[str]:
    return word_class("actorNoun") | word_class("citizenry") | word_class("title")


@lru_cache(maxsize=65536)
def is_description(name: str) -> bool:
    """Whether a name only describes: no capital in it, or one at its beginning that the sentence gave to a common noun.

    >>> is_description("federal officials"), is_description("Officials"), is_description("Congress"), is_description("Jane Roe")
    (True, True, False, False)
    """
    first, *rest = name.split() or [""]
    if any(word[:1].isupper() for word in rest):
        return False
    if not first[:1].isupper():
        return True
    # "Police" and "Officials" begin a sentence, "Congress" is a name
    several = bool(rest) or first in _CROWDS or (first.endswith("s") and not first.endswith("ss"))
    return several and first[1:].islower() and head(name) in _common()
