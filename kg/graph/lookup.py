"""Questions that are answered at once wherever they are asked: those of one pattern, whose rows lie side by side in an index.

Any set of constants in one pattern is the beginning of a key of one of the engine's indexes. So each row is a step of an iterator: no
join is made, nothing sorted, counted or gone through in vain, and whoever takes the rows can stop after any of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 2_000
"""Letters of a text that is looked at."""
SMALL = 16 << 10
"""Bytes of an answer that is given at once; what is longer goes where it can be stopped."""

_IRI = r"""<[^<>"{}|^`\\\s]*>"""
_NAME = r"(?:[A-Za-z][\w-]*)?:[\w-]*"
_VARIABLE = r"[?$]\w+"
_NODE = rf"(?:{_IRI}|{_NAME}|{_VARIABLE})"
_TRIPLE = rf"({_NODE})\s+({_NODE}|a(?=\s))\s+({_NODE})\s*(?:\.\s*)?"
_LOOKUP = re.compile(
    rf"\s*(?:PREFIX\s+(?:[A-Za-z][\w-]*)?:\s*{_IRI}\s*)*"
    rf"(?:ASK\b|SELECT\s*(?:\*|(?:\s*(?:{_VARIABLE}|\(\s*\d+\s+AS\s+{_VARIABLE}\s*\)))+))\s*(?:WHERE\s*)?"
    rf"\{{\s*(?:GRAPH\s*({_NODE})\s*\{{\s*{_TRIPLE}\}}|{_TRIPLE})\s*\}}\s*(?:LIMIT\s+\d+\s*)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def is_lookup(text: str) -> bool:
    """Whether a query asks for one pattern, no variable of it twice, and nothing besides; False where that is not certain.

    >>> is_lookup("SELECT ?p ?o WHERE { actor:quill ?p ?o } LIMIT 9"), is_lookup("ASK { ?x ?p ?x }"), is_lookup("ASK {?s ?p ?o . ?o ?q ?s}")
    (True, False, False)
    """
    found = _LOOKUP.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return False
    variables = [node[1:] for node in found.groups() if node is not None and node[0] in "?$"]
    return len(variables) == len(set(variables))
