"""The door for notebooks: the answers of a store as data frames, its pages inside the notebook.

pandas is loaded by the first frame, so that importing this module needs nothing beyond the bare install.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Literal

from kg.graph.query import Value, run

if TYPE_CHECKING:
    import pandas as pd

    from kg.graph.store import Store
    from kg.graph.terms import Term

__all__ = ["Page", "frame", "show"]


def frame(store: Store, name_or_text: str, /, **bindings: Value | None) -> pd.DataFrame:
    """The answer to a shipped query or to any SPARQL text: a column for each variable, a row for each solution.

    Days are ``datetime.date``, numbers are numbers, IRIs are text, None is what the query left unbound. Bindings are read as
    ``kg query --bind`` reads them. Raises QueryError for a query that cannot be run; ImportError without ``kg[notebook]``.
    """
    import pandas as pd

    answer = run(store, name_or_text, **bindings)
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


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a notebook shows inside itself. It runs in a frame of its own, out of reach of the notebook."""

    html: str = field(repr=False)
    height: int

    def _repr_html_(self) -> str:
        """What Jupyter shows for it."""
        style = f"width:100%;height:{self.height}px;border:1px solid #8888"
        return f'<iframe sandbox="allow-scripts allow-downloads allow-popups" style="{style}" srcdoc="{escape(self.html)}"></iframe>'


def show(page: str | Path, height: int = 640) -> Page:
    """A page inside the notebook: its HTML, or the file that it is in. ``height`` is in pixels. Raises OSError for a missing file."""
    return Page(page.read_text(encoding="utf-8") if isinstance(page, Path) else page, height)
