"""Shards: articles as N-Quads, checked and sealed in any process, then taken into a store in one transaction or loaded all at once.

Equal readings give equal bytes, whoever writes them: the statements stand by graph and in the order of N-Quads.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from kg.graph import backup, decode, encode, prov, seals, shacl
from kg.graph.change import Sealed
from kg.graph.engine import Engine, Packed
from kg.graph.iris import Iris
from kg.graph.prov import Run
from kg.graph.store import Store
from kg.graph.terms import A, named
from kg.model import Reading

_QUICK = 1  # gzip's level: half the time of the default for a file that is a tenth larger


class ShardWriter:
    """A shard in the making: articles with their mentions, checked against the shapes, sealed, with their provenance."""

    def __init__(self, run: Run, iris: Iris | None = None) -> None:
        self._iris = iris or Iris()
        self._engine = Engine.open(None, read_only=False, create=True)
        self._made_by = prov.run_iri(run, self._iris)
        origin = self._iris.graph("prov")
        self._engine.commit(set(), {self._engine.pack(triple, origin) for triple in prov.triples(run, self._iris)})

    def __len__(self) -> int:
        return len(self._engine)

    def add(self, reading: Reading) -> None:
        """Takes in one article, whose text must not be in it yet. Raises ShapeError, naming the article, and then holds nothing of it."""
        self.put(self.statements(reading))

    def statements(self, reading: Reading) -> set[Packed]:
        """All that there is to say of an article, with its seal and provenance; takes nothing in. Raises ShapeError, naming the article."""
        graph, origin = self._iris.doc_graph(reading.article.id), self._iris.graph("prov")
        triples = list(encode.reading(reading, self._iris, self._made_by))
        shacl.check(triples, f"article {reading.article.doc}")
        packed = {self._engine.pack(triple, graph) for triple in triples}
        link = (graph, named("prov:wasGeneratedBy"), self._made_by)
        return packed | {self._engine.pack(triple, origin) for triple in (link, seals.triple(graph, packed))}

    def put(self, statements: set[Packed]) -> None:
        """Takes in what ``statements`` gave."""
        self._engine.commit(set(), statements)

    def lines(self) -> bytes:
        """All of it as N-Quads."""
        return self._engine.serialise(self._engine.sorted(), "nquads", {}).encode("utf-8")

    def packed(self) -> bytes:
        """All of it as N-Quads, compressed; no time in it, so that equal shards are equal files."""
        return gzip.compress(self.lines(), _QUICK, mtime=0)


class Shard:
    """A finished shard, in memory: what ``ShardWriter`` wrote, to be put into a store."""

    def __init__(self, engine: Engine, iris: Iris) -> None:
        self._engine, self._iris = engine, iris

    @classmethod
    def load(cls, data: bytes, iris: Iris) -> Shard:
        """Out of the bytes of ``ShardWriter.packed``. Raises StoreError where they are no N-Quads."""
        engine = Engine.open(None, read_only=False, create=True)
        engine.bulk_load(BytesIO(gzip.decompress(data)))
        return cls(engine, iris)

    def __len__(self) -> int:
        """The number of articles."""
        return len(seals.article_graphs(self._engine, self._iris))

    def readings(self) -> Iterator[Reading]:
        """The articles with their mentions, by the names of their graphs."""
        for graph in seals.article_graphs(self._engine, self._iris):
            yield decode.reading(self._engine.strings(graph), self._iris)

    def sealed(self, but: Collection[str] = ()) -> Iterator[Sealed]:
        """The articles as ``Store.write`` takes them, without those with the ids ``but``."""
        origin, left_out = self._iris.graph("prov"), {self._iris.doc_graph(article) for article in but}
        for graph in seals.article_graphs(self._engine, self._iris):
            if graph not in left_out:
                mentions = {node for node, _, _ in self._engine.triples(graph, predicate=A, value=named("pe:EventMention"))}
                seal = next(self._engine.triples(origin, graph, seals.SEAL))
                yield Sealed(graph, frozenset(self._engine.packed(graph)), frozenset(mentions), seal)


def write_shard(file: Path, readings: Iterable[Reading], run: Run, iris: Iris | None = None) -> int:
    """Writes articles to a shard file of N-Quads, compressed where its name ends in ``.gz``; gives the number of statements.

    No text may be in two shards. Raises ShapeError, naming the article, and OSError where the file cannot be written.
    """
    writer = ShardWriter(run, iris)
    for reading in readings:
        writer.add(reading)
    file.write_bytes(writer.packed() if file.suffix == ".gz" else writer.lines())
    return len(writer)


def load_shards(path: Path, shards: Sequence[Path], base: Iris | None = None) -> int:
    """Makes the store ``path`` out of shard files; gives the number of statements. ``Store.write`` adds actors and events afterwards.

    What ``ShardWriter`` checked is not read again: ``kg.graph.verify`` does that. Raises StoreError as ``kg.graph.backup.load`` does.
    """
    with Store.open(base=(base or Iris()).base) as store:
        head = BytesIO(store.serialise("nquads", ontology=True).encode("utf-8"))
    return backup.place(path, chain([head], _plain(shards)), _statements)


def _plain(shards: Iterable[Path]) -> Iterator[Path | BinaryIO]:
    for shard in shards:
        if shard.suffix == ".gz":
            with gzip.open(shard) as file:
                yield cast("BinaryIO", file)
        else:
            yield shard


def _statements(part: Path) -> int:
    with Store.open(part, create=False) as store:
        return len(store.engine)
