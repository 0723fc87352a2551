"""Commands for people's word on actors and events: merge, split, undo, correct, judgements, actors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.build import judge, load_kit, write
from kg.cli import options as o
from kg.cli.show import one_line, table, written
from kg.model import Judgement

if TYPE_CHECKING:
    from kg.graph.store import Store

Thing = Annotated[str, typer.Argument(help="The id of an event, a mention, or an actor, or an actor's name.")]
Who = Annotated[str, typer.Option(help="Who judges.")]
When = Annotated[
    datetime, typer.Option(formats=o.DAY, help="The day of the judgement; of two that contradict each other, the later counts.")
]
Why = Annotated[str, typer.Option(help="The reason, for whoever asks later.")]


def merge_command(left: Thing, right: Thing, store: o.StoreDir, who: Who, when: When, why: Why, actors: o.Actors = None) -> None:
    """Say that two actors or two events are the same; it holds for every later run.

    Example: kg merge "J. Pritzker" "JB Pritzker" --store graph --who Ana --when 2026-01-31 --why "one governor"
    """
    from kg.resolve.judgements import merge

    with _open(store) as opened:
        _say(opened, [merge(_id(opened, left), _id(opened, right), who, when.date(), why)], actors)


def split_command(left: Thing, right: Thing, store: o.StoreDir, who: Who, when: When, why: Why, actors: o.Actors = None) -> None:
    """Say that two events or mentions are not the same, or that an actor is somebody else in an article or a mention.

    Example: kg split 0a1b2c3d4e5f6071 4c2d1e0f9a8b7c6d/m/120-126-Sue --store graph --who Ana --when 2026-01-31 --why "two suits"
    """
    from kg.resolve.judgements import split

    with _open(store) as opened:
        _say(opened, [split(_id(opened, left), _id(opened, right), who, when.date(), why)], actors)


def correct_command(
    event: Thing,
    store: o.StoreDir,
    who: Who,
    when: When,
    why: Why,
    date: Annotated[str | None, typer.Option(help="YYYY, YYYY-MM, YYYY-MM-DD, or two of them with a slash between.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="A code of the type scheme.")] = None,
    status: Annotated[str | None, typer.Option(help="A status, such as planned.")] = None,
    actors: o.Actors = None,
) -> None:
    """Say what date, type or status an event really has.

    Example: kg correct 0a1b2c3d4e5f6071 --date 2025-08-30 --store graph --who Ana --when 2026-01-31 --why "the gazette"
    """
    from kg.resolve.judgements import correct
    from kg.vocab import type_schemes

    given = {name: value for name, value in (("date", date), ("type", kind), ("status", status)) if value is not None}
    if not given:
        raise typer.BadParameter("give --date, --type or --status")
    with _open(store) as opened:
        found = _event(opened, event)
        try:
            said = [correct(found, name, value, who, when.date(), why, type_schemes()) for name, value in given.items()]
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        _say(opened, said, actors)


def undo_command(thing: Thing, store: o.StoreDir, who: Who, when: When, why: Why, actors: o.Actors = None) -> None:
    """Take back the latest judgement on an actor or event, or the one of this id. What was taken back stays on record.

    Example: kg undo 0a1b2c3d4e5f6071 --store graph --who Ana --when 2026-02-01 --why "a mistake"
    """
    from kg.resolve.judgements import holding, undo

    with _open(store) as opened:
        found = holding(opened.judgements(), thing.removeprefix("judgement:")) or holding(opened.judgements(), _id(opened, thing))
        if not found:
            raise typer.BadParameter(f"no judgement on {thing!r} holds; kg judgements --store {store} lists them")
        try:
            said = undo(found[0], who, when.date(), why)
        except ValueError as error:
            raise typer.BadParameter(f"{error}; give a later --when") from error
        _say(opened, [said], actors)


def judgements_command(
    store: o.StoreDir,
    out: Annotated[Path | None, typer.Option(help="Write them into this file, to keep in git, in place of a table.")] = None,
    take: Annotated[Path | None, typer.Option("--import", help="Take in the judgements of such a file first.")] = None,
    actors: o.Actors = None,
) -> None:
    """List what people have said of actors and events; write it to a file, or take a file in.

    Example: kg judgements --store graph --out judgements.tsv
    """
    from kg.resolve.judged import judgement_id
    from kg.resolve.judgements import read_judgements, write_judgements

    with _open(store) as opened:
        if take is not None:
            _say(opened, read_judgements(_text(take), str(take)), actors)
        said = opened.judgements()
    if out is not None:
        write(out, write_judgements(said))
        written(out)
    else:
        rows = (
            (judgement_id(j), j.when.isoformat(), j.who, j.kind, j.left, "=" if j.same else "≠", j.value or j.right, j.why) for j in said
        )
        table(("id", "when", "who", "kind", "left", "", "right", "why"), rows)


def actors_command(store: o.StoreDir) -> None:
    """List the actors of a store with the number of their mentions, and what is in doubt about them.

    Example: kg actors --store graph
    """
    from kg.resolve.doubts import doubts, mentions_of

    with _open(store) as opened:
        found, readings = opened.actors(), list(opened.readings())
    counts, doubtful = mentions_of(readings), doubts(found)
    rows = sorted(found, key=lambda actor: (-counts.get(actor.id, 0), actor.id))
    table(
        ("actor", "kind", "name", "mentions", "wikidata", "doubt"),
        ((a.id, a.kind, a.name, str(counts.get(a.id, 0)), a.wikidata or "", doubtful.get(a.id, "")) for a in rows),
    )


def _open(store: Path) -> Store:
    from kg.graph.store import Store

    return Store.open(store, create=False)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read: {error}") from error


PREFIXES = ("event:", "actor:", "doc:", "judgement:")


def _id(store: Store, thing: str) -> str:
    """The id of an event, a mention or an actor, given as it is, with a query's prefix, or by an actor's name.

    Raises BadParameter where the store knows nothing of the kind: a judgement on nothing would never hold.
    """
    bare = next((thing.removeprefix(prefix) for prefix in PREFIXES if thing.startswith(prefix)), thing)
    actors = store.actors()
    found = [actor.id for actor in actors if bare in (actor.id, actor.name)] or [actor.id for actor in actors if bare in actor.aliases]
    if len(found) > 1:
        raise typer.BadParameter(f"{thing!r} are {', '.join(found)}; give one of these ids")
    if found:
        return found[0]
    denoted = store.denoted()
    if bare in denoted or bare in denoted.values() or store.successor(bare) or any(bare in (j.left, j.right) for j in store.judgements()):
        return bare
    raise typer.BadParameter(f"{thing!r} is no event, mention or actor of {store.place}; kg query timeline and kg actors list them")


def _event(store: Store, thing: str) -> str:
    """The id of an event. Raises BadParameter for anything else."""
    found = _id(store, thing)
    if found in {actor.id for actor in store.actors()}:
        raise typer.BadParameter(f"{thing!r} is an actor; a date, type or status is an event's")
    return found


def _say(store: Store, said: Sequence[Judgement], actors: Sequence[Path] | None) -> None:
    """Keeps the judgements and says which, one a line."""
    from kg.resolve.judged import judgement_id

    judge(store, said, load_kit(actors or []))
    for one in said:
        what = one.value or ("" if one.kind == "undo" else f"{'is' if one.same else 'is not'} {one.right}")
        typer.echo(f"{judgement_id(one)}  {one.kind}  {one_line(one.left)}  {one_line(what)}".rstrip())


COMMANDS = (merge_command, split_command, undo_command, correct_command, judgements_command, actors_command)
