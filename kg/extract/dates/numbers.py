"""Numbers as news writes them: digits with separators, words up to the hundreds, ordinals, and vague counts."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a list written as one string."""
    return tuple(text.split())


_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIRST = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
_FIRST += " seventeenth eighteenth nineteenth twentieth"

CARDINALS = {word: n for n, word in enumerate(_ONES.split(), 1)} | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
ORDINALS = {word: n for n, word in enumerate(_FIRST.split(), 1)} | {"twenty-first": 21, "twenty-second": 22}
SINGLE = {"a": 1, "an": 1, "another": 1, "the": 1, "half": 0.5, "half a": 0.5, "half an": 0.5}
MULTIPLES = {"hundred": 100, "thousand": 1000}

_SMALL = "|".join(sorted(_ONES.split()[:9], key=len, reverse=True))
_WORDS = "|".join(sorted([*CARDINALS, *MULTIPLES], key=len, reverse=True))
NUMBER = (
    rf"\d{{1,3}}(?:,\d{{3}})?(?:\.\d{{1,2}})?|\d{{4}}|(?:{_TENS.replace(' ', '|')})[ -](?:{_SMALL})|(?:an?|"
    rf"{_SMALL}) (?:hundred|thousand)|(?:{_WORDS})"
)
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True)) + r"|\d{1,2}(?:st|nd|rd|th)"
VAGUE = (
    r"several|a few|few|many|some|a couple of|a couple|couple of|dozens of|a number of|countless|numerous|various|"
    r"hundreds of|thousands of|scores of|tens of|a handful of|very few"
)


def number(words: str) -> float | None:
    """The value of a number written in digits or words, in lower case; None for a vague count or an unknown word.

    >>> number("twenty-four"), number("1,500"), number("an"), number("several"), number("two hundred"), number("2.5")
    (24.0, 1500.0, 1.0, None, 200.0, 2.5)
    """
    words = " ".join(words.split()).removeprefix("another ")
    if words in SINGLE:
        return float(SINGLE[words])
    if words[:1].isdigit():
        try:
            return float(words.replace(",", ""))
        except ValueError:
            return None
    total = 0
    for part in words.replace("-", " ").split():
        if part in MULTIPLES:
            total = max(total, 1) * MULTIPLES[part]
        elif part in CARDINALS or part in SINGLE:
            total += CARDINALS.get(part, 1)
        else:
            return None
    return float(total) if total else None


def ordinal(words: str) -> int | None:
    """The value of an ordinal in lower case ("third", "21st"); None for anything else.

    >>> ordinal("third"), ordinal("21st"), ordinal("last")
    (3, 21, None)
    """
    digits = words.rstrip("stndrh")
    if digits.isdigit() and digits.isascii():
        return int(digits)
    return ORDINALS.get(words)
