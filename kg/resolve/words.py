"""The words of a text in forms that can be compared: stems, heads of phrases, kinds of documents, names in a sentence."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extract.lexicon import lexicon, word_class

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STOP_WORDS = (
    "the a an of for on in at to from by with and or that which who whose as about against over under into its his her their "
    "this these those all any more than new some such not no is are was were be been has have had will would it he she they them "
    "him what when where there also but if after before since until could should may might can did do does said say says"
)
STOP = frozenset(_STOP_WORDS.split())
_CUT = re.compile(
    r"\s(?:of|for|on|in|at|to|from|by|with|that|which|who|whose|as|about|against|over|under|into|aimed|laying|directing|requiring)\s"
)
# longest first; what is left keeps four letters at least
_ENDINGS = (
    *("ations", "ation", "ements", "ement", "itions", "ition", "nesses", "ments", "ment", "ities"),
    *(
        "ings",
        "ance",
        "ence",
        "ated",
        "ates",
        "ing",
        "ion",
        "ity",
        "ies",
        "ied",
        "als",
        "ate",
        "ers",
        "al",
        "ed",
        "es",
        "er",
        "s",
        "e",
        "y",
    ),
)
CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_a-z][^\W\d_]+)*")
_COUNT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_IN_WORDS = {word: str(place) for place, word in enumerate(_COUNT, 1)}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DAYS_AND_MONTHS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december"
)
CALENDAR = frozenset(_DAYS_AND_MONTHS.split())


@lru_cache(maxsize=65536)
def words(text: str) -> frozenset[str]:
    """The content words of a phrase in a form that survives plural and clitic.

    >>> sorted(words("the mayor’s executive orders"))
    ['executive', 'mayor', 'order']
    """
    return frozenset(_singular(word) for word in _WORD.findall(text.casefold()) if word not in STOP)


@lru_cache(maxsize=65536)
def head(text: str) -> str:
    """The word on which a noun phrase hangs, by its place alone: the last before a preposition or a relative.

    >>> head("an executive order on immigration enforcement"), head("Marines")
    ('order', 'marine')
    """
    front = _CUT.split(text.casefold(), maxsplit=1)[0]
    found = [word for word in _WORD.findall(front) if word not in STOP]
    return _singular(found[-1]) if found else ""


@lru_cache(maxsize=65536)
def root(text: str) -> str:
    """What a verb and the noun made of it have in common, by its letters alone; of several words, that of the last.

    >>> root("rejected") == root("rejection") == root("rejects")
    True
    """
    found: list[str] = _WORD.findall(text.casefold())
    word = found[-1] if found else ""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def akin(left: str, right: str) -> bool:
    """Whether two roots are one word's: equal, or one begins with the other's four letters or more.

    >>> akin(root("resignation"), root("resigning")), akin(root("signed"), root("sanctions"))
    (True, False)
    """
    short, long = sorted((left, right), key=len)
    return short == long or (len(short) > 3 and long.startswith(short))


def document(kind: str) -> str:
    """One name for all kinds of document that news takes for each other, empty for what can be any of them.

    >>> document("directive") == document("order"), document("measure")
    (True, '')
    """
    return "" if kind in word_class("anyDocument") else _kinds().get(kind, kind)


@cache
def _kinds() -> dict[str, str]:
    """The kind of document by each of its nouns, those included that mean much else too: beside an act they mean it."""
    return {word: kind.name for kind in lexicon().kinds for word in kind.words | kind.loose}


@lru_cache(maxsize=65536)
def names(sentence: str) -> frozenset[str]:
    """The capitalised words of a sentence but for its first, without those of the calendar, in lower case.

    >>> sorted(names("On Monday the mayor of Springfield met Jane Roe’s aides."))
    ['jane', 'roe', 'springfield']
    """
    found = (match[0] for match in CAPITALISED.finditer(sentence, 1))
    return frozenset(word.casefold() for word in found) - CALENDAR - STOP


def numbers(phrase: str) -> frozenset[str]:
    """The numbers of a phrase, up to a dozen also in words.

    >>> sorted(numbers("four of 2,000 troops"))
    ['2000', '4']
    """
    told = frozenset(_IN_WORDS[word] for word in _IN_WORDS.keys() & _WORD.findall(phrase.casefold()))
    return told | {number.replace(",", "") for number in _NUMBER.findall(phrase)}


@lru_cache(maxsize=65536)
def _singular(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
