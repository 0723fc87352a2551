"""Finds the data that travels with the package: ``ontology/`` and ``seeds/``."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from kg.errors import OntologyError


def folder(name: str) -> Path:
    """The folder ``name`` beside or inside the package: in a wheel, an editable install or a bare checkout.

    A wheel carries the folder inside ``kg``; a checkout has it as ``kg``'s sibling.

    Raises OntologyError when it is in neither place.

    >>> folder("ontology").name
    'ontology'
    """
    package = Path(str(files("kg")))
    for candidate in (package / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise OntologyError(str(package / name), "the folder is missing", "reinstall kg")


def ontology(name: str) -> Path:
    """The path of one file of the ontology, such as ``schemes.ttl``."""
    return folder("ontology") / name


def seeds() -> Path:
    """The folder of the seed articles and of ``actors.ttl``."""
    return folder("seeds")
