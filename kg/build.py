"""The rooms in a row: sources to articles, articles to mentions, mentions to a store, a store to pages. What every door calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import KgError, SourceError
from kg.model import Actor, Article, Event, Judgement
from kg.read import Options, read
from kg.resources import seeds
from kg.work.kit import Kit, extract, load_kit
from kg.work.plan import Plan, Progress

if TYPE_CHECKING:
    from kg.graph.ledger import Counts
    from kg.graph.rows import Filter
    from kg.graph.store import Store

__all__ = [
    "Kit",
    "Plan",
    "Progress",
    "Report",
    "articles",
    "build",
    "extract",
    "ingest",
    "judge",
    "load_kit",
    "make_folder",
    "remove",
    "render",
    "resolve",
    "write",
]

Watch = Callable[[Progress], None]
Refuse = Callable[[SourceError], None]
Committed = Callable[[int, int], None]


def unwatched(progress: Progress) -> None:
    """Drops what is told of progress; where nobody looks at a bar."""
    del progress


def uncounted(number: int, articles: int) -> None:
    """Drops the news that a batch is committed."""
    del number, articles


def ignore(refusal: SourceError) -> None:
    """Drops a refusal; for callers that count them some other way."""
    del refusal


@dataclass(frozen=True, slots=True)
class Report:
    """What a run took in and made: how much there is in the whole store; of this run the events that its articles tell, the actors that
    it made or changed, the refusals, the files, and the number of articles that were there already."""

    counts: Counts
    events: tuple[Event, ...]
    actors: tuple[Actor, ...]
    refused: tuple[SourceError, ...] = ()
    files: tuple[Path, ...] = field(default=())
    passed: int = 0

    @property
    def articles(self) -> int:
        """The articles of the whole store."""
        return self.counts.articles


def articles(
    sources: Sequence[str], options: Options | None = None, refuse: Refuse = ignore, stdin: BinaryIO | None = None
) -> Iterator[Article]:
    """The articles of the sources; what is no article goes to ``refuse``. Without a source, the seeds."""
    for found in read(sources or [str(seeds())], options, stdin):
        if isinstance(found, SourceError):
            refuse(found)
        else:
            yield found


def ingest(
    store: Store,
    found: Iterable[Article],
    kit: Kit,
    watch: Watch = unwatched,
    refuse: Refuse = ignore,
    *,
    plan: Plan | None = None,
    committed: Committed = uncounted,
) -> Report:
    """Reads articles into the store and works out the actors and events that they concern (see ``kg.work.derive``).

    A shard of articles is one transaction, and ``committed`` is told of it; what is worked out goes with the last one. So a run of one
    shard is there whole or not at all, and a longer one that is stopped has whole shards in the store and goes on after them. An article
    that the store has is passed over where this run would make the same of it, else replaced, and so is one with the same address and
    another text, which stays in the history. An article that cannot be extracted goes to ``refuse``. Raises KgError where the run cannot
    go on.
    """
    from kg.work.derive import Derived, amount, derive, due
    from kg.work.run import Run

    run = Run(store, kit, plan or Plan(), watch)
    refused: list[SourceError] = []
    derived = Derived()
    for batch in run.batches(found):
        refused += batch.refused
        for refusal in batch.refused:
            refuse(refusal)
        if batch.last:
            derived = derive(store, kit, batch.shard, read=run.read)
        elif batch.shard is not None:
            store.write(run=kit.run, sealed=batch.shard.sealed())
        committed(batch.number, batch.articles)
    if run.idle and due(store):
        # an earlier run was stopped after its last articles
        derived = derive(store, kit, read=run.read)
    return Report(amount(store), derived.events, derived.actors, tuple(refused), passed=run.passed)


def resolve(store: Store, kit: Kit) -> None:
    """Works out actors and events of all that a store holds, as after ``kg.graph.shards.load_shards``; one transaction.

    Raises ShapeError or StoreError, and then leaves the store as it was.
    """
    from kg.work.derive import derive_all

    derive_all(store, kit)


def remove(store: Store, name: str, kit: Kit) -> bool:
    """Takes an article out by its id or its source's name, and works out actors and events anew. False where there is none.

    All in one transaction. Raises ShapeError or StoreError, and then leaves the store as it was.
    """
    from kg.work.derive import derive

    gone = store.named(name)
    if gone:
        derive(store, kit, removed=gone)
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
    """Keeps what a person says of actors and events, and works out what follows; how many judgements were new.

    Raises ShapeError or StoreError for a judgement that cannot be kept.
    """
    from kg.work.derive import derive_judged

    known = set(store.judgements())
    fresh = [judgement for judgement in said if judgement not in known]
    derive_judged(store, kit, fresh)
    return len(fresh)


def render(store: Store, out: Path, title: str, chosen: Filter | None = None) -> tuple[Path, ...]:
    """Writes ``timeline.html``, ``network.html`` and ``explorer.html``, which links the two, into ``out``, made if it is missing.

    Raises KgError where they cannot be written.
    """
    from kg.views.of_store import PAGES, store_pages

    pages, _ = store_pages(store, tuple(PAGES), title, chosen)
    files = [out / f"{view}.html" for view in PAGES]
    for file, page in zip(files, pages, strict=True):
        write(file, page)
    return tuple(files)


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
    plan: Plan | None = None,
) -> Report:
    """The main job: sources to a store (in memory, or kept in the folder ``store``) to pages in ``out``.

    Without a source it reads the seeds. What is refused goes to ``refuse`` as it is met and stands in the report. ``plan`` says how many
    processes do the work; by default this one does. Raises KgError where nothing can be done, and then leaves a store that was there as
    it was, but for whole shards of a run of several (see ``ingest``).
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
        report = ingest(opened, articles(sources, options, note, stdin), kit, watch, note, plan=plan)
        files = render(opened, Path(out), title)
    return replace(report, refused=tuple(refused), files=files)
