"""One open Oxigraph store: a folder, or memory."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from rdflib import Dataset

from kg.errors import StoreError
from kg.graph.folders import cannot_open, check_folder, patiently
from kg.graph.oxigraph import line, ox

S = TypeVar("S", bound="Held")


class Held:
    """``place`` names the store in errors: its folder, or "the store in memory"."""

    def __init__(self, inner: ox.Store, place: str, read_only: bool) -> None:
        self._inner: ox.Store | None = inner
        self._dataset: Dataset | None = None
        self.place = place
        self.read_only = read_only

    @classmethod
    def open(cls: type[S], path: Path | None, read_only: bool, create: bool) -> S:
        """Opens the folder ``path``, or a new store in memory for None.

        Raises StoreError where the folder is missing (and is not to be made), is something else, or is open elsewhere.
        """
        if path is None:
            return cls(ox.Store(), "the store in memory", read_only=False)
        check_folder(path, create and not read_only)
        return cls(patiently(lambda: _opened(path, read_only)), str(path), read_only)

    def close(self) -> None:
        """Writes out what is buffered and lets go of the folder; closing twice is harmless."""
        if self._dataset is not None:
            self._dataset.store.close()
            self._dataset = None
        inner, self._inner = self._inner, None
        if inner is not None and not self.read_only:
            try:
                inner.flush()
            except OSError as error:
                raise unwritten(self.place, error) from error

    @property
    def _open(self) -> ox.Store:
        if self._inner is None:
            raise StoreError(self.place, "is closed", "open it again")
        return self._inner

    def __len__(self) -> int:
        return len(self._open)


def unwritten(place: str, error: OSError) -> StoreError:
    """What to say of a store that cannot be written."""
    return StoreError(place, f"cannot be written ({line(error)})", "free some space or check who may write there")


def _opened(path: Path, read_only: bool) -> ox.Store:
    try:
        return ox.Store.read_only(str(path)) if read_only else ox.Store(path)
    except (OSError, RuntimeError) as error:
        raise cannot_open(path, error) from error
