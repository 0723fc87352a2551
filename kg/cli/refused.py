"""Refusals kept as JSON lines, to be read again once what was wrong is mended: ``--refused`` and ``--retry``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import KgError, SourceError

_FIX = "give a file that --refused wrote"


class Again(NamedTuple):
    """What to read once more: sources as they were named, in their first order, and the places in them."""

    sources: list[str]
    places: frozenset[str]


def refusal_line(refusal: SourceError) -> str:
    """The refusal as one line of JSON, without the newline.

    >>> refusal_line(SourceError("a/b.txt", "the file is empty", "give a file with text in it", "a"))
    '{"source": "a", "place": "a/b.txt", "reason": "the file is empty", "way_out": "give a file with text in it"}'
    """
    source = refusal.place if refusal.source is None else refusal.source
    return json.dumps({"source": source, "place": refusal.place, "reason": refusal.problem, "way_out": refusal.remedy})


def read_again(path: Path) -> Again:
    """The sources and places of a file of refusals. Raises KgError, naming the line, for a file that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(str(path), f"cannot be read ({error})", _FIX) from error
    pairs = list(_pairs(path, lines))
    return Again(list(dict.fromkeys(source for source, _ in pairs)), frozenset(place for _, place in pairs))


def _pairs(path: Path, lines: list[str]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            source, place = row["source"], row["place"]
        except (ValueError, KeyError, TypeError, RecursionError):
            source = place = None
        if not isinstance(source, str) or not isinstance(place, str):
            raise KgError(f"{path}:{number}", "no refusal with a source and a place", _FIX)
        yield source, place
