"""The PLOVER event type of a mention, for users who compare with POLECAT, ICEWS or their own PLOVER data.

After the PLOVER codebook (Open Event Data Alliance, 2016 and later): what is only intended is coded by the intent, cooperation
as AGREE and force as THREATEN, and what an actor says it will not do as REJECT. Otherwise the frame's own PLOVER type counts
where it has one, else that of the policy type.
"""

from __future__ import annotations

from functools import cache

from kg.extract.lexicon import lexicon
from kg.model import Mention
from kg.vocab import type_schemes

NONE = "NONE"
COOPERATION = frozenset({"verbal-cooperation", "material-cooperation"})


def plover(mention: Mention) -> str | None:
    """The PLOVER type, None where PLOVER has none (most institutional acts) or the mention has no policy type.

    Whom the type is about is the mention's agents and targets. Raises OntologyError for a broken lexicon.
    """
    if mention.type is None:
        return None
    info = type_schemes()[mention.type]
    if mention.status == "negated" and mention.agents:
        return "REJECT"
    if mention.status == "planned" and mention.agents:
        if info.family in COOPERATION:
            return "AGREE"
        if info.family == "material-conflict":
            return "THREATEN"
    own = _of_frames().get(mention.evidence.rule.partition(":")[0]) or info.plover
    return None if own == NONE else own


@cache
def _of_frames() -> dict[str, str]:
    return {frame.id: frame.plover for frame in lexicon().frames if frame.plover is not None}
