"""What extraction needs, as a recipe that can be sent to another process and as the loaded things that are made of it there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Actor, Article, Reading, digest
from kg.resources import folder

if TYPE_CHECKING:
    from kg.extract.extractors import Extractor
    from kg.extract.names import Gazetteer
    from kg.extract.parse import Model
    from kg.graph.prov import Run
    from kg.resolve.directory import Directory


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a kit is made of, small and without anything loaded: the actors, the model's name, the names of further extractors."""

    actors: tuple[Actor, ...]
    model: str | None = None
    extractors: tuple[str, ...] = ()
    open_actions: bool = False


@dataclass(frozen=True, eq=False)
class Kit:
    """A recipe with everything loaded: the actors of the files, what finds their names, and the language model."""

    recipe: Recipe
    gazetteer: Gazetteer
    model: Model
    extractors: tuple[Extractor, ...]

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors that files name, by id."""
        return self.recipe.actors

    @cached_property
    def directory(self) -> Directory:
        """The index of these actors."""
        from kg.resolve.directory import directory

        return directory(self.actors)

    @cached_property
    def run(self) -> Run:
        """What provenance says of everything that this kit extracts."""
        from kg.graph.prov import Run

        made_by = ontology_digest(self.actors)
        if self.recipe.extractors:
            # what another extractor has added must not be taken for what ours finds
            made_by = digest(made_by, *self.recipe.extractors)
        return Run(software(), self.model.name, self.model.version, self.model.digest, made_by)


def software() -> str:
    """The version of kg, ``0+checkout`` where it runs without being installed."""
    try:
        return version("kg-policy")
    except PackageNotFoundError:
        return "0+checkout"


def ontology_digest(actors: Sequence[Actor]) -> str:
    """A digest over the ontology's files and the known actors: another lexicon or another actor file is another run."""
    files = sorted(path for path in folder("ontology").iterdir() if path.suffix in {".ttl", ".jsonld"})
    return digest(*(digest(path.read_text(encoding="utf-8")) for path in files), *(repr(actor) for actor in actors))


def load_kit(
    actor_files: Iterable[Path] = (), model: str | None = None, *, extractors: Iterable[str] = (), open_actions: bool = False
) -> Kit:
    """Loads the shipped actors, those of ``actor_files`` (which win), the language model, and what extracts.

    ``extractors`` name more extractors, which run beside ours; ``open_actions`` also gives actions outside of the type scheme.
    Raises OntologyError for a bad actor file, ModelError without a model, ExtractorError for an extractor that is none.
    """
    from kg.read.actors import default_actors, read_actors

    known = {actor.id: actor for actor in default_actors()}
    for path in actor_files:
        known |= {actor.id: actor for actor in read_actors(path)}
    return loaded(Recipe(tuple(known[key] for key in sorted(known)), model, tuple(extractors), open_actions))


def loaded(recipe: Recipe) -> Kit:
    """The kit of a recipe, which from then on names the model that was found. Raises ModelError and ExtractorError as ``load_kit`` does."""
    from kg.extract.extractors import PolicyExtractor, load_extractor
    from kg.extract.names import Gazetteer
    from kg.extract.parse import load_model

    gazetteer, model = Gazetteer(recipe.actors), load_model(recipe.model)
    ours = PolicyExtractor(gazetteer, model, recipe.open_actions)
    named = replace(recipe, model=model.name)
    return Kit(named, gazetteer, model, (ours, *map(load_extractor, recipe.extractors)))


def extract(found: Iterable[Article], kit: Kit) -> Iterator[Reading]:
    """Each article with its mentions, the participants named as the actor files and the article itself name them.

    Raises ExtractorError for a mention that does not belong to its article.
    """
    from kg.extract.extractors import read_with
    from kg.resolve.actors import resolve_reading

    for reading in read_with(kit.extractors, found):
        yield resolve_reading(reading, kit.directory)
