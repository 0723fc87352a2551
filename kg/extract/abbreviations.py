"""Short forms that an article explains itself: "the Harbour Safety Board (HSB)".

After A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions" (2003): the letters of the short form
are looked for from the right in the words before it, and the first must begin a word. Where they are not all found, as with names
from other languages, the run of capitalised words itself counts if it shares the first letter of one of its words.
"""

from __future__ import annotations

import re

_SMALL = r"(?:of|the|for|and|on|in|to|de|del|la|le|les|des|du|und|für|di|e|y|al|el)"
_WORD = r"[^\W\d_][\w&.'’/-]*"
_CAPITAL = rf"(?=[^\W\d_a-z]){_WORD}"
_DEFINED = re.compile(rf"({_CAPITAL}(?:\s(?:{_SMALL}|{_CAPITAL})){{1,9}})\s\((?:[^()]{{1,80}},\s)?([A-Z][A-Za-z&-]{{1,9}})\)")


def abbreviations(text: str) -> dict[str, str]:
    """Each short form with the name that it stands for; the first explanation counts."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        words, short = " ".join(match[1].split()), match[2]
        if sum(c.isupper() for c in short) < 2:
            continue
        name = _initials(words, short) or _spelled(words, short) or _run(words, short)
        if name:
            found.setdefault(short, name)
    return found


def _initials(words: str, short: str) -> str | None:
    """The last words whose first letters are those of the short form; in another order ("National Police" for PN) with what stands before.

    A name from another language keeps its short form and not its order.
    """
    tokens = words.split()
    tail, start = tokens[-len(short) :], len(tokens) - len(short)
    initials = "".join(word[0] for word in tail)
    if start < 0 or sorted(initials) != sorted(short) or not short.isupper():
        return None
    while initials != short and start and tokens[start - 1][0].isupper() and tokens[start - 1] not in {"The", "A", "An"}:
        start -= 1
    return " ".join(tokens[start:])


def _spelled(words: str, short: str) -> str | None:
    """The shortest end of ``words`` that spells the short form, letter by letter from the right."""
    at = len(words)
    for n, letter in enumerate(reversed(short.lower()), start=1):
        at -= 1
        while at >= 0 and (words[at].lower() != letter or (n == len(short) and at > 0 and words[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    name = words[at:]
    return name if name[:1].isupper() and " " in name else None


def _run(words: str, short: str) -> str | None:
    initials = {word[0].lower() for word in words.split() if word[0].isupper()}
    shared = sum(c in initials for c in short.lower())
    return words if shared >= min(2, len(short)) else None
