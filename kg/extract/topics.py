"""The CAP topic that the words around an event support; none where nothing does."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from kg.vocab import topics


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    owners = {word: info.notation for info in topics().values() for word in info.words}
    longest = sorted(owners, key=lambda w: (-len(w), w))
    return re.compile(r"\b(" + "|".join(re.escape(w) for w in longest) + r")s?\b"), owners


@lru_cache(maxsize=64)
def topic(words: str) -> str | None:
    """The notation of the topic whose words stand most often in ``words``; None without any, or with two tied at the top."""
    pattern, owners = _pattern()
    counts = Counter(owners[match[1]] for match in pattern.finditer(words.lower()))
    best = counts.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]
