"""The running date of an article: what an event that names no day of its own was told on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.extract.lexicon import word_class
from kg.extract.narrative import Dated
from kg.extract.telling import in_main_clause, tense
from kg.extract.tree import ancestors, children
from kg.model import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

FLASHBACK = timedelta(days=31)
CARRIES = 2  # paragraphs; news paragraphs are a sentence or two


@dataclass(slots=True)
class Clock:
    """The running date of one article: fed with the dates of events in the order of the text, asked for events without one.

    Speech and what is put in the present tense is fresh: it takes the dateline. An act told in the past takes the date last
    given in its paragraph or just before; background and flashbacks, more than a month before the article, do not move it.
    """

    published: date | None
    running: TimeSpan | None = None
    paragraph: int = 0

    def hear(self, times: Sequence[Dated], paragraph: int, start: int, end: int) -> None:
        """Takes in the dates of the paragraph's tokens ``start`` to ``end``: those that a main clause tells in the past move the clock."""
        for dated in times:
            if start <= dated.governor.i < end and self._tells(dated):
                self.running, self.paragraph = dated.time, paragraph

    def _tells(self, dated: Dated) -> bool:
        time = dated.time
        if time.begin is None or time.end is None or time.granularity != "day" or (time.end - time.begin).days > 1:
            return False
        if self.published is not None and not timedelta(0) <= self.published - time.begin <= FLASHBACK:
            return False
        chain = (dated.governor, *(parent for _, parent in ancestors(dated.governor)))
        return in_main_clause(dated.governor) and not any(t.dep_ == "relcl" for t in chain) and tense(dated.governor) in {"past", "present"}

    def undated(self, token: Token, verbal: bool, lead: bool, paragraph: int) -> TimeSpan | None:
        """The date of an event that happened and whose sentence gives none."""
        when = tense(token)
        if not in_main_clause(token) or any(c.lower_ in word_class("earlier") for c in children(token, "advmod")):
            return None
        running = self.running if paragraph - self.paragraph <= CARRIES else None
        if when == "past" and not verbal and running is not None:
            return replace(running, basis="relative")
        if when == "present" or (verbal and when == "past") or (lead and when in {"past", "perfect"}):
            return None if self.published is None else TimeSpan.day(self.published, "dateline")
        return None
