"""The logic of names, without a language model: titles, comparison forms, family names, acronyms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kg.resolve.titles import (
    ABBREVIATIONS,
    COMPLEMENTS,
    FIELDS,
    FORMER,
    HEADS,
    HONORIFICS,
    MODIFIERS,
    NAMES_TOO,
    NEEDS_FULL_NAME,
    NOT_IN_NAMES,
    PARTICLES,
    SMALL,
    SUFFIXES,
)

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " "})
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_CLITIC = re.compile(r"(?:'s|(?<=s)')$", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s*\([^()]*\)?$|\s*\[[^\[\]]*\]?$|\s+(?:of|for|and|the)$|,\s+(?!(?:jr|sr|i{2,3}|iv)\b)(?=[a-z]|D\b|R\b|I\b|[DRI]-).*$"
)
_INITIAL = re.compile(r"[A-Z]{1,2}|(?:[A-Z]\.-?){1,3}")
_CAPITALISED = re.compile(r"[^\W\d_][^\W\d_'.-]*(?:['-][^\W\d_]+)*\.?")
_ARABIC = re.compile(r"^([AaEe]l)-(?=[^\W\d_])")
_SUFFIX = re.compile(r",\s+(?=(?:Jr|Sr|I{2,3}|IV)\b)")
_OUTER = " \"“”'‘’,;:"
_BEFORE_FIELD = ("of", "for", "the", "united", "states", "us")
_LONGEST = 200


def clean(name: str) -> str:
    """The name without what its sentence added: outer quotes, a leading article, a closing clitic, party and state in brackets.

    >>> clean("the White House’s"), clean("Jane Roe (D-Ohio)"), clean("Jane Roe, R-Ohio")
    ('White House', 'Jane Roe', 'Jane Roe')
    """
    words = name.translate(_QUOTES)[:_LONGEST]
    before = ""
    while words != before:
        before = words
        words = _SUFFIX.sub(" ", " ".join(words.strip(_OUTER).split()))
        words = _ARTICLE.sub("", _ASIDE.sub("", _CLITIC.sub("", words)), count=1)
    return words or " ".join(name.split())[:_LONGEST]


@lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """The form in which names are compared: no accents, no dots, initials joined, lower case except for short words in capitals.

    "US" and "us", "ICE" and "ice" stay apart.

    >>> normal("J. B. Peña"), normal("the U.S. Senate"), normal("us")
    ('JB pena', 'US senate', 'us')
    """
    words = unicodedata.normalize("NFKD", clean(name))
    bare = "".join(char for char in words if not unicodedata.combining(char))
    tokens = [part for token in bare.split() for part in _plain(token).split()]
    return " ".join(_joined(tokens))


def _plain(token: str) -> str:
    """One word without dots; capitals only are marked by staying so."""
    bare = _ARABIC.sub(r"\1 ", token.replace(".", "").strip(",;:"))
    return bare if 2 <= len(bare) <= 5 and bare.isupper() else bare.casefold()


def _joined(tokens: Sequence[str]) -> list[str]:
    """Single letters in a row as one word: "j b" is "JB"."""
    result: list[str] = []
    run = ""
    for token in tokens:
        if len(token) == 1 and token.isalpha():
            run += token.upper()
            continue
        result += [run.casefold() if len(run) == 1 else run] if run else []
        result.append(token)
        run = ""
    return result + ([run.casefold() if len(run) == 1 else run] if run else [])


def split_title(name: str) -> tuple[str, str]:
    """The title of a name and the name without it; the title is empty where there is none or nothing but a title.

    >>> split_title("Illinois Democratic Gov. J.B. Roe")
    ('Illinois Democratic Gov.', 'J.B. Roe')
    >>> split_title("Secretary of State")
    ('', 'Secretary of State')
    """
    title, bare = "", clean(name)
    while (step := _split(bare))[1] != bare:
        title, bare = f"{title} {step[0]}".strip(), clean(step[1])
    return title, bare


def _split(words: str) -> tuple[str, str]:
    """One step of ``split_title`` over a clean name."""
    front, comma, back = words.partition(", ")
    if comma and is_person_name(front) and any(map(is_head, back.split())):
        return back, front
    if comma and is_person_name(back) and any(map(is_head, front.split())):
        return front, back
    tokens = words.split()
    for place in range(len(tokens) - 2, -1, -1):
        if is_head(tokens[place]):
            start = _after_complement(tokens, place + 1)
            rest = _before_origin(tokens[start:])
            if _is_name(rest) and (len(rest) > 1 or _word(tokens[place]) not in NEEDS_FULL_NAME):
                return " ".join(tokens[:start]), " ".join(rest)
    return _without_lead(tokens)


def strip_titles(name: str) -> str:
    """The name without titles, honorifics and ranks; unchanged where only a title would be left.

    >>> strip_titles("then-Mayor Jane Roe"), strip_titles("Attorney General")
    ('Jane Roe', 'Attorney General')
    """
    return split_title(name)[1]


def is_head(token: str) -> bool:
    """Whether a word is a title or ends in one ("then-mayor", "Secretary-General")."""
    word = _word(token)
    return word in HEADS or ("-" in word and word.rsplit("-", 1)[1] in HEADS)


def is_former(title: str) -> bool:
    """Whether a title says that its office is over: "former", "then-", "ex-"."""
    return any(part in FORMER for word in title.split() for part in _word(word).split("-"))


def role(title: str) -> str:
    """The bare office of a title, abbreviations written out: what two titles must share to be the same office.

    >>> role("Illinois Gov."), role("the US vice president"), role("Chicago")
    ('governor', 'vice president', '')
    >>> role("US Secretary of the Treasury") == role("Treasury secretary") == "secretary of treasury"
    True
    """
    tokens = [_word(token) for token in title.split()]
    for place in range(len(tokens) - 1, -1, -1):
        if is_head(tokens[place]):
            return _role_at(tokens, place)
    return ""


def role_forms(bare: str) -> tuple[str, str]:
    """The two orders of a bare office.

    >>> role_forms("secretary of treasury")
    ('secretary of treasury', 'treasury secretary')
    """
    return bare, " ".join(reversed(bare.split(" of ", 1)))


def _role_at(tokens: Sequence[str], place: int) -> str:
    """The office whose last word stands at ``place``, with its field of duty if it is a known one."""
    field = _field(tokens[place + 1 : _after_known_complement(tokens, place + 1)])
    start = place
    while start:
        if not field and (before := _field_before(tokens, start)):
            field = before
            break
        if not (tokens[start - 1] in MODIFIERS or is_head(tokens[start - 1])):
            break
        start -= 1
    words = [ABBREVIATIONS.get(word, word) for word in map(_current, tokens[start : place + 1])]
    head = " ".join(word for word in words if word not in HONORIFICS and word not in FORMER)
    return f"{head} of {FIELDS.get(field, field)}" if head and field else head


def _field_before(tokens: Sequence[str], stop: int) -> str:
    """The known field of duty that ends before ``stop`` ("Treasury secretary"); the White House is no field."""
    if tokens[max(0, stop - 2) : stop] == ["white", "house"]:
        return ""
    return next((" ".join(known) for known in COMPLEMENTS if tuple(tokens[max(0, stop - len(known)) : stop]) == known), "")


def _field(words: Sequence[str]) -> str:
    """The field of duty in what follows a head, without "of", "the" and the country."""
    start = 0
    while start < len(words) and words[start] in _BEFORE_FIELD:
        start += 1
    return " ".join(words[start:])


def is_person_name(name: str) -> bool:
    """Whether a phrase has the shape of a person's full name: two to five capitalised words, none of a body, place or calendar.

    >>> is_person_name("Ursula von der Leyen"), is_person_name("Justice Department"), is_person_name("New York")
    (True, False, False)
    """
    tokens = clean(name).split()
    return len(tokens) > 1 and _is_name(tokens)


def surname_forms(name: str) -> tuple[str, ...]:
    """The comparison forms by which a text may call a person once it has given the full name, shortest first.

    >>> surname_forms("Ursula von der Leyen")
    ('leyen', 'der leyen', 'von der leyen')
    """
    tokens = [token for token in clean(name).split() if _word(token) not in SUFFIXES]
    return tuple(normal(" ".join(tokens[start:])) for start in range(len(tokens) - 1, 0, -1))


def later_forms(name: str) -> frozenset[str]:
    """The comparison forms of ``surname_forms`` and each word between the first and the last: "Roe" of "Ana Roe Doe".

    >>> sorted(later_forms("Ana Roe Doe"))
    ['doe', 'roe', 'roe doe']
    """
    inner = (token for token in clean(name).split()[1:-1] if not _INITIAL.fullmatch(token) and _word(token) not in PARTICLES)
    return frozenset((*surname_forms(name), *map(normal, inner)))


def surname(name: str) -> str:
    """The family name with its particles; the whole name where there is only one word.

    >>> surname("Ursula von der Leyen"), surname("Robert Roe Jr.")
    ('von der Leyen', 'Roe')
    """
    tokens = [token for token in clean(name).split() if _word(token) not in SUFFIXES] or clean(name).split()
    start = len(tokens) - 1
    while start > 1 and _word(tokens[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(tokens[start:])


@lru_cache(maxsize=65536)
def without_middle(name: str) -> tuple[str, str]:
    """The comparison form without middle initials, and these initials.

    >>> without_middle("Jane Q. Roe")
    ('jane roe', 'Q')
    """
    tokens = clean(name).split()
    middle = [token for token in tokens[1:-1] if _INITIAL.fullmatch(token)]
    rest = [token for place, token in enumerate(tokens) if not (0 < place < len(tokens) - 1 and _INITIAL.fullmatch(token))]
    return normal(" ".join(rest)), "".join(middle).replace(".", "")


def is_acronym(name: str) -> bool:
    """Whether a name is two to seven capitals, dots aside."""
    return re.fullmatch(r"[A-Z]{2,7}", name.replace(".", "").replace("&", "")) is not None


def acronyms(name: str) -> frozenset[str]:
    """The acronyms that a long name can have, with and without its small words; none for a single word.

    >>> sorted(acronyms("Department of Defense"))
    ['DD', 'DOD']
    """
    words = [word for word in re.split(r"[\s/-]+", clean(name)) if word[:1].isalnum()]
    if len(words) < 2:
        return frozenset()
    long = "".join(word[0] for word in words).upper()
    short = "".join(word[0] for word in words if word.casefold() not in SMALL).upper()
    return frozenset(form for form in (long, short) if len(form) > 1)


def _word(token: str) -> str:
    return token.casefold().replace(".", "").strip(",;:'\"")


def _before_origin(tokens: list[str]) -> list[str]:
    """A name without where it comes from: "Jane Roe of Ohio"."""
    return next((tokens[:place] for place, token in enumerate(tokens) if place and token in ("of", "from")), tokens)


def _current(word: str) -> str:
    """The office of "then-mayor", "ex-president"; any other hyphen is as good as a space ("secretary-general")."""
    before, hyphen, after = word.partition("-")
    return (after if hyphen and before in FORMER else word).replace("-", " ")


def _without_lead(tokens: list[str]) -> tuple[str, str]:
    """Without "former" and its like, or the owner of a person ("CNN's Jane Roe"), before a name that carries no title."""
    start = 0
    while start < len(tokens) - 1 and _word(tokens[start]) in FORMER:
        start += 1
    for place in range(len(tokens) - 2, start, -1):
        if _CLITIC.search(tokens[place - 1]) and _is_name(tokens[place:]):
            start = place
            break
    return " ".join(tokens[:start]), " ".join(tokens[start:])


def _after_known_complement(tokens: Sequence[str], start: int) -> int:
    """Where an office ends that goes on with "of" and a known field of duty ("Secretary of the Treasury")."""
    if start >= len(tokens) or _word(tokens[start]) not in ("of", "for"):
        return start
    begin = start
    while begin < len(tokens) and _word(tokens[begin]) in _BEFORE_FIELD:
        begin += 1
    words = tuple(_word(token) for token in tokens[begin : begin + 6])
    return next((begin + len(known) for known in COMPLEMENTS if words[: len(known)] == known), start)


def _after_complement(tokens: Sequence[str], start: int) -> int:
    """Where the name begins after a head: past a known field, or, after any other "of", where the last two words look like a name."""
    known = _after_known_complement(tokens, start)
    if known == len(tokens) or _word(tokens[known]) not in ("of", "for", "to"):
        return known
    first = len(tokens) - 1
    while first > known and (first == len(tokens) - 1 or _word(tokens[first]) in PARTICLES | SUFFIXES):
        first -= 1
    least = known + (2 if _word(tokens[known + 1]) == "the" else 1) + 1 if known + 1 < len(tokens) else len(tokens)
    named = first >= least and _word(tokens[first - 1]) not in SMALL and _is_name(tokens[first:])
    return first if named else len(tokens)


def _is_name(tokens: Sequence[str]) -> bool:
    """Whether words can be a name on their own: capitalised, no title among them, no word of a body or place."""
    if not 1 <= len(tokens) <= 5 or _word(tokens[-1]) in PARTICLES:
        return False
    family = _word(tokens[-1]) in NAMES_TOO and len(tokens) > 1
    return tokens[0][:1].isupper() and all(map(_is_name_word, tokens[:-1] if family else tokens))


def _is_name_word(token: str) -> bool:
    word = _word(token)
    if word in SUFFIXES or word in PARTICLES or word.split("-")[0] in PARTICLES or _INITIAL.fullmatch(token):
        return True
    if word in NOT_IN_NAMES or word in FORMER or is_head(token) or not _CAPITALISED.fullmatch(token):
        return False
    # three capitals and more are an acronym, not a first name
    return token[0].isupper() and not (len(token) > 2 and token.isupper())
