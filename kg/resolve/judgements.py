"""Judgements made, and kept in a small file that a person can read and that can live in git.

The file is a table with tabs between its columns, a judgement a line, sorted by day: two people's files merge line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kg.errors import OntologyError
from kg.model import CORRECTIONS, STATUSES, Event, Judgement
from kg.resolve.happening import time_of
from kg.resolve.judged import judgement_id, standing

COLUMNS = ("when", "who", "kind", "left", "same", "right", "value", "why")
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


def merge(left: str, right: str, who: str, when: date, why: str) -> Judgement:
    """That two actors, two events or mentions are the same."""
    return Judgement(left, right, True, who, when, why)


def split(left: str, right: str, who: str, when: date, why: str) -> Judgement:
    """That two events or mentions are not the same, or that an actor is somebody else in an article or a mention."""
    return Judgement(left, right, False, who, when, why)


def correct(event: str, kind: str, value: str, who: str, when: date, why: str, types: Iterable[str] = ()) -> Judgement:
    """That the date, type or status of an event is ``value``; ``types`` are the codes of the type scheme, any if empty.

    Raises ValueError for a value that cannot be.
    """
    if kind == "date":
        time_of(value)
    elif kind == "status" and value not in STATUSES:
        raise ValueError(f"status {value!r} is none of {', '.join(STATUSES)}")
    elif kind == "type" and types and value not in (known := sorted(types)):
        raise ValueError(f"type {value!r} is none of {', '.join(known)}")
    elif kind not in CORRECTIONS:
        raise ValueError(f"{kind!r} is none of {', '.join(CORRECTIONS)}")
    return Judgement(event, kind, True, who, when, why, kind, value)


def undo(judgement: Judgement, who: str, when: date, why: str) -> Judgement:
    """That a judgement no longer holds; undoing an undo makes it hold again. Raises ValueError for a day before that of the judgement."""
    if when < judgement.when:
        raise ValueError(f"{when} is before {judgement.when}, the day of the judgement that it takes back")
    return Judgement(judgement_id(judgement), "undo", True, who, when, why, "undo")


def holding(judgements: Iterable[Judgement], name: str) -> list[Judgement]:
    """The judgements that hold and have this id, or speak of this actor, event or mention; the latest first."""
    return [one for one in standing(judgements) if name in (judgement_id(one), one.left, one.right)]


def successors(before: Iterable[Event], after: Sequence[Event]) -> dict[str, str]:
    """Where the events are that there are no more: by the id of each, that of the event that most of its mentions speak of now.

    An event whose mentions are all gone has no successor.
    """
    now = {mention: event.id for event in after for mention in event.mentions}
    kept = {event.id for event in after}
    found: dict[str, str] = {}
    for event in before:
        heirs = sorted(now[mention] for mention in event.mentions if mention in now)
        if event.id not in kept and heirs:
            found[event.id] = max(sorted(set(heirs)), key=heirs.count)
    return found


# --- the file ---------------------------------------------------------------------------------------------------------


def write_judgements(judgements: Iterable[Judgement]) -> str:
    """The judgements as a table with a header, sorted by day and what they say, each once."""
    rows = sorted({_row(judgement) for judgement in judgements})
    return "".join("\t".join(map(_escaped, row)) + "\n" for row in (COLUMNS, *rows))


def _row(judgement: Judgement) -> tuple[str, ...]:
    same = "same" if judgement.same else "different"
    told = (judgement.when.isoformat(), judgement.who, judgement.kind, judgement.left, same, judgement.right)
    return (*told, judgement.value or "", judgement.why)


def read_judgements(text: str, place: str) -> list[Judgement]:
    """The judgements of such a table, in its order; blank lines and lines that begin with # are passed over.

    Raises OntologyError, naming ``place`` and the line, for a table that does not say what it must.
    """
    lines = [
        (number, line) for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1) if line.strip() and not line.startswith("#")
    ]
    if not lines or tuple(lines[0][1].split("\t")) != COLUMNS:
        raise OntologyError(f"{place}:1", "not a table of judgements", f"begin it with the columns {', '.join(COLUMNS)}, a tab between")
    return [_judgement(line, f"{place}:{number}") for number, line in lines[1:]]


def _judgement(line: str, place: str) -> Judgement:
    cells = [_plain(cell) for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise OntologyError(place, f"{len(cells)} cells, not {len(COLUMNS)}", "put a tab between the columns and none inside of them")
    row: Mapping[str, str] = dict(zip(COLUMNS, cells, strict=True))
    if row["same"] not in ("same", "different"):
        raise OntologyError(place, f"{row['same']!r} is neither same nor different", "correct the column same")
    try:
        when = date.fromisoformat(row["when"])
        value = row["value"] or None
        return Judgement(row["left"], row["right"], row["same"] == "same", row["who"], when, row["why"], row["kind"], value)
    except ValueError as error:
        raise OntologyError(place, str(error), "correct the line") from error


def _escaped(cell: str) -> str:
    for plain, written in _ESCAPES:
        cell = cell.replace(plain, written)
    return cell


def _plain(cell: str) -> str:
    parts = cell.split("\\\\")
    for plain, written in _ESCAPES[1:]:
        parts = [part.replace(written, plain) for part in parts]
    return "\\".join(parts)
