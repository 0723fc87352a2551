"""The running date of an article: what an event that names no day of its own was told on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.dated import Dated
from kg.extract.lexicon import word_class
from kg.extract.telling import in_main_clause, is_earlier, is_only_named, just_before, tense
from kg.extract.tree import ancestors, children, prep_objects
from kg.model import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

FLASHBACK = timedelta(days=31)
CARRIES = 2  # paragraphs; news paragraphs are a sentence or two


DEFINITE = frozenset({"the", "this", "that"})


def _occasions(dated: Dated) -> Iterator[Token]:
    """The hearing, summit or vote that a date belongs to, or whose verb it dates."""
    word = dated.governor
    near = (word, *children(word, "nsubj", "nsubjpass", "dobj"), *prep_objects(word, "at", "during", "in"))
    yield from (noun for noun in near if noun.lemma_.lower() in word_class("occasion"))


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """How an event without words for its date is told.

    ``speech`` marks acts of words, ``lead`` sentences that open the article, ``fresh`` those of them that name no day before it.
    """

    token: Token
    speech: bool
    lead: bool
    fresh: bool
    paragraph: int
    actors: frozenset[str]


@dataclass(slots=True)
class Clock:
    """The running date of one article: fed with the dates of events in the order of the text, asked for events without one.

    Speech and what is put in the present tense is fresh: it takes the dateline. An act told in the past takes the date last
    given in its paragraph or just before, and so does what the same actors go on to say; background and flashbacks, more than a
    month before the article, do not move it. ``occasions`` are the days of hearings, summits and the like by their nouns, ``deeds``
    that of each actor's last act of a type.
    """

    published: date | None
    running: TimeSpan | None = None
    paragraph: int = 0
    actors: frozenset[str] = frozenset()
    occasions: dict[str, TimeSpan] = field(default_factory=dict)
    deeds: dict[tuple[str | None, str], TimeSpan | None] = field(default_factory=dict)

    def hear(self, times: Sequence[Dated], paragraph: int, tokens: range, who: Callable[[Token], frozenset[str]]) -> None:
        """Takes in the dates that hang on these tokens of a paragraph: those that a main clause tells in the past move the clock.

        ``who`` gives the names of those who act in a verb.
        """
        for dated in times:
            if dated.governor.i not in tokens:
                continue
            self.occasions.update({noun.lemma_.lower(): dated.time for noun in _occasions(dated)})
            if self._tells(dated):
                same_day = self.running is not None and self.running.begin == dated.time.begin
                self.actors = who(dated.governor) | (self.actors if same_day else frozenset())
                self.running, self.paragraph = dated.time, paragraph

    def _tells(self, dated: Dated) -> bool:
        time = dated.time
        if time.begin is None or time.end is None or time.granularity != "day" or (time.end - time.begin).days > 1:
            return False
        if self.published is not None and not timedelta(0) <= self.published - time.begin <= FLASHBACK:
            return False
        chain = (dated.governor, *(parent for _, parent in ancestors(dated.governor)))
        return in_main_clause(dated.governor) and not any(t.dep_ == "relcl" for t in chain) and tense(dated.governor) in {"past", "present"}

    def occasion(self, token: Token) -> TimeSpan | None:
        """The day of the occasion at which an act is put and whose day was told before: "apologised during the hearing"."""
        for noun in prep_objects(token, "at", "during", "in"):
            time = self.occasions.get(noun.lemma_.lower())
            if time is not None and any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in children(noun, "det", "poss")):
                return replace(time, basis="relative")
        return None

    def also(self, kind: str | None, told: Told) -> TimeSpan | None:
        """The day of the actor's last act of the same type, for what that actor "also" did."""
        if (
            kind is None
            or tense(told.token) != "past"
            or not in_main_clause(told.token)
            or all(c.lower_ != "also" for c in told.token.children)
        ):
            return None
        last = next((time for name in sorted(told.actors) if (time := self.deeds.get((kind, name))) is not None), None)
        return None if last is None or last.basis == "dateline" else replace(last, basis="relative")

    def undated(self, told: Told) -> TimeSpan | None:
        """The date of an event that happened and whose sentence gives none."""
        token, when = told.token, tense(told.token)
        if is_earlier(token):
            return None
        if not in_main_clause(token):
            return self._dateline() if told.fresh and self.running is None and just_before(token) else None
        running = self.running if told.paragraph - self.paragraph <= CARRIES else None
        if when == "past" and running is not None and (not told.speech or told.actors & self.actors):
            return replace(running, basis="relative")
        if (
            (when == "present" and not is_only_named(token))
            or (told.speech and when == "past")
            or (told.lead and when in {"past", "perfect"})
        ):
            return self._dateline()
        return None

    def _dateline(self) -> TimeSpan | None:
        return None if self.published is None else TimeSpan.day(self.published, "dateline")
