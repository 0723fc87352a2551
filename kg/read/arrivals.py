"""What is new in sources, look after look: files that came or changed, entries of feeds that were not there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.errors import SourceError
from kg.model import Article
from kg.read.dispatch import is_article
from kg.read.options import Options
from kg.read.places import Place, places
from kg.read.sources import is_address, read, read_files

# A file as it was: its size and the time of its last change, in nanoseconds.
State = tuple[int, int]


class Arrivals:
    """Sources that are looked at again and again. It remembers what it gave, and nothing between two runs: a store does that."""

    def __init__(self, sources: Sequence[str], options: Options, known: Iterable[str] = ()) -> None:
        """``known`` are the addresses and names of articles that there are already: links to them are not followed."""
        self._sources = sources
        self._options = options
        self._known = set(known)
        self._read: dict[str, State] = {}
        self._seen: dict[str, State] = {}
        self._given: set[tuple[str, str]] = set()
        self._told: set[str] = set()

    def look(self, *, settled: bool = True) -> Iterator[Article | SourceError]:
        """What is new since the last look, each refusal once.

        A file is read when it looks the same twice, since it could still be written to; at once unless ``settled``.
        """
        for source in self._sources:
            options = replace(self._options, known=frozenset(self._known))
            for found in read([source], options) if is_address(source) else self._in_files(source, options, settled):
                yield from self._new(found.within(source))

    def _new(self, found: Article | SourceError) -> Iterator[Article | SourceError]:
        if isinstance(found, SourceError):
            if str(found) not in self._told:
                self._told.add(str(found))
                yield found
            return
        self._known |= {found.doc, found.url or found.doc}
        if (found.doc, found.id) not in self._given:
            self._given.add((found.doc, found.id))
            yield found

    def _in_files(self, source: str, options: Options, settled: bool) -> Iterator[Article | SourceError]:
        for place in places(source):
            if isinstance(place, SourceError):
                yield place
            elif (place.named or is_article(place.doc)) and self._changed(place, settled):
                yield from read_files([place], options)

    def _changed(self, place: Place, settled: bool) -> bool:
        """Whether a file is new or another than when it was read, and no longer written to."""
        name = str(place.path)
        try:
            status = place.path.stat()
        except OSError:  # gone again
            return False
        state = status.st_size, status.st_mtime_ns
        ready = not settled or self._seen.get(name) == state
        self._seen[name] = state
        if not ready or self._read.get(name) == state:
            return False
        self._read[name] = state
        return True
