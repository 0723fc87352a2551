"""Policy news in, a knowledge graph of events out: who did what to whom, when, how sure, and which sentence says so.

>>> import kg
>>> kg.__all__[:3]
['Actor', 'Article', 'Event']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# The function takes the module's name, so it is bound here, after the import system has bound the module.
from kg.build import Report, build

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.extract.dates import find_times
    from kg.graph.store import Store
    from kg.model import Actor, Article, Event, Evidence, Instrument, Judgement, Mention, Participant, Reading, Span, TimeSpan
    from kg.read import Options

__version__ = "0.1.0"

_HOMES = {
    "Actor": "kg.model",
    "Article": "kg.model",
    "Event": "kg.model",
    "Evidence": "kg.model",
    "find_times": "kg.extract.dates",
    "Instrument": "kg.model",
    "Judgement": "kg.model",
    "KgError": "kg.errors",
    "Mention": "kg.model",
    "Options": "kg.read",
    "Participant": "kg.model",
    "Reading": "kg.model",
    "Span": "kg.model",
    "Store": "kg.graph.store",
    "TimeSpan": "kg.model",
}

__all__ = [
    "Actor",
    "Article",
    "Event",
    "Evidence",
    "Instrument",
    "Judgement",
    "KgError",
    "Mention",
    "Options",
    "Participant",
    "Reading",
    "Report",
    "Span",
    "Store",
    "TimeSpan",
    "build",
    "find_times",
]


def __getattr__(name: str) -> object:
    """Loads a public name on first use, so that ``kg --help`` need not wait for a parser and a graph engine."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
