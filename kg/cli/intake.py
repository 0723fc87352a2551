"""What every command that reads sources takes: how to read, and what becomes of what is refused."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kg.cli.options import DAY, day
from kg.cli.show import Refusals
from kg.errors import KgError
from kg.read import Options, mapping

_Published = Annotated[datetime | None, typer.Option(formats=DAY, help="The date of articles that say none.")]
_MaxBytes = Annotated[int, typer.Option(min=1, help="The longest article taken, in bytes.")]
_AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Take articles that are not in English.")]
_Undated = Annotated[bool, typer.Option("--allow-undated", help="Take articles without a date; what is relative stays undated.")]
_Refused = Annotated[Path | None, typer.Option("--refused", help="Keep what is refused in this file, as JSON lines.")]

_Map = Annotated[
    str | None, typer.Option("--map", help="Columns of tables and keys of records that no name tells: text=body,published=date:dmy.")
]

_Follow = Annotated[bool, typer.Option("--follow", help="Read the page behind a link that comes without its text.")]
_Private = Annotated[bool, typer.Option("--allow-private", help="Read pages inside of private networks and on this machine too.")]
_Cache = Annotated[Path | None, typer.Option("--cache", help="Where pages of the web are kept; by default the user's cache folder.")]

# Each with the value that it has where the user says nothing; ``kg read`` and ``kg dates`` need no date.
_OPTIONS: dict[str, tuple[Any, object]] = {
    "published": (_Published, None),
    "max_bytes": (_MaxBytes, Options().max_bytes),
    "any_language": (_AnyLanguage, False),
    "allow_undated": (_Undated, False),
    "columns": (_Map, None),
    "follow": (_Follow, False),
    "allow_private": (_Private, False),
    "cache": (_Cache, None),
    "refused": (_Refused, None),
}
EVERYWHERE = ("0.0.0.0/0", "::/0")
_KEYWORD = inspect.Parameter.KEYWORD_ONLY


@dataclass(frozen=True, slots=True)
class Intake:
    """The options of reading that a user gave, and where refusals go."""

    options: Options
    refusals: Refusals

    def undated(self) -> Options:
        """The options, for a command that takes articles without a date in any case."""
        return replace(self.options, allow_undated=True)

    def only(self, places: frozenset[str]) -> Options:
        """The options, for these places alone."""
        return replace(self.options, only=places)

    def exit(self) -> NoReturn:
        """Ends the command: 1 if anything was refused, else 0."""
        self.refusals.exit()


def reads(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of reading in the place of its parameter ``intake``."""
    return _with_options(command, _OPTIONS)


def reads_undated(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a command that needs no dates."""
    return _with_options(command, {name: option for name, option in _OPTIONS.items() if name != "allow_undated"})


def _with_options(command: Callable[..., None], options: dict[str, tuple[Any, object]]) -> Callable[..., None]:
    """Typer makes the options of a command from its signature, so they are written into one."""
    signature = inspect.signature(command, eval_str=True)
    own = [parameter.replace(kind=_KEYWORD) for name, parameter in signature.parameters.items() if name != "intake"]
    added = [inspect.Parameter(name, _KEYWORD, default=given, annotation=kind) for name, (kind, given) in options.items()]

    @wraps(command)
    def run(**given: Any) -> None:
        command(**{one.name: given[one.name] for one in own}, intake=_intake(**{name: given[name] for name in options}))

    run.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]  # typer reads it, typeshed does not know it
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *added)}
    return run


def _intake(
    published: datetime | None,
    max_bytes: int,
    any_language: bool,
    columns: str | None,
    follow: bool,
    allow_private: bool,
    cache: Path | None,
    refused: Path | None,
    allow_undated: bool = False,
) -> Intake:
    try:
        chosen, order = mapping(columns) if columns else ({}, None)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from error
    options = Options(
        day(published),
        max_bytes,
        any_language,
        allow_undated,
        tuple(chosen.items()),
        order,
        follow,
        EVERYWHERE if allow_private else (),
        _cache(cache),
    )
    return Intake(options, Refusals(refused))


def _cache(given: Path | None) -> Path:
    """The folder for pages: the user's, who is told where it cannot be, or the one that the system has for what can be had again."""
    if given is not None:
        try:
            given.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KgError(str(given), f"cannot be written ({error.strerror})", "give another folder with --cache") from error
        return given
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "kg"
