"""How probable it is that a mention is an event of its type, and the threshold below which it is not kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.triggers import Trigger

if TYPE_CHECKING:
    from kg.extract.parse import Paragraph
    from kg.model import Mention

THRESHOLD = 0.5


def confidence(mention: Mention, trigger: Trigger, paragraph: Paragraph) -> Mention:
    """The mention with its confidence, two decimals."""
    score = 0.55 + 0.2 * bool(mention.agents) + 0.1 * bool(mention.time) + 0.1 * (trigger.frame.pos == "verb")
    return replace(mention, confidence=round(score, 2))


def keep(mention: Mention) -> bool:
    """Whether the mention is sure enough to be reported."""
    return mention.confidence >= THRESHOLD
