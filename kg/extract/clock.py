"""The running date of an article: what an event that names no day of its own was told on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.dated import Dated
from kg.extract.telling import in_main_clause, is_earlier, just_before, tense
from kg.extract.tree import ancestors
from kg.model import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

FLASHBACK = timedelta(days=31)
CARRIES = 2  # paragraphs; news paragraphs are a sentence or two


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
    month before the article, do not move it.
    """

    published: date | None
    running: TimeSpan | None = None
    paragraph: int = 0
    actors: frozenset[str] = frozenset()

    def hear(self, times: Sequence[Dated], paragraph: int, tokens: range, who: Callable[[Token], frozenset[str]]) -> None:
        """Takes in the dates that hang on these tokens of a paragraph: those that a main clause tells in the past move the clock.

        ``who`` gives the names of those who act in a verb.
        """
        for dated in times:
            if dated.governor.i in tokens and self._tells(dated):
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
        if when == "present" or (told.speech and when == "past") or (told.lead and when in {"past", "perfect"}):
            return self._dateline()
        return None

    def _dateline(self) -> TimeSpan | None:
        return None if self.published is None else TimeSpan.day(self.published, "dateline")
