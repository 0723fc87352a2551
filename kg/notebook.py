"""The door for notebooks: the answers of a store as data frames, its pages inside the notebook, SPARQL in a cell.

After ``%load_ext kg.notebook`` a cell that begins with ``%%sparql`` is a query: see ``sparql``. pandas is loaded by the first frame
and IPython never, so that importing this module needs nothing beyond the bare install.
"""

from __future__ import annotations

import shlex
from argparse import ArgumentError, ArgumentParser, Namespace
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from rdflib import Literal

from kg.errors import KgError
from kg.graph.query import Value, run

if TYPE_CHECKING:
    import pandas as pd

    from kg.graph.results import Answer
    from kg.graph.rows import Filter
    from kg.graph.store import Store
    from kg.graph.terms import Term

__all__ = ["Page", "answer", "explorer", "frame", "load_ipython_extension", "network", "show", "sparql", "timeline"]

# A notebook keeps its outputs: a long answer would make the file heavy and the editor slow.
SHOWN = 500


def frame(store: Store, name_or_text: str, /, **bindings: Value | None) -> pd.DataFrame:
    """The answer to a shipped query or to any SPARQL text: a column for each variable, a row for each solution.

    Days are ``datetime.date``, numbers are numbers, IRIs are text, None is what the query left unbound. Bindings are read as
    ``kg query --bind`` reads them. Raises QueryError for a query that cannot be run; ImportError without ``kg[notebook]``.
    """
    return _frame(run(store, name_or_text, **bindings))


def _frame(answer: Answer) -> pd.DataFrame:
    import pandas as pd

    columns = {name: [_plain(row[place]) for row in answer.rows] for place, name in enumerate(answer.variables)}
    made: pd.DataFrame = pd.DataFrame(columns, columns=list(answer.variables))
    return made


def _plain(term: Term | None) -> object:
    if term is None:
        return None
    if not isinstance(term, Literal):
        return str(term)
    value = term.toPython()
    # a literal that is not what its type says keeps its words; a decimal counts as a number does in pandas
    if isinstance(value, Literal):
        return str(value)
    return float(term) if str(term.datatype).endswith("#decimal") else value


# Who shows a page in its frame hides what stands for it; who drops frames for safety's sake drops styles as well, and then it is seen.
_STYLE = "<style>.kg-still{display:none}@media print{.kg-still{display:block}.kg-live{display:none}}</style>"


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A page that a notebook shows inside itself. It runs in a frame of its own, out of reach of the notebook.

    ``notice`` is a line above it, as text. ``still`` is HTML of ours that stands for it on paper and where frames are not shown,
    ``plain`` is text that does where no HTML is: in a terminal, in a workspace that an editor does not trust, in LaTeX.
    """

    html: str
    height: int = 640
    notice: str = ""
    still: str = ""
    plain: str = ""

    def __repr__(self) -> str:
        """What stands for it where only text is shown."""
        return self.plain or f"a page of {len(self.html) // 1000} kB"

    def _repr_html_(self) -> str:
        """What Jupyter shows for it, and what nbconvert keeps."""
        style = f"width:100%;height:{self.height}px;border:1px solid #8888"
        line = f"<p>{escape(self.notice)}</p>" if self.notice else ""
        allowed = "allow-scripts allow-downloads allow-popups"
        live = f'<iframe sandbox="{allowed}" class="kg-live" style="{style}" srcdoc="{escape(self.html)}"></iframe>'
        return f'{line}{live}{_STYLE}<div class="kg-still">{self.still}</div>' if self.still else line + live


def show(page: str | Path | Page, height: int = 640) -> Page:
    """A page inside the notebook: its HTML, or the file that it is in. ``height`` is in pixels. Raises OSError for a missing file."""
    if isinstance(page, Page):
        return replace(page, height=height)
    return Page(page.read_text(encoding="utf-8") if isinstance(page, Path) else page, height)


def timeline(store: Store, chosen: Filter | None = None, title: str = "Policy events") -> Page:
    """The timeline of a store, or of what ``chosen`` lets through. Raises QueryError for an actor, type or status that is not there."""
    return _store_page("timeline", store, chosen, title)


def network(store: Store, chosen: Filter | None = None, title: str = "Policy events") -> Page:
    """The network of a store's actors, as ``timeline`` gives the timeline."""
    return _store_page("network", store, chosen, title)


def explorer(store: Store, chosen: Filter | None = None, title: str = "Policy events") -> Page:
    """Timeline, network and table of a store, linked, as ``timeline`` gives the timeline."""
    return show(_store_page("explorer", store, chosen, title), 800)


def _store_page(view: str, store: Store, chosen: Filter | None, title: str) -> Page:
    from kg.graph.event_rows import event_rows
    from kg.graph.rows import Filter as All
    from kg.views.of_store import PAGES, why_none
    from kg.views.still import plain_events, still_events

    rows = event_rows(store, chosen)
    why = "" if rows else why_none(store, chosen or All())
    return Page(PAGES[view](rows, title, why), still=still_events(rows) or f"<p>{escape(why)}</p>", plain=why or plain_events(rows, title))


def answer(store: Store, name_or_text: str, /, title: str = "Answer", **bindings: Value | None) -> Page:
    """The answer to a query in tabs: a table, and a timeline and a network where its columns allow; at most SHOWN rows, and it says so."""
    return _page(run(store, name_or_text, **bindings), title, SHOWN)


def _page(answer: Answer, title: str, most: int) -> Page:
    from kg.views.answer import answer_html
    from kg.views.still import plain_answer, still_answer

    rest = len(answer.rows) - most
    notice = f"The first {most} of {len(answer.rows)} rows; frame() and --store-to give all of them." if rest > 0 else ""
    names, cells = list(answer.variables), [["" if cell is None else str(cell) for cell in row] for row in answer.rows[:most]]
    page = answer_html(answer.variables, answer.rows[:most], title)
    return Page(page, 480, notice, still_answer(names, cells), plain_answer(names, cells, title))


# --- the magic ------------------------------------------------------------------------------------------------------


class _Parser(ArgumentParser):
    """Refuses with an error of ours in place of ending the program, which here is the notebook's kernel."""

    def error(self, message: str) -> NoReturn:
        raise KgError("%%sparql", message, "write %%sparql [--store NAME|DIR] [--store-to NAME] [--bind NAME=VALUE] [--most N]")


def _options(line: str) -> Namespace:
    parser = _Parser(prog="%%sparql", add_help=False, exit_on_error=False)
    parser.add_argument("--store", default="store")
    parser.add_argument("--store-to")
    parser.add_argument("--bind", action="append", default=[])
    parser.add_argument("--most", type=int, default=SHOWN)
    try:
        return parser.parse_args(shlex.split(line))
    except (ValueError, ArgumentError) as error:
        parser.error(str(error))


def sparql(line: str, cell: str, names: MutableMapping[str, object]) -> Page:
    """What ``%%sparql`` does: ``line`` has its options, ``cell`` the query or a shipped one's name, ``names`` the notebook's variables.

    ``--store`` is a variable that holds a store, or a folder; ``store`` by default. ``--store-to NAME`` puts the whole answer into a
    variable, as a data frame; ``--bind NAME=VALUE`` binds; ``--most`` bounds the rows shown. Raises KgError for an option that makes
    no sense, QueryError for a query that cannot be run, StoreError for a folder that is no store.
    """
    given = _options(line)
    pairs = dict(_bound(text) for text in given.bind)
    found = _asked(given.store, cell.strip(), names, pairs)
    if given.store_to:
        names[given.store_to] = _frame(found)
    return _page(found, "Answer", max(1, given.most))


def _bound(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise KgError("%%sparql", f"--bind {text} has no value", "write --bind NAME=VALUE")
    return name, value


def _asked(store: str, query: str, names: Mapping[str, object], pairs: Mapping[str, str]) -> Answer:
    from kg.graph.store import Store

    held = names.get(store)
    if isinstance(held, Store):
        return run(held, query, **pairs)
    if held is not None or not Path(store).is_dir():
        raise KgError("%%sparql", f"{store} is neither a store nor the folder of one", "give one with --store")
    with Store.open(Path(store), read_only=True, create=False) as opened:
        return run(opened, query, **pairs)


def load_ipython_extension(shell: object) -> None:
    """What ``%load_ext kg.notebook`` calls: adds the cell magic ``%%sparql``."""
    register, names = getattr(shell, "register_magic_function"), getattr(shell, "user_ns")  # noqa: B009 - IPython is not ours to import

    def magic(line: str, cell: str) -> Page:
        return sparql(line, cell, names)

    register(magic, "cell", "sparql")
