"""What a table row is, what it yields, and what it may ask of the text around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kg.extract.dates.lexicon import pattern
from kg.extract.dates.tense import tense_at

_PLAIN = {"ahead": "future", "planned": "past"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a time expression, before its days are worked out.

    ``value`` is TIMEX3's. ``begin``, ``end`` and ``edtf`` override what the value says where ``fixed`` is set. ``explicit`` tells a
    date that carries its own year, ``anchor`` one that others may lean on.
    """

    type: str
    value: str
    mod: str | None = None
    explicit: bool = False
    fixed: bool = False
    begin: date | None = None
    end: date | None = None
    edtf: str | None = None
    anchor: bool = True


@dataclass(slots=True)
class Mark:
    """A dated expression met earlier in the text: where it stands and the days it covers.

    ``main`` is false where the text looks aside: in brackets, at a plan, back to what has gone on since.
    """

    start: int
    end: int
    value: str
    begin: date
    last: date
    explicit: bool
    main: bool = True


@dataclass(slots=True)
class Context:
    """The text in lower case, its own writing, the article's date and the dates met so far."""

    view: str
    text: str
    dct: date | None
    narrative: bool = False
    bounds: tuple[int, int] = (0, 0)
    marks: list[Mark] = field(default_factory=list)
    reader: Callable[[Context, int, int], Reading | None] | None = None
    depth: int = 0
    odd: int = 0
    before_christ: int | None = None

    @property
    def last(self) -> Mark | None:
        """The dated expression met last, None before the first."""
        return self.marks[-1] if self.marks else None

    @property
    def now(self) -> date | None:
        """The date that the words lean on: the running date of a history, the article's date of news."""
        if self.narrative:
            return self.marks[-1].begin if self.marks else self.dct
        return self.dct

    def tense(self, start: int, end: int) -> str:
        """``past``, ``future``, ``present`` or ``none``, of the verb that governs [start, end)."""
        return _PLAIN.get(found := self.leaning(start, end), found)

    def leaning(self, start: int, end: int) -> str:
        """The same, with ``ahead`` and ``planned`` told apart from ``future`` and ``past``."""
        return tense_at(self.view, self.text, (start, end), self.bounds)

    def capital(self, at: int) -> bool:
        """Whether the text itself writes a capital there."""
        return self.text[at : at + 1].isupper()

    def before(self, start: int, size: int = 24) -> str:
        """Up to ``size`` characters before, lower case."""
        return self.view[max(0, start - size) : start]

    def after(self, end: int, size: int = 40) -> str:
        """Up to ``size`` characters after, lower case."""
        return self.view[end : end + size]

    def read(self, start: int, end: int) -> Reading | None:
        """The reading of a part of a larger expression; None where no row reads it."""
        if self.reader is None or self.depth > 2:
            return None
        self.depth += 1
        try:
            return self.reader(self, start, end)
        finally:
            self.depth -= 1


Build = Callable[[re.Match[str], Context], "Reading | None"]


@dataclass(frozen=True)
class Rule:
    """One row of a table: the class of words that wakes it, its pattern, its builder, and an example with the value it must give.

    ``when`` is the article's date of the example. ``part`` marks a row that may read a piece of a larger expression, ``alone`` one that
    may stand by itself. A group ``x`` or ``xx`` in the pattern is the expression, the rest its surroundings.
    """

    on: str
    source: str
    build: Build
    example: str
    value: str
    when: str | None = "2025-06-11"
    part: bool = True
    alone: bool = True
    compiled: re.Pattern[str] = field(init=False, repr=False)
    core: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", pattern(self.source))
        object.__setattr__(self, "core", tuple(part for part in ("x", "xx") if part in self.compiled.groupindex))
