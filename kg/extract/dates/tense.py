"""Tense and modality around a time expression, by light rules over its own sentence.

The nearest verb to the left decides, else the nearest to the right. Infinitives, modals and "is set to" look forward; a participle
after "to be" or "will be" belongs to the modal; everything else in the past looks back.
"""

from __future__ import annotations

import re

from kg.extract.dates.lexicon import MONTH_NAMES, WEEKDAY_NAMES
from kg.extract.dates.numbers import words

_TOKEN = re.compile(r"[a-z]+(?:n't)?|'ll|'s|\d{1,4}|[;:\"]")
_MODAL = frozenset(words("will 'll shall won't would may might could should must can cannot going"))
_AHEAD = frozenset(
    words(
        """scheduled slated due set expected planned poised bound supposed projected forecast likely hoping planning preparing
        upcoming deadline plans plan aims intends hopes expects proposes seeks until tomorrow anticipated begins
        starts opens expires ends closes meets votes runs goes faces takes launches arrives leaves returns holds
        speaks travels hosts visits convenes resumes kicks hope intend expect"""
    )
)
_PRESENT = frozenset(words("begin resume expire convene meet reopen return testify travel gather"))
CLOSE = 6
LOOSE = 7
_BE = frozenset(words("is are was were be been being"))
_PLANS = frozenset(
    words(
        """plan plans effort efforts decision bid move proposal order orders request threat threats attempt attempts law bill
        measure power powers authority resolution motion deal agreement campaign legislation amendment pledge promise
        offer call calls"""
    )
)
_NOUNS = frozenset(
    words(
        "plans plan aims hopes intends votes runs meets ends starts opens visits hosts speaks holds takes leaves returns deadline "
        "likely goes"
    )
)
_BACK = frozenset(
    words(
        """was were had did said told been has have began became bought brought built came caught chose died dealt drew drove
        fell felt fought found flew forgot gave got grew heard held kept knew led left lent lost made meant met paid
        quit ran rang rose saw sold sent shot shut sat slept spoke spent stood stole struck swore took taught tore
        thought threw understood won wore wrote went broke shook sank sang swung withdrew overthrew arose beat burst
        drank ate hung laid lit rode sought swept upset born wound since ago"""
    )
)
_NOT_PAST = frozenset(
    words("need speed indeed feed seed bed red shed embed exceed proceed succeed united breed hundred sacred unprecedented")
)
_ADVERBS = frozenset(words("not also now still then formally officially only likely never ever be"))
_BACKWARD = frozenset(words("forced able failed managed continued began helped used refused had was were went came tried"))
_DETERMINERS = frozenset(words("the a an his her its their this that these those our my no some any of with in and or two three"))
_ATTRIBUTE = _DETERMINERS | frozenset(words("unless if once when until as"))
_MOVED = re.compile(
    r"\b(?:extended|postponed|delayed|moved|pushed|rescheduled|adjourned|deferred|recessed|suspended)\b[^.;]{0,60}"
    r"\b(?:to|until|till)[ \n]{1,2}$"
)
_SET_FOR = re.compile(
    r"\b(?:called?|announced|set|planned|scheduled|booked|slated|fixed|arranged|organi[sz]ed|convened|billed)\b[^.;,]{0,60}"
    r"\bfor[ \n]{1,2}$"
)
_DAY = re.compile(r".*(?:day|\d)", re.DOTALL)
_BEFORE_NOUN = frozenset(words("'s new own big latest last other secret"))
_NO_VERB = _DETERMINERS | frozenset((*MONTH_NAMES, *WEEKDAY_NAMES, "him", "them", "me", "us", "it"))
_CLAUSE = frozenset({";", "but", "while", "although"})


def _is_past(token: str) -> bool:
    return token in _BACK or (len(token) > 4 and token.endswith("ed") and token not in _NOT_PAST)


def _infinitive(tokens: list[str], at: int, far: int) -> str | None:
    """The tense of ``to`` + verb whose ``to`` stands at ``at``: that of being able, forced or made to, else forward."""
    before = tokens[at - 1] if at else ""
    if before == "due" and not (at > 1 and tokens[at - 2] in _BE):
        return None
    if before in _PLANS and tokens[at + 1] != "be" and (before not in _NOUNS or _named(tokens, at - 1)):
        return "noun"
    if any(token in _BACKWARD for token in tokens[max(0, at - 3) : at]):
        return "past"
    return _ahead(far)


def _chain(tokens: list[str], at: int) -> str:
    """The tense of a participle at ``at`` by the words before it."""
    for back in range(at - 1, max(-1, at - 5), -1):
        token = tokens[back]
        if token in _MODAL:
            return "future"
        if token == "to":
            return "future"
        if token in ("is", "are", "being") and tokens[at] not in _BACK:
            return "present"
        if token not in _ADVERBS and not token.endswith("ly"):
            break
    return "past"


def _left(tokens: list[str]) -> str | None:
    """The tense of the nearest verb to the left; of what a noun plans ("a plan to close"), and the verb that noun hangs on."""
    planned = 0
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 26), -1):
        far = len(tokens) - at
        found = _clause(tokens, at, far)
        if found == "noun":
            planned = planned or far
        elif found == "end":
            break
        elif found:
            return ("planned" if planned <= CLOSE else "past") if planned and found == "past" else found
    return "future" if planned else None


def _clause(tokens: list[str], at: int, far: int) -> str | None:
    """What one word to the left, ``far`` words away, says: a tense, ``noun`` for what a noun plans, ``end`` of the clause, or nothing."""
    token = tokens[at]
    if token in _CLAUSE:
        return "end"
    if token in ("is", "are") and far <= 2:
        return "future"
    if _modal(tokens, at):
        return "past" if at and tokens[at - 1] == "had" else "future" if token in _MODAL else _ahead(far)
    if token == "to" and far > 1 and _verbal(tokens[at + 1]):
        return _infinitive(tokens, at, far)
    if _is_past(token) and not _attribute(tokens, at):
        chain = _chain(tokens, at)
        return _ahead(far) if chain == "future" else chain
    return None


def _ahead(far: int) -> str:
    return "future" if far <= LOOSE else "ahead"


def _attribute(tokens: list[str], at: int) -> bool:
    """Whether a participle stands before a noun: the planned visit, a naked eye."""
    return tokens[at].endswith("ed") and at > 0 and tokens[at - 1] in _ATTRIBUTE


def _named(tokens: list[str], at: int) -> bool:
    """Whether the word before makes a noun of a word that could be a verb: a plan, the mayor's plan, a possible plan."""
    before = tokens[at - 1] if at else ""
    return before in _DETERMINERS or before in _BEFORE_NOUN or before.endswith(("ible", "able", "al", "ive", "ous", "ed", "ic"))


def _modal(tokens: list[str], at: int) -> bool:
    """Whether a modal or a verb of plans stands here; a plan spoken of as a thing is none."""
    token, before = tokens[at], tokens[at - 1] if at else ""
    if token in _PRESENT:
        return before != "to" and before not in _DETERMINERS
    if token == "due":
        return not (at + 1 < len(tokens) and tokens[at + 1] == "to")
    return token in _MODAL or (token in _AHEAD and not (token in _NOUNS and _named(tokens, at)))


def _verbal(token: str) -> bool:
    """Whether the word after ``to`` may be a verb: neither an article nor a pronoun nor a noun of the usual objects."""
    return token[:1].isalpha() and token not in _NO_VERB and not token.endswith(("tion", "ness"))


def _right(tokens: list[str]) -> str | None:
    for at, token in enumerate(tokens[:14]):
        if _modal(tokens, at):
            return "future"
        if _is_past(token) and not _attribute(tokens, at):
            return _chain(tokens, at)
        if token in ("is", "are"):
            ahead = tokens[at + 1 : at + 3]
            return "future" if any(word in _AHEAD or word == "to" for word in ahead) else "present"
    return None


def _tokens(view: str, text: str, start: int, end: int) -> list[str]:
    """The words of view[start:end]; the month of May, which the text writes with a capital, is not the modal."""
    found = _TOKEN.findall(view, start, end)
    if "may" not in found:
        return found
    return ["" if hit[0] == "may" and text[hit.start()] == "M" else hit[0] for hit in _TOKEN.finditer(view, start, end)]


def tense_at(view: str, text: str, span: tuple[int, int], bounds: tuple[int, int]) -> str:
    """The tense of the verb that governs the span, looking no further than the bounds of its sentence.

    ``past``, ``future``, ``present`` or ``none``; ``ahead`` for a future whose verb stands far away, ``planned`` for what a noun plans
    while the verb is past ("announced a plan to close on Friday"). ``view`` is ``text`` in lower case.

    >>> text = "the council will vote on friday"
    >>> tense_at(text, text, (25, 31), (0, len(text)))
    'future'
    """
    if _MOVED.search(view, max(bounds[0], span[0] - 90), span[0]):
        return "future"
    own = view[span[1] : span[1] + 2] in ("'s", "’s")  # "called for Monday's vote": the vote's day
    if not own and _DAY.match(view[slice(*span)]) and _SET_FOR.search(view, max(bounds[0], span[0] - 90), span[0]):
        return "future"
    found = _left(_tokens(view, text, max(bounds[0], span[0] - 200), span[0]))
    if found is None:
        found = _right(_tokens(view, text, span[1], min(bounds[1], span[1] + 120)))
    return found or "none"
