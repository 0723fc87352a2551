"""Rows of a table in, articles out: which column is which, by its name, by what the user says, or by what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from kg.errors import SourceError
from kg.model import Article
from kg.read.days import AmbiguousDayError, order_of, written_day
from kg.read.fields import NAMES, Columns, known_as, piece_of
from kg.read.options import Link, Options, Piece, Source

Row = Sequence[object]

_PEEK = 200
_TITLES = 10
_PROSE = 200
# GDELT's files have no line of names: the address of the article by the number of columns (events 1 and 2, mentions, graph).
_GDELT = {58: 57, 61: 60, 16: 5, 27: 4}


class Table(NamedTuple):
    """Rows as they come, each with its number as a person counts it; the first with something in it are names or GDELT's own."""

    source: Source
    rows: Iterator[tuple[int, Row]]


def articles(table: Table, options: Options) -> Iterator[Piece]:
    """The article of each row. Raises SourceError where no column can be the text or the address of one."""
    source = table.source
    first = list(islice(table.rows, _PEEK))
    start = _header(first, options)
    if start is None:
        gdelt = _GDELT.get(len(first[0][1])) if first else None
        if gdelt is None or not str(first[0][1][gdelt]).startswith("http"):
            raise _no_columns(source, first)
        yield from _links(chain(first, table.rows), gdelt, source)
        return
    names = [str(cell or "").strip() or f"column {number}" for number, cell in enumerate(first[start][1], 1)]
    body = first[start + 1 :]
    columns = _columns(names, [row for _, row in body], options)
    for number, row in chain(body, table.rows):
        if any(cell not in (None, "") for cell in row):
            yield piece_of(dict(zip(names, row, strict=False)), f"{source.place}:{number}", f"{source.doc}:{number}", columns)


def _header(rows: Sequence[tuple[int, Row]], options: Options) -> int | None:
    """Where the names of the columns stand: the first row that names a text or an address, or whose columns hold them."""
    wanted = {name for field, name in options.columns if field in {"text", "url"}}
    for index, (_, row) in enumerate(rows[:_TITLES]):
        names = [str(cell or "").strip() for cell in row]
        if wanted & set(names) or any(known_as(name) in {"text", "url"} for name in names):
            return index
    fits = rows and all(isinstance(cell, str) and 0 < len(cell) <= 60 for cell in rows[0][1])
    return 0 if fits and _prose([row for _, row in rows[1:]]) is not None else None


def _columns(names: Sequence[str], rows: Sequence[Row], options: Options) -> Columns:
    """What the user chose, with the prose and the days that no name tells; and the order of days in figures."""
    chosen = dict(options.columns)
    fields = {field for field in map(known_as, names) if field} | chosen.keys()
    prose, days = _prose(rows), _days(rows)
    if "text" not in fields and prose is not None:
        chosen["text"] = names[prose]
    if "published" not in fields and days is not None:
        chosen["published"] = names[days]
    order = options.day_order
    if order is None:
        key = chosen.get("published") or next((name for name in names if known_as(name) == "published"), None)
        order = order_of([row[names.index(key)] for row in rows if key in names and names.index(key) < len(row)]) if key else None
    return Columns(chosen, order)


def _prose(rows: Sequence[Row]) -> int | None:
    """The column with the longest texts, None where none is longer than a headline."""
    lengths = [sum(len(cell) for cell in column if isinstance(cell, str)) / len(rows) for column in _turned(rows)] if rows else []
    longest = max(lengths, default=0)
    return lengths.index(longest) if longest >= _PROSE else None


def _days(rows: Sequence[Row]) -> int | None:
    """The one column that has a day in every row; None where none has, or several have."""
    found = [index for index, column in enumerate(_turned(rows)) if all(_is_day(cell) for cell in column)] if rows else []
    return found[0] if len(found) == 1 else None


def _turned(rows: Sequence[Row]) -> Iterator[list[object]]:
    width = max(map(len, rows), default=0)
    return ([row[index] if index < len(row) else None for row in rows] for index in range(width))


def _is_day(cell: object) -> bool:
    # plain numbers are counts more often than days
    if isinstance(cell, int | float) or str(cell).isdigit():
        return False
    try:
        return written_day(cell) is not None
    except AmbiguousDayError:
        return True


def _links(rows: Iterable[tuple[int, Row]], column: int, source: Source) -> Iterator[Piece]:
    """The address in each row, once: GDELT has a row for each event in an article."""
    seen: set[str] = set()
    for number, row in rows:
        url = str(row[column]) if column < len(row) else ""
        if url.startswith(("http://", "https://")) and url not in seen:
            seen.add(url)
            yield Link(f"{source.place}:{number}", url, Article(url, "", url=url))


def _no_columns(source: Source, rows: Sequence[tuple[int, Row]]) -> SourceError:
    if not rows:
        return SourceError(source.place, "the table is empty", "give a table with a row of names and rows of articles")
    names = ", ".join(str(cell)[:30] for cell in rows[0][1][:12] if cell not in (None, ""))
    return SourceError(source.place, f"no column for the text among {names or 'its columns'}", "pass --map text=COLUMN,published=COLUMN")


def mapping(words: str) -> tuple[Mapping[str, str], str | None]:
    """The columns of ``--map text=body,published=date:dmy`` by field, and the order of days. Raises ValueError.

    >>> mapping("text=body, published=run on:dmy")
    ({'text': 'body', 'published': 'run on'}, 'dmy')
    """
    chosen: dict[str, str] = {}
    order = None
    for part in words.split(","):
        field, equals, column = (word.strip() for word in part.partition("="))
        if field not in NAMES or not equals or not column:
            raise ValueError(f"{part.strip()!r} is not FIELD=COLUMN with a field of {', '.join(NAMES)}")
        if field == "published" and column.rpartition(":")[2] in {"dmy", "mdy"}:
            column, _, order = column.rpartition(":")
        chosen[field] = column
    return chosen, order
