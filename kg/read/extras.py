"""Libraries that not everyone needs: each comes with an extra of kg-policy, and its absence is one line."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import SourceError
from kg.read.options import Source


def needed(module: str, source: Source, extra: str) -> Any:
    """The module. Raises SourceError, with the pip command, where it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        library = module.split(".")[0]
        raise SourceError(source.place, f"{library} is not installed, which reads this", f"pip install 'kg-policy[{extra}]'") from error
