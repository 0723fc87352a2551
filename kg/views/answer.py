"""The answer to a query as a page: a table always, a timeline and a network where its columns allow."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.graph.rows import EventRow
from kg.views.html import answer_page
from kg.views.words import STATUSES, span_words

Cell = object | None
Row = Sequence[Cell]
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(T.*|Z|[+-]\d{2}:\d{2})?")
# Names by which a column is known, the best first; other columns do by what they hold.
BEGINS = ("begin", "earliest", "start", "from", "day", "date", "when", "published")
ENDS = ("end", "latest", "until", "to")
LABELS = ("label", "name", "title", "quote", "trigger", "type")
PAIRS = (
    ("agent", "target"),
    ("actor", "other"),
    ("who", "whom"),
    ("source", "target"),
    ("from", "to"),
    ("left", "right"),
    ("subject", "object"),
)
# Whose lane a row stands in where nobody is acted on.
WHO = tuple(left for left, _ in PAIRS[:3])
CODES = {name.lower(): code for code, label, _ in STATUSES for name in (code, label)}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is what, by its place; None is none. ``missing`` says in words what a timeline or a network would need."""

    begin: int | None
    end: int | None
    label: int | None
    status: int | None
    left: int | None
    right: int | None

    @property
    def timed(self) -> bool:
        """Whether there is a timeline in it."""
        return self.begin is not None

    @property
    def tied(self) -> bool:
        """Whether there is a network in it."""
        return self.left is not None and self.right is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """A sentence for each picture that there is none of."""
        days = "No timeline: no column holds days. Select one, such as ?begin, of the form 2025-08-30."
        ends = "No network: no two columns say who acts on whom. Name them ?agent and ?target, or ?source and ?target."
        return (*(() if self.timed else (days,)), *(() if self.tied else (ends,)))


def day_of(value: Cell) -> date | None:
    """The day that a cell holds, alone or with a time of day; None for all else.

    >>> day_of("2025-08-30"), day_of("2025-08-30T10:00:00Z"), day_of("30 August"), day_of("2025-02-30")
    (datetime.date(2025, 8, 30), datetime.date(2025, 8, 30), None, None)
    """
    found = DAY.fullmatch(str(value)) if value is not None else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def columns(names: Sequence[str], rows: Sequence[Row]) -> Columns:
    """What the columns are, by their names and what they hold."""
    texts = [n for n, _ in enumerate(names) if _holds(rows, n, lambda cell: day_of(cell) is None)]
    days = [n for n, _ in enumerate(names) if _holds(rows, n, lambda cell: day_of(cell) is not None)]
    begin = _named(names, BEGINS, days, days[0] if days else None)
    end = _named(names, ENDS, [n for n in days if n != begin], None)
    words = [n for n in texts if not _holds(rows, n, _is_iri)]
    label = _named(names, LABELS, words, words[0] if words else None)
    pair = next(((names.index(a), names.index(b)) for a, b in PAIRS if a in names and b in names), None)
    left, right = pair if pair and set(pair) <= set(texts) else (_named(names, WHO, texts, None), None)
    return Columns(begin, end, label, _named(names, ("status",), texts, None), left, right)


def _holds(rows: Sequence[Row], place: int, test: Callable[[Cell], bool]) -> bool:
    """Whether a column has cells and all that are bound pass."""
    cells = [row[place] for row in rows if row[place] is not None]
    return bool(cells) and all(map(test, cells))


def _is_iri(cell: Cell) -> bool:
    return re.match(r"(https?|urn):\S+$", str(cell)) is not None


def _named(names: Sequence[str], wanted: Sequence[str], among: Sequence[int], default: int | None) -> int | None:
    return next((n for name in wanted for n in among if names[n].lower() == name), default)


def answer_html(names: Sequence[str], rows: Sequence[Row], title: str) -> str:
    """One self-contained page of an answer: ``names`` of its columns, ``rows`` of terms, days or text, None for unbound.

    What it cannot show as a picture it says on the page, with what is missing. Rows keep their order in the table.
    """
    kept = [tuple(row) for row in rows]
    found = columns(names, kept)
    events = [_event(number, row, found) for number, row in enumerate(kept)]
    cells = [["" if cell is None else str(cell) for cell in row] for row in kept]
    return answer_page(events, list(names), cells, title, timed=found.timed, tied=found.tied, missing=found.missing)


def _event(number: int, row: Row, found: Columns) -> EventRow:
    begin = day_of(row[found.begin]) if found.begin is not None else None
    end = day_of(row[found.end]) if found.end is not None else begin
    begin, end = (end, begin) if begin and end and end < begin else (begin, end)
    label = str(row[found.label]) if found.label is not None and row[found.label] is not None else f"Row {number + 1}"
    status = CODES.get(str(row[found.status]).lower(), "") if found.status is not None else ""
    return EventRow(
        id=f"row-{number}",
        label=label,
        type="",
        type_label="Row of the answer",
        family="institutional",
        status=status,
        agents=_people(row, found.left),
        targets=_people(row, found.right),
        object=None,
        instrument=None,
        place=None,
        begin=begin,
        end=end,
        granularity="day" if begin == end else "unknown",
        edtf=None,
        basis="explicit",
        time_words="" if begin == end or not (begin and end) else span_words(begin, end),
        topic=None,
        topic_label=None,
        supports=(),
    )


def _people(row: Row, place: int | None) -> tuple[tuple[str, str], ...]:
    if place is None or row[place] is None:
        return ()
    text = str(row[place])
    return ((text, re.split(r"[/#]", text)[-1] if _is_iri(text) else text),)
