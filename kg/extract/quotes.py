"""Who speaks in a quote: beside it, in a sentence before or after, or in the paragraph that it answers or goes on from.

The order of trust follows what newspapers do (after O'Keefe et al., 2012): the speech verb that touches the quote, the speaker of
the quote that it goes on from, the nearest speech verb of the paragraph, then the last speaker of the paragraph before, and for a
quote that opens its story the first speaker of the paragraph after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.lexicon import Lexicon, word_class
from kg.extract.parse import Paragraph
from kg.extract.roles import verb_agents
from kg.extract.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

BESIDE = 12  # tokens between a quote and the verb that belongs to it: "..., the union's new secretary told reporters"
Speech = tuple[Paragraph, "Token", tuple["Token", ...]]


def speech(paragraphs: Sequence[Paragraph], paragraph: Paragraph, token: Token, lexicon: Lexicon) -> Speech | None:
    """Where the speaker of the quote around ``token`` stands: the paragraph, the verb of speaking, and its subjects.

    None outside of quotes and where nobody is said to speak. ``paragraph`` is ``paragraphs[paragraph.number - 1]``.
    """
    if token.i not in paragraph.quoted:
        return None
    spoken = list(_speeches(paragraph, lexicon))
    if spoken:
        return _beside(paragraph, token, spoken) or min(spoken, key=lambda s: abs(s[1].i - token.i))
    here = paragraph.number - 1
    before = [s for near in paragraphs[max(here - 2, 0) : here][::-1] for s in [*_speeches(near, lexicon)][::-1]]
    after = [s for near in paragraphs[here + 1 : here + 2] for s in _speeches(near, lexicon) if not near.quoted]
    return next(iter((*before, *after)), None)


def _speeches(paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Speech]:
    """The speech verbs outside of quotes whose subjects can speak, in the order of the text."""
    for verb in paragraph.doc:
        if verb.pos_ == "VERB" and verb.i not in paragraph.quoted and _speaks(verb, lexicon):
            speakers = tuple(t for t in verb_agents(verb) or children(verb, "nsubj") if t.i not in paragraph.quoted)
            if speakers:
                yield paragraph, verb, speakers


def _speaks(verb: Token, lexicon: Lexicon) -> bool:
    lemma = verb.lemma_.lower()
    return lexicon.reports(lemma) or lemma in word_class("speechVerb")


def _beside(paragraph: Paragraph, token: Token, spoken: Sequence[Speech]) -> Speech | None:
    """The speech verb that touches the quote around the token, else the one that touches the quote before it."""
    quotes = list(_quotes(paragraph))
    at = next((n for n, (first, last) in enumerate(quotes) if first <= token.i <= last), None)
    if at is None:
        return None
    for first, last in quotes[at::-1]:
        touching = [s for s in spoken if _touches(s[1], first, last)]
        if touching:
            return min(touching, key=lambda s: (s[1].i < first, min(abs(s[1].i - first), abs(s[1].i - last))))
    return None


def _touches(verb: Token, first: int, last: int) -> bool:
    """Whether only the speaker stands between verb and quote: no end of a sentence, no other quote."""
    left, right = (last + 1, verb.i) if verb.i > last else (verb.i, first)
    between = [t.text for t in verb.doc[left:right]]
    return len(between) <= BESIDE and "." not in between and between.count('"') <= 1


def _quotes(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """First and last token of each quote."""
    inside = sorted(paragraph.quoted)
    start = 0
    for n, i in enumerate(inside):
        if n + 1 == len(inside) or inside[n + 1] != i + 1:
            yield inside[start], i
            start = n + 1
