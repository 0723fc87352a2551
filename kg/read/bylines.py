"""Names of authors as pages give them: in capitals, with roles, agencies and the paper's own name among them."""

from __future__ import annotations

import re

_ROLE = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|editors?|press|agency|newspapers?|desk|wires?|newsroom|https?|www|associated)\b|@",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"((?:[A-Z][A-Z.'’-]*\s+)+[A-Z][A-Z.'’-]+)(?:\s+(?![A-Z]{2}).*)?")
_CAPITAL_WORD = re.compile(r"[^\W\d_]+(?:['’]\w{2,})?")


def people(author: str, publisher: str | None) -> tuple[str, ...]:
    """The names in ``author``, split at semicolons, without roles, agencies and the publisher itself.

    >>> people("By ANN O'LEE; BO CHO Associated Press; Metro Reporter", "The Wire")
    ("Ann O'Lee", 'Bo Cho')
    """
    names = (_name(part) for part in author.split(";"))
    kept = (name for name in names if name and not _ROLE.search(name) and not _is_publisher(name, publisher))
    return tuple(dict.fromkeys(kept))


def _name(words: str) -> str:
    words = re.sub(r"^by\s+", "", " ".join(words.split()), flags=re.IGNORECASE).split(",")[0].strip()
    shouted = _CAPITALS.fullmatch(words)
    if shouted is None:
        return words
    return _CAPITAL_WORD.sub(lambda match: _capitalised(match[0]), shouted[1])


def _capitalised(word: str) -> str:
    """ "O'LEE" as "O'Lee"; initials such as "J" stay."""
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)


def _is_publisher(name: str, publisher: str | None) -> bool:
    """Whether the name is the publisher's, or spells out its letters."""
    if not publisher:
        return False
    short, first = name.casefold(), publisher.casefold()
    initials = "".join(word[0] for word in short.split())
    return short in first or first in short or (len(initials) > 1 and initials == re.split(r"\W", first)[0])
