"""A whole store as one file, and back: N-Quads, compressed, with a last line that says how many statements there are and their digest.

The file outlives formats of the store and versions of Oxigraph, and any tool of RDF can read it: the last line is a comment.
"""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO, TypeVar, cast

from kg.errors import StoreError
from kg.graph.engine import Engine
from kg.graph.folders import patiently
from kg.graph.store import Store
from kg.graph.verify import Verdict, verify

_LAST = re.compile(rb"# kg backup: (\d+) statements, sha256 ([0-9a-f]{64})\n")
_BLOCK = 1 << 20

T = TypeVar("T")


class _Counted:
    """Passes bytes on, counts their lines and digests them."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner, self.lines, self._digest = inner, 0, sha256()

    def write(self, data: bytes) -> int:
        """As a file's."""
        self.lines += data.count(b"\n")
        self._digest.update(data)
        return self._inner.write(data)

    def flush(self) -> None:
        """As a file's."""
        self._inner.flush()

    @property
    def last(self) -> bytes:
        """The line that ends the file."""
        return f"# kg backup: {self.lines} statements, sha256 {self._digest.hexdigest()}\n".encode("ascii")


def backup(store: Store, file: Path) -> int:
    """Writes the store, as it stands at one moment, to ``file``, and reads it back; gives the number of statements.

    The file is there whole or not at all. Raises StoreError where it cannot be written.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        # neither name nor time in the header: equal stores give files of equal content
        with part.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
            counted = _Counted(cast("IO[bytes]", packed))
            store.engine.dump(cast("IO[bytes]", counted))
            packed.write(counted.last)
        check(part)
        part.replace(file)
    except OSError as error:
        raise StoreError(str(file), f"cannot be written ({error})", "give another place, or free some space") from error
    finally:
        part.unlink(missing_ok=True)
    return counted.lines


def backup_folder(path: Path, file: Path) -> int:
    """As ``backup``, of the store in a folder, which another process may be writing: then it is tried again."""
    return again(path, lambda store: backup(store, file))


def again(path: Path, work: Callable[[Store], T]) -> T:
    """What the work gives with the store open for reading; anew where another process changed it meanwhile. Raises StoreError."""

    def once() -> T:
        with Store.open(path, read_only=True, create=False) as store:
            return work(store)

    return patiently(once)


def check(file: Path) -> int:
    """Holds a backup against its last line; gives the number of statements. Raises StoreError where it is not whole."""
    lines, digest, tail = 0, sha256(), b""
    try:
        with gzip.open(file) as packed:
            while block := packed.read(_BLOCK):
                whole, tail = _split(tail + block)
                lines += whole.count(b"\n")
                digest.update(whole)
    except (OSError, EOFError) as error:
        raise StoreError(str(file), f"is not a whole backup ({error})", "use another backup") from error
    found = _LAST.fullmatch(tail)
    if not found or (int(found[1]), found[2].decode("ascii")) != (lines, digest.hexdigest()):
        raise StoreError(str(file), "is damaged, or not a backup of kg", "use another backup")
    return lines


def _split(data: bytes) -> tuple[bytes, bytes]:
    """All lines but the last, and the last, which is whole at the end of the file."""
    cut = data.rfind(b"\n", 0, len(data) - 1) + 1
    return data[:cut], data[cut:]


def restore(file: Path, path: Path) -> Verdict:
    """Makes the store ``path``, which must not be there yet, out of a backup.

    It is loaded beside that place, verified, and then put there. Raises StoreError where anything is amiss, and then leaves nothing.
    """
    check(file)
    with gzip.open(file) as packed:
        return load(path, [cast("BinaryIO", packed)])


def load(path: Path, shards: Iterable[BinaryIO]) -> Verdict:
    """Makes the store ``path`` out of files of N-Quads, by bulk load; together they hold a whole store, graph/meta included.

    Raises StoreError where ``path`` is there, where a file cannot be loaded, or what is loaded is not a whole store of kg.
    """

    def verified(part: Path) -> Verdict:
        # opening checks the format, brings it up to date, and seals what has no seal yet
        with Store.open(part, create=False) as store:
            verdict = verify(store)
        if verdict.faults:
            first = verdict.faults[0]
            raise StoreError(str(path), f"would not be whole: {first.graph} {first.problem}", "use another backup")
        return verdict

    return place(path, shards, verified)


def place(path: Path, shards: Iterable[BinaryIO | Path], look: Callable[[Path], T]) -> T:
    """Loads files of N-Quads beside ``path``, lets ``look`` raise what speaks against them, and puts the folder in its place.

    Raises StoreError as ``load`` does; then nothing is left.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(str(path), "is there already", "name a folder that does not exist yet")
    part = path.with_name(f"{path.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        engine = Engine.open(part, read_only=False, create=True)
        try:
            for shard in shards:
                engine.bulk_load(shard)
        finally:
            engine.close()
        found = look(part)
        if path.is_dir():
            path.rmdir()
        part.rename(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return found
