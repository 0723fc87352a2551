"""The documents of one article: which order, bill or suit each mention means, and which mentions mean the same one.

A document is taken up as a person is: brought in by "an order" or by a name, then called "the order" or "the governor's order". The
last one told that fits is meant. Whether two mentions mean one document depends on their article alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.lexicon import lexicon, word_class
from kg.model import Mention
from kg.resolve.words import CAPITALISED, head, words

MAKING = frozenset({"IssueDirective", "EnactLaw", "ProposePolicy", "CourtRule", "Sue", "Agree"})
"""Types whose agent makes the document that they are on."""
IMPLIED = {"ruling": "CourtRule", "suit": "Sue"}
"""Documents that acts of a type make where the text has no word for them: "the court ruled", "the city sued"."""
_MADE_BY = {kind: family for family, kind in IMPLIED.items()}
_DEFINITE = re.compile(r"^(?:the|this|that|his|her|its|their)\s|\w['’]s?\s", re.IGNORECASE)
_OWNER = re.compile(r"^(.*\w)['’]s?\s")
_PHRASE = re.compile(r"(?:\b(?:the|this|that|his|her|its|their|an?)\s+|\S+['’]s?\s+)(?:[^\W\d_][\w-]*\s+){0,3}$", re.IGNORECASE)
_SEVERAL = re.compile(r"^(?:these|those|several|many|some|two|three|four|both|all|other|\d+)\s", re.IGNORECASE)
_NAMED = re.compile(r"(?:\b[A-Z][\w.'’-]*\s+(?:(?:and|of|for|on|to)\s+)?)+(?:[A-Z][a-z]+|\d[\w.-]*)$")
_TITLE = re.compile(r",?\s+(?:titled|entitled|called|named|dubbed|known as)\s+(?:the\s+)?[\"“‘']([^\"”’']{3,80}?),?[\"”’']")
_NUMBERED = re.compile(r"\b[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*\s+(?:No\.\s+)?\d[\w.-]*")


@cache
def _families() -> dict[str, str]:
    """One word for all nouns that news takes for each other. Missing is what means much else too: case, decision, measure."""
    return {word: kind.name for kind in lexicon().kinds for word in kind.words}


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """What one mention says of the document it is on. ``family`` is one word for all kinds that are taken for each other."""

    mention: Mention
    family: str
    kind: str
    name: str | None
    owner: frozenset[str]
    definite: bool
    implied: bool
    """Whether the text has no word for it beside that of the act."""

    @property
    def makers(self) -> frozenset[str]:
        """The words of those who make it, as far as this mention says so."""
        agents = self.mention.agents if self.mention.type in MAKING else ()
        return self.owner | frozenset().union(*(words(agent.name) for agent in agents))


def family_of(kind: str) -> str | None:
    """The family of a kind of document, None for what means much else too ("measure")."""
    return _families().get(head(kind))


def read_document(mention: Mention) -> Document | None:
    """The one document that a mention is on; None for none, for several at once, and for what is only called a measure or a step."""
    kind = mention.instrument or _own(mention)
    told = mention.document or _before(mention)
    if (
        not kind
        or _SEVERAL.match(told)
        or _is_plural(told, kind)
        or head(kind) not in _families()
        or word_class("noText") & set(kind.split())
    ):
        return None
    name = name_of(told) or _titled(mention.evidence.quote, told)
    if head(kind) == "act" and name is None and "Act" not in told:
        return None  # "an act of terror"
    owner = _OWNER.match(told)
    own = frozenset(word.casefold() for word in CAPITALISED.findall(f" {owner[1]}")) if owner else frozenset()
    return Document(mention, _families()[head(kind)], kind, name, own, bool(_DEFINITE.search(told)), mention.instrument is None)


def _own(mention: Mention) -> str:
    """The document that an act is by itself: "the decree", or what a court's ruling and a suit make."""
    if mention.type not in MAKING:
        return ""
    return mention.words.casefold() if head(mention.words) in _families() else _MADE_BY.get(mention.type, "")


def _before(mention: Mention) -> str:
    """The words of an act that is a document by itself, from its article or owner on: "Roe's first ruling"."""
    if head(mention.words) not in _families():
        return ""
    start = mention.evidence.span.start
    found = _PHRASE.search(mention.evidence.quote[: mention.trigger.start - start])
    return f"{found[0]}{mention.words}" if found else mention.words


def _is_plural(told: str, kind: str) -> bool:
    """Whether the text's word for the kind has an s that the kind has not."""
    return bool(re.search(rf"{re.escape(kind.split()[-1])}s\b", told, re.IGNORECASE))


def name_of(told: str) -> str | None:
    """The proper name in the words for a document, without an article: with a number, or with a word that no plain kind has.

    >>> name_of("the Clean Harbours Act"), name_of("House Bill 12"), name_of("an Executive Order"), name_of("the mayor's order")
    ('Clean Harbours Act', 'House Bill 12', None, None)
    """
    numbered = _NUMBERED.search(told)
    if numbered:
        return " ".join(numbered[0].split())
    found = _NAMED.search(told)
    if found is None:
        return None
    name = re.sub(r"^(?:The|A|An|This)\s+", "", " ".join(found[0].split()))
    said = [word for word in re.findall(r"[^\W\d_]+", name.casefold()) if word not in word_class("plainKind")]
    return name if head(name) in _families() and len(said) > 1 else None


def _titled(quote: str, told: str) -> str | None:
    """The title that a sentence gives to a document: "the order, titled “Safe Streets”, bars raids"."""
    _, words_, after = quote.partition(told) if told else ("", "", "")
    found = _TITLE.match(after) if words_ else None
    return found[1].strip(" ,") if found else None


def same(earlier: Document, later: Document) -> bool:
    """Whether the later one takes the earlier up: by its name, or as a definite description that nothing speaks against."""
    if earlier.family != later.family:
        return False
    if earlier.mention.evidence.span == later.mention.evidence.span and earlier.mention.document == later.mention.document is not None:
        return True  # one noun with two verbs: "signed an order that bars raids"
    if later.name is not None and earlier.name is not None:
        return earlier.name.casefold() == later.name.casefold()
    if later.name is not None and later.name in (later.mention.document or ""):
        return False  # a title beside "the order" is news of the order told before, a name in its place is another one's
    return later.definite and _alike(earlier, later) and _one_maker(earlier, later)


def _alike(earlier: Document, later: Document) -> bool:
    """Whether the kinds go together: "order" with any order, "executive order" not with "restraining order"."""
    one, other = ({*words(told.kind)} - {head(told.kind)} for told in (earlier, later))
    return not one or not other or bool(one & other)


def _one_maker(earlier: Document, later: Document) -> bool:
    """Whether no two makers are told; whose order it is must be one that made it."""
    if later.owner:
        return not earlier.makers or bool(earlier.makers & later.owner)
    return True


def meant(mentions: Iterable[Mention]) -> Iterator[tuple[Document, Document | None]]:
    """The documents of an article's mentions in the order of the text, each with the last one before it that it takes up."""
    told: list[Document] = []
    for mention in sorted(mentions, key=lambda mention: (mention.trigger.start, mention.trigger.end, mention.id)):
        one = read_document(mention)
        if one is not None:
            yield one, next((earlier for earlier in reversed(told) if same(earlier, one)), None)
            told.append(one)
