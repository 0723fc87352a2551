"""What has changed in an article: diff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options as o
from kg.cli.show import one_line, table

if TYPE_CHECKING:
    from kg.graph.history import Difference, Past
    from kg.graph.store import Store


def diff_command(
    article: Annotated[str, typer.Argument(help="Its id, its source's name for it, or its address.")], store: o.StoreDir
) -> None:
    """Say what the versions of an article tell differently: + is new, - is gone, ~ is told otherwise.

    Example: kg diff https://news.example/ferry --store graph
    """
    from kg.graph.history import differences, mention_lines
    from kg.graph.store import Store

    with Store.open(store, read_only=True, create=False) as opened:
        versions = _versions(opened, article)
        current = {one.article.id: one for one in opened.readings() if one.article.id[:16] in {past.successor for past in versions}}
    told = {past.article[:16]: past.told for past in versions} | {name[:16]: mention_lines(one) for name, one in current.items()}
    for past in versions:
        typer.echo(one_line(f"{past.article[:16]} of {past.published or 'an unknown day'} -> {past.successor}"))
        found = differences(past.told, told.get(past.successor or "", ()))
        table(("", "type", "who", "what has changed", "sentence"), map(_row, found))


def _versions(store: Store, name: str) -> list[Past]:
    """The versions that were replaced, of the page or the article with this name, the oldest first."""
    past = store.past()
    urls = {one.url for one in store.articles() if name in (one.id, one.id[:16], one.doc, one.url)}
    urls |= {one.url for one in past if name in (one.article, one.article[:16], one.doc, one.url)}
    if not urls:
        raise typer.BadParameter(f"no article {name!r} in {store.place}, now or before; kg export --format jsonl names them as doc")
    found = [one for one in past if one.url is not None and one.url in urls and one.successor is not None]
    if not found:
        typer.echo("one version, nothing to compare")
    return found


def _row(found: Difference) -> tuple[str, str, str, str, str]:
    told = found.after or found.before
    changed = "; ".join(f"{name}: {_plain(old)} -> {_plain(new)}" for name, old, new in found.fields()) if found.sign == "~" else ""
    return found.sign, _plain(told["type"]), _plain(told["actors"]), changed, _plain(told["sentence"])


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nobody"
    if isinstance(value, Mapping):
        return str(value.get("edtf") or f"{value.get('begin') or '..'}/{value.get('end') or '..'}")
    return "none" if value is None else str(value)


COMMANDS = (diff_command,)
