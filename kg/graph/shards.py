"""Bulk building: articles written to shard files of N-Quads, each in its own process if need be, then loaded all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from kg.graph import backup, encode, prov, seals, shacl
from kg.graph.engine import Engine
from kg.graph.iris import Iris
from kg.graph.prov import Run
from kg.graph.store import Store
from kg.graph.terms import named
from kg.model import Reading


def write_shard(file: Path, readings: Iterable[Reading], run: Run, iris: Iris | None = None) -> int:
    """Writes articles with their mentions, checked against the shapes, sealed, with their provenance; gives the number of statements.

    No text may be in two shards. Raises ShapeError, naming the article, and OSError where the file cannot be written.
    """
    iris = iris or Iris()
    engine = Engine.open(None, read_only=False, create=True)
    origin, made_by = iris.graph("prov"), prov.run_iri(run, iris)
    engine.commit(set(), {engine.pack(triple, origin) for triple in prov.triples(run, iris)})
    for reading in readings:
        graph = iris.doc_graph(reading.article.id)
        triples = list(encode.reading(reading, iris, made_by))
        shacl.check(triples, f"article {reading.article.doc}")
        packed = {engine.pack(triple, graph) for triple in triples}
        link = (graph, named("prov:wasGeneratedBy"), made_by)
        engine.commit(set(), packed | {engine.pack(triple, origin) for triple in (link, seals.triple(graph, packed))})
    with file.open("wb") as out:
        engine.dump(out)
    return len(engine)


def load_shards(path: Path, shards: Sequence[Path], base: Iris | None = None) -> int:
    """Makes the store ``path`` out of shard files; gives the number of statements. ``Store.write`` adds actors and events afterwards.

    What ``write_shard`` checked is not read again: ``kg.graph.verify`` does that. Raises StoreError as ``kg.graph.backup.load`` does.
    """
    with Store.open(base=(base or Iris()).base) as store:
        head = BytesIO(store.serialise("nquads", ontology=True).encode("utf-8"))
    return backup.place(path, [head, *shards], _statements)


def _statements(part: Path) -> int:
    with Store.open(part, create=False) as store:
        return len(store.engine)
