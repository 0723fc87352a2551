"""The names of the actor files, found on the raw text: what a person listed wins over what a model guesses.

One Aho-Corasick automaton over all names and aliases (A. Aho and M. Corasick, 1975), so that the time does not grow with their number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick

from kg.extract.lexicon import word_class
from kg.model import Actor, Span
from kg.read.view import matching

_ARTICLES = ("the ", "The ")
_CLITICS = frozenset({"s", "S", "d", "ll", "ve", "re"})
LONGEST_WORD = 24  # code points of a word before a name that are looked at
_OF_A_NAME = re.compile(r" of (?:the )?[A-Z]")
# a name that a text wraps over two lines is still one name; the translation keeps every offset
_ONE_LINE = str.maketrans("\n\t", "  ")


@dataclass(frozen=True, slots=True)
class Name:
    """An actor's name in a text. ``span`` leaves out articles and clitics ("Trump's" gives "Trump"); ``alias`` is the listed form."""

    span: Span
    actor: str
    name: str
    kind: str
    alias: str


class Gazetteer:
    """Finds the names and aliases of actors in a text; built once, used for any number of texts.

    >>> found = Gazetteer([Actor("jane-roe", "Jane Roe", "person", ("Mayor Roe",))]).find("Mayor Roe's order")
    >>> [(name.actor, name.span.start, name.span.end) for name in found]
    [('jane-roe', 0, 9)]
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        """Letter case counts. A form that is the name of one actor and an alias of others belongs to the first."""
        self._automaton = ahocorasick.Automaton()
        for form, owners in _forms(actors).items():
            self._automaton.add_word(form, (form, owners))
        self._automaton.make_automaton()

    def find(self, text: str) -> tuple[Name, ...]:
        """The whole-word names of ``text``, longest first from the left, never overlapping.

        A form that several actors share counts only where exactly one of them has another name, of its own, in the text.
        """
        hits = list(_longest(self._hits(_view(text))))
        sure = {owners[0].id for _, _, owners in hits if len(owners) == 1}
        names = (_name(span, form, owners, sure) for span, form, owners in hits)
        return tuple(name for name in names if name is not None)

    def _hits(self, view: str) -> Iterator[_Hit]:
        if not len(self._automaton):
            return
        for last, (form, owners) in self._automaton.iter(view):
            start, end = last + 1 - len(form), last + 1
            if _opens(view, start) and _closes(view, end) and not _is_part(view, start, end, owners):
                yield Span(start, end), form, owners


_Hit = tuple[Span, str, tuple[Actor, ...]]


def _view(text: str) -> str:
    """The text as names are matched on it: as long as the text itself, with plain quotes and spaces."""
    return matching(text).translate(_ONE_LINE)


def _forms(actors: Iterable[Actor]) -> dict[str, tuple[Actor, ...]]:
    """Every listed form with the actors that it may stand for, sorted by id."""
    names: dict[str, dict[str, Actor]] = {}
    aliases: dict[str, dict[str, Actor]] = {}
    for actor in actors:
        names.setdefault(_form(actor.name), {})[actor.id] = actor
        for alias in actor.aliases:
            aliases.setdefault(_form(alias), {})[actor.id] = actor
    merged = {**aliases, **names}
    return {form: tuple(owners[key] for key in sorted(owners)) for form, owners in merged.items() if len(form) > 1}


def _form(name: str) -> str:
    words = " ".join(_view(name).split())
    return words[4:] if words.startswith(_ARTICLES) else words


def _wordlike(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char).startswith("M")


def _opens(view: str, start: int) -> bool:
    """Whether a word can begin here: neither inside a word nor after the apostrophe of one (the Brien of O'Brien)."""
    if start == 0:
        return True
    before = view[start - 1]
    return not _wordlike(before) and not (before == "'" and start > 1 and _wordlike(view[start - 2]))


def _closes(view: str, end: int) -> bool:
    """Whether a word can end here: a letter may follow only after the apostrophe of a clitic."""
    if end == len(view):
        return True
    if view[end] != "'":
        return not _wordlike(view[end])
    stop = end + 1
    while stop < len(view) and stop < end + 4 and _wordlike(view[stop]):
        stop += 1
    return stop == end + 1 or view[end + 1 : stop] in _CLITICS


def _is_part(view: str, start: int, end: int, owners: Sequence[Actor]) -> bool:
    """Whether a body's one word is a part of another's name: "Congress" in "Congress of Deputies", "Democrats" in "Social Democrats"."""
    if " " in view[start:end] or any(actor.kind != "body" for actor in owners):
        return False
    before = view[max(start - LONGEST_WORD, 0) : start].rsplit(None, 1)[-1:] if start and view[start - 1] == " " else []
    return _OF_A_NAME.match(view, end) is not None or (
        bool(before) and before[0].lower() in word_class("partyKind") and before[0].istitle()
    )


def _longest(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Of the hits that overlap, the one that begins first; of those that begin together, the longest."""
    reached = 0
    for hit in sorted(hits, key=lambda hit: (hit[0].start, -hit[0].end)):
        if hit[0].start >= reached:
            reached = hit[0].end
            yield hit


def _name(span: Span, form: str, owners: Sequence[Actor], sure: set[str]) -> Name | None:
    actors = owners if len(owners) == 1 else [owner for owner in owners if owner.id in sure]
    if len(actors) != 1:
        return None
    return Name(span, actors[0].id, actors[0].name, actors[0].kind, form)
