"""How sure an event is: from its own tense, modals and negation, then through the whole chain of words that govern it.

The order of strength follows factuality after Saurí and Pustejovsky (FactBank, 2009): what is negated or only imagined above
stays so, however firmly it is put below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.governing import governing
from kg.extract.lexicon import Lexicon
from kg.extract.own_status import own

if TYPE_CHECKING:
    from spacy.tokens import Token

WEAKEST = ("negated", "hypothetical", "proposed", "planned", "claimed", "ongoing", "occurred")


def status(token: Token, lexicon: Lexicon) -> str:
    """The status of the event that a trigger speaks of."""
    found = {"occurred", *own(token, lexicon), *governing(token, lexicon)}
    return next(s for s in WEAKEST if s in found)
