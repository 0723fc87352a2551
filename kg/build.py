"""The rooms in a row: sources to articles, articles to mentions, mentions to a store, a store to pages. What every door calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from kg.errors import KgError, SourceError
from kg.model import Actor, Article, Event, Judgement, Reading, digest
from kg.read import Options, read
from kg.resources import folder, seeds

if TYPE_CHECKING:
    from kg.extract.extractors import Extractor
    from kg.extract.names import Gazetteer
    from kg.extract.parse import Model
    from kg.graph.history import Past
    from kg.graph.prov import Run
    from kg.graph.rows import Filter
    from kg.graph.store import Store

T = TypeVar("T")
Watch = Callable[[Iterable[Article], str], Iterable[Article]]
Refuse = Callable[[SourceError], None]


def unwatched(items: Iterable[Article], what: str) -> Iterable[Article]:
    """The items as they are: what stands in for a progress bar where nobody looks at one. ``what`` names the work."""
    del what
    return items


def ignore(refusal: SourceError) -> None:
    """Drops a refusal; for callers that count them some other way."""
    del refusal


@dataclass(frozen=True, slots=True, eq=False)
class Kit:
    """What extraction needs, loaded once: the actors of the files, what finds their names, and the language model."""

    actors: tuple[Actor, ...]
    gazetteer: Gazetteer
    model: Model
    extractors: tuple[Extractor, ...]

    @property
    def run(self) -> Run:
        """What provenance says of everything that this kit extracts."""
        from kg.graph.prov import Run

        return Run(software(), self.model.name, self.model.version, self.model.digest, ontology_digest(self.actors))


@dataclass(frozen=True, slots=True)
class Report:
    """What a run took in and made: counts over the whole store, the refusals of this run, and the files written."""

    articles: int
    mentions: int
    events: tuple[Event, ...]
    actors: tuple[Actor, ...]
    refused: tuple[SourceError, ...] = ()
    files: tuple[Path, ...] = field(default=())


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
    from kg.extract.extractors import PolicyExtractor, load_extractor
    from kg.extract.names import Gazetteer
    from kg.extract.parse import load_model
    from kg.read.actors import default_actors, read_actors

    known = {actor.id: actor for actor in default_actors()}
    for path in actor_files:
        known |= {actor.id: actor for actor in read_actors(path)}
    actors = tuple(known[key] for key in sorted(known))
    gazetteer, loaded = Gazetteer(actors), load_model(model)
    ours = PolicyExtractor(gazetteer, loaded, open_actions)
    return Kit(actors, gazetteer, loaded, (ours, *map(load_extractor, extractors)))


def articles(
    sources: Sequence[str], options: Options | None = None, refuse: Refuse = ignore, stdin: BinaryIO | None = None
) -> Iterator[Article]:
    """The articles of the sources; what is no article goes to ``refuse``. Without a source, the seeds."""
    for found in read(sources or [str(seeds())], options, stdin):
        if isinstance(found, SourceError):
            refuse(found)
        else:
            yield found


def extract(found: Iterable[Article], kit: Kit) -> Iterator[Reading]:
    """Each article with its mentions, the participants named as the actor files and the article itself name them.

    Raises ExtractorError for a mention that does not belong to its article.
    """
    from kg.extract.extractors import read_with
    from kg.resolve.actors import resolve_reading
    from kg.resolve.directory import directory

    known = directory(kit.actors)
    for reading in read_with(kit.extractors, found):
        yield resolve_reading(reading, known)


def ingest(store: Store, found: Iterable[Article], kit: Kit, watch: Watch = unwatched) -> Report:
    """Reads articles into the store and works out actors and events anew, all in one transaction.

    An article that is there already is replaced, and so is one with the same address and another text, which stays in the history.
    Raises ShapeError or StoreError, and then leaves the store as it was.
    """
    from kg.graph.counts import counts
    from kg.graph.history import latest

    fresh = list(extract(watch(_once_each(found), "reading articles"), kit))
    new = {reading.article.id for reading in fresh}
    kept = [reading for reading in store.readings() if reading.article.id not in new]
    current, past = latest([*kept, *fresh])
    stay = {reading.article.id for reading in current}
    kept, old = [one for one in kept if one.article.id in stay], [one.article.id for one in kept if one.article.id not in stay]
    _write(store, [one for one in fresh if one.article.id in stay], kept, kit, old, past)
    numbers = counts(store)
    return Report(numbers["articles"], numbers["mentions"], tuple(store.events()), tuple(store.actors()))


def _once_each(found: Iterable[Article]) -> list[Article]:
    """Each text once, whatever the order: of several that have the same text, the first by day and then by name."""
    kept: dict[str, Article] = {}
    for article in sorted(found, key=lambda article: (article.published or date.max, article.doc, repr(article))):
        kept.setdefault(article.id, article)
    return list(kept.values())


def _write(
    store: Store, fresh: Sequence[Reading], kept: Sequence[Reading], kit: Kit, removed: Iterable[str] = (), past: Iterable[Past] = ()
) -> None:
    from kg.resolve import canonical, resolve_actors

    judgements = store.judgements()
    readings, actors = resolve_actors([*kept, *fresh], kit.actors, judgements)
    events = canonical(readings, judgements, actors)
    # an actor file that is new can give the people of an old article other ids
    changed = [after for before, after in zip(kept, readings, strict=False) if after != before]
    store.write([*changed, *readings[len(kept) :]], kit.run, removed=removed, past=past, actors=actors, events=events)


def remove(store: Store, name: str, kit: Kit) -> bool:
    """Takes an article out by its id or its source's name, and works out actors and events anew. False where there is none.

    All in one transaction. Raises ShapeError or StoreError, and then leaves the store as it was.
    """
    from kg.graph.history import past

    readings = list(store.readings())
    gone = [one for one in readings if name in (one.article.id, one.article.id[:16], one.article.doc)]
    if gone:
        _write(store, [], [one for one in readings if one not in gone], kit, [one.article.id for one in gone], map(past, gone))
    return bool(gone)


def write(path: Path, text: str) -> None:
    """Writes a file in UTF-8, its folder made if it is missing. Raises KgError where that cannot be done."""
    make_folder(path.parent)
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(path, error) from error


def make_folder(path: Path) -> None:
    """Makes a folder, and those that it lies in, unless it is there. Raises KgError where that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> KgError:
    return KgError(str(path), f"cannot be written ({error.strerror})", "give another place with --out")


def judge(store: Store, said: Iterable[Judgement], kit: Kit) -> int:
    """Keeps what a person says of actors and events, and works both out anew; how many judgements were new.

    Raises ShapeError or StoreError for a judgement that cannot be kept.
    """
    known = set(store.judgements())
    fresh = [judgement for judgement in said if judgement not in known]
    for judgement in fresh:
        store.add_judgement(judgement)
    _write(store, [], list(store.readings()), kit)
    return len(fresh)


def render(store: Store, out: Path, title: str, chosen: Filter | None = None) -> tuple[Path, ...]:
    """Writes ``timeline.html``, ``network.html`` and ``explorer.html``, which links the two, into ``out``, made if it is missing.

    Raises KgError where they cannot be written.
    """
    from kg.graph.event_rows import event_rows
    from kg.graph.rows import Filter
    from kg.views.html import explorer_html, network_html, timeline_html

    rows = event_rows(store, chosen or Filter())
    makers = {"timeline.html": timeline_html, "network.html": network_html, "explorer.html": explorer_html}
    pages = {name: make(rows, title) for name, make in makers.items()}
    for name, page in pages.items():
        write(out / name, page)
    return tuple(out / name for name in pages)


def build(
    sources: Sequence[str] = (),
    *,
    store: str | Path | None = None,
    out: str | Path = "out",
    options: Options | None = None,
    actor_files: Iterable[Path] = (),
    model: str | None = None,
    extractors: Iterable[str] = (),
    title: str = "Policy events",
    watch: Watch = unwatched,
    refuse: Refuse = ignore,
    stdin: BinaryIO | None = None,
) -> Report:
    """The main job: sources to a store (in memory, or kept in the folder ``store``) to pages in ``out``.

    Without a source it reads the seeds. What is refused goes to ``refuse`` as it is met and stands in the report.
    Raises KgError where nothing can be done, and then leaves a store that was there as it was.
    """
    from kg.graph.store import Store

    refused: list[SourceError] = []

    def note(refusal: SourceError) -> None:
        refused.append(refusal)
        refuse(refusal)

    kit = load_kit(actor_files, model, extractors=extractors)
    # first, so that a run that cannot write its pages does not change the store
    make_folder(Path(out))
    with Store.open(None if store is None else Path(store)) as opened:
        report = ingest(opened, articles(sources, options, note, stdin), kit, watch)
        files = render(opened, Path(out), title)
    return replace(report, refused=tuple(refused), files=files)
