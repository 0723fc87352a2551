"""Writing: a commit of quads, all or none, and whole stores in and out.

Oxigraph's Python API has two calls that write in one transaction: ``extend``, which only adds, and ``update`` (SPARQL). A commit
that only adds is one ``extend``. One that also takes away is one ``update`` of the two forms DELETE DATA and INSERT DATA, which
hold whole terms only, written by Oxigraph's own serialiser, as the values of a query's parameters are. Nothing is ever laid
aside in the store, so no reader can see half of a change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, BinaryIO

from kg.errors import StoreError
from kg.graph.folders import Changing
from kg.graph.held import Held, unwritten
from kg.graph.oxigraph import Packed, line, node, ox, statement, value

_STAGING = "urn:kg:staging:"


def staged(graph: str) -> bool:
    """Whether format 1 laid a change aside in the graph of this IRI."""
    return graph.startswith(_STAGING)


class Writing(Held):
    """What changes a store, or takes a copy of all of it."""

    def commit(self, stale: set[Packed], fresh: set[Packed]) -> None:
        """Takes the stale quads away and adds the fresh ones, all or none. Raises StoreError where the store cannot be written."""
        if self.read_only:
            raise StoreError(self.place, "is open for reading only", "open it for writing")
        try:
            if stale:
                self._exchange(stale - fresh, fresh - stale)
            elif fresh:
                # in the order of their keys: at random, the indexes of a large write fall out of the cache
                self._open.extend(sorted(fresh, key=str))
        except OSError as error:
            raise unwritten(self.place, error) from error

    def _exchange(self, stale: set[Packed], fresh: set[Packed]) -> None:
        old, new = _by_graph(stale), _by_graph(fresh)
        # a graph that loses all is dropped in the same transaction: DELETE DATA would leave its name
        gone = [graph for graph in old if graph not in new and self._size(graph) == len(old[graph])]
        left = {graph: quads for graph, quads in old.items() if graph not in gone}
        steps = [*(f"DROP GRAPH <{graph}>" for graph in gone), f"DELETE DATA {{ {_data(left)} }}", f"INSERT DATA {{ {_data(new)} }}"]
        self._open.update(" ; ".join(steps))

    def _size(self, graph: str) -> int:
        return sum(1 for _ in self._open.quads_for_pattern(None, None, None, node(graph)))

    def staging(self) -> list[str]:
        """The graphs that an interrupted commit of format 1 left behind."""
        return [iri for graph in self._open.named_graphs() if staged(iri := value(graph))]

    def clear_staging(self) -> None:
        """Drops them."""
        for graph in self.staging():
            self._open.remove_graph(node(graph))

    def bulk_load(self, data: BinaryIO | Path) -> None:
        """Loads N-Quads, fast and without keeping them in memory, but not in one transaction: for a store that nobody uses yet.

        Raises StoreError where the text is not N-Quads or the store cannot be written.
        """
        try:
            source: dict[str, Any] = {"path": data} if isinstance(data, Path) else {"input": data}
            self._open.bulk_load(**source, format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError) as error:
            raise StoreError(self.place, f"cannot be loaded ({line(error)})", "check the file and the space that is left") from error

    def copy(self, path: Path) -> None:
        """Makes a copy of a store on disk, as it stands now, in the folder ``path``; quick where that is on the same file system."""
        try:
            self._open.backup(str(path))
        except (OSError, RuntimeError) as error:
            raise Changing(self.place, f"cannot be copied ({line(error)})", "free some space where temporary files go") from error

    def dump(self, out: IO[bytes]) -> None:
        """Writes everything there is as N-Quads, in no order, as it stood at one moment. Raises Changing."""
        try:
            self._open.dump(out, format=ox.RdfFormat.N_QUADS)
        except RuntimeError as error:
            raise Changing(self.place, f"changes while it is read ({line(error)})", "try again") from error


def _by_graph(quads: Iterable[Packed]) -> dict[str, list[Packed]]:
    groups: dict[str, list[Packed]] = defaultdict(list)
    for quad in quads:
        groups[value(quad.graph_name)].append(quad)
    return groups


def _data(groups: Mapping[str, list[Packed]]) -> str:
    """Quads as the inside of INSERT DATA, a block a graph."""
    return " ".join(f"GRAPH <{graph}> {{ {' . '.join(map(statement, quads))} }}" for graph, quads in groups.items())
