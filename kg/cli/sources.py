"""The command that tells what can be read: sources."""

from __future__ import annotations

from importlib.util import find_spec

from kg.cli.show import table
from kg.read import KINDS, Kind


def sources_command() -> None:
    """List the kinds of source that can be read, each with its suffixes and what becomes of it.

    Example: kg sources
    """
    table(("source", "suffixes", "what is read"), ((kind.name, " ".join(kind.suffixes), _about(kind)) for kind in KINDS))


def _about(kind: Kind) -> str:
    if kind.extra is None or all(find_spec(module) for module in kind.needs):
        return kind.about
    return f"{kind.about} (first pip install 'kg-policy[{kind.extra}]')"


COMMANDS = (sources_command,)
