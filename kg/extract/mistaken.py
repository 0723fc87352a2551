"""Verbs that the model takes for nouns ("the council overrode the veto") or whose base form it gets wrong ("instal").

What is mended is only what cannot be anything else: a past form, in small letters, of a verb that has a frame, of which spaCy's own
dictionary knows no noun. Such a sentence is parsed again with a verb in its place that the model reads well; the frames are then
asked for the verb that stands in the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.extract.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.tokens import Doc, Token

STAND_IN = "rejected"
REGULAR = (("ied", "y"), ("ed", ""), ("ed", "e"))
BEFORE_NOUNS = frozenset({"DET", "ADJ", "NUM", "ADP"})


def mend(docs: list[Doc], nlp: Language) -> list[Doc]:
    """The parsed texts in their order, those with a verb taken for a noun parsed anew; base forms put right in place."""
    irregular, nouns = _dictionary(nlp)
    past = [[token for token in doc if token.text.endswith("ed") or token.text in irregular] for doc in docs]
    wrong = {n: found for n, tokens in enumerate(past) if (found := dict(_taken_for_nouns(tokens, irregular, nouns)))}
    again = nlp.pipe([_with_stand_ins(docs[n], found) for n, found in wrong.items()])
    for tokens in past:
        _put_right(tokens, irregular)
    mended = list(docs)
    for (n, found), doc in zip(wrong.items(), again, strict=True):
        _put_right([token for token in doc if token.i not in found], irregular)
        for i, lemma in found.items():
            doc[i].lemma_ = lemma
        mended[n] = doc
    return mended


@cache
def _verbs() -> frozenset[str]:
    return frozenset(lemma for lemma, pos in lexicon().by_lemma if pos == "verb")


def _dictionary(nlp: Language) -> tuple[Mapping[str, str], Collection[str]]:
    """The irregular forms of the verbs that have a frame, each with its verb, and all nouns; empty for a model without such tables."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if "lemmatizer" in nlp.pipe_names else None
    if lookups is None or not (lookups.has_table("lemma_exc") and lookups.has_table("lemma_index")):
        return {}, frozenset()
    return _irregular(lookups), lookups.get_table("lemma_index")["noun"]


@lru_cache(maxsize=8)
def _irregular(lookups: Lookups) -> Mapping[str, str]:
    forms = lookups.get_table("lemma_exc")["verb"].items()
    return {form: lemma for form, lemmas in forms for lemma in lemmas if lemma in _verbs()}


def _taken_for_nouns(past: Iterable[Token], irregular: Mapping[str, str], nouns: Collection[str]) -> Iterator[tuple[int, str]]:
    for token in past:
        if token.pos_ in {"NOUN", "PROPN"} and token.is_lower and token.text not in nouns and not _after_modifier(token):
            lemma = _base(token.text, irregular)
            if lemma is not None:
                yield token.i, lemma


def _after_modifier(token: Token) -> bool:
    return token.i > 0 and (token.nbor(-1).pos_ in BEFORE_NOUNS or token.nbor(-1).tag_ == "PRP$")


def _base(form: str, irregular: Mapping[str, str]) -> str | None:
    """The verb with a frame of which this is a past form."""
    regular = (form[: -len(end)] + other for end, other in REGULAR if form.endswith(end))
    return next((lemma for lemma in (irregular.get(form, ""), *regular) if lemma in _verbs()), None)


def _with_stand_ins(doc: Doc, found: Mapping[int, str]) -> Doc:
    from spacy.tokens import Doc

    words = [STAND_IN if token.i in found else token.text for token in doc]
    return Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])


def _put_right(tokens: Iterable[Token], irregular: Mapping[str, str]) -> None:
    for token in tokens:
        if token.lemma_.lower() not in _verbs() and token.tag_ in {"VBD", "VBN"}:
            lemma = _base(token.lower_, irregular)
            if lemma is not None:
                token.lemma_ = lemma
