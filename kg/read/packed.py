"""Packed files: unpacked as they are read, and only as far as a collection of articles may go.

An archive of some kilobytes can unpack to petabytes. So every byte that comes out of one is counted against what went in.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, cast

from kg.errors import SourceError
from kg.read.options import MEGABYTE, Allowance, Options, Source

if TYPE_CHECKING:
    from typing_extensions import Buffer

# Text packs to a third, saved pages that are much alike to a fiftieth.
RATIO = 200
FREE = 10 * MEGABYTE
MOST = 50_000 * MEGABYTE
DEPTH = 4
_IN_MEMORY = 16 * MEGABYTE
# What the libraries raise for an archive that is not what it says to be.
DAMAGE = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError, OverflowError, struct.error, zlib.error),
    *(lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError),
)

PACKERS: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda stream: cast("IO[bytes]", gzip.GzipFile(fileobj=stream)),
    b"BZh": lambda stream: cast("IO[bytes]", bz2.BZ2File(stream)),
    b"\xfd7zXZ\0": lambda stream: cast("IO[bytes]", lzma.LZMAFile(stream)),  # noqa: SIM115
}


class Metered(io.RawIOBase):
    """What comes out of an archive, counted. Reading raises SourceError for what is damaged, and where it becomes too much."""

    def __init__(self, inner: IO[bytes], place: str, allowance: Allowance) -> None:
        self._inner = inner
        self._place = place
        self._allowance = allowance

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fills the buffer as far as it can; the number of bytes, 0 at the end."""
        wanted = memoryview(buffer)
        try:
            data = self._inner.read(len(wanted))
        except DAMAGE as error:
            raise damaged(self._place, error) from error
        self._allowance.take(len(data))
        wanted[: len(data)] = data
        return len(data)


def packed(source: Source, options: Options) -> Iterator[Source]:
    """The one file in a ``.gz``, ``.bz2`` or ``.xz`` file. Raises SourceError."""
    del options
    opener = next((PACKERS[magic] for magic in PACKERS if source.head().startswith(magic)), None)
    if opener is None:
        raise SourceError(source.place, "not packed, whatever its name says", "give it the suffix of what it is")
    allowance = allowance_of(source)
    name = PurePath(source.name)
    inner = name.with_suffix(".tar" if name.suffix.lower() == ".tgz" else "").name if name.suffix else ""
    stream = unpacked(opener(source.stream), source.place, allowance)
    yield Source(source.doc, source.place, stream, inner, known=source.known, depth=source.depth + 1, allowance=allowance)


def unpacked(inner: IO[bytes], place: str, allowance: Allowance) -> io.BufferedReader:
    """A stream of what is unpacked, for a reader."""
    return io.BufferedReader(Metered(inner, place, allowance))


def allowance_of(source: Source) -> Allowance:
    """What an archive may unpack to: that of the archive around it, or what its size allows.

    Raises SourceError for an archive in an archive in an archive and so on.
    """
    if source.depth >= DEPTH:
        raise SourceError(source.place, f"more than {DEPTH} archives inside of each other", "unpack it yourself and give the folder")
    return source.allowance or Allowance(source.place, min(MOST, FREE + RATIO * _size(source.stream)))


@contextmanager
def seekable(source: Source) -> Iterator[IO[bytes]]:
    """The source's bytes as a stream in which one can go back; what comes out of a pipe or an archive is copied first."""
    if source.stream.seekable():
        yield source.stream
        return
    with SpooledTemporaryFile(_IN_MEMORY) as copy:
        while chunk := source.stream.read(MEGABYTE):
            copy.write(chunk)
            if copy.tell() > MOST:
                raise SourceError(source.place, "too large to be copied", "give it as a file")
        copy.seek(0)
        yield copy


def damaged(place: str, error: Exception) -> SourceError:
    """The refusal of an archive that cannot be read as what it says to be."""
    said = " ".join(str(error).split())[:100] or type(error).__name__
    return SourceError(place, f"damaged ({said})", "get it again, or unpack what can be saved")


def _size(stream: io.BufferedReader) -> int:
    """The bytes of the file behind a stream; a megabyte for a pipe, which does not know."""
    try:
        return os.fstat(stream.fileno()).st_size or MEGABYTE
    except OSError:
        return len(stream.peek()) if isinstance(stream.raw, io.BytesIO) else MEGABYTE
