"""ZIP and TAR archives: every file of a known kind in them, read where it lies. Nothing is written to disk under its own name."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, RawIOBase
from typing import IO, cast

from kg.errors import SourceError
from kg.read.options import Allowance, Options, Piece, Source
from kg.read.packed import DAMAGE, allowance_of, damaged, seekable, unpacked

MEMBERS = 1_000_000
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OFFICES = {"xl/workbook.xml": EXCEL, "word/document.xml": WORD}
_LOCKED = 0x1
_OFFICE = "[Content_Types].xml"


def zips(source: Source, options: Options) -> Iterator[Piece]:
    """The files in a ZIP archive, in its order. Raises SourceError for one that is none."""
    del options
    allowance = allowance_of(source)
    with seekable(source) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except DAMAGE as error:
            raise damaged(source.place, error) from error
        with archive:
            names = archive.namelist()
            if _OFFICE in names:
                yield _office(source, stream, names)
            elif len(names) > MEMBERS:
                raise SourceError(source.place, f"more than {MEMBERS} files in it", "unpack it yourself and give the folder")
            else:
                yield from _zipped(source, archive, allowance)


def tars(source: Source, options: Options) -> Iterator[Piece]:
    """The files in a TAR archive, in its order, read as a stream. Raises SourceError for one that is none."""
    del options
    allowance = allowance_of(source)
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:
            # a loop over the archive would go on to the next file, to say once more that there is too much
            while not allowance.spent and (member := archive.next()):
                content = archive.extractfile(member) if member.isreg() else None
                if content is not None:
                    yield _member(source, member.name, content, allowance)
                archive.members.clear()  # type: ignore[attr-defined]  # or memory would hold every name
    except DAMAGE as error:
        raise damaged(source.place, error) from error


def _office(source: Source, stream: IO[bytes], names: list[str]) -> Piece:
    """An Excel or a Word file without its suffix, or a file of another office program."""
    media = next((media for part, media in _OFFICES.items() if part in names), None)
    if media is None:
        return SourceError(source.place, "a file of an office program, not an archive of articles", "save it as .pdf, .html or .txt")
    stream.seek(0)
    whole = stream if isinstance(stream, BufferedReader) else BufferedReader(cast("RawIOBase", stream))
    return replace(source, stream=whole, media=media)


def _zipped(source: Source, archive: zipfile.ZipFile, allowance: Allowance) -> Iterator[Piece]:
    for info in archive.infolist():
        if allowance.spent:
            return
        place = source.inside(info.filename, source.stream).place
        if info.flag_bits & _LOCKED:
            yield SourceError(place, "locked by a password", "unpack it yourself and give the folder")
        elif not info.is_dir():
            try:
                yield _member(source, info.filename, archive.open(info), allowance)
            except DAMAGE as error:
                yield damaged(place, error)


def _member(source: Source, name: str, content: IO[bytes], allowance: Allowance) -> Source:
    inside = source.inside(name, source.stream, depth=source.depth + 1, allowance=allowance, found=True)
    return replace(inside, stream=unpacked(content, inside.place, allowance))
