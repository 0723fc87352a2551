"""Lines to paragraphs: what a page of paper or a mail breaks at its margin is put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_ENDS = re.compile(r"[.!?:][\"'”’)\]]*$")
_BULLET = re.compile(r"\s*(?:[-*•–—▪◦‣>]|\d{1,2}[.)]|\([a-z\d]\))\s")
_BROKEN = re.compile(r"(\w*[a-zß-öø-ÿ])[-\u00ad\u2010]$")
_SHORT = 0.75


def paragraphs(lines: Sequence[str]) -> list[str]:
    """The paragraphs of lines that are broken at a margin: at blank lines, after a line that ends a sentence before the
    margin, and around lines that are short as headings are.

    >>> paragraphs(["The mayor signed an or-", "der on Tuesday.", "", "It binds the", "city."])
    ['The mayor signed an order on Tuesday.', 'It binds the city.']
    """
    stripped = [" ".join(line.split()) for line in lines]
    margin = _margin(stripped)
    known = set(re.findall(r"\w+(?:-\w+)*", " ".join(stripped).lower()))
    made: list[str] = []
    before = ""
    for line in stripped:
        if line and before and not _parts(before, line, margin):
            made[-1] = joined(made[-1], line, known)
        elif line:
            made.append(line)
        before = line
    return made


def joined(left: str, right: str, known: Iterable[str] = ()) -> str:
    """Two lines as one; a word that was broken is whole again, unless ``known`` has it with its hyphen.

    >>> joined("a short-", "term loan", {"short-term"}), joined("the gover-", "nor")
    ('a short-term loan', 'the governor')
    """
    broken = _BROKEN.search(left)
    if broken is None or not right[:1].islower():
        return f"{left} {right}"
    rest = re.match(r"\w+", right)
    compound = f"{broken[1]}-{rest[0] if rest else ''}".lower() in known
    return (left if compound else left[:-1]) + right


def _margin(lines: Sequence[str]) -> int:
    """How long a line is that ends at the margin: nine of ten are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _parts(before: str, line: str, margin: int) -> bool:
    """Whether a paragraph ends between two lines."""
    short = len(before) < _SHORT * margin
    heading = short and not before.endswith((",", ";", "-")) and line[:1].isupper() and len(before) + len(line.split()[0]) < margin - 1
    return _BULLET.match(line) is not None or (short and _ENDS.search(before) is not None) or (heading and len(before) < 0.6 * margin)
