"""Whose parliament, court or government an article means: that of the state it names beside it, else that of the state it is about.

Every state has a Supreme Court, and many have a Senate. A bare name says which one only inside its article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kg.read.actors import default_demonyms, default_metonyms
from kg.resolve.countries import WITH_ARTICLE

HOME = "United States"
_GOVERNMENTS = ("government", "federal government", "national government", "central government")
_INSTITUTIONS = (
    *("supreme court", "constitutional court", "high court", "federal court", "appeals court", "court of appeal", "senate"),
    *("house of representatives", "congress", "parliament", "national assembly", "legislature", "cabinet", "central bank"),
    *("foreign ministry", "interior ministry", "defense ministry", "defence ministry", "finance ministry", "health ministry"),
    *("ministry of foreign affairs", "ministry of defence", "ministry of defense", "ministry of the interior", "ministry of finance"),
    *("ministry of health", "ministry of justice", "ministry of education", "ministry of commerce"),
    *("justice ministry", "education ministry", "election commission", "electoral commission", "armed forces", "national guard"),
)
_EMBASSY = re.compile(r"[A-Z]\w+ (?:embassy|consulate) in (?:the )?[A-Z]")
_SURE = 2
_LONGEST = 20_000


def is_government(name: str) -> bool:
    """Whether a name means a government without saying whose."""
    return name.casefold() in _GOVERNMENTS


def is_institution(name: str) -> bool:
    """Whether a name is one that many states have an institution of.

    >>> is_institution("Supreme Court"), is_institution("Bundestag")
    (True, False)
    """
    return name.casefold() in _INSTITUTIONS


@cache
def _states() -> Mapping[str, str]:
    """Words that say of whom an institution is, with the state: its name and its adjective, never its capital."""
    names = {*default_demonyms().values(), *default_metonyms().values()}
    return {**{name: name for name in names}, **default_demonyms(), "U.S.": HOME, "US": HOME}


@cache
def _pattern() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(_states(), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])")


@cache
def _beside() -> re.Pattern[str]:
    """ "Taiwan's Constitutional Court", "the Indian parliament", "the Senate of the Philippines"."""
    state, body = _pattern().pattern, "|".join(re.escape(name) for name in (*_INSTITUTIONS, *_GOVERNMENTS))
    return re.compile(rf"(?P<a>{state})(?:['’]s?)?\s+(?P<b>(?i:{body}))\b|\b(?P<c>(?i:{body}))\s+of\s+(?:the\s+)?(?P<d>{state})")


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose institutions an article means. ``state`` is the one that it is about, None where that is in doubt.

    ``abroad``: it names states, and the United States are not among those that it is about.
    """

    state: str | None = None
    abroad: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)

    def of(self, institution: str) -> str | None:
        """The state whose institution a bare name means."""
        return self.beside.get(institution.casefold(), self.state)


@lru_cache(maxsize=1024)
def owners(text: str, home: bool) -> Owners:
    """What an article says of whose institutions it means; ``home``: people or bodies of the United States act in it."""
    text = text[:_LONGEST]
    counts = Counter(_states()[match[0]] for match in _pattern().finditer(text))
    if home:
        counts[HOME] += _SURE
    listed = sorted(counts, key=lambda name: (-counts[name], name))
    second = counts[listed[1]] if len(listed) > 1 else 0
    sure = bool(listed) and counts[listed[0]] >= max(_SURE, _SURE * second)
    beside = [(_named(match, "b", "c"), _states()[_named(match, "a", "d")]) for match in _beside().finditer(text)]
    stated = {body.casefold(): {state for other, state in beside if other.casefold() == body.casefold()} for body, _ in beside}
    return Owners(
        listed[0] if sure else None,
        bool(listed) and (listed[0] != HOME if sure else not counts[HOME]),
        {body: states.pop() for body, states in stated.items() if len(states) == 1},
    )


def _named(match: re.Match[str], one: str, other: str) -> str:
    return match[one] or match[other]


def owned(name: str, found: Owners) -> str:
    """A bare institution's name with its state: "Supreme Court of India"; unchanged where the state is in doubt.

    A name that says it in another way gets the same form: "Indian Supreme Court".
    """
    if _EMBASSY.match(name):
        return _titled(name)
    state, bare = _split(name)
    state = state or (found.of(bare) if is_institution(bare) or is_government(bare) else None)
    if state is None or not (is_institution(bare) or is_government(bare)):
        return name
    if state == HOME:
        return f"U.S. {bare}" if is_government(bare) else f"{HOME} {_titled(bare)}"
    return f"{'Government' if is_government(bare) else _titled(bare)} of {'the ' if state in WITH_ARTICLE else ''}{state}"


def _split(name: str) -> tuple[str | None, str]:
    """The state that a name begins with, and the rest."""
    match = _pattern().match(name)
    if match is None or match.end() == len(name):
        return None, name
    rest = re.sub(r"^['’]s?", "", name[match.end() :]).strip()
    return (_states()[match[0]], rest) if rest else (None, name)


def _titled(body: str) -> str:
    return " ".join(word if word in ("of", "the", "in") else word[:1].upper() + word[1:] for word in body.split())
