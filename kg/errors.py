"""Every error that kg raises on purpose.

KgError                 one line: the place, the problem, the way out
├── SourceError         an article, page, feed or folder that cannot be read
├── OntologyError       a Turtle or CSV file of ours or of the user's that does not say what it must
├── ModelError          no usable language model
├── ExtractorError      an extractor of the user's that cannot be loaded, or that says what its article does not
├── StoreError          a store that cannot be opened, written or trusted
├── QueryError          a SPARQL text or a query name that cannot be run
└── ShapeError          a graph that breaks the SHACL shapes
"""

from __future__ import annotations


class KgError(Exception):
    """The root of the tree; knows where it happened, what is wrong and what to do about it.

    >>> str(KgError("seeds/x.txt:1", "no date in the header", "add one or pass --published"))
    'seeds/x.txt:1: no date in the header; add one or pass --published'
    """

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{place}: {problem}; {remedy}")
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def _render_traceback_(self, *_: object) -> list[str]:
        """What IPython prints for it in place of a page of calls: its one line says all."""
        return [f"{type(self).__name__}: {self}"]

    def __reduce__(self) -> tuple[type[KgError], tuple[str, ...]]:
        """Pickles by its three parts, so that a worker process can hand it back whole."""
        return type(self), (self.place, self.problem, self.remedy)


class SourceError(KgError):
    """An article, page, feed or folder that cannot be read; ``source`` is what the user named, of which it is or is a part."""

    def __init__(self, place: str, problem: str, remedy: str, source: str | None = None) -> None:
        super().__init__(place, problem, remedy)
        self.source = source

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, ...]]:
        """Pickles with its source."""
        return type(self), (*super().__reduce__()[1], *([] if self.source is None else [self.source]))

    def within(self, source: str) -> SourceError:
        """The same refusal, of something in ``source``."""
        return type(self)(self.place, self.problem, self.remedy, source)


class OntologyError(KgError):
    """A Turtle or CSV file of ours or of the user's that does not say what it must."""


class ModelError(KgError):
    """No usable language model."""


class ExtractorError(KgError):
    """An extractor of the user's that cannot be loaded, or that says what its article does not."""


class StoreError(KgError):
    """A store that cannot be opened, written or trusted."""


class QueryError(KgError):
    """A SPARQL text or a query name that cannot be run."""


class ShapeError(KgError):
    """A graph that breaks the SHACL shapes."""
