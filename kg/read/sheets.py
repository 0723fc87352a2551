"""Tables as files: CSV and TSV, Excel, Parquet."""

from __future__ import annotations

import codecs
import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from kg.errors import SourceError
from kg.read import tables
from kg.read.encoding import decode
from kg.read.extras import needed
from kg.read.fields import known_as
from kg.read.options import Options, Piece, Source
from kg.read.packed import DAMAGE, allowance_of, damaged, seekable
from kg.read.tables import Row, Table

_DELIMITERS = (",", "\t", ";", "|")
_HEAD = 1 << 16
_BATCH = 64
# Row numbers of a sheet that says to have more lie: Excel has no more.
_MOST_ROWS = 1_048_576


def separated(source: Source, options: Options) -> Iterator[Piece]:
    """The articles of a CSV or TSV table, row by row. Raises SourceError."""
    head = source.stream.peek(_HEAD)[:_HEAD]
    if not head.strip():
        raise SourceError(source.place, "the file is empty", "give a table with a row of names and rows of articles")
    text = io.TextIOWrapper(source.stream, encoding=_encoding(head, source.place), newline="")
    try:
        csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
        yield from tables.articles(Table(source, _rows(text, _delimiter(head))), options)
    except UnicodeDecodeError as error:
        raise SourceError(source.place, f"not {error.encoding} all through", "save it as UTF-8") from error
    except csv.Error as error:
        raise SourceError(source.place, f"no table ({error})", "save it as CSV in UTF-8") from error
    finally:
        text.detach()


def excel(source: Source, options: Options) -> Iterator[Piece]:
    """The articles of every sheet of an ``.xlsx`` file, row by row, as the program last showed them. Raises SourceError."""
    openpyxl = needed("openpyxl", source, "tables")
    broken = (*DAMAGE, KeyError, TypeError, AttributeError, IndexError, SyntaxError, openpyxl.utils.exceptions.InvalidFileException)
    with seekable(source) as stream:
        try:
            _refuse_bomb(source, stream)
            with warnings.catch_warnings():
                # of styles and extensions that are none of our business
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
                try:
                    for sheet in book.worksheets:
                        yield from _sheet(source, sheet, options)
                finally:
                    book.close()
        except broken as error:
            raise damaged(source.place, error) from error


def parquet(source: Source, options: Options) -> Iterator[Piece]:
    """The articles of a Parquet file, in batches of rows. Raises SourceError."""
    pyarrow = needed("pyarrow", source, "tables")
    reader = needed("pyarrow.parquet", source, "tables")
    allowance = allowance_of(source)
    with seekable(source) as stream:
        try:
            file = reader.ParquetFile(stream)
            groups = (file.metadata.row_group(index) for index in range(file.metadata.num_row_groups))
            allowance.take(sum(group.total_byte_size for group in groups))
            yield from tables.articles(Table(source, _batches(file, options)), options)
        except (pyarrow.lib.ArrowException, *DAMAGE) as error:
            raise damaged(source.place, error) from error


def _encoding(head: bytes, place: str) -> str:
    """The encoding of a table by its first bytes."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    whole = head[: head.rfind(b"\n") + 1] or head
    text = decode(whole, place)
    try:
        return "utf-8-sig" if whole.decode("utf-8-sig").endswith(text[-20:]) else "cp1252"
    except UnicodeDecodeError:
        return "cp1252"


def _delimiter(head: bytes) -> str:
    """What separates the columns: what the first line has most of."""
    line = head.replace(b"\0", b"").lstrip().split(b"\n", 1)[0].decode("utf-8", "replace")
    return max(_DELIMITERS, key=line.count)


def _rows(text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(text, delimiter=delimiter)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


def _refuse_bomb(source: Source, stream: IO[bytes]) -> None:
    """Counts what the parts of the file say to unpack to; no more than that can come out of them."""
    with zipfile.ZipFile(stream) as archive:
        allowance_of(source).take(sum(info.file_size for info in archive.infolist()))
    stream.seek(0)


def _sheet(source: Source, sheet: Any, options: Options) -> Iterator[Piece]:
    named = source.inside(sheet.title, source.stream)
    rows = ((number, row) for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=_MOST_ROWS), 1) if any(row))
    try:
        yield from tables.articles(Table(named, rows), options)
    except SourceError as error:
        yield error


def _batches(file: Any, options: Options) -> Iterator[tuple[int, Row]]:
    """The columns that a field of an article can stand in, or all where no name tells; first their names, as a table has them."""
    names = file.schema_arrow.names
    known = [name for name in names if known_as(name) or name in {column for _, column in options.columns}]
    kept = known if any(known_as(name) in {"text", "url"} for name in known) or options.columns else names
    yield 0, kept
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=kept):
        for record in batch.to_pylist():
            number += 1
            yield number, [record[name] for name in kept]
