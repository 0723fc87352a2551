"""Whether a text is in English."""

from __future__ import annotations

import re

_ENOUGH = 20
_SAMPLE = 2_000
_WORD = re.compile(r"[^\W\d_]+")
# No other language that news is written in has one of these for every eighth word.
_COMMON = frozenset(["the", "and", "to", "of", "that", "for", "with", "by", "from", "said"])
_COMMON_SHARE = 0.125
# English is the second guess for short texts full of African names, behind its Nigerian cousin.
_ENGLISH = ("en", "pcm")
# In units of the log probability: English sentences of the development data lose by 15 at most, others by 250 at least.
_MARGIN = 60.0


def foreign_language(text: str) -> str | None:
    """The code (ISO 639) of the language of ``text`` if that is certainly not English, else None.

    Looks at the first 2,000 characters; None when they hold fewer than 20 words. Words without spaces between them
    count by their letters.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if len(words) < _ENOUGH and sum(map(len, words)) - sum(sum(map(str.isascii, word)) for word in words) < _ENOUGH:
        return None
    if sum(word in _COMMON for word in words) >= _COMMON_SHARE * len(words):
        return None
    from py3langid import rank

    ranked = [(str(code), float(score)) for code, score in rank(sample.encode("utf-8", "replace"))]
    (best, top), english = ranked[0], dict(ranked)["en"]
    return best if best not in _ENGLISH and top - english > _MARGIN else None
